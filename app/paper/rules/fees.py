"""A fee and what happens to it: money is neither made nor lost, and nothing is due while the court decides."""

from dataclasses import dataclass, replace

from app.cases.terms.fees import WaiverState
from app.paper.errors import (
    MoreThanWasPaid,
    NothingDue,
    NothingToWaive,
    NotTheAmountDue,
    WaiverNotAsked,
)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a fee stands. Always: 0 ≤ refunded + pending ≤ paid ≤ cents.

    `pending`: refunds that a second person has not decided yet.
    """

    cents: int
    paid: int = 0
    refunded: int = 0
    pending: int = 0
    waiver: WaiverState | None = None

    @property
    def suspended(self) -> bool:
        """Whether nothing is due because of a request not to pay, decided or not."""
        return self.waiver in {WaiverState.asked, WaiverState.granted}

    @property
    def due(self) -> int:
        """What is to be paid now. What was given back is not due again."""
        return 0 if self.suspended else self.cents - self.paid

    @property
    def kept(self) -> int:
        """What the court has of it and nobody asked back."""
        return self.paid - self.refunded - self.pending


def paid(before: Standing, cents: int) -> Standing:
    """A payment, whole or in part; raises NothingDue, NotTheAmountDue."""
    if before.due == 0:
        raise NothingDue()
    if not 0 < cents <= before.due:
        raise NotTheAmountDue(due=before.due)
    return replace(before, paid=before.paid + cents)


def refund_asked(before: Standing, cents: int) -> Standing:
    """Somebody asks to give money back; raises MoreThanWasPaid."""
    if not 0 < cents <= before.kept:
        raise MoreThanWasPaid(kept=before.kept)
    return replace(before, pending=before.pending + cents)


def refund_decided(before: Standing, cents: int, *, given: bool) -> Standing:
    """The second person decided about a refund of so much."""
    return replace(before, pending=before.pending - cents, refunded=before.refunded + (cents if given else 0))


def waiver_asked(before: Standing) -> Standing:
    """A request not to pay suspends the payment at once; raises NothingToWaive."""
    if before.due == 0:
        raise NothingToWaive()
    return replace(before, waiver=WaiverState.asked)


def waiver_ruled(before: Standing, *, granted: bool) -> Standing:
    """The court ruled; denied, the fee is due again. Raises WaiverNotAsked."""
    if before.waiver is not WaiverState.asked:
        raise WaiverNotAsked()
    return replace(before, waiver=WaiverState.granted if granted else WaiverState.denied)


def legal_aid_entered(before: Standing) -> Standing:
    """Legal aid was granted elsewhere: nothing more is to be paid; raises NothingToWaive."""
    if before.waiver is WaiverState.granted or before.cents == before.paid:
        raise NothingToWaive()
    return replace(before, waiver=WaiverState.granted)
