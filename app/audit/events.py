"""What the log says about itself."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadErased(Event):
    """The payload and salt of an earlier leaf are gone; its place in the tree is not."""

    kind: ClassVar[str] = "log.payload-erased"
    leaf_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class KeyChanged(Event):
    """A key of the installation was changed: `purpose`, its newest `version`, and whether older ones were destroyed."""

    kind: ClassVar[str] = "audit.key-changed"
    purpose: str
    version: int
    older_destroyed: bool


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BackupMade(Event):
    """A backup was begun; it is readable with keys that changed `key_serial` times or more."""

    kind: ClassVar[str] = "audit.backup-made"
    key_serial: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class BackupRestored(Event):
    """The court goes on from a backup: what was recorded after `taken_at` is not in it. `emptied`: erased anew."""

    kind: ClassVar[str] = "audit.backup-restored"
    taken_at: datetime
    log_size: int
    emptied: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LogSearched(Event):
    """An auditor looked into the log: for what, or at which one entry."""

    kind: ClassVar[str] = "log.searched"
    person_id: UUID | None = None
    about: bool = False
    kinds: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    leaf_id: UUID | None = None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LogExported(Event):
    """An auditor took every entry away."""

    kind: ClassVar[str] = "log.exported"
    start: int


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ReadersShown(Event):
    """Somebody was told who had opened a document."""

    kind: ClassVar[str] = "log.readers-shown"
    document_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class AccessReported(Event):
    """Somebody was told who had looked at what concerns them."""

    kind: ClassVar[str] = "log.access-reported"
    person_id: UUID
