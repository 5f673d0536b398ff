"""Reading accounts and their holders: what an administrator looks after, names still closed."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.errors import AccountNotFound
from app.auth.models import Account, Person
from app.auth.models.accounts import SetUpLink
from app.auth.rules.accounts import require_administrator, standing_of
from app.auth.terms import Desk, Holder, LinkEnd
from app.auth.views import Principal
from app.db.database import Reader
from app.kernel.protected import Protected


@dataclass(frozen=True, slots=True)
class AccountFile:
    """One account with its holder. `mail`: what became of the last link, None when there was none."""

    holder: Holder
    name: Protected[str]
    email: Protected[str] | None
    language: str
    court_id: UUID | None
    link_end: LinkEnd | None
    link_expires_at: datetime | None


def admit(reader: Principal) -> None:
    """Let through those who look after accounts; raises OnlyAdministrators for everybody else."""
    require_administrator(reader.desk)


async def account_files(
    reader: Reader, *, after: UUID | None = None, desk: Desk | None = None, court_id: UUID | None = None, most: int = 50
) -> list[AccountFile]:
    """Accounts in the order they were made, from `after` on, at most `most`."""
    statement = select(Account, Person).join(Person, col(Person.id) == col(Account.person_id))
    if after is not None:
        statement = statement.where(col(Account.id) > after)
    if desk is not None:
        statement = statement.where(Account.desk == desk.value)
    if court_id is not None:
        statement = statement.where(Account.court_id == court_id)
    rows = await reader.rows(statement.order_by(col(Account.id)).limit(most))
    links = await _links(reader, [account.id for account, _ in rows])
    return [_file(account, person, links.get(account.id, [])) for account, person in rows]


async def account_file(reader: Reader, account_id: UUID) -> AccountFile:
    """One account; raises AccountNotFound."""
    account = await reader.get(Account, account_id)
    person = await reader.get(Person, account.person_id) if account else None
    if account is None or person is None:
        raise AccountNotFound()
    return _file(account, person, (await _links(reader, [account_id])).get(account_id, []))


async def administrators(reader: Reader) -> list[Holder]:
    """Every account that opens the administrator's desk."""
    return [one.holder for one in await account_files(reader, desk=Desk.administrator, most=10_000)]


async def nobody_has_an_account(reader: Reader) -> bool:
    """True for an installation that nobody can come in to yet."""
    statement = select(col(Account.id)).where(~col(Account.id).in_(select(SetUpLink.account_id)))
    used = select(col(SetUpLink.id)).where(SetUpLink.end == LinkEnd.used.value)
    return await reader.first(statement) is None and await reader.first(used) is None


async def _links(reader: Reader, accounts: Collection[UUID]) -> Mapping[UUID, list[SetUpLink]]:
    found: dict[UUID, list[SetUpLink]] = {}
    statement = select(SetUpLink).where(col(SetUpLink.account_id).in_(accounts)).order_by(col(SetUpLink.id))
    for link in await reader.all(statement):
        found.setdefault(link.account_id, []).append(link)
    return found


def _file(account: Account, person: Person, links: list[SetUpLink]) -> AccountFile:
    used = any(link.end == LinkEnd.used for link in links)
    standing = standing_of(account.disabled_at is not None, bool(links), used)
    last = links[-1] if links else None
    return AccountFile(
        holder=Holder(account.id, person.id, Desk(account.desk), standing),
        name=person.name,
        email=person.email,
        language=person.language,
        court_id=account.court_id,
        link_end=LinkEnd(last.end) if last and last.end else None,
        link_expires_at=last.expires_at if last else None,
    )
