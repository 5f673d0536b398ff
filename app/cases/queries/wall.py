"""The table of access as row-level security of PostgreSQL: a second wall behind `visible_to`, laid by the upgrade.

The rules are written into the functions from the one table, so that a change of it changes both walls. Rows of
relations are read inside functions of the owner; what they read there is not asked again (`ejustice.looking`).
"""
# ruff: noqa: S608 (what is written into these statements is the table and nothing else)

from collections.abc import Iterable, Iterator, Mapping

from app.auth.terms import Desk
from app.cases.rules import COUNSEL, FROM_PARTS, GRANTED, PERSONAL, TABLE, WITHOUT_CONTENT, Rule
from app.cases.terms import STRICTNESS, Act, Level, Relation, StandInKind
from app.cases.terms.notes import NoteKind

ASKED = (
    Act.know,
    Act.see_metadata,
    Act.read,
    Act.handle_filing,
    Act.read_filing,
    Act.write_order,
    Act.take_money,
    Act.rule_on_fees,
    Act.see_exhibits,
)
"""The acts that let a row be seen."""

_SYSTEM = (
    "(SELECT current_setting('ejustice.desk', true) = 'system' OR current_setting('ejustice.looking', true) = 'on')"
)
_COST = 20_000  # in operators: said too low, the planner asks for every row of a table before it looks for the few
_MINE = "(SELECT nullif(current_setting('ejustice.person', true), '')::uuid)"
# Somebody is let in by another act while this one waits for its turn: what began within it counts.
_LIVE = "{0}.since <= _at + interval '10 seconds' AND ({0}.until IS NULL OR {0}.until > _at)"
_CONTEXT = """
  _me uuid := nullif(current_setting('ejustice.person', true), '')::uuid;
  _desk text := coalesce(current_setting('ejustice.desk', true), '');
  _court uuid := nullif(current_setting('ejustice.court', true), '')::uuid;
  _at timestamptz := coalesce(nullif(current_setting('ejustice.at', true), ''), 'now')::timestamptz;
"""


_UP_TO_OFFICE = [
    level for level, rank in STRICTNESS.items() if rank <= STRICTNESS[TABLE[Relation.clerk][Act.know].up_to]
]
_UNDER_ANY_SEAL = [
    relation for relation in FROM_PARTS if TABLE[relation].get(Act.know, Rule(Level.public)).up_to is Level.judge
]
"""The relations by a part that know of their case however it is sealed."""


def _words(values: Iterable[str]) -> str:
    return ", ".join(f"'{value}'" for value in sorted(values))


def _rules() -> str:
    """The table as rows: act, relation, up to which rank, and what limits it."""
    return ",\n    ".join(
        f"('{act}', '{relation}', {STRICTNESS[rule.up_to]}, {rule.own}, {rule.only_own}, {rule.by_document})"
        for relation, acts in TABLE.items()
        for act, rule in acts.items()
        if act in ASKED
    )


def _function(schema: str, head: str, returns: str, body: str, declared: str = "") -> str:
    return (
        f"CREATE FUNCTION {schema}.{head} RETURNS {returns} LANGUAGE plpgsql STABLE SECURITY DEFINER COST {_COST}"
        f" SET search_path = {schema}, pg_temp AS $wall$ DECLARE {declared} BEGIN {body} END $wall$"
    )


def _asked(schema: str, head: str, body: str, declared: str = "") -> str:
    """A function that policies ask: what it reads to put `_answer` it reads without being asked itself."""
    before = " _answer boolean; _before text := coalesce(current_setting('ejustice.looking', true), '');"
    looks = f"PERFORM set_config('ejustice.looking', 'on', true); {body}"
    ends = "PERFORM set_config('ejustice.looking', _before, true); RETURN _answer;"
    return _function(schema, head, "boolean", looks + ends, declared + before)


_STANDS = f"""
  IF _me IS NULL OR _desk = '' THEN RETURN; END IF;
  RETURN QUERY SELECT _me, _desk, _court, ''::text, NULL::uuid
    UNION ALL
    SELECT s.for_person_id, a.desk::text, a.court_id, s.kind::text, s.case_id
      FROM stand_ins s JOIN accounts a ON a.person_id = s.for_person_id AND a.disabled_at IS NULL
      WHERE s.by_person_id = _me AND {_LIVE.format("s")};
"""

# Nearly every case of their court is theirs: asked once for a statement instead of once for a row.
_WHOLE_COURT = f"""
  RETURN CASE WHEN _desk = '{Desk.clerk}' AND _me IS NOT NULL
    AND NOT EXISTS (SELECT FROM unit_clerks u WHERE u.person_id = _me AND {_LIVE.format("u")}) THEN _court END;
"""

# Their own parts lead to the cases a person knows under any seal: asked once for a statement, and looked up for a row.
_MINE_BY_PART = f"""
  PERFORM set_config('ejustice.looking', 'on', true);
  IF _me IS NOT NULL AND _desk <> '' AND _desk NOT IN ({_words(WITHOUT_CONTENT)}) THEN
    RETURN QUERY SELECT p.case_id FROM parts p WHERE p.person_id = _me AND p.suspended_at IS NULL
      AND p.role IN ({_words(_UNDER_ANY_SEAL)}) AND {_LIVE.format("p")};
  END IF;
  PERFORM set_config('ejustice.looking', _before, true);
"""

_HELD = f"""
  RETURN QUERY WITH stands AS (
    SELECT s.* FROM wall_stands() s WHERE s.kind = '' OR (
      (s.of_case IS NULL OR s.of_case = _case) AND NOT EXISTS (
        SELECT FROM parts p WHERE p.case_id = _case AND p.person_id = _me AND p.role IN ({_words(FROM_PARTS)}))))
  SELECT s.desk, s.person, s.kind, s.person, NULL::uuid FROM stands s
    WHERE s.desk IN ('{Desk.registrar}', '{Desk.auditor}', '{Desk.administrator}')
      AND s.kind <> '{StandInKind.assistant}'
  UNION ALL
  SELECT 'clerk', s.person, s.kind, s.person, NULL FROM stands s
    WHERE s.desk = '{Desk.clerk}' AND s.court = _case_court AND s.kind <> '{StandInKind.assistant}'
      AND (EXISTS (SELECT FROM unit_clerks u WHERE u.person_id = s.person AND u.unit_id = _case_unit
                   AND {_LIVE.format("u")})
        OR NOT EXISTS (SELECT FROM unit_clerks u WHERE u.person_id = s.person AND {_LIVE.format("u")}))
  UNION ALL
  SELECT p.role::text, s.person, s.kind,
      CASE WHEN p.role = '{Relation.prosecutor}' THEN p.case_id ELSE coalesce(p.for_person_id, p.person_id) END, NULL
    FROM stands s JOIN parts p ON p.person_id = s.person AND p.case_id = _case
    WHERE p.role IN ({_words(FROM_PARTS)}) AND p.suspended_at IS NULL AND {_LIVE.format("p")}
      AND s.desk NOT IN ({_words(WITHOUT_CONTENT)})
      AND (s.kind <> '{StandInKind.assistant}' OR p.role IN ({_words(COUNSEL)}))
  UNION ALL
  SELECT g.kind::text, s.person, s.kind, s.person, g.document_id
    FROM stands s JOIN grants g ON g.person_id = s.person AND g.case_id = _case
    WHERE g.kind IN ({_words(GRANTED)}) AND {_LIVE.format("g")} AND s.kind <> '{StandInKind.assistant}'
      AND (s.desk NOT IN ({_words(WITHOUT_CONTENT)}) OR g.kind = '{Relation.break_glass}')
      AND (s.kind = '' OR g.kind NOT IN ({_words(PERSONAL)}))
  UNION ALL
  SELECT '{Relation.named}', s.person, '', s.person, NULL
    FROM stands s JOIN seal_names n ON n.person_id = s.person AND n.case_id = _case
    WHERE s.kind = '' AND {_LIVE.format("n")} AND s.desk NOT IN ({_words(WITHOUT_CONTENT)});
"""

_MAY = f"""
  IF _desk <> '' AND _desk NOT IN ({_words(WITHOUT_CONTENT)}) THEN
    _names := ARRAY(SELECT n.thing_id FROM seal_names n
      WHERE n.case_id = _case AND n.person_id = _me AND {_LIVE.format("n")});
    _inmost := coalesce((SELECT max(i) FROM generate_subscripts(_levels, 1) i
      WHERE _levels[i] = '{Level.named}' AND _things[i] = ANY(_names)), 0);
  END IF;
  RETURN EXISTS (
    SELECT FROM (
      SELECT * FROM wall_held(_case, _case_court, _case_unit)
      UNION ALL SELECT '{Relation.anybody}', _me, '', NULL, NULL
    ) h JOIN (VALUES
    {_rules()}
    ) AS r (act, relation, up_to, own, only_own, by_document) ON r.relation = h.relation
    WHERE r.act = _act
      AND CASE WHEN h.document IS NULL THEN NOT r.by_document
               ELSE _act = '{Act.know}' OR h.document = ANY(_documents) END
      AND (NOT r.only_own OR _filer = h.person
        OR (h.relation IN ({_words(COUNSEL)}) AND _side = h.side AND _filer IS DISTINCT FROM h.side))
      AND NOT EXISTS (
        SELECT FROM generate_subscripts(_levels, 1) i
        WHERE wall_rank(_levels[i]) > r.up_to
          AND NOT (r.own AND h.relation IN ({_words(FROM_PARTS)}) AND _levels[i] = '{Level.filer}'
            AND coalesce(_filer = h.person OR _side = h.side, false))
          AND NOT (h.kind = '' AND _levels[i] = '{Level.named}' AND _things[i] = ANY(_names))
          AND NOT (h.kind = '' AND wall_rank(_levels[i]) <= {STRICTNESS[Level.filer]} AND i < _inmost)));
"""

# Whoever is asked to a hearing of the case finds it in their calendar, also when their part has ended.
_EXPECTED = (
    "EXISTS (SELECT FROM participants p JOIN hearings h ON h.id = p.hearing_id"
    f" WHERE h.case_id = {{0}} AND p.person_id = {_MINE})"
)
_CASE = f"""
  _answer := wall_may('{Act.know}', _id, _court_, _unit, ARRAY[_level], ARRAY[_id], NULL, NULL, ARRAY[]::uuid[])
    OR wall_may('{Act.see_metadata}', _id, _court_, _unit, ARRAY[_level], ARRAY[_id], NULL, NULL, ARRAY[]::uuid[])
    OR {_EXPECTED.format("_id")};
"""

_INSIDE = """
  SELECT * INTO _c FROM cases c WHERE c.id = _case;
  RETURN FOUND AND wall_may(_act, _c.id, _c.court_id, _c.unit_id,
    array_prepend(_c.level::text, _levels), array_prepend(_c.id, _things), _filer, _side, _documents);
"""

_ENTRY = f"""
  _answer := wall_inside('{Act.read}', _case, ARRAY[_level], ARRAY[_id], _filer, _side,
    ARRAY(SELECT d.id FROM documents d WHERE d.entry_id = _id));
"""

_FILING = f"""
  IF _entry IS NOT NULL THEN
    SELECT * INTO _e FROM docket_entries e WHERE e.id = _entry;
    _answer := wall_entry(_case, _e.id, _e.level::text, _e.filer_id, _e.side_id)
      OR wall_inside('{Act.handle_filing}', _case, ARRAY[_e.level::text], ARRAY[_e.id], _e.filer_id, _e.side_id)
      OR wall_inside('{Act.read_filing}', _case, ARRAY[_e.level::text], ARRAY[_e.id], _e.filer_id, _e.side_id);
  ELSE
    _answer := wall_inside('{Act.handle_filing}', _case, ARRAY[_level], ARRAY[_id], _filer, _side)
      OR (_number IS NOT NULL
        AND wall_inside('{Act.read_filing}', _case, ARRAY[_level], ARRAY[_id], _filer, _side));
  END IF;
"""

# The newest entries of a clerk's own court or units with these words, found by index: a policy asked row by row comes
# before an operator that may leak, and would read every entry there is. Nothing else can be asked of this.
_SEARCH = f"""
  PERFORM set_config('ejustice.looking', 'on', true);
  RETURN QUERY SELECT w.entry_id FROM docket_words w
    JOIN cases c ON c.id = w.case_id JOIN docket_entries e ON e.id = w.entry_id
    WHERE w.court_id IN (SELECT s.court FROM wall_stands() s
        WHERE s.desk = '{Desk.clerk}' AND s.kind <> '{StandInKind.assistant}')
      AND to_tsvector('simple', w.words) @@ to_tsquery('simple', _query)
      AND c.level IN (@OFFICE@) AND e.level IN (@OFFICE@)
      AND EXISTS (SELECT FROM wall_stands() s WHERE s.desk = '{Desk.clerk}' AND s.court = w.court_id
        AND (s.of_case IS NULL OR s.of_case = c.id)
        AND (EXISTS (SELECT FROM unit_clerks u WHERE u.person_id = s.person AND u.unit_id = c.unit_id
                     AND {_LIVE.format("u")})
          OR NOT EXISTS (SELECT FROM unit_clerks u WHERE u.person_id = s.person AND {_LIVE.format("u")})))
    ORDER BY w.id DESC LIMIT least(_most, 200);
  PERFORM set_config('ejustice.looking', _before, true);
"""

_DOCUMENT = f"""
  IF _entry IS NOT NULL THEN
    SELECT * INTO _e FROM docket_entries e WHERE e.id = _entry;
    _answer := EXISTS (SELECT FROM unnest(ARRAY[{_words((Act.read, Act.handle_filing, Act.read_filing))}]) act
      WHERE wall_inside(act, _case, ARRAY[_e.level::text, _level], ARRAY[_e.id, _id], _e.filer_id, _e.side_id,
        ARRAY[_id]));
  ELSE
    _answer := EXISTS (SELECT FROM wall_stands() s WHERE s.person = _owner)
      OR EXISTS (SELECT FROM filing_documents p JOIN filings f ON f.id = p.filing_id
        WHERE p.document_id = _id
          AND wall_filing(f.id, f.case_id, f.level::text, f.number, f.entry_id, f.filer_id, f.side_id));
  END IF;
"""


def functions(schema: str) -> Iterator[str]:
    """The functions that policies ask, in an order in which they can be created."""
    ranks = ", ".join(f"'{level}'" for level in STRICTNESS)
    yield (
        f"CREATE FUNCTION {schema}.wall_rank(level text) RETURNS int LANGUAGE sql IMMUTABLE AS"
        f" $wall$ SELECT coalesce(array_position(ARRAY[{ranks}], level) - 1, {len(STRICTNESS)}) $wall$"
    )
    stand = "TABLE (person uuid, desk text, court uuid, kind text, of_case uuid)"
    held = "TABLE (relation text, person uuid, kind text, side uuid, document uuid)"
    seals = "_levels text[], _things uuid[], _filer uuid, _side uuid, _documents uuid[]"
    yield _function(schema, "wall_stands()", stand, _STANDS, _CONTEXT)
    yield _function(schema, "wall_whole_court()", "uuid", _WHOLE_COURT, _CONTEXT)
    yield _function(schema, "wall_held(_case uuid, _case_court uuid, _case_unit uuid)", held, _HELD, _CONTEXT)
    yield _function(
        schema,
        "wall_my_cases()",
        "SETOF uuid",
        _MINE_BY_PART,
        f"{_CONTEXT} _before text := coalesce(current_setting('ejustice.looking', true), '');",
    )
    may = f"wall_may(_act text, _case uuid, _case_court uuid, _case_unit uuid, {seals})"
    yield _function(schema, may, "boolean", _MAY, f"{_CONTEXT} _names uuid[] := ARRAY[]::uuid[]; _inmost int := 0;")
    inside = f"wall_inside(_act text, _case uuid, {seals} DEFAULT ARRAY[]::uuid[])"
    yield _function(schema, inside, "boolean", _INSIDE, "_c cases;")
    yield _asked(schema, "wall_case(_id uuid, _court_ uuid, _unit uuid, _level text)", _CASE)
    knows = f"_answer := wall_inside('{Act.know}', _case, ARRAY[]::text[], ARRAY[]::uuid[], NULL, NULL)"
    knows += f" OR {_EXPECTED.format('_case')};"
    yield _asked(schema, "wall_knows(_case uuid)", knows)
    bench = f"_answer := wall_inside('{Act.write_order}', _case, ARRAY[]::text[], ARRAY[]::uuid[], NULL, NULL);"
    yield _asked(schema, "wall_bench(_case uuid)", bench)
    entry = "wall_entry(_case uuid, _id uuid, _level text, _filer uuid, _side uuid)"
    yield _asked(schema, entry, _ENTRY)
    filing = "_id uuid, _case uuid, _level text, _number text, _entry uuid, _filer uuid, _side uuid"
    yield _asked(schema, f"wall_filing({filing})", _FILING, "_e docket_entries;")
    yield _function(
        schema,
        "wall_search(_query text, _most int)",
        "SETOF uuid",
        _SEARCH.replace("@OFFICE@", _words(_UP_TO_OFFICE)),
        _CONTEXT + " _before text := coalesce(current_setting('ejustice.looking', true), '');",
    )
    document = "wall_document(_id uuid, _case uuid, _level text, _entry uuid, _owner uuid)"
    yield _asked(schema, document, _DOCUMENT, "_e docket_entries;")


_OF_COURT = f"({{0}}court_id = (SELECT wall_whole_court()) AND {{0}}level IN ({_words(_UP_TO_OFFICE)}))"
# What nearly every row is decided by comes first, and costs no call; the function decides the rest.
_KNOWS = (
    "case_id IN (SELECT wall_my_cases()) OR EXISTS (SELECT FROM cases c WHERE c.id = case_id AND"
    f" (c.level = 'public' OR {_OF_COURT.format('c.')})) OR wall_knows(case_id)"
)
_SEES_HEARING = "EXISTS (SELECT FROM hearings h WHERE h.id = hearing_id)"
_CHARGE = " OR ".join(
    f"wall_inside('{act}', case_id, ARRAY[]::text[], ARRAY[]::uuid[], payer_id, side_id)"
    for act in (Act.take_money, Act.rule_on_fees, Act.handle_filing)
)
_EXHIBIT = f"wall_inside('{Act.see_exhibits}', case_id, ARRAY[]::text[], ARRAY[]::uuid[], NULL, NULL)"
_OF_CHARGE = "EXISTS (SELECT FROM charges c WHERE c.id = charge_id)"
# Whoever has a part in a case they know of; parts have a policy of their own.
_OF_SOMEBODY_KNOWN = f"{{0}} = {_MINE} OR EXISTS (SELECT FROM parts p WHERE p.person_id = {{0}})"
_OF_TWO_KNOWN = (
    "EXISTS (SELECT FROM parts p WHERE p.person_id = {0}.one_id)"
    " AND EXISTS (SELECT FROM parts p WHERE p.person_id = {0}.other_id)"
)
_MY_COURT = "(SELECT nullif(current_setting('ejustice.court', true), '')::uuid)"
# Units are walls: who has something of a case is for the clerks who work with it.
_ASSIGNMENT = (
    f"EXISTS (SELECT FROM wall_stands() s WHERE s.desk = '{Desk.clerk}' AND s.court = court_id AND s.kind = '')"
    " AND (case_id IS NULL"
    f" OR wall_inside('{Act.read_filing}', case_id, ARRAY[]::text[], ARRAY[]::uuid[], NULL, NULL))"
)
_ASKING = (
    f"filer_id = {_MINE} OR EXISTS (SELECT FROM wall_stands() s"
    f" WHERE s.desk = '{Desk.clerk}' AND s.court = court_id AND s.kind = '')"
)
WALLED: Mapping[str, tuple[str, str]] = {
    "cases": (
        f"level = 'public' OR {_OF_COURT.format('')} OR id IN (SELECT wall_my_cases())"
        + " OR wall_case(id, court_id, unit_id, level)",
    )
    * 2,
    "hearings": (_KNOWS,) * 2,
    "participants": (f"person_id = {_MINE} OR {_SEES_HEARING}",) * 2,
    "sittings": (_SEES_HEARING,) * 2,
    "sitting_events": (_SEES_HEARING,) * 2,
    "exposure_ledger": (_SEES_HEARING,) * 2,
    "protection_orders": (_KNOWS,) * 2,
    "grants": (f"person_id = {_MINE} OR granted_by = {_MINE} OR {_KNOWS}",) * 2,
    "seals": (_KNOWS,) * 2,
    "seal_names": (f"person_id = {_MINE} OR {_KNOWS}",) * 2,
    "counsel_notices": (f"person_id = {_MINE} OR {_KNOWS}",) * 2,
    "docket_entries": ("wall_entry(case_id, id, level, filer_id, side_id)", _KNOWS),
    "documents": ("wall_document(id, case_id, level, entry_id, owner_id)", _KNOWS),
    "filings": ("wall_filing(id, case_id, level, number, entry_id, filer_id, side_id)", _KNOWS),
    "parts": (f"person_id = {_MINE} OR {_KNOWS}", _KNOWS),
    "deadlines": (_KNOWS, _KNOWS),
    "docket_words": ("EXISTS (SELECT FROM docket_entries e WHERE e.id = entry_id)", _KNOWS),
    "case_aliases": (_KNOWS, _KNOWS),
    "imported_cases": (_KNOWS, _KNOWS),
    "askings": (_ASKING, _ASKING),
    "assignments": (_ASSIGNMENT, _ASSIGNMENT),
    "court_orders": (  # its judges', until its entry says who reads it
        "wall_bench(case_id) OR (entry_id IS NOT NULL AND EXISTS (SELECT FROM docket_entries e WHERE e.id = entry_id))",
        "wall_bench(case_id)",
    ),
    "order_signatures": ("EXISTS (SELECT FROM court_orders o WHERE o.id = order_id)",) * 2,
    "order_services": ("EXISTS (SELECT FROM court_orders o WHERE o.id = order_id)",) * 2,
    "judge_relations": (f"judge_id = {_MINE}",) * 2,
    "motion_rulings": ("EXISTS (SELECT FROM docket_entries e WHERE e.id = entry_id)", "wall_bench(case_id)"),
    "charges": (_CHARGE, _CHARGE),
    "exhibits": (_EXHIBIT, _EXHIBIT),
    "exhibit_moves": ("EXISTS (SELECT FROM exhibits x WHERE x.id = exhibit_id)",) * 2,
    **dict.fromkeys(("payments", "refunds", "transfer_orders", "fee_waivers"), (_OF_CHARGE, _OF_CHARGE)),
    "other_names": (_OF_SOMEBODY_KNOWN.format("other_names.person_id"),) * 2,
    "name_keys": (_OF_SOMEBODY_KNOWN.format("name_keys.person_id"),) * 2,
    "likenesses": (_OF_TWO_KNOWN.format("likenesses"),) * 2,
    "person_links": (  # whoever made it may take it back where one of the two is out of their sight since
        f"made_by = {_MINE} OR ({_OF_TWO_KNOWN.format('person_links')})",
        _OF_TWO_KNOWN.format("person_links"),
    ),
    "case_links": ("wall_knows(from_case_id) AND wall_knows(to_case_id)",) * 2,
    "case_rests": (_KNOWS, _KNOWS),
    "case_offers": (f"to_court_id = {_MY_COURT} OR {_KNOWS}", _KNOWS),
    "filing_documents": ("EXISTS (SELECT FROM filings f WHERE f.id = filing_id)",) * 2,
    "submissions": ("EXISTS (SELECT FROM filings f WHERE f.id = filing_id)",) * 2,
    "service_records": ("EXISTS (SELECT FROM filings f WHERE f.id = filing_id)",) * 2,
    "corrections": ("EXISTS (SELECT FROM docket_entries e WHERE e.id = entry_id)", _KNOWS),
    "case_notes": (
        f"person_id = {_MINE} OR (kind <> '{NoteKind.bench}'"
        f" AND wall_inside('{Act.read_filing}', case_id, ARRAY[]::text[], ARRAY[]::uuid[], NULL, NULL))",
        _KNOWS,
    ),
    "renditions": ("EXISTS (SELECT FROM documents d WHERE d.id = document_id)",) * 2,
}
"""Each table behind the wall: which rows are seen, which may be written."""


def statements(schema: str) -> Iterator[str]:
    """Everything that makes the wall, where none stands."""
    yield from functions(schema)
    for table, (seen, written) in WALLED.items():
        yield f"ALTER TABLE {schema}.{table} ENABLE ROW LEVEL SECURITY"
        yield f"ALTER TABLE {schema}.{table} FORCE ROW LEVEL SECURITY"
        yield (
            f"CREATE POLICY wall ON {schema}.{table} USING ({_SYSTEM} OR {seen}) WITH CHECK ({_SYSTEM} OR {written})"
        )
