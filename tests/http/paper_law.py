"""The law of paper: what clerks print, label and take money for, and what the bench takes along."""

from typing import Any

from tests.http.law import PEOPLE, Law, Who, administrator, clerk, court, filer, judge, nobody

_BENCH: Who = frozenset({"clerk", "unit_clerk", "other_clerk", "judge", "other_judge"})


def clerks(_case: str) -> Who:
    """Every clerk, for their own court."""
    return frozenset({"clerk", "unit_clerk", "other_clerk"}) & PEOPLE


def told(_case: str) -> Who:
    """Everybody else who signed in is told that it is not theirs."""
    return PEOPLE - clerks(_case)


def bench(_case: str) -> Who:
    """Clerks and judges."""
    return _BENCH & PEOPLE


def not_on_the_bench(_case: str) -> Who:
    return PEOPLE - bench(_case)


def signed_in(_case: str) -> Who:
    return PEOPLE


def _labels(case: str) -> Who:
    """Clerks of the court that has the case; another court's clerk learns nothing of it."""
    return clerk(case)


def _no_labels(_case: str) -> Who:
    return PEOPLE - {"clerk", "other_clerk", "unit_clerk"}


def _get(route: str, may: Any, knows: Any) -> Law:
    return Law("GET", route, may, knows, cases=("open",))


API: tuple[Law, ...] = (
    _get("/api/v1/paper/door", clerks, told),
    _get("/api/v1/paper/door.pdf", clerks, told),
    _get("/api/v1/paper/day.pdf", bench, not_on_the_bench),
    Law("GET", "/api/v1/paper/labels.pdf", _labels, _no_labels, at="/api/v1/paper/labels.pdf?number={number}"),
)
PAGES: tuple[Law, ...] = (
    _get("/paper", signed_in, told),
    _get("/paper/door", clerks, told),
    _get("/paper/door.pdf", clerks, told),
    _get("/paper/day", bench, not_on_the_bench),
    _get("/paper/labels", clerks, told),
    Law("GET", "/paper/labels.pdf", clerks, told, at="/paper/labels.pdf?numbers={number}"),
    _get("/paper/day.pdf", bench, not_on_the_bench),
)


FEE, AT = "/fees/{charge_id}", "/fees/{charge}"
COURT, AT_COURT = "/admin/courts/{court_id}", "/admin/courts/{court}"
DAY = "2030-01-02"


def _sees(case: str) -> Who:
    """The court, and counsel for whom it was charged."""
    return clerk(case) | judge(case) | filer(case)


def _desk(case: str) -> Who:
    return clerk(case)


def _desk_or_payer(case: str) -> Who:
    return clerk(case) | filer(case)


def _line_of(case: str) -> Who:
    """Clerks of the court whose account it is; every clerk of it, whatever the case."""
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk", "unit_clerk"})


def _no_clerk(_case: str) -> Who:
    return PEOPLE - {"clerk", "other_clerk", "unit_clerk"}


def _law(method: str, route: str, may: Any, knows: Any, at: str, sent: Any = None, **more: Any) -> Law:
    return Law(
        method, f"/api/v1{route}", may, knows, at=f"/api/v1{at}", send=(lambda *_: sent) if sent else None, **more
    )


def _page(method: str, route: str, may: Any, knows: Any, at: str, sent: Any = None, **more: Any) -> Law:
    asked = route.replace("_id}", "_id:uuid}")
    return Law(method, asked, may, knows, at=at, send=(lambda *_: sent) if sent else None, **more)


_PAID = {"cents": 100}
_WAIVED = {"ground": "low_income"}
_RULED = {"decision": "deny", "reason": "The income is known."}
_AID = {"reference": "LA-2026-1"}
_REFUND = {"cents": 100, "method": "cash", "reason": "Paid twice."}
_RATE = {"what": "filing:response", "cents": 100, "since": "2030-01-01"}
_ACCOUNT = {"currency": "EUR", "payee": "Court"}
_OPEN: dict[str, Any] = {"cases": ("open",)}
_GIFT = {"explanation": "A gift."}
_KEY = {"idempotency-key": "the law of cash"}
_THING = {"description": "A grey suitcase", "shelf": "B 12"}
_MOVE = {"act": "shelve", "shelf": "B 13", "version": 1}
_EXHIBIT, _AT_EXHIBIT = "/exhibits/{exhibit_id}", "/exhibits/{exhibit}"
_C, _AT_C = "/cases/{case_id}/exhibits", "/cases/{case}/exhibits"
_CODE = "/paper/exhibits?code={number}-X1"
API += (
    _law("GET", _C, court, nobody, _AT_C),
    _law("POST", _C, clerk, judge, _AT_C, _THING),
    _law("GET", "/paper/exhibits", court, nobody, _CODE),
    _law("GET", _EXHIBIT, court, nobody, _AT_EXHIBIT),
    _law("POST", _EXHIBIT + "/moves", clerk, judge, _AT_EXHIBIT + "/moves", _MOVE),
    _law("GET", _EXHIBIT + "/label", court, nobody, _AT_EXHIBIT + "/label"),
    Law("GET", "/api/v1/fees", signed_in, **_OPEN),
    Law("GET", "/api/v1/paper/fees", clerks, told, **_OPEN),
    _law("GET", FEE, _sees, nobody, AT),
    _law("POST", FEE + "/payments", _desk, _sees, AT + "/payments", _PAID, headers=_KEY),
    _law("POST", FEE + "/transfer", _desk_or_payer, _sees, AT + "/transfer"),
    _law("POST", FEE + "/waiver", filer, _sees, AT + "/waiver", _WAIVED),
    _law("PUT", FEE + "/waiver", judge, _sees, AT + "/waiver", _RULED),
    _law("POST", FEE + "/refunds", _desk, _sees, AT + "/refunds", _REFUND),
    _law("PUT", "/refunds/{refund_id}", _desk, _sees, "/refunds/{refund}", {"decision": "refuse"}),
    _law("PUT", FEE + "/legal-aid", _desk, _sees, AT + "/legal-aid", _AID),
    _law("GET", "/receipts/{payment_id}/pdf", _sees, nobody, "/receipts/{payment}/pdf"),
    Law("GET", "/api/v1/paper/cash/{day}", clerks, told, at=f"/api/v1/paper/cash/{DAY}", **_OPEN),
    _law("POST", "/paper/cash/{day}/closing", clerks, told, f"/paper/cash/{DAY}/closing", works=False, **_OPEN),
    _law("PUT", "/paper/cash/{day}/count", clerks, told, f"/paper/cash/{DAY}/count", {"counted": 1}, **_OPEN),
    Law("GET", "/api/v1/paper/credits", clerks, told, **_OPEN),
    _law("POST", "/paper/statements", clerks, told, "/paper/statements", {"statement": "x"}, works=False, **_OPEN),
    _law("PUT", "/paper/credits/{credit_id}", _line_of, _no_clerk, "/paper/credits/{credit}", _GIFT),
    _law("GET", COURT + "/fees", administrator, signed_in, AT_COURT + "/fees"),
    _law("POST", COURT + "/fees", administrator, signed_in, AT_COURT + "/fees", _RATE),
    _law("PUT", COURT + "/fee-account", administrator, signed_in, AT_COURT + "/fee-account", _ACCOUNT),
)
PAGES += (
    _page("GET", _C, court, nobody, _AT_C),
    _page("POST", _C, clerk, judge, _AT_C, _THING),
    _page("GET", "/paper/exhibits", court, nobody, _CODE),
    _page("GET", _EXHIBIT, court, nobody, _AT_EXHIBIT),
    _page("POST", _EXHIBIT + "/moves", clerk, judge, _AT_EXHIBIT + "/moves", _MOVE),
    _page("GET", _EXHIBIT + "/label", court, nobody, _AT_EXHIBIT + "/label"),
    Law("GET", "/fees", signed_in, **_OPEN),
    Law("GET", "/paper/fees", clerks, told, **_OPEN),
    _page("GET", FEE, _sees, nobody, AT),
    _page("POST", FEE + "/payments", _desk, _sees, AT + "/payments", {"cash": "1.00", "key": "the law of cash"}),
    _page("POST", FEE + "/transfer", _desk_or_payer, _sees, AT + "/transfer"),
    _page("POST", FEE + "/waiver", filer, _sees, AT + "/waiver", _WAIVED),
    _page("POST", FEE + "/waiver/ruling", judge, _sees, AT + "/waiver/ruling", _RULED),
    _page("POST", FEE + "/refunds", _desk, _sees, AT + "/refunds", _REFUND | {"refund": "1.00"}),
    _page("POST", FEE + "/refunds/{refund_id}", _desk, _sees, AT + "/refunds/{refund}", {"decision": "refuse"}),
    _page("POST", FEE + "/legal-aid", _desk, _sees, AT + "/legal-aid", _AID),
    _page("GET", "/receipts/{payment_id}", _sees, nobody, "/receipts/{payment}"),
    Law("GET", "/paper/cash", clerks, told, **_OPEN),
    Law("POST", "/paper/cash/{day}/closing", clerks, told, at=f"/paper/cash/{DAY}/closing", works=False, **_OPEN),
    _page("POST", "/paper/cash/{day}/count", clerks, told, f"/paper/cash/{DAY}/count", {"counted": "1"}, **_OPEN),
    Law("GET", "/paper/statements", clerks, told, **_OPEN),
    _page("POST", "/paper/statements", clerks, told, "/paper/statements", {"statement": "x"}, works=False, **_OPEN),
    _page(
        "POST", "/paper/credits/{credit_id}", _line_of, _no_clerk, "/paper/credits/{credit}", {"explanation": "Gift"}
    ),
    _page("GET", COURT + "/fees", administrator, signed_in, AT_COURT + "/fees"),
    _page("POST", COURT + "/fees", administrator, signed_in, AT_COURT + "/fees", _RATE | {"amount": "1.00"}),
    _page("POST", COURT + "/fee-account", administrator, signed_in, AT_COURT + "/fee-account", _ACCOUNT),
)
