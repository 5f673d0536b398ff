"""Opening a case under the next number of its series."""

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from app.audit.log import append
from app.cases.events import CaseOpened
from app.cases.models import Case, Court, Series
from app.cases.models.opening import NumberForm
from app.cases.rules.numbers import COMMON, Form
from app.cases.terms import PREFIX, Level, Matter, Profile
from app.db.database import UnitOfWork
from app.kernel.zones import local


@dataclass(frozen=True, slots=True)
class NewCase:
    """A case to open. `series`: the letters of its number, by default those of its matter."""

    matter: Matter
    about: str
    profile: Profile = Profile.none
    level: Level = Level.public
    series: str | None = None


async def next_number(uow: UnitOfWork, series: str) -> int:
    """The next number of a series, gap-free: given under the row's lock, undone with the transaction."""
    await uow.insert_if_absent(Series, id=series, last=0)
    row = await uow.lock(Series, series)
    row.last += 1
    await uow.flush()
    return row.last


async def open_case(uow: UnitOfWork, court: Court, new: NewCase, *, by: str | None, at: datetime) -> Case:
    """Open a case under the next number of its series, in the form the court sets.

    A number is also an address. Courts whose form names the court count apart; those that use one form without
    the court count together, so that no two of them give the same number.
    """
    form, series, year = await form_of(uow, court), new.series or PREFIX[new.matter], local(at, court.zone).year
    number = await next_number(uow, form.counter(series, year))
    case = Case(
        court_id=court.id,
        number=form.write(series, year, number),
        matter=new.matter.value,
        profile=new.profile.value,
        about=new.about,
        level=new.level.value,
        opened_at=at,
    )
    uow.add(case)
    await uow.flush()
    await append(uow, CaseOpened(case_id=case.id, number=case.number), by=by, at=at)
    return case


async def form_of(uow: UnitOfWork, court: Court) -> Form:
    """How this court writes its numbers now."""
    newest = select(NumberForm).where(NumberForm.court_id == court.id).order_by(col(NumberForm.id).desc())
    found: NumberForm | None = await uow.first(newest.limit(1))
    return Form(found.text, found.code) if found else COMMON
