"""The copy of a database that works can be put back and holds what had been committed, all of it or nothing."""

import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import make_url, select

from app.auth.models import Person
from app.db.backup import DatabaseNotCopied, dump, is_empty, load
from app.db.database import Database
from app.db.memory import MEMORY, folder_in_memory
from tests.builders import RowCipher, person
from tests.postgres import Postgres, administer


@pytest.fixture
async def target(database_url: str, tmp_path: Path, request: pytest.FixtureRequest) -> AsyncIterator[str]:
    """An empty place of the same kind."""
    if database_url.startswith("sqlite"):
        yield f"sqlite+aiosqlite:///{tmp_path}/target/restored.db"
        return
    server: Postgres = request.getfixturevalue("postgres")
    name = f"restored_{uuid4().hex}"
    await administer(server, f"CREATE DATABASE {name}")
    yield server.url(name)
    await administer(server, f"DROP DATABASE {name} WITH (FORCE)")


async def count(url: str, cipher: RowCipher) -> int:
    database = Database(url, cipher=cipher)
    async with database.read() as reader:
        found = len(await reader.all(select(Person)))
    await database.close()
    return found


async def test_a_copy_holds_what_was_committed_and_nothing_open(database_url: str, target: str) -> None:
    cipher = RowCipher()
    database = Database(database_url, cipher=cipher)
    async with database.begin() as uow:
        uow.add(person())
    async with database.begin() as uow:
        uow.add(person("Not yet committed"))
        await uow.flush()
        copy = list(dump(database_url))
    await database.close()
    assert is_empty(target)
    load(target, copy)
    assert not is_empty(target)
    assert await count(target, cipher) == 1
    assert await count(database_url, cipher) == 2


async def test_a_cut_or_broken_copy_leaves_the_place_empty(database_url: str, target: str) -> None:
    copy = b"".join(dump(database_url))
    for broken in (copy[: len(copy) // 2], b"", b"nothing of the kind" * 1000):
        with pytest.raises(DatabaseNotCopied):
            load(target, [broken])
        assert is_empty(target)
    load(target, [copy])


async def test_a_copy_that_ends_in_an_error_leaves_the_place_empty(database_url: str, target: str) -> None:
    copy = b"".join(dump(database_url))

    def broken_off() -> object:
        yield copy[: len(copy) // 2]
        raise OSError("the disk was pulled out")

    with pytest.raises(OSError, match="pulled out"):
        load(target, broken_off())  # type: ignore[arg-type]
    assert is_empty(target)


async def test_nothing_is_loaded_over_a_database(database_url: str) -> None:
    copy = list(dump(database_url))
    with pytest.raises(DatabaseNotCopied, match="already"):
        load(database_url, copy)


def test_a_database_that_does_not_answer_is_said_in_a_sentence(tmp_path: Path) -> None:
    for url in (f"sqlite+aiosqlite:///{tmp_path}/none.db", f"postgresql+asyncpg://postgres:secret@/x?host={tmp_path}"):
        with pytest.raises(DatabaseNotCopied) as refused:
            list(dump(url))
        assert "secret" not in str(refused.value)


def test_the_copy_in_memory_is_for_its_owner_and_gone_afterwards(sqlite_template: Path) -> None:
    with folder_in_memory() as place:
        assert place.parent == MEMORY
        assert place.stat().st_mode & 0o077 == 0
    assert not place.exists()
    pieces = dump(f"sqlite+aiosqlite:///{sqlite_template}")
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]


def test_what_a_killed_copy_left_in_memory_goes_with_the_next() -> None:
    program = """
import os
from app.db.memory import folder_in_memory
with folder_in_memory() as place:
    print(place, flush=True)
    os.kill(os.getpid(), 9)
"""
    left = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False).stdout.strip()
    assert Path(left).exists()
    with folder_in_memory():
        assert not Path(left).exists()


def test_no_password_is_among_the_arguments_others_can_see(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tool = tmp_path / "pg_dump"
    tool.write_text('#!/bin/sh\nprintf "%s " "$@"; printf "%s" "$PGPASSWORD"\n')
    tool.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path), prepend=":")
    url = make_url("postgresql+asyncpg://ejustice:secret@127.0.0.1/ejustice").render_as_string(hide_password=False)
    said = b"".join(dump(url)).decode()
    assert said.endswith("secret")
    assert "secret" not in said.removesuffix("secret")
