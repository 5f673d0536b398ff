"""A court office of each kind of database, over real storage and the real check in its sandbox."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.db.database import Database
from app.kernel.clock import SettableClock
from app.pdf.port import PdfTools
from app.pdf.sandboxed import JOBS, SandboxedPdfTools
from app.sandbox.forked import ForkedSandbox
from tests.doubles.filing_office import Office, open_office, storage_in


@pytest.fixture(scope="session")
def sandbox() -> Iterator[ForkedSandbox]:
    made = ForkedSandbox([JOBS])
    yield made
    made.close()


@pytest.fixture
def tools(sandbox: ForkedSandbox) -> PdfTools:
    return SandboxedPdfTools(sandbox)


@pytest.fixture
async def office(database: Database, tools: PdfTools, clock: SettableClock, tmp_path: Path) -> Office:
    return await open_office(database, storage_in(tmp_path), tools, clock)
