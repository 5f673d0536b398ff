"""Tells, after the tests of the architecture, which functions are longer than the thirty lines we aim for."""

import pytest

from tests.architecture.source import length, modules

AIM = 30


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    longer = [
        f"{module.path}:{function.lineno} {function.name}: {length(function)} lines"
        for module in modules()
        for function in module.functions()
        if length(function) > AIM
    ]
    if longer:
        terminalreporter.write_line(f"{len(longer)} functions are longer than {AIM} lines:")
        for line in longer:
            terminalreporter.write_line(f"  {line}")
