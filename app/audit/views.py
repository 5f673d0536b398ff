"""What the log shows outside: entries without their payload, checkpoints, proofs."""

from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.kernel.paging import Page


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class CheckpointView(_View):
    """The tree at one size; `root` in hex, `note` the signed text to keep."""

    size: int
    root: str
    at: datetime
    note: str


class WitnessView(_View):
    """A witness of one checkpoint, and when its signature came."""

    name: str
    at: datetime


class SignedView(_View):
    """One line in the list of checkpoints; `root` in hex."""

    size: int
    root: str
    at: datetime
    witnesses: list[WitnessView]


class EntryView(_View):
    """One act in the order of the log; hashes in hex."""

    index: int
    id: UUID
    kind: str
    at: datetime
    by: str | None
    case_id: UUID | None
    commitment: str
    leaf_hash: str
    erased: bool


class ProofView(_View):
    """That a leaf is number `index` of the tree the checkpoint signs; `path` in hex, nearest first."""

    leaf_id: UUID
    leaf_hash: str
    index: int
    path: list[str]
    checkpoint: CheckpointView


class ConsistencyView(_View):
    """That the tree of `new` leaves begins with the tree of `old`; `path` in hex."""

    old: int
    new: int
    path: list[str]


class AuditEntry(EntryView):
    """An entry with what it says: ids, times and words of ours, never a name; null once erased."""

    says: dict[str, Any] | None


class AuditPage(Page[AuditEntry]):
    """One page of what an auditor found."""


class OneEntry(_View):
    """An entry with its proof, null until a checkpoint covers it."""

    entry: AuditEntry
    proof: ProofView | None
