"""Sends the holder of a new account the link to set it up. The link is made here, when it is sent, and nowhere kept."""

from collections.abc import Mapping
from uuid import UUID

from app.auth.errors import AccountClosed, AccountNotFound, AlreadySetUp
from app.auth.steps.accounts import link_was_refused, make_set_up_link, waiting_account
from app.auth.terms import SET_UP_BY_MAIL
from app.db.database import Database
from app.db.outbox import Handler, OutboxRow, enqueue
from app.delivery.port import AddressRefused, Delivery, Message
from app.kernel.clock import Clock
from app.notices.rules import welcome

SEND = "send-set-up-link"


class Welcome:
    """One message for each account that is opened, and for each time a fresh link is asked for."""

    def __init__(self, database: Database, delivery: Delivery, clock: Clock, public_url: str) -> None:
        self._database = database
        self._delivery = delivery
        self._clock = clock
        self._address = f"{public_url.rstrip('/')}/set-up"

    @property
    def handlers(self) -> Mapping[str, Handler]:
        """What follows from events, by the names in the table of consequences."""
        return {"notify-account": self._have_sent}

    @property
    def senders(self) -> Mapping[str, Handler]:
        """Those who talk to the mail system."""
        return {SEND: self.send}

    async def _have_sent(self, row: OutboxRow) -> None:
        if not row.payload.get("mailed", True):
            return
        payload = {"account_id": row.payload["account_id"]}
        lane, due = row.payload["account_id"], self._clock.now()  # a lane of their own: nobody waits for another
        async with self._database.begin() as uow:
            enqueue(uow, SEND, row.kind, payload, event_id=row.event_id, lane=lane, due_at=due)

    async def send(self, row: OutboxRow) -> None:
        """Make a link and send it; the account may have been set up or closed meanwhile.

        Raises DeliveryDelayed to be tried again: the next try makes another link and ends this one.
        """
        account_id, at = UUID(row.payload["account_id"]), self._clock.now()
        async with self._database.begin() as uow:
            try:
                file = await waiting_account(uow, account_id)
            except (AccountClosed, AccountNotFound, AlreadySetUp):
                return
            link_id, secret = await make_set_up_link(uow, account_id, SET_UP_BY_MAIL, by=None, at=at)
        if file.email is None:
            return
        written = welcome(file.language, self._address, secret)
        message = Message(to=file.email, subject=written.subject, text=written.text, event_id=link_id)
        try:
            await self._delivery.send(message)
        except AddressRefused:
            async with self._database.begin() as uow:
                await link_was_refused(uow, link_id, at=at)
