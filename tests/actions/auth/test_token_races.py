"""Sixty-four at one moment with one secret: one of them wins, on both databases, however they are interleaved.

Twenty rounds in every run, each seeded; a thousand in the long one.
"""

import asyncio
import os
import random
from collections.abc import Awaitable, Callable
from typing import TypeVar
from uuid import uuid4

import pytest

from app.auth.actions.programs import Programs
from app.auth.actions.tickets import Tickets
from app.auth.commands import AskForToken, RefreshAccess
from app.auth.errors import RefreshTokenEnded
from tests.actions.auth.conftest import ADDRESS, PHRASE, Door
from tests.actions.auth.test_programs import OURS

T = TypeVar("T")
AT_ONCE = 64
ROUNDS = 1000 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 20


async def race(seed: int, runner: Callable[[], Awaitable[T | None]]) -> list[T]:
    """The results of those who won; each starts after a seeded number of turns of the loop."""
    turns = [random.Random(f"{seed}/{number}").randrange(4) for number in range(AT_ONCE)]

    async def run(wait: int) -> T | None:
        for _ in range(wait):
            await asyncio.sleep(0)
        return await runner()

    return [one for one in await asyncio.gather(*map(run, turns)) if one is not None]


@pytest.mark.parametrize("seed", range(4))
async def test_of_many_with_one_refresh_token_one_gets_the_next_and_the_others_end_it(door: Door, seed: int) -> None:
    programs = Programs(door.database, OURS, door.clock)
    for turn in range(ROUNDS // 4):
        token = (await door.sign_ins.issue_token(AskForToken(email=ADDRESS, password=PHRASE))).refresh_token

        async def refresh(token: str = token) -> str | None:
            try:
                return (await programs.refresh(RefreshAccess(refresh_token=token))).refresh_token
            except RefreshTokenEnded:
                return None

        won = await race(seed * ROUNDS + turn, refresh)
        assert len(won) == 1
        with pytest.raises(RefreshTokenEnded):  # sixty-three came too late: somebody has a copy
            await programs.refresh(RefreshAccess(refresh_token=won[0]))


@pytest.mark.parametrize("seed", range(4))
async def test_of_many_with_one_ticket_one_comes_in(door: Door, seed: int) -> None:
    tickets, owner, hearing = Tickets(door.database, door.clock), (await door.sign_in()).principal, uuid4()
    for turn in range(ROUNDS // 4):
        ticket = (await tickets.issue(hearing, owner)).ticket
        won = await race(seed * ROUNDS + turn, lambda ticket=ticket: tickets.redeem(ticket, hearing))  # type: ignore[misc]
        assert [one.person_id for one in won] == [door.clerk]
