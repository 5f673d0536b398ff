"""The law of finding and counting: everybody finds what they may know; courts in numbers are the registrar's."""

from tests.http.law import PEOPLE, Law, Who, signed_in


def _registrar(_case: str) -> Who:
    return frozenset({"registrar"})


def _judges(_case: str) -> Who:
    return frozenset({"judge", "other_judge"})


def _declarer(_case: str) -> Who:
    return frozenset({"judge"})


def _no_judges(_case: str) -> Who:
    return PEOPLE - {"judge", "other_judge"}


_NAME = {"name": "Petra Lind"}
API: tuple[Law, ...] = (
    Law("GET", "/api/v1/search", signed_in, at="/api/v1/search?q=motion"),
    Law("GET", "/api/v1/courts", _registrar, signed_in),
    Law("GET", "/api/v1/relations", _judges, signed_in),
    Law("POST", "/api/v1/relations", _judges, signed_in, send=lambda *_: _NAME),
    Law("DELETE", "/api/v1/relations/{relation_id}", _declarer, _no_judges, at="/api/v1/relations/{relation}"),
)
PAGES: tuple[Law, ...] = (
    Law("GET", "/search", signed_in, at="/search?q=motion"),
    Law("GET", "/courts", _registrar, signed_in),
    Law("GET", "/relations", _judges, signed_in),
    Law("POST", "/relations", _judges, signed_in, send=lambda *_: _NAME),
    Law("POST", "/relations/{relation_id:uuid}/end", _declarer, _no_judges, at="/relations/{relation}/end"),
)
