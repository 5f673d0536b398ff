"""The whole database as one stream of bytes, consistent while the court works, and back again.

SQLite is copied by VACUUM INTO a file in memory, PostgreSQL by its own pg_dump through a pipe: nothing
is put on disk in between. Documents are put into storage before the row that names them, so storage
copied after the database lacks nothing.
"""

import os
import sqlite3
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from types import MappingProxyType

from sqlalchemy import URL, make_url

from app.db.memory import MEMORY, folder_in_memory

_CHUNK = 1024 * 1024


class DatabaseNotCopied(RuntimeError):
    """The copy could not be made or put back; the sentence says why."""


def dump(database_url: str) -> Iterator[bytes]:
    """The database as it is now; raises DatabaseNotCopied. SQLite needs memory of its own size."""
    url = make_url(database_url)
    yield from _dump_sqlite(url) if url.drivername.startswith("sqlite") else _dump_postgres(url)


def load(database_url: str, chunks: Iterable[bytes]) -> None:
    """Fill an empty database from what `dump` gave, all of it or nothing; raises DatabaseNotCopied."""
    url = make_url(database_url)
    if not is_empty(database_url):
        raise DatabaseNotCopied("There is a database already. Nothing was changed.")
    (_load_sqlite if url.drivername.startswith("sqlite") else _load_postgres)(url, chunks)


def is_empty(database_url: str) -> bool:
    """Whether nothing would be overwritten; raises DatabaseNotCopied when the server does not answer."""
    url = make_url(database_url)
    if url.drivername.startswith("sqlite"):
        return not _file(url).exists()
    tables = "SELECT count(*) FROM pg_tables WHERE schemaname NOT IN ('pg_catalog', 'information_schema')"
    return query(url, tables) == "0"


def query(url: URL, statement: str) -> str:
    """What PostgreSQL answers to one statement, by its own client; raises DatabaseNotCopied."""
    return _run(["psql", "-qAtX", "-v", "ON_ERROR_STOP=1", "-c", statement, "-d"], url).strip()


def _file(url: URL) -> Path:
    return Path(url.database or "")


def _dump_sqlite(url: URL) -> Iterator[bytes]:
    try:
        with folder_in_memory() as place, closing(sqlite3.connect(_read_only(url), uri=True)) as source:
            source.execute("VACUUM INTO ?", (str(place / "copy.db"),))
            with (place / "copy.db").open("rb") as copy:
                (place / "copy.db").unlink()
                while chunk := copy.read(_CHUNK):
                    yield chunk
    except (sqlite3.Error, OSError) as reason:
        raise DatabaseNotCopied(
            f"The database could not be copied ({reason}). It needs as much room in {MEMORY} as it is large."
        ) from reason


def _read_only(url: URL) -> str:
    return f"{_file(url).resolve().as_uri()}?mode=ro"


def _load_sqlite(url: URL, chunks: Iterable[bytes]) -> None:
    file = _file(url)
    file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.restoring")
    draft.unlink(missing_ok=True)
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as written:
            for chunk in chunks:
                written.write(chunk)
            written.flush()
            os.fsync(written.fileno())
        with closing(sqlite3.connect(draft)) as connection:
            (found,) = connection.execute("PRAGMA integrity_check").fetchone()
            (tables,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
            if found != "ok" or not tables:  # an empty file is a sound database to SQLite
                raise DatabaseNotCopied("The database in the backup is not whole.")
        os.replace(draft, file)
    except sqlite3.Error as reason:
        raise DatabaseNotCopied(f"The database in the backup cannot be read: {reason}.") from reason
    finally:
        for left in (draft, draft.with_name(f"{draft.name}-wal"), draft.with_name(f"{draft.name}-shm")):
            left.unlink(missing_ok=True)


def _dump_postgres(url: URL) -> Iterator[bytes]:
    # Policies hold the owner too: the copy says that it is for nobody and sees everything.
    command = ["pg_dump", "--format=custom", "--no-owner", "--no-acl", "--enable-row-security", "--dbname"]
    seeing = {"PGOPTIONS": "-c ejustice.desk=system"}
    with _process([*command, _address(url)], url, stdout=subprocess.PIPE, besides=seeing) as process:
        assert process.stdout is not None
        while chunk := process.stdout.read(_CHUNK):
            yield chunk
        _check(process)


def _load_postgres(url: URL, chunks: Iterable[bytes]) -> None:
    command = ["pg_restore", "--single-transaction", "--exit-on-error", "--no-owner", "--no-acl", "--dbname"]
    with _process([*command, _address(url)], url, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        try:
            with suppress(BrokenPipeError):  # it has said why it stopped reading
                for chunk in chunks:
                    process.stdin.write(chunk)
                process.stdin.close()
        except BaseException:  # the stream is damaged: without its end, nothing is committed
            process.kill()
            raise
        _check(process)


def _run(command: list[str], url: URL) -> str:
    with _process([*command, _address(url)], url, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        answer = process.stdout.read().decode()
        _check(process)
    return answer


def _address(url: URL) -> str:
    """Arguments are visible to every user of the machine: no password among them."""
    return url.set(drivername="postgresql", password=None).render_as_string()


def _process(
    command: list[str],
    url: URL,
    stdin: int | None = None,
    stdout: int | None = None,
    besides: Mapping[str, str] = MappingProxyType({}),
) -> "subprocess.Popen[bytes]":
    environment = {**os.environ, **besides, **({"PGPASSWORD": url.password} if url.password else {})}
    try:
        return subprocess.Popen(command, env=environment, stdin=stdin, stdout=stdout, stderr=subprocess.PIPE)  # noqa: S603
    except FileNotFoundError as reason:
        raise DatabaseNotCopied(f"{command[0]} is missing: apt-get install postgresql-client") from reason


def _check(process: "subprocess.Popen[bytes]") -> None:
    assert process.stderr is not None
    said = process.stderr.read().decode(errors="replace").strip()
    if process.wait():
        raise DatabaseNotCopied(f"PostgreSQL could not do it: {said.splitlines()[0] if said else process.returncode}")
