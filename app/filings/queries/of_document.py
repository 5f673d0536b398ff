"""The filing a document came in with, for those of its side and for the court."""

from uuid import UUID

from app.auth.views import Principal
from app.db.database import Reader
from app.documents.errors import DocumentNotFound
from app.filings.errors import FilingNotFound
from app.filings.queries.access import OpenFiling, filing_of
from app.filings.queries.envelopes import holder_of


async def filing_of_document(reader: Reader, document_id: UUID, principal: Principal) -> OpenFiling:
    """The filing; raises DocumentNotFound for everybody else, and for what is in no filing."""
    filing_id = await holder_of(reader, document_id)
    if filing_id is None:
        raise DocumentNotFound()
    try:
        return await filing_of(reader, filing_id, principal)
    except FilingNotFound as reason:
        raise DocumentNotFound() from reason
