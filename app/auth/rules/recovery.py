"""Who gives somebody their account back: two officers who look after it, neither of them its owner."""

from datetime import datetime
from uuid import UUID

from app.auth.errors import AnotherOfficerNeeded, NotAnOfficer, NotYourOwnRecovery, RecoveryEnded
from app.auth.terms import Desk

# Clerks look after counsel, parties and one another; a pair of clerks must not become a judge or an administrator.
_LOOKED_AFTER_BY_CLERKS = frozenset({Desk.clerk, Desk.counsel, Desk.participant})
_OF_THE_INSTALLATION = frozenset({Desk.registrar, Desk.administrator})
OFFICERS = _OF_THE_INSTALLATION | {Desk.clerk}


def looks_after(desk: Desk, court_id: UUID | None, account_desk: Desk, account_court_id: UUID | None) -> bool:
    """Whether an officer of this desk and court may propose or confirm for such an account."""
    if desk in _OF_THE_INSTALLATION:
        return True
    same_court = account_court_id is None or account_court_id == court_id
    return desk is Desk.clerk and account_desk in _LOOKED_AFTER_BY_CLERKS and same_court


def require_officer(allowed: bool, officer: UUID, owner: UUID) -> None:
    """Raises NotAnOfficer, NotYourOwnRecovery. `officer` and `owner` are persons: two accounts change nothing."""
    if not allowed:
        raise NotAnOfficer()
    if officer == owner:
        raise NotYourOwnRecovery()


def require_another(officer: UUID, proposed_by: UUID) -> None:
    """Raises AnotherOfficerNeeded for whoever proposed it."""
    if officer == proposed_by:
        raise AnotherOfficerNeeded()


def require_waiting(
    confirmed_at: datetime | None, withdrawn_at: datetime | None, expires_at: datetime, at: datetime
) -> None:
    """Raises RecoveryEnded unless it still waits for a second officer."""
    if confirmed_at is not None or not recovery_open(withdrawn_at, None, expires_at, at):
        raise RecoveryEnded()


def recovery_open(withdrawn_at: datetime | None, used_at: datetime | None, expires_at: datetime, at: datetime) -> bool:
    """Whether a proposal still waits, or its code still works."""
    return withdrawn_at is None and used_at is None and at < expires_at
