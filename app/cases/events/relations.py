"""What judges said about people they are related to: that, and never whom."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationDeclared(Event):
    kind: ClassVar[str] = "case.relation-declared"
    relation_id: UUID
    person_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RelationEnded(Event):
    kind: ClassVar[str] = "case.relation-ended"
    relation_id: UUID
    person_id: UUID
