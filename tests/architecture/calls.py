"""Which function of the product calls which, as far as its source says so by name."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache

from tests.architecture.source import Function, Module, modules


@dataclass(frozen=True, slots=True)
class Known:
    """A function or method with where it stands."""

    module: Module
    node: Function
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Calls:
    """Every function by its dotted name, and what each module calls things by."""

    functions: dict[str, Known] = field(default_factory=dict)
    names: dict[str, dict[str, str]] = field(default_factory=dict)

    def real(self, name: str, depth: int = 0) -> str:
        """Where something is defined that a package passes on."""
        module, _, last = name.rpartition(".")
        onward = self.names.get(module, {}).get(last)
        return self.real(onward, depth + 1) if onward and depth < 5 else name

    def used(self, name: str) -> Iterator[str]:
        """The functions that one mentions: imported, beside it, or of its own class."""
        known = self.functions[name]
        here, imported = known.module.name, self.names[known.module.name]
        for node in ast.walk(known.node):
            if isinstance(node, ast.Name):
                yield self.real(imported[node.id]) if node.id in imported else f"{here}.{node.id}"
            elif isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                if node.value.id == "self":
                    yield f"{here}.{known.owner}.{node.attr}"
                elif node.value.id in imported:
                    yield self.real(f"{imported[node.value.id]}.{node.attr}")

    def reaches(self, name: str, goal: str, seen: set[str] | None = None) -> bool:
        """Whether calling one can come to the other."""
        seen = set() if seen is None else seen
        if name == goal:
            return True
        if name in seen or name not in self.functions:
            return False
        seen.add(name)
        return any(self.reaches(used, goal, seen) for used in self.used(name))


@cache
def calls() -> Calls:
    """Of the whole product."""
    found = Calls()
    for module in modules():
        found.names[module.name] = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in ast.walk(module.tree)
            if isinstance(node, ast.ImportFrom) and node.module
            for alias in node.names
        }
        for node in module.tree.body:
            if isinstance(node, Function):
                found.functions[f"{module.name}.{node.name}"] = Known(module, node)
            elif isinstance(node, ast.ClassDef):
                for member in node.body:
                    if isinstance(member, Function):
                        found.functions[f"{module.name}.{node.name}.{member.name}"] = Known(module, member, node.name)
    return found
