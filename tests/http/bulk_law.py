"""The law of the clerk's many at once: every clerk chooses from their own queue; what is not in it is not there."""

from collections.abc import Mapping

from tests.http.law import Law, every_clerk, no_clerk
from tests.http.town import Town


def _nowhere(_town: Town, _case: str) -> Mapping[str, object]:
    """A filing that does not exist: what exists is accepted once, by the law of one."""
    return {"filings": [{"id": "0193f1d2-7c1a-7a3e-9a55-3f0d2f1c8b10", "version": 1}]}


def _nothing(_town: Town, _case: str) -> Mapping[str, object]:
    return {"filing": "0193f1d2-7c1a-7a3e-9a55-3f0d2f1c8b10 1", "key": "the law of many"}


_KEY = {"idempotency-key": "the law of many"}
_API, _PAGE = "/api/v1/filings/acceptances", "/review/many"

API: tuple[Law, ...] = (
    Law("GET", _API, every_clerk, no_clerk, at=_API + "?filing={filed}", cases=("open", "closed")),
    Law("POST", _API, every_clerk, no_clerk, send=_nowhere, headers=_KEY, cases=("open",)),
)
PAGES: tuple[Law, ...] = (
    Law("GET", _PAGE, every_clerk, no_clerk, at=_PAGE + "?filing={filed}", cases=("open", "closed")),
    Law("POST", _PAGE, every_clerk, no_clerk, send=_nothing, cases=("open",)),
)
