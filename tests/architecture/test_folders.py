"""Every test lies in a folder with a budget."""

from tests.architecture.source import ROOT
from tests.run import groups


def test_every_folder_of_tests_has_a_budget() -> None:
    listed = {folder for group in groups() for folder in group.folders}
    found = {path.relative_to(ROOT / "tests").parts[0] for path in (ROOT / "tests").rglob("test_*.py")}
    assert found - listed == set()
    assert not any(name.endswith(".py") for name in found), "a test lies outside the folders"
