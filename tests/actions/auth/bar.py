"""A court, its administrator, and a bar association's provider that speaks the protocol."""

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from uuid import UUID, uuid4

from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.actions.account_requests import AccountRequests
from app.auth.actions.oidc import CameBack, ProviderSignIns
from app.auth.actions.providers import Providers
from app.auth.commands import AddProvider, DecideRequest, RoleRule
from app.auth.models import Account, SignIn
from app.auth.models.providers import AccountRequest
from app.auth.queries import principal_of
from app.auth.terms import Desk, RequestDecision, SecondFactor, Vouches
from app.auth.views import Opened, Principal
from app.db.database import Database, Reader
from app.kernel.clock import SettableClock
from app.oidc.client import OpenIdProviders
from tests.doubles.blind_index import PlainIndex
from tests.doubles.hostile_provider import SECRET, HostileProvider, hostile_provider

URL = "http://localhost:8000"
COURT, NOBODY = uuid4(), UUID(int=0)
ADVOCATES = RoleRule(claim="groups", value="advocates", desk=Desk.counsel)
JUDGES = RoleRule(claim="groups", value="judges", desk=Desk.judge, court_id=COURT)


async def one_court(_reader: Reader, court_id: UUID) -> bool:
    return court_id == COURT


@dataclass(slots=True)
class Bar:
    """Everything about coming in through a provider called "bar"."""

    database: Database
    clock: SettableClock
    provider: HostileProvider
    sign_ins: ProviderSignIns
    providers: Providers
    requests: AccountRequests
    provider_id: UUID = NOBODY

    @property
    def officer(self) -> Principal:
        """An administrator who proved just now who they are."""
        return Principal(UUID(int=7), Desk.administrator, proved_at=self.clock.now())

    async def add(
        self, rules: Iterable[RoleRule] = (), vouches: Vouches = Vouches.always, acr_values: str = ""
    ) -> None:
        command = AddProvider(
            key="bar",
            name="Bar Association",
            issuer=self.provider.issuer,
            client_id="court",
            client_secret=SECRET,
            second_factor=vouches,
            acr_values=acr_values,
            rules=tuple(rules),
        )
        self.provider_id = await self.providers.add(command, self.officer)

    async def come(self, subject: str = "ines", browser: str = "", by: Principal | None = None) -> CameBack:
        """A whole journey to sign in."""
        gone = await self.sign_ins.begin("bar", browser, "/cases")
        return await self.sign_ins.come_back("bar", self.provider.authorize(gone.address, subject), gone.browser, by)

    async def opened(self, subject: str = "ines") -> Opened:
        """A journey that ends in a sign-in."""
        came = await self.come(subject)
        assert isinstance(came.opened, Opened)
        return came.opened

    async def approve(self, desk: Desk | None = Desk.counsel, court_id: UUID | None = None) -> None:
        """Give an account to whoever waits."""
        command = DecideRequest(decision=RequestDecision.approved, desk=desk, court_id=court_id, name="Ines Moreau")
        await self.requests.decide(await self.waiting(), command, self.officer)

    async def waiting(self) -> UUID:
        async with self.database.read() as reader:
            found = await reader.all(select(AccountRequest.id).where(AccountRequest.decision == None))  # noqa: E711
        assert len(found) == 1
        return UUID(str(found[0]))

    async def stands(self, opened: Opened) -> bool:
        async with self.database.read() as reader:
            return await principal_of(reader, opened.token, self.clock.now()) is not None

    async def account(self) -> Account:
        async with self.database.read() as reader:
            found: Account | None = await reader.first(select(Account))
        assert found is not None
        return found

    async def kinds(self) -> list[str]:
        """What the log says happened."""
        async with self.database.read() as reader:
            return await reader.all(select(LogLeaf.kind).order_by(LogLeaf.id))

    async def open_sign_ins(self) -> int:
        async with self.database.read() as reader:
            return len(await reader.all(select(SignIn.id).where(SignIn.ended_at == None)))  # noqa: E711

    def fresh(self, opened: Opened) -> Principal:
        """The person, as if they had proved just now who they are."""
        return replace(opened.principal, proved_at=self.clock.now())


@asynccontextmanager
async def open_bar(database: Database, clock: SettableClock) -> AsyncIterator[Bar]:
    """Nothing is set up yet."""
    async with hostile_provider(clock) as provider:
        outside = OpenIdProviders(clock, inside=True)
        index = PlainIndex()
        yield Bar(
            database,
            clock,
            provider,
            ProviderSignIns(database, index, outside, SecondFactor.required, clock, URL),
            Providers(database, outside, clock, one_court),
            AccountRequests(database, index, clock, one_court),
        )
