"""What an operator says when something is to be erased for good."""

import re
from dataclasses import dataclass
from typing import Literal, get_args
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.cases.errors import NothingToErase

Kind = Literal["document", "case", "year", "class", "court"]
_KINDS: tuple[Kind, ...] = get_args(Kind)
_REFERENCE = re.compile(r"[\w ./:-]{1,80}")


@dataclass(frozen=True, slots=True)
class Erase:
    """`name`: a document's or court's id, a case's number, a class of cases, a year; `order`: the ruling or rule."""

    kind: Kind
    name: str
    order: str

    @classmethod
    def parse(cls, what: str, order: str) -> "Erase":
        """From `case:CR-2026-1`; raises NothingToErase for anything else, or an order without a reference."""
        given, _, name = what.partition(":")
        kind = next((known for known in _KINDS if known == given), None)
        if kind is None or not name or not _REFERENCE.fullmatch(order):
            raise NothingToErase()
        if kind in ("document", "court"):
            name = _id(name)
        return cls(kind, name, order)


class AskErasure(BaseModel):
    """What an officer asks to erase for good. `name`: a document's or court's id, a case's number, a class, a year.

    `order_ref`: the ruling or the rule of retention it rests on; `reason` is read by the other officer.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"kind": "case", "name": "CR-2026-1", "order_ref": "3 Cg 12/26x", "reason": "Retention is over."}
            ]
        },
    )
    kind: Kind
    name: str = Field(min_length=1, max_length=80)
    order_ref: str = Field(min_length=1, max_length=80)
    reason: str = Field(min_length=10, max_length=2000)

    @property
    def erase(self) -> Erase:
        """As the operator's command; raises NothingToErase."""
        return Erase.parse(f"{self.kind}:{self.name.strip()}", self.order_ref.strip())


@dataclass(frozen=True, slots=True)
class Scope:
    """What one erasure reaches: the names of the keys that go, the cases it touches, the encrypted files."""

    keys: tuple[str, ...]
    cases: tuple[UUID, ...]
    documents: tuple[UUID, ...]
    blobs: tuple[str, ...]


def _id(text: str) -> str:
    try:
        return str(UUID(text))
    except ValueError as reason:
        raise NothingToErase() from reason
