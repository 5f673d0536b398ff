"""What a receiver's part alone would give them of a subject, before leave, room, state and orders."""

from dataclasses import replace

from app.protection.terms import (
    AUDIENCE,
    COMPLAINANTS,
    COUNSEL,
    FULL,
    NOTHING,
    PARTIES,
    WITNESSES,
    Attendee,
    Exposure,
    Name,
    Person,
    Role,
    Setting,
    Stage,
    Surface,
    Video,
    Voice,
    Words,
    shown,
)

KNOWN = shown(name=Name.FULL)
"""Known to be there, by name; neither seen nor heard."""
SEEN = shown(Video.FULL, name=Name.FULL)
_SOUND = shown(Video.NONE, Voice.FULL, Words.LIVE, Name.FULL)

_COURT = frozenset({Role.JUDGE, Role.CLERK})
_WHOLE = _COURT | COUNSEL | PARTIES | {Role.INTERPRETER}
"""Those who follow the whole hearing, and the whole file, as far as no order says less."""
_READ_NAMES = COMPLAINANTS | {Role.JUROR, Role.WITNESS, Role.EXPERT, Role.COURT_REPORTER}
_RECORDED = _COURT | COUNSEL | PARTIES | {Role.JUROR}


def effective(attendee: Attendee) -> Attendee:
    """A witness who has been released is, from then on, one of the public."""
    if attendee.person.role in WITNESSES and attendee.stage is Stage.RELEASED:
        return replace(attendee, person=replace(attendee.person, role=Role.PUBLIC))
    return attendee


def base(receiver: Attendee, subject: Attendee, setting: Setting) -> Exposure:
    """What `receiver` gets of `subject` by their parts; the receiver is already `effective`."""
    if setting.surface is Surface.LIVE:
        return _live(receiver.person, subject.person, setting.public)
    if setting.surface is Surface.PLAYBACK:
        return FULL if receiver.person.role in _RECORDED else NOTHING
    return _written(receiver.person, subject.person, setting.public)


def _live(receiver: Person, subject: Person, public: bool) -> Exposure:
    return _as_received(receiver, subject, public).meet(_as_sent(receiver, subject))


def _as_received(receiver: Person, subject: Person, public: bool) -> Exposure:
    role = receiver.role
    if role in _WHOLE or role is Role.JUROR or receiver.serves_person(subject.id):
        return KNOWN if role is Role.CONTACT_OFFICER else FULL
    if role in WITNESSES:
        waits_for_release = role is Role.OTHER_WITNESS or subject.role in WITNESSES
        return NOTHING if waits_for_release else FULL
    if role is Role.COURT_REPORTER:
        return _SOUND
    if role is Role.CONTACT_OFFICER:
        return KNOWN
    if role in AUDIENCE:
        return FULL if public else NOTHING
    return NOTHING


def _as_sent(receiver: Person, subject: Person) -> Exposure:
    """What anybody's part sends at all: a supporter's microphone never reaches the court."""
    if receiver.serves_person(subject.id) or subject.serves_person(receiver.id):
        return FULL
    match subject.role:
        case Role.SUPPORT_PERSON:
            return SEEN if receiver.role in _COURT else NOTHING
        case Role.JUROR | Role.GUARD | Role.ATTENDANT | Role.COURT_REPORTER:
            return FULL if receiver.role in _COURT | {subject.role} else NOTHING
        case Role.CONTACT_OFFICER | Role.OPERATOR | Role.PRESS | Role.PUBLIC | Role.OTHER_WITNESS | Role.UNKNOWN:
            return NOTHING
        case _:
            return FULL


def _written(receiver: Person, subject: Person, public: bool) -> Exposure:
    role = receiver.role
    if receiver.serves_person(subject.id) and role is not Role.CONTACT_OFFICER:
        return FULL
    if role in _WHOLE or role in _READ_NAMES:
        return FULL
    if role is Role.CONTACT_OFFICER:
        return KNOWN
    return FULL if role in AUDIENCE and public else NOTHING
