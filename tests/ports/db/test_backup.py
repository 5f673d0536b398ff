"""A backup taken while the court works can be restored and holds what had been committed."""

import shutil
import stat
import subprocess
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, select

from app.auth.models import Person
from app.db.backup import back_up
from app.db.database import Database
from tests.builders import RowCipher, person
from tests.postgres import Postgres, administer


@pytest.fixture
async def restored_url(postgres: Postgres) -> AsyncIterator[str]:
    await administer(postgres, "CREATE DATABASE restored")
    yield postgres.url("restored")
    await administer(postgres, "DROP DATABASE restored WITH (FORCE)")


async def count(url: str, cipher: RowCipher) -> int:
    database = Database(url, cipher=cipher)
    async with database.read() as reader:
        found = len(await reader.all(select(Person)))
    await database.close()
    return found


async def test_a_backup_of_sqlite_holds_what_was_committed_and_nothing_open(sqlite_url: str, tmp_path: Path) -> None:
    cipher = RowCipher()
    database = Database(sqlite_url, cipher=cipher)
    async with database.begin() as uow:
        uow.add(person())
    async with database.begin() as uow:
        uow.add(person("Not yet committed"))
        await uow.flush()
        back_up(sqlite_url, tmp_path / "backup.db")
    await database.close()
    assert await count(f"sqlite+aiosqlite:///{tmp_path}/backup.db", cipher) == 1
    assert await count(sqlite_url, cipher) == 2


async def test_a_backup_of_postgresql_can_be_restored(postgres_url: str, restored_url: str, tmp_path: Path) -> None:
    cipher = RowCipher()
    database = Database(postgres_url, cipher=cipher)
    async with database.begin() as uow:
        uow.add(person())
    await database.close()
    back_up(postgres_url, tmp_path / "backup.dump")
    target = make_url(restored_url).set(drivername="postgresql").render_as_string()
    subprocess.run(["pg_restore", "--dbname", target, tmp_path / "backup.dump"], check=True)
    assert await count(restored_url, cipher) == 1


def test_a_backup_is_for_its_owner_only_and_replaces_nothing(sqlite_template: Path, tmp_path: Path) -> None:
    source = tmp_path / "court.db"
    shutil.copyfile(sqlite_template, source)
    back_up(f"sqlite+aiosqlite:///{source}", tmp_path / "backup.db")
    assert stat.S_IMODE((tmp_path / "backup.db").stat().st_mode) == 0o600
    with pytest.raises(FileExistsError):
        back_up(f"sqlite+aiosqlite:///{source}", tmp_path / "backup.db")
