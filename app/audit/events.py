"""What the log says about itself."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class PayloadErased(Event):
    """The payload and salt of an earlier leaf are gone; its place in the tree is not."""

    kind: ClassVar[str] = "log.payload-erased"
    leaf_id: UUID
