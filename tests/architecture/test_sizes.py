"""Files and functions stay small enough to be read in one go."""

from statistics import median

from tests.architecture.source import length, modules

LONGEST_FILE = 400
MEDIAN_FILE = 90
LONGEST_FUNCTION = 45


def test_files_are_short() -> None:
    lines = {module.path: module.text.count("\n") for module in modules()}
    assert {path: count for path, count in lines.items() if count > LONGEST_FILE} == {}
    assert median(count for count in lines.values() if count > 1) <= MEDIAN_FILE


def test_functions_are_short() -> None:
    too_long = [
        f"{module.path}:{function.lineno} {function.name} has {length(function)} lines"
        for module in modules()
        for function in module.functions()
        if length(function) > LONGEST_FUNCTION
    ]
    assert too_long == []
