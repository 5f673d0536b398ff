"""Giving a person a part in a case."""

from datetime import datetime

from sqlmodel import select

from app.audit.log import append
from app.cases.errors import PersonAlreadyInCase
from app.cases.events import PartTaken
from app.cases.models import Part
from app.db.database import UnitOfWork


async def give_part(uow: UnitOfWork, part: Part, *, by: str | None, at: datetime) -> Part:
    """Let a person play a part in a case; raises PersonAlreadyInCase for the same part twice."""
    same = select(Part).where(
        Part.case_id == part.case_id,
        Part.person_id == part.person_id,
        Part.role == part.role,
        Part.until == None,  # noqa: E711 (SQL)
    )
    if await uow.first(same) is not None:
        raise PersonAlreadyInCase()
    uow.add(part)
    await uow.flush()
    event = PartTaken(case_id=part.case_id, part_id=part.id, person_id=part.person_id, role=part.role)
    await append(uow, event, by=by, at=at)
    return part
