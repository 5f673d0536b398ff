"""What each window is shown now; windows of the public that are shown the same share one view.

Nothing is kept from one look to the next: time alone can take a name away. But two hundred people who watch in one
language, with the same pictures, are shown one thing, and it is built once for all of them.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping
from datetime import datetime

from app.hearings.floor_plan import Source
from app.sittings.live.floor import Floor
from app.sittings.live.seat import Seat
from app.sittings.live.shown import Showing
from app.sittings.queries import Situation
from app.sittings.views import IceView, RoomView

_OWN: Mapping[str, bool | Mapping[str, bool]] = {"ice": True, "me": {"id": True}}  # of one window, and no news to it


def views(
    floor: Floor, facts: Situation, at: datetime, ice: Callable[[bool], IceView]
) -> Iterator[tuple[Seat, str, RoomView]]:
    """Every window with its view and a text that changes when the view does."""
    slots = _slots(floor)
    built: dict[Hashable, tuple[str, RoomView]] = {}
    for seat in list(floor.seats.values()):
        alike = (seat.translate, frozenset(slots[seat.peer])) if seat.observer else seat.peer
        if alike not in built:
            view = Showing(floor, facts, seat, at).room(ice)
            built[alike] = view.model_dump_json(exclude=_OWN), view
        yield seat, *built[alike]


def of_its_own(view: RoomView, seat: Seat) -> RoomView:
    """A shared view as this window is sent it."""
    return view.model_copy(update={"me": view.me.model_copy(update={"id": seat.person_id})}) if seat.observer else view


def _slots(floor: Floor) -> dict[str, list[tuple[str, Source]]]:
    found: dict[str, list[tuple[str, Source]]] = defaultdict(list)
    for binding in floor.plan.bindings:
        found[binding.listener].append((binding.slot, binding.source))
    return found
