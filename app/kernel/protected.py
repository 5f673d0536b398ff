"""`Protected[T]`: a value that cannot be shown by accident.

Names, contact details and everything else that must follow a ruling travel in this wrapper. Turning it
into text, JSON, a template variable or a log line raises. Only `app/protection/labels.py` (what a given
viewer may read), `app/db/types.py` (encryption at rest) and the senders of notices open one; a test in
`tests/architecture` keeps that list closed.
"""

from typing import Generic, NoReturn, TypeVar

T = TypeVar("T")


class ProtectedValueShown(TypeError):
    """Somebody tried to print, format or serialise a protected value."""


class Protected(Generic[T]):
    """Carries `T` without ever showing it; compares by value, so that rules can ask 'the same?'.

    `under` names the keys it will be stored under besides its own (`case:<id>`): destroying one erases it.
    """

    __slots__ = ("_value", "under")

    def __init__(self, value: T, under: tuple[str, ...] = ()) -> None:
        self._value = value
        self.under = under

    def stored_under(self, names: tuple[str, ...]) -> "Protected[T]":
        """The same value, to be stored under these keys."""
        return Protected(self._value, names)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Protected) and self._value == other._value

    def __hash__(self) -> int:
        return hash(self._value)

    def __repr__(self) -> str:
        return "<protected>"

    def _refuse(self, *_: object) -> NoReturn:
        raise ProtectedValueShown("ask app.protection.labels for what this viewer may read")

    def __str__(self) -> str:
        self._refuse()

    def __format__(self, spec: str) -> str:
        self._refuse()

    def __html__(self) -> str:
        self._refuse()

    def __reduce__(self) -> NoReturn:
        self._refuse()


def open_protected(value: Protected[T]) -> T:
    """Open the wrapper. Who may call this is decided in `tests/architecture/test_protected.py`."""
    return value._value
