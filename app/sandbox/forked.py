"""The sandbox as forked, confined processes on this machine, at most two at work at once."""

import asyncio
import json
import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict
from typing import Any

from app.sandbox.limits import Limits
from app.sandbox.port import Limit, Ran, SandboxLimit, SandboxUnavailable
from app.sandbox.zygote import HEADER

_START_SECONDS = 60.0


class ForkedSandbox:
    """`Sandbox` over a zygote that has `modules` loaded; each has `JOBS`, a tuple of functions, and `warm()`.

    Starts at the first use, starts again when the zygote died. `isolation` says what keeps workers from
    the network: an empty network namespace, or that they may open no descriptor (always in force).
    """

    def __init__(self, modules: Sequence[str], limits: Limits | None = None, at_once: int = 2) -> None:
        self._modules, self._limits = list(modules), limits or Limits()
        self._pool = ThreadPoolExecutor(at_once, thread_name_prefix="sandbox")
        self._lock = threading.Lock()
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None
        self._leashes: set[socket.socket] = set()
        self.isolation = "not started"

    async def run(self, function: str, data: bytes, args: Mapping[str, Any] | None = None) -> Ran | SandboxLimit:
        leash, held = socket.socketpair()
        self._leashes.add(leash)
        work = asyncio.get_running_loop().run_in_executor(
            self._pool, self._run, function, data, dict(args or {}), leash, held
        )
        work.add_done_callback(lambda _: self._forget(leash, held))
        try:
            return await asyncio.shield(work)
        except asyncio.CancelledError:
            _drop(leash)
            raise

    def close(self) -> None:
        """End the zygote; running work is killed."""
        self._pool.shutdown(wait=False, cancel_futures=True)
        for leash in list(self._leashes):
            _drop(leash)
        with self._lock:
            self._stop()
        self._pool.shutdown(wait=True)

    def _run(
        self, function: str, data: bytes, args: dict[str, Any], leash: socket.socket, held: socket.socket
    ) -> Ran | SandboxLimit:
        source, sink = self._dispatch(held)
        head = json.dumps({"function": function, "args": args}).encode()
        with suppress(BrokenPipeError), os.fdopen(source, "wb") as request:
            request.write(HEADER.pack(len(head)) + head)
            request.write(data)
        with os.fdopen(sink, "rb") as reply:
            answer = reply.read(self._limits.output + 1)
        if len(answer) > self._limits.output:
            return SandboxLimit("memory")
        return _understood(answer, leash)

    def _forget(self, leash: socket.socket, held: socket.socket) -> None:
        self._leashes.discard(leash)
        leash.close()
        held.close()

    def _dispatch(self, held: socket.socket) -> tuple[int, int]:
        """Hand the pipes of one job to the zygote; gives our ends."""
        source_out, source_in = os.pipe()
        sink_out, sink_in = os.pipe()
        theirs = [source_out, sink_in, held.fileno()]
        try:
            for attempt in (1, 2):
                with self._lock, suppress(OSError):
                    socket.send_fds(self._started(fresh=attempt == 2), [b"J"], theirs)
                    return source_in, sink_out
            raise SandboxUnavailable()
        except BaseException:
            os.close(source_in)
            os.close(sink_out)
            raise
        finally:
            os.close(source_out)
            os.close(sink_in)
            held.close()

    def _started(self, *, fresh: bool) -> socket.socket:
        if fresh:
            self._stop()
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs:
                given = {"control": theirs.fileno(), "modules": self._modules, "limits": asdict(self._limits)}
                self._process = subprocess.Popen(  # noqa: S603 (our own module, our own settings)
                    [sys.executable, "-m", "app.sandbox.zygote", json.dumps(given)],
                    pass_fds=[theirs.fileno()],
                    stdin=subprocess.DEVNULL,
                    stdout=subprocess.DEVNULL,
                    env={"PYTHONPATH": os.pathsep.join(p for p in sys.path if p), "PATH": os.defpath},
                )
            self._control = ours
            ours.settimeout(_START_SECONDS)
            hello = ours.recv(4096)
            if not hello:
                self._stop()
                raise SandboxUnavailable()
            self.isolation = json.loads(hello)["isolation"]
            ours.settimeout(None)
        return self._control

    def _stop(self) -> None:
        if self._control is not None:
            self._control.close()
        if self._process is not None:
            self._process.kill()
            self._process.wait()
        self._control = self._process = None


def _drop(leash: socket.socket) -> None:
    """The keeper at the other end sees it and kills the worker."""
    with suppress(OSError):
        leash.shutdown(socket.SHUT_RDWR)


def _understood(answer: bytes, leash: socket.socket) -> Ran | SandboxLimit:
    """The worker's answer; without one, how it ended."""
    ended = json.loads(leash.recv(4096) or b"{}")
    with suppress(ValueError, KeyError, TypeError, IndexError):
        length = HEADER.size + int.from_bytes(answer[: HEADER.size])
        head = json.loads(answer[HEADER.size : length])
        if not ended.get("signal"):
            return SandboxLimit(head["limit"]) if "limit" in head else Ran(head["value"], answer[length:])
    return SandboxLimit(_limit(ended))


def _limit(ended: dict[str, Any]) -> Limit:
    if ended.get("time"):
        return "time"
    return "cpu" if ended.get("signal") == signal.SIGXCPU else "crash"
