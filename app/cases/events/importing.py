"""What happened when cases were brought over from an old system."""

from dataclasses import dataclass
from typing import ClassVar

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class CaseImported(Event):
    """A case came from an old system, where it had the number `former`."""

    kind: ClassVar[str] = "case.imported"
    source: str
    former: str
