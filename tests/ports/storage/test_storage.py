"""What every storage promises."""

import errno
import os
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path

import pyrage
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.keys.file import FileKeys
from app.keys.port import KeyDoesNotFit, Purpose
from app.storage import durable
from app.storage.age import CHUNK
from app.storage.port import (
    DocumentDamaged,
    DocumentMissing,
    DocumentTooLarge,
    Storage,
    StorageFull,
    UploadElsewhere,
    UploadUnknown,
)
from tests.doubles.streams import breaking, collected, counted, stream

SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 16 * CHUNK, 20 * CHUNK + 7]
LIMIT = 100 * CHUNK
LATER = datetime.now(UTC) + timedelta(days=1)
EARLIER = datetime.now(UTC) - timedelta(days=1)


def document(size: int) -> bytes:
    """A document of `size` bytes, no two chunks alike."""
    return b"".join(sha256(bytes([n % 251, n // 251 % 251])).digest() for n in range(size // 32 + 1))[:size]


@pytest.mark.parametrize("size", SIZES)
async def test_a_document_comes_back_as_it_was_put(storage: Storage, size: int) -> None:
    stored = await storage.put(stream(document(size)), limit=LIMIT)
    assert (stored.size, stored.sha256) == (size, sha256(document(size)).hexdigest())
    assert await storage.exists(stored.blob_id)
    assert await collected(storage.read(stored.blob_id, stored.wrapped_key)) == document(size)


async def test_the_same_document_twice_is_two_blobs_with_keys_of_their_own(storage: Storage) -> None:
    first = await storage.put(stream(b"the same"), limit=LIMIT)
    second = await storage.put(stream(b"the same"), limit=LIMIT)
    assert first.sha256 == second.sha256
    assert first.blob_id != second.blob_id
    with pytest.raises(KeyDoesNotFit):
        await collected(storage.read(second.blob_id, first.wrapped_key))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30)
@given(data=st.data())
async def test_any_range_is_the_same_part_of_the_document(storage: Storage, data: st.DataObject) -> None:
    whole = document(data.draw(st.sampled_from([0, 1, CHUNK, 2 * CHUNK + 1, 17 * CHUNK + 5])))
    stored = await storage.put(stream(whole), limit=LIMIT)
    start = data.draw(st.integers(0, len(whole) + 2))
    length = data.draw(st.none() | st.integers(0, len(whole) + 2))
    part = await collected(storage.read(stored.blob_id, stored.wrapped_key, start, length))
    assert part == whole[start:][:length]


async def test_nothing_on_disk_shows_the_document(storage: Storage, tmp_path: Path) -> None:
    words = b"the witness lives at " * 10
    upload = await storage.create_upload(limit=LIMIT)
    await storage.append(upload, 0, stream(words))
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    await storage.complete(upload)
    files += [file for file in tmp_path.rglob("*") if file.is_file()]
    assert all(b"witness" not in file.read_bytes() for file in files if file.exists())
    assert all(file.stat().st_mode & 0o077 == 0 for file in files if file.exists())


async def test_a_blob_is_named_by_the_hash_of_its_bytes(storage: Storage, tmp_path: Path) -> None:
    stored = await storage.put(stream(document(2 * CHUNK)), limit=LIMIT)
    (blob,) = tmp_path.rglob(stored.blob_id)
    assert sha256(blob.read_bytes()).hexdigest() == stored.blob_id


async def test_every_changed_byte_is_noticed(storage: Storage, tmp_path: Path) -> None:
    stored = await storage.put(stream(b"short"), limit=LIMIT)
    (blob,) = tmp_path.rglob(stored.blob_id)
    good = blob.read_bytes()
    for at in range(len(good)):
        blob.write_bytes(good[:at] + bytes([good[at] ^ 1]) + good[at + 1 :])
        with pytest.raises(DocumentDamaged):
            await collected(storage.read(stored.blob_id, stored.wrapped_key))


@pytest.mark.parametrize("kept", [0, 86, 100, CHUNK, CHUNK + 200, 2 * CHUNK + 32])
async def test_a_document_that_was_cut_short_is_noticed(storage: Storage, tmp_path: Path, kept: int) -> None:
    stored = await storage.put(stream(document(2 * CHUNK + 50)), limit=LIMIT)
    (blob,) = tmp_path.rglob(stored.blob_id)
    blob.write_bytes(blob.read_bytes()[:kept])
    with pytest.raises(DocumentDamaged):
        await collected(storage.read(stored.blob_id, stored.wrapped_key))


async def test_chunks_in_another_order_are_noticed(storage: Storage, tmp_path: Path) -> None:
    stored = await storage.put(stream(document(3 * CHUNK)), limit=LIMIT)
    (blob,) = tmp_path.rglob(stored.blob_id)
    good, sealed = blob.read_bytes(), CHUNK + 16
    start = len(good) - 3 * sealed
    first, second, third = (good[start + n * sealed : start + (n + 1) * sealed] for n in range(3))
    blob.write_bytes(good[:start] + second + first + third)
    with pytest.raises(DocumentDamaged):
        await collected(storage.read(stored.blob_id, stored.wrapped_key))


async def test_a_stream_over_the_limit_is_refused_while_it_comes_and_nothing_is_kept(
    storage: Storage, tmp_path: Path
) -> None:
    megabyte, taken = bytes(1024 * 1024), list[int]()
    tracemalloc.start()
    try:
        with pytest.raises(DocumentTooLarge) as refused:
            await storage.put(counted([megabyte] * 300, taken), limit=30 * 1024 * 1024)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert refused.value.data == {"limit": 30 * 1024 * 1024}
    assert len(taken) == 31
    assert peak < 20 * 1024 * 1024
    assert [file for file in (tmp_path / "blobs").rglob("*") if file.is_file()] == []


async def test_a_document_of_exactly_the_limit_is_taken(storage: Storage) -> None:
    assert (await storage.put(stream(document(1000)), limit=1000)).size == 1000


async def test_an_upload_goes_on_from_where_the_line_went_dead(storage: Storage) -> None:
    whole = document(5 * CHUNK + 9)
    upload = await storage.create_upload(limit=LIMIT)
    with pytest.raises(ConnectionResetError):
        await storage.append(upload, 0, breaking(whole[: 2 * CHUNK + 1]))
    assert await storage.offset(upload) == 2 * CHUNK + 1
    assert await storage.append(upload, 2 * CHUNK + 1, stream(whole[2 * CHUNK + 1 :])) == len(whole)
    stored = await storage.complete(upload)
    assert stored.sha256 == sha256(whole).hexdigest()


async def test_an_upload_stands_at_one_place_only(storage: Storage) -> None:
    upload = await storage.create_upload(limit=LIMIT)
    await storage.append(upload, 0, stream(b"12345"))
    for wrong in (0, 4, 6):
        with pytest.raises(UploadElsewhere) as refused:
            await storage.append(upload, wrong, stream(b"x"))
        assert refused.value.data == {"offset": 5}
    assert await storage.offset(upload) == 5


async def test_a_second_sender_at_the_same_place_loses_and_spoils_nothing(storage: Storage) -> None:
    upload = await storage.create_upload(limit=LIMIT)

    async def slow() -> AsyncIterator[bytes]:
        yield b"first"
        assert await storage.append(upload, 0, stream(b"second")) == 6

    with pytest.raises(UploadElsewhere):
        await storage.append(upload, 0, slow())
    stored = await storage.complete(upload)
    assert await collected(storage.read(stored.blob_id, stored.wrapped_key)) == b"second"


async def test_asking_twice_for_completion_gives_the_same_answer(storage: Storage) -> None:
    upload = await storage.create_upload(limit=LIMIT)
    await storage.append(upload, 0, stream(document(CHUNK)))
    stored = await storage.complete(upload)
    assert await storage.complete(upload) == stored
    with pytest.raises(UploadElsewhere):
        await storage.append(upload, CHUNK, stream(b"more"))
    await storage.discard(upload)
    assert await storage.exists(stored.blob_id)


async def test_a_discarded_upload_is_gone_and_discarding_again_is_no_error(storage: Storage) -> None:
    upload = await storage.create_upload(limit=LIMIT)
    await storage.discard(upload)
    await storage.discard(upload)
    for question in (storage.offset(upload), storage.complete(upload), storage.append(upload, 0, stream(b"x"))):
        with pytest.raises(UploadUnknown):
            await question


@pytest.mark.parametrize("name", ["", "..", "../blobs", "/etc/passwd", "A" * 32, "0" * 31 + "\n"])
async def test_a_name_we_did_not_give_out_reaches_no_file(storage: Storage, name: str) -> None:
    with pytest.raises(UploadUnknown):
        await storage.offset(name)
    with pytest.raises(DocumentMissing):
        await storage.exists(name)


async def test_an_export_opens_with_the_stock_tool_and_the_courts_identity(storage: Storage, tmp_path: Path) -> None:
    keys = FileKeys(tmp_path / "root.json")
    stored = await storage.put(stream(document(3 * CHUNK + 1)), limit=LIMIT)
    recipient = keys.exchange_key(Purpose.COURT)
    exported = await collected(storage.export(stored.blob_id, stored.wrapped_key, recipient))
    identity = pyrage.x25519.Identity.from_str(keys.export_identity(Purpose.COURT))
    assert pyrage.decrypt(exported, [identity]) == document(3 * CHUNK + 1)


async def test_a_deleted_blob_is_missing_and_deleting_again_is_no_error(storage: Storage) -> None:
    stored = await storage.put(stream(b"x"), limit=LIMIT)
    await storage.delete(stored.blob_id)
    await storage.delete(stored.blob_id)
    assert not await storage.exists(stored.blob_id)
    with pytest.raises(DocumentMissing):
        await collected(storage.read(stored.blob_id, stored.wrapped_key))


async def test_orphans_are_the_old_blobs_no_row_names(storage: Storage) -> None:
    known = await storage.put(stream(b"known"), limit=LIMIT)
    orphan = await storage.put(stream(b"orphan"), limit=LIMIT)
    assert await storage.orphans({known.blob_id}, LATER) == [orphan.blob_id]
    assert await storage.orphans({known.blob_id}, EARLIER) == []


async def test_stale_uploads_are_those_nobody_continued(storage: Storage) -> None:
    upload = await storage.create_upload(limit=LIMIT)
    assert await storage.stale_uploads(LATER) == [upload]
    assert await storage.stale_uploads(EARLIER) == []


def test_a_full_disk_is_said_in_calm_words() -> None:
    for number in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        with pytest.raises(StorageFull), durable.room_needed():
            raise OSError(number, os.strerror(number))
    with pytest.raises(PermissionError), durable.room_needed():
        raise PermissionError(errno.EACCES, "no")
