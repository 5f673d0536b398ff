"""Writes the room's protocol for scripts, from the models that speak it: `python -m tools.protocol [--check]`.

`static/js/protocol.d.ts` types what goes both ways; `static/js/protocol.js` looks at what comes in, so that a
page acts on no frame that is not one. `--check` changes nothing and fails when a file is stale.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from app.sittings.commands import MESSAGE, PROTOCOL
from app.sittings.views import Frame

JS = Path(__file__).parent.parent / "static/js"
Schema = Mapping[str, Any]
_PLAIN = {"string": "string", "integer": "number", "number": "number", "boolean": "boolean", "null": "null"}


def typescript() -> str:
    """Every frame and message as a TypeScript declaration."""
    lines = ["// Made by tools/protocol.py from app/sittings: change the models, then run it again.", ""]
    for name, schema in _models(TypeAdapter(Frame).json_schema(mode="serialization")):
        lines += _interface(name, schema, always=True)
    lines += [f"export type Frame = {_union(TypeAdapter(Frame).json_schema(mode='serialization'))};", ""]
    for name, schema in _models(MESSAGE.json_schema()):
        lines += _interface(name, schema, always=False)
    lines += [f"export type Message = {_union(MESSAGE.json_schema())};", ""]
    lines += [f"export const VERSION: {PROTOCOL};", "export function isFrame(value: unknown): value is Frame;", ""]
    return "\n".join(lines)


def javascript() -> str:
    """A function that says of any value whether it is a frame."""
    schema = TypeAdapter(Frame).json_schema(mode="serialization")
    models = dict(_models(schema))
    lines = [
        "// @ts-check",
        "/** Made by tools/protocol.py from app/sittings: change the models, then run it again. */",
        "",
        'import { any, is, list, object, one, record } from "./core/shape.js";',
        "",
        f"export const VERSION = {PROTOCOL};",
        "",
    ]
    for name in _in_order(models):
        fields = [f"  {field}: {_shape(kind)}," for field, kind in models[name].get("properties", {}).items()]
        lines += [f"const {name} = object({{", *fields, "});", ""]
    names = ", ".join(_names(schema))
    lines += ["/** @param {unknown} value */", f"export const isFrame = any({names});", ""]
    return "\n".join(lines)


FILES: Mapping[Path, Callable[[], str]] = {JS / "protocol.d.ts": typescript, JS / "protocol.js": javascript}


def _models(schema: Schema) -> Iterator[tuple[str, Schema]]:
    yield from sorted(schema["$defs"].items())


def _names(schema: Schema) -> list[str]:
    return [_name(one) for one in schema.get("oneOf", schema.get("anyOf", []))]


def _union(schema: Schema) -> str:
    return " | ".join(_names(schema))


def _name(schema: Schema) -> str:
    return str(schema["$ref"]).rpartition("/")[2]


def _interface(name: str, schema: Schema, *, always: bool) -> list[str]:
    required = set(schema.get("required", ()))
    said = schema.get("description", "").split("\n")[0]
    fields = [
        f"  {field}{'' if always or field in required else '?'}: {_type(kind)};"
        for field, kind in schema.get("properties", {}).items()
    ]
    return [*([f"/** {said} */"] if said else []), f"export interface {name} {{", *fields, "}", ""]


def _type(schema: Schema) -> str:
    match schema:
        case {"$ref": _}:
            return _name(schema)
        case {"const": value}:
            return f'"{value}"'
        case {"enum": values}:
            return " | ".join(f'"{value}"' for value in values)
        case {"anyOf": kinds} | {"oneOf": kinds}:
            return " | ".join(_type(kind) for kind in kinds)
        case {"items": items}:
            return f"({_type(items)})[]"
        case {"type": "object", "additionalProperties": dict() as values}:
            return f"Record<string, {_type(values)}>"
        case {"type": "object"}:
            return "Record<string, unknown>"
        case _:
            return _PLAIN[schema["type"]]


def _shape(schema: Schema) -> str:
    match schema:
        case {"$ref": _}:
            return _name(schema)
        case {"const": value}:
            return f'one("{value}")'
        case {"enum": values}:
            return f"one({', '.join(f'{chr(34)}{value}{chr(34)}' for value in values)})"
        case {"anyOf": kinds}:
            return f"any({', '.join(_shape(kind) for kind in kinds)})"
        case {"items": items}:
            return f"list({_shape(items)})"
        case {"type": "object", "additionalProperties": values}:
            return f"record({_shape(values)})"
        case _:
            return f'is("{_PLAIN[schema["type"]]}")'


def _in_order(models: Mapping[str, Schema]) -> list[str]:
    """Names so that what is used stands before what uses it."""
    done: list[str] = []

    def add(name: str) -> None:
        for used in models:
            if used != name and f'/{used}"' in str(models[name]).replace("'", '"') and used not in done:
                add(used)
        if name not in done:
            done.append(name)

    for name in models:
        add(name)
    return done


def main() -> int:
    """Write the files, or say which are stale."""
    stale = [path for path, make in FILES.items() if not path.exists() or path.read_text() != make()]
    if "--check" in sys.argv:
        for path in stale:
            print(f"{path.name} is stale: run python -m tools.protocol")
        return int(bool(stale))
    for path in stale:
        path.write_text(FILES[path]())
    return 0


if __name__ == "__main__":
    sys.exit(main())
