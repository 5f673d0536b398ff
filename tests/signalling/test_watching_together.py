"""Two hundred people watch for about the work of one, and each is shown what they alone would be shown."""

from app.kernel.clock import SettableClock
from app.language.i18n import speaker
from app.sittings.live.seat import Seat
from app.sittings.live.shown import Showing
from app.sittings.live.together import of_its_own, views
from app.sittings.views import IceView, RoomView
from tests.signalling.room import Client, House

LANGUAGES = ("en", "ru", "ar")


async def watch(court: House, many: int) -> list[Seat]:
    """Windows of the public, in every language in turn."""
    floors = court.services.floors
    return [
        (await floors.enter(court.hearing_id, None, speaker(LANGUAGES[place % len(LANGUAGES)])))[1]
        for place in range(many)
    ]


def ice(relay_only: bool) -> IceView:
    return IceView(relay_only=relay_only)


async def shown(court: House, now: SettableClock) -> dict[str, tuple[str, RoomView]]:
    await court.floor.reconcile()  # every window has its place in the plan
    facts = court.floor.facts
    assert facts is not None
    return {seat.peer: (text, of_its_own(view, seat)) for seat, text, view in views(court.floor, facts, now.now(), ice)}


async def test_every_window_is_shown_what_it_would_be_shown_alone(
    court: House, people: dict[str, Client], now: SettableClock
) -> None:
    watching = await watch(court, 6)
    found = await shown(court, now)
    facts = await court.floor.refresh()
    for seat in court.floor.seats.values():
        assert found[seat.peer][1] == Showing(court.floor, facts, seat, now.now()).room(ice)
    assert {found[seat.peer][1].me.id for seat in watching} == {seat.person_id for seat in watching}


async def test_two_hundred_who_see_the_same_share_one_view_for_each_language(
    court: House, people: dict[str, Client], now: SettableClock
) -> None:
    watching = await watch(court, 200)
    found = await shown(court, now)
    assert len({id(found[seat.peer][0]) for seat in watching}) == len(LANGUAGES)
    assert len({id(found[seat.peer][1].told) for seat in watching}) == len(LANGUAGES)
    taking_part = [seat for seat in court.floor.seats.values() if not seat.observer]
    assert len({id(found[seat.peer][1].told) for seat in taking_part}) == len(taking_part)
