"""Draws the plan of one moment: for every listener what may reach them, and in which slot."""

from collections.abc import Iterable
from datetime import datetime

from app.hearings.floor_plan.feeds import Feed, edges, feeds, reaching, recorded
from app.hearings.floor_plan.plan import Binding, Edge, FloorPlan
from app.hearings.floor_plan.reach import Alike, Floor
from app.hearings.floor_plan.slots import bind
from app.hearings.floor_plan.told import told
from app.hearings.terms import Attendee, Connected, Rulings, SittingNow


def floor_plan(
    sitting: SittingNow,
    people: Iterable[Attendee],
    rulings: Rulings,
    connected: Iterable[Connected],
    at: datetime,
    bound: Iterable[Binding] = (),
) -> FloorPlan:
    """Everything that may flow on the floor at this moment.

    `people` is everybody with a part in the sitting, waiting or not; `connected` every endpoint and
    rendition; `bound` the bindings in force, which keep their slots while they may. To show somebody the
    list they would be tapping for, plan with their new `Consent` put in and read `seen_by`.
    """
    floor = Floor(sitting, tuple(people), rulings, tuple(connected), at)
    arriving, standing = feeds(floor), _by_listener(bound)
    permitted: set[Edge] = set()
    bindings: list[Binding] = []
    answered: dict[Alike, tuple[Feed, ...]] = {}
    for listener in (peer for peer in floor.connected if peer.renders is None):
        alike = floor.alike(listener)
        if alike not in answered:
            answered[alike] = reaching(floor, listener, arriving)
        allowed = answered[alike]
        permitted.update(edges(listener, allowed))
        bindings.extend(bind(floor, listener, allowed, standing.get(listener.peer, ())))
    kept = recorded(floor, arriving)
    return FloorPlan(frozenset(permitted), tuple(sorted(bindings)), kept, told(floor, permitted, kept))


def _by_listener(bound: Iterable[Binding]) -> dict[str, list[Binding]]:
    found: dict[str, list[Binding]] = {}
    for binding in bound:
        found.setdefault(binding.listener, []).append(binding)
    return found
