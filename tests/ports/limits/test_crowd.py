"""When very many come to sign in at one moment the rest is turned away, before anything is read."""

import asyncio
from collections import Counter

from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from app.edge.crowd import AT_ONCE, HELD_FOR, Crowd


class Door:
    """An application in which everybody stays until `free` is set; what each was answered."""

    def __init__(self) -> None:
        self.free = asyncio.Event()
        self.answered: Counter[int] = Counter()
        self.crowd = Crowd(self._inside, refuse=PlainTextResponse("", 503))

    async def _inside(self, scope: Scope, receive: Receive, send: Send) -> None:
        await self.free.wait()
        await PlainTextResponse("", 200)(scope, receive, send)

    async def come(self, method: str = "POST", path: str = "/sign-in", cookie: bytes = b"") -> int:
        """One request, until its status."""
        found: list[int] = []

        async def receive() -> dict[str, object]:
            raise AssertionError("nothing is read of who is turned away")

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                found.append(int(str(message["status"])))

        scope = {"type": "http", "method": method, "path": path, "headers": [(b"cookie", cookie)]}
        await self.crowd(scope, receive, send)  # type: ignore[arg-type]
        return found[0]


async def test_of_two_hundred_at_once_a_few_come_in_and_the_rest_is_told_to_wait_after_a_moment() -> None:
    door, clock = Door(), asyncio.get_running_loop()
    began = clock.time()
    coming = [asyncio.create_task(door.come()) for _ in range(200)]
    turned_away = list(asyncio.as_completed(coming[AT_ONCE:]))
    assert {await one for one in turned_away} == {503}
    assert clock.time() - began >= HELD_FOR
    door.free.set()
    assert Counter(await asyncio.gather(*coming)) == {200: AT_ONCE, 503: 200 - AT_ONCE}
    assert await door.come() == 200


async def test_the_crowd_is_in_nobodys_way_who_was_here_before_or_wants_something_else() -> None:
    door = Door()
    crowd = [asyncio.create_task(door.come()) for _ in range(AT_ONCE)]
    others = [
        asyncio.create_task(door.come(**asked))
        for asked in (
            {"cookie": b"__Host-device=a; __Host-known=b"},
            {"method": "GET"},
            {"path": "/start"},
            {"path": "/api/v1/cases"},
        )
    ]
    await asyncio.sleep(0)
    door.free.set()
    assert await asyncio.gather(*others) == [200] * 4
    assert await asyncio.gather(*crowd) == [200] * AT_ONCE
