"""The law of erasing for good: registrars ask, another registrar decides, nobody else reads it."""

from collections.abc import Mapping

from tests.http.law import NOBODY, Law, Who, signed_in
from tests.http.town import Town

ONE = "/erasures/{request_id}"


def _officers(_case: str) -> Who:
    return frozenset({"registrar"})


def _asker(_case: str) -> Who:
    return frozenset({"registrar"})


def _other(_case: str) -> Who:
    """The one registrar of the town asked for everything there is, and there is no other."""
    return NOBODY


def _ask(town: Town, case: str) -> Mapping[str, object]:
    reason = "The time of retention is over."
    return {"kind": "case", "name": town.numbers[case], "order_ref": "3 Cg 12/26x", "reason": reason}


def _read(_town: Town, _case: str) -> Mapping[str, object]:
    return {"read": "yes"}


A = "/api/v1"
API: tuple[Law, ...] = (
    Law("GET", A + "/erasures", _officers, signed_in),
    Law("POST", A + "/erasures", _asker, signed_in, send=_ask),
    Law("GET", A + ONE, _officers, signed_in, at=A + "/erasures/{erasure}"),
    # what could be confirmed here was withdrawn: a town whose cases are erased answers nothing more
    Law(
        "PUT", A + ONE + "/confirmation", _other, signed_in, at=A + "/erasures/{erasure-gone}/confirmation", works=False
    ),
    Law("PUT", A + ONE + "/refusal", _other, signed_in, at=A + "/erasures/{erasure}/refusal", works=False),
    Law("PUT", A + ONE + "/withdrawal", _asker, signed_in, at=A + "/erasures/{erasure-mine}/withdrawal"),
)
PAGE = "/erasures/{request_id:uuid}"
PAGES: tuple[Law, ...] = (
    Law("GET", "/erasures", _officers, signed_in),
    Law("POST", "/erasures", _asker, signed_in, send=_ask),
    Law("GET", PAGE, _officers, signed_in, at="/erasures/{erasure}"),
    Law(
        "POST",
        PAGE + "/confirmation",
        _other,
        signed_in,
        at="/erasures/{erasure-gone}/confirmation",
        send=_read,
        works=False,
    ),
    Law("POST", PAGE + "/refusal", _other, signed_in, at="/erasures/{erasure-page}/refusal", works=False),
    Law("POST", PAGE + "/withdrawal", _asker, signed_in, at="/erasures/{erasure-mine-page}/withdrawal"),
)
