"""Reading filings: every statement passes through what the asking person is in the case."""

from app.filings.queries.access import OpenFiling, case_to_file_in, filer_in, filing_of, opened, read_on_record
from app.filings.queries.docketed import court_documents, documents_on_docket, documents_repeated, repeated
from app.filings.queries.envelopes import (
    Place,
    document_view,
    enclosed,
    envelope_of,
    holder_of,
    own_documents,
    places,
    places_of,
)
from app.filings.queries.lists import (
    filing_waits_in,
    filings_of,
    returned_by_court,
    review_queue,
    waiting_for_review,
)
from app.filings.queries.many import InQueue, chosen_in_queue
from app.filings.queries.receipts import receipt_file, receipt_for, receipt_of
from app.filings.queries.service import audience_of, service_of, to_serve
from app.filings.queries.shown import dry_run, fee_of, fee_quote, filing_for, filing_view

__all__ = [
    "InQueue",
    "OpenFiling",
    "Place",
    "audience_of",
    "case_to_file_in",
    "chosen_in_queue",
    "court_documents",
    "document_view",
    "documents_on_docket",
    "documents_repeated",
    "dry_run",
    "enclosed",
    "envelope_of",
    "fee_of",
    "fee_quote",
    "filer_in",
    "filing_for",
    "filing_of",
    "filing_view",
    "filing_waits_in",
    "filings_of",
    "holder_of",
    "opened",
    "own_documents",
    "places",
    "places_of",
    "read_on_record",
    "receipt_file",
    "receipt_for",
    "receipt_of",
    "repeated",
    "returned_by_court",
    "review_queue",
    "service_of",
    "to_serve",
    "waiting_for_review",
]
