"""The law of the people of a case and their names."""

from collections.abc import Mapping

from tests.http.law import Law, Who, court, inside, seen
from tests.http.town import Town

Body = Mapping[str, object]
C, AT = "/cases/{case_id}/people", "/cases/{case}/people"
API_, PART = "/api/v1", "/{part_id}"


def _name(_town: Town, case: str) -> Body:
    return {"name": f"Another Name Of {case}", "why": "mistake"}


def _other(_town: Town, case: str) -> Body:
    return {"name": f"Другое имя {case}", "kind": "transliteration"}


def _paged_other(_town: Town, case: str) -> Body:
    return {"other-name": f"Прежнее имя {case}", "other-kind": "former"}


def _kind(_town: Town, _case: str) -> Body:
    return {"kind": "natural"}


def _others(case: str) -> Who:
    return seen(case) - court(case)


def _api(method: str, route: str, may: object, knows: object = None, **more: object) -> Law:
    at = AT + route.replace("{part_id}", "{person}").replace("{name_id}", "{name}")
    return _law(method, f"/api/v1{C}{route}", f"/api/v1{at}", may, knows, more)


def _page(method: str, route: str, may: object, knows: object = None, **more: object) -> Law:
    at = AT + route.replace("{part_id}", "{person}").replace("{name_id}", "{name}")
    return _law(method, (C + route).replace("_id}", "_id:uuid}"), at, may, knows, more)


def _law(method: str, route: str, at: str, may: object, knows: object, more: Mapping[str, object]) -> Law:
    return Law(method, route, may, knows or (lambda _: frozenset()), at=at, **more)  # type: ignore[arg-type]


API: tuple[Law, ...] = (
    _api("GET", "", inside),
    _api("GET", "/{part_id}", inside),
    _api("PUT", "/{part_id}/kind", court, _others, send=_kind),
    _api("POST", "/{part_id}/names", court, _others, send=_other),
    _api("DELETE", "/{part_id}/names/{name_id}", court, _others),
    _api("PUT", "/{part_id}/name", court, _others, send=_name),
)

PAGES: tuple[Law, ...] = (
    _page("GET", "", inside),
    _page("GET", "/{part_id}", inside),
    _page("POST", "/{part_id}/kind", court, _others, send=_kind),
    _page("POST", "/{part_id}/names", court, _others, send=_paged_other),
    _page("POST", "/{part_id}/names/{name_id}/end", court, _others),
    _page("POST", "/{part_id}/name", court, _others, send=_name),
)
