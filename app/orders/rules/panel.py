"""How the answers of a panel decide: everybody answers, the majority of the panel makes the order."""

from collections.abc import Mapping
from uuid import UUID

from app.orders.errors import OrderStepNotOpen
from app.orders.terms import Answer, OrderState

_NEXT: Mapping[OrderState, frozenset[OrderState]] = {
    OrderState.draft: frozenset({OrderState.signing, OrderState.withdrawn}),
    OrderState.signing: frozenset({OrderState.draft, OrderState.signed, OrderState.refused, OrderState.withdrawn}),
    OrderState.signed: frozenset(),
    OrderState.refused: frozenset(),
    OrderState.withdrawn: frozenset(),
}


def moved(state: str, wanted: OrderState) -> OrderState:
    """The next state; raises OrderStepNotOpen. What was signed, refused or withdrawn stays so."""
    if wanted not in _NEXT[OrderState(state)]:
        raise OrderStepNotOpen(state=state)
    return wanted


def outcome(answers: Mapping[UUID, Answer]) -> OrderState:
    """How the order stands: open while somebody has not answered, then what more than half of the panel said."""
    if Answer.waiting in answers.values():
        return OrderState.signing
    agreed = sum(answer is Answer.signed for answer in answers.values())
    return OrderState.signed if agreed * 2 > len(answers) else OrderState.refused
