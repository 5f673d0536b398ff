"""Leaves as the very text their hash covers, spelled by the database: no object is made of what is only hashed."""

from typing import Any

from sqlalchemy import Select, Text, select, type_coerce
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

from app.audit.models import LogLeaf

_LEAF = LogLeaf.__table__.c  # type: ignore[attr-defined]


class _spelled_time(FunctionElement[str]):
    """A stored instant as RFC 3339 in UTC with microseconds."""

    type = Text()
    inherit_cache = True


class _spelled_id(FunctionElement[str]):
    """A stored UUID with its hyphens."""

    type = Text()
    inherit_cache = True


@compiles(_spelled_time, "sqlite")
def _time_of_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"replace({compiler.process(element.clauses, **options)}, ' ', 'T') || 'Z'"


@compiles(_spelled_time, "postgresql")
def _time_of_postgres(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    at = compiler.process(element.clauses, **options)
    return f"to_char({at} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


@compiles(_spelled_id, "sqlite")
def _id_of_sqlite(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    raw = compiler.process(element.clauses, **options)
    return " || '-' || ".join(
        f"substr({raw}, {start}, {length})" for start, length in ((1, 8), (9, 4), (13, 4), (17, 4), (21, 12))
    )


@compiles(_spelled_id, "postgresql")
def _id_of_postgres(element: Any, compiler: SQLCompiler, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AS TEXT)"


def raw_leaves(start: int, limit: int) -> Select[*tuple[Any, ...]]:
    """Leaves from a place on, in order: place, time, actor, case, commitment, id, kind, hash, salt, payload.

    Time, case and id are the text that the leaf's hash covers; the payload is the stored text, not parsed.
    """
    columns: tuple[Any, ...] = (
        _LEAF["index"],
        _spelled_time(_LEAF.at),
        _LEAF.by,
        _spelled_id(_LEAF.case_id),
        _LEAF.commitment,
        _spelled_id(_LEAF.id),
        _LEAF.kind,
        _LEAF.leaf_hash,
        _LEAF.salt,
        type_coerce(_LEAF.payload, Text),
    )
    leaves: Select[*tuple[Any, ...]] = select(*columns)
    return leaves.where(_LEAF["index"] >= start).order_by(_LEAF["index"]).limit(limit)
