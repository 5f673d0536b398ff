"""Sixty-four at one moment with one code, one backup code, one challenge, one recovery code: one of them is right."""

import asyncio
import os
from collections.abc import Awaitable, Iterable
from datetime import timedelta

import pytest

from app.auth.commands import GiveCode, PasskeyAnswer, ProposeRecovery, UseRecovery
from app.auth.terms import Desk
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.errors import Refusal
from tests.actions.auth.factors import BETTER, House, email

ROUNDS = 1000 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 20
AT_ONCE = 64


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("clerk", Desk.clerk)
    return made


async def winners(tries: Iterable[Awaitable[object]]) -> int:
    """How many were let in; anything but a refusal to the others is a fault."""
    results = await asyncio.gather(*tries, return_exceptions=True)
    faults = [one for one in results if isinstance(one, BaseException) and not isinstance(one, Refusal)]
    assert faults == []
    return sum(not isinstance(one, BaseException) for one in results)


async def test_of_sixty_four_with_one_code_of_the_app_one_comes_in(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    for _ in range(ROUNDS):
        house.clock.advance(timedelta(seconds=30))
        halves, code = await house.halves("clerk", AT_ONCE), house.code(app)
        assert await winners(house.second.give_code(half.token, code) for half in halves) == 1


async def test_of_sixty_four_with_one_backup_code_one_comes_in(house: House) -> None:
    principal, _, codes = await house.with_app("clerk")
    for _ in range(ROUNDS):
        codes = codes or (await house.apps.renew_backup_codes(principal)).codes
        code = GiveCode(code=codes.pop())
        halves = await house.halves("clerk", AT_ONCE)
        assert await winners(house.second.give_code(half.token, code) for half in halves) == 1


async def test_of_sixty_four_with_one_first_step_and_two_codes_one_comes_in(house: House) -> None:
    _, app, codes = await house.with_app("clerk")
    for spare in codes:
        house.clock.advance(timedelta(seconds=30))
        half, pair = (await house.halves("clerk", 1))[0], (house.code(app), GiveCode(code=spare))
        assert await winners(house.second.give_code(half.token, pair[n % 2]) for n in range(AT_ONCE)) == 1


async def test_of_sixty_four_with_one_answer_of_a_passkey_one_comes_in(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    for _ in range(ROUNDS):
        asked = await house.passkeys.ask_to_sign_in()
        said = PasskeyAnswer(challenge_id=asked.challenge_id, credential=key.get(asked.options))
        assert await winners(house.passkeys.sign_in(said) for _ in range(AT_ONCE)) == 1


async def test_of_sixty_four_with_one_recovery_code_one_begins_anew(house: House) -> None:
    one, two = await house.officer("one", Desk.registrar), await house.officer("two", Desk.registrar)
    for _ in range(max(1, ROUNDS // 20)):
        asked = await house.recoveries.propose(one, ProposeRecovery(email=email("clerk"), reason="Lost the phone."))
        given = await house.recoveries.confirm(two, asked.id)
        command = UseRecovery(code=given.code, password=BETTER)
        assert await winners(house.recoveries.use(command) for _ in range(AT_ONCE)) == 1


async def test_of_sixty_four_who_confirm_one_app_one_does(house: House) -> None:
    half = (await house.halves("clerk", 1))[0]
    await house.second.begin_app(half.token)
    code = house.code(await house.app("clerk"))
    assert await winners(house.second.confirm_app(half.token, code) for _ in range(AT_ONCE)) == 1
