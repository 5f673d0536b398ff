"""Wrong tries make the next ones wait and lock nobody out; the same in memory and in a Redis that is shared."""

import asyncio
from collections import Counter
from collections.abc import AsyncIterator, Iterator
from contextlib import suppress
from itertools import count
from uuid import uuid4

import pytest

from app.auth.errors import SignInsBusy, SignInTooOften, WrongCode, WrongSignIn
from app.auth.terms import BOUNDS, Limit
from app.edge.counters import Counters, SharedCounters, open_counters
from app.edge.limits import AT_ONCE, Limits, network_of
from app.kernel.clock import SystemClock
from app.kernel.errors import TooMany
from tests.doubles.blind_index import PlainIndex
from tests.redis import RedisMissing, running_redis

JUDGE = "judge@varda.example"


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    try:
        with running_redis() as url:
            yield url
    except RedisMissing as missing:
        pytest.skip(str(missing))


class Counted:
    """The counters of one test, under a name of its own: a Redis outlives the test."""

    def __init__(self, counters: Counters) -> None:
        self._counters, self._name = counters, uuid4().hex

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return await self._counters.incr(f"{self._name}:{key}", expiry, amount)

    async def get_expiry(self, key: str) -> float:
        return await self._counters.get_expiry(f"{self._name}:{key}")

    async def clear(self, key: str) -> None:
        await self._counters.clear(f"{self._name}:{key}")

    async def close(self) -> None:
        await self._counters.close()


@pytest.fixture(params=["memory", "redis"])
async def limits(request: pytest.FixtureRequest) -> AsyncIterator[Limits]:
    url = "memory:" if request.param == "memory" else request.getfixturevalue("redis_url")
    made = Limits(Counted(open_counters(url)), PlainIndex(), SystemClock())
    yield made
    await made.close()


async def sign_in(limits: Limits, address: str, *, device: str = "", right: bool = False, account: str = JUDGE) -> str:
    """One try: "in", "wrong", or "waits"."""
    try:
        async with limits.sign_in(address, account, device=device):
            await asyncio.sleep(0)  # others try meanwhile
            if not right:
                raise WrongSignIn()
    except WrongSignIn:
        return "wrong"
    except (SignInTooOften, SignInsBusy):
        return "waits"
    return "in"


def free_ones(looked_at: int, free: int) -> bool:
    """As many as cost nothing, and those whose pause ended meanwhile (2, 4, 8 s: a machine may be slow)."""
    return free <= looked_at <= free + 3


async def test_after_ten_wrong_tries_from_one_address_an_account_waits_there_and_nowhere_else(limits: Limits) -> None:
    tries = [await sign_in(limits, "203.0.113.1") for _ in range(14)]
    assert tries[:10] == ["wrong"] * 10
    assert "waits" in tries[10:]
    assert await sign_in(limits, "203.0.113.2", right=True) == "in"
    assert await sign_in(limits, "203.0.113.1", right=True, account="clerk@varda.example") == "in"


async def test_many_at_one_moment_gain_nothing(limits: Limits) -> None:
    tries = await asyncio.gather(*(sign_in(limits, "203.0.113.1") for _ in range(64)))
    assert free_ones(tries.count("wrong"), 10)
    assert tries.count("wrong") + tries.count("waits") == 64


async def test_a_right_try_counts_against_nobody(limits: Limits) -> None:
    for number in range(150):
        assert await sign_in(limits, "203.0.113.1", right=True, account=f"p{number % 3}@varda.example") == "in"


async def test_the_seconds_to_wait_are_told_and_never_more_than_a_minute(limits: Limits) -> None:
    told = []
    for number in range(300):
        try:
            async with limits.sign_in("203.0.113.1", JUDGE):
                raise WrongSignIn()
        except WrongSignIn:
            assert number < 10 or told
        except SignInTooOften as refusal:
            told.append(refusal.data["retry_after"])
    assert told
    assert all(1 <= seconds <= BOUNDS[Limit.longest_pause].usual for seconds in told)


async def test_a_known_device_of_the_judge_comes_in_while_the_world_guesses(limits: Limits) -> None:
    """Twenty seconds of 50 wrong tries each, every one from an address of its own, and hers among them."""
    addresses = (f"2001:db8:{number:x}::1" for number in count())
    guesses = [await sign_in(limits, next(addresses)) for _ in range(500)]
    assert 100 <= guesses.count("wrong") <= 106
    for _ in range(20):
        flood = [sign_in(limits, next(addresses)) for _ in range(50)]
        hers = sign_in(limits, "203.0.113.9", device="her laptop", right=True)
        assert (await asyncio.gather(*flood, hers))[-1] == "in"


async def test_a_known_device_from_the_address_of_the_guesser_comes_in_too(limits: Limits) -> None:
    await asyncio.gather(*(sign_in(limits, "203.0.113.1") for _ in range(200)))
    assert await sign_in(limits, "203.0.113.1", device="her laptop", right=True) == "in"


async def test_a_stolen_device_has_no_more_tries_than_anybody(limits: Limits) -> None:
    tries = [await sign_in(limits, f"203.0.113.{number}", device="her laptop") for number in range(30)]
    assert free_ones(tries.count("wrong"), 10)


async def test_one_address_cannot_try_many_accounts(limits: Limits) -> None:
    tries = [await sign_in(limits, "203.0.113.1", account=f"p{number}@varda.example") for number in range(100)]
    assert free_ones(tries.count("wrong"), 60)


async def test_all_of_a_households_ipv6_is_one_address(limits: Limits) -> None:
    tries = [await sign_in(limits, f"2001:db8:1:2:{number:x}::1") for number in range(30)]
    assert free_ones(tries.count("wrong"), 10)
    assert await sign_in(limits, "2001:db8:1:3::1") == "wrong"


@pytest.mark.parametrize(
    ("address", "network"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("fe80::1%eth0", "fe80::"),
        ("", ""),
        ("not an address", "not an address"),
    ],
)
def test_an_address_is_counted_as_its_household(address: str, network: str) -> None:
    assert network_of(address) == network


async def test_codes_without_a_secret_of_ours_share_their_address(limits: Limits) -> None:
    found = []
    for _ in range(40):
        try:
            async with limits.code("203.0.113.1"):
                raise WrongCode()
        except (WrongCode, SignInTooOften) as refusal:
            found.append(type(refusal))
    assert free_ones(found.count(WrongCode), 20)


async def test_a_second_step_has_five_free_tries_for_an_account(limits: Limits) -> None:
    found, account = [], uuid4()
    for _ in range(10):
        try:
            async with limits.second_step(account):
                raise WrongCode()
        except (WrongCode, SignInTooOften) as refusal:
            found.append(type(refusal))
    assert free_ones(found.count(WrongCode), 5)


async def test_a_filer_cannot_find_out_a_name_by_trying_titles(limits: Limits) -> None:
    filer, tried = uuid4(), []
    for number in range(100):
        with suppress(TooMany):
            await limits.title(filer, f"Motion of word {number}")
            tried.append(number)
    assert free_ones(len(tried), 40)
    with pytest.raises(TooMany) as refused:
        await limits.title(filer, "One more")
    assert 1 <= int(str(refused.value.data["retry_after"])) <= BOUNDS[Limit.longest_pause].usual
    for _ in range(200):
        await limits.title(filer, "Motion of word 1")  # saving the same draft again and again is no guessing
    await limits.title(uuid4(), "Motion of word 99")


async def test_looks_at_what_is_public_are_counted_for_each_address(limits: Limits) -> None:
    for _ in range(BOUNDS[Limit.look_ups].usual):
        await limits.look_up("203.0.113.1")
    with pytest.raises(TooMany) as refused:
        await limits.look_up("203.0.113.1")
    assert 1 <= int(str(refused.value.data["retry_after"])) <= 60
    await limits.look_up("203.0.113.2")


async def test_a_flood_of_passwords_has_an_end_and_a_known_device_room_of_its_own(limits: Limits) -> None:
    free = asyncio.Event()

    async def slow(number: int) -> str:
        try:
            async with limits.sign_in(f"2001:db8:{number:x}::1", f"p{number}@varda.example"):
                await free.wait()
        except SignInsBusy as refusal:
            return f"busy for {refusal.data['retry_after']} s"
        return "in"

    flood = [asyncio.create_task(slow(number)) for number in range(200)]
    while sum(task.done() for task in flood) < 200 - AT_ONCE["unknown"]:
        await asyncio.sleep(0)
    assert await sign_in(limits, "203.0.113.9", device="her laptop", right=True) == "in"
    free.set()
    answers = Counter(await asyncio.gather(*flood))
    assert answers == {"in": AT_ONCE["unknown"], "busy for 2 s": 200 - AT_ONCE["unknown"]}


async def test_processes_that_share_a_redis_count_together(redis_url: str) -> None:
    one, two = (Limits(open_counters(redis_url), PlainIndex(), SystemClock()) for _ in range(2))
    account = f"{uuid4()}@varda.example"
    mine = asyncio.gather(*(sign_in(one, "203.0.113.1", account=account) for _ in range(32)))
    yours = asyncio.gather(*(sign_in(two, "203.0.113.1", account=account) for _ in range(32)))
    assert free_ones([*await mine, *await yours].count("wrong"), 10)
    await one.close()
    await two.close()


async def test_while_redis_does_not_answer_each_process_counts_for_itself() -> None:
    alone = Limits(SharedCounters("redis://127.0.0.1:1/0"), PlainIndex(), SystemClock())
    tries = [await sign_in(alone, "203.0.113.1") for _ in range(30)]
    assert free_ones(tries.count("wrong"), 10)
    assert await sign_in(alone, "203.0.113.2", right=True) == "in"
    await alone.close()
