"""The limits a worker puts on itself before it sees a foreign byte; none of them can be undone by it."""

import ctypes
import os
import resource
import signal
from dataclasses import dataclass
from typing import Literal

Isolation = Literal["no network", "no new descriptors"]

MB = 1024 * 1024
_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000
_PR_SET_DUMPABLE, _PR_SET_NO_NEW_PRIVS = 4, 38


@dataclass(frozen=True, slots=True)
class Limits:
    """`memory`: bytes of address space, libraries included; `cpu`, `wall`: seconds; `output`: bytes.

    The memory is what the largest document (200 MB) needs when it is there once as read and once as made.
    """

    memory: int = 768 * MB
    cpu: int = 20
    wall: int = 30
    output: int = 512 * MB


def leave_the_network() -> Isolation:
    """Move this process into an empty network namespace where the system allows it.

    Where it does not, a worker still cannot open a socket: it may open no descriptor at all.
    """
    libc = ctypes.CDLL(None, use_errno=True)
    for flags in (_CLONE_NEWNET, _CLONE_NEWUSER | _CLONE_NEWNET):
        if hasattr(libc, "unshare") and libc.unshare(flags) == 0:
            return "no network"
    return "no new descriptors"


def confine(limits: Limits) -> None:
    """No core file, no new process, no file content, bounded memory and CPU; debugging refused."""
    for kind, most in (
        (resource.RLIMIT_CORE, 0),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NPROC, 0),
        (resource.RLIMIT_AS, limits.memory),
    ):
        resource.setrlimit(kind, (most, most))
    resource.setrlimit(resource.RLIMIT_CPU, (limits.cpu, limits.cpu + 1))
    signal.signal(signal.SIGXCPU, signal.SIG_DFL)
    libc = ctypes.CDLL(None)
    if hasattr(libc, "prctl"):
        libc.prctl(_PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0)
        libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)


def shut_descriptors(keep: set[int]) -> None:
    """Close everything but `keep` and the standard three, then allow no new descriptor: no file, no socket."""
    for handle in range(3, max(keep) + 1):
        if handle not in keep:
            _close(handle)
    os.closerange(max(keep) + 1, 4096)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))


def _close(handle: int) -> None:
    try:
        os.close(handle)
    except OSError:
        return
