"""The law of asking for a case: counsel and the prosecution ask, the clerks of that court decide."""

from collections.abc import Mapping

from tests.http.law import PEOPLE, Law, Who, every_clerk, signed_in
from tests.http.town import DESKS, Town

COUNSEL: Who = frozenset(key for key, desk in DESKS.items() if desk == "counsel")
A, AT = "/askings/{asking_id}", "/askings/{asking}"
_REFUSE = {"decision": "refuse", "reason": "This court does not decide it."}


def counsel(_case: str) -> Who:
    return COUNSEL


def counsel_and_clerks(case: str) -> Who:
    return COUNSEL | every_clerk(case)


def filer(case: str) -> Who:
    return frozenset({"stranger" if case == "foreign" else "counsel"})


def clerks_there(case: str) -> Who:
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk", "unit_clerk"})


def its_readers(case: str) -> Who:
    return filer(case) | clerks_there(case)


def no_clerks(_case: str) -> Who:
    return PEOPLE - {"clerk", "other_clerk", "unit_clerk"}


def asked(town: Town, case: str) -> Mapping[str, object]:
    return {
        "court_id": str(town.id("court", case)),
        "type_id": str(town.id("kind", case)),
        "kind": "petition",
        "about": "Rent of a mooring",
        "title": "Statement of claim",
        "statement": "The owner is asked to keep the mooring free.",
        "people": [{"name": "Petra Lind", "role": "party"}],
        "represents": 0,
    }


def _paged(town: Town, case: str) -> Mapping[str, object]:
    said = {name: asked(town, case)[name] for name in ("kind", "about", "title", "statement")}
    place = f"{town.id('court', case)}:{town.id('kind', case)}"
    return said | {"type_id": place, "name-0": "Petra Lind", "role-0": "party", "client": "0", "key": f"law {case}"}


API: tuple[Law, ...] = (
    Law("GET", "/api/v1/askings", counsel_and_clerks, signed_in),
    Law("GET", "/api/v1/askings/courts", counsel, signed_in),
    Law("POST", "/api/v1/askings", counsel, signed_in, send=asked, headers={"idempotency-key": "the law of asking"}),
    Law("GET", f"/api/v1{A}", its_readers, at=f"/api/v1{AT}"),
    Law("PUT", f"/api/v1{A}/decision", clerks_there, no_clerks, at=f"/api/v1{AT}/decision", send=lambda *_: _REFUSE),
    Law("DELETE", f"/api/v1{A}", filer, at="/api/v1/askings/{asking-dropped}"),
)
PAGES: tuple[Law, ...] = (
    Law("GET", "/askings", counsel_and_clerks, signed_in),
    Law("GET", "/askings/new", counsel, signed_in),
    Law("POST", "/askings/new", counsel, signed_in, send=_paged),
    Law("GET", "/askings/{asking_id:uuid}", its_readers, at=AT),
    Law(
        "POST",
        "/askings/{asking_id:uuid}/decision",
        clerks_there,
        no_clerks,
        at=f"{AT}/decision",
        send=lambda *_: _REFUSE,
    ),
    Law("POST", "/askings/{asking_id:uuid}/withdrawal", filer, at="/askings/{asking-dropped}/withdrawal"),
)
