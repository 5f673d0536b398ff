"""Receipts: what a filer holds in hand, and the file that proves it without the court."""

from sqlmodel import col, select

from app.audit.disclosure import Withheld
from app.audit.models import LogLeaf
from app.audit.note import NoteKey
from app.audit.queries import consistency, proof_of
from app.audit.receipt import bundle_text, receipt_bundle
from app.db.database import Reader
from app.filings.errors import FilingNotFound, ProofNotSigned
from app.filings.models import Submission
from app.filings.queries.access import OpenFiling, read_on_record
from app.filings.views import ReceiptView, ReceivedDocument


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


async def receipt_for(reader: Reader, found: OpenFiling) -> Withheld[ReceiptView]:
    """The same for whoever asks: the receipt of others is read on record. Raises FilingNotFound."""
    receipt = await receipt_of(reader, found)
    if receipt is None:
        raise FilingNotFound()
    return read_on_record(found, receipt, "receipt")


async def receipt_file(reader: Reader, found: OpenFiling, key: NoteKey, kept: int | None = None) -> Withheld[str]:
    """The latest submission as a bundle for `tools/verify_log.py`, linked to a checkpoint of `kept` entries.

    Raises FilingNotFound, ProofNotSigned, NoSuchTree.
    """
    receipt = await receipt_of(reader, found)
    if receipt is None:
        raise FilingNotFound()
    if receipt.proof is None:
        raise ProofNotSigned()
    leaf = await reader.get(LogLeaf, receipt.leaf_id)
    assert leaf is not None
    size = receipt.proof.checkpoint.size
    link = None
    if kept is not None and kept != size:
        link = await consistency(reader, min(size, kept), max(size, kept))
    return read_on_record(found, bundle_text(receipt_bundle(leaf, receipt.proof, key, link)), "receipt")
