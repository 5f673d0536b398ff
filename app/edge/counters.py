"""Where counts of tries are kept: in this process, or in a Redis that several page processes share."""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from typing import Protocol, TypeVar

from limits.aio.storage import MemoryStorage, RedisStorage
from limits.errors import StorageError

logger = logging.getLogger(__name__)
T = TypeVar("T")
ASK_AGAIN_AFTER = 5.0  # seconds: nobody who signs in waits for a Redis that is gone


class Counters(Protocol):
    """Numbers that are forgotten by themselves."""

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Add to a number and give it; a number that was not there is forgotten `expiry` seconds later."""
        ...

    async def get_expiry(self, key: str) -> float:
        """When a number is forgotten, in seconds since 1970; in the past when there is none."""
        ...

    async def clear(self, key: str) -> None:
        """Forget a number now."""
        ...

    async def close(self) -> None:
        """Give back what was opened."""
        ...


class SharedCounters:
    """Counts in Redis. While it does not answer each process counts for itself, and people still come in."""

    def __init__(self, url: str) -> None:
        self._shared = RedisStorage(
            f"async+{url}", wrap_exceptions=True, implementation="redispy", key_prefix="ejustice", socket_timeout=1
        )
        self._own = MemoryStorage()
        self._silent_until = 0.0

    async def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        return await self._first(
            lambda: self._shared.incr(key, expiry, amount), lambda: self._own.incr(key, expiry, amount)
        )

    async def get_expiry(self, key: str) -> float:
        return await self._first(lambda: self._shared.get_expiry(key), lambda: self._own.get_expiry(key))

    async def clear(self, key: str) -> None:
        await self._first(lambda: self._shared.clear(key), lambda: self._own.clear(key))

    async def close(self) -> None:
        """Give the connections back."""
        await self._shared.bridge.storage.aclose()  # type: ignore[attr-defined]  # the bridge to redis-py has it

    async def _first(self, shared: Callable[[], Awaitable[T]], own: Callable[[], Awaitable[T]]) -> T:
        now = asyncio.get_running_loop().time()
        if now < self._silent_until:
            return await own()
        try:
            return await shared()
        except StorageError as reason:
            self._silent_until = now + ASK_AGAIN_AFTER
            logger.warning("the shared counts do not answer: %s", type(reason.storage_error).__name__)
            return await own()


class OwnCounters(MemoryStorage):
    """Counts in this process: right for one."""

    async def close(self) -> None:
        """There is nothing to give back."""


def open_counters(url: str) -> SharedCounters | OwnCounters:
    """The counters of `EJ_BUS_URL`: `memory:` or `redis://host:port/number`."""
    return SharedCounters(url) if url.startswith(("redis:", "rediss:")) else OwnCounters()
