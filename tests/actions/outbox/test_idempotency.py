"""One key, one act: a retry gets the answer of the first, and a different request is refused."""

import asyncio
from typing import Any
from uuid import UUID, uuid4

import pytest

from app.db.database import Database
from app.db.idempotency import KeyMissing, KeyReused, earlier_answer, keep_answer
from tests.builders import NOW

ME, OTHER = uuid4(), uuid4()


async def _keep(database: Database, person: UUID, key: str, fingerprint: str, body: dict[str, Any]) -> None:
    async with database.begin() as uow:
        keep_answer(uow, person, key, fingerprint, body, NOW)


async def _earlier(database: Database, person: UUID, key: str, fingerprint: str) -> dict[str, Any] | None:
    async with database.read() as reader:
        return await earlier_answer(reader, person, key, fingerprint)


async def test_the_same_key_and_request_get_the_answer_that_was_kept(database: Database) -> None:
    assert await _earlier(database, ME, "key", "print") is None
    await _keep(database, ME, "key", "print", {"number": 7})
    assert await _earlier(database, ME, "key", "print") == {"number": 7}


async def test_the_same_key_for_another_request_is_refused(database: Database) -> None:
    await _keep(database, ME, "key", "print", {})
    with pytest.raises(KeyReused):
        await _earlier(database, ME, "key", "another print")


async def test_a_key_is_a_persons_own(database: Database) -> None:
    await _keep(database, ME, "key", "print", {})
    assert await _earlier(database, OTHER, "key", "another print") is None


@pytest.mark.parametrize("key", ["", "k" * 81])
async def test_an_act_with_legal_effect_needs_a_key_of_a_sensible_length(database: Database, key: str) -> None:
    with pytest.raises(KeyMissing):
        await _earlier(database, ME, key, "print")


async def test_of_racers_with_one_key_one_act_is_done_and_the_others_find_its_answer(database: Database) -> None:
    async def act(n: int) -> dict[str, Any] | None:
        async with database.begin() as uow:
            found = await earlier_answer(uow, ME, "key", "print")
            if found is None:
                keep_answer(uow, ME, "key", "print", {"n": n}, NOW)
            return found

    told = await asyncio.gather(*(act(n) for n in range(8)))
    kept = await _earlier(database, ME, "key", "print")
    assert kept in [{"n": n} for n in range(8)]
    assert sorted(told, key=str) == sorted([None, *[kept] * 7], key=str)
