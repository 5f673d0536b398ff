"""What an envelope needs, what a decision must state, who is served and who reads: the pure rules."""

from datetime import date, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.terms import Desk
from app.cases.rules import OF_THE_CASE, Actor, Held, Sealed, Stand, Thing, may
from app.cases.terms import STRICTNESS, Act, Level, Relation
from app.documents.rules import Found, cleaning_helps, grouped
from app.documents.terms import FINDING_TITLES, Variant
from app.filings.commands import Accept, SendBack
from app.filings.errors import (
    CureDateWrong,
    DocumentsNotChecked,
    DocumentsToFix,
    LevelRelaxed,
    ReasonMissing,
    TitleMissing,
    TitleNamesProtected,
)
from app.filings.rules.audience import PUBLIC, readers
from app.filings.rules.envelope import Enclosed, Envelope, check_acceptable, names_protected, obstacles
from app.filings.rules.fees import quote
from app.filings.rules.reading import version_for
from app.filings.rules.review import cure_by, docket_terms, effective_at
from app.filings.rules.service import ToServe, service_plan
from app.filings.terms import LEVELS, RECALL, FilingStatus, Reason, ServiceMethod, WaiverGround
from app.kernel.zones import local
from app.pdf.findings import CODES, Finding
from tests.builders import NOW

ZONE = "Europe/Vienna"
FILER, OTHER = UUID(int=1), UUID(int=2)
COURT, CASE = UUID(int=3), UUID(int=4)
ROLES = ("judge", "prosecutor", "defence_counsel", "victim_counsel", "accused", "party", "victim", "witness")
PLAYED = st.frozensets(st.sampled_from(ROLES), max_size=2)
READERS = st.tuples(st.sampled_from([FILER, OTHER]), PLAYED, st.booleans())


def filed(level: Level, held: tuple[Held, ...], case_level: Level = Level.public) -> Thing:
    """Something FILER filed in a case of this level."""
    return Thing(CASE, COURT, None, (Sealed(case_level), Sealed(level)), held, FILER, FILER)


def parts(person_id: UUID, roles: frozenset[str]) -> tuple[Held, ...]:
    return tuple(Held(person_id, Relation(role), NOW) for role in sorted(roles))


def asks(person_id: UUID, clerk: bool) -> Actor:
    """Somebody signed in, at the clerk's desk of the court or at no desk of the court."""
    return Actor(NOW, Stand(person_id, Desk.clerk if clerk else Desk.participant, COURT if clerk else None))


def found(code: str, severity: str) -> Found:
    return Found(code, severity, "", (1,), ())


def envelope(*findings: Found, level: Level = Level.public, title: str = "A motion", **given: object) -> Envelope:
    kept = frozenset(given.get("kept", ()))  # type: ignore[call-overload]
    document = Enclosed(OTHER, None if given.get("waiting") else findings, kept)
    return Envelope(title, level, bool(given.get("named")), (document,))


def test_a_check_that_has_not_run_stops_nobody_from_filing() -> None:
    assert obstacles(envelope(waiting=True)) == []
    with pytest.raises(DocumentsNotChecked):
        check_acceptable(envelope(waiting=True))


def test_everything_in_the_way_is_said_at_once() -> None:
    bad = Envelope("", Level.public, False, (Enclosed(OTHER, (found("script", "block"), found("iban", "warn"))),))
    assert [refusal.code for refusal in obstacles(bad)] == ["title-missing", "documents-to-fix", "findings-not-seen"]
    assert [refusal.code for refusal in obstacles(Envelope("T", Level.public, False, ()))] == ["no-documents"]


def test_a_warning_is_answered_and_a_block_is_fixed() -> None:
    assert obstacles(envelope(found("iban", "warn"), kept={"iban"})) == []
    assert [r.code for r in obstacles(envelope(found("script", "block"), kept={"script"}))] == ["documents-to-fix"]
    assert obstacles(envelope(found("email", "info"))) == []


@given(level=st.sampled_from(Level))
def test_a_protected_name_stands_only_where_the_court_and_the_filer_alone_read(level: Level) -> None:
    open_to_others = STRICTNESS[level] < STRICTNESS[Level.filer]
    document = envelope(found("protected-term", "block"), level=level, kept={"protected-term"})
    assert bool(obstacles(document)) == open_to_others
    assert bool(obstacles(envelope(level=level, named=True))) == open_to_others
    if open_to_others:
        with pytest.raises(DocumentsToFix):
            check_acceptable(document)
        with pytest.raises(TitleNamesProtected):
            check_acceptable(envelope(level=level, named=True))


@pytest.mark.parametrize("title", ["Against Mirela Voskanova", "against VOSKANOVA, mirela", "x Mirela  Voskánova y"])
def test_a_name_is_found_however_it_is_written(title: str) -> None:
    assert names_protected(title, ["Mirela Voskanova"])
    assert not names_protected("Against Mirelas neighbour", ["Mirela Voskanova"])


@given(filed=st.sampled_from(LEVELS), chosen=st.sampled_from(LEVELS))
def test_a_review_never_opens_a_filing_to_more_people(filed: Level, chosen: Level) -> None:
    command = Accept(level=chosen)
    if STRICTNESS[chosen] < STRICTNESS[filed]:
        with pytest.raises(LevelRelaxed):
            docket_terms("A motion", filed, command)
    else:
        assert docket_terms("A motion", filed, command) == ("A motion", chosen)


def test_an_entry_has_a_title() -> None:
    with pytest.raises(TitleMissing):
        docket_terms("A motion", Level.public, Accept(title=""))
    assert docket_terms("A motion", Level.public, Accept(title="Another"))[0] == "Another"


def test_an_acceptance_takes_effect_after_the_time_to_recall_it_or_at_once() -> None:
    assert effective_at(Accept(), NOW) == NOW + RECALL
    assert effective_at(Accept(at_once=True), NOW) == NOW


@given(days=st.integers(-3, 100))
def test_a_filing_can_be_corrected_until_midnight_of_a_day_that_lies_ahead(days: int) -> None:
    day = local(NOW, ZONE).date() + timedelta(days=days)
    command = SendBack(reasons=[Reason.unreadable], cure_by=day)
    if 1 <= days <= 90:
        last = local(cure_by(command, ZONE, NOW), ZONE)
        assert (last.date(), last.hour, last.minute, last.second) == (day, 23, 59, 59)
    else:
        with pytest.raises(CureDateWrong):
            cure_by(command, ZONE, NOW)


def test_the_last_moment_of_a_day_is_that_of_the_court_also_when_clocks_change() -> None:
    change = SendBack(reasons=[Reason.unreadable], cure_by=date(2026, 10, 25))
    before = datetime(2026, 10, 20, 9, tzinfo=NOW.tzinfo)
    assert cure_by(change, ZONE, before).isoformat() == "2026-10-25T22:59:59+00:00"


def test_a_filing_is_not_returned_without_a_reason() -> None:
    with pytest.raises(ReasonMissing):
        cure_by(SendBack(reasons=[], cure_by=date(2026, 12, 1)), ZONE, NOW)


@given(waiver=st.sampled_from([None, *WaiverGround]), amount=st.integers(0, 10**6))
def test_asking_not_to_pay_is_enough_to_file_without_paying(waiver: WaiverGround | None, amount: int) -> None:
    fee = quote(amount, "EUR", waiver)
    assert (fee.amount, fee.due) == (amount, 0 if waiver else amount)


@given(me=st.sampled_from([FILER, OTHER]), reads=st.booleans(), online=st.booleans(), represented=st.booleans())
def test_service_is_never_presumed_and_goes_to_counsel_where_there_is_one(
    me: UUID, reads: bool, online: bool, represented: bool
) -> None:
    plan = service_plan([ToServe(me, reads, online, represented)], FILER)
    if me == FILER:
        assert plan == []
        return
    [(person, method)] = plan
    assert person == OTHER
    if not reads:
        assert method is ServiceMethod.none
    elif represented:
        assert method is ServiceMethod.through_counsel
    else:
        assert method is (ServiceMethod.electronic if online else ServiceMethod.paper)


@given(reader=READERS, status=st.sampled_from(FilingStatus), level=st.sampled_from(Level), sent=st.booleans())
def test_what_is_not_on_the_docket_is_seen_by_the_filer_and_the_court_alone(
    reader: tuple[UUID, frozenset[str], bool], status: FilingStatus, level: Level, sent: bool
) -> None:
    me, roles, clerk = reader
    actor, thing = asks(me, clerk), filed(level, parts(me, roles))
    variant = version_for(actor, thing, status, filed=sent)
    files = bool(roles & {"prosecutor", "defence_counsel", "victim_counsel", "accused", "party"})
    court = may(actor, Act.read_filing, thing)
    if me == FILER and files:
        assert variant is Variant.record
    elif status not in {FilingStatus.docketed, FilingStatus.served}:
        assert variant is (Variant.record if court and sent else None)
    elif not may(actor, Act.read, thing):
        assert variant is None
    elif not court and not roles & {relation.value for relation in OF_THE_CASE}:
        assert variant is Variant.public
    if variant is Variant.public:
        assert level is Level.public


@given(people=st.dictionaries(st.uuids(), PLAYED, max_size=6), case_level=st.sampled_from(Level))
def test_the_table_of_readers_tells_the_truth(people: dict[UUID, frozenset[str]], case_level: Level) -> None:
    held = tuple(
        one for person_id, roles in {FILER: ROLES, **people}.items() for one in parts(person_id, frozenset(roles))
    )
    rows = {row.who: row.at for row in readers(Thing(CASE, COURT, None, (Sealed(case_level),), held, FILER), NOW)}
    assert FILER not in rows
    assert rows[PUBLIC] == ({Level.public} if case_level is Level.public else frozenset())
    for person_id in people:
        for level in LEVELS:
            reads = may(asks(person_id, False), Act.read, filed(level, held, case_level))
            assert person_id not in rows or (level in rows[person_id]) == reads


def test_every_kind_of_finding_has_a_heading() -> None:
    assert set(FINDING_TITLES) == set(CODES)


def test_findings_of_one_kind_are_shown_once_with_every_page_the_gravest_first() -> None:
    many = [Finding("iban", 3, "a"), Finding("script"), Finding("iban", 1, "a"), Finding("iban", 3, "b")]
    assert [(one.code, one.pages, one.snippets) for one in grouped(many)] == [
        ("script", (), ()),
        ("iban", (1, 3), ("a", "b")),
    ]
    assert cleaning_helps(many)
    assert not cleaning_helps([Finding("iban", 1)])
