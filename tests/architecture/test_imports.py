"""The layers and contracts of importlinter.toml hold."""

from importlinter.cli import lint_imports

from tests.architecture.source import ROOT


def test_imports_point_down_and_every_module_has_its_place() -> None:
    assert lint_imports(str(ROOT / "importlinter.toml"), no_cache=True) == 0, "see the broken contracts above"
