"""Rows that searching reads: the words of each docket entry, and the numbers a case had before.

`docket_words` follows `docket_entries` and `cases` by triggers (`queries.words`): nobody writes it by hand.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, Integer, UniqueConstraint
from sqlmodel import Field, SQLModel

from app.db.types import UtcDateTime
from app.kernel.ids import new_id


class DocketWords(SQLModel, table=True):
    """The folded title of an entry beside its court. `id` rises with time; `at`: when it came in, or was entered."""

    __tablename__ = "docket_words"
    __table_args__ = (
        UniqueConstraint("entry_id"),
        Index("ix_docket_words_case", "case_id", "id"),
        Index("ix_docket_words_court", "court_id", "id"),
        Index("ix_docket_words_day", "court_id", "at"),
    )

    id: int | None = Field(
        default=None,
        sa_column=Column(BigInteger().with_variant(Integer(), "sqlite"), primary_key=True, autoincrement=True),
    )
    entry_id: UUID = Field(foreign_key="docket_entries.id")
    case_id: UUID = Field(foreign_key="cases.id")
    court_id: UUID
    words: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))


class CaseAlias(SQLModel, table=True):
    """A number a case had before it was brought here. `folded`: as it is looked up; once in each court."""

    __tablename__ = "case_aliases"
    __table_args__ = (UniqueConstraint("court_id", "folded"), Index("ix_case_aliases_folded", "folded"))

    id: UUID = Field(default_factory=new_id, primary_key=True)
    case_id: UUID = Field(foreign_key="cases.id", index=True)
    court_id: UUID = Field(foreign_key="courts.id")
    number: str
    folded: str
    since: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
