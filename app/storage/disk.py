"""Documents on a local disk: durable before anything is acknowledged, encrypted before anything is written."""

import asyncio
import fcntl
import os
import re
import secrets
from collections import OrderedDict
from collections.abc import AsyncIterator, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path

from app.kernel.errors import Gone
from app.storage import age, durable, upload
from app.storage.blob import BATCH_CHUNKS, Blob
from app.storage.port import (
    DocumentMissing,
    DocumentTooLarge,
    FileKeyWrap,
    Stored,
    UploadElsewhere,
    UploadUnknown,
    key_name,
)
from app.storage.upload import Entropy, State, Writer

BATCH = 4 * 1024 * 1024
_LIVE_WRITERS = 64
_UPLOAD_ID = re.compile(r"[0-9a-f]{32}")
_BLOB_ID = re.compile(r"[0-9a-f]{64}")


class DiskStorage:
    """`Storage` in one folder: `uploads/` for what is arriving, `blobs/ab/…` for what is kept."""

    def __init__(
        self, root: Path, keys: FileKeyWrap, entropy: Entropy = secrets.token_bytes, batch: int = BATCH
    ) -> None:
        self.root, self._keys, self._entropy, self._batch = root, keys, entropy, batch
        self._uploads = durable.folder(durable.folder(root) / "uploads")
        self._blobs = durable.folder(root / "blobs")
        self._live: OrderedDict[str, Writer] = OrderedDict()

    async def put(self, chunks: AsyncIterator[bytes], *, limit: int, under: tuple[str, ...] = ()) -> Stored:
        upload_id = await self.create_upload(limit=limit, under=under)
        try:
            await self.append(upload_id, 0, chunks)
            return await self.complete(upload_id)
        finally:
            await self.discard(upload_id)

    async def create_upload(self, *, limit: int, under: tuple[str, ...] = ()) -> str:
        upload_id = self._entropy(16).hex()
        await asyncio.to_thread(self._begin, upload_id, limit, under)
        return upload_id

    async def offset(self, upload_id: str) -> int:
        return (await asyncio.to_thread(self._state, upload_id)).offset

    async def append(self, upload_id: str, offset: int, chunks: AsyncIterator[bytes]) -> int:
        state = await asyncio.to_thread(self._state, upload_id)
        if state.offset != offset or state.stored:
            raise UploadElsewhere(offset=state.offset)
        waiting = bytearray()
        try:
            async for chunk in chunks:
                if offset + len(waiting) + len(chunk) > state.limit:
                    raise DocumentTooLarge(limit=state.limit)
                waiting += chunk
                if len(waiting) >= self._batch:
                    batch, waiting = waiting, bytearray()
                    offset = await asyncio.to_thread(self._append, upload_id, offset, batch)
        finally:
            # Also when the sender broke off: what came is kept, so that it need not come again.
            if waiting:
                offset = await asyncio.to_thread(self._append, upload_id, offset, waiting)
        return offset

    async def complete(self, upload_id: str) -> Stored:
        return await asyncio.to_thread(self._complete, upload_id)

    async def discard(self, upload_id: str) -> None:
        await asyncio.to_thread(self._discard, upload_id)

    async def read(
        self, blob_id: str, wrapped_key: bytes, start: int = 0, length: int | None = None
    ) -> AsyncIterator[bytes]:
        blob = await asyncio.to_thread(self._open, blob_id, wrapped_key)
        try:
            end = blob.size if length is None else min(blob.size, start + length)
            # An empty document still has a chunk that says so; reading it proves the file is whole.
            for number in range(start // age.CHUNK, max(-(-end // age.CHUNK), 1), BATCH_CHUNKS):
                plain = await asyncio.to_thread(blob.chunks, number)
                first = number * age.CHUNK
                if piece := plain[max(start - first, 0) : max(end - first, 0)]:
                    yield piece
        finally:
            os.close(blob.handle)

    async def export(self, blob_id: str, wrapped_key: bytes, recipient: bytes) -> AsyncIterator[bytes]:
        blob = await asyncio.to_thread(self._open, blob_id, wrapped_key)
        try:
            yield age.header_for(blob.file_key, recipient, self._entropy(32)) + blob.nonce
            at = blob.start
            while piece := await asyncio.to_thread(os.pread, blob.handle, BATCH_CHUNKS * age.SEALED, at):
                yield piece
                at += len(piece)
        finally:
            os.close(blob.handle)

    async def exists(self, blob_id: str) -> bool:
        return await asyncio.to_thread(self._path(blob_id).is_file)

    async def delete(self, blob_id: str) -> None:
        await asyncio.to_thread(self._path(blob_id).unlink, missing_ok=True)

    async def orphans(self, known: Collection[str], before: datetime) -> list[str]:
        return await asyncio.to_thread(self._orphans, known, before.timestamp())

    async def stale_uploads(self, before: datetime) -> list[str]:
        return await asyncio.to_thread(_older, self._uploads.glob("*.state"), before.timestamp())

    async def rewrap_uploads(self) -> None:
        for state in sorted(self._uploads.glob("*.state")):
            with suppress(UploadUnknown, Gone):
                await asyncio.to_thread(self._rewrap, state.stem)

    def _rewrap(self, upload_id: str) -> None:
        with self._locked(upload_id) as (_handle, state):
            upload.rewrap(state, upload_id, self._keys)
            state.save(self._files(upload_id)[1])

    def _begin(self, upload_id: str, limit: int, under: tuple[str, ...]) -> None:
        with durable.room_needed():
            upload.begin(*self._files(upload_id), upload_id, limit, under, self._keys, self._entropy)

    def _append(self, upload_id: str, offset: int, data: bytearray) -> int:
        with self._locked(upload_id) as (handle, state):
            if state.offset != offset or state.stored:
                raise UploadElsewhere(offset=state.offset)
            writer = self._writer(handle, state, upload_id)
            at, sealed = writer.end, writer.take(data)
            durable.write_all(handle, sealed, at)
            os.fdatasync(handle)
            state.offset, state.tail = writer.offset, writer.sealed_tail(self._entropy)
            state.save(self._files(upload_id)[1])
            self._keep(upload_id, writer)
        return writer.offset

    def _complete(self, upload_id: str) -> Stored:
        part, state_file = self._files(upload_id)
        if (state := self._state(upload_id)).stored is None:
            with self._locked(upload_id) as (handle, state):
                state.stored = state.stored or self._seal(handle, state, upload_id)
                state.save(state_file)
        stored = state.stored
        assert stored is not None
        blob = self._path(stored.blob_id)
        with durable.room_needed(), suppress(FileNotFoundError):  # it may have been moved before a crash
            durable.folder(blob.parent)
            os.rename(part, blob)
        durable.sync_folder(blob.parent)
        if not blob.is_file():
            raise DocumentMissing()
        return stored

    def _seal(self, handle: int, state: State, upload_id: str) -> Stored:
        writer = self._writer(handle, state, upload_id)
        at = writer.end
        durable.write_all(handle, writer.last(), at)
        os.fsync(handle)
        blob_id = writer.blob_hash.hexdigest()
        under = (*state.under, key_name(blob_id))
        wrapped = self._keys.wrap(writer.file_key, blob_id.encode(), under)
        return Stored(writer.plain_hash.hexdigest(), writer.offset, blob_id, wrapped, under)

    def _writer(self, handle: int, state: State, upload_id: str) -> Writer:
        """The live writer if it stands where the disk does, else one read back from disk.

        Taken out while in use: if writing fails half way, the next call starts from the disk.
        """
        live = self._live.pop(upload_id, None)
        if live is not None and live.offset == state.offset:
            return live
        return upload.resume(handle, state, upload_id, self._keys)

    def _keep(self, upload_id: str, writer: Writer) -> None:
        self._live[upload_id] = writer
        while len(self._live) > _LIVE_WRITERS:
            self._live.popitem(last=False)

    def _discard(self, upload_id: str) -> None:
        self._live.pop(upload_id, None)
        with suppress(UploadUnknown):
            for file in reversed(self._files(upload_id)):
                file.unlink(missing_ok=True)

    def _state(self, upload_id: str) -> State:
        try:
            return State.load(self._files(upload_id)[1])
        except FileNotFoundError as reason:
            raise UploadUnknown() from reason

    @contextmanager
    def _locked(self, upload_id: str) -> Iterator[tuple[int, State]]:
        """The part file, locked against every other request and process, and the state as it is now."""
        try:
            handle = os.open(self._files(upload_id)[0], os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as reason:
            raise UploadUnknown() from reason
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            with durable.room_needed():
                yield handle, self._state(upload_id)
        finally:
            os.close(handle)

    def _files(self, upload_id: str) -> tuple[Path, Path]:
        if not _UPLOAD_ID.fullmatch(upload_id):
            raise UploadUnknown()
        return self._uploads / f"{upload_id}.part", self._uploads / f"{upload_id}.state"

    def _path(self, blob_id: str) -> Path:
        if not _BLOB_ID.fullmatch(blob_id):
            raise DocumentMissing()
        return self._blobs / blob_id[:2] / blob_id

    def _open(self, blob_id: str, wrapped_key: bytes) -> Blob:
        file_key = self._keys.unwrap(wrapped_key, blob_id.encode())
        return Blob.open(self._path(blob_id), file_key)

    def _orphans(self, known: Collection[str], before: float) -> list[str]:
        return [name for name in _older(self._blobs.glob("??/*"), before) if name not in known]


def _older(files: Iterable[Path], before: float) -> list[str]:
    found = []
    for file in files:
        with suppress(FileNotFoundError):
            if file.stat().st_mtime < before:
                found.append(file.stem)
    return sorted(found)
