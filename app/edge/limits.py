"""How often something may be tried: it slows a guesser down and never locks the right person out."""

import hashlib

from limits import RateLimitItemPerMinute
from limits.aio.storage import MemoryStorage
from limits.aio.strategies import MovingWindowRateLimiter

from app.auth.errors import SignInTooOften

_PER_ACCOUNT = RateLimitItemPerMinute(10)
_PER_ADDRESS = RateLimitItemPerMinute(60)
_CODES_PER_ADDRESS = RateLimitItemPerMinute(20)


class Limits:
    """Counts tries in memory, under hashes; a success is not counted against anybody."""

    def __init__(self) -> None:
        self._window = MovingWindowRateLimiter(MemoryStorage())

    async def wrong_sign_in(self, address: str, account: str) -> None:
        """Count a wrong password against the pair of address and account, and the address."""
        await self._window.hit(_PER_ACCOUNT, "account", _hidden(address, account))
        await self._window.hit(_PER_ADDRESS, "address", _hidden(address))

    async def before_sign_in(self, address: str, account: str) -> None:
        """Raise SignInTooOften while this address has used up its tries; other addresses are not concerned."""
        fine = await self._window.test(_PER_ACCOUNT, "account", _hidden(address, account))
        if not fine or not await self._window.test(_PER_ADDRESS, "address", _hidden(address)):
            raise SignInTooOften()

    async def wrong_code(self, address: str) -> None:
        """Count a wrong code against the address it came from."""
        await self._window.hit(_CODES_PER_ADDRESS, "code", _hidden(address))

    async def before_code(self, address: str) -> None:
        """Raise SignInTooOften while this address has used up its tries."""
        if not await self._window.test(_CODES_PER_ADDRESS, "code", _hidden(address)):
            raise SignInTooOften()


def _hidden(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).lower().encode()).hexdigest()[:24]
