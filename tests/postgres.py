"""One throw-away PostgreSQL for a test run, on a unix socket of its own; it dies with the run."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncpg

BINARIES = Path("/usr/lib/postgresql")
SUPERUSER = "postgres"
OWNER, APPLICATION = "court_owner", "court_app"  # as an installation has them: one owns the tables, one works
_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",
    "max_connections": "150",
}


class PostgresMissing(RuntimeError):
    """No server programs on this machine."""


@dataclass(frozen=True, slots=True)
class Postgres:
    """A running server; databases are named in its URLs."""

    socket: Path

    def url(self, name: str, role: str = SUPERUSER) -> str:
        """What `EJ_DATABASE_URL` would be for the database called `name`."""
        return f"postgresql+asyncpg://{role}@/{name}?host={self.socket}"


async def administer(server: Postgres, statement: str) -> None:
    """Run one statement as the server's owner."""
    connection = await asyncpg.connect(host=str(server.socket), user=SUPERUSER, database="postgres")
    try:
        await connection.execute(statement)
    finally:
        await connection.close()


@contextmanager
def running_postgres() -> Iterator[Postgres]:
    """Start a server in a new folder and stop it afterwards; raises PostgresMissing."""
    programs = _programs()
    folder = Path(tempfile.mkdtemp(prefix="ejustice-postgres-"))
    try:
        if os.getuid() == 0:
            shutil.chown(folder, "postgres", "postgres")
        data = folder / "data"
        subprocess.run(
            [*_as_owner(), programs / "initdb", "-D", data, "-U", SUPERUSER, "-A", "trust", "--no-sync", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        with _server(programs, data, folder):
            yield Postgres(folder)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _server(programs: Path, data: Path, folder: Path) -> Iterator[None]:
    settings = [part for name, value in _SETTINGS.items() for part in ("-c", f"{name}={value}")]
    log = (folder / "log").open("wb")
    process = subprocess.Popen(
        [*_as_owner(), programs / "postgres", "-D", data, "-k", folder, *settings], stdout=log, stderr=log, cwd=folder
    )
    try:
        _wait_until_ready(programs, folder, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # PostgreSQL's fast shutdown
        process.wait(timeout=20)
        log.close()


def _wait_until_ready(programs: Path, folder: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 30
    while subprocess.run([programs / "pg_isready", "-q", "-h", folder], check=False).returncode:
        if process.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError(f"PostgreSQL did not start:\n{(folder / 'log').read_text()}")
        time.sleep(0.05)


def _programs() -> Path:
    versions = sorted(BINARIES.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3]))
    if not versions or shutil.which("setpriv") is None:
        raise PostgresMissing("PostgreSQL is not installed: apt-get install postgresql")
    return versions[-1].parent


def _as_owner() -> list[str]:
    """PostgreSQL refuses to run as root; setpriv also ties the server's life to ours."""
    root = ["--reuid=postgres", "--regid=postgres", "--init-groups"] if os.getuid() == 0 else []
    return ["setpriv", *root, "--pdeathsig=INT"]
