"""Coming in without an account: with a link and a code, or with a code alone at a site the court vouches for."""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.commands import EnterWithCode, Seat
from app.auth.errors import WrongCode
from app.auth.events import SignedIn, SignedOut
from app.auth.models import Invitation, Person, SignIn
from app.auth.queries import canonical_code, hashed
from app.auth.queries.invitations import court_of_device, known_here
from app.auth.rules import Entry, invitation_open, may_enter
from app.auth.rules.spoken import Said, read_entry
from app.auth.steps import BlindIndex, open_sign_in
from app.auth.steps.invitations import count_wrong, end_sign_ins_by, hold_sought, refuse_during_pause, take_turn
from app.auth.views import Opened, Principal
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock


class Invitations:
    """The way in for a witness, a supporter, a party without an account.

    Wrong, used and expired are answered alike after the same work: the same statements, one commit.
    """

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    async def known(self, command: EnterWithCode, seat: Seat) -> bool:
        """Whether this try comes with a secret the court gave out: a link, a device that was in, one of a site."""
        said = read_entry(command.code, command.link)
        async with self._database.read() as reader:
            return await known_here(reader, said.link, seat.device, seat.site)

    async def enter(self, command: EnterWithCode, seat: Seat) -> Opened:
        """Open a sign-in and bind the invitation to this device; an earlier sign-in of the device leaves.

        Raises WrongCode for anything that does not open it, SignInTooOften (`retry_after`, seconds) in a pause.
        """
        said, at = read_entry(command.code, command.link), self._clock.now()
        place = self._index.blind_index(f"try:{hashed(said.link).hex()}:{seat.source}")
        async with self._database.read() as reader:
            await refuse_during_pause(reader, place, at)
        async with self._database.begin() as uow:
            opened = await self._try(uow, said, seat, place, at)
        if opened is None:
            raise WrongCode()
        return opened

    async def leave(self, by: Principal) -> None:
        """End this sign-in everywhere, at once. Whoever leaves keeps nothing, so link and code open once more."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await uow.get(SignIn, by.sign_in_id) if by.sign_in_id else None
            if row is None or row.invitation_id is None or row.ended_at is not None:
                return
            row.ended_at = at
            (await uow.lock(Invitation, row.invitation_id)).device_hash = None
            await append(uow, SignedOut(person_id=by.person_id, sign_in_id=row.id), by=by.by, at=at)

    async def _try(self, uow: UnitOfWork, said: Said, seat: Seat, place: bytes, at: datetime) -> Opened | None:
        tries = await take_turn(uow, place, at)
        code_hash = self._index.blind_index(canonical_code(said.code))
        sought = await hold_sought(uow, said.link, code_hash)
        vouching = await court_of_device(uow, seat.site)
        if sought is None or not may_enter(_entry(sought, said, code_hash, seat, vouching, at)):
            await count_wrong(uow, tries, said.link, sought.wrong if sought else 0, at)
            return None
        await uow.delete(tries)
        return await self._admit(uow, sought, seat, at)

    async def _admit(self, uow: UnitOfWork, invitation: Invitation, seat: Seat, at: datetime) -> Opened:
        person = await uow.get(Person, invitation.person_id)
        assert person is not None
        await end_sign_ins_by(uow, invitation, at)
        invitation.used_at, invitation.device_hash = invitation.used_at or at, hashed(seat.device)
        opened = open_sign_in(uow, person, None, invitation, at, how="code")
        who = opened.principal
        assert who.sign_in_id is not None
        event = SignedIn(person_id=who.person_id, sign_in_id=who.sign_in_id, how="code")
        await append(uow, event, by=who.by, at=at)
        return opened


def _entry(sought: Invitation, said: Said, code_hash: bytes, seat: Seat, vouching: UUID | None, at: datetime) -> Entry:
    used_by_this = sought.device_hash == hashed(seat.device)
    return Entry(
        open=invitation_open(sought.expires_at, sought.recalled_at, at),
        code=sought.code_hash == code_hash,
        link="none" if not said.link else "right" if sought.link_hash == hashed(said.link) else "wrong",
        bound="to nobody" if sought.device_hash is None else "here" if used_by_this else "elsewhere",
        at_site=vouching == sought.court_id,
    )
