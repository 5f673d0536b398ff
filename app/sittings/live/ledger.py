"""The exposure ledger (law 10): who received which variant of whom, from when to when, written with the log."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.db.database import UnitOfWork
from app.hearings.floor_plan import Binding
from app.hearings.models import Exposed
from app.sittings.events import ExposureChanged


@dataclass(frozen=True, slots=True)
class Flow:
    """One medium of one person reaching another; `receiver_id` None is the public, of whom nobody is counted."""

    subject_id: UUID
    receiver_id: UUID | None
    medium: str


def flows(bindings: Iterable[Binding], people: Mapping[str, UUID | None]) -> frozenset[Flow]:
    """Bindings as flows between people; `people` maps peers, the public to None."""
    found = set()
    for binding in bindings:
        subject = people.get(binding.source.peer)
        if subject is not None and binding.listener in people:
            found.add(Flow(subject, people[binding.listener], binding.source.kind))
    return frozenset(found)


async def write(uow: UnitOfWork, hearing_id: UUID, case_id: UUID, now: frozenset[Flow], at: datetime) -> None:
    """Close what no longer flows and open what begins to; nothing is written when nothing changed."""
    open_rows = select(Exposed).where(Exposed.hearing_id == hearing_id, col(Exposed.until).is_(None))
    standing = {Flow(row.subject_id, row.receiver_id, row.medium): row for row in await uow.all(open_rows)}
    closed = [row for flow, row in standing.items() if flow not in now]
    opened = [
        Exposed(
            hearing_id=hearing_id,
            subject_id=flow.subject_id,
            receiver_id=flow.receiver_id,
            medium=flow.medium,
            variant="full",
            since=at,
        )
        for flow in sorted(now - standing.keys(), key=str)
    ]
    if not closed and not opened:
        return
    for row in closed:
        row.until = at
    uow.add(*opened)
    event = ExposureChanged(
        case_id=case_id,
        hearing_id=hearing_id,
        opened=tuple(row.id for row in opened),
        closed=tuple(row.id for row in closed),
    )
    await append(uow, event, by=None, at=at)
