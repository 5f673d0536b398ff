"""Coming in without an account: with a link and a code."""

from datetime import datetime

from app.audit.log import append
from app.auth.commands import EnterWithCode
from app.auth.errors import WrongCode
from app.auth.events import SignedIn
from app.auth.models import Invitation, Person
from app.auth.queries import canonical_code, open_invitation
from app.auth.rules import invitation_open
from app.auth.steps import BlindIndex, end_sign_ins_by, open_sign_in
from app.auth.views import Opened
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class Invitations:
    """The way in for a witness, a supporter, a party without an account."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    async def enter(self, command: EnterWithCode) -> Opened:
        """Open a sign-in with a code; a device that came in earlier with the same invitation leaves."""
        at = self._clock.now()
        wanted = self._index.blind_index(canonical_code(command.code))
        async with self._database.begin() as uow:
            invitation = await self._hold(uow, wanted, command.link, at)
            person = await uow.get(Person, invitation.person_id)
            assert person is not None
            await end_sign_ins_by(uow, invitation, at)
            invitation.used_at = invitation.used_at or at
            opened = open_sign_in(uow, person, None, invitation, at, how="code")
            await self._signed_in(uow, opened, "code")
        return opened

    async def _hold(self, uow: UnitOfWork, code_hash: bytes, link: str | None, at: datetime) -> Invitation:
        """The invitation, held until commit: of two devices at one moment the later one stays, and no third."""
        found = await open_invitation(uow, code_hash, link, at)
        if found is None:
            raise WrongCode()
        held = await uow.lock(Invitation, found.id)
        if not invitation_open(held.expires_at, held.recalled_at, at):
            raise WrongCode()
        return held

    async def _signed_in(self, uow: UnitOfWork, opened: Opened, how: str) -> None:
        who = opened.principal
        assert who.sign_in_id is not None
        event = SignedIn(person_id=who.person_id, sign_in_id=who.sign_in_id, how=how)
        await append(uow, event, by=who.by, at=self._clock.now())
