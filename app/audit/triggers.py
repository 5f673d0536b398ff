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


# INSERT OR REPLACE deletes without a DELETE trigger, so an insert over a standing row is refused too.
TRIGGERS_SQLITE: tuple[str, ...] = (
    _sqlite("log_leaf_update", "UPDATE ON log_leaf", _changed("IS NOT")),
    _sqlite("log_leaf_delete", "DELETE ON log_leaf", "1"),
    _sqlite(
        "log_leaf_insert",
        "INSERT ON log_leaf",
        'NEW."index" IS NOT NULL OR EXISTS (SELECT 1 FROM log_leaf WHERE id = NEW.id)',
    ),
    _sqlite("log_tile_update", "UPDATE ON log_tile", "1"),
    _sqlite("log_tile_delete", "DELETE ON log_tile", "1"),
    _sqlite(
        "log_tile_insert",
        "INSERT ON log_tile",
        'EXISTS (SELECT 1 FROM log_tile WHERE level = NEW.level AND "index" = NEW."index")',
    ),
    _sqlite("log_checkpoint_update", "UPDATE ON log_checkpoint", "1"),
    _sqlite("log_checkpoint_delete", "DELETE ON log_checkpoint", "1"),
    _sqlite(
        "log_checkpoint_insert",
        "INSERT ON log_checkpoint",
        "EXISTS (SELECT 1 FROM log_checkpoint WHERE size = NEW.size)",
    ),
    _sqlite("log_cosignature_update", "UPDATE ON log_cosignature", "1"),
    _sqlite("log_cosignature_delete", "DELETE ON log_cosignature", "1"),
    _sqlite(
        "log_cosignature_insert",
        "INSERT ON log_cosignature",
        "EXISTS (SELECT 1 FROM log_cosignature WHERE size = NEW.size AND key = NEW.key)",
    ),
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
