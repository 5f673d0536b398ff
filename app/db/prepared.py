"""An INSERT of one row that is compiled once and goes to the database by one message.

Every statement through SQLAlchemy's asynchronous SQLite dialect is three messages to the driver's thread
(make a cursor, execute, close it). For a row that every act writes, that is most of what it costs.
"""

from collections.abc import Callable, Mapping
from typing import Any

from sqlalchemy import Table, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.types import TypeEngine


class PreparedInsert:
    """One row of `table`, with the columns named and how each is bound."""

    def __init__(self, table: Table, columns: Mapping[str, TypeEngine[Any]]) -> None:
        self._columns = tuple(columns)
        self._types = tuple(columns.values())
        self._statement = insert(table).values(
            {name: bindparam(f"{name}_", type_=kind) for name, kind in columns.items()}
        )
        self._for_sqlite: tuple[str, tuple[Callable[[Any], Any] | None, ...]] | None = None

    async def run(self, connection: AsyncConnection, row: object) -> None:
        """Insert the row with these attributes; raises what SQLAlchemy raises."""
        values = [getattr(row, name) for name in self._columns]
        if connection.dialect.name != "sqlite":
            named = {f"{name}_": value for name, value in zip(self._columns, values, strict=True)}
            await connection.execute(self._statement, named)
            return
        text, bind = self._prepared(connection.dialect)
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        bound = [each(value) if each else value for each, value in zip(bind, values, strict=True)]
        errors = connection.dialect.loaded_dbapi.Error
        try:
            await driver.execute_insert(text, bound)
        except errors as reason:
            raise DBAPIError.instance(text, None, reason, errors, dialect=connection.dialect) from reason

    def _prepared(self, dialect: Dialect) -> tuple[str, tuple[Callable[[Any], Any] | None, ...]]:
        if self._for_sqlite is None:
            bind = tuple(kind.dialect_impl(dialect).bind_processor(dialect) for kind in self._types)
            self._for_sqlite = str(self._statement.compile(dialect=dialect)), bind
        return self._for_sqlite
