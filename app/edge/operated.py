"""Takes the operator's commands over a Unix socket that nobody but the service's own user can open (mode 0600).

One line of JSON asks, one line answers: `{"command": …, "with": {…}}`, then `{"done": …}` or `{"refused": …}`.
While the server runs it is the one process that writes; a command given on the machine is handed to it.
"""

import asyncio
import json
import os
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from app.auth.commands import OpenAccount
from app.db.acting import as_system
from app.edge.services import Services
from app.kernel.errors import Invalid, Refusal

Command = Callable[[dict[str, Any]], Awaitable[dict[str, Any]]]
NAME = "operator.sock"
_LARGEST = 64 * 1024


def commands(services: Services) -> Mapping[str, Command]:
    """What an operator may have the running service do, by name."""

    async def first_administrator(fields: dict[str, Any]) -> dict[str, Any]:
        secret = await services.accounts.first_administrator(OpenAccount.model_validate(fields))
        return {"link": f"{services.settings.public_url.rstrip('/')}/set-up#{secret}"}

    return {"first-administrator": first_administrator}


@as_system
async def run(known: Mapping[str, Command], name: str, fields: dict[str, Any]) -> dict[str, Any]:
    """Run one command; what it refuses is an answer."""
    if name not in known:
        return {"refused": "The server that runs is of another version and does not know this command."}
    try:
        return {"done": await known[name](fields)}
    except ValidationError:
        refusal: Refusal = Invalid()
    except Refusal as refused:
        refusal = refused
    return {"refused": f"{refusal.title} {refusal.hint}"}


@asynccontextmanager
async def listening(folder: Path, known: Mapping[str, Command]) -> AsyncIterator[None]:
    """Answer on the socket in `folder` until the block is left."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(ValueError, ConnectionError, KeyError, TypeError):
            asked = json.loads(await reader.readline())
            said = await run(known, asked["command"], asked["with"])
            writer.write(json.dumps(said).encode() + b"\n")
            await writer.drain()
        writer.close()

    with address(folder) as here, _bound(here) as bound:
        server = await asyncio.start_unix_server(answer, sock=bound, limit=_LARGEST)
        try:
            yield
        finally:
            server.close()
            _gone(here)


def _bound(here: str) -> socket.socket:
    _gone(here)
    bound = socket.socket(socket.AF_UNIX)
    bound.bind(here)
    os.chmod(here, 0o600)  # before it listens: nobody gets through a wider door
    return bound


def _gone(here: str) -> None:
    Path(here).unlink(missing_ok=True)


@contextmanager
def address(folder: Path) -> Iterator[str]:
    """The socket's path by way of its folder: a socket's own path may be 107 bytes long and no longer."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{handle}/{NAME}"
    finally:
        os.close(handle)
