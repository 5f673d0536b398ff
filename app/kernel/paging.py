"""Keyset pages: `{items, next}`, an opaque cursor, no totals."""

import base64
import binascii
import json
from typing import Generic, TypeVar

from pydantic import BaseModel, ConfigDict

from app.kernel.errors import N_, Invalid

T = TypeVar("T")


class BadCursor(Invalid):
    code = "bad-cursor"
    title = N_("This list position is not one we gave out.")
    hint = N_("Start again from the first page.")


class Page(BaseModel, Generic[T]):
    """One page of a list; `next` is the cursor of the following page, or null at the end."""

    model_config = ConfigDict(frozen=True)
    items: list[T]
    next: str | None = None


def to_cursor(*keys: str | int) -> str:
    """Wrap the sort keys of the last row."""
    return base64.urlsafe_b64encode(json.dumps(keys).encode()).decode().rstrip("=")


def from_cursor(cursor: str, length: int) -> list[str | int]:
    """The sort keys inside a cursor, checked for shape; raises BadCursor."""
    try:
        keys = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except (binascii.Error, ValueError, RecursionError) as reason:
        raise BadCursor() from reason
    if not isinstance(keys, list) or len(keys) != length or not all(type(key) in (str, int) for key in keys):
        raise BadCursor()
    return keys
