"""One throw-away Redis for a test run, on a loopback port of its own; it dies with the run."""

import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager


class RedisMissing(RuntimeError):
    """No server program on this machine."""


@contextmanager
def running_redis() -> Iterator[str]:
    """Start a server and give its URL; raises RedisMissing."""
    program = shutil.which("redis-server")
    if program is None or shutil.which("setpriv") is None:
        raise RedisMissing("Redis is not installed: apt-get install redis-server")
    port = _free_port()
    with tempfile.TemporaryDirectory(prefix="ejustice-redis-") as folder:
        settings = ["--port", str(port), "--bind", "127.0.0.1", "--dir", folder, "--save", "", "--appendonly", "no"]
        process = subprocess.Popen(["setpriv", "--pdeathsig=TERM", program, *settings], stdout=subprocess.DEVNULL)
        try:
            _wait_until_ready(port, process)
            yield f"redis://127.0.0.1:{port}/0"
        finally:
            process.terminate()
            process.wait(timeout=20)


def _wait_until_ready(port: int, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 20
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError as reason:
            if process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("Redis did not start") from reason
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
