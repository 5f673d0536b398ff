"""What has to be settled before a witness is called, and who is let in by hand only."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.hearings.errors import AdmittedByHandOnly, NotReadyToTestify
from app.protection.exposure import guarded
from app.protection.rules.orders import BINDING, RULED
from app.protection.terms import Attendee, OrderStage, Role, Rulings


class Check(StrEnum):
    """A precondition: recorded, waived by a judge, or neither."""

    NONE = "none"
    RECORDED = "recorded"
    WAIVED = "waived"


class Promise(StrEnum):
    OATH = "oath"
    AFFIRMATION = "affirmation"
    OTHER_FORM = "other_form"


@dataclass(frozen=True, slots=True)
class CallFacts:
    """What is known of one witness at the moment of the call.

    `orders` are hers by id and stage; `applied` those the media engine has acknowledged since the last
    change. `ruled` says that a judge has ruled on protection for her, P0 included, the defence heard.
    """

    ruled: bool
    orders: tuple[tuple[UUID, OrderStage], ...] = ()
    applied: frozenset[UUID] = frozenset()
    identity: Check = Check.NONE
    alone: Check = Check.NONE
    waiver_reasons: str = ""
    promise: Promise | None = None
    interpreter_ordered: bool = False
    interpreter_present: bool = False


def missing_before_call(facts: CallFacts) -> tuple[str, ...]:
    """What is not settled yet, as stable names; empty when she may be called."""
    waived = Check.WAIVED in (facts.identity, facts.alone)
    settled = {
        "ruling": facts.ruled and all(_decided(stage) for _, stage in facts.orders),
        "orders_in_force": all(stage not in _GRANTED for _, stage in facts.orders),
        "orders_applied": {order for order, stage in facts.orders if stage in BINDING} <= facts.applied,
        "identity": facts.identity is not Check.NONE,
        "alone": facts.alone is not Check.NONE,
        "waiver_reasons": not waived or bool(facts.waiver_reasons.strip()),
        "promise": facts.promise is not None,
        "interpreter": facts.interpreter_present or not facts.interpreter_ordered,
    }
    return tuple(name for name, done in settled.items() if not done)


def check_call(facts: CallFacts, by: Role) -> None:
    """NotReadyToTestify with what is missing; waiving is the judge's, and so is calling."""
    missing = missing_before_call(facts)
    if missing or by is not Role.JUDGE:
        raise NotReadyToTestify(missing=missing or ("judge",))


def check_admission(attendee: Attendee, rulings: Rulings, at: datetime, *, by: Role | None) -> None:
    """`by` is None when the service would do it itself: witnesses and protected people are never let in so."""
    if by not in {Role.JUDGE, Role.CLERK} and guarded(attendee, rulings, at):
        raise AdmittedByHandOnly()


_GRANTED = frozenset({OrderStage.GRANTED, OrderStage.VARIED})


def _decided(stage: OrderStage) -> bool:
    return stage in RULED or stage is OrderStage.WITHDRAWN
