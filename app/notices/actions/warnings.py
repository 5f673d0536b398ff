"""Warns somebody whose refresh token came a second time, or whose way in was changed; their own pages say the rest."""

from collections.abc import Mapping
from uuid import UUID

from app.auth.models import Person
from app.db.database import Database
from app.db.outbox import Handler, OutboxRow, enqueue
from app.delivery.port import AddressRefused, Delivery, Message
from app.kernel.clock import Clock
from app.notices.rules import Letter, warning, way_in_changed

SEND = "send-warning"


class Warnings:
    """One message for each time; nobody without an address has programs, and nobody waits for another."""

    def __init__(self, database: Database, delivery: Delivery, clock: Clock) -> None:
        self._database, self._delivery, self._clock = database, delivery, clock

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What follows from events, by the names in the table of consequences."""
        return {"notify-token-reused": self._have_sent, "notify-way-in": self._have_sent}

    @property
    def senders(self) -> Mapping[str, Handler]:
        """Those who talk to the mail system."""
        return {SEND: self.send}

    async def _have_sent(self, row: OutboxRow) -> None:
        person_id = row.payload["person_id"]
        async with self._database.begin() as uow:
            due = self._clock.now()
            enqueue(uow, SEND, row.kind, {"person_id": person_id}, event_id=row.event_id, lane=person_id, due_at=due)

    async def send(self, row: OutboxRow) -> None:
        """Send it. Raises DeliveryDelayed to be tried again; an address that is refused is left alone."""
        async with self._database.read() as reader:
            person = await reader.get(Person, UUID(row.payload["person_id"]))
        if person is None or person.email is None:
            return
        written = _letter(row.kind, person.language)
        try:
            await self._delivery.send(
                Message(to=person.email, subject=written.subject, text=written.text, event_id=row.event_id)
            )
        except AddressRefused:
            return


def _letter(kind: str, language: str) -> Letter:
    if kind == "auth.refresh-token-reused":
        return warning(language)
    return way_in_changed(language, giving_back=kind in {"auth.recovery-proposed", "auth.recovery-confirmed"})
