"""Every running sitting of this process: the loop that wakes on commits and every 250 ms, and what the engine says."""

import asyncio
import logging
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from uuid import UUID, uuid4

from sqlalchemy.exc import SQLAlchemyError
from sqlmodel import col, select

from app.auth.views import Principal
from app.db.acting import as_system
from app.db.database import Database
from app.hearings.errors import HearingNotFound
from app.hearings.models import Participant, Sitting
from app.hearings.rules.capture import UNREACHABLE_AFTER
from app.hearings.terms import SittingState
from app.kernel.clock import Clock
from app.kernel.errors import Refusal
from app.media.errors import EngineDown
from app.media.port import EngineEvent, MediaEngine, RoomLost, SourceSilent, SourceStarted, SpeakingLevel
from app.protection.terms import CLOSED
from app.sittings.actions import Acts, Presence
from app.sittings.commands import Act, Stop
from app.sittings.live import ledger
from app.sittings.live.floor import Floor
from app.sittings.live.ice import Ice
from app.sittings.live.seat import Seat
from app.sittings.live.together import of_its_own, views
from app.sittings.queries import situation, takes_part
from app.sittings.views import ViewFrame

logger = logging.getLogger(__name__)

TICK = 0.25
IDLE = 5.0  # seconds between looks while no room is open
LOUD = 60  # -dBov; quieter than this is a room, not a voice
MOST_WATCHING = 200


class Floors:
    """Opens a floor when its first window comes, keeps it equal to the rows, closes it when all is over."""

    def __init__(
        self, database: Database, engine: MediaEngine, acts: Acts, presence: Presence, ice: Ice, clock: Clock
    ) -> None:
        self._database, self._engine, self._clock, self._ice = database, engine, clock, ice
        self._acts, self._presence = acts, presence
        self._floors: dict[UUID, Floor] = {}
        self._unfair: dict[UUID, datetime] = {}
        self._gone: dict[tuple[UUID, UUID], datetime] = {}
        self._lost: list[Floor] = []
        self._wake = asyncio.Event()
        self._opening = asyncio.Lock()
        database.listeners.append(lambda _events: self._wake.set())
        engine.listeners.append(self._heard)

    @as_system
    async def run(self) -> None:
        """Work until cancelled; one floor's trouble is never another's."""
        while True:
            self._wake.clear()
            while self._lost:
                await self._reopen(self._lost.pop())
            await asyncio.gather(*(self._attend(floor) for floor in list(self._floors.values())))
            with suppress(TimeoutError):
                # `wait_for` of Python 3.11 can swallow a cancellation
                async with asyncio.timeout(TICK if self._floors else IDLE):
                    await self._wake.wait()

    @as_system
    async def recover(self) -> None:
        """After a crash: what was under way is suspended (technical), its ledger closed, its orders intact."""
        open_states = [state.value for state in SittingState if state not in CLOSED]
        async with self._database.read() as reader:
            rows = await reader.all(select(Sitting).where(col(Sitting.state).in_(open_states)))
        for row in rows:
            async with self._database.begin() as uow:
                facts = await situation(uow, row.hearing_id)
                await ledger.write(uow, row.hearing_id, facts.case.id, frozenset(), self._clock.now())
            await self._acts.suspend_after_crash(row.hearing_id)

    def running(self, hearing_id: UUID) -> Floor | None:
        """The floor of a hearing somebody has open."""
        return self._floors.get(hearing_id)

    @as_system
    async def enter(
        self, hearing_id: UUID, principal: Principal | None, translate: Callable[[str], str]
    ) -> tuple[Floor, Seat]:
        """Open a window: a participant's, or that of one of the public where the hearing is public."""
        row = await self._arrive(hearing_id, principal)
        floor = await self._floor(hearing_id)
        if row is None and sum(seat.observer for seat in floor.seats.values()) >= MOST_WATCHING:
            raise HearingNotFound()
        seat = Seat(
            peer=secrets.token_hex(8),
            person_id=row.person_id if row else uuid4(),
            principal=principal if row else None,
            participant_id=row.id if row else None,
            translate=translate,
        )
        await floor.take_seat(seat)
        if row is not None:
            self._gone.pop((hearing_id, row.id), None)
            await self._behind_own_tap(hearing_id, row)
        self._wake.set()
        return floor, seat

    @as_system
    async def admits(self, hearing_id: UUID, principal: Principal | None) -> None:
        """Raises HearingNotFound unless this person, or anybody, may open a window of this room now."""
        async with self._database.read() as reader:
            facts = await situation(reader, hearing_id)
            if principal is not None and principal.hearing_id not in (None, hearing_id):
                raise HearingNotFound()
            if principal is not None and await takes_part(reader, facts, principal):
                return
        if not facts.public or (principal is not None and principal.hearing_id is not None):
            raise HearingNotFound()

    @as_system
    async def keeps(self, floor: Floor, seat: Seat, principal: Principal | None) -> None:
        """The same for a window that is open: its person has their part still, or the public may watch still."""
        facts = floor.facts or await floor.refresh()
        if seat.observer:
            if not facts.public:
                raise HearingNotFound()
            return
        async with self._database.read() as reader:
            if principal is None or not await takes_part(reader, facts, principal):
                raise HearingNotFound()

    @as_system
    async def dismiss(self, floor: Floor, seat: Seat) -> None:
        """Somebody may not stay: the engine forgets their window first, then they are written down as having left."""
        if seat.peer not in floor.seats:
            return
        await self.leave(floor, seat)
        if seat.participant_id is not None and seat.principal is not None:
            self._gone.pop((floor.hearing_id, seat.participant_id), None)
            with suppress(Refusal):
                await self._presence.leave(floor.hearing_id, seat.principal)

    @as_system
    async def leave(self, floor: Floor, seat: Seat) -> None:
        """A window closed. Whoever does not come back within ten seconds has lost the connection."""
        if seat.peer not in floor.seats:
            return
        with suppress(EngineDown):
            await floor.give_up_seat(seat)
        if seat.participant_id is not None:
            self._gone[floor.hearing_id, seat.participant_id] = self._clock.now()
        self._wake.set()

    @as_system
    async def take(self, hearing_id: UUID, act: Act, by: Principal) -> None:
        """Take one act. A Stop is applied to what flows before anything is written."""
        floor = self._floors.get(hearing_id)
        if floor is None:
            await self._acts.do(hearing_id, act, by, frozenset())
            return
        if isinstance(act, Stop):
            await floor.hold_for_stop(by.person_id, await self._whose(floor, act, by))
            floor.stops.append((act, by))
            await self._record_stops(floor)
        else:
            floor.check_fairness(act, await floor.refresh())
            await self._acts.do(hearing_id, act, by, floor.applied_orders)

    async def _record_stops(self, floor: Floor) -> None:
        """Write down the Stops that are applied already; one that cannot be written yet stands until it can."""
        async with floor.writing:
            while floor.stops:
                act, by = floor.stops[0]
                try:
                    await self._acts.do(floor.hearing_id, act, by, floor.applied_orders)
                except (SQLAlchemyError, OSError):
                    logger.error("a Stop is applied and not recorded yet")
                    return
                except Refusal:
                    floor.recorded_stop()
                    raise
                floor.recorded_stop()
        self._wake.set()

    async def _whose(self, floor: Floor, act: Stop, by: Principal) -> UUID:
        if act.participant_id is None:
            return by.person_id
        facts = floor.facts or await floor.refresh()
        return facts.participant(act.participant_id).person_id

    def wake(self) -> None:
        """Look again now: somebody said what they would like to see, or asked for the view."""
        self._wake.set()

    async def _arrive(self, hearing_id: UUID, principal: Principal | None) -> Participant | None:
        if principal is not None:
            try:
                return await self._presence.arrive(hearing_id, principal)
            except HearingNotFound:
                if principal.hearing_id is not None:
                    raise
        async with self._database.read() as reader:
            facts = await situation(reader, hearing_id)
        if not facts.public:
            raise HearingNotFound()
        return None

    async def _behind_own_tap(self, hearing_id: UUID, row: Participant) -> None:
        if row.consented_at is not None:
            await self._presence.behind_own_tap(hearing_id, row.id)

    async def _floor(self, hearing_id: UUID) -> Floor:
        async with self._opening:
            floor = self._floors.get(hearing_id)
            if floor is None:
                floor = Floor(hearing_id, self._database, self._engine, self._clock)
                await self._engine.open_room(floor.room)
                self._floors[hearing_id] = floor
                self._wake.set()
            return floor

    async def _attend(self, floor: Floor) -> None:
        try:
            if floor.stops:
                await self._record_stops(floor)
            await self._lose_those_gone(floor)
            await floor.reconcile()
            for row in floor.would_be_shown_more():
                await self._presence.behind_own_tap(floor.hearing_id, row.id)
            await self._suspend_when_unfair(floor)
            self._show(floor)
            if floor.closed and not floor.seats:
                await self._close(floor)
        except EngineDown:
            logger.warning("the media engine did not answer; nothing flows until it does")
        except Refusal as refusal:
            logger.warning("a sitting refused a step of the service: %s", refusal.code)
        except Exception as reason:
            logger.error("a floor stumbled: %s", type(reason).__name__)

    def _show(self, floor: Floor) -> None:
        facts = floor.facts
        if facts is None:
            return
        sequence = facts.sitting.last_event if facts.sitting else 0
        for seat, text, view in views(floor, facts, self._clock.now(), self._ice.view):
            if text != seat.shown:
                seat.shown = text
                seat.send(ViewFrame(sequence=sequence, view=of_its_own(view, seat)))

    async def _lose_those_gone(self, floor: Floor) -> None:
        for (hearing_id, participant_id), since in list(self._gone.items()):
            if hearing_id == floor.hearing_id and self._clock.now() - since >= UNREACHABLE_AFTER:
                del self._gone[hearing_id, participant_id]
                await self._presence.lost(hearing_id, participant_id, since)

    async def _suspend_when_unfair(self, floor: Floor) -> None:
        """Evidence does not go on for long without a party; a blink of a link is not the end of a question."""
        missing = floor.unfair()
        if not missing:
            self._unfair.pop(floor.hearing_id, None)
            return
        since = self._unfair.setdefault(floor.hearing_id, self._clock.now())
        if self._clock.now() - since >= UNREACHABLE_AFTER:
            del self._unfair[floor.hearing_id]
            logger.warning("a sitting is suspended: %s", "; ".join(missing))
            await self._acts.suspend(floor.hearing_id, cause="fairness")

    async def _close(self, floor: Floor) -> None:
        self._floors.pop(floor.hearing_id, None)
        await self._engine.close_room(floor.room)

    def _heard(self, event: EngineEvent) -> None:
        floor = next((floor for floor in self._floors.values() if floor.room == event.room), None)
        if floor is None:
            return
        match event:
            case SourceStarted(source=source) if source.peer in floor.seats:
                floor.seats[source.peer].publishes.add(source.kind)
            case SourceSilent(source=source) if source.peer in floor.seats:
                floor.seats[source.peer].publishes.discard(source.kind)
            case SpeakingLevel(source=source, level=level) if source.peer in floor.seats and level < LOUD:
                speaker = floor.seats[source.peer].person_id
                floor.speakers = (speaker, *(other for other in floor.speakers if other != speaker))[:8]
                return  # the order of speakers is looked at with the next tick
            case RoomLost():
                floor.lost_room()
                self._lost.append(floor)
            case _:
                return
        self._wake.set()

    async def _reopen(self, floor: Floor) -> None:
        """A child died: a new room, the sitting suspended; every window makes new connections."""
        await self._engine.open_room(floor.room)
        with suppress(Refusal):
            await self._acts.suspend_after_crash(floor.hearing_id)
        self._wake.set()
