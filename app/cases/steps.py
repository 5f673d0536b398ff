"""What several actions do to the register: open a case, give a part, enter on the docket."""

from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.cases.commands import OpenCase
from app.cases.errors import PersonAlreadyInCase
from app.cases.events import CaseOpened, EntryMade, PartTaken
from app.cases.models import Case, Court, DocketEntry, Part, Series
from app.cases.terms import PREFIX, Level
from app.db.database import UnitOfWork
from app.kernel.zones import local


async def next_number(uow: UnitOfWork, series: str) -> int:
    """The next number of a series, gap-free: given under the row's lock, undone with the transaction."""
    await uow.insert_if_absent(Series, id=series, last=0)
    row = await uow.lock(Series, series)
    row.last += 1
    await uow.flush()
    return row.last


async def open_case(uow: UnitOfWork, court: Court, command: OpenCase, *, by: str | None, at: datetime) -> Case:
    """Open a case under the next number of its matter and year.

    All courts of an installation share a series: a number is also an address, and names one case.
    """
    prefix, year = PREFIX[command.matter], local(at, court.zone).year
    number = await next_number(uow, f"{prefix}/{year}")
    case = Case(
        court_id=court.id,
        number=f"{prefix}-{year}-{number}",
        matter=command.matter.value,
        profile=command.profile.value,
        about=command.about,
        level=command.level.value,
        opened_at=at,
    )
    uow.add(case)
    await uow.flush()
    await append(uow, CaseOpened(case_id=case.id, number=case.number), by=by, at=at)
    return case


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


async def enter_on_docket(
    uow: UnitOfWork,
    case_id: UUID,
    *,
    kind: str,
    title: str,
    level: Level,
    by: str | None,
    at: datetime,
    numbered: bool = True,
    filer_id: UUID | None = None,
    filing_id: UUID | None = None,
    hearing_id: UUID | None = None,
    received_at: datetime | None = None,
) -> DocketEntry:
    """Enter one line; its number is the next of the case, given under the case's lock."""
    case = await uow.lock(Case, case_id)
    case.last_sequence += 1
    case.last_entry += numbered
    entry = DocketEntry(
        case_id=case_id,
        sequence=case.last_sequence,
        number=case.last_entry if numbered else None,
        kind=kind,
        title=title,
        level=level.value,
        filer_id=filer_id,
        filing_id=filing_id,
        hearing_id=hearing_id,
        received_at=received_at,
        entered_at=at,
    )
    uow.add(entry)
    await uow.flush()
    event = EntryMade(
        case_id=case_id, entry_id=entry.id, sequence=entry.sequence, number=entry.number, level=entry.level
    )
    leaf = await append(uow, event, by=by, at=at)
    entry.leaf_id = leaf.id
    return entry
