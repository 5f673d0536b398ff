"""Which scope of a personal token each route of the API needs; a route that is not here takes no personal token.

Left out on purpose: everything that decides, rules, schedules, reveals, or changes who may come in.
"""

import re
from collections.abc import Mapping

from app.auth.terms import Scope

SCOPES: Mapping[Scope, tuple[str, ...]] = {
    Scope.read_cases: (
        "GET /cases",
        "GET /cases/{case_id}",
        "GET /cases/{case_id}/docket",
        "GET /cases/{case_id}/corrections",
        "GET /cases/{case_id}/deadlines",
        "GET /deadlines",
        "GET /documents/{document_id}",
        "GET /documents/{document_id}/pages/{page}",
    ),
    Scope.read_hearings: (
        "GET /hearings",
        "GET /cases/{case_id}/hearings",
        "GET /hearings/{hearing_id}",
        "GET /hearings/{hearing_id}/minutes",
        "GET /hearings/{hearing_id}/minutes.pdf",
    ),
    Scope.read_filings: (
        "GET /filings",
        "GET /filings/acceptances",
        "GET /filings/review-queue",
        "GET /filings/{filing_id}",
        "GET /filings/{filing_id}/receipt",
        "GET /filings/{filing_id}/receipt/bundle",
    ),
    Scope.file: (
        "POST /filings/dry-run",
        "POST /filings/fee-quote",
        "POST /filings",
        "PUT /filings/{filing_id}",
        "DELETE /filings/{filing_id}",
        "DELETE /filings/{filing_id}/documents/{document_id}",
        "POST /filings/{filing_id}/documents/{document_id}/cleaned-copy",
        "POST /filings/{filing_id}/acknowledgements",
        "POST /filings/{filing_id}/submission",
        "POST /filings/{filing_id}/withdrawal",
        "POST /uploads",
        "HEAD /uploads/{upload_id}",
        "PATCH /uploads/{upload_id}",
        "DELETE /uploads/{upload_id}",
    ),
    Scope.read_log: (
        "GET /log/checkpoint",
        "GET /log/checkpoints",
        "GET /log/consistency",
        "GET /log/entries",
        "GET /log/entries/{leaf_id}",
        "GET /log/proofs/{leaf_id}",
    ),
}
_PREFIX = "/api/v1"


def _pattern(route: str) -> re.Pattern[str]:
    method, _, path = route.partition(" ")
    steps = "/".join("[^/]+" if step.startswith("{") else re.escape(step) for step in path.split("/"))
    return re.compile(f"{method} {_PREFIX}{steps}")


_PATTERNS = [(_pattern(route), scope) for scope, routes in SCOPES.items() for route in sorted(routes)]


def scope_for(method: str, path: str) -> Scope | None:
    """The scope that a request needs; None when no personal token will do. A fixed step wins over an id."""
    asked = f"{method} {path}"
    found = [(pattern, scope) for pattern, scope in _PATTERNS if pattern.fullmatch(asked)]
    return min(found, key=lambda one: one[0].pattern.count("[^/]+"))[1] if found else None
