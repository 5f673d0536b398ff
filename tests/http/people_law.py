"""The law of the people of a case and their names."""

from collections.abc import Mapping
from typing import Any

from tests.http.law import PEOPLE, Law, Of, Who, court, inside, nobody, seen
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
    at = AT + route.replace("{part_id}", "{person}").replace("{name_id}", "{further-name}")
    return _law(method, f"/api/v1{C}{route}", f"/api/v1{at}", may, knows, more)


def _page(method: str, route: str, may: object, knows: object = None, **more: object) -> Law:
    at = AT + route.replace("{part_id}", "{person}").replace("{name_id}", "{further-name}")
    return _law(method, (C + route).replace("_id}", "_id:uuid}"), at, may, knows, more)


def _law(method: str, route: str, at: str, may: object, knows: object, more: Mapping[str, object]) -> Law:
    return Law(method, route, may, knows or (lambda _: frozenset()), at=at, **more)  # type: ignore[arg-type]


def _finders(_case: str) -> Who:
    return frozenset({"clerk", "other_clerk", "unit_clerk"})


def _registrar(_case: str) -> Who:
    return frozenset({"registrar"})


def _clerk_of_two(case: str) -> Who:
    """Clerks who know both people of a proposal."""
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk"})


def _no_clerks(_case: str) -> Who:
    return PEOPLE - {"clerk", "other_clerk", "unit_clerk"}


def _two(town: Town, case: str) -> Body:
    """The accused and a person with a name like theirs."""
    return {
        "part_id": str(town.id("twin-part", case)),
        "other_part_id": str(town.id("person", case)),
        "reason": "The same passport.",
    }


def _sure(_town: Town, _case: str) -> Body:
    return {"confirmed": "yes"}


def _why(_town: Town, _case: str) -> Body:
    return {"reason": "Two brothers."}


def _register(prefix: str, method: str, route: str, may: Of, knows: Of = nobody, **more: Any) -> Law:
    at = "/people" + route.replace("{likeness_id}", "{likeness}").replace("{merge_id}", "{merge}")
    address = f"{prefix}/people{route}"
    named = address if prefix else address.replace("_id}", "_id:uuid}")
    return Law(method, named, may, knows, at=prefix + at, **more)


def _api_register(method: str, route: str, may: Of, knows: Of = nobody, **more: Any) -> Law:
    return _register("/api/v1", method, route, may, knows, **more)


def _page_register(method: str, route: str, may: Of, knows: Of = nobody, **more: Any) -> Law:
    return _register("", method, route, may, knows, **more)


def _not_registrar(_case: str) -> Who:
    return PEOPLE - {"registrar"}


API: tuple[Law, ...] = (
    _api_register("GET", "", _finders, _no_clerks),
    _api_register("GET", "/duplicates", _finders, _no_clerks),
    _api_register("GET", "/merges", _finders, _no_clerks),
    _api_register("GET", "/matches", _registrar, _not_registrar),
    _api_register("PUT", "/duplicates/{likeness_id}/apart", _clerk_of_two, _no_clerks),
    _api_register("PUT", "/matches/{likeness_id}/told", _registrar, _not_registrar),
    _api_register("POST", "/merges", _clerk_of_two, _no_clerks, send=_two),
    _api_register("PUT", "/merges/{merge_id}/end", _clerk_of_two, _no_clerks, send=_why),
    _api("GET", "", inside),
    _api("GET", "/{part_id}", inside),
    _api("PUT", "/{part_id}/kind", court, _others, send=_kind),
    _api("POST", "/{part_id}/names", court, _others, send=_other),
    _api("DELETE", "/{part_id}/names/{name_id}", court, _others),
    _api("PUT", "/{part_id}/name", court, _others, send=_name),
)

PAGES: tuple[Law, ...] = (
    _page_register("GET", "", _finders, _no_clerks),
    _page_register("GET", "/duplicates", _finders, _no_clerks),
    _page_register("GET", "/merges", _finders, _no_clerks),
    _page_register("GET", "/merges/new", nobody, works=False),
    _page_register("GET", "/matches", _registrar, _not_registrar),
    _page_register("POST", "/duplicates/{likeness_id}/apart", _clerk_of_two, _no_clerks, send=_sure),
    _page_register("POST", "/matches/{likeness_id}/told", _registrar, _not_registrar, send=_sure),
    _page_register("POST", "/merges", _clerk_of_two, _no_clerks, send=_two),
    _page_register("POST", "/merges/{merge_id}/end", _clerk_of_two, _no_clerks, send=_why),
    _page("GET", "", inside),
    _page("GET", "/{part_id}", inside),
    _page("POST", "/{part_id}/kind", court, _others, send=_kind),
    _page("POST", "/{part_id}/names", court, _others, send=_paged_other),
    _page("POST", "/{part_id}/names/{name_id}/end", court, _others),
    _page("POST", "/{part_id}/name", court, _others, send=_name),
)
