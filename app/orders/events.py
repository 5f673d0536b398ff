"""What happened to templates and orders."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from app.kernel.events import Event, event


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateWritten(Event):
    """A template of a court has these words from now on; earlier versions are kept."""

    kind: ClassVar[str] = "orders.template-written"
    court_id: UUID
    template_id: UUID
    number: int
    sha256: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateRetired(Event):
    kind: ClassVar[str] = "orders.template-retired"
    court_id: UUID
    template_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderBegun(Event):
    """A judge began an order; its words are the bench's alone."""

    kind: ClassVar[str] = "orders.begun"
    order_id: UUID
    template_id: UUID | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPutToPanel(Event):
    """The words of an order stand and its panel was asked. `sha256`: of what everybody signs."""

    kind: ClassVar[str] = "orders.put-to-panel"
    order_id: UUID
    sha256: str
    panel: tuple[UUID, ...]
    presiding_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderTakenBack(Event):
    """An order is a draft again; signatures given so far count for nothing."""

    kind: ClassVar[str] = "orders.taken-back"
    order_id: UUID


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderAnswered(Event):
    """A judge of the panel signed these words, or dissents."""

    kind: ClassVar[str] = "orders.answered"
    order_id: UUID
    person_id: UUID
    answer: str
    sha256: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderMade(Event):
    """An order was signed, sealed and entered. `sha256`: of the sealed document."""

    kind: ClassVar[str] = "orders.made"
    order_id: UUID
    entry_id: UUID
    document_id: UUID
    sha256: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderNotMade(Event):
    """An order came to its end without being made: withdrawn, or refused by the majority."""

    kind: ClassVar[str] = "orders.not-made"
    order_id: UUID
    state: str


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class MotionRuled(Event):
    """A motion was decided: by an endorsement, or by the order `order_id`."""

    kind: ClassVar[str] = "orders.motion-ruled"
    ruling_id: UUID
    filing_id: UUID
    outcome: str
    entry_id: UUID
    order_id: UUID | None


@event
@dataclass(frozen=True, slots=True, kw_only=True)
class OrderPreviewed(Event):
    """A judge read a draft as a document."""

    kind: ClassVar[str] = "orders.previewed"
    order_id: UUID
