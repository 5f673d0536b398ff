"""How often something may be tried: wrong tries make the next ones wait, longer and longer, and lock nobody out.

A device that came in before, and a try that carries a secret of ours, have budgets of their own: whoever floods
an account or an address from elsewhere uses up none of theirs (ASVS 6.3.1, NIST SP 800-63B §5.2.2).
"""

import ipaddress
from collections import Counter
from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from math import ceil
from uuid import UUID

from app.auth.errors import SignInsBusy, SignInTooOften
from app.auth.steps import BlindIndex
from app.auth.terms import Limit
from app.edge.counters import Counters
from app.edge.crowd import Doorstep
from app.edge.figures import Figures, UsualFigures
from app.kernel.clock import Clock
from app.kernel.errors import Refusal, TooMany

WINDOW = 15 * 60  # seconds after which wrong tries are forgotten
AT_ONCE = {"known": 16, "unknown": 48}  # passwords checked or waiting to be: 2 s of work on two cores
_WRONG = {"unauthenticated", "not_found", "gone"}


@dataclass(frozen=True, slots=True)
class Budget:
    """So many wrong tries cost nothing; each one after makes the next wait twice as long. Keys are hashes."""

    kind: Limit
    key: str

    @property
    def tries(self) -> str:
        return f"tries:{self.kind}:{self.key}"

    @property
    def pause(self) -> str:
        return f"pause:{self.kind}:{self.key}"


class Limits:
    """Counts wrong tries in memory or in Redis; a right one is given back, so it counts against nobody.

    A try counts from its beginning, so that many at one moment gain nothing.
    """

    def __init__(self, counters: Counters, index: BlindIndex, clock: Clock, figures: Figures | None = None) -> None:
        self._counters = counters
        self._figures = figures or UsualFigures()
        self._index = index
        self._clock = clock
        self._under_way: Counter[str] = Counter()
        self._doorstep = Doorstep()

    async def close(self) -> None:
        """Give back what the counters opened."""
        await self._counters.close()

    @asynccontextmanager
    async def sign_in(self, address: str, account: str, device: str = "") -> AsyncIterator[None]:
        """Hold a try with a password. `device`: the secret of a browser that was signed in on this account before.

        Raises SignInTooOften; SignInsBusy when more wait for theirs than memory is set aside for. Both say
        `retry_after`, in seconds.
        """
        name, network = account.strip(), network_of(address)
        unknown = (
            Budget(Limit.account_from_address, self._hidden(network, name)),
            Budget(Limit.address, self._hidden(network)),
            Budget(Limit.account, self._hidden(name)),
        )
        own = (Budget(Limit.device, self._hidden(device, name)),)
        async with self._trying(own if device else unknown), self._in_turn("known" if device else "unknown"):
            yield

    @asynccontextmanager
    async def second_step(self, account_id: UUID, device: str = "") -> AsyncIterator[None]:
        """Hold a try with a one-time code, after the password; `device` as for `sign_in`. Raises SignInTooOften."""
        async with self._trying((Budget(Limit.second_step, self._hidden(device, str(account_id))),)):
            yield

    @asynccontextmanager
    async def code(self, address: str) -> AsyncIterator[None]:
        """Hold a try with a code that comes with no secret of ours. Raises SignInTooOften."""
        async with self._trying((Budget(Limit.code, self._hidden(network_of(address))),)):
            yield

    async def title(self, filer: UUID, title: str) -> None:
        """Count a title this filer has not tried before: by the answers one could find out a protected name.

        Raises TooMany; a title that was tried before stays free, and so is none.
        """
        if not title:
            return
        if await self._counters.incr(f"title:{self._hidden(str(filer), title)}", 60 * 60) == 1:
            try:
                await self._take(Budget(Limit.titles, self._hidden(str(filer))))
            except SignInTooOften as refusal:
                await self._counters.clear(f"title:{self._hidden(str(filer), title)}")
                raise TooMany(**refusal.data) from refusal

    async def look_up(self, address: str) -> None:
        """Count a look at what anybody may ask the log or the register. Raises TooMany."""
        key = f"look-up:{self._hidden(network_of(address))}"
        if await self._counters.incr(key, 60) > (await self._figures.now())[Limit.look_ups]:
            raise TooMany(retry_after=self._left(await self._counters.get_expiry(key), 60))

    @asynccontextmanager
    async def _in_turn(self, kind: str) -> AsyncIterator[None]:
        """Room for so many at once, and no queue without an end; known devices have room of their own."""
        if self._under_way[kind] >= AT_ONCE[kind]:
            await self._doorstep.hold()
            raise SignInsBusy(retry_after=2)
        self._under_way[kind] += 1
        try:
            yield
        finally:
            self._under_way[kind] -= 1

    @asynccontextmanager
    async def _trying(self, budgets: Iterable[Budget]) -> AsyncIterator[None]:
        taken: list[Budget] = []
        try:
            for budget in budgets:
                await self._take(budget)
                taken.append(budget)
            yield
        except Exception as error:
            if not _wrong(error):
                await self._give_back(taken)
            raise
        await self._give_back(taken)

    async def _take(self, budget: Budget) -> None:
        """One try of this budget. From the last free one on a single one passes, and closes the gate behind it."""
        figures = await self._figures.now()
        free, longest = figures[budget.kind], figures[Limit.longest_pause]
        count = await self._counters.incr(budget.tries, WINDOW)
        if count < free:
            return
        pause = min(2 ** min(count - free + 1, 10), longest)
        if await self._counters.incr(budget.pause, pause) == 1:
            return
        await self._give_back([budget])
        raise SignInTooOften(retry_after=self._left(await self._counters.get_expiry(budget.pause), pause))

    async def _give_back(self, budgets: Iterable[Budget]) -> None:
        for budget in budgets:
            await self._counters.incr(budget.tries, WINDOW, -1)

    def _left(self, ends: float, longest: int) -> int:
        return max(1, min(ceil(ends - self._clock.now().timestamp()), longest))

    def _hidden(self, *parts: str) -> str:
        return self._index.blind_index("limit:" + "\0".join(parts).lower()).hex()[:24]


def network_of(address: str) -> str:
    """The address as one household or office has it: IPv6 by its first 64 bits, one mapped from IPv4 as that."""
    try:
        known = ipaddress.ip_address(address.partition("%")[0])
    except ValueError:
        return address
    if isinstance(known, ipaddress.IPv4Address):
        return str(known)
    if known.ipv4_mapped is not None:
        return str(known.ipv4_mapped)
    return str(ipaddress.ip_network((known, 64), strict=False).network_address)


def _wrong(error: Exception) -> bool:
    """Whether what was tried was wrong; a text that cannot be an address or a code is wrong, too."""
    if isinstance(error, SignInTooOften):
        return False
    return isinstance(error, ValueError) or (isinstance(error, Refusal) and error.kind in _WRONG)
