"""Sending a message to a person outside the service; called from the outbox, never while a page waits."""

from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from app.kernel.errors import N_, Unavailable
from app.kernel.protected import Protected


class DeliveryDelayed(Unavailable):
    """Try again later: nothing says the message was taken."""

    code = "delivery-delayed"
    title = N_("The message could not be sent yet.")
    hint = N_("It will be sent again by itself. Nothing is lost.")


class AddressRefused(Unavailable):
    """The mail system refuses this address for good; trying again is of no use."""

    code = "address-refused"
    title = N_("The mail system does not take messages for this address.")
    hint = N_("The court office will ask for another way to reach this person.")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file sent along: `mime` as `type/subtype`."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class Message:
    """Plain words to one person. `event_id`: what it follows from; the same id is the same message."""

    to: Protected[str]
    subject: str
    text: str
    event_id: UUID
    attachments: tuple[Attachment, ...] = ()


class Delivery(Protocol):
    """Sends messages, at least once for each event id. Raises DeliveryDelayed or AddressRefused."""

    async def send(self, message: Message) -> None: ...
