"""SQLite by one message for each statement, through SQLAlchemy's own dialect for aiosqlite.

aiosqlite gives SQLite a thread, and each message to it costs more than most statements do. The dialect sends four:
make a cursor, execute, fetch, close. Here one message does all of it, and takes along what can wait for company:
the BEGIN of a transaction goes with its first statement, a row nobody asks about (`along`) with the next one or with
COMMIT. Order and transaction stay what they were; what goes along fails the statement or the commit it goes with.
"""

import sqlite3
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import aiosqlite
from sqlalchemy.connectors.asyncio import AsyncAdapt_dbapi_connection
from sqlalchemy.dialects.sqlite.aiosqlite import (
    AsyncAdapt_aiosqlite_connection,
    AsyncAdapt_aiosqlite_cursor,
    AsyncAdapt_aiosqlite_dbapi,
)
from sqlalchemy.util import await_only

T = TypeVar("T")
Statement = tuple[str, Sequence[Any]]


class Cursor(AsyncAdapt_aiosqlite_cursor):
    """What one statement gave: all of it is here when the one message has been answered."""

    __slots__ = ("_columns", "_count", "_last")

    def __init__(self, connection: "AsyncAdapt_dbapi_connection") -> None:
        self._adapt_connection, self._connection = connection, connection._connection
        self._rows: deque[Any] = deque()
        self._columns, self._count, self._last = None, -1, 0

    description = property(lambda self: self._columns)
    rowcount = property(lambda self: self._count)
    lastrowid = property(lambda self: self._last)

    def execute(self, operation: Any, parameters: Any = None) -> Any:
        return self._ask(lambda raw: raw.execute(operation, parameters or ()))

    def executemany(self, operation: Any, seq_of_parameters: Any) -> Any:
        return self._ask(lambda raw: raw.executemany(operation, seq_of_parameters))

    def _ask(self, execute: Callable[[sqlite3.Connection], sqlite3.Cursor]) -> None:
        def work(raw: sqlite3.Connection) -> tuple[Any, list[Any], int, Any]:
            done = execute(raw)
            rows = done.fetchall() if done.description else []
            answer = done.description, rows, done.rowcount, done.lastrowid
            done.close()
            return answer

        connection: Any = self._adapt_connection
        self._columns, rows, self._count, self._last = connection.send(work)
        self._rows = deque(rows)

    def close(self) -> None:
        self._rows.clear()

    async def _async_soft_close(self) -> None:
        """There is nothing left open in the driver."""


class Connection(AsyncAdapt_aiosqlite_connection):
    """A connection whose next message carries what was put along with it."""

    __slots__ = ("_along", "_used")
    _cursor_cls = Cursor  # type: ignore[assignment]  # declared with the exact class, not a subclass

    def __init__(self, dbapi: Any, connection: Any) -> None:
        super().__init__(dbapi, connection)
        self._along: list[Statement] = []
        self._used = False  # a message went out since the last commit or rollback was answered

    def along(self, statement: str, values: Sequence[Any] = ()) -> None:
        """Run this before whatever comes next, in the same message; a rollback that comes next forgets it."""
        self._along.append((statement, values))

    def send(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """Do what was put along, then this, in the driver's thread; raises what the driver raises."""
        first, self._along = self._along, []
        self._used = True

        def all_of_it() -> T:
            raw = self._connection._conn
            for statement, values in first:
                raw.execute(statement, values).close()
            return work(raw)

        try:
            answer: T = await_only(self._connection._execute(all_of_it))
        except Exception as error:
            self._handle_exception(error)
        return answer

    def commit(self) -> None:
        """Keep everything, or, where what goes along fails, nothing: SQLAlchemy takes the transaction for over."""
        if self._used or len(self._along) > 1:  # a lone BEGIN has nothing to commit
            try:
                self.send(lambda raw: raw.commit())
            except BaseException:
                self.rollback()
                raise
        self._along, self._used = [], False

    def rollback(self) -> None:
        self._along = []
        if self._used:  # the pool rolls back after each commit as well
            super().rollback()
        self._used = False


class OneMessage(AsyncAdapt_aiosqlite_dbapi):
    """The `module` of an engine: the driver as the dialect knows it, with these connections."""

    def __init__(self) -> None:
        super().__init__(aiosqlite, sqlite3)

    def connect(self, *arg: Any, **kw: Any) -> Connection:
        return Connection(self, super().connect(*arg, **kw)._connection)
