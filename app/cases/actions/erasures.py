"""Erasing what belongs to a document, a case, a year: by destroying its key, so that no copy anywhere can be read.

The act is recorded first. What follows from it destroys the keys, empties the rows, removes the encrypted
files and has the database forget its old pages; each step may be repeated, so a crash only delays it.
"""

from uuid import UUID

from sqlmodel import col, or_, select, update

from app.audit.log import append
from app.cases.commands.erasing import Erase, Scope
from app.cases.errors import CaseNotFound
from app.cases.models import Case
from app.cases.rules.key_names import key_names
from app.db.database import Database, Reader
from app.db.outbox import OutboxRow
from app.db.scrub import scrub
from app.documents.events import RecordsErased
from app.documents.models import Document, Rendition
from app.documents.queries import document
from app.kernel.clock import Clock
from app.keys.port import Keys
from app.keys.rows import sweep
from app.storage.port import Storage, key_name

DESTROY_KEYS = "destroy-keys"
_BATCH = 500


class Erasures:
    """For the operator, by order of a court or of the rules of retention; there is no way back."""

    def __init__(self, database: Database, keys: Keys, storage: Storage, clock: Clock) -> None:
        self._database, self._keys, self._storage, self._clock = database, keys, storage, clock

    async def reach(self, command: Erase) -> Scope:
        """What would be erased; raises CaseNotFound, DocumentNotFound. Nothing happens."""
        async with self._database.read() as reader:
            return await _scope(reader, command)

    async def erase(self, command: Erase, *, by: str | None) -> Scope:
        """Erase it; raises CaseNotFound, DocumentNotFound. Keys and rows follow at once, by `finish`."""
        async with self._database.begin() as uow:
            scope = await _scope(uow, command)
            event = RecordsErased(
                case_id=scope.cases[0] if len(scope.cases) == 1 else None,
                keys=scope.keys,
                documents=len(scope.documents),
                order=command.order,
            )
            await append(uow, event, by=by, at=self._clock.now())
        return scope

    async def finish(self, job: OutboxRow) -> None:
        """Destroy the keys of one erasure, and all that they opened."""
        await self.destroy(tuple(job.payload["keys"]))

    async def destroy(self, names: tuple[str, ...]) -> None:
        """Destroy the keys of these names, and all that they opened. May be repeated."""
        async with self._database.read() as reader:
            cases, blobs = await _below(reader, names)
        self._keys.erase(names)
        await sweep(self._database, self._keys, cases)
        await self._remove(blobs)

    async def apply_again(self) -> int:
        """Empty what the keys do not open any more, after a backup brought it back; how many fields."""
        emptied = await sweep(self._database, self._keys)
        async with self._database.read() as reader:
            _, blobs = await _below(reader, tuple(self._keys.erased()))
        await self._remove(blobs)
        return emptied

    async def _remove(self, blobs: list[str]) -> None:
        """What was found in these documents, their encrypted files, and what the database still has of old rows."""
        async with self._database.begin() as uow:
            for start in range(0, len(blobs), _BATCH):
                some = col(Document.blob).in_(blobs[start : start + _BATCH])
                await uow.execute(update(Document).where(some).values(report=None))
        for blob in blobs:
            await self._storage.delete(blob)
        await scrub(self._database)


async def _scope(reader: Reader, command: Erase) -> Scope:
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


async def _below(reader: Reader, names: tuple[str, ...]) -> tuple[list[UUID], list[str]]:
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
