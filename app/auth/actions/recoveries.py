"""Giving somebody their account back: one officer proposes, another confirms and tells the code face to face."""

from uuid import UUID

from sqlalchemy import delete
from sqlmodel import col, select

from app.audit.log import append
from app.auth.commands import ProposeRecovery, UseRecovery
from app.auth.errors import AccountNotFound, RecoveryEnded, RecoveryUnderWay, WrongRecoveryCode
from app.auth.events import AccountRestored, RecoveryConfirmed, RecoveryProposed, RecoveryWithdrawn
from app.auth.models import Account, Person
from app.auth.models.factors import AuthenticatorApp, BackupCode
from app.auth.models.passkeys import Passkey
from app.auth.models.recovery import Recovery
from app.auth.passwords import Passwords
from app.auth.queries import account_by_address
from app.auth.queries.recovery import open_recovery_of
from app.auth.rules.recovery import looks_after, recovery_open, require_another, require_officer, require_waiting
from app.auth.rules.step_up import require_fresh
from app.auth.steps import BlindIndex, end_sign_ins_of, revoke_personal_tokens_of
from app.auth.steps.factors import after_one_factor
from app.auth.steps.good_passwords import CourtNames, require_good_for
from app.auth.terms import PROPOSAL_LIFE, RECOVERY_CODE_LIFE, Desk, SecondFactor
from app.auth.views import HalfOpen, Opened, Principal, RecoveryCode, RecoveryProposal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.ids import normalise_code, spoken_code
from app.kernel.protected import Protected

_LONG = 16  # letters of the code: 80 random bits


class Recoveries:
    """Officers prove first who they are (ConfirmItIsYou); nobody acts for themself, nobody acts twice."""

    def __init__(
        self,
        database: Database,
        index: BlindIndex,
        passwords: Passwords,
        court_names: CourtNames,
        policy: SecondFactor,
        clock: Clock,
    ) -> None:
        self._database = database
        self._index = index
        self._passwords = passwords
        self._court_names = court_names
        self._policy = policy
        self._clock = clock

    async def propose(self, by: Principal, command: ProposeRecovery) -> RecoveryProposal:
        """Propose it; a second officer has a day. Raises AccountNotFound, NotAnOfficer, NotYourOwnRecovery,
        RecoveryUnderWay."""
        at = self._clock.now()
        require_fresh(by.proved_at, at)
        index = self._index.blind_index(f"email:{command.email.strip().lower()}")
        async with self._database.begin() as uow:
            found = await account_by_address(uow, index)
            if found is None:
                raise AccountNotFound()
            account = await uow.lock(Account, found.id)
            _check(by, account)
            if await open_recovery_of(uow, account.id, at) is not None:
                raise RecoveryUnderWay()
            row = Recovery(
                account_id=account.id,
                reason=Protected(command.reason),
                proposed_by=by.person_id,
                proposed_at=at,
                expires_at=at + PROPOSAL_LIFE,
            )
            uow.add(row)
            event = RecoveryProposed(recovery_id=row.id, account_id=account.id, person_id=account.person_id)
            await append(uow, event, by=by.by, at=at)
        return RecoveryProposal(id=row.id, expires_at=row.expires_at)

    async def confirm(self, by: Principal, recovery_id: UUID) -> RecoveryCode:
        """Confirm what another officer proposed, and get the code. Raises AnotherOfficerNeeded, RecoveryEnded,
        NotAnOfficer, NotYourOwnRecovery."""
        at, code = self._clock.now(), spoken_code(_LONG)
        require_fresh(by.proved_at, at)
        async with self._database.begin() as uow:
            row, account = await self._held(uow, recovery_id)
            _check(by, account)
            require_waiting(row.confirmed_at, row.withdrawn_at, row.expires_at, at)
            require_another(by.person_id, row.proposed_by)
            row.confirmed_by, row.confirmed_at = by.person_id, at
            row.code_hash, row.expires_at = self._hash(code), at + RECOVERY_CODE_LIFE
            event = RecoveryConfirmed(recovery_id=row.id, account_id=account.id, person_id=account.person_id)
            await append(uow, event, by=by.by, at=at)
        return RecoveryCode(code="-".join(code[n : n + 4] for n in range(0, _LONG, 4)), expires_at=row.expires_at)

    async def withdraw(self, by: Principal, recovery_id: UUID) -> None:
        """Take a proposal or an unused code back: an officer, or the owner of the account, who did not ask for it."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row, account = await self._held(uow, recovery_id)
            if by.person_id != account.person_id:
                _check(by, account)
            if not recovery_open(row.withdrawn_at, row.used_at, row.expires_at, at):
                raise RecoveryEnded()
            row.withdrawn_at = at
            event = RecoveryWithdrawn(recovery_id=row.id, account_id=account.id, person_id=account.person_id)
            await append(uow, event, by=by.by, at=at)

    async def use(self, command: UseRecovery) -> Opened | HalfOpen:
        """Set a new password with the code; every earlier factor, sign-in and token has ended.

        Raises WrongRecoveryCode for every code that does not work, and what the policy of passwords refuses.
        """
        wanted, at = self._hash(normalise_code(command.code)), self._clock.now()
        async with self._database.read() as reader:
            row: Recovery | None = await reader.first(select(Recovery).where(Recovery.code_hash == wanted))
            if row is None or not recovery_open(row.withdrawn_at, row.used_at, row.expires_at, at):
                raise WrongRecoveryCode()
            account = await reader.get(Account, row.account_id)
            person = await reader.get(Person, account.person_id) if account else None
            assert person is not None
            await require_good_for(reader, person, command.password, self._court_names)
        stored = await self._passwords.hash(command.password)
        async with self._database.begin() as uow:
            held, account = await self._held(uow, row.id)
            if account.disabled_at or not recovery_open(held.withdrawn_at, held.used_at, held.expires_at, at):
                raise WrongRecoveryCode()
            held.used_at, account.password_hash = at, stored
            await self._begin_anew(uow, held, account)
            return await after_one_factor(uow, account, at, how="recovery", policy=self._policy)

    async def _begin_anew(self, uow: UnitOfWork, row: Recovery, account: Account) -> None:
        at, by = self._clock.now(), str(account.person_id)
        for table in (BackupCode, AuthenticatorApp, Passkey):
            await uow.execute(delete(table).where(col(table.account_id) == account.id))
        await end_sign_ins_of(uow, account.person_id, because="account-restored", by=by, at=at)
        await revoke_personal_tokens_of(uow, account.person_id, by=by, at=at)
        event = AccountRestored(recovery_id=row.id, account_id=account.id, person_id=account.person_id)
        await append(uow, event, by=by, at=at)

    async def _held(self, uow: UnitOfWork, recovery_id: UUID) -> tuple[Recovery, Account]:
        row = await uow.lock(Recovery, recovery_id)
        return row, await uow.lock(Account, row.account_id)

    def _hash(self, code: str) -> bytes:
        return self._index.blind_index(f"recovery:{code}")


def _check(by: Principal, account: Account) -> None:
    allowed = looks_after(by.desk, by.court_id, Desk(account.desk), account.court_id)
    require_officer(allowed and by.hearing_id is None, by.person_id, account.person_id)
