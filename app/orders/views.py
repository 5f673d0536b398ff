"""Templates and orders as one reader may know them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.orders.commands import FreeField


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class TemplateLine(_View):
    """A template in a list; `number` is that of its newest version."""

    id: UUID
    kind: str
    name: str
    number: int


class TemplateVersionView(_View):
    """One version of a template."""

    number: int
    words: str
    free: tuple[FreeField, ...]
    written_at: datetime


class TemplateView(TemplateLine):
    """A template with its versions, the newest first."""

    court_id: UUID
    versions: list[TemplateVersionView]


class OrderLine(_View):
    """An order in a list."""

    id: UUID
    case_id: UUID
    case_number: str
    zone: str
    title: str
    level: str
    state: str
    changed_at: datetime
    waits_for_you: bool = False


class SignatureView(_View):
    """A judge of the panel under the label the reader may read, and their answer."""

    judge: str
    presides: bool
    answer: str
    answered_at: datetime | None
    yours: bool
    dissent: str


class ServedView(_View):
    """How a party was served, for the court."""

    who: str
    method: str
    told_at: datetime | None


class CourtOrderView(_View):
    """An order. What it says is the bench's alone until it is made; then its readers read the document.

    `free`: fields of its template and what to ask for; `sha256`: of what the panel signs.
    """

    id: UUID
    case_id: UUID
    case_number: str
    zone: str
    state: str
    title: str
    level: str
    version: int
    words: str
    values: dict[str, str]
    free: tuple[FreeField, ...]
    not_meant: bool
    text: str
    sha256: str | None
    signatures: list[SignatureView]
    entry_number: int | None
    document_id: UUID | None
    ended_at: datetime | None
    served: list[ServedView]
    bench: bool
    yours_to_sign: bool


class JudgeChoice(_View):
    """A judge of the case, to choose who presides."""

    person_id: UUID
    label: str


class MotionLine(_View):
    """A motion that nobody has decided. `days`: since it was received; `next_deadline`: of its case, if any runs.

    `order_id`: an order on it that is being written.
    """

    id: UUID
    case_id: UUID
    case_number: str
    zone: str
    title: str
    type: str
    number: int | None
    level: str
    received_at: datetime
    days: int
    next_deadline: datetime | None
    next_deadline_title: str
    order_id: UUID | None


class RulingView(_View):
    """How a motion was decided, for whoever reads the motion."""

    filing_id: UUID
    outcome: str
    words: str
    order_id: UUID | None
    ruled_at: datetime
