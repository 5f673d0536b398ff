"""Domain events: frozen facts in the past tense. They carry ids, never a name, address or secret."""

from dataclasses import dataclass, fields
from datetime import datetime
from enum import Enum
from typing import ClassVar
from uuid import UUID

_KINDS: dict[str, type["Event"]] = {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """A fact about one case (or none). `kind` is its stable name in the log and the outbox."""

    kind: ClassVar[str]
    case_id: UUID | None = None

    def payload(self) -> dict[str, object]:
        """The event's fields as JSON values: UUIDs and times as text, enums by value."""
        return {field.name: as_plain(getattr(self, field.name)) for field in fields(self)}


def event(cls: type[Event]) -> type[Event]:
    """Register an event class under its `kind`; a kind is used once for ever."""
    if cls.kind in _KINDS and _KINDS[cls.kind].__qualname__ != cls.__qualname__:
        raise ValueError(f"two events call themselves {cls.kind}")
    _KINDS[cls.kind] = cls
    return cls


def kinds() -> dict[str, type[Event]]:
    """Every registered event by kind."""
    return dict(_KINDS)


def as_plain(value: object) -> object:
    """A value as JSON has it: ids and times as text, enums by value; anything else raises TypeError."""
    if isinstance(value, UUID):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, tuple | list | frozenset | set):
        items = [as_plain(item) for item in value]
        return sorted(items, key=str) if isinstance(value, frozenset | set) else items
    if isinstance(value, dict):
        return {str(key): as_plain(item) for key, item in value.items()}
    if value is None or isinstance(value, str | int | bool):
        return value
    raise TypeError(f"an event cannot carry {type(value).__name__}")
