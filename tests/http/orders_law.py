"""The law of orders: a draft is known to the judges of its case alone; templates are kept by those who run a court."""

from collections.abc import Mapping

from tests.http.law import PEOPLE, Law, Who, everybody, judge, seen, signed_in
from tests.http.town import Town

C, AT = "/cases/{case_id}", "/cases/{case}"
ORDER, DRAFT, ASKED = "/orders/{order_id}", "/orders/{draft-order}", "/orders/{asked-order}"
T, TEMPLATES = "/courts/{court_id}/templates", "/courts/{court}/templates"
ONE, TEMPLATE = T + "/{template_id}", TEMPLATES + "/{template}"
Body = Mapping[str, object]
_FILED = ("open", "closed")  # nobody filed anything in the case of the other court


def keepers(_case: str) -> Who:
    """The registrar of the town works for the installation, as administrators do."""
    return frozenset({"administrator", "registrar"})


def staff(case: str) -> Who:
    """Who reads the templates of a court: its staff, and who keeps them."""
    if case == "foreign":
        return keepers(case) | {"other_clerk"}
    return keepers(case) | {"clerk", "unit_clerk", "judge", "other_judge"} & PEOPLE


def _others_there(case: str) -> Who:
    return staff(case) - keepers(case)


def _not_judges(case: str) -> Who:
    return seen(case) - judge(case)


def _template(_town: Town, case: str) -> Body:
    return {"kind": "order", "name": f"Template of the law, {case}", "words": "In {{case_number}}."}


def _rewritten(_town: Town, case: str) -> Body:
    return {"kind": "order", "name": f"Template of the town, {case}", "words": "In {{case_number}}, again."}


def _paged(_town: Town, case: str) -> Body:
    return {"kind": "order", "name": f"Paged template, {case}", "words": "In {{case_number}}."}


def _endorse(_town: Town, _case: str) -> Body:
    return {"outcome": "granted"}


def _begin(_town: Town, _case: str) -> Body:
    return {"title": "Order of the law", "level": "parties"}


def _change(_town: Town, _case: str) -> Body:
    return {"version": 1, "title": "Order of the law", "level": "parties", "words": "Granted."}


def _end(_town: Town, _case: str) -> Body:
    return {"version": 99}


def _answer(_town: Town, _case: str) -> Body:
    return {"sha256": "0" * 64, "agrees": True}


def _paged_answer(_town: Town, _case: str) -> Body:
    return {"sha256": "0" * 64, "agrees": "yes"}


def _both(
    method: str, route: str, *rest: object, at: str = "", paged: object = None, **more: object
) -> tuple[Law, Law]:
    """The same line for the API and for the page."""
    page = route.replace("_id}", "_id:uuid}")
    send = {"send": paged} if paged else {}
    return (
        Law(method, f"/api/v1{route}", *rest, at=f"/api/v1{at}", **more),  # type: ignore[arg-type]
        Law(method, page, *rest, at=at, **(more | send)),  # type: ignore[arg-type]
    )


_PAIRS = (
    _both("GET", T, staff, at=TEMPLATES),
    _both("POST", T, keepers, _others_there, at=TEMPLATES, send=_template, paged=_paged),
    _both("GET", ONE, staff, at=TEMPLATE),
    _both("GET", C + "/orders", seen, at=AT + "/orders"),
    _both("POST", C + "/orders", judge, _not_judges, at=AT + "/orders", send=_begin),
    _both("GET", ORDER, judge, at=DRAFT),
    _both("POST", "/motions/{filing_id}/ruling", judge, at="/motions/{docketed}/ruling", send=_endorse, cases=_FILED),
    _both("POST", ORDER + "/preview", judge, at=DRAFT + "/preview"),
    _both("POST", ORDER + "/panel", judge, at=DRAFT + "/panel", send=_end, works=False),
    _both("POST", ORDER + "/draft", judge, at=ASKED + "/draft", send=_end, works=False),
    _both("POST", ORDER + "/answers", judge, at=ASKED + "/answers", send=_answer, paged=_paged_answer, works=False),
    _both(
        "POST",
        ORDER + "/withdrawal",
        judge,
        at=DRAFT + "/withdrawal",
        send=_end,
        paged=lambda *_: {"version": 99, "confirmed": "yes"},
        works=False,
    ),
)
API: tuple[Law, ...] = (
    *(api for api, _ in _PAIRS),
    Law("GET", "/api/v1/orders", signed_in),
    Law("GET", "/api/v1/motions", signed_in),
    Law("GET", "/api/v1/cases/{case_id}/rulings", seen, at="/api/v1/cases/{case}/rulings"),
    Law("GET", "/api/v1/orders/authority", everybody, public=True),
    Law("PUT", f"/api/v1{ORDER}", judge, at=f"/api/v1{DRAFT}", send=_change, works=False),
    Law("PUT", f"/api/v1{ONE}", keepers, _others_there, at=f"/api/v1{TEMPLATE}", send=_rewritten),
    Law("DELETE", f"/api/v1{ONE}", keepers, _others_there, at=f"/api/v1{TEMPLATE}"),
)
PAGES: tuple[Law, ...] = (
    Law("GET", "/motions/{filing_id:uuid}", judge, at="/motions/{docketed}", cases=_FILED),
    *(page for _, page in _PAIRS),
    Law("GET", "/templates", signed_in),
    Law("POST", "/orders/{order_id:uuid}", judge, at=DRAFT, send=_change, works=False),
    Law(
        "POST",
        "/courts/{court_id:uuid}/templates/{template_id:uuid}",
        keepers,
        _others_there,
        at=TEMPLATE,
        send=_rewritten,
    ),
    Law(
        "POST",
        "/courts/{court_id:uuid}/templates/{template_id:uuid}/retirement",
        keepers,
        _others_there,
        at=TEMPLATE + "/retirement",
        send=lambda *_: {"confirmed": "yes"},
    ),
)
