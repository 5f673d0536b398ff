"""The words of notices: what each is about, and how far it got."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class Subject(StrEnum):
    """What happened that somebody is told about. The message itself does not say."""

    booked = "booked"
    rescheduled = "rescheduled"
    vacated = "vacated"
    received = "received"
    docketed = "docketed"
    returned = "returned"
    rejected = "rejected"
    corrected = "corrected"  # something on a docket they read
    deadline = "deadline"  # one was set, changed or moved
    order = "order"  # the court made one
    ruling = "ruling"  # a motion was decided by words on it
    moved = "moved"  # the case itself: to another court, up or back, apart, to rest
    emergency = "emergency"  # two officers opened what was closed


ABOUT_A_HEARING = frozenset({Subject.booked, Subject.rescheduled, Subject.vacated})


class NoticeState(StrEnum):
    waiting = "waiting"
    sent = "sent"
    overtaken = "overtaken"  # a later notice about the same hearing says what counts
    refused = "refused"  # the mail system does not take this address


@dataclass(frozen=True, slots=True)
class Appointment:
    """A hearing as its calendar file has it: instants, iTIP sequence, and whether it is called off."""

    starts_at: datetime
    ends_at: datetime
    sequence: int
    called_off: bool


@dataclass(frozen=True, slots=True)
class Reader:
    """Whom a message goes to. `guarded`: nothing in it may tell a third person what it is about.

    `zone` is where the times are told for; `own_zone` says that it is the reader's own, which a guarded
    message does not name.
    """

    language: str
    zone: str
    own_zone: bool
    guarded: bool
