"""Booking, moving and vacating hearings, and giving a link and code to those who come without an account."""

from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from app.audit.log import append
from app.auth.steps import BlindIndex, extend_invitations, invite, recall_invitations
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.models import Part
from app.cases.queries import parts_of
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.hearings.calendar import Interval, WallTime
from app.hearings.commands import KIND_WORDS, VACATE_WORDS, BookHearing, Reschedule, Vacate
from app.hearings.errors import ComesWithAnAccount
from app.hearings.events import HearingBooked, HearingRescheduled, HearingVacated
from app.hearings.models import Hearing
from app.hearings.queries import desks_of, participants_of
from app.hearings.rules.tables import advance_hearing
from app.hearings.steps import (
    Asked,
    case_to_book,
    expect,
    hearing_to_change,
    hold_calendars,
    moment,
    people_to_ask,
    place_to_invite,
    refuse_clash,
)
from app.hearings.terms import HearingAct, HearingState
from app.hearings.views import HearingRef, InvitationView
from app.kernel.clock import Clock

_AFTER_THE_END = timedelta(hours=12)


class Bookings:
    """Every act on a hearing's plan."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock, public_url: str) -> None:
        self._database = database
        self._index = index
        self._clock = clock
        self._start = f"{public_url.rstrip('/')}/start"

    async def book(self, case_id: UUID, command: BookHearing, by: Principal, key: str) -> HearingRef:
        """Book a hearing; the same key and request give the same hearing again.

        Raises CaseNotFound, OnlyTheCourtBooks, what a slot or the people asked raise, and DoubleBooked or
        ParticipantNotAvailable.
        """
        at = self._clock.now()
        fingerprint = sha256(f"{case_id} {canonical(command.model_dump(mode='json'))}".encode()).hexdigest()
        async with self._database.begin() as uow:
            file = await case_to_book(uow, case_id, by)
            earlier = await earlier_answer(uow, by.person_id, key, fingerprint)
            if earlier is not None:
                return HearingRef(**earlier)
            wall, when = moment(command, file.court.zone, at)
            asked = await people_to_ask(uow, file, command, at)
            parts = [one.part for one in asked]
            await hold_calendars(uow, [part.person_id for part in parts])
            await refuse_clash(uow, file, parts, when)
            public = command.public and file.case.level == Level.public
            hearing = _planned(file.court.id, case_id, command, wall, when, public)
            await self._enter_booking(uow, hearing, asked, by, at)
            ref = ref_of(hearing)
            keep_answer(uow, by.person_id, key, fingerprint, ref.model_dump(mode="json"), at)
        return ref

    async def reschedule(self, hearing_id: UUID, command: Reschedule, by: Principal) -> HearingRef:
        """Move a hearing to a new time; everybody asked stays asked. Raises as `book`, and ChangedMeanwhile."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            found = await hearing_to_change(uow, hearing_id, by, command.version)
            hearing = found.hearing
            wall, when = moment(command, hearing.zone, at)
            parts = await self._parts_expected(uow, hearing)
            await hold_calendars(uow, [part.person_id for part in parts])
            await refuse_clash(uow, found.file, parts, when, besides=hearing_id)
            hearing.status = _after(hearing, HearingAct.RESCHEDULE, "next_date")
            hearing.wall_time, hearing.starts_at, hearing.ends_at = wall.text, when.starts_at, when.ends_at
            hearing.sequence += 1
            await extend_invitations(uow, hearing_id, when.ends_at + _AFTER_THE_END)
            event = HearingRescheduled(
                case_id=hearing.case_id,
                hearing_id=hearing_id,
                starts_at=when.starts_at,
                ends_at=when.ends_at,
                sequence=hearing.sequence,
            )
            await append(uow, event, by=by.by, at=at)
            await self._enter(uow, hearing, f"{_words(hearing)} moved to {_when(hearing)}", by, at)
        return ref_of(hearing)

    async def vacate(self, hearing_id: UUID, command: Vacate, by: Principal) -> HearingRef:
        """Take a hearing off the list and end every code given for it. Raises StepNotOpen, ChangedMeanwhile."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            hearing = (await hearing_to_change(uow, hearing_id, by, command.version)).hearing
            hearing.status, hearing.reason = _after(hearing, HearingAct.VACATE, "reason"), command.reason.value
            hearing.sequence += 1
            for one in (await participants_of(uow, [hearing_id]))[hearing_id]:
                await recall_invitations(uow, one.person_id, hearing_id, by=by.by, at=at)
            event = HearingVacated(
                case_id=hearing.case_id, hearing_id=hearing_id, reason=hearing.reason, sequence=hearing.sequence
            )
            await append(uow, event, by=by.by, at=at)
            reason = VACATE_WORDS[command.reason]
            await self._enter(uow, hearing, f"{_words(hearing)} of {_when(hearing)} vacated: {reason}", by, at)
        return ref_of(hearing)

    async def issue_invitation(self, hearing_id: UUID, participant_id: UUID, by: Principal) -> InvitationView:
        """A fresh link and spoken code for one person; earlier ones end. Raises ComesWithAnAccount.

        By the court, or again by who helps this person (`place_to_invite`).
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            hearing, one = await place_to_invite(uow, hearing_id, participant_id, by)
            desk = (await desks_of(uow, [one.person_id])).get(one.person_id)
            if desk not in (None, Desk.participant):
                raise ComesWithAnAccount()
            until = hearing.ends_at + _AFTER_THE_END
            made = await invite(
                uow,
                self._index,
                one.person_id,
                hearing_id,
                court_id=hearing.court_id,
                expires_at=until,
                by=by.by,
                at=at,
            )
        link = f"{self._start}#{made.link}"
        return InvitationView(participant_id=participant_id, link=link, code=made.code, expires_at=made.expires_at)

    async def recall_invitation(self, hearing_id: UUID, participant_id: UUID, by: Principal) -> None:
        """End the code given to one person, and the sign-in that came with it, at once."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            _, one = await place_to_invite(uow, hearing_id, participant_id, by)
            await recall_invitations(uow, one.person_id, hearing_id, by=by.by, at=at)

    async def _parts_expected(self, uow: UnitOfWork, hearing: Hearing) -> list[Part]:
        """The parts behind a hearing's list; somebody whose part ended keeps their place and is still checked."""
        people = {one.person_id for one in (await participants_of(uow, [hearing.id]))[hearing.id]}
        return [part for part in await parts_of(uow, hearing.case_id) if part.person_id in people]

    async def _enter_booking(
        self, uow: UnitOfWork, hearing: Hearing, asked: list[Asked], by: Principal, at: datetime
    ) -> None:
        uow.add(hearing)
        await uow.flush()
        expect(uow, hearing, asked)
        event = HearingBooked(
            case_id=hearing.case_id, hearing_id=hearing.id, starts_at=hearing.starts_at, ends_at=hearing.ends_at
        )
        await append(uow, event, by=by.by, at=at)
        await self._enter(uow, hearing, f"{_words(hearing)} scheduled for {_when(hearing)}", by, at)

    async def _enter(self, uow: UnitOfWork, hearing: Hearing, title: str, by: Principal, at: datetime) -> None:
        await enter_on_docket(
            uow,
            hearing.case_id,
            kind="hearing",
            title=title,
            level=Level.public,
            hearing_id=hearing.id,
            by=by.by,
            at=at,
        )


def _planned(
    court_id: UUID, case_id: UUID, command: BookHearing, wall: WallTime, when: Interval, public: bool
) -> Hearing:
    return Hearing(
        court_id=court_id,
        case_id=case_id,
        kind=command.kind.value,
        status=advance_hearing(HearingState.PROPOSED, HearingAct.BOOK).value,
        public=public,
        wall_time=wall.text,
        zone=wall.zone,
        starts_at=when.starts_at,
        ends_at=when.ends_at,
    )


def ref_of(hearing: Hearing) -> HearingRef:
    """The booking as it stands."""
    return HearingRef(**hearing.model_dump(include=set(HearingRef.model_fields)))


def _after(hearing: Hearing, act: HearingAct, given: str) -> str:
    return advance_hearing(HearingState(hearing.status), act, given=frozenset({given})).value


def _words(hearing: Hearing) -> str:
    return KIND_WORDS[hearing.kind]


def _when(hearing: Hearing) -> str:
    return hearing.wall_time.replace("T", " ")
