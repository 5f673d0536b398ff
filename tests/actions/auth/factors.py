"""A house of accounts with every way to prove who one is, for the tests of second factors and recovery."""

from dataclasses import dataclass, field
from uuid import UUID, uuid4

import pyotp
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.actions import Authenticators, OwnPasswords, Passkeys, Proofs, Recoveries, SecondSteps, SignIns
from app.auth.commands import AddPasskey, GiveCode, PasskeyAnswer, SignInWithPassword
from app.auth.models import Account, Person
from app.auth.models.factors import AuthenticatorApp
from app.auth.rules.passkeys import site_of
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.steps.factors import after_one_factor
from app.auth.terms import Desk, SecondFactor
from app.auth.tokens import AccessTokens
from app.auth.views import HalfOpen, Opened, Principal
from app.db.database import Database, Reader
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected, open_protected
from app.keys.derive import p256, private_jwk
from tests.actions.auth.conftest import PHRASE
from tests.builders import cheap_passwords
from tests.doubles.authenticator import SecurityKey
from tests.doubles.blind_index import PlainIndex

SITE = site_of("http://localhost:8000")
BETTER = "seven herons under an old lamp"


async def courts_here(_reader: Reader) -> list[str]:
    return ["District Court of Varda"]


@dataclass
class House:
    """Accounts by desk, each `<key>@varda.example` with the same phrase, and every action on them."""

    database: Database
    clock: SettableClock
    policy: SecondFactor = SecondFactor.required
    court: UUID = field(default_factory=uuid4)
    accounts: dict[str, UUID] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.tokens = AccessTokens(private_jwk(p256(bytes(range(32)))), "https://court.example")
        self.allow(self.policy)

    def allow(self, policy: SecondFactor) -> None:
        """Everything anew, under this policy."""
        database, index, clock = self.database, PlainIndex(), self.clock
        self.cheap = cheap = cheap_passwords()
        self.sign_ins = SignIns(database, index, cheap, self.tokens, policy, clock)
        self.second = SecondSteps(database, index, SITE, clock)
        self.proofs = Proofs(database, index, cheap, SITE, clock)
        self.passwords = OwnPasswords(database, cheap, courts_here, clock)
        self.apps = Authenticators(database, index, policy, clock)
        self.passkeys = Passkeys(database, SITE, policy, clock)
        self.recoveries = Recoveries(database, index, cheap, courts_here, policy, clock)
        self.policy = policy

    async def add(self, key: str, desk: Desk, *, court: UUID | None = None) -> UUID:
        """An account with a password and nothing else."""
        stored, index = await self.cheap.hash(PHRASE), PlainIndex().blind_index(f"email:{email(key)}")
        async with self.database.begin() as uow:
            new = NewPerson(Protected(f"Name of {key}"), Protected(email(key)))
            person = await register_person(uow, new, by=None, at=self.clock.now())
            self.accounts[key] = open_account(uow, person, index, stored, desk, court).id
        return self.accounts[key]

    async def half(self, key: str, password: str = PHRASE) -> HalfOpen:
        """Half way in: the right password of somebody who owes more."""
        came = await self.sign_ins.sign_in(SignInWithPassword(email=email(key), password=password))
        assert isinstance(came, HalfOpen)
        return came

    async def halves(self, key: str, many: int) -> list[HalfOpen]:
        """So many of them, without checking the password each time."""
        found = []
        async with self.database.begin() as uow:
            account = await uow.get(Account, self.accounts[key])
            assert account is not None
            for _ in range(many):
                came = await after_one_factor(uow, account, self.clock.now(), how="password", policy=self.policy)
                assert isinstance(came, HalfOpen)
                found.append(came)
        return found

    async def with_app(self, key: str) -> tuple[Principal, pyotp.TOTP, list[str]]:
        """Signed in, with an app set up on the way and its backup codes."""
        half = await self.half(key)
        await self.second.begin_app(half.token)
        app = await self.app(key)
        opened, codes = await self.second.confirm_app(half.token, self.code(app))
        return opened.principal, app, codes.codes

    async def app(self, key: str) -> pyotp.TOTP:
        """The app on the person's phone, once it has read the secret."""
        async with self.database.read() as reader:
            row = await reader.get(AuthenticatorApp, self.accounts[key])
        assert row is not None
        return pyotp.TOTP(open_protected(row.secret))

    def code(self, app: pyotp.TOTP, steps: int = 0) -> GiveCode:
        """What the app shows now, or so many half minutes from now."""
        return GiveCode(code=app.at(int(self.clock.now().timestamp()) + 30 * steps))

    async def with_passkey(self, key: str) -> tuple[Principal, SecurityKey]:
        """Signed in, with a passkey set up on the way."""
        half, made = await self.half(key), SecurityKey()
        asked = await self.second.ask_to_register(half.token, "somebody")
        command = AddPasskey(name="Blue", challenge_id=asked.challenge_id, credential=made.create(asked.options))
        return (await self.second.add_passkey(half.token, command)).principal, made

    async def add_passkey(self, by: Principal, made: SecurityKey, name: str = "Another") -> UUID:
        """Another passkey of somebody signed in."""
        asked = await self.passkeys.ask_to_register(by, "somebody")
        command = AddPasskey(name=name, challenge_id=asked.challenge_id, credential=made.create(asked.options))
        return (await self.passkeys.add(by, command)).id

    async def by_passkey(self, made: SecurityKey) -> Opened:
        """In with a passkey alone."""
        asked = await self.passkeys.ask_to_sign_in()
        answer = PasskeyAnswer(challenge_id=asked.challenge_id, credential=made.get(asked.options))
        return await self.passkeys.sign_in(answer)

    async def officer(self, key: str, desk: Desk, court: UUID | None = None) -> Principal:
        """Somebody who proved just now who they are."""
        account_id = await self.add(key, desk, court=court)
        async with self.database.read() as reader:
            account = await reader.get(Account, account_id)
            assert account is not None
        return Principal(
            account.person_id, desk, court, account_id=account_id, proved_at=self.clock.now(), sign_in_id=None
        )

    async def logged(self, kind: str) -> int:
        """How often the log says so."""
        async with self.database.read() as reader:
            return len(await reader.all(select(LogLeaf).where(LogLeaf.kind == kind)))

    async def person(self, key: str) -> Person:
        async with self.database.read() as reader:
            account = await reader.get(Account, self.accounts[key])
            person = await reader.get(Person, account.person_id) if account else None
        assert person is not None
        return person


def email(key: str) -> str:
    return f"{key}@varda.example"
