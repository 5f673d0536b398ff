"""Which numbered slot of a listener carries whom; what is bound stays where it is while it may."""

from collections.abc import Iterable, Iterator

from app.hearings.floor_plan.feeds import Feed
from app.hearings.floor_plan.plan import Binding
from app.hearings.floor_plan.reach import Floor
from app.hearings.terms import Connected
from app.protection.terms import Role, Stage


def bind(floor: Floor, listener: Connected, allowed: tuple[Feed, ...], bound: Iterable[Binding]) -> Iterator[Binding]:
    """One number per person: `aN` their sound, `vN` their picture; pictures give way to sound first."""
    count = floor.sitting.slots
    origins = {feed.origin.peer: feed.origin for feed in allowed}.values()
    wanted = sorted(origins, key=lambda origin: _order(floor, listener, origin))
    chosen = [peer.peer for peer in wanted[:count]]
    pictured = set(chosen[:1] if listener.less_data else chosen)
    numbers = _numbers(floor, chosen, bound)
    for feed in allowed:
        peer, kind = feed.origin.peer, feed.source.kind
        if peer in numbers and (kind == "audio" or peer in pictured):
            yield Binding(listener.peer, f"{kind[0]}{numbers[peer]}", feed.source)


def _numbers(floor: Floor, chosen: list[str], bound: Iterable[Binding]) -> dict[str, int]:
    numbers: dict[str, int] = {}
    for binding in sorted(bound):
        number, origin = int(binding.slot[1:]), floor.origin_of(binding.source.peer)
        fits = number < floor.sitting.slots and origin in chosen
        if fits and origin is not None and origin not in numbers and number not in numbers.values():
            numbers[origin] = number
    free = (number for number in range(floor.sitting.slots) if number not in set(numbers.values()))
    return numbers | {peer: next(free) for peer in chosen if peer not in numbers}


def _order(floor: Floor, listener: Connected, origin: Connected) -> tuple[int, int, str]:
    """Pinned, then who testifies, the bench, interpreters (signers hold their frame rate), then by speech."""
    people = floor.sent_from(origin)
    ids = {attendee.person.id for attendee in people}
    roles = {attendee.person.role for attendee in people}
    spoke = [place for place, speaker in enumerate(floor.sitting.speakers) if speaker in ids]
    last = spoke[0] if spoke else len(floor.sitting.speakers)
    if ids & listener.pins:
        return (0, last, origin.peer)
    if any(attendee.stage is Stage.TESTIFYING for attendee in people):
        return (1, last, origin.peer)
    if Role.JUDGE in roles:
        return (2, last, origin.peer)
    return (3 if Role.INTERPRETER in roles else 4, last, origin.peer)
