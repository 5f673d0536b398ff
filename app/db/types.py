"""Column types: instants that must be UTC, text that is encrypted at rest, JSON that is canonical."""

import json
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any, Protocol

from sqlalchemy import DateTime, LargeBinary, Text
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from app.kernel.protected import Protected, open_protected


class Cipher(Protocol):
    """Encrypts short protected text for a row; given to the database by wiring."""

    def seal(self, plain: bytes, under: Collection[str] = ()) -> bytes: ...
    def open(self, sealed: bytes) -> bytes: ...


class UtcDateTime(TypeDecorator[datetime]):
    """An aware instant, stored in UTC; a naive value is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class ProtectedText(TypeDecorator[Protected[str]]):
    """A protected text, encrypted in the row with the identity key; opens only inside `Protected`."""

    impl = LargeBinary
    cache_ok = True

    def process_bind_param(self, value: Protected[str] | None, dialect: Dialect) -> bytes | None:
        return None if value is None else cipher_of(dialect).seal(open_protected(value).encode(), value.under)

    def process_result_value(self, value: bytes | None, dialect: Dialect) -> Protected[str] | None:
        return None if value is None else Protected(cipher_of(dialect).open(bytes(value)).decode())


class CanonicalJson(TypeDecorator[Any]):
    """JSON as sorted, compact text: the same value is always the same bytes, on both databases."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:
        return None if value is None else canonical(value)

    def process_result_value(self, value: str | None, dialect: Dialect) -> Any:
        return None if value is None else json.loads(value)


def canonical(value: Any) -> str:
    """JSON with sorted keys and no spaces; floats have no place in a record and are refused by callers."""
    return json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)


def cipher_of(dialect: Dialect) -> Cipher:
    """The cipher wiring put on this engine's dialect."""
    cipher: Cipher | None = getattr(dialect, "ej_cipher", None)
    if cipher is None:
        raise RuntimeError("this database was opened without an identity key")
    return cipher
