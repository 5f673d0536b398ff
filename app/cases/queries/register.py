"""Reading the register: every statement passes through what the table of access lets the reader see."""

from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.errors import CaseNotFound, EntryNotFound
from app.cases.models import Case, Court, DocketEntry, Part
from app.cases.queries.actors import live
from app.cases.queries.files import CaseFile, open_file
from app.cases.queries.scope import visible_to
from app.cases.rules import Thing
from app.cases.terms import Act
from app.cases.views import EntryView
from app.db.database import Reader
from app.documents.models import Document


async def court_in_view(reader: Reader, principal: Principal | None) -> Court | None:
    """The court a reader works at; else the only one there is, or that has every case they play a part in; or none."""
    if principal is not None and principal.court_id is not None:
        return await reader.get(Court, principal.court_id)
    two = select(Court).order_by(col(Court.id)).limit(2)
    courts = await reader.all(two)
    if len(courts) > 1 and principal is not None:
        mine = select(Case.court_id).join(Part, col(Part.case_id) == col(Case.id))
        mine = mine.where(Part.person_id == principal.person_id, *live(Part, reader.at))
        courts = await reader.all(two.where(col(Court.id).in_(mine)))
    return courts[0] if len(courts) == 1 else None


async def parts_of(reader: Reader, case_id: UUID) -> list[Part]:
    """Every part ever played in a case, oldest first."""
    return await reader.all(select(Part).where(Part.case_id == case_id).order_by(col(Part.since), col(Part.id)))


async def people_of(reader: Reader, case_id: UUID) -> dict[UUID, Person]:
    """The people who play or played a part in a case, by id."""
    statement = select(Person).join(Part, col(Part.person_id) == col(Person.id)).where(Part.case_id == case_id)
    return {person.id: person for person in await reader.all(statement)}


async def docket(reader: Reader, file: CaseFile) -> list[EntryView]:
    """The entries this person may read, in docket order."""
    scope = visible_to(file.actor)
    statement = select(DocketEntry).where(DocketEntry.case_id == file.case.id, scope.entries())
    rows = await reader.all(statement.order_by(col(DocketEntry.sequence)).params(scope.values))
    fields, numbers = set(EntryView.model_fields), {row.id: row.number for row in rows}
    return [EntryView(**row.model_dump(include=fields), corrects=numbers.get(row.corrects_id)) for row in rows]


async def entry(reader: Reader, file: CaseFile, entry_id: UUID) -> DocketEntry:
    """One entry, if this person may read it; raises EntryNotFound otherwise."""
    row = await reader.get(DocketEntry, entry_id)
    if row is None or row.case_id != file.case.id or not file.may(Act.read, file.entry(row)):
        raise EntryNotFound()
    return row


async def still_may(
    reader: Reader,
    principal: Principal | None,
    act: Act,
    case_id: UUID,
    *,
    entry_id: UUID | None = None,
    document_id: UUID | None = None,
) -> bool:
    """Whether they may do this at this moment: for what stays open longer than a request, asked anew each time."""
    try:
        file = await open_file(reader, case_id, principal)
        return file.may(act, await _thing(reader, file, entry_id, document_id))
    except (CaseNotFound, EntryNotFound):
        return False


async def _thing(reader: Reader, file: CaseFile, entry_id: UUID | None, document_id: UUID | None) -> Thing:
    document = await reader.get(Document, document_id) if document_id else None
    wanted = document.entry_id if document else entry_id
    if wanted is None:
        if document_id is not None:
            raise EntryNotFound()
        return file.thing
    row = await reader.get(DocketEntry, wanted)
    if row is None or row.case_id != file.case.id:
        raise EntryNotFound()
    return file.document(document, row) if document else file.entry(row)
