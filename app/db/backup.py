"""Copies the database of a running court as one consistent file: `python -m app.db.backup FILE`.

SQLite is copied by VACUUM INTO over a read-only connection, PostgreSQL by its own pg_dump. Documents are
put into storage before the row that names them, so storage copied after the database lacks nothing.
"""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from sqlalchemy import make_url

from app.settings import Settings


def back_up(database_url: str, file: Path) -> None:
    """Write the database to `file`, which must not exist; raises FileExistsError, CalledProcessError.

    The copy is readable by its owner only, and complete on disk when this returns.
    """
    if file.exists():
        raise FileExistsError(file)
    mask = os.umask(0o077)
    try:
        if database_url.startswith("sqlite"):
            _copy_sqlite(Path(make_url(database_url).database or ""), file)
        else:
            _dump_postgres(database_url, file)
    finally:
        os.umask(mask)
    with file.open("rb") as written:
        os.fsync(written.fileno())


def _copy_sqlite(source: Path, file: Path) -> None:
    with closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as connection:
        connection.execute("VACUUM INTO ?", (str(file),))


def _dump_postgres(database_url: str, file: Path) -> None:
    plain = make_url(database_url).set(drivername="postgresql")
    environment = os.environ | ({"PGPASSWORD": plain.password} if plain.password else {})
    address = plain.set(password=None).render_as_string()  # arguments are visible to every user of the machine
    subprocess.run(["pg_dump", "--format=custom", f"--file={file}", address], check=True, env=environment)  # noqa: S603, S607


def main() -> int:
    """The command line."""
    if len(sys.argv) != 2:
        print("usage: python -m app.db.backup FILE", file=sys.stderr)
        return 2
    try:
        back_up(Settings().database, Path(sys.argv[1]))
    except (FileExistsError, subprocess.CalledProcessError, FileNotFoundError, sqlite3.Error) as reason:
        print(f"no backup was made: {reason}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
