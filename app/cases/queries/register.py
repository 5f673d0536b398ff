"""Reading the register: every docket statement passes through the levels the reader's standing allows."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col, select

from app.auth.models import Person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound, EntryNotFound
from app.cases.models import Case, Court, DocketEntry, Part
from app.cases.rules import Standing, may_read, may_see_case, readable_levels, strictest
from app.cases.terms import Level
from app.cases.views import CaseView, EntryView
from app.db.database import Reader


@dataclass(frozen=True, slots=True)
class CaseFile:
    """A case with its court and what the asking person is in it."""

    case: Case
    court: Court
    standing: Standing

    def view(self) -> CaseView:
        """The case as JSON and pages show it."""
        fields = self.case.model_dump(include={"id", "number", "matter", "about", "level", "opened_at"})
        return CaseView(**fields, court=self.court.name, zone=self.court.zone)


def standing_of(principal: Principal | None, case: Case, parts: list[Part]) -> Standing:
    """What a person is in a case, from the rows."""
    if principal is None:
        return Standing(None)
    roles = frozenset(p.role for p in parts if p.person_id == principal.person_id and p.until is None)
    return Standing(principal.person_id, roles, principal.desk is Desk.clerk and principal.court_id == case.court_id)


async def case_file(reader: Reader, case_id: UUID, principal: Principal | None) -> CaseFile:
    """The case, if this person may know of it; raises CaseNotFound otherwise."""
    case = await reader.get(Case, case_id)
    if case is None:
        raise CaseNotFound()
    court = await reader.get(Court, case.court_id)
    assert court is not None
    standing = standing_of(principal, case, await parts_of(reader, case_id))
    if not may_see_case(standing, case.level):
        raise CaseNotFound()
    return CaseFile(case, court, standing)


async def case_by_number(reader: Reader, number: str, principal: Principal | None) -> CaseFile:
    """The same, by the number people use."""
    found = await reader.first(select(Case.id).where(Case.number == number))
    if found is None:
        raise CaseNotFound()
    return await case_file(reader, found, principal)


async def court_in_view(reader: Reader, principal: Principal | None) -> Court | None:
    """The court a reader works at; for everybody else the only court there is, or none."""
    if principal is not None and principal.court_id is not None:
        return await reader.get(Court, principal.court_id)
    courts = await reader.all(select(Court).order_by(col(Court.id)).limit(2))
    return courts[0] if len(courts) == 1 else None


async def parts_of(reader: Reader, case_id: UUID) -> list[Part]:
    """Every part ever played in a case, oldest first."""
    return await reader.all(select(Part).where(Part.case_id == case_id).order_by(col(Part.since), col(Part.id)))


async def people_of(reader: Reader, case_id: UUID) -> dict[UUID, Person]:
    """The people who play or played a part in a case, by id."""
    statement = select(Person).join(Part, col(Part.person_id) == col(Person.id)).where(Part.case_id == case_id)
    return {person.id: person for person in await reader.all(statement)}


async def cases_of(reader: Reader, principal: Principal) -> list[Case]:
    """The cases on a person's desk, newest first: those of a clerk's court, or those they have a part in."""
    mine = exists().where(
        and_(
            col(Part.case_id) == col(Case.id),
            col(Part.person_id) == principal.person_id,
            col(Part.until).is_(None),
        )
    )
    scope = col(Case.court_id) == principal.court_id if principal.desk is Desk.clerk else mine
    return await reader.all(select(Case).where(scope).order_by(col(Case.opened_at).desc(), col(Case.id)))


async def docket(reader: Reader, file: CaseFile) -> list[EntryView]:
    """The entries this standing may read, in docket order."""
    statement = select(DocketEntry).where(DocketEntry.case_id == file.case.id, _readable_in(file))
    rows = await reader.all(statement.order_by(col(DocketEntry.sequence)))
    return [EntryView(**row.model_dump(include=set(EntryView.model_fields))) for row in rows]


async def entry(reader: Reader, file: CaseFile, entry_id: UUID) -> DocketEntry:
    """One entry, if this standing may read it; raises EntryNotFound otherwise."""
    row = await reader.get(DocketEntry, entry_id)
    if row is None or row.case_id != file.case.id:
        raise EntryNotFound()
    if not may_read(file.standing, (file.case.level, row.level), row.filer_id):
        raise EntryNotFound()
    return row


def _readable_in(file: CaseFile) -> ColumnElement[bool]:
    """`may_read` as a condition: each level of an entry counts as the stricter of it and the case's."""
    counts_as = {level: strictest((file.case.level, level)) for level in Level}
    readable = readable_levels(file.standing)
    allowed = col(DocketEntry.level).in_([level.value for level, real in counts_as.items() if real in readable])
    if file.standing.person_id is None:
        return allowed
    filers = [level.value for level, real in counts_as.items() if real is Level.filer]
    return or_(allowed, and_(col(DocketEntry.level).in_(filers), col(DocketEntry.filer_id) == file.standing.person_id))
