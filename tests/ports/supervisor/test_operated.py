"""The operator's socket: for the service's own user alone, one answer to each command, however long the path."""

import asyncio
import json
import socket
import stat
from pathlib import Path
from typing import Any

import pytest

from app.edge import operated
from app.kernel.errors import Conflict
from app.operator.people import ask_running


async def _greet(fields: dict[str, Any]) -> dict[str, Any]:
    if fields.get("name") == "nobody":
        raise Conflict()
    return {"hello": fields["name"]}


KNOWN = {"greet": _greet}


def _say(folder: Path, line: bytes) -> bytes:
    with operated.address(folder) as here, socket.socket(socket.AF_UNIX) as asking:
        asking.connect(here)
        asking.sendall(line)
        asking.shutdown(socket.SHUT_WR)
        return asking.makefile("rb").read()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder whose path is longer than a socket's may be."""
    deep = tmp_path / ("d" * 120)
    deep.mkdir()
    return deep


async def test_a_command_is_answered_and_a_refusal_is_an_answer(folder: Path) -> None:
    async with operated.listening(folder, KNOWN):
        done = await asyncio.to_thread(ask_running, folder, "greet", {"name": "Tomas"})
        refused = await asyncio.to_thread(ask_running, folder, "greet", {"name": "nobody"})
        unknown = await asyncio.to_thread(ask_running, folder, "farewell", {})
    assert done == {"done": {"hello": "Tomas"}}
    assert refused is not None
    assert "does not fit" in refused["refused"]
    assert unknown is not None
    assert "another version" in unknown["refused"]


async def test_nobody_but_the_services_own_user_can_open_it(folder: Path) -> None:
    async with operated.listening(folder, KNOWN):
        mode = (folder / operated.NAME).stat().st_mode
    assert stat.S_ISSOCK(mode)
    assert stat.S_IMODE(mode) == 0o600


async def test_what_is_no_command_ends_the_connection_and_no_more(folder: Path) -> None:
    async with operated.listening(folder, KNOWN):
        for line in (b"", b"\n", b"[]\n", b'{"command": 1}\n', b"x" * 100_000):
            assert await asyncio.to_thread(_say, folder, line) == b""
        said = await asyncio.to_thread(_say, folder, b'{"command": "greet", "with": {"name": "Eve"}}\n')
    assert json.loads(said) == {"done": {"hello": "Eve"}}


async def test_where_no_server_runs_nobody_answers(folder: Path) -> None:
    assert ask_running(folder, "greet", {}) is None
    async with operated.listening(folder, KNOWN):
        pass
    assert ask_running(folder, "greet", {}) is None


async def test_what_a_server_that_was_killed_left_behind_is_no_obstacle(folder: Path) -> None:
    with operated.address(folder) as here, socket.socket(socket.AF_UNIX) as left:
        left.bind(here)
    assert ask_running(folder, "greet", {}) is None
    async with operated.listening(folder, KNOWN):
        assert await asyncio.to_thread(ask_running, folder, "greet", {"name": "Eve"}) == {"done": {"hello": "Eve"}}
