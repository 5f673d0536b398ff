"""One way in: `begin()` for an action that writes, `read()` for a look that cannot.

SQLite writers start with BEGIN IMMEDIATE on one connection: with the driver's defaults ten concurrent
filings got two distinct docket numbers and no error. On PostgreSQL an action locks the row it decides
on with `uow.lock`. The UNIQUE constraints stay as well. There each transaction first says for whom it is.
"""

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import Executable, Select, event, func, select
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import Result
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine
from sqlalchemy.pool import AsyncAdaptedQueuePool, NullPool
from sqlmodel import SQLModel

from app.db.acting import acting
from app.db.one_message import OneMessage
from app.db.prepared import PreparedInsert
from app.db.types import Cipher
from app.kernel.clock import Clock, SystemClock
from app.kernel.errors import NotFound
from app.kernel.events import Event

T = TypeVar("T", bound=SQLModel)
Listener = Callable[[tuple[Event, ...]], None]

_PRAGMAS = (
    "PRAGMA journal_mode=WAL",
    "PRAGMA synchronous=FULL",
    "PRAGMA foreign_keys=ON",
    "PRAGMA busy_timeout=10000",
    "PRAGMA trusted_schema=OFF",
    "PRAGMA secure_delete=ON",
    "PRAGMA cell_size_check=ON",
)


class Reader:
    """A consistent look at the database, at one moment. It has no way to write, on type and connection."""

    def __init__(self, session: AsyncSession, at: datetime) -> None:
        self._session = session
        self._at = at

    @property
    def at(self) -> datetime:
        """The moment of this look."""
        return self._at

    @property
    def on_postgres(self) -> bool:
        """Which of the two databases is asked, for what they say differently."""
        return self._session.get_bind().dialect.name == "postgresql"

    async def get(self, model: type[T], key: UUID | str) -> T | None:
        """The row with this primary key, or None."""
        return await self._session.get(model, key)

    async def all(self, statement: Select[Any]) -> list[Any]:
        """Every first column of the result."""
        return list((await self._session.execute(statement)).scalars().all())

    async def first(self, statement: Select[Any]) -> Any | None:
        """The first column of the first row, or None."""
        return (await self._session.execute(statement.limit(1))).scalars().first()

    async def rows(self, statement: Select[*tuple[Any, ...]]) -> list[Any]:
        """Every row of the result, as tuples."""
        return list((await self._session.execute(statement)).all())

    @asynccontextmanager
    async def beyond_the_wall(self) -> AsyncIterator[None]:
        """Rows read in this block are not asked of PostgreSQL's policies: the caller says why it may see them."""
        await self._look("on")
        try:
            yield
        except DBAPIError:  # the transaction is over, and this with it
            raise
        except BaseException:
            await self._look("")
            raise
        await self._look("")

    async def _look(self, how: str) -> None:
        if self.on_postgres:
            await self._session.execute(select(func.set_config("ejustice.looking", how, True)))


class UnitOfWork(Reader):
    """One transaction: rows, log leaf and outbox together. Leaving the block commits; raising undoes."""

    def __init__(self, session: AsyncSession, database: "Database") -> None:
        super().__init__(session, database.clock.now())
        self._database = database
        self.events: list[Event] = []

    @property
    def at(self) -> datetime:
        """This very moment: an act may have waited for another one, and what has ended meanwhile has ended."""
        return self._database.clock.now()

    @property
    def consequences(self) -> Mapping[str, tuple[str, ...]]:
        """Event kind -> names of the handlers that follow from it (the table in `app/wiring/`)."""
        return self._database.consequences

    def add(self, *rows: SQLModel) -> None:
        """Put new rows into the transaction."""
        self._session.add_all(rows)

    async def delete(self, row: SQLModel) -> None:
        """Remove a working row (a draft, a claim). Rows of the record are never deleted."""
        await self._session.delete(row)

    async def flush(self) -> None:
        """Send pending changes, so that constraints speak now."""
        await self._session.flush()

    async def execute(self, statement: Executable, rows: Sequence[Mapping[str, Any]] | None = None) -> Result[Any]:
        """Run a statement that writes, once or once for each of `rows`."""
        return await self._session.execute(statement, rows)

    async def insert(self, prepared: PreparedInsert, row: object) -> None:
        """Insert one row by a statement prepared before, after everything added so far."""
        await self._session.run_sync(prepared.run, row)

    async def insert_if_absent(self, model: type[T], **values: object) -> None:
        """Insert a row unless its key exists already; two racers both succeed."""
        insert = postgresql.insert if self._database.is_postgres else sqlite.insert
        await self._session.execute(insert(model).values(**values).on_conflict_do_nothing())

    async def take_turns(self, name: str) -> None:
        """Wait until nobody else's transaction has this name, and keep it to the end of this one.

        On SQLite the whole transaction already holds the write lock.
        """
        if self._database.is_postgres:
            await self._session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(name, 0))))

    async def lock(self, model: type[T], key: UUID | str) -> T:
        """The row, fresh, held against every other writer until commit; raises NotFound.

        On SQLite the whole transaction already holds the write lock.
        """
        column = next(iter(model.__table__.primary_key.columns))  # type: ignore[attr-defined]
        statement = select(model).where(column == key).execution_options(populate_existing=True)
        if self._database.is_postgres:
            statement = statement.with_for_update()
        row: T | None = (await self._session.execute(statement)).scalars().first()
        if row is None:
            raise NotFound()
        return row


_TELL = (
    "SELECT set_config('ejustice.person', $1, true), set_config('ejustice.desk', $2, true),"
    " set_config('ejustice.court', $3, true), set_config('ejustice.at', $4, true)"
)


class Database:
    """The engines of one installation. `listeners` hear the events of each commit, after it.

    `owner_url`: the role that owns the tables, where it is another one; maintenance alone is done by it.
    """

    def __init__(
        self,
        url: str,
        *,
        cipher: Cipher | None = None,
        consequences: Mapping[str, tuple[str, ...]] | None = None,
        clock: Clock | None = None,
        owner_url: str = "",
    ) -> None:
        self.url = url
        self.clock = clock or SystemClock()
        self.is_postgres = url.startswith("postgresql")
        self.consequences = consequences or {}
        self.listeners: list[Listener] = []
        self.writer = self._engine(readonly=False)
        self.reader = self.writer if self.is_postgres else self._engine(readonly=True)
        self.owner = create_async_engine(owner_url, poolclass=NullPool) if owner_url else self.writer
        for engine in (self.writer, self.reader):
            engine.dialect.ej_cipher = cipher  # type: ignore[attr-defined]

    def _engine(self, *, readonly: bool) -> AsyncEngine:
        if self.is_postgres:
            engine = create_async_engine(self.url, pool_size=10, max_overflow=10, pool_pre_ping=True)
            event.listen(engine.sync_engine, "begin", self._tell)
            return engine
        engine = create_async_engine(
            self.url,
            module=OneMessage(),
            poolclass=AsyncAdaptedQueuePool,
            pool_size=4 if readonly else 1,
            max_overflow=0,
        )
        event.listen(engine.sync_engine, "connect", _prepare_reader if readonly else _prepare_writer)
        event.listen(engine.sync_engine, "begin", _begin if readonly else _begin_immediate)
        return engine

    def _tell(self, connection: Any) -> None:
        """Whatever way a transaction begins: for whom it is, until it ends."""
        who, at = acting(), self.clock.now().isoformat()
        connection.exec_driver_sql(_TELL, (str(who.person_id or ""), who.desk, str(who.court_id or ""), at))

    @asynccontextmanager
    async def begin(self) -> AsyncIterator[UnitOfWork]:
        """Open the one transaction of an action."""
        async with AsyncSession(self.writer, expire_on_commit=False) as session:
            uow = UnitOfWork(session, self)
            async with session.begin():
                yield uow
        for listener in self.listeners:
            listener(tuple(uow.events))

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Reader]:
        """Open a look; on both databases the connection itself refuses to write."""
        async with AsyncSession(self.reader, expire_on_commit=False) as session:
            if self.is_postgres:
                await session.connection(
                    execution_options={"postgresql_readonly": True, "isolation_level": "REPEATABLE READ"}
                )
            yield Reader(session, self.clock.now())

    async def close(self) -> None:
        """Give every connection back."""
        await self.writer.dispose()
        await self.reader.dispose()
        await self.owner.dispose()


def _prepare_writer(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # we say BEGIN ourselves
    cursor = connection.cursor()
    for pragma in _PRAGMAS:
        cursor.execute(pragma)
    cursor.close()


def _prepare_reader(connection: Any, record: Any) -> None:
    _prepare_writer(connection, record)
    cursor = connection.cursor()
    cursor.execute("PRAGMA query_only=ON")
    cursor.close()


def _begin_immediate(connection: Any) -> None:
    connection.connection.dbapi_connection.along("BEGIN IMMEDIATE")


def _begin(connection: Any) -> None:
    connection.connection.dbapi_connection.along("BEGIN")
