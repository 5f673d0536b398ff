"""Rows of the log: leaves, the tree's perfect subtrees, signed checkpoints; append-only by trigger."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Column, Index, LargeBinary, text
from sqlmodel import Field, SQLModel

from app.audit.leaf import LeafContent
from app.db.types import CanonicalJson, UtcDateTime
from app.kernel.ids import new_id


class LogLeaf(SQLModel, table=True):
    """One act, written in its own transaction; the sequencer gives it its place afterwards."""

    __tablename__ = "log_leaf"
    __table_args__ = (
        Index(
            "ix_log_leaf_waiting",
            "id",
            sqlite_where=text('"index" IS NULL'),
            postgresql_where=text('"index" IS NULL'),
        ),
        Index("ix_log_leaf_case", "case_id", "index"),
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
    index: int | None = Field(default=None, sa_column=Column(BigInteger, unique=True))

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


class LogNode(SQLModel, table=True):
    """The hash of one perfect subtree; level 0 repeats the leaf hashes in their order."""

    __tablename__ = "log_node"

    level: int = Field(primary_key=True)
    index: int = Field(sa_column=Column(BigInteger, primary_key=True))
    hash: bytes


class Checkpoint(SQLModel, table=True):
    """The tree at one size, signed; `note` is the C2SP signed note that outsiders keep."""

    __tablename__ = "log_checkpoint"

    size: int = Field(sa_column=Column(BigInteger, primary_key=True, autoincrement=False))
    root: bytes
    at: datetime = Field(sa_column=Column(UtcDateTime, nullable=False))
    note: str
