"""Booking: who may, what it brings about, and what it refuses."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.terms import Desk
from app.cases.errors import CaseNotFound
from app.cases.models import Case, DocketEntry, Part
from app.db.database import Database
from app.db.idempotency import KeyReused
from app.hearings.calendar import DoubleBooked, ParticipantNotAvailable, TimeHasPassed
from app.hearings.commands import BookHearing, Invitee, Reschedule, Vacate, VacateReason
from app.hearings.errors import (
    ChangedMeanwhile,
    HearingNeedsAJudge,
    LanguagesMissing,
    NotOfThisCase,
    OnlyTheCourtBooks,
    SittingHasBegun,
    StepNotOpen,
)
from app.hearings.models import Hearing, Participant, Sitting
from app.kernel.zones import TimeDoesNotExist, TimeHappensTwice
from tests.actions.booking.conftest import World
from tests.builders import NOW


async def everything(database: Database, model: type) -> list:  # type: ignore[type-arg]
    async with database.read() as reader:
        return await reader.all(select(model))


async def test_a_booking_puts_everybody_on_the_list_and_the_hearing_on_the_docket(world: World) -> None:
    ref = await world.book("judge", "accused", "victim", "interpreter")
    assert (ref.starts_at.hour, ref.ends_at - ref.starts_at) == (9, timedelta(hours=1))  # 10:30 in Vienna is 09:30 UTC
    expected = await everything(world.database, Participant)
    assert {one.role for one in expected} == {"judge", "accused", "victim", "interpreter"}
    interpreter = next(one for one in expected if one.role == "interpreter")
    assert (interpreter.languages, interpreter.for_person_id) == (["en", "ar"], world.people["victim"].id)
    entry = (await everything(world.database, DocketEntry))[0]
    assert (entry.number, entry.hearing_id, entry.title) == (1, ref.id, "Motion hearing scheduled for 2026-12-03 10:30")
    assert "hearings.booked" in {leaf.kind for leaf in await everything(world.database, LogLeaf)}


async def test_a_judge_in_two_hearings_at_once_is_refused_and_the_clerk_is_told_who_and_when(world: World) -> None:
    first = await world.book("judge")
    with pytest.raises(DoubleBooked) as refused:
        await world.book("judge", "accused", at="11:29", key="key-2")
    assert refused.value.data["clashes"] == [
        {"part_id": world.parts["judge"].id, "from": first.starts_at, "until": first.ends_at}
    ]
    assert len(await everything(world.database, Hearing)) == 1


async def test_a_judge_who_books_learns_only_that_somebody_is_not_available(world: World) -> None:
    await world.book("judge")
    with pytest.raises(ParticipantNotAvailable) as refused:
        await world.book("judge", key="key-2", by=world.principal("judge", Desk.judge))
    assert type(refused.value) is ParticipantNotAvailable
    assert refused.value.data == {}


async def test_a_hearing_may_begin_when_another_ends(world: World) -> None:
    await world.book("judge", at="09:30")
    await world.book("judge", at="10:30", key="key-2")
    with pytest.raises(DoubleBooked):
        await world.book("judge", at="10:29", minutes=5, key="key-3")


async def test_a_vacated_hearing_leaves_everybody_free(world: World) -> None:
    ref = await world.book("judge")
    await world.bookings.vacate(ref.id, Vacate(reason=VacateReason.settled, version=ref.version), world.clerk)
    assert (await world.book("judge", key="key-2")).id != ref.id


async def test_a_hearing_of_another_court_says_only_that_somebody_is_taken(world: World) -> None:
    await world.book("judge", "accused")
    async with world.database.begin() as uow:
        other = type(world.court)(name="Another court", zone="Europe/Vienna")
        uow.add(other)
        await uow.flush()
        hearing = (await uow.all(select(Hearing)))[0]
        hearing.court_id = other.id
    with pytest.raises(DoubleBooked) as refused:
        await world.book("judge", key="key-2")
    assert refused.value.data["clashes"] == [{"part_id": world.parts["judge"].id}]


async def test_of_32_bookings_of_one_judge_at_one_time_exactly_one_is_made(world: World) -> None:
    """Each names the judge and somebody else, in cases of their own, so that nothing but the judge is shared."""
    cases = await _cases(world, 32)

    async def book(number: int, case_id: UUID, part_id: UUID) -> object:
        command = world.command("judge").model_copy(update={"participants": (Invitee(part_id=part_id),)})
        return await world.bookings.book(case_id, command, world.clerk, f"key-{number}")

    answers = await asyncio.gather(*(book(n, *ids) for n, ids in enumerate(cases)), return_exceptions=True)
    refused = [one for one in answers if isinstance(one, BaseException)]
    assert {type(one) for one in refused} == {DoubleBooked}
    assert len(refused) == 31
    assert len(await everything(world.database, Hearing)) == 1


async def _cases(world: World, count: int) -> list[tuple[UUID, UUID]]:
    made = []
    async with world.database.begin() as uow:
        for number in range(count):
            case = Case(**world.case.model_dump(exclude={"id", "number", "version"}), number=f"CR-2026-{number + 1000}")
            uow.add(case)
            await uow.flush()
            part = Part(case_id=case.id, person_id=world.people["judge"].id, role="judge", since=NOW)
            uow.add(part)
            made.append((case.id, part.id))
    return made


async def test_the_same_key_gives_the_same_hearing_even_when_sent_twice_at_once(world: World) -> None:
    first, second = await asyncio.gather(world.book(), world.book())
    assert first == second == await world.book()
    assert len(await everything(world.database, Hearing)) == 1


async def test_a_key_is_not_taken_for_another_request(world: World) -> None:
    await world.book()
    with pytest.raises(KeyReused):
        await world.book(at="14:00")


async def test_only_the_court_of_the_case_books(world: World) -> None:
    for key, desk in (("prosecutor", Desk.counsel), ("stranger", Desk.counsel)):
        with pytest.raises(OnlyTheCourtBooks):
            await world.book(by=world.principal(key, desk))
    with pytest.raises(CaseNotFound):
        await world.bookings.book(uuid4(), world.command(), world.clerk, "key-1")


async def test_a_clerk_of_another_court_does_not_book_here(world: World) -> None:
    elsewhere = type(world.clerk)(world.people["stranger"].id, Desk.clerk, uuid4())
    with pytest.raises(OnlyTheCourtBooks):
        await world.book(by=elsewhere)


async def test_a_hearing_has_a_judge_and_an_interpreter_has_languages(world: World) -> None:
    with pytest.raises(HearingNeedsAJudge):
        await world.book("prosecutor", "accused")
    bare = world.command("judge").model_copy(
        update={"participants": (Invitee(part_id=world.parts["interpreter"].id, languages=("en",)),)}
    )
    with pytest.raises(LanguagesMissing):
        await world.bookings.book(world.case.id, bare, world.clerk, "key-1")


async def test_a_judge_of_the_court_who_is_chosen_is_given_the_case(world: World) -> None:
    chosen = world.command("accused").model_copy(update={"judge_id": world.people["second_judge"].id})
    await world.bookings.book(world.case.id, chosen, world.clerk, "key-1")
    parts = await everything(world.database, Part)
    assert [part.role for part in parts if part.person_id == world.people["second_judge"].id] == ["judge"]


async def test_nobody_from_outside_the_case_or_the_court_s_bench_can_be_asked(world: World) -> None:
    outside = world.command("judge").model_copy(update={"judge_id": world.people["stranger"].id})
    with pytest.raises(NotOfThisCase):
        await world.bookings.book(world.case.id, outside, world.clerk, "key-1")
    unknown = world.command("judge").model_copy(update={"participants": (Invitee(part_id=uuid4()),)})
    with pytest.raises(NotOfThisCase):
        await world.bookings.book(world.case.id, unknown, world.clerk, "key-1")


async def test_times_that_are_past_missing_or_doubled_are_refused(world: World) -> None:
    for day, at, refusal in (
        ("2026-11-23", "09:00", TimeHasPassed),
        ("2027-03-28", "02:30", TimeDoesNotExist),
        ("2027-10-31", "02:30", TimeHappensTwice),
    ):
        with pytest.raises(refusal):
            await world.book(day=day, at=at)
    assert await everything(world.database, Hearing) == []
    answered = BookHearing(**world.command(day="2027-10-31", at="02:30").model_dump() | {"second": True})
    ref = await world.bookings.book(world.case.id, answered, world.clerk, "key-1")
    assert ref.starts_at.hour == 1  # 02:30 in winter time


async def test_a_case_that_is_not_public_has_no_public_hearing(world: World) -> None:
    async with world.database.begin() as uow:
        (await uow.lock(Case, world.case.id)).level = "parties"
    await world.book()
    assert [hearing.public for hearing in await everything(world.database, Hearing)] == [False]


async def test_moving_a_hearing_counts_on_and_clashes_with_everything_but_itself(world: World) -> None:
    ref = await world.book("judge", at="10:30")
    await world.book("judge", at="14:00", key="key-2")
    move = {"date": "2026-12-03", "minutes": 60, "version": ref.version}
    moved = await world.bookings.reschedule(ref.id, Reschedule(time="11:00", **move), world.clerk)
    assert (moved.status, moved.sequence, moved.starts_at.hour) == ("rescheduled", 1, 10)
    with pytest.raises(ChangedMeanwhile):
        await world.bookings.reschedule(ref.id, Reschedule(time="12:00", **move), world.clerk)
    with pytest.raises(DoubleBooked):
        await world.bookings.reschedule(
            ref.id, Reschedule(time="13:30", **move | {"version": moved.version}), world.clerk
        )


async def test_a_vacated_hearing_does_not_move_and_is_not_vacated_again(world: World) -> None:
    ref = await world.book()
    gone = await world.bookings.vacate(ref.id, Vacate(reason="settled", version=ref.version), world.clerk)
    assert (gone.status, gone.sequence) == ("vacated", 1)
    move = Reschedule(date="2026-12-04", time="10:00", minutes=30, version=gone.version)
    with pytest.raises(StepNotOpen):
        await world.bookings.reschedule(ref.id, move, world.clerk)
    with pytest.raises(StepNotOpen):
        await world.bookings.vacate(ref.id, Vacate(reason="settled", version=gone.version), world.clerk)


async def test_the_plan_of_a_sitting_that_has_begun_no_longer_changes(world: World) -> None:
    ref = await world.book()
    async with world.database.begin() as uow:
        uow.add(Sitting(hearing_id=ref.id, state="open", opened_at=NOW))
    with pytest.raises(SittingHasBegun):
        await world.bookings.vacate(ref.id, Vacate(reason="settled", version=ref.version), world.clerk)
