"""Erasing what belongs to a document, a case, a year: by destroying its key, so that no copy anywhere can be read.

The act is recorded first. What follows from it destroys the keys, empties the rows, removes the encrypted
files and has the database forget its old pages; each step may be repeated, so a crash only delays it.
"""

from sqlmodel import col, update

from app.audit.log import append
from app.cases.commands.erasing import Erase, Scope
from app.cases.queries.erasing import below, scope_of
from app.db.database import Database
from app.db.outbox import OutboxRow
from app.db.scrub import scrub
from app.documents.events import RecordsErased
from app.documents.models import Document
from app.kernel.clock import Clock
from app.keys.port import Keys
from app.keys.rows import sweep
from app.storage.port import Storage

DESTROY_KEYS = "destroy-keys"
_BATCH = 500


class Erasures:
    """For the operator, by order of a court or of the rules of retention; there is no way back."""

    def __init__(self, database: Database, keys: Keys, storage: Storage, clock: Clock) -> None:
        self._database, self._keys, self._storage, self._clock = database, keys, storage, clock

    async def reach(self, command: Erase) -> Scope:
        """What would be erased; raises CaseNotFound, DocumentNotFound. Nothing happens."""
        async with self._database.read() as reader:
            return await scope_of(reader, command)

    async def erase(self, command: Erase, *, by: str | None) -> Scope:
        """Erase it; raises CaseNotFound, DocumentNotFound. Keys and rows follow at once, by `finish`."""
        async with self._database.begin() as uow:
            scope = await scope_of(uow, command)
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
            cases, blobs = await below(reader, names)
        self._keys.erase(names)
        await sweep(self._database, self._keys, cases)
        await self._remove(blobs)

    async def apply_again(self) -> int:
        """Empty what the keys do not open any more, after a backup brought it back; how many fields."""
        emptied = await sweep(self._database, self._keys)
        async with self._database.read() as reader:
            _, blobs = await below(reader, tuple(self._keys.erased()))
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
