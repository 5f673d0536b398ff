"""Functions that misbehave in every way a parser of foreign bytes might."""

import os
import signal
import socket
from typing import Any

Answer = tuple[Any, bytes]


def echo(data: bytes, args: dict[str, Any]) -> Answer:
    return {"args": args, "length": len(data)}, data[::-1]


def process_id(data: bytes, args: dict[str, Any]) -> Answer:
    return os.getpid(), b""


def eat_memory(data: bytes, args: dict[str, Any]) -> Answer:
    return len(bytearray(4 * 1024**3)), b""


def spin(data: bytes, args: dict[str, Any]) -> Answer:
    while True:
        pass


def stall(data: bytes, args: dict[str, Any]) -> Answer:
    while True:
        signal.pause()


def crash(data: bytes, args: dict[str, Any]) -> Answer:
    os.abort()


def leave(data: bytes, args: dict[str, Any]) -> Answer:
    os._exit(0)


def fail(data: bytes, args: dict[str, Any]) -> Answer:
    raise ValueError("the document says so")


def babble(data: bytes, args: dict[str, Any]) -> Answer:
    return None, bytes(64 * 1024 * 1024)


def reach_out(data: bytes, args: dict[str, Any]) -> Answer:
    """What a hijacked parser would try, and the number of the error each try meets, 0 for none."""
    tries = {
        "socket": lambda: socket.socket(),
        "file": lambda: os.open("/etc/hostname", os.O_RDONLY),
        "write": lambda: os.open("/tmp/left-behind", os.O_CREAT | os.O_WRONLY),
    }
    return {name: _errno(attempt) for name, attempt in tries.items()}, b""


def handles(data: bytes, args: dict[str, Any]) -> Answer:
    """The descriptors a worker still has besides the standard three."""
    return [handle for handle in range(3, 4096) if _open(handle)], b""


def _errno(attempt: Any) -> int:
    try:
        attempt()
    except OSError as reason:
        return reason.errno or -1
    return 0


def _open(handle: int) -> bool:
    try:
        os.fstat(handle)
    except OSError:
        return False
    return True


def warm() -> None:
    """Nothing to load."""


JOBS = (echo, process_id, eat_memory, spin, stall, crash, leave, fail, babble, reach_out, handles)
