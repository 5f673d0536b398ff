"""An upload survives the server being killed at any byte: what was acknowledged is there."""

import os
import signal
import subprocess
import sys
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.keys.file import FileKeys
from app.keys.port import KeyDomain, Purpose
from app.storage.age import CHUNK
from app.storage.disk import DiskStorage
from tests.doubles.streams import collected, stream

LIMIT = 100 * CHUNK
WHOLE = b"".join(sha256(n.to_bytes(4)).digest() for n in range(40_000))

# Appends its standard input in slices and says after each how much is acknowledged.
SERVER = """
import asyncio, sys
from pathlib import Path
from app.keys.file import FileKeys
from app.keys.port import Purpose
from app.storage.disk import DiskStorage

async def serve(root, slice):
    storage = DiskStorage(root / "blobs", FileKeys(root / "root.json").domain(Purpose.COURT), batch=30_000)
    upload = await storage.create_upload(limit=10_000_000)
    print(upload, flush=True)
    offset = 0
    async def one(data):
        yield data
    while data := sys.stdin.buffer.read(slice):
        offset = await storage.append(upload, offset, one(data))
        print(offset, flush=True)

asyncio.run(serve(Path(sys.argv[1]), int(sys.argv[2])))
"""


@pytest.mark.parametrize(("slice_", "acknowledged"), [(1_000, 1), (70_000, 3), (200_001, 4), (65_536, 9)])
async def test_a_killed_server_loses_nothing_it_acknowledged(tmp_path: Path, slice_: int, acknowledged: int) -> None:
    keys = FileKeys(tmp_path / "root.json")
    upload, last = killed_after(tmp_path, slice_, acknowledged)
    storage = DiskStorage(tmp_path / "blobs", keys.domain(Purpose.COURT))
    offset = await storage.offset(upload)
    assert last <= offset <= len(WHOLE)
    await storage.append(upload, offset, stream(WHOLE[offset:]))
    stored = await storage.complete(upload)
    assert stored.sha256 == sha256(WHOLE).hexdigest()
    assert await collected(storage.read(stored.blob_id, stored.wrapped_key)) == WHOLE


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(
    first=st.integers(0, 3 * CHUNK),
    more=st.just(0) | st.integers(0, CHUNK + 1),
    torn=st.binary(max_size=300) | st.just(bytes(2 * CHUNK)),
)
async def test_what_was_half_written_when_the_power_went_is_not_taken_for_the_document(
    tmp_path: Path, domain: KeyDomain, first: int, more: int, torn: bytes
) -> None:
    before = DiskStorage(tmp_path / "torn", domain)
    upload = await before.create_upload(limit=LIMIT)
    await before.append(upload, 0, stream(WHOLE[:first]))
    with (tmp_path / "torn" / "uploads" / f"{upload}.part").open("ab") as part:
        part.write(torn)
    after = DiskStorage(tmp_path / "torn", domain)
    assert await after.offset(upload) == first
    await after.append(upload, first, stream(WHOLE[first : first + more]))
    stored = await after.complete(upload)
    assert await collected(after.read(stored.blob_id, stored.wrapped_key)) == WHOLE[: first + more]


async def test_completion_is_finished_after_a_crash_between_its_two_steps(tmp_path: Path, domain: KeyDomain) -> None:
    root = tmp_path / "blobs"
    upload = await (before := DiskStorage(root, domain)).create_upload(limit=LIMIT)
    await before.append(upload, 0, stream(WHOLE[:1000]))
    stored = await before.complete(upload)
    os.rename(root / "blobs" / stored.blob_id[:2] / stored.blob_id, root / "uploads" / f"{upload}.part")
    after = DiskStorage(root, domain)
    assert await after.complete(upload) == stored
    assert await collected(after.read(stored.blob_id, stored.wrapped_key)) == WHOLE[:1000]


async def test_two_servers_on_one_folder_continue_each_others_uploads(tmp_path: Path, domain: KeyDomain) -> None:
    servers = [DiskStorage(tmp_path / "blobs", domain) for _ in range(2)]
    upload, offset = await servers[0].create_upload(limit=LIMIT), 0
    for turn in range(6):
        offset = await servers[turn % 2].append(upload, offset, stream(WHOLE[offset : offset + 50_001]))
    stored = await servers[0].complete(upload)
    assert stored.sha256 == sha256(WHOLE[: 6 * 50_001]).hexdigest()


def killed_after(root: Path, slice_: int, acknowledged: int) -> tuple[str, int]:
    """Run a server, kill -9 it after that many acknowledgements; gives upload and last acknowledged offset."""
    command = [sys.executable, "-c", SERVER, str(root), str(slice_)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        upload = server.stdout.readline().decode().strip()
        last = 0
        for turn in range(acknowledged):
            server.stdin.write(WHOLE[turn * slice_ : (turn + 1) * slice_])
            server.stdin.flush()
            last = int(server.stdout.readline())
        server.stdin.write(WHOLE[acknowledged * slice_ : (acknowledged + 1) * slice_])
        server.stdin.flush()
        server.send_signal(signal.SIGKILL)
    return upload, last
