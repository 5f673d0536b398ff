"""What became of notices; ids only."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class NoticeClosed(Event):
    """A notice was sent, overtaken by a later one, or refused by the mail system (`state`)."""

    kind: ClassVar[str] = "notices.closed"
    notice_id: UUID
    person_id: UUID
    about: str
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class WorkTriedAgain(Event):
    """An administrator had something done that had failed too often; `what` is the name of its handler."""

    kind: ClassVar[str] = "notices.work-tried-again"
    row_id: UUID
    what: str
