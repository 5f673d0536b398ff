"""A document and its findings as one viewer may read them, and bytes that were disclosed on record."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from uuid import UUID

from pydantic import BaseModel, ConfigDict


@dataclass(frozen=True, slots=True)
class Bytes:
    """A document's bytes from `start`; `size` and `sha256` are those of the whole. `name` never names anybody."""

    chunks: AsyncIterator[bytes]
    start: int
    length: int
    size: int
    sha256: str
    name: str


class FindingView(BaseModel):
    """One kind of finding in one document. `severity`: block, warn or info; snippets are masked."""

    model_config = ConfigDict(frozen=True)
    code: str
    severity: str
    title: str
    hint: str
    pages: list[int]
    snippets: list[str]
    acknowledged: bool = False
    cleanable: bool = False


class DocumentView(BaseModel):
    """One document of a filing. `name` is the file's name for its owner and the court, else null."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    position: int
    name: str | None
    status: str
    sha256: str
    size: int
    pages: int | None
    cleaned: bool
    findings: list[FindingView]
