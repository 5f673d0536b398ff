"""Keeps one server process running: starts it again when it dies, and ends when it is told to.

The child has a process group of its own, so that Ctrl-C reaches it once, through here. It dies with us.
"""

import ctypes
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from types import FrameType

MISCONFIGURED = 2  # the child has said why; starting it again would say the same
_SETTLED = 10.0  # seconds a process must live for its end not to count as dying at once
_PATIENCE = 15.0  # seconds for an orderly stop
_PR_SET_PDEATHSIG = 1


def run(arguments: Sequence[str], *, command: Sequence[str] = (sys.executable, "-m", "app.cli")) -> int:
    """Run `command arguments` until told to stop, and give the exit code for this process.

    Returns early when the child refuses its settings, or when it ends by itself before it ever settled:
    that is for the operator to mend. A child ended by a signal always gets a successor.
    """
    return _Supervisor([*command, *arguments]).run()


def pause(deaths: int) -> float:
    """Seconds before the next start after so many deaths at once in a row: 0, 0.25, 0.5, 1, 2 … at most 4.

    A hearing waits for it: with the start itself it stays within 8 s, however often the server was killed.
    """
    return min(4.0, 2.0 ** (min(deaths, 5) - 3)) if deaths else 0.0


class _Supervisor:
    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._child: subprocess.Popen[bytes] | None = None
        self._stop = threading.Event()
        self._signal = signal.SIGTERM

    def run(self) -> int:
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._forward)
        deaths, settled = 0, False
        while True:
            started = time.monotonic()
            code = self._run_child()
            if self._stop.is_set():
                return max(0, code)
            at_once = time.monotonic() - started < _SETTLED
            settled = settled or not at_once
            if code == MISCONFIGURED or (code > 0 and not settled):
                return code
            deaths = deaths + 1 if at_once else 0
            _say(code, pause(deaths))
            if self._stop.wait(pause(deaths)):
                return 0

    def _run_child(self) -> int:
        self._child = subprocess.Popen(  # noqa: S603 (our own program)
            self._command, process_group=0, preexec_fn=_die_with_parent
        )
        if self._stop.is_set():  # told to stop while it was being started
            self._child.send_signal(self._signal)
        return self._wait(self._child)

    def _wait(self, child: "subprocess.Popen[bytes]") -> int:
        while True:
            try:
                return child.wait(timeout=_PATIENCE)
            except subprocess.TimeoutExpired:
                if self._stop.is_set():
                    child.kill()

    def _forward(self, number: int, _frame: FrameType | None) -> None:
        self._signal = signal.Signals(number)
        self._stop.set()
        if self._child is not None:
            self._child.send_signal(number)


def _die_with_parent() -> None:
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, signal.SIGTERM)


def _say(code: int, wait: float) -> None:
    how = f"with code {code}" if code >= 0 else f"by {signal.Signals(-code).name}"
    when = f"in {wait:g} s" if wait else "now"
    print(f"The server ended {how}; starting it again {when}.", file=sys.stderr, flush=True)
