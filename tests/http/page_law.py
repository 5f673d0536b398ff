"""The law of every page, in the same words as that of the API: a page without a line fails the suite."""

from collections.abc import Mapping

from tests.http import (
    access_law,
    admin_law,
    api_law,
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
from tests.http.api_law import FILED
from tests.http.law import (
    EVERYBODY,
    NOBODY,
    PEOPLE,
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
    readers,
    record_readers,
    registration,
    registry,
    seen,
    signed_in,
    signers,
    watchers,
)
from tests.http.town import Town

CASE, HEARING, FILING = "/cases/{case_id:uuid}", "/hearings/{hearing_id:uuid}", "/filings/{filing_id:uuid}"
FILE, REVIEW = "/file/{filing_id:uuid}", "/review/{filing_id:uuid}"
IN_DRAFT = FILE + "/documents/{document_id:uuid}"
PLACE = HEARING + "/participants/{participant_id:uuid}"
AT_PLACE = "/hearings/{hearing}/participants/{place:interpreter}"
SITE = "/sites/{site_id:uuid}"
PROVIDER, ONCE = "/admin/providers/{provider_id:uuid}", ("open",)
READ, PAGE = "/documents/{document_id:uuid}", "/documents/{document_id:uuid}/pages/{page}"
SECURITY = "/account/security"
MULTIPART = "multipart/form-data; boundary=b"
ONE_FILE = b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4\r\n--b--\r\n'


def _public_docket(case: str) -> Who:
    return everybody(case) if case == "open" else record_readers(case)


def _invited(_case: str) -> Who:
    return frozenset({"witness"})


def _watched(case: str) -> Who:
    """A public hearing has a public gallery; somebody invited comes to their own hearing and to no other."""
    return EVERYBODY if case == "open" else may_come(case) | clerks(case)


def clerks(case: str) -> Who:
    return court(case) - {"judge"}


def _filed(case: str) -> Who:
    return filer(case) | court(case)


def _booking(town: Town, case: str) -> Mapping[str, object]:
    who = "foreign_judge" if case == "foreign" else "judge"
    slot = api_law.slot(town, case, 120)
    return {**slot, "kind": "motion", "part": [str(town.id(f"part:{who}", case))], "key": f"page-{case}"}


def _move(town: Town, case: str) -> Mapping[str, object]:
    return {**api_law.slot(town, case, 144), "version": "1"}


def _accept(_town: Town, _case: str) -> Mapping[str, object]:
    return {"decision": "accept", "key": "page-review"}


def _ask(town: Town, case: str) -> Mapping[str, object]:
    return api_law.ask(town, case)


def _rule(town: Town, case: str) -> Mapping[str, object]:
    return {**api_law.rule(town, case), "defence_heard": "yes"}


def _begin(town: Town, case: str) -> Mapping[str, object]:
    return api_law.filing(town, case)


def _provider(town: Town, case: str) -> Mapping[str, object]:
    return {**api_law.provider(town, case), "key": "bar-of-esk", "version": "1"}


def _of_counsel(_case: str) -> Who:
    return frozenset({"counsel"})


def _key(name: str) -> api_law.Send:
    return lambda _town, _case: {"key": f"page-{name}", "confirmed": "yes"}


LAWS: tuple[Law, ...] = (
    *access_law.PAGES,
    *work_law.PAGES,
    *bulk_law.PAGES,
    *log_law.PAGES,
    # anybody
    Law("GET", "/", everybody, public=True),
    Law("GET", "/hearings", everybody, public=True),
    Law("GET", "/help", everybody, public=True),
    Law("GET", "/api", everybody, public=True),
    Law("GET", "/problems/{code}", everybody, at="/problems/wrong-sign-in", public=True),
    Law(
        "GET",
        "/cases/find",
        lambda c: EVERYBODY if c == "open" else NOBODY,
        at="/cases/find?number={number}",
        public=True,
    ),
    Law("GET", "/cases/{number:case_number}", _public_docket, at="/cases/{number}", public=True),
    Law("GET", "/sign-in", everybody, public=True, cases=("open",)),
    Law("GET", "/start", everybody, public=True, cases=("open",)),
    # by code
    Law("GET", "/start/freely", _invited, public=True, asks=True, otherwise="sign-in", cases=("open",)),
    Law("GET", "/start/later", _invited, public=True, asks=True, otherwise="sign-in", cases=("open",)),
    Law("GET", "/start/appointment", _invited, public=True, asks=True, otherwise="sign-in", cases=("open",)),
    Law("GET", "/rooms/{hearing_id:uuid}", _watched, at="/rooms/{hearing}", public=True, asks=True),
    Law("GET", "/device", everybody, public=True, cases=("open",)),
    # sites: each court's clerks vouch for their own
    Law("GET", "/sites", every_clerk, no_clerk),
    Law("POST", "/sites", every_clerk, no_clerk, send=lambda *_: {"kind": "courthouse"}),
    Law("POST", SITE + "/devices", registry, no_clerk, at="/sites/{site}/devices"),
    Law(
        "POST",
        SITE + "/devices/{device_id:uuid}/removal",
        registry,
        no_clerk,
        at="/sites/{site}/devices/{site-device}/removal",
        cases=("closed", "foreign"),
        once=True,
    ),
    Law(
        "POST",
        SITE + "/closing",
        registry,
        no_clerk,
        at="/sites/{site}/closing",
        send=_key("close"),
        cases=("closed", "foreign"),
        once=True,
    ),
    # identity providers
    Law("GET", "/sign-in/with/{key}", everybody, at="/sign-in/with/bar", public=True, works=False, cases=ONCE),
    Law(
        "GET",
        "/sign-in/with/{key}/return",
        everybody,
        at="/sign-in/with/bar/return?state=x&code=y",
        public=True,
        works=False,
        cases=ONCE,
    ),
    Law("GET", "/signed-out", everybody, public=True, cases=ONCE),
    Law("GET", "/account/providers", signed_in, cases=ONCE),
    Law("POST", "/account/providers/{key}/link", signed_in, at="/account/providers/bar/link", works=False, cases=ONCE),
    Law(
        "POST", "/account/providers/{key}/proof", signed_in, at="/account/providers/bar/proof", works=False, cases=ONCE
    ),
    Law(
        "POST",
        "/account/identities/{identity_id:uuid}/removal",
        _of_counsel,
        at="/account/identities/{provider-identity}/removal",
        cases=ONCE,
    ),
    Law("GET", "/admin/providers", administrator, signed_in, cases=ONCE),
    Law("GET", "/admin/providers/new", administrator, signed_in, cases=ONCE),
    Law("POST", "/admin/providers/new", administrator, signed_in, send=_provider, works=False, cases=ONCE),
    Law(
        "POST",
        "/admin/providers/connection",
        administrator,
        signed_in,
        send=api_law.try_provider,
        works=False,
        cases=ONCE,
    ),
    Law("GET", PROVIDER, administrator, signed_in, at="/admin/providers/{provider}", cases=ONCE),
    Law(
        "POST",
        PROVIDER,
        administrator,
        signed_in,
        at="/admin/providers/{provider}",
        send=_provider,
        works=False,
        cases=ONCE,
    ),
    Law(
        "POST",
        PROVIDER + "/standing",
        administrator,
        signed_in,
        at="/admin/providers/{provider}/standing",
        send=lambda *_: {"enabled": "yes"},
        cases=ONCE,
    ),
    Law("GET", "/admin/pending", registration, signed_in, cases=ONCE),
    Law(
        "POST",
        "/admin/pending/{request_id:uuid}",
        registration,
        signed_in,
        at="/admin/pending/{account-request}",
        send=lambda *_: {"decision": "refused"},
        cases=ONCE,
    ),
    # desks: somebody else's leads home
    Law("GET", "/today", signed_in),
    Law("GET", "/bench", signed_in),
    Law("GET", "/desk", signed_in),
    Law("GET", "/assignments", signed_in),
    Law("GET", "/calendar", signed_in),
    Law("GET", "/cases", signed_in),
    Law("GET", "/filings", signed_in),
    Law("GET", "/file", signed_in),
    Law("GET", "/review", every_clerk, signed_in),
    # cases, documents, protection
    Law("GET", CASE, seen, at="/cases/{case}"),
    Law("GET", READ, _public_docket, at="/documents/{docketed-document}", public=True, cases=FILED),
    Law("GET", READ, filer, at="/documents/{draft-document}", public=True, cases=FILED),
    Law("GET", PAGE, _public_docket, at="/documents/{docketed-document}/pages/1?width=100", public=True, cases=FILED),
    Law("GET", CASE + "/protection", seen, at="/cases/{case}/protection"),
    Law("POST", CASE + "/protection", lambda c: court(c) | signers(c), seen, at="/cases/{case}/protection", send=_ask),
    Law("GET", "/bench/protections/{order_id:uuid}", readers, at="/bench/protections/{request}"),
    Law("POST", "/bench/protections/{order_id:uuid}", judge, readers, at="/bench/protections/{request}", send=_rule),
    # hearings
    Law("GET", HEARING, watchers, at="/hearings/{hearing}"),
    Law("GET", HEARING + "/time", court, watchers, at="/hearings/{hearing}/time"),
    Law(
        "POST", HEARING + "/time", court, watchers, at="/hearings/{hearing}/time", send=_move, cases=("open", "foreign")
    ),
    Law("GET", HEARING + "/vacatur", court, watchers, at="/hearings/{hearing}/vacatur"),
    Law("GET", CASE + "/hearings/new", court, seen, at="/cases/{case}/hearings/new"),
    Law("POST", CASE + "/hearings/new", court, seen, at="/cases/{case}/hearings/new", send=_booking),
    Law("POST", PLACE + "/invitation", court, watchers, at=AT_PLACE + "/invitation", cases=FILED),
    Law("POST", PLACE + "/recall", court, watchers, at=AT_PLACE + "/recall", cases=FILED),
    Law(
        "POST",
        HEARING + "/vacatur",
        court,
        watchers,
        at="/hearings/{hearing}/vacatur",
        send=lambda *_: {"reason": "settled", "version": "1"},
        cases=("closed",),
    ),
    # filing
    Law("POST", "/file", filers, lambda _: PEOPLE, send=_begin),
    Law("GET", FILE, filer, at="/file/{draft}", cases=FILED),
    Law("POST", FILE, filer, at="/file/{draft}", send=_begin, cases=FILED),
    Law("GET", FILE + "/documents", filer, at="/file/{draft}/documents", cases=FILED),
    Law(
        "POST",
        FILE + "/documents",
        filer,
        at="/file/{draft}/documents",
        headers={"content-type": MULTIPART},
        body=ONE_FILE,
        cases=("closed",),
    ),
    Law("GET", FILE + "/findings", filer, at="/file/{draft}/findings", cases=FILED),
    Law(
        "POST",
        FILE + "/acknowledgements",
        filer,
        at="/file/{draft}/acknowledgements",
        send=api_law.acknowledge,
        cases=FILED,
        works=False,
    ),
    Law(
        "POST",
        IN_DRAFT + "/cleaned-copy",
        filer,
        at="/file/{draft}/documents/{draft-document}/cleaned-copy",
        cases=FILED,
        works=False,
    ),
    Law(
        "POST",
        IN_DRAFT + "/earlier",
        filer,
        at="/file/{draft}/documents/{draft-document}/earlier",
        cases=FILED,
        works=False,
    ),
    Law("GET", FILE + "/audience", filer, at="/file/{draft}/audience", cases=FILED),
    Law(
        "POST",
        FILE + "/audience",
        filer,
        at="/file/{draft}/audience",
        send=lambda *_: {"level": "parties"},
        cases=FILED,
    ),
    Law("GET", FILE + "/check", filer, at="/file/{draft}/check", cases=FILED),
    Law("POST", FILE + "/submission", filer, at="/file/{draft}/submission", send=_key("submit"), cases=("open",)),
    Law("GET", FILING, _filed, at="/filings/{filed}", cases=FILED),
    Law("GET", REVIEW, clerks, _filed, at="/review/{filed}", cases=FILED),
    Law("POST", REVIEW, clerks, _filed, at="/review/{filed}", send=_accept, cases=("open",)),
    Law("POST", REVIEW + "/undo", clerks, _filed, at="/review/{filed}/undo", cases=("open",)),
    Law(
        "POST",
        FILING + "/withdrawal",
        filer,
        court,
        at="/filings/{filed}/withdrawal",
        send=_key("withdraw"),
        cases=("closed",),
    ),
    Law("POST", IN_DRAFT + "/removal", filer, at="/file/{draft}/documents/{draft-document}/removal", cases=("closed",)),
    Law("POST", FILE + "/discard", filer, at="/file/{draft}/discard", cases=("closed",)),
    # one's own way in; what these laws cannot do (a right code, a right answer) is tested apart
    Law("GET", SECURITY, signed_in),
    Law("GET", SECURITY + "/password", signed_in, cases=("open",)),
    Law("POST", SECURITY + "/password", signed_in, send=lambda *_: {"password": "x"}, cases=("open",), works=False),
    Law("POST", SECURITY + "/password/removal", signed_in, cases=("open",)),
    Law("POST", SECURITY + "/app", signed_in, cases=("open",)),
    Law("GET", SECURITY + "/app", signed_in, cases=("open",)),
    Law("POST", SECURITY + "/app/confirmation", signed_in, cases=("open",), works=False),
    Law("POST", SECURITY + "/app/removal", signed_in, cases=("open",)),
    Law("POST", SECURITY + "/backup-codes", signed_in, cases=("open",), works=False),
    Law("POST", SECURITY + "/passkeys", signed_in, cases=("open",), works=False),
    *(
        Law(
            "POST",
            SECURITY + "/passkeys/{passkey_id:uuid}/" + act,
            api_law.nobody,
            at=SECURITY + "/passkeys/{case}/" + act,
            send=lambda *_: {"name": "Blue key", "confirmed": "yes"},
            cases=("open",),
            works=False,
        )
        for act in ("name", "removal")
    ),
    Law("GET", "/account/confirm", signed_in, cases=("open",)),
    Law("POST", "/account/confirm", signed_in, send=lambda *_: {"password": api_law.PHRASE}, cases=("open",)),
    Law("POST", "/sign-in/passkey", everybody, public=True, cases=("open",), works=False),
    *(
        Law(method, route, api_law.nobody, public=True, asks=True, otherwise="sign-in", cases=("open",), works=False)
        for method, route in (
            ("GET", "/sign-in/second"),
            ("POST", "/sign-in/second"),
            ("GET", "/sign-in/set-up"),
            ("POST", "/sign-in/set-up/passkey"),
            ("POST", "/sign-in/set-up/app"),
            ("GET", "/sign-in/set-up/app"),
            ("POST", "/sign-in/set-up/app/confirmation"),
        )
    ),
    # two officers give an account back
    Law("GET", "/recovery", everybody, public=True, cases=("open",)),
    Law("POST", "/recovery", everybody, public=True, cases=("open",), works=False),
    Law("GET", "/recoveries", api_law.officers, signed_in, cases=("open",)),
    Law("POST", "/recoveries", api_law.officers, signed_in, send=api_law.recovery, cases=("open",)),
    *(
        Law(
            "POST", "/recoveries/{recovery_id:uuid}/" + act, api_law.nobody, at="/recoveries/{case}/" + act, works=False
        )
        for act in ("confirmation", "withdrawal")
    ),
    # one's own sign-ins and tokens
    Law("GET", "/account/tokens/new", signed_in, cases=("open",)),
    Law("POST", "/account/tokens/new", signed_in, send=api_law.personal_token, cases=("open",)),
    Law("GET", "/account/tokens", signed_in, cases=("open",)),
    Law(
        "POST",
        "/account/tokens/{personal_token_id:uuid}/revocation",
        filer,
        at="/account/tokens/{personal-token}/revocation",
        cases=("open",),
    ),
    Law("GET", "/account/sign-ins", signed_in, cases=("open",)),
    Law(
        "POST",
        "/account/sign-ins/{sign_in_id:uuid}/end",
        filer,
        at="/account/sign-ins/{sign-in}/end",
        cases=("open",),
    ),
    Law("POST", "/account/sign-ins/others/end", signed_in, cases=("open",)),
    *admin_law.PAGES,
    *erasing_law.PAGES,
    *registry_law.PAGES,
    *orders_law.PAGES,
    *paper_law.PAGES,
    *corrections_law.PAGES,
    *people_law.PAGES,
    *moves_law.PAGES,
    # coming in and going ends the sign-ins of this table, so it comes last
    Law("POST", "/sign-in", everybody, send=api_law.sign_in, public=True, cases=("open",)),
    Law(
        "POST",
        "/start",
        everybody,
        send=lambda town, _: {"code": town.code, "link": town.link},
        public=True,
        cases=("open",),
    ),
    Law(
        "POST",
        "/device",
        everybody,
        send=lambda town, case: {"code": town.site_codes[case]},
        public=True,
        cases=("open",),
    ),
    Law("POST", "/sign-out", everybody, public=True, cases=("open",)),
    Law("GET", "/leave", everybody, public=True, cases=("open",)),
)
