"""The one table of access: each relation to a case, the acts it allows, and up to which seal.

What is not here is refused. `may` reads it as a question, `queries.scope` as a filter.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from app.auth.terms import Desk
from app.cases.terms import Act, Level, Relation


@dataclass(frozen=True, slots=True)
class Rule:
    """Allowed where no seal is stricter than `up_to`.

    `own`: with what their own side filed, also where it is sealed to court and filer. `only_own`: only with what
    they filed themselves, and counsel with what other counsel filed for the same side. `by_document`: only with
    documents that a grant names.
    """

    up_to: Level
    own: bool = False
    only_own: bool = False
    by_document: bool = False


_ANY, _OFFICE, _PARTIES, _PUBLIC = Level.judge, Level.filer, Level.parties, Level.public
A, R = Act, Relation

COUNSEL = frozenset({R.prosecutor, R.defence_counsel, R.victim_counsel})
PARTIES = frozenset({R.accused, R.party, R.plaintiff, R.victim, R.complainant})
STEWARDS = frozenset({R.guardian, R.next_friend})
"""They act for somebody who cannot act alone, and are on that person's side."""
OF_THE_CASE = COUNSEL | PARTIES | STEWARDS
HELPERS = frozenset(
    {
        R.witness,
        R.other_witness,
        R.expert,
        R.interpreter,
        R.intermediary,
        R.support_person,
        R.court_reporter,
        R.contact_officer,
        R.guard,
        R.attendant,
        R.juror,
    }
)
FROM_PARTS = OF_THE_CASE | HELPERS | {R.judge, R.operator}
"""The relations that a part in the case gives. A part called clerk or public gives none: courts and seals do."""
GRANTED = frozenset({R.guest, R.press, R.advocate, R.liaison, R.break_glass})
WITHOUT_CONTENT = frozenset({Desk.auditor, Desk.administrator})
"""Desks from which no case is entered, whatever else the person is to it."""
IN_AN_ARCHIVE = frozenset(
    {
        A.know,
        A.read,
        A.read_record,
        A.see_people,
        A.see_hearings,
        A.read_minutes,
        A.read_orders,
        A.read_sealed_reasons,
        A.read_filing,
        A.handle_filing,
        A.see_access,
        A.give_access,
        A.seal,
        A.unseal,
        A.move_case,
        A.reopen_case,
        A.see_metadata,
        A.read_log,
        A.see_exhibits,
        A.keep_exhibits,
        A.take_money,
        A.rule_on_fees,
    }
)
"""What an archived case still allows to whom it did: reading, deciding who reads, opening it again, and what is
left over: money that is due, things on a shelf that go back to their owner."""
PERSONAL = frozenset({R.named, R.break_glass, R.expected})
"""Relations that nobody has for another."""
SIGNED = frozenset({A.submit_filing, A.ask_protection, A.ask_leave})
"""Acts that bear a signature: an assistant does them only when allowed."""
IN_PERSON = frozenset({A.appear})
"""Acts of counsel or of a colleague who is counsel too: no assistant does them."""


def _all(acts: Iterable[Act], up_to: Level) -> dict[Act, Rule]:
    return dict.fromkeys(acts, Rule(up_to))


_KNOWS = _all((A.know,), _ANY) | {A.read: Rule(_PUBLIC)}
_HELPS = _KNOWS | _all((A.see_people,), _ANY)
_FOLLOWS = _all((A.know, A.see_people, A.see_hearings, A.read_orders), _ANY) | dict.fromkeys(
    (A.read, A.read_record), Rule(_PARTIES, own=True)
)
_FILES = _FOLLOWS | _all((A.prepare_filing, A.submit_filing, A.ask_protection, A.ask_correction), _ANY)
_FILES |= {A.handle_filing: Rule(_ANY, only_own=True)}
_REPRESENTS = _FILES | _all((A.ask_leave, A.appear), _ANY)
_COURT = (
    A.know,
    A.read,
    A.read_record,
    A.see_people,
    A.keep_people,
    A.see_hearings,
    A.read_minutes,
    A.read_orders,
    A.read_filing,
    A.ask_protection,
    A.book_hearing,
    A.see_access,
    A.give_access,
    A.record_counsel,
    A.suspend_counsel,
    A.ask_correction,
    A.correct,
    A.keep_notes,
    A.seal,
    A.replace_judge,
    A.see_exhibits,
    A.move_case,
)

_REGISTRY = (A.open_case, A.review_filing, A.see_clashes, A.clerk_hearing, A.find_people, A.merge_people)
_BENCH = (
    A.read_sealed_reasons,
    A.rule_on_protection,
    A.write_order,
    A.give_leave,
    A.unseal,
    A.order_correction,
    A.reopen_case,
    A.keep_bench_notes,
    A.rule_on_fees,
)
_COUNTER = (A.take_money, A.keep_exhibits)

TABLE: Mapping[Relation, Mapping[Act, Rule]] = {
    R.anybody: _all((A.know, A.read), _PUBLIC),
    R.judge: _all((*_COURT, *_BENCH), _ANY),
    R.clerk: _all((*_COURT, *_REGISTRY, *_COUNTER), _OFFICE),
    **dict.fromkeys(COUNSEL, _REPRESENTS),
    **dict.fromkeys((R.accused, R.party, R.plaintiff, R.next_friend), _FILES),
    **dict.fromkeys((R.victim, R.complainant, R.guardian), _FOLLOWS),
    **dict.fromkeys(HELPERS, _HELPS),
    R.contact_officer: _HELPS | _all((A.find_people,), _ANY),
    R.operator: _KNOWS,
    R.expected: _all((A.see_hearings, A.read_minutes), _ANY),
    R.named: {A.know: Rule(_OFFICE)} | _all((A.read, A.read_record), _PUBLIC),
    R.guest: _all((A.know, A.read, A.read_record), _PARTIES),
    R.press: _all((A.know, A.see_hearings), _PARTIES)
    | dict.fromkeys((A.read, A.read_record), Rule(_PARTIES, by_document=True)),
    R.advocate: _all((A.know, A.see_people, A.see_hearings), _PARTIES),
    R.liaison: _all((A.know, A.see_people), _PARTIES),
    R.break_glass: _all(
        (A.know, A.read, A.read_record, A.see_people, A.see_hearings, A.read_minutes, A.read_orders), _ANY
    ),
    R.registrar: _all((A.see_metadata,), _ANY),
    R.auditor: _all((A.read_log,), _ANY),
    R.administrator: _all((A.configure,), _ANY),
}
