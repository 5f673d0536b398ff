"""What every file says about itself, and the words that have no place in it."""

import ast
import re

from tests.architecture.source import modules

NAMELESS = re.compile(r"(^|_)(utils?|helpers?|managers?|base|common|misc)$")
UNFINISHED = re.compile(r"\b(TODO|FIXME|XXX|HACK)\b")
SILENCED = re.compile(r"#\s*(type: ignore(?!\[)|noqa(?!: [A-Z]))")


def test_every_file_says_in_its_first_line_what_it_decides_or_does() -> None:
    silent = [module.path for module in modules() if module.text.strip() and not ast.get_docstring(module.tree)]
    assert silent == []


def test_no_file_is_a_drawer_for_everything() -> None:
    stems = {module.path: module.path.removesuffix(".py").split("/")[-1] for module in modules()}
    assert [path for path, stem in stems.items() if NAMELESS.search(stem)] == []


def test_nothing_is_left_unfinished() -> None:
    assert [module.path for module in modules() if UNFINISHED.search(module.text)] == []


def test_a_silenced_warning_says_which_one() -> None:
    assert [module.path for module in modules() if SILENCED.search(module.text)] == []
