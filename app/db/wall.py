"""Row-level security and privileges on PostgreSQL: lifted before a revision, laid down as the present code has them.

What the policies say comes from where the law is (`config.attributes["wall"]`). Whether the wall that stands is
this one is told by a hash, kept as the comment on one of its functions.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from sqlalchemy import Connection


class RolePassesTheWall(RuntimeError):
    """The role that the service works as would not be held by policies; the sentence says what to change."""


@dataclass(frozen=True, slots=True)
class Wall:
    """`statements` lay it down where none stands. `appended`: tables that only grow, with the columns of them that
    may still change."""

    statements: Sequence[str]
    appended: Mapping[str, Sequence[str]]

    @property
    def name(self) -> str:
        """Tells it from every other wall."""
        return sha256("\n".join(self.statements).encode()).hexdigest()


_ROLE = "SELECT rolsuper OR rolbypassrls FROM pg_roles WHERE rolname = $1"
_OWNED = "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tableowner = $1"
_STANDING = "SELECT obj_description(to_regprocedure('wall_rank(text)'), 'pg_proc')"
_FUNCTIONS = (
    "SELECT oid::regprocedure FROM pg_proc"
    " WHERE pronamespace = current_schema()::regnamespace AND proname LIKE 'wall\\_%' ORDER BY oid DESC"
)
_POLICIES = "SELECT tablename FROM pg_policies WHERE schemaname = current_schema() AND policyname = 'wall'"
_WAITS = (
    "SELECT count(*) FROM pg_tables WHERE schemaname = current_schema() AND tablename <> 'alembic_version'"
    " AND NOT has_table_privilege($1, format('%I.%I', schemaname, tablename), 'INSERT')"
)


def check_role(connection: Connection, role: str) -> None:
    """Whether policies hold this role; raises RolePassesTheWall."""
    passes = connection.exec_driver_sql(_ROLE, (role,)).scalar()
    if passes is None:
        raise RolePassesTheWall(f"PostgreSQL knows no role {role}. The handbook says how to create it.")
    if passes or connection.exec_driver_sql(_OWNED, (role,)).scalar():
        raise RolePassesTheWall(
            f"The role {role} is a superuser, may bypass row-level security or owns tables. "
            "EJ_DATABASE_URL must name one that does not, beside the owner in EJ_DATABASE_OWNER_URL."
        )


def renew(connection: Connection, wall: Wall, works_as: str) -> None:
    """Lay the wall down unless it stands, and give the role what it works with unless it has that."""
    if connection.exec_driver_sql(_STANDING).scalar() != wall.name:
        lift(connection)
        for statement in wall.statements:
            connection.exec_driver_sql(statement)
        connection.exec_driver_sql(f"COMMENT ON FUNCTION wall_rank(text) IS '{wall.name}'")
        _to_nobody_else(connection, works_as)
    if works_as and connection.exec_driver_sql(_WAITS, (works_as,)).scalar():
        _give(connection, wall, works_as)
        _to_nobody_else(connection, works_as)


def lift(connection: Connection) -> None:
    """Take the wall away: a revision has to see every row, and to change what policies name."""
    for table in connection.exec_driver_sql(_POLICIES).scalars().all():
        connection.exec_driver_sql(f"DROP POLICY wall ON {table}")
        connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE ROW LEVEL SECURITY, NO FORCE ROW LEVEL SECURITY")
    for function in connection.exec_driver_sql(_FUNCTIONS).scalars().all():
        connection.exec_driver_sql(f"DROP FUNCTION {function}")


def _give(connection: Connection, wall: Wall, role: str) -> None:
    """Rows of all tables; of those that only grow, no change but to the columns named."""
    schema, to = connection.exec_driver_sql("SELECT current_schema()").scalar(), f'TO "{role}"'
    connection.exec_driver_sql(f"GRANT USAGE ON SCHEMA {schema} {to}")
    connection.exec_driver_sql(f"GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} {to}")
    connection.exec_driver_sql(f"GRANT USAGE ON ALL SEQUENCES IN SCHEMA {schema} {to}")
    connection.exec_driver_sql(f'REVOKE INSERT, UPDATE, DELETE ON alembic_version FROM "{role}"')
    for table, columns in wall.appended.items():
        connection.exec_driver_sql(f'REVOKE UPDATE, DELETE ON {table} FROM "{role}"')
        if columns:
            names = ", ".join(f'"{name}"' for name in columns)
            connection.exec_driver_sql(f"GRANT UPDATE ({names}) ON {table} {to}")


def _to_nobody_else(connection: Connection, role: str) -> None:
    """The functions read as their owner: who may not read the tables may not ask them either."""
    for function in connection.exec_driver_sql(_FUNCTIONS).scalars().all():
        connection.exec_driver_sql(f"REVOKE ALL ON FUNCTION {function} FROM PUBLIC")
        if role:
            connection.exec_driver_sql(f'GRANT EXECUTE ON FUNCTION {function} TO "{role}"')
