"""The line from the operator's commands to the running server: a Unix socket in the data folder, for its user alone.

Whatever writes is done by the server, so that one process writes. A command is one line of JSON; back
come lines with what to say, and at the end a number. Without a server the command does it by itself.
"""

import asyncio
import json
import os
import socket
import struct
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path

from app.db.acting import as_system
from app.db.backup import DatabaseNotCopied
from app.db.database import Database
from app.kernel.clock import Clock, SystemClock
from app.kernel.errors import Refusal
from app.keys.roots import KeysUnusable
from app.operator.backup.manifest import BackupUnusable
from app.settings import Settings
from app.wiring import BackOffice, back_office

SOCKET = "maintenance.sock"
_LONGEST = 64 * 1024
Say = Callable[[str], None]
Given = Mapping[str, str]
Work = Callable[[BackOffice, Given, Say], Awaitable[int]]


@asynccontextmanager
async def listening(
    settings: Settings, database: Database, clock: Clock, work: Mapping[str, Work]
) -> AsyncIterator[None]:
    """Take commands while the server runs; where another server of this folder does so already, leave it to that."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await _answer(back_office(settings, clock, database), work, reader, writer)
        writer.close()

    if is_taken(settings):
        yield
        return
    with _short(settings.data_dir) as place:
        Path(place).unlink(missing_ok=True)
        before = os.umask(0o177)
        try:
            server = await asyncio.start_unix_server(answer, place, limit=_LONGEST)
        finally:
            os.umask(before)
        try:
            yield
        finally:
            server.close()
            Path(place).unlink(missing_ok=True)


def is_taken(settings: Settings) -> bool:
    """Whether a server listens."""
    with _short(settings.data_dir) as place, socket.socket(socket.AF_UNIX) as one:
        try:
            one.connect(place)
        except OSError:
            return False
    return True


async def order(settings: Settings, name: str, given: Given, work: Mapping[str, Work], say: Say) -> int:
    """Have a command done by the running server, or here when there is none; its exit code."""
    if await asyncio.to_thread(is_taken, settings):
        return await _ordered(settings, name, given, say)
    office = back_office(settings, SystemClock())
    try:
        return await done(office, work[name], given, say)
    finally:
        await office.database.close()


@as_system
async def done(office: BackOffice, work: Work, given: Given, say: Say) -> int:
    """Do it; a problem that an operator can mend ends with a sentence and 1."""
    try:
        return await work(office, given, say)
    except (BackupUnusable, DatabaseNotCopied, KeysUnusable) as reason:
        say(str(reason))
    except Refusal as refused:
        say(f"{refused.title} {refused.hint}")
    except OSError as reason:
        say(f"It could not be done: {reason.strerror or type(reason).__name__}. Nothing is lost; run it again.")
    return 1


@contextmanager
def _short(folder: Path) -> Iterator[str]:
    """The socket under a path that is short enough for one, however deep the folder lies."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        yield f"/proc/self/fd/{handle}/{SOCKET}"
    finally:
        os.close(handle)


async def _answer(
    office: BackOffice, work: Mapping[str, Work], reader: asyncio.StreamReader, writer: asyncio.StreamWriter
) -> None:
    if not _is_ours(writer.get_extra_info("socket")):
        return
    try:
        asked = json.loads(await reader.readline())
        chosen, given = work[asked["do"]], {str(key): str(value) for key, value in asked["with"].items()}
    except (ValueError, KeyError, TypeError, AttributeError):
        return
    said: asyncio.Queue[dict[str, object]] = asyncio.Queue()
    loop = asyncio.get_running_loop()

    def put(message: dict[str, object]) -> None:
        # Words may come from any thread: work that takes long says how far it is from where it runs.
        loop.call_soon_threadsafe(said.put_nowait, message)

    async def work_and_end() -> None:
        put({"code": await done(office, chosen, given, lambda words: put({"say": words}))})

    async with asyncio.TaskGroup() as group:
        group.create_task(work_and_end())
        await _pass_on(said, writer)


async def _pass_on(said: "asyncio.Queue[dict[str, object]]", writer: asyncio.StreamWriter) -> None:
    while True:
        message = await said.get()
        with suppress(ConnectionError):  # whoever asked has gone; what was begun is finished all the same
            writer.write(json.dumps(message).encode() + b"\n")
            await writer.drain()
        if "code" in message:
            return


async def _ordered(settings: Settings, name: str, given: Given, say: Say) -> int:
    with _short(settings.data_dir) as place:
        reader, writer = await asyncio.open_unix_connection(place, limit=_LONGEST)
    writer.write(json.dumps({"do": name, "with": dict(given)}).encode() + b"\n")
    await writer.drain()
    while line := await reader.readline():
        message = json.loads(line)
        if "code" in message:
            writer.close()
            return int(message["code"])
        say(message["say"])
    say("The server ended before this was done. Nothing is lost; run it again.")
    return 1


def _is_ours(connection: socket.socket) -> bool:
    """Whether the other end is this user or root (SO_PEERCRED)."""
    _pid, uid, _gid = struct.unpack("3i", connection.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return uid in (0, os.getuid())
