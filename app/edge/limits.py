"""How often something may be tried: it slows a guesser down and never locks the right person out."""

import hashlib
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from limits import RateLimitItem, RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from app.auth.errors import SignInTooOften, WrongCode, WrongSignIn


@dataclass(frozen=True, slots=True)
class _Count:
    """Wrong tries of one kind, counted for one key."""

    kind: str
    most: RateLimitItem
    key: str


class Limits:
    """Counts wrong tries in memory, under hashes; a right one is not counted against anybody.

    Tries under way count as wrong until they are answered, so that many at one moment gain nothing.
    """

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())
        self._under_way: Counter[_Count] = Counter()

    @asynccontextmanager
    async def sign_in(self, address: str, account: str) -> AsyncIterator[None]:
        """Hold a try with a password. Raises SignInTooOften while this address has used up its tries, for this
        account or in all; other addresses are not concerned."""
        counts = (
            _Count("account", RateLimitItemPerMinute(10), _hidden(address, account.strip())),
            _Count("address", RateLimitItemPerMinute(60), _hidden(address)),
        )
        async with self._trying(*counts):
            yield

    @asynccontextmanager
    async def code(self, address: str) -> AsyncIterator[None]:
        """Hold a try with a code, in the same way."""
        async with self._trying(_Count("code", RateLimitItemPerMinute(20), _hidden(address))):
            yield

    @asynccontextmanager
    async def _trying(self, *counts: _Count) -> AsyncIterator[None]:
        for count in counts:
            left = (await self._window.get_window_stats(count.most, count.kind, count.key)).remaining
            if left <= self._under_way[count]:
                raise SignInTooOften()
        self._under_way.update(counts)
        try:
            yield
        except (WrongSignIn, WrongCode, ValueError):  # a text that cannot be an address or a code is wrong, too
            for count in counts:
                await self._window.hit(count.most, count.kind, count.key)
            raise
        finally:
            self._under_way.subtract(counts)
            self._under_way = +self._under_way


def _hidden(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).lower().encode()).hexdigest()[:24]
