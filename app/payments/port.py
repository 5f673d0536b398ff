"""Paying a fee without cash: what a provider gives whoever pays, and what it says has arrived. Never card data."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from app.kernel.errors import N_, Invalid


class StatementUnreadable(Invalid):
    """`line`: the first one that cannot be read, counted from 1; 1 is the line of headings."""

    code = "statement-unreadable"
    title = N_("This is not a statement the court can read.")
    hint = N_(
        "It needs a line of headings with date, amount, currency, text and id, and one line for each credit. "
        "Nothing was taken over."
    )


@dataclass(frozen=True, slots=True)
class Credit:
    """Money that arrived. `id`: the bank's own, never the same twice; `cents`: in the smallest unit of `currency`.

    `references`: those of ours found in what the payer wrote; `words`: all the payer wrote.
    """

    id: str
    booked_on: date
    cents: int
    currency: str
    references: tuple[str, ...]
    words: str


class PaymentProvider(Protocol):
    """One way to pay. It never holds money and never sees a card."""

    def reference(self, number: int) -> str:
        """A reference for one payment that a slip of the pen does not turn into another; `number` is used once."""
        ...

    def credits(self, statement: str) -> Sequence[Credit]:
        """What a statement says has arrived; raises StatementUnreadable and takes over nothing then."""
        ...
