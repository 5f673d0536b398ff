"""Proposals to give an account back, as officers and the account's owner see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account, Person
from app.auth.models.recovery import Recovery
from app.auth.rules.recovery import OFFICERS, looks_after
from app.auth.terms import Desk
from app.auth.views import Principal
from app.db.database import Reader
from app.kernel.protected import Protected

RECOVERY_OFFICERS = OFFICERS


@dataclass(frozen=True, slots=True)
class RecoveryFile:
    """One proposal with the people in it, names still closed."""

    row: Recovery
    desk: Desk
    owner_id: UUID
    owner: Protected[str]
    proposer: Protected[str]


async def waiting_recoveries(reader: Reader, officer: Principal, at: datetime) -> list[RecoveryFile]:
    """What waits for a second officer, among the accounts this officer looks after; the oldest first."""
    files = [await _file(reader, row) for row in await _open(reader, at)]
    accounts = {file.row.account_id: await reader.get(Account, file.row.account_id) for file in files}
    return [file for file in files if _in_view(officer, accounts[file.row.account_id])]


async def open_recovery_of(reader: Reader, account_id: UUID, at: datetime) -> Recovery | None:
    """The proposal or the code that is under way for an account."""
    statement = select(Recovery).where(
        Recovery.account_id == account_id,
        col(Recovery.withdrawn_at).is_(None),
        col(Recovery.used_at).is_(None),
        Recovery.expires_at > at,
    )
    found: Recovery | None = await reader.first(statement)
    return found


async def _open(reader: Reader, at: datetime) -> Sequence[Recovery]:
    statement = select(Recovery).where(
        col(Recovery.withdrawn_at).is_(None), col(Recovery.confirmed_at).is_(None), Recovery.expires_at > at
    )
    return await reader.all(statement.order_by(col(Recovery.id)).limit(200))


async def _file(reader: Reader, row: Recovery) -> RecoveryFile:
    account = await reader.get(Account, row.account_id)
    assert account is not None
    owner, proposer = await reader.get(Person, account.person_id), await reader.get(Person, row.proposed_by)
    assert owner is not None
    assert proposer is not None
    return RecoveryFile(row, Desk(account.desk), owner.id, owner.name, proposer.name)


def _in_view(officer: Principal, account: Account | None) -> bool:
    return account is not None and looks_after(officer.desk, officer.court_id, Desk(account.desk), account.court_id)
