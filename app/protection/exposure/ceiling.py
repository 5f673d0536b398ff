"""The most that a room and the state of a sitting allow between two people; no leave reaches above it."""

from app.protection.exposure.by_part import KNOWN
from app.protection.terms import (
    AUDIENCE,
    CLOSED,
    COMPLAINANTS,
    COUNSEL,
    FULL,
    HALTED,
    HEARING_EVIDENCE,
    HELPERS,
    NOTHING,
    ON_FLOOR,
    PARTIES,
    STEWARDS,
    Attendee,
    Exposure,
    Name,
    Person,
    Role,
    RoomKind,
    Setting,
    SittingState,
    Stage,
    Surface,
    Video,
    Voice,
    Words,
    shown,
)

_COURT = frozenset({Role.JUDGE, Role.CLERK})
_MAY_CONFER = COUNSEL | PARTIES | HELPERS | COMPLAINANTS | STEWARDS | {Role.WITNESS, Role.ATTENDANT}
_LINE = shown(Video.NONE, Voice.FULL, Words.LIVE, Name.FULL)
_ATTENDS_IN_STOP = HELPERS | {Role.CLERK}


def ceiling(
    receiver: Attendee, subject: Attendee, setting: Setting, guarded: bool, leave_in_stop: Exposure
) -> Exposure:
    """`guarded`: one of the two is a witness or protected by an order. `leave_in_stop`: own counsel's leave."""
    if receiver.person.role in AUDIENCE and not setting.public:
        return NOTHING
    if setting.surface is not Surface.LIVE:
        return FULL
    if setting.room is None:
        return NOTHING
    if setting.room is RoomKind.FLOOR:
        return _floor(receiver, subject, setting, guarded, leave_in_stop)
    return FULL if _belong_together(receiver.person, subject.person, setting.room) else NOTHING


def knows(receiver: Person, subject: Person) -> bool:
    """Whether the receiver always knows that the subject is there, called or not."""
    return receiver.role in _COURT | {Role.CONTACT_OFFICER} or receiver.serves_person(subject.id)


def _floor(receiver: Attendee, subject: Attendee, setting: Setting, guarded: bool, leave_in_stop: Exposure) -> Exposure:
    if setting.state is None or setting.state in CLOSED:
        return NOTHING
    unseen = KNOWN if knows(receiver.person, subject.person) else NOTHING
    if subject.stage not in ON_FLOOR or not _follows(receiver):
        return unseen
    if setting.stopped_for in (receiver.person.id, subject.person.id):
        return unseen.join(_stopped(receiver.person, subject.person, setting, leave_in_stop))
    if receiver.person.role in AUDIENCE and setting.state not in HEARING_EVIDENCE:
        return NOTHING
    if setting.state in HEARING_EVIDENCE or setting.state is SittingState.OPEN:
        return FULL
    if guarded:
        return unseen
    return _while_halted(receiver.person, subject.person, setting)


def _follows(receiver: Attendee) -> bool:
    released = receiver.person.role in AUDIENCE and receiver.stage is Stage.RELEASED
    return receiver.stage in ON_FLOOR or released


def _while_halted(receiver: Person, subject: Person, setting: Setting) -> Exposure:
    """Between people whom no order and no oath concerns: a recess is for the court, a halt for sorting it out."""
    if setting.line_open and Role.JUROR in (receiver.role, subject.role):
        return NOTHING
    if setting.state in HALTED:
        return FULL
    return FULL if receiver.role in _COURT and subject.role in _COURT else NOTHING


def _stopped(receiver: Person, subject: Person, setting: Setting, leave: Exposure) -> Exposure:
    """Law 6, for a pair of which one has pressed Stop."""
    hers = subject.id == setting.stopped_for
    other = receiver if hers else subject
    if other.serves_person(setting.stopped_for or other.id) and other.role in _ATTENDS_IN_STOP:
        return FULL
    if other.serves_person(setting.stopped_for or other.id) and other.role in COUNSEL:
        return leave
    if other.role is Role.JUDGE:
        return FULL if setting.line_open or not hers else NOTHING
    if hers and setting.line_open and other.role in {Role.PROSECUTOR, Role.DEFENCE_COUNSEL}:
        return _LINE
    return NOTHING


def _belong_together(a: Person, b: Person, room: RoomKind) -> bool:
    match room:
        case RoomKind.WAITING | RoomKind.PRACTICE:
            served = a.serves_person(b.id) or b.serves_person(a.id)
            return served or Role.CLERK in (a.role, b.role)
        case RoomKind.CONSULTATION:
            return a.role in _MAY_CONFER and b.role in _MAY_CONFER
        case RoomKind.JUDGES:
            return a.role in _COURT and b.role in _COURT
        case RoomKind.JURY:
            return a.role is Role.JUROR and b.role is Role.JUROR
        case _:
            return False
