"""A filing, its receipt and its place in the queue as one viewer may read them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.audit.views import ProofView
from app.documents.views import DocumentView


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class ReviewView(_View):
    """What the court decided. `by_check`: the check of the documents sent it back by itself."""

    decision: str
    reasons: list[str] = []
    ground: str | None = None
    note: str = ""
    title: str | None = None
    level: str | None = None
    by_check: bool = False


class FilingView(_View):
    """A filing. `received_at` is when it counts as received; null while it is a draft."""

    id: UUID
    number: str | None
    status: str
    type: str
    title: str
    level: str
    case_id: UUID
    case_number: str
    court: str
    zone: str
    filer_id: UUID
    fee_waiver: str | None
    drafted_at: datetime
    received_at: datetime | None
    cure_by: datetime | None
    effective_at: datetime | None
    entry_id: UUID | None
    review: ReviewView | None
    documents: list[DocumentView]
    version: int


class FilingLine(_View):
    """A filing in a list. `findings`: kinds of findings to read; `checked`: every document was checked."""

    id: UUID
    number: str | None
    status: str
    type: str
    title: str
    level: str
    version: int
    case_id: UUID
    case_number: str
    zone: str
    filer_id: UUID
    drafted_at: datetime
    received_at: datetime | None
    cure_by: datetime | None
    effective_at: datetime | None
    documents: int = 0
    findings: int = 0
    checked: bool = True


class ReceivedDocument(_View):
    document_id: UUID
    sha256: str
    size: int


class ReceiptView(_View):
    """That the court has it. `proof` is null until the next checkpoint is signed.

    `received_at`: when it counts as received; `submitted_at`: when this envelope was complete and durable;
    `first_byte_at`: when its first byte arrived; `interruptions`: how often the connection broke meanwhile.
    """

    filing_id: UUID
    number: str
    case_number: str
    court: str
    zone: str
    received_at: datetime
    submitted_at: datetime
    first_byte_at: datetime
    interruptions: int
    documents: list[ReceivedDocument]
    leaf_id: UUID
    leaf_hash: str
    proof: ProofView | None


class FiledDocument(_View):
    """A document on the docket; `number` counts within its entry. Its name and findings stay inside the court."""

    id: UUID
    number: int
    pages: int | None
    size: int


class FeeView(_View):
    """Cents. `due` is what is to be paid before filing."""

    amount: int
    due: int
    currency: str
    waiver: str | None


class ObstacleView(_View):
    """One thing that stands in the way of filing, in words."""

    code: str
    title: str
    hint: str
    data: dict[str, Any]


class DryRunView(_View):
    """What would happen: `acceptable` when nothing stands in the way; `checked` when every check has run."""

    acceptable: bool
    checked: bool
    obstacles: list[ObstacleView]
    documents: list[DocumentView]
    fee: FeeView


class CorrectionView(_View):
    """A correction of one line of a docket, as this reader may know it.

    `before`: what stood there, null with `withheld` where this reader may not read it. `asked_by`, `decided_by`: a
    label, or the office. `line_id`: the correcting entry. `moved_to`: the number of the right case, for those who read
    the entry there. `before_at`, `after_at`: for a date, as instants. `yours`: whether this reader decides it.
    """

    id: UUID
    entry_id: UUID
    kind: str
    state: str
    before: str | None
    after: str | None
    before_at: datetime | None = None
    after_at: datetime | None = None
    withheld: bool
    reason: str | None
    asked_by: str
    asked_at: datetime
    decided_by: str | None
    decided_at: datetime | None
    note: str | None
    effective_at: datetime | None
    line_id: UUID | None
    moved_to: str | None
    yours: bool


class UploadView(_View):
    """An upload. `offset`: bytes that are durable; `document_id` once all have arrived."""

    id: UUID
    offset: int
    length: int
    expires_at: datetime
    document_id: UUID | None
