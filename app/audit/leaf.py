"""The bytes of a log leaf: what happened in the open, the payload only as a salted commitment.

The payload and its salt can be erased (a right of the person, a retention period) and every proof that
was ever given still holds, because the tree covers the commitment and not the payload.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from uuid import UUID

from app.audit.chain import leaf_hash

SALT_BYTES = 32
_encode = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False).encode


def canonical_bytes(value: object) -> bytes:
    """JSON as RFC 8785 writes it, for values without floats whose keys are ASCII."""
    return _encode(value).encode()


def commit(salt: bytes, payload: bytes) -> bytes:
    """The commitment to a payload: SHA-256 over the salt (32 bytes) and its canonical JSON."""
    if len(salt) != SALT_BYTES:
        raise ValueError("a salt has 32 bytes")
    return sha256(salt + payload).digest()


def opens(commitment: bytes, salt: bytes, payload: bytes) -> bool:
    """Whether this salt and canonical payload are what was committed to."""
    return len(salt) == SALT_BYTES and sha256(salt + payload).digest() == commitment


def rfc3339(at: datetime) -> str:
    """An instant in UTC with microseconds, ending in Z."""
    return at.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


@lru_cache(4096)
def quoted(text: str | None) -> str:
    """A text, or null, as canonical JSON; kinds and actors come again and again."""
    return _encode(text)


def spelled(at: str, by: str | None, case: str | None, commitment: str, id: str, kind: str) -> bytes:
    """What a leaf's hash covers, without going through a dictionary: the canonical JSON of `LeafContent.fields`."""
    quoted_case = "null" if case is None else f'"{case}"'
    return (
        f'{{"at":"{at}","by":{quoted(by)},"case":{quoted_case},'
        f'"commitment":"{commitment}","id":"{id}","kind":{quoted(kind)}}}'
    ).encode()


@dataclass(frozen=True, slots=True, kw_only=True)
class LeafContent:
    """What a leaf's hash covers. `by` is the actor's id, or None when the service itself acted."""

    id: UUID
    kind: str
    at: datetime
    by: str | None
    case: UUID | None
    commitment: bytes

    def fields(self) -> Mapping[str, str | None]:
        """The content as JSON values: time in RFC 3339 UTC with microseconds, commitment in hex."""
        return {
            "id": str(self.id),
            "kind": self.kind,
            "at": rfc3339(self.at),
            "by": self.by,
            "case": None if self.case is None else str(self.case),
            "commitment": self.commitment.hex(),
        }

    def hash(self) -> bytes:
        """The leaf hash of the canonical JSON of `fields()`."""
        return leaf_hash(spelled(**self.fields()))  # type: ignore[arg-type]


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """A leaf as its act wrote it: hash at once, place and proof later. `payload` is its canonical JSON."""

    id: UUID
    kind: str
    at: datetime
    by: str | None
    case_id: UUID | None
    payload: str
    salt: bytes
    commitment: bytes
    leaf_hash: bytes
    index: None = None

    def content(self) -> LeafContent:
        """What the leaf hash covers."""
        return LeafContent(
            id=self.id, kind=self.kind, at=self.at, by=self.by, case=self.case_id, commitment=self.commitment
        )
