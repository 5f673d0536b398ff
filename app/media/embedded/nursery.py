"""The parent's hold on the zygote: starts it, has it fork a media process, and ends it."""

import asyncio
import itertools
import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from app.media.embedded.network import Network
from app.media.errors import EngineDown

ROOT = Path(__file__).resolve().parents[3]
START_WITHIN = 20.0
FORK_WITHIN = 5.0


@dataclass(frozen=True, slots=True)
class Born:
    """A new media process: its id, a pidfd that means it and nothing else, and our end of its pipe."""

    pid: int
    pidfd: int
    pipe: socket.socket


class Nursery:
    """One zygote. It dies with this process, and its children die with it."""

    def __init__(self, network: Network) -> None:
        ports = network.ports
        self._network = {
            "announce": network.announce,
            "bind": network.bind,
            "ports": [ports.start, ports.stop, ports.step],
            "relays": sorted(network.relays),
        }
        self._numbers = itertools.count(1)
        self._turn = asyncio.Lock()
        self._zygote: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None

    async def start(self) -> None:
        """Start the zygote and wait until everything it imports is there."""
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        ours.setblocking(False)
        command = [sys.executable, "-m", f"{__package__}.zygote", str(theirs.fileno()), str(os.getpid())]
        self._zygote = subprocess.Popen(  # noqa: ASYNC220, S603  # a fork and an exec; nothing is waited for
            command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()], cwd=ROOT
        )
        theirs.close()
        self._control = ours
        await self._reply("ready", START_WITHIN)

    @property
    def alive(self) -> bool:
        """Whether the zygote is there to be forked from."""
        return self._zygote is not None and self._zygote.poll() is None

    async def fork(self) -> Born:
        """Have a media process made. A dead zygote is started again first."""
        async with self._turn:
            if not self.alive:
                self._close_control()
                await self.start()
            ours, theirs = socket.socketpair()
            number = str(next(self._numbers))
            order = json.dumps({"number": number, **self._network}).encode()
            try:
                assert self._control is not None
                socket.send_fds(self._control, [order], [theirs.fileno()])
                pid, pidfd = await self._reply(number, FORK_WITHIN)
            except (OSError, EngineDown):
                ours.close()
                raise EngineDown from None
            finally:
                theirs.close()
            ours.setblocking(False)
            return Born(pid, pidfd, ours)

    async def close(self) -> None:
        """End the zygote, and with it every child that is left."""
        self._close_control()
        if self._zygote is not None:
            await asyncio.to_thread(self._end, self._zygote)
            self._zygote = None

    def _end(self, zygote: subprocess.Popen[bytes]) -> None:
        try:
            zygote.wait(1.0)
        except subprocess.TimeoutExpired:
            zygote.kill()
            zygote.wait()

    def _close_control(self) -> None:
        if self._control is not None:
            self._control.close()
            self._control = None

    async def _reply(self, number: str, within: float) -> tuple[int, int]:
        """The process id and pidfd in the answer to this order; late answers to earlier ones are let go."""
        control = self._control
        assert control is not None
        while True:
            await self._readable(control, within)
            data, descriptors, _, _ = socket.recv_fds(control, 64, 1)
            answered, _, pid = data.decode().partition(" ")
            if answered == number:
                if number != "ready" and not descriptors:
                    raise EngineDown
                return int(pid), descriptors[0] if descriptors else -1
            for descriptor in descriptors:
                os.close(descriptor)
            if not data:
                raise EngineDown

    async def _readable(self, control: socket.socket, within: float) -> None:
        loop = asyncio.get_running_loop()
        readable = asyncio.Event()
        loop.add_reader(control, readable.set)
        try:
            await asyncio.wait_for(readable.wait(), within)
        except TimeoutError:
            raise EngineDown(after=within) from None
        finally:
            loop.remove_reader(control)
