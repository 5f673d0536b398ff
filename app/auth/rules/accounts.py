"""Who may give out, change and close accounts: an administrator, never their own, and never the last one's."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from app.auth.errors import (
    AccountClosed,
    AccountNotOfACourt,
    AlreadySetUp,
    CourtNeeded,
    LastAdministrator,
    NotYourOwnAccount,
    OnlyAdministrators,
    WrongSetUpLink,
)
from app.auth.terms import OF_A_COURT, Desk, Holder, Standing


def require_administrator(desk: Desk) -> None:
    """Raises OnlyAdministrators for every other desk."""
    if desk is not Desk.administrator:
        raise OnlyAdministrators()


def check_place(desk: Desk, court_id: UUID | None) -> None:
    """A clerk and a judge stand in one court, everybody else in none: CourtNeeded, AccountNotOfACourt."""
    if desk in OF_A_COURT and court_id is None:
        raise CourtNeeded()
    if desk not in OF_A_COURT and court_id is not None:
        raise AccountNotOfACourt()


def check_another(by: UUID, holder: Holder) -> None:
    """Nobody changes, closes or opens their own account, whatever desk they have: NotYourOwnAccount."""
    if by == holder.person_id:
        raise NotYourOwnAccount()


def check_one_is_left(leaving: Holder, all_of_them: Iterable[Holder]) -> None:
    """Somebody must be left who can come in and look after accounts: LastAdministrator.

    One who has not set up their account yet may never come; only those who have count.
    """
    left = (one for one in all_of_them if one.account_id != leaving.account_id)
    works = leaving.desk is Desk.administrator and leaving.standing is Standing.open
    if works and not any(one.desk is Desk.administrator and one.standing is Standing.open for one in left):
        raise LastAdministrator()


def check_waits(holder: Holder) -> None:
    """A fresh link is for an account nobody has set up: later it would be a way in by e-mail alone.

    Raises AccountClosed, AlreadySetUp.
    """
    if holder.standing is Standing.closed:
        raise AccountClosed()
    if holder.standing is Standing.open:
        raise AlreadySetUp()


def check_link(ended: bool, expires_at: datetime, closed: bool, at: datetime) -> None:
    """Wrong, used, replaced, expired and of a closed account are one answer: WrongSetUpLink."""
    if ended or closed or at >= expires_at:
        raise WrongSetUpLink()


def standing_of(closed: bool, links: bool, used: bool) -> Standing:
    """How an account stands. One that never had a link was made ready by other means (a provider, the demo)."""
    if closed:
        return Standing.closed
    return Standing.waiting if links and not used else Standing.open
