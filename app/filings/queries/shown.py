"""One filing as its filer and the court see it: the filing, its receipt, a dry run, the fee."""

from app.audit.disclosure import Withheld
from app.auth.views import Principal
from app.cases.models import Court
from app.cases.queries import guarded_names
from app.cases.queries.fees import price_of
from app.cases.rules.fees import of_filing
from app.db.database import Reader
from app.documents.models import Document
from app.filings.commands import FilingPayload
from app.filings.models import FilingDocument
from app.filings.queries.access import OpenFiling, case_to_file_in, filer_in, read_on_record
from app.filings.queries.envelopes import Place, document_view, envelope_of, own_documents, places
from app.filings.rules.envelope import obstacles
from app.filings.rules.fees import quote
from app.filings.terms import WaiverGround
from app.filings.views import (
    DryRunView,
    FeeView,
    FilingView,
    ObstacleView,
    ReviewView,
)


async def filing_view(reader: Reader, found: OpenFiling) -> FilingView:
    """The filing with its documents and findings, for its filer and the court."""
    row, case = found.filing, found.file
    fields = row.model_dump(include=set(FilingView.model_fields) - {"review"})
    enclosed = await places(reader, row.id)
    return FilingView(
        **fields,
        case_number=case.case.number,
        court=case.court.name,
        zone=case.court.zone,
        review=ReviewView(**row.review) if row.review else None,
        documents=[document_view(place, row.level) for place in enclosed],
    )


async def filing_for(reader: Reader, found: OpenFiling) -> Withheld[FilingView]:
    """The same for whoever asks: the filing of others is read on record."""
    return read_on_record(found, await filing_view(reader, found), "envelope")


async def dry_run(reader: Reader, payload: FilingPayload, principal: Principal) -> DryRunView:
    """Everything that would stand in the way of this submission, and its fee; nothing is kept."""
    file = await case_to_file_in(reader, payload.case_id, principal)
    filer_id, _ = filer_in(file)
    found = [
        Place(_loose(payload, document), document)
        for document in await own_documents(reader, payload.documents, payload.case_id, {filer_id})
    ]
    envelope = envelope_of(payload.title, payload.chosen_level, found, await guarded_names(reader, payload.case_id))
    refused = obstacles(envelope)
    return DryRunView(
        acceptable=not refused,
        checked=all(one.findings is not None for one in envelope.documents),
        obstacles=[ObstacleView(code=r.code, title=r.title, hint=r.hint, data=r.data) for r in refused],
        documents=[document_view(place, payload.chosen_level) for place in found],
        fee=await fee_of(reader, file.court, payload.type, payload.fee_waiver),
    )


async def fee_quote(reader: Reader, payload: FilingPayload, principal: Principal) -> FeeView:
    """What this submission would cost at the court of its case. Raises CaseNotFound, MayNotFile."""
    file = await case_to_file_in(reader, payload.case_id, principal)
    return await fee_of(reader, file.court, payload.type, payload.fee_waiver)


async def fee_of(reader: Reader, court: Court, kind: str, waiver: str | None) -> FeeView:
    """The fee of one filing by the schedule of this court."""
    price = await price_of(reader, court, of_filing(kind), reader.at)
    fee = quote(price.cents, price.currency, WaiverGround(waiver) if waiver else None)
    return FeeView(amount=fee.amount, due=fee.due, currency=fee.currency, waiver=fee.waiver)


def _loose(payload: FilingPayload, document: Document) -> FilingDocument:
    codes = [one.code for one in payload.acknowledged if one.document_id == document.id]
    place = payload.documents.index(document.id)
    return FilingDocument(filing_id=payload.case_id, document_id=document.id, position=place, acknowledged=codes)
