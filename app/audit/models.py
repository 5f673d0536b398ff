"""Rows of the log: leaves, the tree's tiles, signed checkpoints and who witnessed them; append-only by trigger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, ForeignKey, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from app.audit.leaf import LeafContent
from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.ids import new_id


def _when(name: str, *columns: str, condition: str, unique: bool = False) -> Index:
    """An index over part of the leaves: what an act writes into few of them costs it little."""
    return Index(name, *columns, unique=unique, sqlite_where=text(condition), postgresql_where=text(condition))


_WAITS, _PLACED = '"index" IS NULL', '"index" IS NOT NULL'


class LogLeaf(SQLModel, table=True):
    """One act, written in its own transaction; the sequencer gives it its place afterwards.

    Every index but that of waiting leaves is written by the sequencer, many at a time, not by the act.
    """

    __tablename__ = "log_leaf"
    __table_args__ = (
        _when("ix_log_leaf_waiting", "id", condition=_WAITS),
        _when("ix_log_leaf_place", "index", condition=_PLACED, unique=True),
        _when("ix_log_leaf_case", "case_id", "index", condition=_PLACED),
        _when("ix_log_leaf_by", "by", "index", condition=_PLACED),
        _when("ix_log_leaf_kind", "kind", "index", condition=_PLACED),
    )

    id: UUID = Field(default_factory=new_id, primary_key=True)
    kind: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    by: str | None = None
    case_id: UUID | None = None
    payload: dict[str, Any] | None = Field(sa_column=Column(CanonicalJson))
    salt: bytes | None = Field(sa_column=Column(LargeBinary))
    commitment: bytes
    leaf_hash: bytes
    index: int | None = Field(default=None, sa_column=Column(BigInteger))

    def content(self) -> LeafContent:
        """What the leaf hash covers."""
        return LeafContent(
            id=self.id,
            kind=self.kind,
            at=self.at,
            by=self.by,
            case=self.case_id,
            commitment=self.commitment,
        )


class LogTile(SQLModel, table=True):
    """Sixteen hashes of the tree side by side and their root (`tiles.Tile`); written once, when full."""

    __tablename__ = "log_tile"

    level: int = Field(primary_key=True)
    index: int = Field(sa_column=Column(BigInteger, primary_key=True))
    hashes: bytes
    root: bytes


class Checkpoint(SQLModel, table=True):
    """The tree at one size, signed; `note` is the C2SP signed note that outsiders keep."""

    __tablename__ = "log_checkpoint"

    size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    root: bytes
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    note: str


class Cosignature(SQLModel, table=True):
    """What one witness said of one checkpoint: a line of its signed note."""

    __tablename__ = "log_cosignature"

    size: int = Field(sa_column=Column(BigInteger, ForeignKey("log_checkpoint.size"), primary_key=True))
    key: str = Field(primary_key=True)
    line: str
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
