"""Coming in with a password and going out again, on both databases."""

from datetime import timedelta

import pytest
from sqlmodel import select

from app.auth.commands import AskForToken
from app.auth.errors import WrongSignIn
from app.auth.models import SignIn
from app.auth.terms import LIFE, Desk
from tests.actions.auth.conftest import ADDRESS, PHRASE, Door

IDLE, LONGEST = LIFE[Desk.counsel].idle, LIFE[Desk.counsel].longest


async def test_the_right_pair_opens_a_sign_in_that_the_cookie_stands_for(door: Door) -> None:
    opened = await door.sign_in()
    principal = await door.sign_ins.recognise(opened.token)
    assert principal is not None
    assert (principal.person_id, principal.desk, principal.hearing_id) == (door.clerk, Desk.counsel, None)


async def test_an_address_is_found_whatever_its_case_and_the_spaces_around_it(door: Door) -> None:
    assert (await door.sign_in(f"  {ADDRESS.upper()} ")).principal.person_id == door.clerk


@pytest.mark.parametrize(("email", "password"), [(ADDRESS, "wrong"), ("nobody@varda.example", PHRASE)])
async def test_an_unknown_address_and_a_wrong_password_are_answered_alike(
    door: Door, email: str, password: str
) -> None:
    with pytest.raises(WrongSignIn) as refused:
        await door.sign_in(email, password)
    assert refused.value.data == {}


async def test_an_account_that_was_closed_is_answered_as_if_there_were_none(door: Door) -> None:
    opened = await door.sign_in()
    await door.disable()
    with pytest.raises(WrongSignIn):
        await door.sign_in()
    assert await door.sign_ins.recognise(opened.token) is None


async def test_a_token_is_refused_on_the_same_grounds(door: Door) -> None:
    wanted = AskForToken(email=ADDRESS, password=PHRASE)
    assert (await door.sign_ins.issue_token(wanted)).expires_in == 300
    with pytest.raises(WrongSignIn):
        await door.sign_ins.issue_token(wanted.model_copy(update={"password": "wrong"}))


async def test_a_signed_out_cookie_opens_nothing_anywhere_and_the_other_browser_stays(door: Door) -> None:
    here, there = await door.sign_in(), await door.sign_in()
    await door.sign_ins.sign_out(here.principal)
    assert await door.sign_ins.recognise(here.token) is None
    assert await door.sign_ins.recognise(there.token) is not None


async def test_a_sign_in_ends_when_nobody_used_it_for_its_idle_time(door: Door) -> None:
    opened = await door.sign_in()
    door.clock.advance(IDLE - timedelta(seconds=1))
    assert await door.sign_ins.recognise(opened.token) is not None
    door.clock.advance(IDLE)
    assert await door.sign_ins.recognise(opened.token) is None


async def test_a_sign_in_in_use_ends_after_its_longest_time_all_the_same(door: Door) -> None:
    opened, used = await door.sign_in(), timedelta()
    step = IDLE / 2
    while used + step < LONGEST:
        door.clock.advance(step)
        used += step
        assert await door.sign_ins.recognise(opened.token) is not None
    door.clock.advance(step)
    assert await door.sign_ins.recognise(opened.token) is None


async def test_the_secret_of_a_cookie_is_kept_by_nobody(door: Door) -> None:
    opened = await door.sign_in()
    async with door.database.read() as reader:
        row = await reader.first(select(SignIn))
    assert row is not None
    assert opened.token not in str(row.model_dump())
    assert await door.sign_ins.recognise(row.token_hash.hex()) is None
