"""From the facts of a sitting to the plan of its floor, and from the plan to what the engine is told."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from app.hearings.floor_plan import Binding, FloorPlan, SeenBy, floor_plan
from app.hearings.terms import Attendee, Connected, Consent, Person, Role, SittingNow, SittingState, Stage
from app.media import port
from app.sittings.live.seat import Seat
from app.sittings.queries import Situation


def plan_floor(
    facts: Situation,
    now: SittingNow,
    seats: Iterable[Seat],
    at: datetime,
    bound: Iterable[Binding] = (),
) -> FloorPlan:
    """What may flow between these windows at this moment."""
    seats = tuple(seats)
    watching = tuple(Attendee(Person(seat.person_id, Role.PUBLIC), Stage.ADMITTED) for seat in seats if seat.observer)
    return floor_plan(now, facts.attendees() + watching, facts.people.rulings, connected(facts, seats, at), at, bound)


def connected(facts: Situation, seats: Iterable[Seat], at: datetime) -> list[Connected]:
    """The windows as the floor plan sees them, each with what its person attested."""
    return [_connected(facts, seat, at) for seat in seats]


def preview(facts: Situation, now: SittingNow, person_id: UUID, at: datetime) -> SeenBy:
    """Who would see and hear this person when they speak, once they tap: what stands now, everybody come."""
    called = [_as_if_called(attendee, person_id) for attendee in facts.attendees()]
    consents = {**now.consents, person_id: Consent(facts.people.rulings, facts.public)}
    speaking = replace(now, state=SittingState.IN_SESSION, stopped_for=None, line_open=False, consents=consents)
    return floor_plan(speaking, called, facts.people.rulings, (), at).seen_by(person_id)


def for_engine(epoch: int, plan: FloorPlan, bindings: Iterable[Binding]) -> port.RoomPlan:
    """The plan in the engine's words, with some or all of its bindings."""
    return port.RoomPlan(
        epoch=epoch,
        edges=frozenset(port.Edge(port.Source(e.source.peer, e.source.kind), e.listener) for e in plan.edges),
        bindings=tuple(
            port.Binding(b.listener, b.slot, port.Source(b.source.peer, b.source.kind)) for b in sorted(bindings)
        ),
    )


def _connected(facts: Situation, seat: Seat, at: datetime) -> Connected:
    if seat.observer:
        return seat.connected(at)  # whoever watches as the public may be anybody: there is nobody to attest
    row = facts.of_person(seat.person_id)
    return seat.connected(row.attested_at if row else None)


def _as_if_called(attendee: Attendee, person_id: UUID) -> Attendee:
    if attendee.person.id == person_id:
        return replace(attendee, stage=Stage.TESTIFYING)
    gone = attendee.stage in {Stage.RELEASED, Stage.LEFT}
    return attendee if gone else replace(attendee, stage=Stage.ADMITTED)
