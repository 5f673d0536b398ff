"""What several actions do with filings: with their envelopes, and with the docket they come onto."""

from app.filings.steps.docketing import Due, enter, names_somebody, public_copies, review_of
from app.filings.steps.envelopes import (
    acknowledge,
    apply,
    check_title,
    enclose,
    envelope,
    finish_service,
    own_filing,
    own_open_filing,
    record_told,
    send_back,
    send_back_by_check,
)

__all__ = [
    "Due",
    "acknowledge",
    "apply",
    "check_title",
    "enclose",
    "enter",
    "envelope",
    "finish_service",
    "names_somebody",
    "own_filing",
    "own_open_filing",
    "public_copies",
    "record_told",
    "review_of",
    "send_back",
    "send_back_by_check",
]
