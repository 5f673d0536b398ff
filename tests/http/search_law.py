"""The law of finding and counting: everybody finds what they may know; courts in numbers are the registrar's."""

from tests.http.law import Law, Who, signed_in


def _registrar(_case: str) -> Who:
    return frozenset({"registrar"})


API: tuple[Law, ...] = (
    Law("GET", "/api/v1/search", signed_in, at="/api/v1/search?q=motion"),
    Law("GET", "/api/v1/courts", _registrar, signed_in),
)
PAGES: tuple[Law, ...] = (
    Law("GET", "/search", signed_in, at="/search?q=motion"),
    Law("GET", "/courts", _registrar, signed_in),
)
