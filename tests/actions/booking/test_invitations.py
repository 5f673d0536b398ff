"""A link and a code for those who come without an account: shown once, recalled at once, moved with the hearing."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.models import Invitation
from app.auth.queries import hashed
from app.auth.terms import Desk
from app.hearings.commands import Reschedule, Vacate
from app.hearings.errors import ComesWithAnAccount, OnlyTheCourtBooks, ParticipantNotFound, StepNotOpen
from app.hearings.models import Participant
from app.hearings.queries import Look, hearing_view, hearings_of_case
from tests.actions.booking.conftest import World


async def place_of(world: World, role: str) -> Participant:
    async with world.database.read() as reader:
        found = await reader.first(select(Participant).where(Participant.role == role))
    assert found is not None
    return found


async def invitations(world: World) -> list[Invitation]:
    async with world.database.read() as reader:
        return await reader.all(select(Invitation).order_by(Invitation.id))


async def test_a_link_carries_its_secret_behind_the_hash_sign_and_the_code_can_be_spoken(world: World) -> None:
    ref = await world.book()
    given = await world.bookings.issue_invitation(ref.id, (await place_of(world, "victim")).id, world.clerk)
    address, _, secret = given.link.partition("#")
    assert address == "https://court.example/start"
    assert len(given.code) == 9
    assert given.code[4] == "-"
    (kept,) = await invitations(world)
    assert kept.link_hash == hashed(secret)
    async with world.database.read() as reader:
        leaves = await reader.all(select(LogLeaf))
    assert not any(secret in str(leaf.payload) or given.code in str(leaf.payload) for leaf in leaves)


async def test_a_new_code_ends_the_one_before(world: World) -> None:
    ref = await world.book()
    place = await place_of(world, "victim")
    first = await world.bookings.issue_invitation(ref.id, place.id, world.clerk)
    second = await world.bookings.issue_invitation(ref.id, place.id, world.clerk)
    assert first.code != second.code
    assert [row.recalled_at is None for row in await invitations(world)] == [False, True]


async def test_a_code_can_be_recalled(world: World) -> None:
    ref = await world.book()
    place = await place_of(world, "victim")
    await world.bookings.issue_invitation(ref.id, place.id, world.clerk)
    await world.bookings.recall_invitation(ref.id, place.id, world.clerk)
    assert [row.recalled_at for row in await invitations(world)] == [world.clock.now()]


async def test_a_code_lasts_as_long_as_a_hearing_that_was_moved(world: World) -> None:
    ref = await world.book()
    await world.bookings.issue_invitation(ref.id, (await place_of(world, "victim")).id, world.clerk)
    later = Reschedule(date="2026-12-20", time="10:00", minutes=60, version=ref.version)
    moved = await world.bookings.reschedule(ref.id, later, world.clerk)
    assert [row.expires_at for row in await invitations(world)] == [moved.ends_at + timedelta(hours=12)]


async def test_vacating_a_hearing_ends_every_code_for_it(world: World) -> None:
    ref = await world.book()
    place = await place_of(world, "victim")
    await world.bookings.issue_invitation(ref.id, place.id, world.clerk)
    await world.bookings.vacate(ref.id, Vacate(reason="moot", version=ref.version), world.clerk)
    assert [row.recalled_at is None for row in await invitations(world)] == [False]
    with pytest.raises(StepNotOpen):
        await world.bookings.issue_invitation(ref.id, place.id, world.clerk)


async def test_somebody_with_a_desk_of_their_own_gets_no_code(world: World) -> None:
    ref = await world.book()
    for role in ("judge", "prosecutor"):
        with pytest.raises(ComesWithAnAccount):
            await world.bookings.issue_invitation(ref.id, (await place_of(world, role)).id, world.clerk)


async def test_only_the_court_gives_out_codes_and_only_for_those_expected(world: World) -> None:
    ref = await world.book()
    place = await place_of(world, "victim")
    with pytest.raises(OnlyTheCourtBooks):
        await world.bookings.issue_invitation(ref.id, place.id, world.principal("prosecutor", Desk.counsel))
    with pytest.raises(ParticipantNotFound):
        await world.bookings.issue_invitation(ref.id, uuid4(), world.clerk)


async def test_who_helps_her_gives_again_what_the_court_gave_once(world: World) -> None:
    ref = await world.book("judge", "prosecutor", "accused", "victim", "support_person")
    place, helper = await place_of(world, "victim"), world.principal("support_person", Desk.participant)
    with pytest.raises(OnlyTheCourtBooks):
        await world.bookings.issue_invitation(ref.id, place.id, helper)
    await world.bookings.issue_invitation(ref.id, place.id, world.clerk)
    again = await world.bookings.issue_invitation(ref.id, place.id, helper)
    assert [row.recalled_at is None for row in await invitations(world)] == [False, True]
    assert (await invitations(world))[-1].link_hash == hashed(again.link.partition("#")[2])
    await world.bookings.recall_invitation(ref.id, place.id, helper)
    assert [row.recalled_at is None for row in await invitations(world)] == [False, False]


async def test_a_helper_gives_codes_to_nobody_else_and_who_only_interprets_to_nobody(world: World) -> None:
    ref = await world.book("judge", "prosecutor", "accused", "victim", "support_person", "interpreter")
    for role in ("victim", "accused"):
        await world.bookings.issue_invitation(ref.id, (await place_of(world, role)).id, world.clerk)
    for who, role in (("support_person", "accused"), ("interpreter", "victim"), ("accused", "victim")):
        by = world.principal(who, Desk.participant)
        for act in (world.bookings.issue_invitation, world.bookings.recall_invitation):
            with pytest.raises(OnlyTheCourtBooks):
                await act(ref.id, (await place_of(world, role)).id, by)


async def test_only_who_may_give_new_ones_is_shown_that_they_may(world: World) -> None:
    ref = await world.book("judge", "prosecutor", "accused", "victim", "support_person")
    await world.bookings.issue_invitation(ref.id, (await place_of(world, "victim")).id, world.clerk)

    async def helped(who: str) -> list[str]:
        async with world.database.read() as reader:
            (row,) = await hearings_of_case(reader, world.case.id)
            view = await hearing_view(reader, row, Look(world.principal(who, Desk.participant), world.clock.now()))
        return [one.role for one in view.participants if one.helped]

    assert await helped("support_person") == ["victim"]
    assert await helped("accused") == []
