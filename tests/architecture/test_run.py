"""The run of all tests keeps to its budgets."""

from types import SimpleNamespace
from typing import Any

import pytest

from tests.run import Budgets


def finish(budgets: Budgets) -> int:
    session: Any = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    budgets.pytest_sessionfinish(session)
    return int(session.exitstatus)


def report(nodeid: str, seconds: float) -> Any:
    return SimpleNamespace(nodeid=nodeid, duration=seconds, when="call", outcome="passed")


def test_a_folder_over_its_budget_fails_the_run_and_says_so() -> None:
    budgets = Budgets(enforce=True)
    allowed = budgets.group("tests/ports/test_x.py").budget
    budgets.pytest_runtest_logreport(report("tests/ports/test_x.py::test_y", allowed))
    assert finish(budgets) == 0
    budgets.pytest_runtest_logreport(report("tests/ports/test_x.py::test_z", 1))
    assert finish(budgets) == 1
    row = budgets.group("tests/ports/test_x.py").row()
    assert row.split() == ["ports", "2", "0", "0", "8:01", "8:00", "OVER", "BUDGET"]


def test_the_long_run_takes_the_time_it_takes() -> None:
    budgets = Budgets(enforce=False)
    budgets.pytest_runtest_logreport(report("tests/http/test_x.py::test_y", 60 * 60))
    assert finish(budgets) == 0


def test_folders_are_run_in_the_order_of_their_budgets() -> None:
    items: Any = [
        SimpleNamespace(nodeid=f"tests/{folder}/test_x.py::test_y") for folder in ("journeys", "http", "rules")
    ]
    Budgets(enforce=True).pytest_collection_modifyitems(items)
    assert [item.nodeid.split("/")[1] for item in items] == ["rules", "http", "journeys"]
