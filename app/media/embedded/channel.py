"""The parent's end of one media process: asks and waits, hears events, and ends the process when it must."""

import asyncio
import itertools
import os
import signal
from collections.abc import Callable
from typing import Any

from app.kernel.errors import Refusal
from app.media import errors
from app.media.embedded.frames import FrameTooLong, Message, Unframer, encode
from app.media.embedded.nursery import Born
from app.media.errors import EngineDown

NEGOTIATE_WITHIN = 10.0

REFUSALS: dict[str, type[Refusal]] = {
    refusal.code: refusal
    for refusal in (
        errors.BadDescription,
        errors.BadCandidate,
        errors.StaleEpoch,
        errors.OutsidePlan,
        errors.NoMediaPort,
    )
}


class Channel(asyncio.Protocol):
    """One pipe. `on_event` hears what the child tells; `on_end` that it is gone, once."""

    transport: asyncio.Transport

    def __init__(self, born: Born, on_event: Callable[[Message], None], on_end: Callable[[], None]) -> None:
        self.pid = born.pid
        self._pidfd = born.pidfd
        self._on_event = on_event
        self._on_end = on_end
        self._unframer = Unframer()
        self._numbers = itertools.count(1)
        self._waiting: dict[int, asyncio.Future[Any]] = {}
        self.ready: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self.gone: asyncio.Future[None] = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self.transport = transport

    def data_received(self, data: bytes) -> None:
        try:
            for message in self._unframer.feed(data):
                self._take(message)
        except (FrameTooLong, ValueError):
            self.kill()

    def connection_lost(self, exc: Exception | None) -> None:
        self.kill()
        os.close(self._pidfd)
        self._pidfd = -1
        for future in (*self._waiting.values(), self.ready):
            if not future.done():
                future.set_exception(EngineDown())
                future.exception()
        self._waiting.clear()
        self.gone.set_result(None)
        self._on_end()

    async def order(self, op: str, within: float, **fields: Any) -> Any:
        """Ask for what takes away. A child that is late is ended: nobody agreed to what it still forwards."""
        try:
            return await self.ask(op, within, **fields)
        except EngineDown:
            self.kill()
            raise

    async def ask(self, op: str, within: float = NEGOTIATE_WITHIN, **fields: Any) -> Any:
        """Send one request and give its result; a refusal is raised, an answer too late is `EngineDown`."""
        if self.gone.done():
            raise EngineDown
        number = next(self._numbers)
        answer: asyncio.Future[Any] = asyncio.get_running_loop().create_future()
        self._waiting[number] = answer
        self.transport.write(encode({"id": number, "op": op, **fields}))
        try:
            # An answer that came in the same turn of the loop as the deadline is in time.
            await asyncio.wait([answer], timeout=within)
        finally:
            self._waiting.pop(number, None)
        if not answer.done():
            raise EngineDown(after=within)
        return answer.result()

    def kill(self) -> None:
        """End the process now; the kernel closes its sockets."""
        if self._pidfd >= 0:
            try:
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)
            except ProcessLookupError:
                return

    def _take(self, message: Message) -> None:
        if message.get("event") == "ready":
            self.ready.set_result(None)
        elif "event" in message:
            self._on_event(message)
        elif (answer := self._waiting.get(message["id"])) is not None and not answer.done():
            if "refusal" in message:
                answer.set_exception(REFUSALS[message["refusal"]](**message["data"]))
            else:
                answer.set_result(message["result"])
