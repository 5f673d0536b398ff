"""The process that media processes are forked from: everything is imported once, nothing ever runs here.

Started as `python -m app.media.embedded.zygote FD PARENT`. Each datagram on FD is a network as JSON and
carries the child's end of a pipe; the reply is the order's number and the child's
process id, and carries its pidfd.
"""

import gc
import json
import os
import signal
import socket
import sys
import traceback
from typing import NoReturn

from app.media.embedded import child
from app.media.embedded.lifeline import die_with
from app.media.embedded.network import Network


def main(descriptor: int, parent: int) -> NoReturn:
    die_with(parent)
    # Ctrl-C in a terminal reaches the whole group; ending is the parent's decision.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    control = socket.socket(fileno=descriptor)
    gc.collect()
    gc.freeze()
    control.send(f"ready {os.getpid()}".encode())
    while True:
        message, descriptors, _, _ = socket.recv_fds(control, 65536, 1)
        if not message or not descriptors:
            os._exit(0)
        _fork(control, json.loads(message), descriptors[0])


def _fork(control: socket.socket, order: dict[str, object], pipe: int) -> None:
    _reap()
    zygote = os.getpid()
    try:
        pid = os.fork()
        if pid == 0:
            _become_child(control, order, pipe, zygote)
        handle = os.pidfd_open(pid)
    except OSError:
        # No process to spare: the rooms that are open go on.
        control.send(f"{order['number']} 0".encode())
        os.close(pipe)
        return
    socket.send_fds(control, [f"{order['number']} {pid}".encode()], [handle])
    # Closed here, so that no later child ever holds its siblings' pipes.
    os.close(handle)
    os.close(pipe)


def _reap() -> None:
    """Bury the children that ended; until then their process ids are not given to anybody else."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return


def _become_child(control: socket.socket, order: dict[str, object], pipe: int, zygote: int) -> NoReturn:
    try:
        die_with(zygote)
        control.close()
        ports, relays = order["ports"], order["relays"]
        assert isinstance(ports, list)
        assert isinstance(relays, list)
        network = Network(str(order["announce"]), str(order["bind"]), range(*ports), frozenset(relays))
        child.run(socket.socket(fileno=pipe), network)
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(1)


if __name__ == "__main__":
    main(int(sys.argv[1]), int(sys.argv[2]))
