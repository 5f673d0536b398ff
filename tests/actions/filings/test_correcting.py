"""Corrections on real databases: what stood before is kept and shown to those who may know, and nothing is lost."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import EntryNotFound, WordsNameProtected
from app.cases.models import Case, DocketEntry, Part
from app.cases.queries import case_file, docket
from app.cases.steps import enter_on_docket
from app.cases.terms import Level
from app.cases.views import EntryView
from app.documents.errors import DocumentNotFound
from app.filings.commands import (
    AskCorrection,
    CorrectCase,
    CorrectDate,
    CorrectParty,
    CorrectSlip,
    CorrectTitle,
    CorrectType,
    DecideCorrection,
    Strike,
)
from app.filings.errors import (
    CorrectedCaseUnknown,
    CorrectionNotFound,
    CorrectionUnderWay,
    FilerElsewhere,
    FilingNotFound,
    NotCorrectedSo,
    OnlyTheCourtCorrects,
    OnlyTheJudgeCorrects,
    TooLateToUndo,
)
from app.filings.models import Correction, ServiceRecord
from app.filings.queries import filing_of, receipt_of
from app.filings.queries.corrections import corrections_in
from app.filings.terms import RECALL, FilingType
from app.filings.views import CorrectionView, FilingView, ReceiptView
from app.kernel.clock import SettableClock
from tests import builders
from tests.doubles.filing_office import PROTECTED_NAME, Office

RIGHT = CorrectTitle(title="Motion to hear the expert by video", reason="The title was cut short.")
AT_ONCE = RIGHT.model_copy(update={"at_once": True})


@dataclass
class Correcting:
    """A court office with one filing on its docket."""

    office: Office
    filing: FilingView
    clock: SettableClock

    @property
    def entry_id(self) -> UUID:
        assert self.filing.entry_id is not None
        return self.filing.entry_id

    async def ask(self, command: AskCorrection, by: Principal | None = None, entry_id: UUID | None = None) -> UUID:
        acts, case_id = self.office.acts.corrections, self.office.case.id
        made = await acts.ask(case_id, entry_id or self.entry_id, command, by=by or self.office.clerk)
        await self.office.relay.drain()
        return made

    async def lines(self, by: Principal | None = None, case_id: UUID | None = None) -> list[EntryView]:
        async with self.office.database.read() as reader:
            return await docket(reader, await case_file(reader, case_id or self.office.case.id, by))

    async def shown(self, by: Principal | None = None) -> list[CorrectionView]:
        async with self.office.database.read() as reader:
            file = await case_file(reader, self.office.case.id, by)
            return await corrections_in(reader, file, by, self.clock.now())

    async def receipt(self) -> ReceiptView:
        async with self.office.database.read() as reader:
            found = await receipt_of(reader, await filing_of(reader, self.filing.id, self.office.lawyer))
        assert found is not None
        return found

    async def another_case(self, *roles: str, level: str = "public") -> Case:
        office = self.office
        case = builders.case(office.court.id, level=level)
        async with office.database.begin() as uow:
            uow.add(case)
            await uow.flush()
            uow.add(*(builders.part(case.id, office.people[role].id, role) for role in roles))
        return case

    async def entered(self, kind: str, title: str, level: Level = Level.public) -> UUID:
        async with self.office.database.begin() as uow:
            entry = await enter_on_docket(
                uow, self.office.case.id, kind=kind, title=title, level=level, by=None, at=self.clock.now(),
                received_at=self.clock.now() - timedelta(hours=2) if kind == "paper" else None,
            )  # fmt: skip
        return entry.id

    async def part_of(self, role: str) -> UUID:
        wanted = select(Part.id).where(Part.case_id == self.office.case.id, Part.role == role)
        async with self.office.database.read() as reader:
            found: UUID = (await reader.all(wanted))[0]
        return found


@pytest.fixture
async def desk(office: Office, clock: SettableClock) -> Correcting:
    return Correcting(office, await office.docketed(title="Motion to hear"), clock)


async def test_nothing_of_a_correction_shows_before_its_minute_is_over(desk: Correcting) -> None:
    await desk.ask(RIGHT)
    assert [line.title for line in await desk.lines()] == ["Motion to hear"]
    assert await desk.shown(desk.office.lawyer) == []
    desk.clock.advance(RECALL)
    await desk.office.relay.drain()
    first, second = await desk.lines()
    assert (first.title, first.state, first.number) == (RIGHT.title, "corrected", 1)
    assert (second.kind, second.corrects, second.number) == ("correction", 1, 2)


async def test_what_is_undone_within_the_minute_leaves_no_number_and_no_line(desk: Correcting) -> None:
    made = await desk.ask(RIGHT)
    await desk.office.acts.corrections.undo(made, by=desk.office.clerk)
    desk.clock.advance(RECALL)
    await desk.office.relay.drain()
    assert [(line.title, line.state) for line in await desk.lines()] == [("Motion to hear", "stands")]
    again = await desk.ask(AT_ONCE)
    assert [line.number for line in await desk.lines()] == [1, 2]
    with pytest.raises(TooLateToUndo):
        await desk.office.acts.corrections.undo(again, by=desk.office.clerk)


async def test_a_correction_says_what_stood_who_asked_who_decided_and_why(desk: Correcting) -> None:
    made = await desk.ask(RIGHT, desk.office.lawyer)
    assert [line.state for line in await desk.lines()] == ["stands"]
    await desk.office.acts.corrections.decide(
        made, DecideCorrection(grant=True, note="So corrected.", at_once=True), by=desk.office.clerk
    )
    await desk.office.relay.drain()
    (one,) = await desk.shown(desk.office.lawyer)
    assert (one.before, one.after, one.reason, one.note) == (
        "Motion to hear",
        RIGHT.title,
        RIGHT.reason,
        "So corrected.",
    )
    assert (one.asked_by, one.decided_by) == ("Name of prosecutor", "Clerk of the court")
    (public,) = await desk.shown(None)
    assert (public.asked_by, public.decided_by) == ("Prosecutor", "Clerk of the court")


async def test_a_party_asks_and_the_court_decides(desk: Correcting) -> None:
    acts, office = desk.office.acts.corrections, desk.office
    made = await desk.ask(RIGHT, office.lawyer)
    with pytest.raises(OnlyTheCourtCorrects):
        await acts.decide(made, DecideCorrection(grant=True), by=office.lawyer)
    with pytest.raises(CorrectionNotFound):
        await acts.decide(made, DecideCorrection(grant=True), by=office.principal("defence_counsel"))
    with pytest.raises(OnlyTheCourtCorrects):
        await desk.ask(RIGHT, office.principal("stranger"))
    await acts.decide(made, DecideCorrection(grant=False, note="It is right as it is."), by=office.clerk)
    assert [(one.state, one.note) for one in await desk.shown(office.lawyer)] == [("refused", "It is right as it is.")]
    assert await desk.shown(office.principal("defence_counsel")) == []


async def test_a_slip_in_an_order_is_asked_by_anybody_inside_and_corrected_by_the_judge(desk: Correcting) -> None:
    office, order = desk.office, await desk.entered("order", "Order on the evidence")
    slip = CorrectSlip(was="3 June", reads="3 July", reason="The day was misheard.")
    asked = await desk.ask(slip, office.clerk, order)
    with pytest.raises(OnlyTheJudgeCorrects):
        await office.acts.corrections.decide(asked, DecideCorrection(grant=True), by=office.clerk)
    await office.acts.corrections.decide(
        asked, DecideCorrection(grant=True, at_once=True), by=office.principal("judge")
    )
    await office.relay.drain()
    (one,) = await desk.shown(None)
    assert (one.before, one.after, one.decided_by) == ("3 June", "3 July", "Judge of the case")
    with pytest.raises(NotCorrectedSo):
        await desk.ask(slip)


async def test_two_corrections_of_an_entry_never_wait_at_once(desk: Correcting) -> None:
    await desk.ask(RIGHT)
    with pytest.raises(CorrectionUnderWay):
        await desk.ask(Strike(reason="Entered twice."))


async def test_kind_side_and_date_are_corrected_and_the_filer_keeps_the_receipt(desk: Correcting) -> None:
    receipt = await desk.receipt()
    await desk.ask(CorrectType(type=FilingType.response, reason="It answers.", at_once=True))
    party = CorrectParty(part_id=await desk.part_of("accused"), reason="Filed for the accused.", at_once=True)
    await desk.ask(party)
    assert await desk.receipt() == receipt
    row = await desk.office.row(desk.filing.id)
    assert (row.type, row.side_id, row.filer_id) == (
        "response",
        desk.office.people["accused"].id,
        desk.office.people["prosecutor"].id,
    )
    before = [(one.kind, one.before, one.after) for one in await desk.shown(desk.office.lawyer)]
    assert before == [("type", "Motion", "Response"), ("party", "Prosecutor", "Name of accused")]
    paper = await desk.entered("paper", "Claim")
    came = desk.clock.now() - timedelta(days=3)
    await desk.ask(CorrectDate(received_at=came, reason="The stamp says so.", at_once=True), entry_id=paper)
    assert next(line for line in await desk.lines() if line.id == paper).received_at == came
    with pytest.raises(NotCorrectedSo):
        await desk.ask(CorrectDate(received_at=came, reason="I say so.", at_once=True))


async def test_new_words_never_name_somebody_who_must_be_kept_safe(desk: Correcting) -> None:
    for command in (
        CorrectTitle(title=f"Statement of {PROTECTED_NAME}", reason="Clearer."),
        CorrectTitle(title="Statement", reason=f"It is {PROTECTED_NAME} who made it."),
    ):
        with pytest.raises(WordsNameProtected):
            await desk.ask(command)


async def test_an_earlier_title_with_a_protected_name_is_shown_only_to_those_who_may_know_it(desk: Correcting) -> None:
    """Canary: not even a part of the name is told to the public, in whatever way the entry is read."""
    office = desk.office
    leaking = await desk.entered("paper", f"Statement of {PROTECTED_NAME.split()[0]}")
    await desk.ask(CorrectTitle(title="Statement", reason="It named her.", at_once=True), entry_id=leaking)
    told = [line.model_dump_json() for line in await desk.lines()] + [
        one.model_dump_json() for one in await desk.shown(None)
    ]
    assert not any(part in text for text in told for part in PROTECTED_NAME.split())
    assert [one.withheld for one in await desk.shown(None)] == [True]
    (judge,) = await desk.shown(office.principal("judge"))
    assert judge.before == f"Statement of {PROTECTED_NAME.split()[0]}"
    async with office.database.read() as reader:
        rows = await reader.all(select(DocketEntry.title))
    assert not any(part in title for title in rows for part in PROTECTED_NAME.split())


async def test_what_was_entered_in_the_wrong_case_stands_in_the_right_one_with_its_time_and_receipt(
    desk: Correcting,
) -> None:
    office, there = desk.office, await desk.another_case("prosecutor", "accused")
    receipt, document = await desk.receipt(), desk.filing.documents[0].id
    bytes_before = await _bytes(office, document)
    await desk.ask(CorrectCase(number=there.number, reason="The number was mistyped.", at_once=True))
    struck, line = await desk.lines()
    assert (struck.state, struck.number, struck.title, struck.filing_id) == ("struck", 1, "Entered in error", None)
    assert (line.kind, line.corrects) == ("correction", 1)
    (moved,) = await desk.lines(case_id=there.id)
    assert (moved.number, moved.title, moved.received_at) == (1, "Motion to hear", receipt.received_at)
    after = await desk.receipt()
    kept = {"leaf_id", "leaf_hash", "received_at", "submitted_at", "number", "documents", "first_byte_at"}
    assert after.model_dump(include=kept) == receipt.model_dump(include=kept)
    assert await _bytes(office, document) == bytes_before
    async with office.database.read() as reader:
        served = await reader.all(select(ServiceRecord.person_id).where(ServiceRecord.filing_id == desk.filing.id))
    assert office.people["accused"].id in served
    assert office.people["victim_counsel"].id not in served


async def test_of_what_went_to_a_closed_case_nothing_is_told_where_it_was(desk: Correcting) -> None:
    office, there = desk.office, await desk.another_case("prosecutor", level="parties")
    document = desk.filing.documents[0].id
    await desk.ask(CorrectCase(number=there.number, reason="Mistyped.", at_once=True))
    for outside in (None, office.principal("stranger"), office.principal("defence_counsel")):
        told = [one.model_dump_json() for one in [*await desk.lines(outside), *await desk.shown(outside)]]
        assert not any("Motion to hear" in text or there.number in text for text in told)
        with pytest.raises(DocumentNotFound):
            await office.acts.readings.version(outside, document)
    with pytest.raises(FilingNotFound):
        await office.view(desk.filing.id, office.principal("defence_counsel"))
    (inside,) = await desk.shown(office.lawyer)
    assert (inside.before, inside.moved_to) == ("Motion to hear", there.number)


async def test_what_was_for_the_parties_stays_for_the_parties_in_a_public_case(
    office: Office, clock: SettableClock
) -> None:
    async with office.database.begin() as uow:
        (await uow.lock(Case, office.case.id)).level = "parties"
    desk = Correcting(office, await office.docketed(title="Motion to hear"), clock)
    there = await desk.another_case("prosecutor")
    await desk.ask(CorrectCase(number=there.number, reason="Mistyped.", at_once=True))
    assert await desk.lines(case_id=there.id) == []
    assert [line.level for line in await desk.lines(office.lawyer, there.id)] == ["parties"]


async def test_nothing_goes_where_its_filer_would_lose_it_or_the_clerk_has_no_work(desk: Correcting) -> None:
    elsewhere = await desk.another_case("accused")
    with pytest.raises(FilerElsewhere):
        await desk.ask(CorrectCase(number=elsewhere.number, reason="Mistyped."))
    for number in ("CR-1999-1", desk.office.case.number):
        with pytest.raises(CorrectedCaseUnknown):
            await desk.ask(CorrectCase(number=number, reason="Mistyped."))


async def test_a_paper_in_the_wrong_case_goes_to_the_right_one_with_the_time_it_came_in(desk: Correcting) -> None:
    there, paper = await desk.another_case(), await desk.entered("paper", "Claim")
    received = next(line.received_at for line in await desk.lines() if line.id == paper)
    await desk.ask(CorrectCase(number=there.number, reason="Misplaced.", at_once=True), entry_id=paper)
    (moved,) = await desk.lines(case_id=there.id)
    assert (moved.title, moved.received_at, moved.kind) == ("Claim", received, "paper")


async def test_what_is_entered_in_error_keeps_its_number_and_place(desk: Correcting) -> None:
    await desk.ask(Strike(reason="Entered twice.", at_once=True))
    await desk.ask(RIGHT, entry_id=(await desk.office.docketed(title="Another")).entry_id)
    assert [(line.number, line.state) for line in await desk.lines()] == [(1, "struck"), (2, "stands"), (3, "stands")]


async def test_an_entry_one_may_not_read_is_not_there_to_correct(desk: Correcting) -> None:
    sealed = await desk.entered("order", "Order", Level.judge)
    with pytest.raises(EntryNotFound):
        await desk.ask(Strike(reason="Guess."), entry_id=sealed)


async def test_every_correction_leaves_a_row_that_is_never_removed(desk: Correcting) -> None:
    await desk.ask(AT_ONCE)
    await desk.ask(CorrectTitle(title="Motion to hear", reason="It was right.", at_once=True))
    async with desk.office.database.read() as reader:
        rows = await reader.all(select(Correction.state).order_by(col(Correction.id)))
    assert rows == ["made", "made"]
    assert [one.before for one in await desk.shown(None)] == ["Motion to hear", RIGHT.title]


async def _bytes(office: Office, document_id: UUID) -> bytes:
    content = (await office.acts.readings.open(office.lawyer, document_id)).content
    return b"".join([chunk async for chunk in content.chunks])
