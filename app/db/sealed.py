"""Every column whose bytes are under a key, found from the models, and walking through them in batches.

Protected words say so by their type. A wrapped key says so in its column's `info`: `wrapped` names the
column that its key belongs to. So a new table is rotated and erased like all others, without being listed.
"""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, LargeBinary, Table, bindparam, null, select, type_coerce, update
from sqlmodel import SQLModel

from app.db.database import Database
from app.db.types import ProtectedText

BATCH = 500
Change = Callable[[bytes, bytes], bytes | None]


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One such column. `words`: protected words, otherwise a wrapped key; `context`: what that belongs to."""

    table: Table
    column: Column[Any]
    key: Column[Any]
    words: bool
    context: Column[Any] | None

    @property
    def raw(self) -> ColumnElement[bytes]:
        """The bytes as they are stored."""
        return type_coerce(self.column, LargeBinary)

    def __str__(self) -> str:
        return f"{self.table.name}.{self.column.name}"


def sealed_columns() -> Iterator[SealedColumn]:
    """Every sealed column of every table, in a fixed order."""
    for table in SQLModel.metadata.sorted_tables:
        for column in table.columns:
            words, wrapped = isinstance(column.type, ProtectedText), column.info.get("wrapped")
            if words or wrapped:
                (key,) = table.primary_key.columns
                yield SealedColumn(table, column, key, words, table.columns[wrapped] if wrapped else None)


async def rewrite(
    database: Database, sealed: SealedColumn, change: Change, where: ColumnElement[bool] | None = None
) -> int:
    """Give each stored value to `change` with its context, and put what it returns in its place; how many.

    Where it returns the same, nothing is written; None empties the field. A value that another writer
    changed meanwhile is left as that one wrote it. Each batch is a transaction, so that it may be stopped
    anywhere and begun again.
    """
    done, after = 0, None
    while rows := await _batch(database, sealed, after, where):
        changed = await asyncio.to_thread(_changed, rows, change)
        if changed:
            async with database.begin() as uow:
                await uow.execute(_update(sealed), changed)
        done, after = done + len(changed), rows[-1][0]
    return done


async def _batch(database: Database, sealed: SealedColumn, after: Any, where: ColumnElement[bool] | None) -> list[Any]:
    context: ColumnElement[Any] = null() if sealed.context is None else sealed.context
    wanted = select(sealed.key, sealed.raw, context).where(sealed.column.is_not(None)).order_by(sealed.key)
    for condition in (where, None if after is None else sealed.key > after):
        if condition is not None:
            wanted = wanted.where(condition)
    async with database.read() as reader:
        return await reader.rows(wanted.limit(BATCH))


def _changed(rows: list[Any], change: Change) -> list[dict[str, Any]]:
    found = []
    for key, raw, context in rows:
        new = change(bytes(raw), b"" if context is None else str(context).encode())
        if new != bytes(raw):
            found.append({"row": key, "was": bytes(raw), "becomes": new})
    return found


def _update(sealed: SealedColumn) -> Any:
    """Compare and set: nothing is lost that was written since the batch was read."""
    return (
        update(sealed.table)
        .where(sealed.key == bindparam("row"), sealed.raw == bindparam("was", type_=LargeBinary))
        .values({sealed.column.name: type_coerce(bindparam("becomes", type_=LargeBinary), LargeBinary)})
    )
