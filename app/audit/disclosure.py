"""Protected material on its way to somebody: withheld until the reading is on record, disclosed after.

A query that finds something protected for somebody entitled to it returns it `Withheld`, with the event that
says who read what. Only `app/audit/actions.py` releases it, after the leaf of that event is committed; what
it gives is `Disclosed`. A test in `tests/architecture` keeps both lists closed.
"""

from dataclasses import dataclass
from typing import Generic, NoReturn, TypeVar

from app.kernel.events import Event

T = TypeVar("T")


class WithheldContentShown(TypeError):
    """Somebody tried to show what nobody has yet recorded the reading of."""


class Withheld(Generic[T]):
    """Content and the event of reading it; `event` is None for what somebody reads of their own."""

    __slots__ = ("_content", "event")

    def __init__(self, content: T, event: Event | None) -> None:
        self._content = content
        self.event = event

    def __repr__(self) -> str:
        return "<withheld>"

    def _refuse(self, *_: object) -> NoReturn:
        raise WithheldContentShown("open it by app.audit.actions.Disclosures")

    __str__ = __iter__ = __reduce__ = _refuse

    def __format__(self, spec: str) -> str:
        self._refuse()

    def __html__(self) -> str:
        self._refuse()


@dataclass(frozen=True, slots=True)
class Disclosed(Generic[T]):
    """Something protected that was given out; the leaf that records it is committed already."""

    content: T


def release(withheld: Withheld[T]) -> T:
    """Take the content out. Who may call this is decided in `tests/architecture/test_disclosure.py`."""
    return withheld._content
