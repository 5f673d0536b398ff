"""The operator's commands reach the running server, and nobody else does; without one they do the work themselves."""

import asyncio
import json
import os
import stat
import subprocess
import sys
from contextlib import AbstractAsyncContextManager
from pathlib import Path

import pytest

from app.keys.port import KeyDestroyed
from app.operator.line import SOCKET, Given, Say, Work, is_taken, listening, order
from app.operator.work import WORK
from app.wiring import BackOffice
from tests.doubles.archive import Archive

ONE_KIND = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


def line(archive: Archive, **work: Work) -> AbstractAsyncContextManager[None]:
    office = archive.office
    return listening(office.settings, office.database, office.clock, {**WORK, **work})


@ONE_KIND
async def test_a_command_is_done_by_the_running_server_and_answers_line_by_line(archive: Archive) -> None:
    pids, said = list[int](), list[str]()

    async def who(office: BackOffice, given: Given, say: Say) -> int:
        pids.append(os.getpid())
        await asyncio.to_thread(say, f"asked for {given['name']}")  # long work speaks from a thread
        return 3

    async with line(archive, who=who):
        assert await asyncio.to_thread(is_taken, archive.office.settings)
        assert await order(archive.office.settings, "who", {"name": "the judge"}, {}, said.append) == 3
        assert await order(archive.office.settings, "keys list", {}, {}, said.append) == 0
    assert pids == [os.getpid()]
    assert said[0] == "asked for the judge"
    assert said[1].startswith("root      in the key file")
    assert not await asyncio.to_thread(is_taken, archive.office.settings)
    assert not (archive.office.settings.data_dir / SOCKET).exists()


@ONE_KIND
async def test_nobody_but_the_services_own_user_reaches_the_server(archive: Archive, tmp_path: Path) -> None:
    async with line(archive):
        place = archive.office.settings.data_dir / SOCKET
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        if os.getuid():
            return
        for folder in (tmp_path, *tmp_path.parents[:3]):
            folder.chmod(0o755)
        connect = f"import socket; socket.socket(socket.AF_UNIX).connect({str(place)!r})"
        stranger = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "/usr/bin/python3", "-c", connect]
        child = await asyncio.to_thread(subprocess.run, stranger, capture_output=True, text=True, check=False)
        assert "PermissionError" in child.stderr, child.stderr


@ONE_KIND
@pytest.mark.parametrize("asked", [b"", b"{", b"[]\n", b'{"do": "everything", "with": {}}\n', b'{"do": "backup"}\n'])
async def test_nonsense_on_the_line_does_nothing_and_the_next_command_is_done(archive: Archive, asked: bytes) -> None:
    async with line(archive):
        reader, writer = await asyncio.open_unix_connection(archive.office.settings.data_dir / SOCKET)
        writer.write(asked)
        writer.write_eof()
        assert await reader.read() == b""
        writer.close()
        assert await order(archive.office.settings, "keys list", {}, {}, print) == 0


@ONE_KIND
async def test_work_goes_on_to_its_end_when_whoever_asked_has_gone(archive: Archive) -> None:
    ended = asyncio.Event()

    async def slow(_office: BackOffice, _given: Given, say: Say) -> int:
        for number in range(200):
            say(f"{number}" * 1000)
            await asyncio.sleep(0)
        ended.set()
        return 0

    async with line(archive, slow=slow):
        _reader, writer = await asyncio.open_unix_connection(archive.office.settings.data_dir / SOCKET)
        writer.write(json.dumps({"do": "slow", "with": {}}).encode() + b"\n")
        await writer.drain()
        writer.close()
        async with asyncio.timeout(20):
            await ended.wait()


@ONE_KIND
async def test_a_second_server_leaves_the_line_to_the_first(archive: Archive) -> None:
    async with line(archive):
        async with line(archive):
            pass
        assert await order(archive.office.settings, "keys list", {}, {}, print) == 0


@ONE_KIND
async def test_a_refusal_comes_back_as_a_sentence(archive: Archive) -> None:
    said: list[str] = []
    given = {"what": "case:CR-1999-1", "order": "3 Cg 12/26x"}
    async with line(archive):
        assert await order(archive.office.settings, "keys destroy", given, {}, said.append) == 1
        assert (
            await order(
                archive.office.settings, "keys rotate", {"purpose": "root", "to": "env:NOWHERE"}, {}, said.append
            )
            == 1
        )
    assert said[0].startswith("There is no such case")
    assert "NOWHERE" in said[1]


def _run(archive: Archive, *arguments: str, typed: str = "") -> "subprocess.CompletedProcess[str]":
    settings = archive.office.settings
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EJ_")},
        "EJ_DATA_DIR": str(settings.data_dir),
        "EJ_KEY_FILE": str(settings.key_file),
        "EJ_DATABASE_URL": settings.database_url,
    }
    command = [sys.executable, "-m", "app.cli", *arguments]
    return subprocess.run(command, env=environment, input=typed, capture_output=True, text=True, check=False)


async def test_an_operator_erases_a_case_from_the_command_line_after_typing_its_name_again(archive: Archive) -> None:
    gone = await archive.put("gone", b"content")
    what = f"case:{archive.cases['gone'].number}"
    mistaken = await asyncio.to_thread(
        _run, archive, "keys", "destroy", what, "--order", "3 Cg 1/26x", typed="case:other\n"
    )
    assert (mistaken.returncode, await archive.content(gone)) == (1, b"content")
    assert "1 documents of 1 cases" in mistaken.stdout
    done = await asyncio.to_thread(_run, archive, "keys", "destroy", what, "--order", "3 Cg 1/26x", typed=f"{what}\n")
    assert done.returncode == 0, done.stdout + done.stderr
    with pytest.raises(KeyDestroyed):
        await archive.content(gone)


@ONE_KIND
async def test_backup_and_drill_from_the_command_line(archive: Archive, tmp_path: Path) -> None:
    await archive.put("case", b"content")
    made = await asyncio.to_thread(_run, archive, "backup", str(tmp_path / "backup"), "--keep", "3")
    assert made.returncode == 0, made.stdout + made.stderr
    tried = await asyncio.to_thread(_run, archive, "drill", str(tmp_path / "backup"))
    assert tried.returncode == 0, tried.stdout + tried.stderr
    assert "This backup would do." in tried.stdout
    again = await asyncio.to_thread(_run, archive, "restore", str(tmp_path / "backup"))
    assert again.returncode == 1
    assert "There is a court in this place already" in again.stderr
    assert "Traceback" not in again.stderr
