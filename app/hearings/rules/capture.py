"""Law 7: only its owner's own tap starts a camera or microphone, and only for the list they were shown."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from app.hearings.errors import NotYourStep, OwnTapNeeded
from app.hearings.terms import Consent
from app.protection.exposure import rising
from app.protection.terms import (
    Attendee,
    Person,
    Role,
    RoomKind,
    Rulings,
    Setting,
    SittingState,
    Stage,
    Surface,
)

_WATCHERS = (Person(UUID(int=1), Role.PUBLIC), Person(UUID(int=1), Role.PRESS))
UNREACHABLE_AFTER = timedelta(seconds=10)


class Drop(StrEnum):
    """Why an endpoint was lost."""

    HIDDEN = "hidden"
    RELOADED = "reloaded"
    REPLACED = "replaced"
    UNREACHABLE = "unreachable"


@dataclass(frozen=True, slots=True)
class Capture:
    """One person's capture. Not capturing is being behind one's own tap.

    `suspends` keeps evidence suspended until they tap or the judge rules. `fixed` is a court or custody
    endpoint that the clerk looks after.
    """

    person: UUID
    capturing: bool = False
    consent: Consent | None = None
    suspends: bool = False
    fixed: bool = False


def tap(capture: Capture, by: UUID, shown: Consent) -> Capture:
    """Start, by their own tap, under what the list shown to them stood on. OwnTapNeeded for anybody else."""
    if by != capture.person:
        raise OwnTapNeeded()
    return replace(capture, capturing=True, consent=shown, suspends=False)


def end(capture: Capture, by: UUID, role: Role) -> Capture:
    """Stop capture for everyone: their own tap, or bench and clerk. Evidence waits for the judge."""
    if by != capture.person and role not in {Role.JUDGE, Role.CLERK}:
        raise NotYourStep(act="end_capture")
    return replace(capture, capturing=False, consent=None, suspends=True)


def refuse(capture: Capture, by: UUID) -> Capture:
    """No to the new list: nothing starts, and evidence stays suspended."""
    if by != capture.person:
        raise OwnTapNeeded()
    return replace(capture, capturing=False, consent=None, suspends=True)


def after_ruling(
    capture: Capture, subject: Person, people: Iterable[Person], standing: Consent, at: datetime
) -> Capture:
    """What a change of rulings or of publicness (`standing`, as it will be) does to somebody capturing.

    Restricting goes on at once under the consent given. Where anybody, a watcher included, would get more
    of them in session, capture stops; it starts again at their tap on the new list.
    """
    if not capture.capturing or capture.consent is None:
        return capture
    everybody = [Attendee(person, Stage.ADMITTED) for person in (*people, *_WATCHERS)]
    me = Attendee(subject, Stage.TESTIFYING)
    if rising(me, everybody, _in_session(capture.consent), _in_session(standing), at):
        return replace(capture, capturing=False, consent=None, suspends=True)
    return capture


def _in_session(consent: Consent) -> tuple[Setting, Rulings]:
    floor = Setting(Surface.LIVE, RoomKind.FLOOR, SittingState.IN_SESSION, consent.public)
    return floor, consent.rulings


def after_drop(capture: Capture, drop: Drop, gone_for: timedelta, *, guarded: bool) -> Capture:
    """A witness or protected person comes back behind their own tap; a blink of the link is no drop."""
    blink = drop is Drop.UNREACHABLE and gone_for <= UNREACHABLE_AFTER
    if blink or not guarded or not capture.capturing:
        return capture
    return replace(capture, capturing=False, consent=None, suspends=True)


def resume_fixed(capture: Capture, by: Role, shown: Consent, *, guarded: bool) -> Capture:
    """The clerk resumes a fixed endpoint in court or custody; never one with somebody guarded at it."""
    if not capture.fixed or guarded:
        raise OwnTapNeeded()
    if by not in {Role.CLERK, Role.JUDGE}:
        raise NotYourStep(act="resume_fixed")
    return replace(capture, capturing=True, consent=shown, suspends=False)
