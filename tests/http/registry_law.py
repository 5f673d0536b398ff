"""The law of the registry: opening cases, giving them a judge, deadlines and the days of a court."""

from collections.abc import Callable, Mapping
from typing import Any

from tests.http import asking_law, search_law
from tests.http.law import PEOPLE, Law, Who, court, every_clerk, inside, no_clerk, seen, signed_in
from tests.http.town import Town

C, AT = "/cases/{case_id}", "/cases/{case}"
COURT, AT_COURT = "/courts/{court_id}", "/courts/{court}"


def clerks_there(case: str) -> Who:
    """Clerks of the court that is to have the case, those of one unit too."""
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk", "unit_clerk"})


def keepers(case: str) -> Who:
    """Who keeps the days of a court: its clerks, and administrators."""
    return clerks_there(case) | {"administrator"}


def staff(case: str) -> Who:
    """Who reads the days of a court: everybody who works there, and administrators."""
    judges = frozenset() if case == "foreign" else frozenset({"judge", "other_judge"})
    return keepers(case) | judges


def administrators(_case: str) -> Who:
    return frozenset({"administrator"})


def scheduled(case: str) -> Who:
    """Who sees what is scheduled in a case: the court, the parties and their counsel, those expected, the press."""
    return (inside(case) - {"interpreter"}) | (frozenset() if case == "foreign" else frozenset({"press"}))


def _open(town: Town, case: str) -> Mapping[str, object]:
    return {"type_id": str(town.id("kind", case)), "about": "Rent of a mooring"}


def _paged_open(town: Town, case: str) -> Mapping[str, object]:
    return {**_open(town, case), "key": f"the law of opening by page, {case}"}


def _replace(town: Town, case: str) -> Mapping[str, object]:
    return {"judge_id": str(town.people["foreign_judge" if case == "foreign" else "judge"].person_id), "reason": "Ill."}


def _numbers(_town: Town, case: str) -> Mapping[str, object]:
    return {
        "code": {"open": "VAR", "closed": "VAR", "foreign": "ESK"}[case],
        "text": "{court}-{series}-{year}-{number}",
    }


def _kind(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"Kind of the law, {case}", "series": "CV", "matter": "civil"}


def _changed(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"Kind of the town, {case}", "series": "CV", "matter": "civil"}


def _list(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"List of the law, {case}"}


def _listed(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"List of the town, {case}"}


def _deadline(_town: Town, _case: str) -> Mapping[str, object]:
    return {"title": "Answer to the motion", "event_at": "2026-11-19T10:00:00Z", "length": 14}


def _paged_deadline(_town: Town, _case: str) -> Mapping[str, object]:
    return {"title": "Answer to the motion", "event_on": "2026-11-19", "length": 14, "unit": "days", "way": "after"}


def _state(_town: Town, _case: str) -> Mapping[str, object]:
    return {"state": "met", "version": 1}


def _holiday(_town: Town, case: str) -> Mapping[str, object]:
    return {"day": {"open": "2030-02-05", "closed": "2030-02-06", "foreign": "2030-02-07"}[case], "name": "Harbour"}


def _closure(_town: Town, _case: str) -> Mapping[str, object]:
    return {"begins": "2030-02-05T10:00:00Z", "ends": "2030-02-05T12:00:00Z"}


def _paged_closure(_town: Town, _case: str) -> Mapping[str, object]:
    return {"begins_on": "2030-02-05", "begins_time": "10:00", "ends_on": "2030-02-05", "ends_time": "12:00"}


def _api(method: str, route: str, may: Any, knows: Any = lambda _: frozenset(), *, at: str = "", **more: Any) -> Law:
    return Law(method, f"/api/v1{route}", may, knows, at=f"/api/v1{at}" if at else "", **more)


def _page(method: str, route: str, may: Any, knows: Any = lambda _: frozenset(), *, at: str = "", **more: Any) -> Law:
    return Law(method, route.replace("_id}", "_id:uuid}"), may, knows, at=at, **more)


def _set(law: Callable[..., Law], method: str, route: str, **more: Any) -> Law:
    """A line about what administrators set for a court: `law` is `_api` or `_page`."""
    at = "/admin" + AT_COURT + route.replace("{type_id}", "{kind}").replace("{list_id}", "{judge-list}")
    return law(method, "/admin" + COURT + route, administrators, signed_in, at=at, **more)


def _nobody_else(case: str) -> Who:
    return PEOPLE - clerks_there(case) - {"clerk", "other_clerk", "unit_clerk"}


API: tuple[Law, ...] = (
    *search_law.API,
    *asking_law.API,
    _api("GET", "/case-types", every_clerk, no_clerk),
    _api("POST", "/cases", clerks_there, _nobody_else, send=_open, headers={"idempotency-key": "the law of opening"}),
    _api("GET", C + "/judges", inside, at=AT + "/judges"),
    _api("POST", C + "/judges", court, seen, at=AT + "/judges", send=_replace, works=False),
    _set(_api, "GET", "/openings"),
    _api(
        "PUT",
        "/admin/courts/{court_id}/numbering",
        administrators,
        signed_in,
        at="/admin/courts/{court}/numbering",
        send=_numbers,
    ),
    _api(
        "POST",
        "/admin/courts/{court_id}/case-types",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types",
        send=_kind,
    ),
    _api(
        "PUT",
        "/admin/courts/{court_id}/case-types/{type_id}",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types/{kind}",
        send=_changed,
    ),
    _api(
        "POST",
        "/admin/courts/{court_id}/judge-lists",
        administrators,
        signed_in,
        at="/admin/courts/{court}/judge-lists",
        send=_list,
    ),
    _api(
        "PUT",
        "/admin/courts/{court_id}/judge-lists/{list_id}",
        administrators,
        signed_in,
        at="/admin/courts/{court}/judge-lists/{judge-list}",
        send=_listed,
    ),
    _api("GET", "/deadlines", signed_in),
    _api("GET", C + "/deadlines", scheduled, at=AT + "/deadlines"),
    _api("POST", C + "/deadlines", court, seen, at=AT + "/deadlines", send=_deadline),
    _api("PUT", "/deadlines/{deadline_id}/state", court, seen, at="/deadlines/{deadline}/state", send=_state),
    _api("GET", COURT + "/days", staff, at=AT_COURT + "/days"),
    _api("POST", COURT + "/holidays", keepers, at=AT_COURT + "/holidays", send=_holiday),
    _api("POST", COURT + "/closures", keepers, at=AT_COURT + "/closures", send=_closure),
    _api("DELETE", COURT + "/holidays/{holiday_id}", keepers, at=AT_COURT + "/holidays/{holiday}"),
    _api(
        "DELETE",
        "/admin/courts/{court_id}/case-types/{type_id}",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types/{kind}",
    ),
)

PAGES: tuple[Law, ...] = (
    *search_law.PAGES,
    *asking_law.PAGES,
    _page("GET", "/cases/new", every_clerk, no_clerk),
    _page("POST", "/cases/new", clerks_there, _nobody_else, send=_paged_open, otherwise="refused"),
    _page("GET", C + "/judges", inside, at=AT + "/judges"),
    _page("POST", C + "/judges", court, seen, at=AT + "/judges", send=_replace, works=False),
    _set(_page, "GET", "/openings"),
    _page(
        "POST",
        "/admin/courts/{court_id}/numbering",
        administrators,
        signed_in,
        at="/admin/courts/{court}/numbering",
        send=_numbers,
    ),
    _page(
        "POST",
        "/admin/courts/{court_id}/case-types",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types",
        send=_kind,
    ),
    _page(
        "POST",
        "/admin/courts/{court_id}/case-types/{type_id}",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types/{kind}",
        send=_changed,
    ),
    _page(
        "POST",
        "/admin/courts/{court_id}/judge-lists",
        administrators,
        signed_in,
        at="/admin/courts/{court}/judge-lists",
        send=lambda *_: {"list_name": "Paged"},
    ),
    _page(
        "POST",
        "/admin/courts/{court_id}/judge-lists/{list_id}",
        administrators,
        signed_in,
        at="/admin/courts/{court}/judge-lists/{judge-list}",
        send=lambda _, case: {"list_name": f"Paged {case}"},
    ),
    _page("GET", "/deadlines", signed_in),
    _page("GET", C + "/deadlines", scheduled, at=AT + "/deadlines"),
    _page("POST", C + "/deadlines", court, scheduled, at=AT + "/deadlines", send=_paged_deadline),
    _page("POST", C + "/deadlines/{deadline_id}", court, seen, at=AT + "/deadlines/{deadline}", send=_state),
    _page("GET", COURT + "/days", staff, at=AT_COURT + "/days"),
    _page("POST", COURT + "/holidays", keepers, at=AT_COURT + "/holidays", send=_holiday),
    _page("POST", COURT + "/closures", keepers, at=AT_COURT + "/closures", send=_paged_closure),
    _page("POST", COURT + "/holidays/{holiday_id}/withdrawal", keepers, at=AT_COURT + "/holidays/{holiday}/withdrawal"),
    _page(
        "POST",
        "/admin/courts/{court_id}/case-types/{type_id}/retirement",
        administrators,
        signed_in,
        at="/admin/courts/{court}/case-types/{kind}/retirement",
    ),
)
