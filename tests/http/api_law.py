"""The law of every API route: one line each; a route without a line fails the suite."""

from collections.abc import Callable, Mapping
from datetime import timedelta

from app.kernel.zones import local
from tests.http import (
    access_law,
    admin_law,
    bulk_law,
    corrections_law,
    erasing_law,
    log_law,
    moves_law,
    orders_law,
    paper_law,
    people_law,
    registry_law,
    work_law,
)
from tests.http.law import (
    Law,
    Who,
    administrator,
    court,
    every_clerk,
    everybody,
    filer,
    filers,
    judge,
    may_come,
    no_clerk,
    nobody,
    readers,
    record_readers,
    registration,
    registry,
    seated,
    seen,
    signed_in,
    signers,
    watchers,
)
from tests.http.town import PHRASE, ZONE, Town, email_of

FILED = ("open", "closed")
ONCE = ("open",)
TUS = {"tus-resumable": "1.0.0"}


Send = Callable[[Town, str], Mapping[str, object]]


def _key(act: str) -> Mapping[str, str]:
    return {"idempotency-key": f"access-matrix-{act}"}


def slot(town: Town, case: str, hours: int) -> dict[str, object]:
    """A morning of its own for each case, so that nobody is booked twice."""
    at = local(
        town.app.services.clock.now()
        + timedelta(days=30 + {"open": 0, "closed": 30, "foreign": 60}[case], hours=hours),
        ZONE,
    )
    return {"date": at.date().isoformat(), "time": "10:30", "minutes": 60}


def _times(town: Town, case: str) -> Mapping[str, object]:
    return {"date": slot(town, case, 0)["date"], "minutes": 60}


def _booking(town: Town, case: str) -> Mapping[str, object]:
    who = "foreign_judge" if case == "foreign" else "judge"
    return {**slot(town, case, 48), "kind": "motion", "participants": [{"part_id": str(town.id(f"part:{who}", case))}]}


def _move(town: Town, case: str) -> Mapping[str, object]:
    return {**slot(town, case, 96), "version": 1}


def _vacate(_town: Town, _case: str) -> Mapping[str, object]:
    return {"reason": "settled", "version": 1}


def filing(town: Town, case: str) -> Mapping[str, object]:
    return {"case_id": str(town.id("case", case)), "type": "motion", "title": "Motion to hear the expert"}


def _draft(town: Town, case: str) -> Mapping[str, object]:
    return {**filing(town, case), "documents": [str(town.id("draft-document", case))]}


def acknowledge(town: Town, case: str) -> Mapping[str, object]:
    return {"document_id": str(town.id("draft-document", case)), "code": "no-text"}


def _accept(_town: Town, _case: str) -> Mapping[str, object]:
    return {"decision": "accept"}


def ask(town: Town, case: str) -> Mapping[str, object]:
    who = "stranger" if case == "foreign" else "witness"
    return {"person_id": str(town.people[who].person_id), "preset": "P2", "public_reason": "She is afraid."}


def rule(_town: Town, _case: str) -> Mapping[str, object]:
    return {
        "decision": "grant",
        "preset": "P3",
        "defence_heard": True,
        "legal_basis": "§ 12",
        "public_reason": "Her safety requires it.",
        "review_on": "2030-06-01",
    }


def _open(_town: Town, _case: str) -> Mapping[str, object]:
    return {"act": "open"}


def sign_in(_town: Town, _case: str) -> Mapping[str, object]:
    return {"email": email_of("stranger"), "password": PHRASE}


def _no_token(_town: Town, _case: str) -> Mapping[str, object]:
    return {"refresh_token": "ejr_unknown"}


def _unknown_token(_town: Town, _case: str) -> Mapping[str, object]:
    return {"token": "ejr_unknown"}


def personal_token(_town: Town, _case: str) -> Mapping[str, object]:
    return {"name": "Office software", "scopes": ["cases:read"], "days": 30}


C, H, F = "/api/v1/cases/{case_id}", "/api/v1/hearings/{hearing_id}", "/api/v1/filings/{filing_id}"
DRAFT, SENT = "/api/v1/filings/{draft}", "/api/v1/filings/{filed}"
INVITATION = H + "/participants/{participant_id}/invitation"
INTERPRETER = "/api/v1/hearings/{hearing}/participants/{place:interpreter}/invitation"
SITES, SITE = "/api/v1/sites", "/api/v1/sites/{site_id}"
DOCUMENT, UPLOAD = "/api/v1/documents/{document_id}", "/api/v1/uploads/{upload_id}"

ACCOUNT, RECOVERIES = "/api/v1/account", "/api/v1/recoveries"


def officers(case: str) -> frozenset[str]:
    """Who gives an account of counsel back."""
    return every_clerk(case) | {"registrar", "administrator"}


def recovery(_town: Town, _case: str) -> Mapping[str, object]:
    return {"email": email_of("counsel"), "reason": "Lost the phone. Seen in person."}


PROVIDER, REQUEST = "/api/v1/providers/{provider_id}", "/api/v1/account-requests/{request_id}/decision"


def try_provider(_town: Town, _case: str) -> Mapping[str, object]:
    """An address no provider may have: nothing leaves this machine."""
    return {"issuer": "https://127.0.0.1"}


def provider(_town: Town, _case: str) -> Mapping[str, object]:
    return {"issuer": "https://127.0.0.1", "name": "Bar of Esk", "client_id": "court"}


def _changed(town: Town, case: str) -> Mapping[str, object]:
    return {**provider(town, case), "version": 1}


def _added(town: Town, case: str) -> Mapping[str, object]:
    return {**provider(town, case), "key": "bar-of-esk"}


def _of_counsel(_case: str) -> Who:
    return frozenset({"counsel"})


LAWS: tuple[Law, ...] = (
    *access_law.API,
    *work_law.API,
    *bulk_law.API,
    *log_law.API,
    # anybody
    Law("GET", "/health/live", everybody, public=True),
    Law("GET", "/health/ready", everybody, public=True),
    Law("GET", "/api/v1/public/hearings", everybody, public=True),
    Law("GET", "/api/v1/public/cases/{number}", lambda c: everybody(c) if c == "open" else frozenset(), public=True),
    Law("POST", "/api/v1/tokens", everybody, send=sign_in, public=True, cases=("open",)),
    # programs and sign-ins: everybody their own; a token that is none opens nothing for anybody
    Law(
        "POST",
        "/api/v1/tokens/refresh",
        nobody,
        send=_no_token,
        public=True,
        otherwise="sign-in",
        cases=("open",),
        works=False,
    ),
    Law("POST", "/api/v1/tokens/revocation", everybody, send=_unknown_token, public=True, cases=("open",)),
    Law("GET", "/api/v1/sign-ins", signed_in, cases=("open",)),
    Law("POST", "/api/v1/personal-tokens", signed_in, send=personal_token, cases=("open",)),
    Law("GET", "/api/v1/personal-tokens", signed_in, cases=("open",)),
    Law(
        "DELETE",
        "/api/v1/personal-tokens/{personal_token_id}",
        filer,
        at="/api/v1/personal-tokens/{personal-token}",
        cases=("open",),
    ),
    Law("DELETE", "/api/v1/sign-ins/{sign_in_id}", filer, at="/api/v1/sign-ins/{sign-in}", cases=("open",)),
    Law("DELETE", "/api/v1/sign-ins", signed_in, cases=("open",)),
    Law(
        "POST",
        H + "/tickets",
        lambda c: signed_in(c) if c == "open" else may_come(c),
        at="/api/v1/hearings/{hearing}/tickets",
    ),
    # identity providers: whoever looks after them cannot reach this one; whoever waits gets an account or not
    Law("GET", "/api/v1/sign-in-providers", everybody, public=True, cases=ONCE),
    Law(
        "POST",
        "/api/v1/providers/{key}/back-channel-logout",
        everybody,
        at="/api/v1/providers/bar/back-channel-logout",
        public=True,
        works=False,
        cases=ONCE,
    ),
    Law("GET", "/api/v1/providers", administrator, signed_in, cases=ONCE),
    Law("GET", PROVIDER, administrator, signed_in, at="/api/v1/providers/{provider}", cases=ONCE),
    Law("POST", "/api/v1/providers", administrator, signed_in, send=_added, works=False, cases=ONCE),
    Law("POST", "/api/v1/providers/connection", administrator, signed_in, send=try_provider, works=False, cases=ONCE),
    Law(
        "PUT",
        PROVIDER,
        administrator,
        signed_in,
        at="/api/v1/providers/{provider}",
        send=_changed,
        works=False,
        cases=ONCE,
    ),
    Law(
        "PUT",
        PROVIDER + "/standing",
        administrator,
        signed_in,
        at="/api/v1/providers/{provider}/standing",
        send=lambda *_: {"enabled": True},
        cases=ONCE,
    ),
    Law("GET", "/api/v1/account-requests", registration, signed_in, cases=ONCE),
    Law(
        "PUT",
        REQUEST,
        registration,
        signed_in,
        at="/api/v1/account-requests/{account-request}/decision",
        send=lambda *_: {"decision": "refused"},
        cases=ONCE,
    ),
    Law("GET", "/api/v1/identities", signed_in, cases=ONCE),
    Law(
        "DELETE",
        "/api/v1/identities/{identity_id}",
        _of_counsel,
        at="/api/v1/identities/{provider-identity}",
        cases=ONCE,
    ),
    # the register
    Law("GET", "/api/v1/cases", signed_in),
    Law("GET", C, seen, at="/api/v1/cases/{case}", public=True),
    Law("GET", C + "/docket", seen, at="/api/v1/cases/{case}/docket", public=True),
    # documents: what is on a public docket is public; before that its filer's and, once filed, the court's
    Law(
        "GET",
        DOCUMENT,
        lambda c: everybody(c) if c == "open" else record_readers(c),
        at="/api/v1/documents/{docketed-document}",
        public=True,
        cases=FILED,
    ),
    Law(
        "GET",
        DOCUMENT,
        lambda c: filer(c) | court(c),
        at="/api/v1/documents/{filed-document}",
        public=True,
        cases=FILED,
    ),
    Law("GET", DOCUMENT, filer, at="/api/v1/documents/{draft-document}", public=True, cases=FILED),
    Law(
        "GET",
        DOCUMENT + "/pages/{page}",
        lambda c: everybody(c) if c == "open" else record_readers(c),
        at="/api/v1/documents/{docketed-document}/pages/1?width=100",
        public=True,
        cases=FILED,
    ),
    Law(
        "GET",
        DOCUMENT + "/pages/{page}",
        filer,
        at="/api/v1/documents/{draft-document}/pages/1?width=100",
        public=True,
        cases=FILED,
    ),
    # hearings
    Law("GET", "/api/v1/hearings", signed_in),
    Law("GET", C + "/hearings", seen, at="/api/v1/cases/{case}/hearings"),
    Law("GET", H, watchers, at="/api/v1/hearings/{hearing}"),
    Law("GET", H + "/minutes", seated, at="/api/v1/hearings/{hearing}/minutes"),
    Law("GET", H + "/minutes.pdf", seated, at="/api/v1/hearings/{hearing}/minutes.pdf"),
    Law("GET", C + "/candidates", court, seen, at="/api/v1/cases/{case}/candidates"),
    Law("POST", C + "/free-times", court, seen, at="/api/v1/cases/{case}/free-times", send=_times),
    Law("POST", C + "/hearings", court, seen, at="/api/v1/cases/{case}/hearings", send=_booking, headers=_key("book")),
    Law("POST", INVITATION, court, watchers, at=INTERPRETER, cases=FILED),
    Law("DELETE", INVITATION, court, watchers, at=INTERPRETER, cases=("closed",)),
    Law("PUT", H + "/time", court, watchers, at="/api/v1/hearings/{hearing}/time", send=_move, cases=FILED),
    # an act of a sitting belongs to those seated in it; the clerk is seated by opening the room
    Law(
        "POST",
        H + "/acts",
        judge,
        lambda c: seated(c) - {"clerk", "other_clerk"},
        at="/api/v1/hearings/{hearing}/acts",
        send=_open,
    ),
    Law(
        "PUT",
        H + "/vacatur",
        court,
        watchers,
        at="/api/v1/hearings/{hearing}/vacatur",
        send=_vacate,
        cases=("foreign",),
    ),
    # sites: each court's every_clerk vouch for their own
    Law("GET", SITES, every_clerk, no_clerk),
    Law("POST", SITES, every_clerk, no_clerk, send=lambda *_: {"kind": "assisted"}),
    Law("POST", SITE + "/devices", registry, no_clerk, at="/api/v1/sites/{site}/devices"),
    Law(
        "DELETE",
        SITE + "/devices/{device_id}",
        registry,
        no_clerk,
        at="/api/v1/sites/{site}/devices/{site-device}",
        once=True,
    ),
    Law("DELETE", SITE, registry, no_clerk, at="/api/v1/sites/{site}", once=True),
    # protection
    Law("GET", C + "/protections", seen, at="/api/v1/cases/{case}/protections"),
    Law(
        "POST",
        C + "/protections",
        lambda c: court(c) | signers(c),
        seen,
        at="/api/v1/cases/{case}/protections",
        send=ask,
    ),
    Law(
        "POST",
        "/api/v1/protections/{order_id}/ruling",
        judge,
        readers,
        at="/api/v1/protections/{request}/ruling",
        send=rule,
    ),
    # filings
    Law("POST", "/api/v1/filings/dry-run", filers, seen, send=filing),
    Law("POST", "/api/v1/filings/fee-quote", filers, seen, send=filing),
    Law("GET", "/api/v1/filings", signed_in),
    Law("GET", "/api/v1/filings/review-queue", every_clerk, signed_in),
    Law("POST", "/api/v1/filings", filers, seen, send=filing),
    Law("GET", F, filer, at=DRAFT, cases=FILED),
    Law("GET", F, lambda c: filer(c) | court(c), at=SENT, cases=FILED),
    Law("GET", F + "/receipt", lambda c: filer(c) | court(c), at=SENT + "/receipt", cases=FILED),
    Law("GET", F + "/receipt/bundle", lambda c: filer(c) | court(c), at=SENT + "/receipt/bundle", cases=FILED),
    Law("PUT", F, filer, at=DRAFT, send=_draft, cases=FILED),
    Law(
        "POST",
        F + "/acknowledgements",
        filer,
        at=DRAFT + "/acknowledgements",
        send=acknowledge,
        cases=FILED,
        works=False,
    ),
    Law(
        "POST",
        F + "/documents/{document_id}/cleaned-copy",
        filer,
        at=DRAFT + "/documents/{draft-document}/cleaned-copy",
        cases=FILED,
        works=False,
    ),
    Law(
        "POST",
        "/api/v1/uploads",
        filers,
        seen,
        at="/api/v1/uploads?case_id={case}",
        headers={**TUS, "upload-length": "10", "upload-metadata": "filename bW90aW9uLnBkZg=="},
    ),
    Law("OPTIONS", "/api/v1/uploads", everybody, public=True),
    Law("HEAD", UPLOAD, filer, at="/api/v1/uploads/{upload}", headers=TUS, cases=FILED),
    Law(
        "PATCH",
        UPLOAD,
        filer,
        at="/api/v1/uploads/{upload}",
        headers={**TUS, "upload-offset": "0", "content-type": "application/offset+octet-stream"},
        cases=FILED,
    ),
    Law("DELETE", UPLOAD, filer, at="/api/v1/uploads/{upload}", headers=TUS, cases=FILED),
    Law("DELETE", F + "/documents/{document_id}", filer, at=DRAFT + "/documents/{draft-document}", cases=("closed",)),
    Law(
        "POST", F + "/submission", filer, at=DRAFT + "/submission", send=_draft, headers=_key("submit"), cases=("open",)
    ),
    Law("DELETE", F, filer, at=DRAFT, cases=("closed",)),
    Law(
        "POST",
        F + "/review",
        lambda c: court(c) - {"judge"},
        lambda c: filer(c) | court(c),
        at=SENT + "/review",
        send=_accept,
        headers=_key("review"),
        cases=("open",),
    ),
    Law(
        "DELETE",
        F + "/review",
        lambda c: court(c) - {"judge"},
        lambda c: filer(c) | court(c),
        at=SENT + "/review",
        cases=("open",),
    ),
    Law("POST", F + "/withdrawal", filer, court, at=SENT + "/withdrawal", headers=_key("withdraw"), cases=("closed",)),
    # one's own way in; what these laws cannot do (a right code, a right answer) is tested apart
    Law("GET", "/api/v1/account/security", signed_in),
    Law("PUT", ACCOUNT + "/password", signed_in, send=lambda *_: {"password": "short"}, cases=("open",), works=False),
    Law("DELETE", ACCOUNT + "/password", signed_in, cases=("open",), works=False),
    Law("POST", ACCOUNT + "/authenticator", signed_in, cases=("open",)),
    Law(
        "PUT",
        ACCOUNT + "/authenticator/confirmation",
        signed_in,
        send=lambda *_: {"code": ""},
        cases=("open",),
        works=False,
    ),
    Law("DELETE", ACCOUNT + "/authenticator", signed_in, cases=("open",), works=False),
    Law("POST", ACCOUNT + "/backup-codes", signed_in, cases=("open",), works=False),
    Law("POST", ACCOUNT + "/passkey-challenges", signed_in, cases=("open",)),
    Law("POST", ACCOUNT + "/passkeys", signed_in, send=lambda *_: {}, cases=("open",), works=False),
    Law(
        "PUT",
        ACCOUNT + "/passkeys/{passkey_id}/name",
        nobody,
        at=ACCOUNT + "/passkeys/{case}/name",
        send=lambda *_: {"name": "Blue key"},
        cases=("open",),
        works=False,
    ),
    Law("DELETE", ACCOUNT + "/passkeys/{passkey_id}", nobody, at=ACCOUNT + "/passkeys/{case}", works=False),
    Law("POST", "/api/v1/sign-in/passkey-challenges", everybody, public=True, cases=("open",)),
    *(
        Law("POST", route, nobody, public=True, asks=True, otherwise="sign-in", cases=("open",), works=False)
        for route in ("/api/v1/sign-in/second-step/passkey-challenges", "/api/v1/sign-in/set-up/passkey-challenges")
    ),
    Law("POST", "/api/v1/sign-in/proof/passkey-challenges", signed_in, cases=("open",)),
    Law("POST", "/api/v1/sign-in/proof", signed_in, send=lambda *_: {"password": PHRASE}, cases=("open",)),
    # two officers give an account back
    Law("GET", RECOVERIES, officers, signed_in, cases=("open",)),
    Law("POST", RECOVERIES, officers, signed_in, send=recovery, cases=("open",)),
    Law("PUT", RECOVERIES + "/{recovery_id}/confirmation", nobody, at=RECOVERIES + "/{case}/confirmation", works=False),
    Law("DELETE", RECOVERIES + "/{recovery_id}", nobody, at=RECOVERIES + "/{case}", works=False),
    *admin_law.API,
    *erasing_law.API,
    *registry_law.API,
    *orders_law.API,
    *paper_law.API,
    *corrections_law.API,
    *people_law.API,
    *moves_law.API,
)
