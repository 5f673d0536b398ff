"""Resumable uploads (tus 1.0): every byte that was acknowledged is durable, whoever asks again is checked again."""

from collections.abc import AsyncIterator
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import open_file
from app.cases.queries.keys import keys_of_case
from app.cases.terms import Act
from app.db.database import Database, Reader
from app.db.outbox import OutboxRow, enqueue
from app.documents.errors import FileNameMissing, UploadEnded
from app.documents.models import Upload
from app.documents.steps import Arrival, take_in
from app.filings.errors import FilingNotFound
from app.filings.queries import case_to_file_in, filer_in, filing_of
from app.filings.rules.life import EDITABLE
from app.filings.steps import enclose, own_open_filing
from app.filings.terms import UPLOAD_LASTS
from app.filings.views import UploadView
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.kernel.ids import new_id
from app.kernel.protected import Protected
from app.storage.port import DocumentTooLarge, Storage, UploadUnknown

EXPIRE = "end-upload"
Goes = tuple[UUID, UUID]
"""The case an upload goes to, and the person it is filed for."""
LONGEST_NAME = 255


class Uploads:
    """Files on their way into a case, each for one filing or for one that will be written."""

    def __init__(self, database: Database, storage: Storage, clock: Clock, limit: int) -> None:
        self._database, self._storage, self._clock, self._limit = database, storage, clock, limit

    async def create(
        self, by: Principal, file_name: str, length: int, *, case_id: UUID | None, filing_id: UUID | None
    ) -> UploadView:
        """Open an upload of `length` bytes; raises DocumentTooLarge, FileNameMissing and what the case refuses."""
        if length > self._limit:
            raise DocumentTooLarge(limit=self._limit)
        place = await self._place(by, file_name, case_id, filing_id)
        storage_id = await self._storage.create_upload(limit=length, under=await self._keys(place[0]))
        row = await self._open(storage_id, place, filing_id, file_name, length)
        return await self._finished(by, row) if length == 0 else _view(row, 0)

    async def receive(self, by: Principal, filing_id: UUID, file_name: str, chunks: AsyncIterator[bytes]) -> UUID:
        """Take a whole document in one go, for a draft; gives its id. Raises the same."""
        (case_id, owner_id), started = await self._place(by, file_name, None, filing_id), self._clock.now()
        stored = await self._storage.put(chunks, limit=self._limit, under=await self._keys(case_id))
        arrival = Arrival(case_id=case_id, owner_id=owner_id, file_name=Protected(file_name), first_byte_at=started)
        async with self._database.begin() as uow:
            filing = await own_open_filing(uow, filing_id, by)
            document = await take_in(uow, stored, arrival, by=by.by, at=self._clock.now())
            await enclose(uow, filing, document.id)
        return document.id

    async def status(self, by: Principal, upload_id: UUID) -> UploadView:
        """Where it stands; an upload whose last step was cut off is finished now."""
        row = await self._own(by, upload_id)
        if row.document_id is not None:
            return _view(row, row.length)
        offset = await self._storage.offset(row.storage_id)
        return await self._finished(by, row) if offset == row.length else _view(row, offset)

    async def append(self, by: Principal, upload_id: UUID, offset: int, chunks: AsyncIterator[bytes]) -> UploadView:
        """Add bytes at `offset`; what arrived before a break stays. Raises UploadElsewhere, UploadEnded."""
        row = await self._own(by, upload_id)
        if row.document_id is not None:
            return _view(row, row.length)
        if row.first_byte_at is None:
            await self._note_first_byte(row.id, self._clock.now())
        try:
            reached = await self._storage.append(row.storage_id, offset, chunks)
        except Refusal:
            raise
        except Exception:  # the connection broke: the receipt will say so
            await self._note_interruption(row.id)
            raise
        return await self._finished(by, row) if reached == row.length else _view(row, reached)

    async def terminate(self, by: Principal, upload_id: UUID) -> None:
        """Forget an upload under way; a document that is complete stays."""
        row = await self._own(by, upload_id)
        await self._forget(row)

    async def expire(self, job: OutboxRow) -> None:
        """Let go of an upload nobody finished in time, and of the working copy of one that was finished."""
        async with self._database.read() as reader:
            row = await reader.get(Upload, UUID(job.payload["upload_id"]))
        if row is not None:
            await self._forget(row)

    async def _place(self, by: Principal, file_name: str, case_id: UUID | None, filing_id: UUID | None) -> Goes:
        """The case a document goes to and whose it will be, once this person may send it there."""
        if not file_name or len(file_name) > LONGEST_NAME:
            raise FileNameMissing()
        async with self._database.read() as reader:
            if filing_id is not None:
                found = await filing_of(reader, filing_id, by)
                if not found.own or found.filing.status not in EDITABLE:
                    raise FilingNotFound()
                case_id = found.filing.case_id
            if case_id is None:
                raise FilingNotFound()
            return case_id, filer_in(await case_to_file_in(reader, case_id, by))[0]

    async def _keys(self, case_id: UUID) -> tuple[str, ...]:
        async with self._database.read() as reader:
            return await keys_of_case(reader, case_id)

    async def _open(self, storage_id: str, place: Goes, filing_id: UUID | None, file_name: str, length: int) -> Upload:
        at = self._clock.now()
        row = Upload(
            id=new_id(),
            storage_id=storage_id,
            case_id=place[0],
            owner_id=place[1],
            filing_id=filing_id,
            file_name=Protected(file_name),
            length=length,
            expires_at=at + UPLOAD_LASTS,
        )
        async with self._database.begin() as uow:
            uow.add(row)
            enqueue(
                uow,
                EXPIRE,
                EXPIRE,
                {"upload_id": str(row.id)},
                event_id=row.id,
                lane=f"{row.id}",
                due_at=row.expires_at,
            )
        return row

    async def _own(self, by: Principal, upload_id: UUID) -> Upload:
        async with self._database.read() as reader:
            row = await reader.get(Upload, upload_id)
            if row is None or not await _is_theirs(reader, row, by):
                raise UploadUnknown()
        if row.document_id is None and self._clock.now() >= row.expires_at:
            raise UploadEnded()
        return row

    async def _finished(self, by: Principal, row: Upload) -> UploadView:
        stored = await self._storage.complete(row.storage_id)
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.lock(Upload, row.id)
            if row.document_id is None:
                arrival = Arrival(
                    case_id=row.case_id,
                    owner_id=row.owner_id,
                    file_name=row.file_name,
                    first_byte_at=row.first_byte_at or at,
                    interruptions=row.interruptions,
                )
                document = await take_in(uow, stored, arrival, by=by.by, at=at)
                row.document_id = document.id
                if row.filing_id is not None:
                    await enclose(uow, await own_open_filing(uow, row.filing_id, by), document.id)
        await self._storage.discard(row.storage_id)
        return _view(row, row.length)

    async def _forget(self, row: Upload) -> None:
        await self._storage.discard(row.storage_id)
        if row.document_id is None:
            async with self._database.begin() as uow:
                await uow.delete(await uow.lock(Upload, row.id))

    async def _note_first_byte(self, upload_id: UUID, at: datetime) -> None:
        async with self._database.begin() as uow:
            row = await uow.lock(Upload, upload_id)
            row.first_byte_at = row.first_byte_at or at

    async def _note_interruption(self, upload_id: UUID) -> None:
        async with self._database.begin() as uow:
            (await uow.lock(Upload, upload_id)).interruptions += 1


async def _is_theirs(reader: Reader, row: Upload, by: Principal) -> bool:
    """Whether this person files for the one it was sent for, still."""
    right = (await open_file(reader, row.case_id, by)).right(Act.prepare_filing)
    return right is not None and row.owner_id == right.stand.person_id


def _view(row: Upload, offset: int) -> UploadView:
    return UploadView(
        id=row.id, offset=offset, length=row.length, expires_at=row.expires_at, document_id=row.document_id
    )
