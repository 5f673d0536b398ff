"""The law of corrections: parties ask, the clerk corrects slips and the judge orders, everybody reads what they may."""

from collections.abc import Mapping

from tests.http.law import Law, Who, court, everybody, filers, record_readers, seen
from tests.http.town import Town

FILED = ("open", "closed")
C, E = "/cases/{case_id}", "/cases/{case_id}/entries/{entry_id}"
AT, AT_E = "/cases/{case}", "/cases/{case}/entries/{entry}"


def readers(case: str) -> Who:
    """Who reads the entry: everybody where it is public, otherwise whoever reads what is for the parties."""
    return everybody(case) - {"anonymous", "witness"} if case == "open" else record_readers(case)


def askers(case: str) -> Who:
    """Who may ask: the court, and whoever files."""
    return court(case) | filers(case)


def told(case: str) -> Who:
    """Who reads the entry and is told that correcting it is not for them."""
    return readers(case) | ({"anonymous"} if case == "open" else frozenset())


def _title(_town: Town, case: str) -> Mapping[str, object]:
    return {"kind": "title", "title": f"Motion of the law, {case}", "reason": "Misspelt."}


def _decision(_town: Town, _case: str) -> Mapping[str, object]:
    return {"grant": False}


def _paged(_town: Town, _case: str) -> Mapping[str, object]:
    return {"decision": "refuse"}


def _paged_title(_town: Town, case: str) -> Mapping[str, object]:
    return {"kind": "title", "title": f"Motion of the paged law, {case}", "reason": "Misspelt."}


def counsel(_case: str) -> Who:
    """Who asked, and is told that deciding it is not for them."""
    return frozenset({"counsel"})


def _note(_town: Town, _case: str) -> Mapping[str, object]:
    return {"kind": "handover", "words": "The interpreter is asked for."}


API: tuple[Law, ...] = (
    Law("GET", f"/api/v1{C}/notes", court, seen, at=f"/api/v1{AT}/notes"),
    Law("POST", f"/api/v1{C}/notes", court, seen, at=f"/api/v1{AT}/notes", send=_note),
    Law("GET", f"/api/v1{C}/corrections", seen, at=f"/api/v1{AT}/corrections", public=True),
    Law(
        "POST",
        f"/api/v1{E}/corrections",
        askers,
        told,
        at=f"/api/v1{AT_E}/corrections",
        send=_title,
        cases=FILED,
    ),
    Law(
        "PUT",
        "/api/v1/corrections/{correction_id}/decision",
        court,
        counsel,
        at="/api/v1/corrections/{correction}/decision",
        send=_decision,
        cases=FILED,
    ),
    Law(
        "POST",
        "/api/v1/corrections/{correction_id}/undo",
        court,
        counsel,
        at="/api/v1/corrections/{correction}/undo",
        cases=FILED,
        works=False,
    ),
)

PAGES: tuple[Law, ...] = (
    Law("GET", "/cases/{case_id:uuid}/notes", court, seen, at=f"{AT}/notes"),
    Law("POST", "/cases/{case_id:uuid}/notes", court, seen, at=f"{AT}/notes", send=_note),
    Law("GET", "/cases/{case_id:uuid}/corrections", seen, at=f"{AT}/corrections"),
    Law("GET", "/cases/{case_id:uuid}/entries/{entry_id:uuid}", readers, at=AT_E, cases=FILED),
    Law(
        "POST",
        "/cases/{case_id:uuid}/entries/{entry_id:uuid}/corrections",
        askers,
        told,
        at=f"{AT_E}/corrections",
        send=_paged_title,
        cases=FILED,
    ),
    Law(
        "POST",
        "/cases/{case_id:uuid}/corrections/{correction_id:uuid}",
        court,
        counsel,
        at=f"{AT}/corrections/{{correction-by-page}}",
        send=_paged,
        cases=FILED,
    ),
)
