"""A case and its docket as one viewer may read them."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseView(_View):
    id: UUID
    number: str
    matter: str
    about: str
    level: str
    court: str
    zone: str
    opened_at: datetime


class EntryView(_View):
    """One line of the docket. `number` is null for lines that carry none."""

    id: UUID
    number: int | None
    kind: str
    title: str
    level: str
    filing_id: UUID | None
    hearing_id: UUID | None
    received_at: datetime | None
    entered_at: datetime


class PartView(_View):
    """A person's part in the case under the name this viewer may read; never an account or address."""

    id: UUID
    name: str
    role: str
    role_words: str
    on_behalf_of: str | None = None
