"""Opening a case under the next number of its series."""

from datetime import datetime

from app.audit.log import append
from app.cases.commands import OpenCase
from app.cases.events import CaseOpened
from app.cases.models import Case, Court, Series
from app.cases.terms import PREFIX
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
