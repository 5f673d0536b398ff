"""Somebody with an account and somebody with a code, on a fresh database of each kind."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.auth.actions import Invitations, SignIns, Sites
from app.auth.commands import EnterWithCode, Seat, SignInWithPassword
from app.auth.models import Account
from app.auth.steps import NewPerson, invite, open_account, recall_invitations, register_person
from app.auth.terms import Desk, SecondFactor
from app.auth.tokens import AccessTokens
from app.auth.views import Invited, Opened
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.keys.derive import p256, private_jwk
from tests.builders import cheap_passwords
from tests.doubles.blind_index import PlainIndex

ADDRESS, PHRASE = "clerk@varda.example", "a long phrase only you know"


@dataclass(slots=True)
class Door:
    """Every way in, and the two people who use it."""

    database: Database
    clock: SettableClock
    sign_ins: SignIns
    invitations: Invitations
    clerk: UUID
    witness: UUID
    hearing: UUID
    sites: Sites
    court: UUID

    async def sign_in(self, email: str = ADDRESS, password: str = PHRASE) -> Opened:
        return await self.sign_ins.sign_in(SignInWithPassword(email=email, password=password))

    async def invite(self, person: UUID | None = None, expires_at: datetime | None = None) -> Invited:
        """A code for the hearing, good for a day."""
        at = self.clock.now()
        until = expires_at or at + timedelta(days=1)
        async with self.database.begin() as uow:
            return await invite(
                uow,
                PlainIndex(),
                person or self.witness,
                self.hearing,
                court_id=self.court,
                expires_at=until,
                by=None,
                at=at,
            )

    async def enter(self, code: str, link: str = "", *, device: str = "her phone", site: str = "") -> Opened:
        """A try from one device; wrong codes count against it."""
        seat = Seat(device=device, source=device, site=site)
        return await self.invitations.enter(EnterWithCode(code=code, link=link), seat)

    async def recall(self) -> None:
        async with self.database.begin() as uow:
            await recall_invitations(uow, self.witness, self.hearing, by=None, at=self.clock.now())

    async def disable(self) -> None:
        """The clerk may not come in any more."""
        async with self.database.begin() as uow:
            account = await uow.first(select(Account).where(Account.person_id == self.clerk))
            assert account is not None
            account.disabled_at = self.clock.now()


@pytest.fixture
async def door(database: Database, clock: SettableClock) -> Door:
    tokens = AccessTokens(private_jwk(p256(bytes(range(32)))), "https://court.example")
    cheap = cheap_passwords()
    sign_ins = SignIns(database, PlainIndex(), cheap, tokens, SecondFactor.optional, clock)
    stored = await cheap.hash(PHRASE)
    async with database.begin() as uow:
        clerk = await register_person(uow, NewPerson(Protected("Nora Chen")), by=None, at=clock.now())
        witness = await register_person(uow, NewPerson(Protected("Mirela V.")), by=None, at=clock.now())
        open_account(uow, clerk, PlainIndex().blind_index(f"email:{ADDRESS}"), stored, Desk.counsel, None)
    invitations = Invitations(database, PlainIndex(), clock)
    sites = Sites(database, PlainIndex(), clock)
    return Door(database, clock, sign_ins, invitations, clerk.id, witness.id, uuid4(), sites, uuid4())
