"""The source of the product as syntax trees, for tests that read code."""

import ast
import importlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One file of `app/`: its path from the root, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    @property
    def name(self) -> str:
        """The dotted name it is imported by."""
        return self.path.removesuffix(".py").removesuffix("/__init__").replace("/", ".")

    def imports(self) -> Iterator[str]:
        """Every imported name in full: `app.kernel.clock`, `datetime.datetime`."""
        for node in ast.walk(self.tree):
            if isinstance(node, ast.Import):
                yield from (alias.name for alias in node.names)
            elif isinstance(node, ast.ImportFrom) and node.module:
                yield from (f"{node.module}.{alias.name}" for alias in node.names)

    def calls(self) -> Iterator[str]:
        """Every called name as written, for example `datetime.now`."""
        return (ast.unparse(node.func) for node in ast.walk(self.tree) if isinstance(node, ast.Call))

    def functions(self) -> Iterator[Function]:
        """Every function and method."""
        return (node for node in ast.walk(self.tree) if isinstance(node, Function))


@cache
def modules() -> tuple[Module, ...]:
    """Every module of the product that people write; generated revisions of the schema are not."""
    return tuple(
        Module(str(path.relative_to(ROOT)), text := path.read_text(), ast.parse(text))
        for path in sorted((ROOT / "app").rglob("*.py"))
        if "migrations/versions" not in path.as_posix()
    )


@cache
def import_everything() -> None:
    """Import every module, so that registries and subclass trees are complete."""
    for module in modules():
        if "migrations" not in module.path:
            importlib.import_module(module.name)


def length(function: Function) -> int:
    """Lines of a function from `def` to its end, its docstring not counted."""
    assert function.end_lineno is not None
    lines = function.end_lineno - function.lineno + 1
    first = function.body[0]
    if ast.get_docstring(function) is not None and first.end_lineno is not None:
        lines -= first.end_lineno - first.lineno + 1
    return lines
