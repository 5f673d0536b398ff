"""The supervisor over a toy child that says its process id and does as its arguments tell it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from app.supervisor import pause

TOY = """
import os, signal, sys
if sys.argv[1] == "refuse":
    print("settings do not fit", flush=True)
    sys.exit(int(sys.argv[2]))
def leave(number, frame):
    print("leaving by", signal.Signals(number).name, flush=True)
    sys.exit(0)
for number in (signal.SIGINT, signal.SIGTERM):
    signal.signal(number, leave)
print("ready", os.getpid(), flush=True)
while True:
    signal.pause()
"""
Start = Callable[..., "subprocess.Popen[str]"]


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Start]:
    """Start the supervisor over the toy with these arguments."""
    toy = tmp_path / "toy.py"
    toy.write_text(TOY)
    running: list[subprocess.Popen[str]] = []

    def begin(*arguments: str) -> "subprocess.Popen[str]":
        program = (
            f"import sys; from app.supervisor import run; sys.exit(run(sys.argv[1:], command=({sys.executable!r},)))"
        )
        running.append(
            subprocess.Popen(
                [sys.executable, "-c", program, str(toy), *arguments],
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                text=True,
            )
        )
        return running[-1]

    yield begin
    for process in running:
        process.kill()
        process.communicate()


def ready(process: "subprocess.Popen[str]") -> int:
    """The process id the toy says next."""
    assert process.stdout is not None
    word, number = process.stdout.readline().split()
    assert word == "ready"
    return int(number)


def test_a_server_that_is_killed_gets_a_successor(start: Start) -> None:
    supervisor = start("serve")
    first = ready(supervisor)
    os.kill(first, signal.SIGKILL)
    second = ready(supervisor)
    os.kill(second, signal.SIGKILL)
    assert len({first, second, ready(supervisor)}) == 3


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_being_told_to_stop_reaches_the_server_and_nothing_is_started_again(start: Start, number: int) -> None:
    supervisor = start("serve")
    ready(supervisor)
    supervisor.send_signal(number)
    said, complaints = supervisor.communicate(timeout=10)
    assert said == f"leaving by {signal.Signals(number).name}\n"
    assert complaints == ""
    assert supervisor.returncode == 0


def test_ctrl_c_at_the_terminal_reaches_the_server_once(start: Start) -> None:
    supervisor = start("serve")
    child = ready(supervisor)
    assert os.getpgid(child) == child


@pytest.mark.parametrize("code", [1, 2])
def test_a_server_that_refuses_to_start_is_not_started_again(start: Start, code: int) -> None:
    supervisor = start("refuse", str(code))
    said, complaints = supervisor.communicate(timeout=10)
    assert said == "settings do not fit\n"
    assert complaints == ""
    assert supervisor.returncode == code


def test_the_server_ends_with_its_supervisor(start: Start) -> None:
    supervisor = start("serve")
    ready(supervisor)
    supervisor.kill()
    assert supervisor.stdout is not None
    assert supervisor.stdout.read() == "leaving by SIGTERM\n"


def test_dying_at_once_again_and_again_is_answered_with_patience() -> None:
    assert [pause(deaths) for deaths in (0, 1, 2, 3, 4, 5, 5000)] == [0, 0.25, 0.5, 1, 2, 4, 4]
