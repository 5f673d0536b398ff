"""Coming in with a link and a code, without an account: for one hearing, once, on the device that used it."""

import asyncio
from datetime import timedelta

import pytest
from sqlalchemy import event
from sqlmodel import select

from app.auth.errors import SignInTooOften, WrongCode
from app.auth.models import Invitation, Person, SignIn, Tries
from app.auth.rules.invitations import FORGOTTEN_AFTER, FREE_TRIES, MANY
from app.auth.terms import Desk
from tests.actions.auth.conftest import Door

WRONG = "0000-0000"


async def test_link_and_code_open_their_hearing_and_no_desk(door: Door) -> None:
    invited = await door.invite()
    principal = (await door.enter(invited.code, invited.link)).principal
    assert (principal.person_id, principal.hearing_id) == (door.witness, door.hearing)
    assert (principal.desk, principal.court_id) == (Desk.participant, None)


async def test_the_link_alone_and_the_code_alone_open_nothing(door: Door) -> None:
    invited = await door.invite()
    for code, link in ((WRONG, invited.link), (invited.code, ""), (invited.code, "x" * 43)):
        with pytest.raises(WrongCode):
            await door.enter(code, link)


async def test_a_code_works_as_it_is_said_whatever_its_case_spaces_and_look_alike_letters(door: Door) -> None:
    invited = await door.invite()
    spoken = invited.code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert (await door.enter(spoken, invited.link)).principal.person_id == door.witness


async def test_a_whole_message_can_be_pasted(door: Door) -> None:
    invited = await door.invite()
    message = f"Your link: https://court.example/start#{invited.link}\nYour code: {invited.code}."
    assert (await door.enter(message)).principal.person_id == door.witness


async def test_wrong_used_recalled_and_expired_are_answered_alike(door: Door) -> None:
    used = await door.invite(person=door.clerk)
    await door.enter(used.code, used.link, device="somebody's")
    recalled = await door.invite()
    await door.recall()
    expired = await door.invite(expires_at=door.clock.now() + timedelta(minutes=1))
    door.clock.advance(timedelta(minutes=1))
    tried = ((WRONG, "x" * 43), (used.code, used.link), (recalled.code, recalled.link), (expired.code, expired.link))
    for code, link in (*tried, ("-", ""), ("not a code at all", "")):
        with pytest.raises(WrongCode) as refused:
            await door.enter(code, link)
        assert refused.value.data == {}


async def test_the_link_of_another_invitation_does_not_go_with_a_code(door: Door) -> None:
    mine, other = await door.invite(), await door.invite(person=door.clerk)
    with pytest.raises(WrongCode):
        await door.enter(mine.code, other.link)
    assert (await door.enter(mine.code, mine.link)).principal.person_id == door.witness


async def test_a_fresh_code_ends_the_earlier_one_and_the_sign_in_that_came_with_it(door: Door) -> None:
    earlier = await door.invite()
    opened = await door.enter(earlier.code, earlier.link)
    fresh = await door.invite()
    assert await door.sign_ins.recognise(opened.token) is None
    with pytest.raises(WrongCode):
        await door.enter(earlier.code, earlier.link)
    assert (await door.enter(fresh.code, fresh.link, device="another")).principal.person_id == door.witness


async def test_a_recalled_code_ends_its_sign_in_at_once(door: Door) -> None:
    invited = await door.invite()
    opened = await door.enter(invited.code, invited.link)
    assert await door.sign_ins.recognise(opened.token) is not None
    await door.recall()
    assert await door.sign_ins.recognise(opened.token) is None
    async with door.database.read() as reader:
        assert [row.ended_at for row in await reader.all(select(SignIn))] == [door.clock.now()]


async def test_a_second_device_is_refused_and_the_first_stays(door: Door) -> None:
    invited = await door.invite()
    first = await door.enter(invited.code, invited.link)
    with pytest.raises(WrongCode):
        await door.enter(invited.code, invited.link, device="another")
    assert await door.sign_ins.recognise(first.token) is not None


async def test_the_same_device_comes_back_with_its_code_until_the_appointment_ends(door: Door) -> None:
    invited = await door.invite()
    first = await door.enter(invited.code, invited.link)
    door.clock.advance(timedelta(hours=20))
    again = await door.enter(invited.code)
    assert await door.sign_ins.recognise(first.token) is None
    assert await door.sign_ins.recognise(again.token) is not None
    door.clock.advance(timedelta(hours=4))
    with pytest.raises(WrongCode):
        await door.enter(invited.code)


async def test_of_64_devices_that_come_in_at_one_moment_one_does(door: Door) -> None:
    invited = await door.invite()
    tries = (door.enter(invited.code, invited.link, device=f"device {number}") for number in range(64))
    opened = await asyncio.gather(*tries, return_exceptions=True)
    inside = [one for one in opened if not isinstance(one, BaseException)]
    assert len(inside) == 1
    assert {type(one) for one in opened if isinstance(one, BaseException)} == {WrongCode}
    assert await door.sign_ins.recognise(inside[0].token) is not None


async def test_of_64_wrong_codes_at_one_moment_the_free_ones_are_looked_at_and_counted(door: Door) -> None:
    invited = await door.invite()
    tries = (door.enter(WRONG, invited.link) for _ in range(64))
    found = [type(one) for one in await asyncio.gather(*tries, return_exceptions=True)]
    assert (found.count(WrongCode), found.count(SignInTooOften)) == (FREE_TRIES, 64 - FREE_TRIES)
    async with door.database.read() as reader:
        assert [row.wrong for row in await reader.all(select(Invitation))] == [FREE_TRIES]
        assert [row.wrong for row in await reader.all(select(Tries))] == [FREE_TRIES]


async def test_a_pause_grows_with_each_wrong_code_up_to_a_minute(door: Door) -> None:
    invited, pauses = await door.invite(), []
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(WrongCode):
            await door.enter(WRONG, invited.link)
    for _ in range(8):
        with pytest.raises(WrongCode):
            await door.enter(WRONG, invited.link)
        with pytest.raises(SignInTooOften) as paused:
            await door.enter(invited.code, invited.link)
        pauses.append(paused.value.data["retry_after"])
        door.clock.advance(timedelta(seconds=pauses[-1]))
    assert pauses == [2, 4, 8, 16, 32, 60, 60, 60]


async def test_wrong_codes_never_use_an_invitation_up(door: Door) -> None:
    invited = await door.invite()
    for number in range(200):
        with pytest.raises((WrongCode, SignInTooOften)):
            await door.enter(WRONG, invited.link, device=f"stranger {number % 70}")
    assert (await door.enter(invited.code, invited.link)).principal.person_id == door.witness


async def test_after_many_wrong_codes_every_further_place_has_one_free_try(door: Door) -> None:
    invited = await door.invite()
    for number in range(MANY):
        with pytest.raises(WrongCode):
            await door.enter(WRONG, invited.link, device=f"stranger {number}")
    with pytest.raises(WrongCode):
        await door.enter(WRONG, invited.link, device="a new one")
    with pytest.raises(SignInTooOften):
        await door.enter(WRONG, invited.link, device="a new one")


async def test_wrong_codes_elsewhere_and_with_another_link_cost_her_no_pause(door: Door) -> None:
    mine, other = await door.invite(), await door.invite(person=door.clerk)
    for link, device in ((mine.link, "a stranger"), (other.link, "her phone"), ("", "her phone")):
        for _ in range(FREE_TRIES):
            with pytest.raises(WrongCode):
                await door.enter(WRONG, link, device=device)
    assert (await door.enter(mine.code, mine.link)).principal.person_id == door.witness


async def test_wrong_codes_are_forgotten_after_a_while_and_by_coming_in(door: Door) -> None:
    invited = await door.invite()
    for _ in range(FREE_TRIES):
        with pytest.raises(WrongCode):
            await door.enter(WRONG, invited.link)
    door.clock.advance(FORGOTTEN_AFTER)
    for _ in range(FREE_TRIES - 1):
        with pytest.raises(WrongCode):
            await door.enter(WRONG, invited.link)
    await door.enter(invited.code, invited.link)
    async with door.database.read() as reader:
        assert await reader.all(select(Tries)) == []


async def test_a_supporter_and_a_party_come_in_the_same_way(door: Door) -> None:
    supporter = await door.invite(person=door.clerk)
    await door.enter(supporter.code, supporter.link, device="hers")
    witness = await door.invite()
    assert (await door.enter(witness.code, witness.link, device="hers")).principal.person_id == door.witness
    async with door.database.read() as reader:
        assert len(await reader.all(select(Person))) == 2


async def test_who_waits_for_hours_without_touching_the_page_is_not_sent_out(door: Door) -> None:
    invited = await door.invite()
    opened = await door.enter(invited.code, invited.link)
    door.clock.advance(timedelta(hours=5))
    assert await door.sign_ins.recognise(opened.token) is not None


async def test_a_sign_in_by_code_ends_with_its_invitation(door: Door) -> None:
    invited = await door.invite(expires_at=door.clock.now() + timedelta(hours=1))
    opened = await door.enter(invited.code, invited.link)
    door.clock.advance(timedelta(hours=1))
    assert await door.sign_ins.recognise(opened.token) is None


async def test_wrong_used_recalled_and_expired_cost_the_same_statements(door: Door) -> None:
    used = await door.invite(person=door.clerk)
    await door.enter(used.code, used.link, device="somebody's")
    recalled = await door.invite()
    expired = await door.invite(expires_at=door.clock.now() + timedelta(minutes=1))
    door.clock.advance(timedelta(minutes=1))
    current = await door.invite(expires_at=door.clock.now() + timedelta(hours=1))
    unknown = ("0000-0000", "x" * 43)
    tried = (unknown, (WRONG, current.link), *((one.code, one.link) for one in (used, recalled, expired)))
    work = [await _statements(door, code, link) for code, link in tried]
    assert len(work[0]) > 6
    assert all(done == work[0] for done in work)


async def _statements(door: Door, code: str, link: str) -> list[str]:
    """What one refused try asks the database, first try of its place."""
    found: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_: object) -> None:
        found.append(statement)

    engines = {door.database.writer.sync_engine, door.database.reader.sync_engine}
    for engine in engines:
        event.listen(engine, "before_cursor_execute", note)
    with pytest.raises(WrongCode):
        await door.enter(code, link)
    for engine in engines:
        event.remove(engine, "before_cursor_execute", note)
    return found
