"""The words of fees: where a request not to pay stands."""

from collections.abc import Mapping
from enum import StrEnum

from app.kernel.errors import N_


class WaiverState(StrEnum):
    """A request not to pay, from asking to the ruling. While it is asked nothing is to be paid."""

    asked = "asked"
    granted = "granted"
    denied = "denied"


WAIVER_STATE_WORDS: Mapping[WaiverState, str] = {
    WaiverState.asked: N_("Asked not to pay; the court decides"),
    WaiverState.granted: N_("Nothing is to be paid"),
    WaiverState.denied: N_("The request not to pay was denied"),
}
