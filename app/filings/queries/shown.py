"""One filing as its filer and the court see it: the filing, its receipt, a dry run, the fee."""

from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.audit.queries import proof_of
from app.auth.views import Principal
from app.db.database import Reader
from app.documents.models import Document
from app.filings.commands import FilingPayload
from app.filings.models import FilingDocument, Submission
from app.filings.queries.access import OpenFiling, case_to_file_in
from app.filings.queries.envelopes import Place, document_view, envelope_of, guarded_names, own_documents, places
from app.filings.rules.envelope import obstacles
from app.filings.rules.fees import quote
from app.filings.terms import FilingType, WaiverGround
from app.filings.views import (
    DryRunView,
    FeeView,
    FilingView,
    ObstacleView,
    ReceiptView,
    ReceivedDocument,
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


async def receipt_of(reader: Reader, found: OpenFiling) -> ReceiptView | None:
    """What the filer holds in hand: the latest submission; None for what was never filed."""
    row = found.filing
    last: Submission | None = await reader.first(
        select(Submission).where(Submission.filing_id == row.id).order_by(col(Submission.ordinal).desc())
    )
    if last is None or row.number is None or row.received_at is None:
        return None
    leaf = await reader.get(LogLeaf, last.leaf_id)
    assert leaf is not None
    return ReceiptView(
        filing_id=row.id,
        number=row.number,
        case_number=found.file.case.number,
        court=found.file.court.name,
        zone=found.file.court.zone,
        received_at=row.received_at,
        submitted_at=last.at,
        first_byte_at=last.first_byte_at,
        interruptions=last.interruptions,
        documents=[ReceivedDocument(**one) for one in last.documents],
        leaf_id=leaf.id,
        leaf_hash=leaf.leaf_hash.hex(),
        proof=await proof_of(reader, leaf.id),
    )


async def dry_run(reader: Reader, payload: FilingPayload, principal: Principal) -> DryRunView:
    """Everything that would stand in the way of this submission, and its fee; nothing is kept."""
    await case_to_file_in(reader, payload.case_id, principal)
    found = [
        Place(_loose(payload, document), document)
        for document in await own_documents(reader, payload.documents, payload.case_id, principal)
    ]
    envelope = envelope_of(payload.title, payload.level, found, await guarded_names(reader, payload.case_id))
    refused = obstacles(envelope)
    return DryRunView(
        acceptable=not refused,
        checked=all(one.findings is not None for one in envelope.documents),
        obstacles=[ObstacleView(code=r.code, title=r.title, hint=r.hint, data=r.data) for r in refused],
        documents=[document_view(place, payload.level) for place in found],
        fee=fee_of(payload.type, payload.fee_waiver),
    )


def fee_of(kind: str, waiver: str | None) -> FeeView:
    """The fee of one filing."""
    fee = quote(FilingType(kind), WaiverGround(waiver) if waiver else None)
    return FeeView(amount=fee.amount, due=fee.due, currency=fee.currency, waiver=fee.waiver)


def _loose(payload: FilingPayload, document: Document) -> FilingDocument:
    codes = [one.code for one in payload.acknowledged if one.document_id == document.id]
    place = payload.documents.index(document.id)
    return FilingDocument(filing_id=payload.case_id, document_id=document.id, position=place, acknowledged=codes)
