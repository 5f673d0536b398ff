"""A small process that has the libraries loaded and forks a confined worker for each piece of work.

zygote → keeper → worker: the worker touches foreign bytes, once, and ends; the keeper kills it when its
time is over or when nobody waits for it any more, and says how it ended.
"""

import importlib
import json
import os
import select
import signal
import socket
import struct
import sys
from collections.abc import Callable
from typing import Any

from app.sandbox.limits import Limits, confine, leave_the_network, shut_descriptors

HEADER = struct.Struct("!I")
Job = Callable[[bytes, dict[str, Any]], tuple[Any, bytes]]


def main(control_handle: int, modules: list[str], limits: Limits) -> None:
    """Load `modules`, say which isolation the system allows, then serve until the parent is gone."""
    control = socket.socket(fileno=control_handle)
    known = [importlib.import_module(name) for name in modules]
    jobs: dict[str, Job] = {f"{m.__name__}:{job.__name__}": job for m in known for job in m.JOBS}
    for module in known:
        module.warm()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers are reaped by the system
    control.sendall(json.dumps({"isolation": leave_the_network()}).encode())
    while True:
        _, handles, _, _ = socket.recv_fds(control, 1, 3)
        if len(handles) != 3:
            return
        if os.fork() == 0:
            control.close()
            _keep(jobs, limits, *handles)
            os._exit(0)
        for handle in handles:
            os.close(handle)


def _keep(jobs: dict[str, Job], limits: Limits, source: int, sink: int, leash: int) -> None:
    """Watch one worker: kill it at the wall limit or when the leash is dropped; report how it ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    alive, held_by_worker = os.pipe()
    worker = os.fork()
    if worker == 0:
        _work(jobs, limits, source, sink, {source, sink, held_by_worker})
        os._exit(0)
    for handle in (source, sink, held_by_worker):
        os.close(handle)
    watch = select.poll()
    watch.register(alive, select.POLLIN)
    watch.register(leash, select.POLLIN)
    in_time = bool(watch.poll(limits.wall * 1000))
    os.kill(worker, signal.SIGKILL)  # no effect on one that has ended; it is not reaped yet
    _, status = os.waitpid(worker, 0)
    ended = {"time": not in_time, "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0}
    try:
        os.write(leash, json.dumps(ended).encode())
    except OSError:
        return


def _work(jobs: dict[str, Job], limits: Limits, source: int, sink: int, keep: set[int]) -> None:
    """Read one request, run it confined, write the answer."""
    confine(limits)
    quiet = os.open(os.devnull, os.O_WRONLY)
    os.dup2(quiet, 2)  # parsers quote the document in their warnings; a log must not have that
    shut_descriptors(keep)
    try:
        with os.fdopen(source, "rb") as request:
            (length,) = HEADER.unpack(request.read(HEADER.size))
            asked = json.loads(request.read(length))
            value, data = jobs[asked["function"]](request.read(), asked["args"])
        answer = {"value": value}
    except MemoryError:
        answer, data = {"limit": "memory"}, b""
    except Exception:
        answer, data = {"limit": "error"}, b""
    _answer(sink, answer, data)


def _answer(sink: int, answer: dict[str, Any], data: bytes) -> None:
    head = json.dumps(answer).encode()
    with os.fdopen(sink, "wb") as reply:
        reply.write(HEADER.pack(len(head)) + head)
        reply.write(data)


if __name__ == "__main__":
    given = json.loads(sys.argv[1])
    main(given["control"], given["modules"], Limits(**given["limits"]))
