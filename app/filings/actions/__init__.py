"""What people and the outbox do with filings; each act is one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass

from app.db.database import Database
from app.db.outbox import Handler
from app.filings.actions.checking import Checks
from app.filings.actions.corrected import CorrectionsMade
from app.filings.actions.correcting import CORRECT, Corrections
from app.filings.actions.docketing import Docketing
from app.filings.actions.drafting import Drafts
from app.filings.actions.reading import Readings
from app.filings.actions.reviewing import DOCKET, Reviews
from app.filings.actions.submitting import Submissions
from app.filings.actions.uploading import EXPIRE, Uploads
from app.kernel.clock import Clock
from app.pdf.port import PdfTools
from app.storage.port import Storage

CHECK = "check-document"
"""The handler of `documents.received`."""


@dataclass(frozen=True, slots=True)
class Filings:
    """Every act of filing, and the handlers of what follows from it by name."""

    uploads: Uploads
    drafts: Drafts
    submissions: Submissions
    reviews: Reviews
    readings: Readings
    corrections: Corrections
    handlers: Mapping[str, Handler]


def filings(database: Database, storage: Storage, pdf: PdfTools, clock: Clock, *, upload_limit: int) -> Filings:
    """The acts of filing over these parts; `upload_limit`: the largest document, bytes."""
    uploads = Uploads(database, storage, clock, upload_limit)
    handlers: dict[str, Handler] = {
        CHECK: Checks(database, storage, pdf, clock).run,
        CORRECT: CorrectionsMade(database, storage, pdf, clock).run,
        DOCKET: Docketing(database, storage, pdf, clock).run,
        EXPIRE: uploads.expire,
    }
    return Filings(
        uploads,
        Drafts(database, storage, pdf, clock),
        Submissions(database, clock),
        Reviews(database, clock),
        Readings(database, storage, pdf, clock),
        Corrections(database, clock),
        handlers,
    )
