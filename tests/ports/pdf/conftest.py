"""The PDF tools over a real sandbox, one for all tests here."""

from collections.abc import Iterator

import pytest

from app.pdf.port import PdfTools
from app.pdf.sandboxed import JOBS, SandboxedPdfTools
from app.sandbox.forked import ForkedSandbox


@pytest.fixture(scope="session")
def sandbox() -> Iterator[ForkedSandbox]:
    made = ForkedSandbox([JOBS])
    yield made
    made.close()


@pytest.fixture
def tools(sandbox: ForkedSandbox) -> PdfTools:
    return SandboxedPdfTools(sandbox)
