"""What happened to a protection order, as facts for the log and the outbox; ids only, never a name or reason."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event
from app.protection.terms import OrderStage, Preset


@dataclass(frozen=True, slots=True, kw_only=True)
class _OfOrder(Event):
    order_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionRequested(_OfOrder):
    kind: ClassVar[str] = "protection.requested"
    protected: UUID
    preset: Preset


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionAdvanced(_OfOrder):
    """Notified, heard, dispensed with, refused, in force, or ended."""

    kind: ClassVar[str] = "protection.advanced"
    stage: OrderStage


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionRuled(_OfOrder):
    """Granted or varied."""

    kind: ClassVar[str] = "protection.ruled"
    stage: OrderStage
    preset: Preset
    review_on: date | None

    def payload(self) -> dict[str, object]:
        return {
            "case_id": str(self.case_id) if self.case_id else None,
            "order_id": str(self.order_id),
            "stage": self.stage.value,
            "preset": self.preset.value,
            "review_on": self.review_on.isoformat() if self.review_on else None,
        }


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class ProtectionRelaxed(_OfOrder):
    kind: ClassVar[str] = "protection.relaxed"
    preset: Preset


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictedAtOnce(_OfOrder):
    """An interim measure, by a clerk or by profile; a ruling is due."""

    kind: ClassVar[str] = "protection.restricted-at-once"
    protected: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class RestrictionWithdrawn(_OfOrder):
    kind: ClassVar[str] = "protection.withdrawn"


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGiven(Event):
    kind: ClassVar[str] = "protection.leave-given"
    leave_id: UUID
    subject: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class SealedReasonRead(_OfOrder):
    """A judge read what only judges read of an order about this person."""

    kind: ClassVar[str] = "protection.sealed-reason-read"
    protected: UUID
