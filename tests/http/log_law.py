"""The law of the log: checkpoints and proofs are everybody's, entries an auditor's, readings of those concerned."""

from tests.http.law import INVITED, PEOPLE, Law, Who, court, everybody, filer, judge, nobody, signed_in

_WELL_KNOWN, _LOG, _DOCUMENT = "/.well-known/ejustice-log", "/api/v1/log", "/api/v1/documents/{document_id}"
_FILED = ("open", "closed")


def _auditor(_case: str) -> Who:
    return frozenset({"auditor"})


def _filed(case: str) -> Who:
    return filer(case) | court(case)


def _themselves(_case: str) -> Who:
    """Everybody is told who looked at what concerns them, by account or by code."""
    return PEOPLE | {INVITED}


API: tuple[Law, ...] = (
    Law("GET", _WELL_KNOWN + "/checkpoint", everybody, public=True),
    Law(
        "GET",
        _WELL_KNOWN + "/checkpoints/{size}",
        nobody,
        at=_WELL_KNOWN + "/checkpoints/1099511627776",
        public=True,
        works=False,
    ),
    Law("GET", _WELL_KNOWN + "/hashes", everybody, public=True),
    Law("GET", _WELL_KNOWN + "/key", everybody, public=True),
    Law("GET", _WELL_KNOWN + "/witnesses", everybody, public=True),
    Law("POST", _WELL_KNOWN + "/cosignatures", everybody, body=b"not a checkpoint", public=True, works=False),
    Law("GET", _LOG + "/checkpoint", everybody, public=True),
    Law("GET", _LOG + "/checkpoints", everybody, public=True),
    Law("GET", _LOG + "/consistency", everybody, public=True, at=_LOG + "/consistency?old=1&new=1"),
    Law("GET", _LOG + "/proofs/{leaf_id}", everybody, public=True, at=_LOG + "/proofs/{leaf}"),
    Law("GET", _LOG + "/verifier.py", everybody, public=True),
    Law("GET", _LOG + "/entries", _auditor, signed_in),
    Law("GET", _LOG + "/entries/{leaf_id}", _auditor, signed_in, at=_LOG + "/entries/{leaf}"),
    Law("GET", _LOG + "/leaves", _auditor, signed_in),
    Law("GET", _DOCUMENT + "/readers", _filed, at="/api/v1/documents/{docketed-document}/readers", cases=_FILED),
    Law("GET", "/api/v1/access-report", _themselves, public=True, asks=True, otherwise="sign-in", cases=("open",)),
    Law("GET", "/api/v1/protections/{order_id}/sealed-reason", judge, at="/api/v1/protections/{order}/sealed-reason"),
)
PAGES: tuple[Law, ...] = (
    Law("GET", "/log", everybody, public=True),
    Law("GET", "/audit", _auditor, signed_in),
    Law("GET", "/audit/leaves", _auditor, signed_in),
    Law("GET", "/audit/{leaf_id:uuid}", _auditor, signed_in, at="/audit/{leaf}"),
    Law(
        "GET",
        "/documents/{document_id:uuid}/readers",
        _filed,
        at="/documents/{docketed-document}/readers",
        cases=_FILED,
    ),
    Law("GET", "/who-looked", _themselves, public=True, asks=True, otherwise="sign-in", cases=("open",)),
)
