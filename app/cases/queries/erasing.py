"""What one erasure reaches: cases, documents, keys and encrypted files; and which requests to erase there are."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.auth.models import Person
from app.cases.commands.erasing import Erase, Scope
from app.cases.errors import CaseNotFound
from app.cases.errors.erasing import ErasureNotFound
from app.cases.models import Case
from app.cases.models.erasing import ErasureRequest
from app.cases.rules.erasing import Asked, Reach, stage
from app.cases.rules.key_names import key_names
from app.cases.terms.erasing import Stage
from app.db.database import Reader
from app.documents.models import Document, Rendition
from app.documents.queries import document
from app.kernel.protected import Protected
from app.storage.port import key_name


@dataclass(frozen=True, slots=True)
class ErasureFile:
    """One request with the names of those who put theirs to it."""

    row: ErasureRequest
    asked_by: Protected[str]
    decided_by: Protected[str] | None


async def erasure_files(reader: Reader) -> list[ErasureFile]:
    """Every request, the newest first."""
    rows = await reader.all(select(ErasureRequest).order_by(col(ErasureRequest.id).desc()).limit(200))
    return await _with_names(reader, rows)


async def erasure_file(reader: Reader, request_id: UUID) -> ErasureFile:
    """One request; raises ErasureNotFound."""
    row = await reader.get(ErasureRequest, request_id)
    if row is None:
        raise ErasureNotFound()
    return (await _with_names(reader, [row]))[0]


async def _with_names(reader: Reader, rows: list[ErasureRequest]) -> list[ErasureFile]:
    wanted = {one for row in rows for one in (row.asked_by, row.decided_by) if one is not None}
    names = {one.id: one.name for one in await reader.all(select(Person).where(col(Person.id).in_(wanted)))}
    return [
        ErasureFile(row, names[row.asked_by], names.get(row.decided_by) if row.decided_by else None) for row in rows
    ]


def asked_of(row: ErasureRequest) -> Asked:
    """The request as rules look at it."""
    return Asked(row.asked_by, row.expires_at, row.decision)


def stage_of(row: ErasureRequest, at: datetime) -> Stage:
    """Where it stands."""
    return stage(asked_of(row), at)


def reach_of(scope: Scope) -> Reach:
    """How much a scope takes."""
    return Reach(len(scope.cases), len(scope.documents))


async def scope_of(reader: Reader, command: Erase) -> Scope:
    if command.kind == "document":
        return await _of_document(reader, UUID(command.name))
    name = f"{command.kind}:{await _case_id(reader, command.name) if command.kind == 'case' else command.name}"
    cases = await _cases_under(reader, name)
    rows = await reader.rows(select(Document.id, Document.blob).where(col(Document.case_id).in_(cases)))
    documents = tuple(row.id for row in rows)
    return Scope((name,), tuple(cases), documents, (*(row.blob for row in rows), *await _copies(reader, documents)))


async def _of_document(reader: Reader, document_id: UUID) -> Scope:
    """A document with its cleaned copy or its original, and every version made of either."""
    row = await document(reader, document_id)
    root = row.cleaned_from or row.id
    family = await reader.rows(
        select(Document.id, Document.blob).where(or_(Document.id == root, Document.cleaned_from == root))
    )
    documents = tuple(found.id for found in family)
    blobs = (*(found.blob for found in family), *await _copies(reader, documents))
    return Scope(tuple(key_name(blob) for blob in blobs), (row.case_id,), documents, blobs)


async def _copies(reader: Reader, documents: tuple[UUID, ...]) -> list[str]:
    return await reader.all(select(Rendition.blob).where(col(Rendition.document_id).in_(documents)))


async def _case_id(reader: Reader, name: str) -> UUID:
    found: UUID | None = await reader.first(select(Case.id).where(Case.number == name))
    if found is None:
        raise CaseNotFound()
    return found


async def _cases_under(reader: Reader, name: str) -> list[UUID]:
    """Every case whose documents are stored below the key of this name."""
    rows = await reader.rows(select(Case.id, Case.court_id, Case.matter, Case.opened_at))
    return [
        row.id
        for row in rows
        if name in key_names(court_id=row.court_id, matter=row.matter, opened_at=row.opened_at, case_id=row.id)
    ]


async def below(reader: Reader, names: tuple[str, ...]) -> tuple[list[UUID], list[str]]:
    """The cases that keys of these names touch, and the encrypted files that hang on one of them."""
    own = [name.removeprefix(key_name("")) for name in names if name.startswith(key_name(""))]
    cases = [case for name in names for case in await _cases_under(reader, name)]
    of_documents = await reader.rows(
        select(Document.id, Document.case_id, Document.blob).where(
            or_(col(Document.blob).in_(own), col(Document.case_id).in_(cases))
        )
    )
    copies = await _copies(reader, tuple(row.id for row in of_documents if row.case_id in cases))
    blobs = {*own, *copies, *(row.blob for row in of_documents)}
    return [*cases, *{row.case_id for row in of_documents} - set(cases)], sorted(blobs)
