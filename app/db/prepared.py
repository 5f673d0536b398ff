"""An INSERT of one row that is compiled once; on SQLite it goes along with the next statement or the commit.

For a row that every act writes, compiling and a message of its own are most of what it costs. Nothing in the act
asks what became of it: if the row cannot be, the next statement or the commit fails, and the act with it.
"""

from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from sqlalchemy import Connection, Table, bindparam, insert
from sqlalchemy.engine import Dialect
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine


class PreparedInsert:
    """One row of `table`, with the columns named and how each is bound."""

    def __init__(self, table: Table, columns: Mapping[str, TypeEngine[Any]]) -> None:
        self._columns = tuple(columns)
        self._types = tuple(columns.values())
        self._values = attrgetter(*self._columns)
        self._statement = insert(table).values(
            {name: bindparam(f"{name}_", type_=kind) for name, kind in columns.items()}
        )
        self._for_sqlite: tuple[str, tuple[Callable[[Any], Any] | None, ...]] | None = None

    def run(self, session: Session, row: object) -> None:
        """Insert the row with these attributes, after everything added so far; raises what SQLAlchemy raises."""
        session.flush()
        connection = session.connection()
        values = self._values(row)
        if connection.dialect.name == "sqlite":
            self._put_along(connection, values)
            return
        connection.execute(
            self._statement, {f"{name}_": value for name, value in zip(self._columns, values, strict=True)}
        )

    def _put_along(self, connection: Connection, values: tuple[Any, ...]) -> None:
        text, bind = self._prepared(connection.dialect)
        bound = [each(value) if each else value for each, value in zip(bind, values, strict=True)]
        driver: Any = connection.connection.dbapi_connection
        driver.along(text, bound)

    def _prepared(self, dialect: Dialect) -> tuple[str, tuple[Callable[[Any], Any] | None, ...]]:
        if self._for_sqlite is None:
            bind = tuple(kind.dialect_impl(dialect).bind_processor(dialect) for kind in self._types)
            self._for_sqlite = str(self._statement.compile(dialect=dialect)), bind
        return self._for_sqlite
