"""Sixty-four at one moment with one link, and sixty-four wrong codes: one comes in, and every wrong one is counted.

A few rounds in every run; a thousand in the long one, each with an invitation of its own.
"""

import asyncio
import os

from sqlmodel import select

from app.auth.errors import SignInTooOften, WrongCode
from app.auth.models import Invitation, Tries
from app.auth.rules.invitations import FORGOTTEN_AFTER, FREE_TRIES
from tests.actions.auth.conftest import Door

AT_ONCE = 64
ROUNDS = 1000 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 5
WRONG = "0000-0000"


async def test_of_many_devices_with_one_link_and_code_one_comes_in(door: Door) -> None:
    for turn in range(ROUNDS):
        invited = await door.invite()
        tries = (door.enter(invited.code, invited.link, device=f"device {turn}/{n}") for n in range(AT_ONCE))
        found = await asyncio.gather(*tries, return_exceptions=True)
        inside = [one for one in found if not isinstance(one, BaseException)]
        assert len(inside) == 1
        assert {type(one) for one in found if isinstance(one, BaseException)} == {WrongCode}
        assert await door.sign_ins.recognise(inside[0].token) is not None


async def test_of_many_wrong_codes_the_free_ones_are_looked_at_and_each_of_them_is_counted(door: Door) -> None:
    for _ in range(ROUNDS):
        invited = await door.invite()
        tries = (door.enter(WRONG, invited.link) for _ in range(AT_ONCE))
        found = [type(one) for one in await asyncio.gather(*tries, return_exceptions=True)]
        assert (found.count(WrongCode), found.count(SignInTooOften)) == (FREE_TRIES, AT_ONCE - FREE_TRIES)
        async with door.database.read() as reader:
            newest = select(Invitation).order_by(Invitation.id.desc())  # type: ignore[attr-defined]
            row = await reader.first(newest)
            counted = [one.wrong for one in await reader.all(select(Tries)) if one.forget_at > door.clock.now()]
        assert row is not None
        assert (row.wrong, counted) == (FREE_TRIES, [FREE_TRIES])
        door.clock.advance(FORGOTTEN_AFTER)
