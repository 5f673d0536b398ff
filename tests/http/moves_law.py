"""The law of moves: who offers, takes over and refuses a case, and who reads where it came from."""

from collections.abc import Mapping
from typing import Any

from tests.http.law import Law, Who, court, every_clerk, no_clerk, seen
from tests.http.town import Town

C, AT = "/cases/{case_id}", "/cases/{case}"


def receivers(case: str) -> Who:
    """The clerks of the court that the case is offered to."""
    return frozenset({"clerk", "unit_clerk"}) if case == "foreign" else frozenset({"other_clerk"})


def _offer(town: Town, case: str) -> Mapping[str, object]:
    return {"court_id": str(town.id("elsewhere", case)), "reason": "The place is in its district."}


def _paged_offer(town: Town, case: str) -> Mapping[str, object]:
    return {**_offer(town, case), "confirmed": "yes"}


def _reason(_town: Town, _case: str) -> Mapping[str, object]:
    return {"reason": "Another court is nearer."}


def _join(town: Town, case: str) -> Mapping[str, object]:
    """With itself, which is refused to those who may."""
    return {"number": town.numbers[case], "reason": "The same events."}


def _sever(town: Town, case: str) -> Mapping[str, object]:
    """With a judge alone, which is refused to those who may."""
    return {"goes": [str(town.id("part:suspended", case))], "reason": "He is ill."}


def _appeal(town: Town, case: str) -> Mapping[str, object]:
    """To a list without a judge, which is refused to those who may."""
    return {
        "court_id": str(town.id("elsewhere", case)),
        "type_id": str(town.id("kind-elsewhere", case)),
        "reason": "An appeal.",
    }


def judges(case: str) -> Who:
    return court(case) & {"judge"}


def _kind(town: Town, case: str) -> Mapping[str, object]:
    return {"type_id": str(town.id("kind-elsewhere", case))}


def _api(method: str, route: str, may: Any, knows: Any = lambda _: frozenset(), *, at: str = "", **more: Any) -> Law:
    return Law(method, f"/api/v1{route}", may, knows, at=f"/api/v1{at}" if at else "", **more)


def _page(method: str, route: str, may: Any, knows: Any = lambda _: frozenset(), *, at: str = "", **more: Any) -> Law:
    return Law(method, route.replace("_id}", "_id:uuid}"), may, knows, at=at, **more)


OFFER, AT_OFFER = "/offers/{offer_id}", "/offers/{offer}"
OFFERED = ("open", "foreign")
"""The offers that are refused; that of the closed case is left to be taken back."""
API: tuple[Law, ...] = (
    _api("GET", C + "/moves", seen, at=AT + "/moves"),
    _api("GET", C + "/transfers/{court_id}", court, seen, at=AT + "/transfers/{elsewhere}"),
    _api("GET", "/offers", every_clerk, no_clerk),
    _api("GET", OFFER, receivers, at=AT_OFFER),
    _api("PUT", OFFER + "/refusal", receivers, at=AT_OFFER + "/refusal", send=_reason, cases=OFFERED, once=True),
    _api("POST", C + "/offers", court, seen, at=AT + "/offers", send=_offer, works=False),  # a hearing is to come
    _api("DELETE", C + "/offers", court, seen, at=AT + "/offers", once=True),
    _api("PUT", OFFER + "/acceptance", receivers, at=AT_OFFER + "/acceptance", send=_kind, works=False),
    _api("POST", C + "/joinder", court, seen, at=AT + "/joinder", send=_join, works=False),
    _api("DELETE", C + "/joinder", court, seen, at=AT + "/joinder", send=_reason, works=False),
    _api("POST", C + "/severance", court, seen, at=AT + "/severance", send=_sever, works=False),
    _api("POST", C + "/appeal", court, seen, at=AT + "/appeal", send=_appeal, works=False),
    _api("POST", C + "/remittal", court, seen, at=AT + "/remittal", send=_reason, works=False),
    _api("POST", C + "/archive", court, seen, at=AT + "/archive", send=_reason, works=False),
    _api("POST", C + "/reopening", judges, seen, at=AT + "/reopening", send=_reason, works=False),
)

PAGES: tuple[Law, ...] = (
    _page("GET", C + "/moves", seen, at=AT + "/moves"),
    _page("GET", "/offers", every_clerk, no_clerk),
    _page("GET", OFFER, receivers, at=AT_OFFER),
    _page("POST", OFFER + "/refusal", receivers, at=AT_OFFER + "/refusal", send=_reason, cases=OFFERED, once=True),
    _page("POST", C + "/moves/transfer", court, seen, at=AT + "/moves/transfer", send=_paged_offer, works=False),
    _page("POST", C + "/moves/withdrawal", court, seen, at=AT + "/moves/withdrawal", once=True),
    _page("POST", OFFER + "/acceptance", receivers, at=AT_OFFER + "/acceptance", send=_kind, works=False),
    _page("POST", C + "/moves/joinder", court, seen, at=AT + "/moves/joinder", send=_join, works=False),
    _page("POST", C + "/moves/separation", court, seen, at=AT + "/moves/separation", send=_reason, works=False),
    _page("GET", C + "/moves/severance", court, seen, at=AT + "/moves/severance"),
    _page("POST", C + "/moves/severance", court, seen, at=AT + "/moves/severance", send=_reason, works=False),
    _page("POST", C + "/moves/appeal", court, seen, at=AT + "/moves/appeal", send=_appeal, works=False),
    _page("POST", C + "/moves/remittal", court, seen, at=AT + "/moves/remittal", send=_reason, works=False),
    _page("POST", C + "/moves/archive", court, seen, at=AT + "/moves/archive", send=_reason, works=False),
    _page("POST", C + "/moves/reopening", judges, seen, at=AT + "/moves/reopening", send=_reason, works=False),
)
