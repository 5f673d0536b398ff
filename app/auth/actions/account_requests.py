"""Deciding about those whom a provider vouches for and who have no account yet."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app.audit.log import append
from app.auth.commands import DecideRequest
from app.auth.errors import CourtNeeded, RequestDecided
from app.auth.events import AccountRequestApproved, AccountRequestRefused
from app.auth.models import Account
from app.auth.models.providers import AccountRequest
from app.auth.queries.providers import NO_PASSWORD
from app.auth.rules.accounts import check_place
from app.auth.rules.providers import Place, approved_place, require_may_give, require_registration
from app.auth.rules.step_up import require_fresh
from app.auth.steps import BlindIndex, NewPerson, open_account, register_person
from app.auth.steps.providers import link_identity
from app.auth.terms import Desk, RequestDecision
from app.auth.views import Principal
from app.db.database import Database, Reader, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import Invalid
from app.kernel.protected import Protected

CourtExists = Callable[[Reader, UUID], Awaitable[bool]]


class AccountRequests:
    """What administrators and registrars do with requests."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock, court_exists: CourtExists) -> None:
        self._database = database
        self._index = index
        self._clock = clock
        self._court_exists = court_exists

    async def decide(self, request_id: UUID, command: DecideRequest, by: Principal) -> None:
        """Approve or refuse; a refused one can still be approved, an approved one cannot be refused.

        Raises OnlyForRegistration, ConfirmItIsYou, RequestDecided, NothingMapped, CourtNeeded, AccountNotOfACourt.
        """
        at = self._clock.now()
        require_registration(by.desk)
        require_fresh(by.proved_at, at)
        async with self._database.begin() as uow:
            row = await uow.lock(AccountRequest, request_id)
            if row.decision == RequestDecision.approved or row.decision == command.decision:
                raise RequestDecided()
            row.decision, row.decided_at, row.decided_by = command.decision.value, at, by.person_id
            if command.decision is RequestDecision.refused:
                await append(uow, AccountRequestRefused(request_id=row.id), by=by.by, at=at)
                return
            mapped_now = Place(Desk(row.desk), row.court_id) if row.desk else None
            place, mapped = approved_place(command.desk, command.court_id, mapped_now)
            require_may_give(by.desk, place.desk)
            await self._check(uow, place)
            account = await self._account(uow, row, place, command.name, by)
            await link_identity(uow, row.provider_id, row.subject_index, account.id, mapped=mapped, by=by.by, at=at)
            event = AccountRequestApproved(
                request_id=row.id,
                person_id=account.person_id,
                account_id=account.id,
                desk=place.desk.value,
                court_id=place.court_id,
                mapped=mapped,
            )
            await append(uow, event, by=by.by, at=at)

    async def _check(self, uow: UnitOfWork, place: Place) -> None:
        check_place(place.desk, place.court_id)
        if place.court_id is not None and not await self._court_exists(uow, place.court_id):
            raise CourtNeeded()

    async def _account(
        self, uow: UnitOfWork, row: AccountRequest, place: Place, chosen: str | None, by: Principal
    ) -> Account:
        """A person and an account that only the provider opens; an address nobody verified is not written to."""
        name = Protected(chosen) if chosen else row.name
        if name is None:
            raise Invalid(errors=[{"pointer": "/name", "code": "missing"}])
        new = NewPerson(name, row.email if row.email_verified else None)
        person = await register_person(uow, new, by=by.by, at=self._clock.now())
        index = self._index.blind_index(f"account-request:{row.id}")
        account = open_account(uow, person, index, NO_PASSWORD, place.desk, place.court_id)
        await uow.flush()
        return account
