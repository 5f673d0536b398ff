"""The law of the routes and pages about who may see a case and who acts for whom."""

from collections.abc import Mapping

from tests.http.law import Law, Who, court, judge, seen, signed_in
from tests.http.town import Town, email_of

FILED = ("open", "closed")
Body = Mapping[str, object]


def _not_judge(case: str) -> Who:
    return seen(case) - judge(case)


def _counsel_desks(_case: str) -> Who:
    return frozenset({"counsel", "prosecutor", "stranger", "guest", "delegate", "suspended"})


def _of_record(case: str) -> Who:
    """Counsel of record, and whoever signs for them."""
    return frozenset() if case == "foreign" else frozenset({"counsel", "prosecutor", "delegate"})


def _both_of_it(_case: str) -> Who:
    return frozenset({"counsel", "stranger"})


def _give(_town: Town, _case: str) -> Body:
    return {"email": email_of("guest"), "kind": "guest", "purpose": "To follow", "until": "2027-06-01T12:00:00Z"}


def _give_by_page(_town: Town, _case: str) -> Body:
    return {
        "give-email": email_of("guest"),
        "give-kind": "guest",
        "give-purpose": "To follow",
        "give-until": "2027-06-01",
    }


def _tell(town: Town, case: str) -> Body:
    return {"number": town.numbers[case], "role": "defence_counsel"}


def _record(_town: Town, _case: str) -> Body:
    return {"email": email_of("stranger"), "role": "defence_counsel"}


def _as_it_is(_town: Town, case: str) -> Body:
    return {"thing": "case", "level": "public" if case == "open" else "parties", "reason": "It stands so already"}


def _prefixed(prefix: str, body: Body) -> Body:
    return {f"{prefix}-{name}": value for name, value in body.items()}


def _name(_town: Town, _case: str) -> Body:
    return {"thing": "case", "email": email_of("guest")}


def _stand_in(_town: Town, _case: str) -> Body:
    return {"kind": "delegate", "email": "spare-open@varda.example", "until": "2027-06-01T12:00:00Z"}


def _stand_in_by_page(_town: Town, _case: str) -> Body:
    return {"kind": "delegate", "email": "spare-open@varda.example", "until": "2027-06-01"}


C, AT = "/api/v1/cases/{case_id}", "/api/v1/cases/{case}"
SUSPENSION = C + "/counsel/{part_id}/suspension"
API: tuple[Law, ...] = (
    Law("GET", C + "/access", seen, at=AT + "/access"),
    Law("POST", C + "/grants", court, seen, at=AT + "/grants", send=_give, cases=FILED),
    Law("DELETE", C + "/grants/{grant_id}", court, seen, at=AT + "/grants/{grant}", cases=FILED),
    Law("POST", "/api/v1/counsel-notices", _counsel_desks, signed_in, send=_tell),
    Law("POST", C + "/leave-requests", _of_record, at=AT + "/leave-requests", cases=FILED),
    # confirming needs to know for whom, so nothing is decided here; what follows from it is tested apart
    Law(
        "PUT",
        C + "/counsel-notices/{notice_id}/decision",
        court,
        seen,
        at=AT + "/counsel-notices/{notice}/decision",
        send=lambda *_: {"confirm": True},
        works=False,
    ),
    Law("POST", C + "/counsel", court, seen, at=AT + "/counsel", send=_record, works=False),
    Law(
        "PUT",
        SUSPENSION,
        court,
        seen,
        at=AT + "/counsel/{part:suspended}/suspension",
        send=lambda *_: {"order_ref": "Bar 1/26"},
    ),
    Law("DELETE", SUSPENSION, court, seen, at=AT + "/counsel/{part:counsel}/suspension", cases=FILED),
    Law("POST", C + "/seals", court, seen, at=AT + "/seals", send=_as_it_is, works=False),
    Law("POST", C + "/unsealings", judge, _not_judge, at=AT + "/unsealings", send=_as_it_is, works=False),
    Law(
        "PUT",
        C + "/seals/{seal_id}/ruling",
        lambda _: frozenset(),
        _not_judge,
        at=AT + "/seals/{case}/ruling",
        works=False,
    ),
    Law(
        "DELETE",
        C + "/seals/{seal_id}/ruling",
        lambda _: frozenset(),
        _not_judge,
        at=AT + "/seals/{case}/ruling",
        works=False,
    ),
    Law("POST", C + "/names", judge, _not_judge, at=AT + "/names", send=_name, cases=FILED),
    Law("DELETE", C + "/names/{name_id}", judge, lambda c: seen(c) - court(c), at=AT + "/names/{name}", cases=FILED),
    Law("GET", "/api/v1/account/mandates", signed_in, cases=("open",)),
    Law("POST", "/api/v1/account/stand-ins", signed_in, send=_stand_in, cases=("open",)),
    Law(
        "DELETE",
        "/api/v1/account/stand-ins/{stand_in_id}",
        _both_of_it,
        at="/api/v1/account/stand-ins/{stand-in}",
        cases=("open",),
    ),
)

P, HERE = "/cases/{case_id:uuid}/access", "/cases/{case}/access"
PAGES: tuple[Law, ...] = (
    Law("GET", P, seen, at=HERE),
    Law("POST", P + "/grants", court, seen, at=HERE + "/grants", send=_give_by_page, cases=FILED),
    Law("POST", P + "/grants/{grant_id:uuid}/recall", court, seen, at=HERE + "/grants/{grant}/recall", cases=FILED),
    Law("POST", P + "/leave", _of_record, at=HERE + "/leave", cases=FILED),
    Law(
        "POST",
        P + "/notices/{notice_id:uuid}",
        court,
        seen,
        at=HERE + "/notices/{notice}",
        send=lambda *_: {"confirm": "yes"},
        works=False,
    ),
    Law(
        "POST",
        P + "/counsel",
        court,
        seen,
        at=HERE + "/counsel",
        send=lambda town, case: _prefixed("counsel", _record(town, case)),
        works=False,
    ),
    Law(
        "POST",
        P + "/counsel/{part_id:uuid}/suspension",
        court,
        seen,
        at=HERE + "/counsel/{part:suspended}/suspension",
        send=lambda *_: {"order_ref": "Bar 1/26"},
    ),
    Law(
        "POST",
        P + "/counsel/{part_id:uuid}/restoration",
        court,
        seen,
        at=HERE + "/counsel/{part:counsel}/restoration",
        cases=FILED,
    ),
    Law(
        "POST",
        P + "/seals",
        court,
        seen,
        at=HERE + "/seals",
        send=lambda town, case: _prefixed("seal", _as_it_is(town, case)),
        works=False,
    ),
    Law(
        "POST",
        P + "/unsealings",
        judge,
        _not_judge,
        at=HERE + "/unsealings",
        send=lambda town, case: _prefixed("unseal", _as_it_is(town, case)),
        works=False,
    ),
    Law(
        "POST",
        P + "/seals/{seal_id:uuid}/ruling",
        lambda _: frozenset(),
        _not_judge,
        at=HERE + "/seals/{case}/ruling",
        works=False,
    ),
    Law(
        "POST",
        P + "/names",
        judge,
        _not_judge,
        at=HERE + "/names",
        send=lambda town, case: _prefixed("name", _name(town, case)),
        cases=FILED,
    ),
    Law(
        "POST",
        P + "/names/{name_id:uuid}/end",
        judge,
        lambda c: seen(c) - court(c),
        at=HERE + "/names/{name}/end",
        cases=FILED,
    ),
    Law("GET", "/account/mandates", signed_in, cases=("open",)),
    Law("POST", "/account/stand-ins", signed_in, send=_stand_in_by_page, cases=("open",)),
    Law(
        "POST",
        "/account/stand-ins/{stand_in_id:uuid}/end",
        _both_of_it,
        at="/account/stand-ins/{stand-in}/end",
        cases=("open",),
    ),
    Law(
        "POST",
        "/account/appearances",
        _counsel_desks,
        signed_in,
        send=lambda town, case: _prefixed("tell", {**_tell(town, case), "kind": "appearance"}),
        cases=("open",),
    ),
)
