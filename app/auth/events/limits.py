"""What administrators set about how often something may be tried."""

from dataclasses import dataclass
from typing import ClassVar

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LimitsSet(Event):
    """`limits`: each that changed, as "name: before to after"."""

    kind: ClassVar[str] = "auth.limits-set"
    limits: tuple[str, ...]
