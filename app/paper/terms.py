"""The words of money: how it is paid, where a refund and a line of a statement stand."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import N_


class Method(StrEnum):
    cash = "cash"
    transfer = "transfer"


class RefundState(StrEnum):
    asked = "asked"
    given = "given"
    refused = "refused"


class CreditState(StrEnum):
    """A line of a statement: it paid a fee, it waits for somebody to look, or somebody said what it is."""

    settled = "settled"
    open = "open"
    explained = "explained"


METHOD_WORDS: Mapping[Method, str] = {
    Method.cash: N_("in cash"),
    Method.transfer: N_("by bank transfer"),
}
REFUND_WORDS: Mapping[RefundState, str] = {
    RefundState.asked: N_("waits for a second person"),
    RefundState.given: N_("given back"),
    RefundState.refused: N_("not given back"),
}
LONGEST_REASON = 1000


class ExhibitState(StrEnum):
    """Where a thing is: kept here, lent to somebody, or gone for good."""

    kept = "kept"
    lent = "lent"
    returned = "returned"
    destroyed = "destroyed"


class ExhibitAct(StrEnum):
    """What can happen to a thing that is kept."""

    receive = "receive"
    shelve = "shelve"
    lend = "lend"
    take_back = "take_back"
    give_up = "give_up"  # return it to whom it belongs
    destroy = "destroy"


EXHIBIT_WORDS: Mapping[ExhibitState, str] = {
    ExhibitState.kept: N_("kept here"),
    ExhibitState.lent: N_("lent"),
    ExhibitState.returned: N_("returned to its owner"),
    ExhibitState.destroyed: N_("destroyed"),
}
MOVE_WORDS: Mapping[ExhibitAct, str] = {
    ExhibitAct.receive: N_("Received"),
    ExhibitAct.shelve: N_("Put on another shelf"),
    ExhibitAct.lend: N_("Lent"),
    ExhibitAct.take_back: N_("Came back"),
    ExhibitAct.give_up: N_("Returned to its owner"),
    ExhibitAct.destroy: N_("Destroyed"),
}
