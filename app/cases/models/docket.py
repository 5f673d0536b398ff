"""Rows of the docket: the entries of one case, never deleted."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Text, UniqueConstraint, event, text
from sqlmodel import Field, SQLModel

from app.cases.rules.searching import fold
from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class DocketEntry(SQLModel, table=True):
    """One line of the docket. `number` is what people see; `sequence` orders all entries, seen or not.

    `filer_id` filed it, for the side `side_id` (`rules.access.Held.side_id`). `corrects_id`: the line this one
    corrects; what stood there before is kept with the correction (`filings.models.Correction`).
    `words`: the title as it is searched.
    `origin_id`: the entry of another case that this one repeats, with its documents.
    """

    __tablename__ = "docket_entries"
    __table_args__ = (UniqueConstraint("case_id", "number"), UniqueConstraint("case_id", "sequence"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    sequence: int
    number: int | None = None
    kind: str  # filing, paper, order, hearing, minute, correction
    title: str
    words: str = Field(default="", sa_column=Column(Text, nullable=False, server_default=text("''")))
    level: str
    filer_id: UUID | None = Field(default=None, foreign_key="persons.id")
    side_id: UUID | None = None
    filing_id: UUID | None = Field(default=None, index=True)
    hearing_id: UUID | None = Field(default=None, index=True)
    origin_id: UUID | None = Field(default=None, foreign_key="docket_entries.id", index=True)
    leaf_id: UUID | None = None
    state: str = Field(default="stands", sa_column_kwargs={"server_default": "stands"})  # cases.terms.EntryState
    corrects_id: UUID | None = None
    received_at: datetime | None = Field(default=None, sa_column=Column(UtcDateTime))
    entered_at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


@event.listens_for(DocketEntry, "before_insert")
@event.listens_for(DocketEntry, "before_update")
def _folded(_mapper: Any, _connection: Any, entry: DocketEntry) -> None:
    """Whoever changes a title changes what it is found by."""
    entry.words = fold(entry.title)
