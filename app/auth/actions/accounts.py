"""Giving out accounts, changing, closing and reopening them; and setting one up with the link for it."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.commands import ChangeAccount, OpenAccount, SetUpAccount
from app.auth.errors import AddressTaken, AdministratorExists, CourtNeeded, WrongSetUpLink
from app.auth.events import (
    AccountChanged,
    AccountClosedBy,
    AccountOpened,
    AccountReopened,
    AccountSetUp,
    SetUpLinkAsked,
)
from app.auth.models import Account
from app.auth.models.accounts import SetUpLink
from app.auth.passwords import Passwords
from app.auth.queries import hashed
from app.auth.queries.accounts import account_file, administrators, nobody_has_an_account
from app.auth.rules.accounts import check_another, check_link, check_one_is_left, check_place, require_administrator
from app.auth.rules.good_passwords import require_good
from app.auth.rules.step_up import require_fresh
from app.auth.steps import BlindIndex, NewPerson, open_account, register_person
from app.auth.steps.accounts import end_sign_ins_of, held_account, make_set_up_link, waiting_account
from app.auth.terms import SET_UP_BY_MAIL, SET_UP_PRINTED, Desk, LinkEnd
from app.auth.views import Principal
from app.db.database import Database, Reader, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.ids import secret_token
from app.kernel.protected import Protected

CourtExists = Callable[[Reader, UUID], Awaitable[bool]]


class Accounts:
    """What administrators do with accounts, and what their holders do first."""

    def __init__(
        self, database: Database, index: BlindIndex, passwords: Passwords, clock: Clock, court_exists: CourtExists
    ) -> None:
        self._database = database
        self._index = index
        self._passwords = passwords
        self._clock = clock
        self._court_exists = court_exists

    async def open(self, command: OpenAccount, *, by: Principal) -> UUID:
        """Give somebody an account and have a link sent to them; gives the account's id.

        Raises OnlyAdministrators, ConfirmItIsYou, CourtNeeded, AccountNotOfACourt, AddressTaken.
        """
        self._check(by)
        unknown = await self._passwords.hash(secret_token())  # nobody knows it: the holder will choose their own
        async with self._database.begin() as uow:
            await self._place(uow, command.desk, command.court_id)
            account = await self._new(uow, command, unknown, by=by.by, mailed=True)
        return account.id

    async def first_administrator(self, command: OpenAccount) -> str:
        """Begin an installation: an administrator, and the secret of the link to set the account up.

        For the operator of the machine. Asked again before that link was used it gives a fresh one and ends
        the earlier. Raises AdministratorExists as soon as anybody can come in.
        """
        at, unknown = self._clock.now(), await self._passwords.hash(secret_token())
        async with self._database.begin() as uow:
            if not await nobody_has_an_account(uow):
                raise AdministratorExists()
            account = await uow.first(select(Account).where(Account.email_index == self._by_address(command.email)))
            if account is None:
                account = await self._new(uow, command, unknown, by=None, mailed=False)
            for other in await administrators(uow):
                if other.account_id != account.id:
                    await self._close(uow, await held_account(uow, other.account_id), by=None)
            _, secret = await make_set_up_link(uow, account.id, SET_UP_PRINTED, by=None, at=at)
        return secret

    async def change(self, account_id: UUID, command: ChangeAccount, *, by: Principal) -> None:
        """Let an account open another desk or stand in another court; its holder signs in anew.

        Raises OnlyAdministrators, ConfirmItIsYou, NotYourOwnAccount, LastAdministrator, CourtNeeded.
        """
        self._check(by)
        async with self._database.begin() as uow:
            account = await self._others(uow, account_id, by, leaves=command.desk is not Desk.administrator)
            await self._place(uow, command.desk, command.court_id)
            earlier = Desk(account.desk), account.court_id
            if earlier == (command.desk, command.court_id):
                return
            account.desk, account.court_id = command.desk.value, command.court_id
            await end_sign_ins_of(uow, account_id, self._clock.now())
            event = AccountChanged(
                account_id=account_id,
                person_id=account.person_id,
                desk=command.desk.value,
                court_id=command.court_id,
                earlier_desk=earlier[0].value,
                earlier_court_id=earlier[1],
            )
            await append(uow, event, by=by.by, at=self._clock.now())

    async def close(self, account_id: UUID, *, by: Principal) -> None:
        """Let nobody come in by an account, and end who is in.

        Raises OnlyAdministrators, ConfirmItIsYou, NotYourOwnAccount, LastAdministrator.
        """
        self._check(by)
        async with self._database.begin() as uow:
            account = await self._others(uow, account_id, by, leaves=True)
            if account.disabled_at is None:
                await self._close(uow, account, by=by.by)

    async def reopen(self, account_id: UUID, *, by: Principal) -> None:
        """Let the holder of a closed account come in again, with what they came in with before."""
        self._check(by)
        async with self._database.begin() as uow:
            account = await self._others(uow, account_id, by, leaves=False)
            if account.disabled_at is None:
                return
            account.disabled_at = None
            event = AccountReopened(account_id=account_id, person_id=account.person_id)
            await append(uow, event, by=by.by, at=self._clock.now())

    async def reissue(self, account_id: UUID, *, by: Principal) -> None:
        """Have a fresh link sent to somebody who has not set up their account.

        Raises OnlyAdministrators, AccountNotFound, AccountClosed, AlreadySetUp.
        """
        require_administrator(by.desk)
        async with self._database.begin() as uow:
            file = await waiting_account(uow, account_id)
            event = SetUpLinkAsked(account_id=account_id, person_id=file.holder.person_id)
            await append(uow, event, by=by.by, at=self._clock.now())

    async def set_up(self, command: SetUpAccount) -> None:
        """Choose a password with the link one was given; the link is used. Signing in then asks for whatever else.

        Raises WrongSetUpLink, PasswordTooShort, PasswordTooEasy, PasswordTellsWhoYouAre.
        """
        async with self._database.read() as reader:
            link = await self._good_link(reader, command.link)  # before anything costs time: anybody can ask
            file = await account_file(reader, link.account_id)
        require_good(command.password, (file.name, file.email))
        at, chosen = self._clock.now(), await self._passwords.hash(command.password)
        async with self._database.begin() as uow:
            link = await uow.lock(SetUpLink, (await self._good_link(uow, command.link)).id)
            if link.end is not None:  # of two who use it at one moment one comes in
                raise WrongSetUpLink()
            account = await held_account(uow, link.account_id)
            link.end, link.ended_at, account.password_hash = LinkEnd.used.value, at, chosen
            event = AccountSetUp(account_id=account.id, person_id=account.person_id, link_id=link.id)
            await append(uow, event, by=str(account.person_id), at=at)

    def _check(self, by: Principal) -> None:
        require_administrator(by.desk)
        require_fresh(by.proved_at, self._clock.now())

    def _by_address(self, email: str) -> bytes:
        return self._index.blind_index(f"email:{email.strip().lower()}")

    async def _place(self, uow: UnitOfWork, desk: Desk, court_id: UUID | None) -> None:
        check_place(desk, court_id)
        if court_id is not None and not await self._court_exists(uow, court_id):
            raise CourtNeeded()

    async def _new(
        self, uow: UnitOfWork, command: OpenAccount, password_hash: str, *, by: str | None, mailed: bool
    ) -> Account:
        at, index = self._clock.now(), self._by_address(command.email)
        if await uow.first(select(Account).where(Account.email_index == index)) is not None:
            raise AddressTaken()
        new = NewPerson(Protected(command.name), Protected(command.email), command.language)
        person = await register_person(uow, new, by=by, at=at)
        account = open_account(uow, person, index, password_hash, command.desk, command.court_id)
        await uow.flush()
        await make_set_up_link(uow, account.id, SET_UP_BY_MAIL, by=by, at=at)  # the mail makes its own in place of it
        event = AccountOpened(
            account_id=account.id,
            person_id=person.id,
            desk=command.desk.value,
            court_id=command.court_id,
            mailed=mailed,
        )
        await append(uow, event, by=by, at=at)
        return account

    async def _others(self, uow: UnitOfWork, account_id: UUID, by: Principal, *, leaves: bool) -> Account:
        """Somebody else's account, held together with those of all administrators, of whom one must be left."""
        all_of_them = select(Account).where(Account.desk == Desk.administrator.value).order_by(Account.id)  # type: ignore[arg-type]
        await uow.all(all_of_them.with_for_update().execution_options(populate_existing=True))
        account = await held_account(uow, account_id)
        holder = (await account_file(uow, account_id)).holder
        check_another(by.person_id, holder)
        if leaves:
            check_one_is_left(holder, await administrators(uow))
        return account

    async def _close(self, uow: UnitOfWork, account: Account, *, by: str | None) -> None:
        account.disabled_at = self._clock.now()
        await end_sign_ins_of(uow, account.id, self._clock.now())
        event = AccountClosedBy(account_id=account.id, person_id=account.person_id)
        await append(uow, event, by=by, at=self._clock.now())

    async def _good_link(self, reader: Reader, secret: str) -> SetUpLink:
        link: SetUpLink | None = await reader.first(select(SetUpLink).where(SetUpLink.link_hash == hashed(secret)))
        account = await reader.get(Account, link.account_id) if link else None
        if link is None or account is None:
            raise WrongSetUpLink()
        check_link(link.end is not None, link.expires_at, account.disabled_at is not None, self._clock.now())
        return link
