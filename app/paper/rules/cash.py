"""The cash of one day: counted, compared with what was taken, explained, and closed by somebody else."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from app.paper.errors import CashNotCounted, CashNotExplained, ClosedByTheCashier, DayClosed


@dataclass(frozen=True, slots=True)
class CashBook:
    """A day's cash. `taken`, `given_back`: by the receipts; `hands`: who took or gave any of it, or counted it."""

    taken: int = 0
    given_back: int = 0
    counted: int | None = None
    explained: bool = False
    hands: frozenset[UUID] = frozenset()
    closed: bool = False

    @property
    def expected(self) -> int:
        return self.taken - self.given_back

    @property
    def difference(self) -> int | None:
        """More (or less) in the box than the receipts say; None before it was counted."""
        return None if self.counted is None else self.counted - self.expected


def check_open(book: CashBook) -> None:
    """Raises DayClosed."""
    if book.closed:
        raise DayClosed()


def check_close(book: CashBook, by: UUID) -> None:
    """Raises DayClosed, CashNotCounted, CashNotExplained, ClosedByTheCashier."""
    check_open(book)
    if book.difference is None:
        raise CashNotCounted()
    if book.difference and not book.explained:
        raise CashNotExplained()
    if by in book.hands:
        raise ClosedByTheCashier()


def hands_of(*sets: Collection[UUID]) -> frozenset[UUID]:
    """Everybody who touched the cash of a day."""
    return frozenset().union(*sets)
