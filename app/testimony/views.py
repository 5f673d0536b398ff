"""A protection order as one viewer may read it."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class OrderView(BaseModel):
    """`person` is the label this viewer may read; `sealed`: there are reasons this viewer may open, on record."""

    model_config = ConfigDict(frozen=True)
    id: UUID
    case_id: UUID
    person: str
    preset: str
    preset_words: str
    status: str
    status_words: str
    binds: bool
    waiting: bool
    requested_at: datetime
    ruled_at: datetime | None
    defence_heard: bool | None
    legal_basis: str
    public_reason: str
    sealed: bool
    review_on: date | None


class SealedReasonView(BaseModel):
    """What only judges read of an order."""

    model_config = ConfigDict(frozen=True)
    order_id: UUID
    sealed_reason: str
