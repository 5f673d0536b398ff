"""Coming in with a spoken code, without an account: for one hearing, on one device at a time."""

import asyncio
from datetime import timedelta

import pytest

from app.auth.commands import EnterWithCode
from app.auth.errors import WrongCode
from app.auth.terms import IDLE, LONGEST_BY_INVITATION, Desk
from app.auth.views import Opened
from tests.actions.auth.conftest import Door


async def _enter(door: Door, code: str, link: str | None = None) -> Opened:
    return await door.invitations.enter(EnterWithCode(code=code, link=link))


async def test_a_code_opens_its_hearing_and_no_desk(door: Door) -> None:
    invited = await door.invite()
    principal = (await _enter(door, invited.code, invited.link)).principal
    assert (principal.person_id, principal.hearing_id) == (door.witness, door.hearing)
    assert (principal.desk, principal.court_id) == (Desk.participant, None)


async def test_a_code_works_as_it_is_said_whatever_its_case_spaces_and_look_alike_letters(door: Door) -> None:
    code = (await door.invite()).code
    spoken = code.replace("-", " ").lower().replace("0", "o").replace("1", "l")
    assert (await _enter(door, spoken)).principal.person_id == door.witness


async def test_wrong_expired_and_recalled_codes_are_answered_alike(door: Door) -> None:
    recalled = await door.invite()
    await door.recall()
    expired = await door.invite(expires_at=door.clock.now() + timedelta(minutes=1))
    door.clock.advance(timedelta(minutes=1))
    for code in ("0000-0000", recalled.code, expired.code, "", "not a code at all"):
        with pytest.raises(WrongCode) as refused:
            await _enter(door, code or "-")
        assert refused.value.data == {}


async def test_the_link_of_another_invitation_does_not_go_with_a_code(door: Door) -> None:
    mine, other = await door.invite(), await door.invite(person=door.clerk)
    with pytest.raises(WrongCode):
        await _enter(door, mine.code, other.link)
    assert (await _enter(door, mine.code, mine.link)).principal.person_id == door.witness


async def test_a_fresh_code_ends_the_earlier_one_and_the_sign_in_that_came_with_it(door: Door) -> None:
    earlier = await door.invite()
    opened = await _enter(door, earlier.code)
    fresh = await door.invite()
    assert await door.sign_ins.recognise(opened.token) is None
    with pytest.raises(WrongCode):
        await _enter(door, earlier.code)
    assert (await _enter(door, fresh.code)).principal.person_id == door.witness


async def test_a_recalled_code_ends_its_sign_in_at_once(door: Door) -> None:
    opened = await _enter(door, (await door.invite()).code)
    assert await door.sign_ins.recognise(opened.token) is not None
    await door.recall()
    assert await door.sign_ins.recognise(opened.token) is None


async def test_a_second_device_ends_the_first(door: Door) -> None:
    code = (await door.invite()).code
    first, second = await _enter(door, code), await _enter(door, code)
    assert await door.sign_ins.recognise(first.token) is None
    assert await door.sign_ins.recognise(second.token) is not None


async def test_of_devices_that_come_in_at_one_moment_one_stays(door: Door) -> None:
    code = (await door.invite()).code
    opened = await asyncio.gather(*(_enter(door, code) for _ in range(12)))
    standing = [one for one in opened if await door.sign_ins.recognise(one.token)]
    assert len(standing) == 1


async def test_waiting_without_touching_the_page_does_not_end_an_appointment(door: Door) -> None:
    until = door.clock.now() + timedelta(days=2)
    opened = await _enter(door, (await door.invite(expires_at=until)).code)
    door.clock.advance(IDLE[Desk.participant] * 3)
    assert await door.sign_ins.recognise(opened.token) is not None
    door.clock.advance(LONGEST_BY_INVITATION)
    assert await door.sign_ins.recognise(opened.token) is None


async def test_a_sign_in_by_code_ends_with_its_invitation(door: Door) -> None:
    until = door.clock.now() + timedelta(hours=1)
    opened = await _enter(door, (await door.invite(expires_at=until)).code)
    door.clock.advance(timedelta(hours=1))
    assert await door.sign_ins.recognise(opened.token) is None
