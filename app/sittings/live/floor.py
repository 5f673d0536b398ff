"""One running sitting: keeps the engine equal to the plan; restricting is recorded after, relaxing before.

Stop does not wait for anything here: not for the database, not for a plan that is being applied.
"""

import asyncio
import logging
import secrets
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from itertools import count
from uuid import UUID

from app.auth.views import Principal
from app.db.database import Database
from app.hearings.floor_plan import Binding, FloorPlan
from app.hearings.models import Participant
from app.hearings.rules import stop as law6
from app.hearings.rules.capture import Capture, after_ruling
from app.hearings.terms import Consent, SittingNow, SittingState
from app.kernel.clock import Clock
from app.media.port import MediaEngine
from app.protection.terms import CLOSED, HEARING_EVIDENCE
from app.sittings.commands import Act, Stop
from app.sittings.live import fairness, ledger
from app.sittings.live.plan import connected, for_engine, plan_floor
from app.sittings.live.seat import Seat
from app.sittings.queries import Situation, situation
from app.sittings.views import ClosedFrame

logger = logging.getLogger(__name__)


class Floor:
    """The windows of one hearing, what flows between them, and who was told what."""

    def __init__(self, hearing_id: UUID, database: Database, engine: MediaEngine, clock: Clock) -> None:
        self.hearing_id = hearing_id
        self.room = secrets.token_hex(8)
        self.media_epoch = 0
        self.seats: dict[str, Seat] = {}
        self.speakers: tuple[UUID, ...] = ()
        self.facts: Situation | None = None
        self.plan = FloorPlan()
        self.applied_orders: frozenset[UUID] = frozenset()
        self.stops: list[tuple[Stop, Principal]] = []  # applied, and to be written down
        self.writing = asyncio.Lock()
        self._database, self._engine, self._clock = database, engine, clock
        self._epochs = count(1)
        self._held: UUID | None = None  # a Stop that is applied and not recorded yet
        self._unsure = False  # whether the engine may hold something else than `plan`
        self._generation = 0
        self._flowing: frozenset[ledger.Flow] | None = None  # what the ledger says, once this process wrote it
        self._turn = asyncio.Lock()

    def now(self, facts: Situation) -> SittingNow:
        """The sitting as it stands, a Stop that is still being recorded included."""
        now = facts.now(self.speakers)
        return now if self._held is None else replace(now, state=SittingState.STOPPED, stopped_for=self._held)

    async def refresh(self) -> Situation:
        """Look at the rows again."""
        async with self._database.read() as reader:
            self.facts = await situation(reader, self.hearing_id)
        return self.facts

    async def reconcile(self) -> None:
        """Make the engine equal to what stands now; starts over when a Stop comes in between."""
        async with self._turn:
            while True:
                generation = self._generation
                facts = await self.refresh()
                plan = plan_floor(facts, self.now(facts), self.seats.values(), self._clock.now(), self.plan.bindings)
                if await self._make_equal(facts, plan, generation):
                    break

    async def hold_for_stop(self, by: UUID, whom: UUID) -> None:
        """Apply a Stop at once; the act that records it follows. Raises what law 6 refuses."""
        facts = self.facts or await self.refresh()
        row = facts.sitting
        if row is None or by not in facts.people.people:
            return  # there is nothing to take away; the act itself says why it is refused
        state = SittingState(row.state)
        law6.stop(law6.Stopping(state, row.stopped_for, row.ready, row.line_open), facts.people.people[by], whom)
        self._held, self._unsure = whom, True
        self._generation += 1
        stopped = plan_floor(facts, self.now(facts), self.seats.values(), self._clock.now(), self.plan.bindings)
        await self._apply(stopped, set(stopped.bindings) & set(self.plan.bindings))

    def check_fairness(self, act: Act, facts: Situation) -> None:
        """Before evidence begins or goes on; raises FloorNotFair with what is missing (law 11)."""
        at = self._clock.now()
        fairness.check(act, facts, self.now(facts), connected(facts, self.seats.values(), at), at)

    def unfair(self) -> list[str]:
        """What is missing while evidence is given below the floor of fairness, by part and never by name."""
        facts, at = self.facts, self._clock.now()
        if facts is None or facts.state not in HEARING_EVIDENCE:
            return []
        seats = connected(facts, self.seats.values(), at)
        return fairness.in_words(facts, fairness.below_the_floor(facts, self.now(facts), seats, at))

    def would_be_shown_more(self) -> list[Participant]:
        """Those whose tap was for a list that the rulings of now would widen: capture stops (law 7).

        Nothing was shown to anybody meanwhile: a plan stays within what was tapped for.
        """
        facts, at = self.facts, self._clock.now()
        if facts is None:
            return []
        standing = Consent(facts.people.rulings, facts.public)
        return [row for row in facts.participants if self._widens(facts, row, standing, at)]

    def _widens(self, facts: Situation, row: Participant, standing: Consent, at: datetime) -> bool:
        consent = facts.consents.get(row.person_id)
        if consent is None or consent == standing:
            return False
        people = [facts.attendee(other).person for other in facts.participants if other.id != row.id]
        before = Capture(row.person_id, capturing=True, consent=consent)
        return not after_ruling(before, facts.attendee(row).person, people, standing, at).capturing

    def recorded_stop(self) -> None:
        """The oldest Stop is in the rows, or was refused: when none is left the rows decide."""
        self.stops.pop(0)
        if not self.stops:
            self._held = None
        self._generation += 1

    def bind_again(self) -> None:
        """A listener has slots now: tell the engine the whole plan once more."""
        self._unsure = True

    async def take_seat(self, seat: Seat) -> None:
        """Let a window in; an earlier one of the same person is closed, and nothing of it is carried over."""
        for other in list(self.seats.values()):
            if not seat.observer and other.participant_id == seat.participant_id:
                other.send(ClosedFrame(reason="replaced"))
                await self.give_up_seat(other)
        self.seats[seat.peer] = seat

    async def give_up_seat(self, seat: Seat) -> None:
        """Take a window out; the engine forgets it before anything else happens."""
        if self.seats.pop(seat.peer, None) is not None:
            await self._engine.drop(self.room, seat.peer)

    async def _make_equal(self, facts: Situation, plan: FloorPlan, generation: int) -> bool:
        old, new = set(self.plan.bindings), set(plan.bindings)
        if self._unsure or old != new or plan.edges != self.plan.edges:
            if old - new:
                await self._apply(plan, old & new)
            await self._record(facts, new)
            if generation != self._generation:
                return False
            await self._apply(plan, new)
            self._unsure = generation != self._generation
        self.plan = plan
        self.applied_orders = frozenset(restriction.id for restriction in facts.people.rulings.restrictions)
        return True

    async def _apply(self, plan: FloorPlan, bindings: Iterable[Binding]) -> None:
        bindings = tuple(bindings)
        await self._engine.apply(self.room, for_engine(next(self._epochs), plan, bindings))
        self.plan = replace(plan, bindings=tuple(sorted(bindings)))

    async def _record(self, facts: Situation, bindings: set[Binding]) -> None:
        people = {peer: None if seat.observer else seat.person_id for peer, seat in self.seats.items()}
        flowing = ledger.flows(bindings, people)
        if flowing == self._flowing:
            return
        async with self._database.begin() as uow:
            await ledger.write(uow, self.hearing_id, facts.case.id, flowing, self._clock.now())
        self._flowing = flowing

    def lost_room(self) -> None:
        """The engine's process is gone and nothing flows; the next room gets a new name and new connections."""
        self.room = secrets.token_hex(8)
        self.media_epoch += 1
        self.plan, self._unsure = FloorPlan(), True
        for seat in self.seats.values():
            seat.publishes.clear()

    @property
    def closed(self) -> bool:
        """Whether nothing more can happen in this sitting."""
        return self.facts is not None and self.facts.state in CLOSED - {SittingState.NOT_OPEN}
