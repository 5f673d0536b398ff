"""The law of administration and of emergency access: administrators never enter a case, officers never alone."""

from collections.abc import Mapping

from tests.http.law import PEOPLE, Law, Who, everybody, judge, nobody, seen, signed_in
from tests.http.town import PHRASE, Town

ALLOWS: Who = frozenset({"judge", "other_judge", "registrar"})
OFFICERS: Who = ALLOWS | {"clerk", "other_clerk", "unit_clerk"}
ACCOUNT = "/admin/accounts/{account_id}"
GLASS = "/break-glass/{request_id}"


def administrators(_case: str) -> Who:
    return frozenset({"administrator"})


def officers(_case: str) -> Who:
    return OFFICERS


def asker(case: str) -> Who:
    """The clerk of the court that has the case asked for everything there is."""
    return frozenset({"other_clerk" if case == "foreign" else "clerk"})


def deciders(case: str) -> Who:
    """Judges of the court of whoever asked, and those who look across the courts."""
    return frozenset({"registrar"}) if case == "foreign" else ALLOWS


def know_of_deciding(_case: str) -> Who:
    """Everybody else is told that they are no second officer; a judge of another court learns nothing."""
    return PEOPLE - {"judge", "other_judge"}


def shown_request(case: str) -> Who:
    return asker(case) | deciders(case)


def ask(town: Town, case: str) -> Mapping[str, object]:
    return {
        "number": town.numbers[case],
        "what": "record",
        "reason": "The judge is in hospital and a bail order lapses tonight.",
        "minutes": 30,
    }


def account(town: Town, case: str) -> Mapping[str, object]:
    return {"name": "Added by the law", "email": f"added-{case}@varda.example", "desk": "counsel", "language": "en"}


def paged_account(town: Town, case: str) -> Mapping[str, object]:
    return {**account(town, case), "email": f"added-by-page-{case}@varda.example"}


def _court(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"Court of the law, {case}", "zone": "Europe/Vienna", "language": "en"}


def _paged_court(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"Court of the page's law, {case}", "zone": "Europe/Vienna", "language": "en"}


def _same_court(town: Town, case: str) -> Mapping[str, object]:
    court = town.courts["there" if case == "foreign" else "here"]
    return {"name": court.name, "zone": court.zone, "language": court.language}


def _units(_town: Town, _case: str) -> Mapping[str, object]:
    return {"units": []}


def _unit(_town: Town, case: str) -> Mapping[str, object]:
    return {"name": f"Unit of {case}"}


def _paged_unit(_town: Town, case: str) -> Mapping[str, object]:
    return {"unit": f"Unit of the page of {case}"}


def _counsel(_town: Town, _case: str) -> Mapping[str, object]:
    return {"desk": "counsel"}


def _note(_town: Town, _case: str) -> Mapping[str, object]:
    return {"note": "Looked at."}


def _reason(_town: Town, _case: str) -> Mapping[str, object]:
    return {"reason": "He reads her phone."}


def _wrong_link(_town: Town, _case: str) -> Mapping[str, object]:
    return {"link": "x" * 43, "password": PHRASE}


def _wrong_link_by_page(_town: Town, _case: str) -> Mapping[str, object]:
    return {"link": "x" * 43, "password": PHRASE, "again": PHRASE}


def _confirmed(_town: Town, _case: str) -> Mapping[str, object]:
    return {"confirmed": "yes"}


def _of(route: str, *, api: bool, what: str = "spare") -> tuple[str, str]:
    """The route as it is declared and the address at which it is asked, of an API route or a page."""
    base, marks = ("/api/v1", "") if api else ("", ":uuid")
    declared = base + route.replace("_id}", f"_id{marks}}}")
    return declared, base + route.replace("{account_id}", "{spare}").replace("{court_id}", "{court}").replace(
        "{request_id}", f"{{{what}}}"
    ).replace("{case_id}", "{case}").replace("{row_id}", "{spare}")


def _admin(method: str, route: str, *, api: bool, send: object = None, **more: object) -> Law:
    declared, at = _of(route, api=api)
    return Law(method, declared, administrators, signed_in, at=at, send=send, **more)  # type: ignore[arg-type]


PLACES = ("courts", "health", "limits", "settings", "accounts/new")

API: tuple[Law, ...] = (
    Law(
        "POST",
        "/api/v1/set-up",
        nobody,
        send=_wrong_link,
        public=True,
        otherwise="sign-in",
        cases=("open",),
        works=False,
    ),
    *(_admin("GET", f"/admin/{page}", api=True) for page in ("accounts", "courts", "health", "limits", "settings")),
    _admin("GET", ACCOUNT, api=True),
    _admin("GET", "/admin/courts/{court_id}", api=True),
    _admin("PUT", "/admin/limits", api=True, send=lambda *_: {"limits": {"code": 20}}),
    _admin("POST", "/admin/accounts", api=True, send=account),
    _admin("POST", ACCOUNT + "/link", api=True),
    _admin("PUT", ACCOUNT + "/units", api=True, send=_units),
    _admin("PUT", ACCOUNT + "/desk", api=True, send=_counsel, cases=("open",)),
    _admin("PUT", ACCOUNT + "/closure", api=True, cases=("closed",)),
    _admin("DELETE", ACCOUNT + "/closure", api=True, cases=("closed",)),
    _admin("POST", "/admin/courts", api=True, send=_court),
    _admin("PUT", "/admin/courts/{court_id}", api=True, send=_same_court),
    _admin("POST", "/admin/courts/{court_id}/units", api=True, send=_unit),
    # nothing was given up here: there is only no such work
    Law(
        "POST",
        "/api/v1/admin/health/given-up/{row_id}",
        nobody,
        lambda _: PEOPLE - {"administrator"},
        at="/api/v1/admin/health/given-up/{spare}",
        works=False,
    ),
    Law("GET", "/api/v1/break-glass", officers, signed_in),
    Law("POST", "/api/v1/break-glass", officers, signed_in, send=ask),
    Law("GET", "/api/v1" + GLASS, shown_request, at="/api/v1/break-glass/{asked}"),
    Law("PUT", "/api/v1" + GLASS + "/approval", deciders, know_of_deciding, at="/api/v1/break-glass/{wanted}/approval"),
    Law("PUT", "/api/v1" + GLASS + "/refusal", deciders, know_of_deciding, at="/api/v1/break-glass/{doubted}/refusal"),
    Law("PUT", "/api/v1" + GLASS + "/end", asker, at="/api/v1/break-glass/{dropped}/end"),
    Law("POST", "/api/v1" + GLASS + "/identity", asker, at="/api/v1/break-glass/{identity}/identity"),
    Law(
        "PUT", "/api/v1" + GLASS + "/review", judge, at="/api/v1/break-glass/{identity}/review", send=_note, works=False
    ),
    Law("GET", "/api/v1/cases/{case_id}/break-glass", judge, at="/api/v1/cases/{case}/break-glass"),
    Law(
        "PUT",
        "/api/v1/cases/{case_id}/break-glass/silence",
        judge,
        seen,
        at="/api/v1/cases/{case}/break-glass/silence",
        send=_reason,
    ),
    Law(
        "DELETE",
        "/api/v1/cases/{case_id}/break-glass/silence",
        judge,
        seen,
        at="/api/v1/cases/{case}/break-glass/silence",
    ),
)

PAGES: tuple[Law, ...] = (
    Law("GET", "/set-up", everybody, public=True),
    Law("POST", "/set-up", everybody, send=_wrong_link_by_page, public=True, cases=("open",), works=False),
    _admin("GET", "/admin", api=False),
    *(_admin("GET", f"/admin/{page}", api=False) for page in PLACES),
    _admin("GET", ACCOUNT, api=False),
    _admin("GET", "/admin/courts/{court_id}", api=False),
    _admin("POST", "/admin/limits", api=False, send=lambda *_: {"code": "20"}),
    _admin("POST", "/admin/accounts/new", api=False, send=paged_account),
    _admin("POST", ACCOUNT + "/link", api=False),
    _admin("POST", ACCOUNT + "/units", api=False, cases=("foreign",)),
    _admin("POST", ACCOUNT + "/desk", api=False, send=_counsel, cases=("open",)),
    _admin("POST", ACCOUNT + "/closure", api=False, send=_confirmed, cases=("closed",)),
    _admin("POST", ACCOUNT + "/reopening", api=False, cases=("closed",)),
    _admin("POST", "/admin/courts", api=False, send=_paged_court),
    _admin("POST", "/admin/courts/{court_id}", api=False, send=_same_court),
    _admin("POST", "/admin/courts/{court_id}/units", api=False, send=_paged_unit),
    Law(
        "POST",
        "/admin/health/given-up/{row_id:uuid}",
        nobody,
        lambda _: PEOPLE - {"administrator"},
        at="/admin/health/given-up/{spare}",
        works=False,
    ),
    Law("GET", "/break-glass", officers, signed_in),
    Law("POST", "/break-glass", officers, signed_in, send=ask),
    Law("GET", "/break-glass/{request_id:uuid}", shown_request, at="/break-glass/{asked}"),
    Law(
        "POST",
        "/break-glass/{request_id:uuid}/approval",
        deciders,
        know_of_deciding,
        at="/break-glass/{wanted-by-page}/approval",
    ),
    Law(
        "POST",
        "/break-glass/{request_id:uuid}/refusal",
        deciders,
        know_of_deciding,
        at="/break-glass/{doubted-by-page}/refusal",
    ),
    Law("POST", "/break-glass/{request_id:uuid}/end", asker, at="/break-glass/{dropped-by-page}/end"),
    Law("POST", "/break-glass/{request_id:uuid}/identity", asker, at="/break-glass/{identity}/identity"),
    Law(
        "POST",
        "/break-glass/{request_id:uuid}/review",
        judge,
        at="/break-glass/{identity}/review",
        send=_note,
        works=False,
    ),
    Law("GET", "/cases/{case_id:uuid}/break-glass", judge, at="/cases/{case}/break-glass"),
    Law(
        "POST",
        "/cases/{case_id:uuid}/break-glass/silence",
        judge,
        seen,
        at="/cases/{case}/break-glass/silence",
        send=_reason,
    ),
    Law(
        "POST",
        "/cases/{case_id:uuid}/break-glass/silence/end",
        judge,
        seen,
        at="/cases/{case}/break-glass/silence/end",
    ),
)
