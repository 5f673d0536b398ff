"""The court of the booking tests with handlers and a mail server of the test's own."""

from collections.abc import Callable
from dataclasses import dataclass, field

import pytest

from app.db.database import Database
from app.db.outbox import Relay
from app.delivery.port import AddressRefused, DeliveryDelayed, Message
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.notices.actions import Notices
from app.wiring import CONSEQUENCES
from tests.actions.booking.conftest import World, world

__all__ = ["world"]


@dataclass(slots=True)
class Mailbox:
    """A mail system that keeps what it takes; `failing` addresses are put off, `gone` ones refused."""

    taken: list[Message] = field(default_factory=list)
    failing: set[Protected[str]] = field(default_factory=set)
    gone: set[Protected[str]] = field(default_factory=set)
    before: Callable[[Message], None] = lambda message: None

    async def send(self, message: Message) -> None:
        self.before(message)
        if message.to in self.gone:
            raise AddressRefused()
        if message.to in self.failing:
            raise DeliveryDelayed()
        self.taken.append(message)

    def to(self, key: str) -> list[Message]:
        return [one for one in self.taken if one.to == Protected(f"{key}@varda.example")]


@dataclass(slots=True)
class Post:
    """Both relays of an installation over one mailbox."""

    world: World
    mailbox: Mailbox
    notices: Notices
    relay: Relay
    sender: Relay

    async def deliver(self) -> None:
        """Everything that is due, once."""
        await self.relay.drain()
        await self.sender.drain()


@pytest.fixture
def post(world: World, database: Database, clock: SettableClock) -> Post:
    """An installation where acts have the consequences of the real table."""
    mine = ("hearings.", "filings.")
    database.consequences = {kind: then for kind, then in CONSEQUENCES.items() if kind.startswith(mine)}
    mailbox = Mailbox()
    notices = Notices(database, mailbox, clock, "https://court.example")
    return Post(
        world, mailbox, notices, Relay(database, notices.handlers, clock), Relay(database, notices.senders, clock)
    )
