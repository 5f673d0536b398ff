"""Arriving, checking devices, saying who is at the screen, one's own tap, leaving, being cut off."""

from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import open_file
from app.cases.terms import Act
from app.db.database import Database, UnitOfWork
from app.hearings.errors import HearingNotFound
from app.hearings.models import Participant
from app.hearings.rules.capture import UNREACHABLE_AFTER
from app.hearings.terms import ParticipantAct, Role, SittingAct, SittingState, Stage
from app.kernel.clock import Clock
from app.protection.exposure import guarded
from app.protection.terms import HEARING_EVIDENCE, ON_FLOOR
from app.sittings.errors import NotInTheHearing
from app.sittings.events import CaptureChanged
from app.sittings.queries import Situation, place_to_take, situation, takes_part
from app.sittings.steps import Doing, hold, move, note, set_state, settle, tell

_GONE = frozenset({Stage.CUT_OFF, Stage.LEFT})
_NOT_HERE = _GONE | {Stage.RELEASED, Stage.EXPECTED}
_OVER = frozenset({SittingState.ADJOURNED, SittingState.CONCLUDED})
_COURT = frozenset({Role.JUDGE, Role.CLERK})


class Presence:
    """A participant's own steps. Nothing here lets anybody in who waits for somebody else's hand."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def arrive(self, hearing_id: UUID, by: Principal) -> Participant:
        """The person opened the room: they check their devices first. Raises HearingNotFound.

        A clerk of the court takes the clerk's place in the hearing by opening the room, and a colleague who takes
        over that of absent counsel.
        """
        async with self._database.begin() as uow:
            took_over = await self._seat(uow, hearing_id, by)
            doing = await hold(uow, hearing_id, by, self._clock.now())
            row = _own(doing)
            if not await takes_part(uow, doing.facts, by):
                raise HearingNotFound()
            if took_over:
                await self._nobody_shown_unasked(doing)
            if Stage(row.state) is Stage.EXPECTED:
                await move(doing, row, ParticipantAct.ARRIVE, Role(row.role))
            elif Stage(row.state) in _GONE:
                await move(doing, row, ParticipantAct.RETURN, Role(row.role))
            return row

    async def devices(self, hearing_id: UUID, by: Principal, *, camera: bool, microphone: bool, alone: bool) -> None:
        """The check is done and the person said who is at this screen; the court's own walk in at once."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            row = _own(doing)
            row.checks = {**row.checks, "camera": camera, "microphone": microphone, "says_alone": alone}
            row.attested_at = doing.at
            if Stage(row.state) is Stage.CHECKING_DEVICES:
                await move(doing, row, ParticipantAct.PASS_CHECK, Role(row.role))
            if Role(row.role) in _COURT and Stage(row.state) is Stage.WAITING and doing.facts.state in _OPENED:
                await move(doing, row, ParticipantAct.ADMIT, Role(row.role))

    async def attest(self, hearing_id: UUID, by: Principal) -> None:
        """Still the same people at this screen."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            _own(doing).attested_at = doing.at
            await settle(doing, _own(doing), "attested")

    async def consent(self, hearing_id: UUID, by: Principal) -> None:
        """Their own tap, for the rulings that stand now; the caller has checked that the list was this one."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            row = _own(doing)
            if Stage(row.state) not in ON_FLOOR:
                raise NotInTheHearing()
            row.consented_at, row.consented_public = doing.at, doing.facts.public
            await self._capture(doing, row, on=True)

    async def capture_off(self, hearing_id: UUID, by: Principal) -> None:
        """Their camera and microphone are off, for everyone; evidence of theirs waits for the judge."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            row = _own(doing)
            if row.consented_at is not None:
                await self._close_capture(doing, row)

    async def leave(self, hearing_id: UUID, by: Principal) -> None:
        """The person goes, and comes back to their own waiting room if they return."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, by, self._clock.now())
            row = _own(doing)
            if Stage(row.state) in _NOT_HERE or doing.facts.state in _OVER:
                return
            await self._forget_tap(doing, row)
            await move(doing, row, ParticipantAct.LEAVE, Role(row.role))

    async def lost(self, hearing_id: UUID, participant_id: UUID, since: datetime) -> None:
        """No connection for longer than a blink: a witness or protected person is behind their own tap again."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, None, self._clock.now())
            row = doing.facts.participant(participant_id)
            if doing.at - since < UNREACHABLE_AFTER or doing.facts.state in _OVER or Stage(row.state) in _NOT_HERE:
                return
            await self._forget_tap(doing, row)
            await move(doing, row, ParticipantAct.LOSE, Role(row.role))

    async def behind_own_tap(self, hearing_id: UUID, participant_id: UUID) -> None:
        """The page was reloaded, hidden or replaced: nothing of theirs flows until they tap again."""
        async with self._database.begin() as uow:
            doing = await hold(uow, hearing_id, None, self._clock.now())
            await self._forget_tap(doing, doing.facts.participant(participant_id))

    async def _seat(self, uow: UnitOfWork, hearing_id: UUID, by: Principal) -> bool:
        """A place for whoever has none and may take one; whether it is that of absent counsel."""
        if by.hearing_id not in (None, hearing_id):
            raise HearingNotFound()
        facts = await situation(uow, hearing_id)
        mine = facts.of_person(by.person_id)
        if mine is not None and mine.acts_for_id is None:
            return False
        file = await open_file(uow, facts.case.id, by)
        if mine is None and file.may(Act.clerk_hearing):
            await _take(uow, _expected(hearing_id, by, Role.CLERK.value))
            return False
        whose = place_to_take(facts, file, by)
        if mine is not None or whose is None:
            return False
        place = _expected(hearing_id, by, whose.role)
        place.for_person_id, place.acts_for_id = whose.for_person_id, whose.person_id
        await _take(uow, place)
        return True

    async def _nobody_shown_unasked(self, doing: Doing) -> None:
        """Somebody came who was on nobody's list when they tapped: whoever is guarded taps again first."""
        for row in doing.facts.participants:
            if is_guarded(doing.facts, row, doing.at):
                await self._forget_tap(doing, row)

    async def _forget_tap(self, doing: Doing, row: Participant) -> None:
        if row.consented_at is not None:
            await self._close_capture(doing, row)

    async def _close_capture(self, doing: Doing, row: Participant) -> None:
        row.consented_at = None
        await self._capture(doing, row, on=False)
        testifying = Stage(row.state) is Stage.TESTIFYING and doing.facts.state in HEARING_EVIDENCE
        if testifying and is_guarded(doing.facts, row, doing.at):
            state = SittingState.SUSPENDED_TECHNICAL
            await set_state(doing, SittingAct.SUSPEND_TECHNICAL.value, state, participant_id=str(row.id))

    async def _capture(self, doing: Doing, row: Participant, *, on: bool) -> None:
        sequence = await note(doing, "capture_on" if on else "capture_off", participant_id=str(row.id))
        event = CaptureChanged(
            case_id=doing.facts.case.id,
            hearing_id=doing.sitting.hearing_id,
            sequence=sequence,
            participant_id=row.id,
            on=on,
        )
        await tell(doing, event)


_OPENED = frozenset(SittingState) - {SittingState.NOT_OPEN, SittingState.ADJOURNED, SittingState.CONCLUDED}


def _expected(hearing_id: UUID, by: Principal, role: str) -> Participant:
    return Participant(hearing_id=hearing_id, person_id=by.person_id, role=role, state=Stage.EXPECTED.value)


async def _take(uow: UnitOfWork, row: Participant) -> None:
    """A place of their own, once, however many of their windows open at one moment."""
    await uow.insert_if_absent(Participant, **row.model_dump())


def is_guarded(facts: Situation, row: Participant, at: datetime) -> bool:
    """Whether this is a witness or somebody an order protects: their capture needs their own tap."""
    return guarded(facts.attendee(row), facts.people.rulings, at)


def _own(doing: Doing) -> Participant:
    assert doing.actor is not None
    return doing.actor
