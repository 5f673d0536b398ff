"""Tickets: one opening of the socket of one hearing, for a program that holds no cookie (ASVS 4.4.4)."""

from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col

from app.audit.log import append
from app.auth.errors import NoTicketForThis
from app.auth.events import TicketIssued
from app.auth.models import Ticket
from app.auth.queries import principal_of_sign_in, ticket_hash
from app.auth.rules import marked, secrets_of
from app.auth.terms import TICKET_LIFE, Mark
from app.auth.views import Principal, TicketView
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.ids import secret_token


class Tickets:
    """Gives tickets out and takes them back; whoever comes first with one has it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def issue(self, hearing_id: UUID, by: Principal) -> TicketView:
        """A ticket for one hearing, good for `TICKET_LIFE`. The caller has seen that the person may enter.

        Raises NoTicketForThis for a personal token: a hearing is attended by a person.
        """
        at, secret = self._clock.now(), secret_token()
        if by.sign_in_id is None:
            raise NoTicketForThis()
        row = Ticket(
            ticket_hash=ticket_hash(secret),
            sign_in_id=by.sign_in_id,
            hearing_id=hearing_id,
            expires_at=at + TICKET_LIFE,
        )
        event = TicketIssued(person_id=by.person_id, sign_in_id=by.sign_in_id, hearing_id=hearing_id)
        async with self._database.begin() as uow:
            await uow.execute(delete(Ticket).where(col(Ticket.expires_at) <= at))  # those nobody came with
            uow.add(row)
            await append(uow, event, by=by.by, at=at)
        return TicketView(ticket=marked(Mark.ticket, secret), expires_in=int(TICKET_LIFE.total_seconds()))

    async def redeem(self, ticket: str, hearing_id: UUID) -> Principal | None:
        """Who comes with this ticket; it is used up, whatever becomes of them. None when it opens nothing here."""
        secret, at = secrets_of(Mark.ticket, ticket), self._clock.now()
        if secret is None:
            return None
        taken = (
            delete(Ticket)
            .where(
                col(Ticket.ticket_hash) == ticket_hash(secret[0]),
                col(Ticket.hearing_id) == hearing_id,
                col(Ticket.expires_at) > at,
            )
            .returning(col(Ticket.sign_in_id))
        )
        async with self._database.begin() as uow:
            sign_in_id = (await uow.execute(taken)).scalar_one_or_none()
            found = await principal_of_sign_in(uow, sign_in_id, at) if sign_in_id else None
        return found.principal if found else None
