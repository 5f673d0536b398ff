"""DDL that makes the log append-only in the database itself; the migration runs it statement by statement.

A leaf may change in two ways: it gets its place once, and its payload and salt may be erased together.
"""

_REFUSED = "the log is append-only"

_TABLES = ("log_leaf", "log_tile", "log_checkpoint", "log_cosignature")
APPENDED = {**dict.fromkeys(_TABLES, ()), "log_leaf": ("index", "payload", "salt")}
"""Tables that a role without ownership may add to, with the columns of them it may still change."""
_KEPT = ("id", "kind", "at", "by", "case_id", "commitment", "leaf_hash")


def _changed(different: str) -> str:
    kept = " OR ".join(f'OLD."{name}" {different} NEW."{name}"' for name in _KEPT)
    place = f'(OLD."index" IS NOT NULL AND OLD."index" {different} NEW."index")'
    erased = "(NEW.payload IS NULL AND NEW.salt IS NULL)"
    payload = f"(NOT {erased} AND (OLD.payload {different} NEW.payload OR OLD.salt {different} NEW.salt))"
    return f"{kept} OR {place} OR {payload}"


def _sqlite(name: str, moment: str, when: str) -> str:
    return f"CREATE TRIGGER {name} BEFORE {moment} WHEN {when} BEGIN SELECT RAISE(ABORT, '{_REFUSED}'); END"


def _sqlite_written_once(table: str, *key: str) -> tuple[str, ...]:
    """Nothing of it changes, nothing goes. INSERT OR REPLACE deletes without a DELETE trigger: refused too."""
    same = " AND ".join(f"{column} = NEW.{column}" for column in key)
    return (
        _sqlite(f"{table}_update", f"UPDATE ON {table}", "1"),
        _sqlite(f"{table}_delete", f"DELETE ON {table}", "1"),
        _sqlite(f"{table}_insert", f"INSERT ON {table}", f"EXISTS (SELECT 1 FROM {table} WHERE {same})"),  # noqa: S608
    )


TRIGGERS_SQLITE: tuple[str, ...] = (
    _sqlite("log_leaf_update", "UPDATE ON log_leaf", _changed("IS NOT")),
    _sqlite("log_leaf_delete", "DELETE ON log_leaf", "1"),
    _sqlite(
        "log_leaf_insert",
        "INSERT ON log_leaf",
        'NEW."index" IS NOT NULL OR EXISTS (SELECT 1 FROM log_leaf WHERE id = NEW.id)',
    ),
    *_sqlite_written_once("log_tile", "level", '"index"'),
    *_sqlite_written_once("log_checkpoint", "size"),
    *_sqlite_written_once("log_cosignature", "size", "key"),
)


def _postgres(table: str, name: str, moment: str, each: str, when: str = "") -> str:
    return (
        f"CREATE TRIGGER {table}_{name} BEFORE {moment} ON {table} FOR EACH {each} {when}"
        "EXECUTE FUNCTION log_is_append_only()"
    )


TRIGGERS_POSTGRES: tuple[str, ...] = (
    "CREATE OR REPLACE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{_REFUSED}'; END $$",
    _postgres("log_leaf", "update", "UPDATE", "ROW", f"WHEN ({_changed('IS DISTINCT FROM')}) "),
    _postgres("log_leaf", "insert", "INSERT", "ROW", 'WHEN (NEW."index" IS NOT NULL) '),
    _postgres("log_leaf", "delete", "DELETE", "ROW"),
    _postgres("log_tile", "change", "UPDATE OR DELETE", "ROW"),
    _postgres("log_checkpoint", "change", "UPDATE OR DELETE", "ROW"),
    _postgres("log_cosignature", "change", "UPDATE OR DELETE", "ROW"),
    *(_postgres(table, "truncate", "TRUNCATE", "STATEMENT") for table in _TABLES),
)
