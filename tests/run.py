"""Runs every folder of tests, and says what each took of its budget.

`python -m tests.run [--long] [pytest arguments]`. First what needs no quiet machine, file by file on every core; then,
one at a time, what has servers, browsers and media of its own. A folder that takes longer than its budget
(added up over the cores) fails the run, as a failing test does: a suite nobody waits for is a suite nobody runs.
"""

import os
import random
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Generator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

TESTS = Path(__file__).parent
FEW = 12  # more failures than this are not bad luck
ROOM = 6 * 2**30  # bytes that a run may need for its databases and documents
HANGS = 1200  # seconds after which one test is taken to hang


@dataclass(slots=True)
class Group:
    """Folders that share a budget, in seconds, and what they have used of it."""

    folders: tuple[str, ...]
    budget: float
    alone: bool = False  # one test at a time, and nothing beside it
    seconds: float = 0.0
    outcomes: dict[str, int] = field(default_factory=lambda: dict.fromkeys(("passed", "failed", "skipped"), 0))

    def row(self) -> str:
        """One line of the table."""
        counts = "".join(f"{self.outcomes[word]:>9}" for word in self.outcomes)
        over = "  OVER BUDGET" if self.seconds > self.budget else ""
        return f"{' + '.join(self.folders):<22}{counts}{_clock(self.seconds):>9}{_clock(self.budget):>9}{over}"


def groups() -> list[Group]:
    """Every folder of tests, the quickest answers first."""
    return [
        Group(("architecture", "rules"), 10 * 60),
        Group(("actions",), 30 * 60),
        Group(("http",), 50 * 60),
        Group(("ports",), 8 * 60, alone=True),
        Group(("signalling", "journeys"), 30 * 60, alone=True),
    ]


class Budgets:
    """The pytest plugin that keeps folders in order, adds up, and reports."""

    def __init__(self, *, enforce: bool) -> None:
        self.groups = groups()
        self.failed: list[str] = []
        self.seed = random.getrandbits(32)
        self._enforce = enforce

    def group(self, nodeid: str) -> Group:
        """The group of a test by its id, for example `tests/rules/test_x.py::test_y`."""
        folder = nodeid.split("/")[1]
        return next(group for group in self.groups if folder in group.folders)

    @pytest.hookimpl(trylast=True)
    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        order = [folder for group in self.groups for folder in group.folders]
        items.sort(key=lambda item: order.index(item.nodeid.split("/")[1]))

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        group = self.group(report.nodeid)
        group.seconds += report.duration
        if report.when == "call" or report.outcome != "passed":
            group.outcomes[report.outcome] += 1
        if report.outcome == "failed" and report.nodeid not in self.failed:
            self.failed.append(report.nodeid)

    @property
    def late(self) -> bool:
        """Whether a folder is over its budget."""
        return any(group.seconds > group.budget for group in self.groups)

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        if self._enforce and self.late and session.exitstatus == pytest.ExitCode.OK:
            session.exitstatus = pytest.ExitCode.TESTS_FAILED

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> Generator[None, None, None]:
        yield
        terminalreporter.write_line("")
        terminalreporter.write_line(f"{'folder':<22}   passed   failed  skipped     time   budget")
        for group in self.groups:
            terminalreporter.write_line(group.row())


def _clock(seconds: float) -> str:
    return f"{int(seconds) // 60}:{int(seconds) % 60:02}"


def main() -> int:
    """Run both parts, and give pytest's exit code; 1 as well when a folder was over its budget."""
    long = "--long" in sys.argv
    if long:
        os.environ["EJ_TEST_EXAMPLES"] = "long"
    budgets = Budgets(enforce=not long)
    if home := in_memory():
        os.environ["TMPDIR"] = tempfile.tempdir = home  # of PostgreSQL, SQLite and browsers too
    with tempfile.TemporaryDirectory(prefix="ejustice-") as scratch:
        os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = f"{scratch}/hypothesis"
        codes = [_part(budgets, alone, scratch, long=long) for alone in (False, True)]
    bad = {code for code in codes if code not in (pytest.ExitCode.OK, pytest.ExitCode.NO_TESTS_COLLECTED)}
    if long or budgets.late or bad - {pytest.ExitCode.TESTS_FAILED}:
        return max(map(int, bad), default=int(budgets.late and not long))
    return once_more(budgets) if bad else int(pytest.ExitCode.OK)


def _part(budgets: Budgets, alone: bool, scratch: str, *, long: bool) -> int:
    """One pytest over the folders that run alone, or over the others on every core."""
    named = [folder for group in budgets.groups if group.alone is alone for folder in group.folders]
    folders = [TESTS / folder for folder in named if (TESTS / folder).is_dir()]
    arguments = [
        *("-q", "-ra", "--continue-on-collection-errors", f"--basetemp={scratch}/pytest-{int(alone)}"),
        *("-o", "tmp_path_retention_policy=failed"),
        *("-o", f"faulthandler_timeout={0 if long else HANGS}", "-o", "faulthandler_exit_on_timeout=true"),
        *(() if alone else ("-n", str(os.cpu_count() or 1), "--dist", "loadfile")),
        f"--randomly-seed={budgets.seed}",
        *(["-m", "long or not long"] if long else []),
        *(argument for argument in sys.argv[1:] if argument != "--long"),
        *map(str, folders),
    ]
    return int(pytest.main(arguments, plugins=[budgets]))


def in_memory() -> str:
    """A folder that is memory, where the machine has plenty of it: fresh databases are there much sooner."""
    memory = Path("/dev/shm")
    if not (memory.is_dir() and os.access(memory, os.W_OK) and shutil.disk_usage(memory).free > ROOM):
        return ""
    available = re.search(r"MemAvailable:\s+(\d+) kB", Path("/proc/meminfo").read_text())
    return str(memory) if available and int(available[1]) * 1024 > 2 * ROOM else ""


def once_more(budgets: Budgets) -> int:
    """Run a few failed tests again, alone, with the same seed: one that fails twice fails the run, another is named.

    A real browser among eight on two cores can be late once; a broken behaviour is broken twice.
    """
    failed = budgets.failed
    if not 0 < len(failed) <= FEW:
        return int(pytest.ExitCode.TESTS_FAILED)
    print(f"\nOnce more, alone: {len(failed)} that failed.", flush=True)
    same = [f"--randomly-seed={budgets.seed}", "--randomly-dont-reorganize"]
    code = subprocess.call([sys.executable, "-m", "pytest", "-q", *same, *failed])
    if code == pytest.ExitCode.OK:
        print("Unsteady, to be mended:", *failed, sep="\n  ", flush=True)
    return code


if __name__ == "__main__":
    sys.exit(main())
