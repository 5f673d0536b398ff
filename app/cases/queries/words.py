"""The index of words: what the two databases add to the models, and the triggers that keep it with the docket.

SQLite has a table of FTS5 over `docket_words`, PostgreSQL an index over a text search vector. Words come folded
(`rules.searching.fold`), so that both find the same; nothing is stemmed: words of six languages stand in one docket.
"""
# ruff: noqa: S608 (what is written into these statements is the index and nothing else)

FTS = "docket_fts"
INDEX = "ix_docket_words_words"
BESIDE_THE_MODELS = frozenset(
    {INDEX, FTS, *(f"{FTS}_{part}" for part in ("data", "idx", "content", "docsize", "config"))}
)
"""What stands in a database and in no model."""

_ROW = "SELECT {0}.id, {0}.case_id, c.court_id, {0}.words, coalesce({0}.received_at, {0}.entered_at)"
_COLUMNS = "entry_id, case_id, court_id, words, at"
_FILL_ONE = f"INSERT INTO docket_words ({_COLUMNS}) {_ROW.format('NEW')} FROM cases c WHERE c.id = NEW.case_id;"

_ADD = f"INSERT INTO {FTS}(rowid, words, court_id) VALUES (NEW.id, NEW.words, NEW.court_id);"
_TAKE = f"INSERT INTO {FTS}({FTS}, rowid, words, court_id) VALUES ('delete', OLD.id, OLD.words, OLD.court_id);"

TRIGGERS_SQLITE: tuple[str, ...] = (
    f"CREATE TRIGGER docket_words_new AFTER INSERT ON docket_entries BEGIN {_FILL_ONE} END",
    "CREATE TRIGGER docket_words_said AFTER UPDATE OF words ON docket_entries WHEN OLD.words IS NOT NEW.words"
    " BEGIN UPDATE docket_words SET words = NEW.words WHERE entry_id = NEW.id; END",
    "CREATE TRIGGER docket_words_moved AFTER UPDATE OF court_id ON cases WHEN OLD.court_id IS NOT NEW.court_id"
    " BEGIN UPDATE docket_words SET court_id = NEW.court_id WHERE case_id = NEW.id; END",
    f"CREATE TRIGGER docket_fts_new AFTER INSERT ON docket_words BEGIN {_ADD} END",
    f"CREATE TRIGGER docket_fts_changed AFTER UPDATE ON docket_words BEGIN {_TAKE} {_ADD} END",
    f"CREATE TRIGGER docket_fts_gone AFTER DELETE ON docket_words BEGIN {_TAKE} END",
)


def _function(name: str, body: str) -> str:
    """Done whatever the one who acts may see of the case: the index follows the docket, not its reader."""
    looks, ends = (f"PERFORM set_config('ejustice.looking', {how}, true);" for how in ("'on'", "_before"))
    return (
        f"CREATE OR REPLACE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS"
        " $words$ DECLARE _before text := coalesce(current_setting('ejustice.looking', true), '');"
        f" BEGIN {looks} {body} {ends} RETURN NULL; END $words$"
    )


TRIGGERS_POSTGRES: tuple[str, ...] = (
    _function("docket_words_new", _FILL_ONE),
    _function("docket_words_said", "UPDATE docket_words SET words = NEW.words WHERE entry_id = NEW.id;"),
    _function("docket_words_moved", "UPDATE docket_words SET court_id = NEW.court_id WHERE case_id = NEW.id;"),
    "CREATE TRIGGER docket_words_new AFTER INSERT ON docket_entries FOR EACH ROW EXECUTE FUNCTION docket_words_new()",
    "CREATE TRIGGER docket_words_said AFTER UPDATE OF words ON docket_entries FOR EACH ROW"
    " WHEN (OLD.words IS DISTINCT FROM NEW.words) EXECUTE FUNCTION docket_words_said()",
    "CREATE TRIGGER docket_words_moved AFTER UPDATE OF court_id ON cases FOR EACH ROW"
    " WHEN (OLD.court_id IS DISTINCT FROM NEW.court_id) EXECUTE FUNCTION docket_words_moved()",
)
