"""From draft to docket: what the court receives, when, and what comes into being together."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any, cast
from uuid import uuid4

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.cases.events import EntryMade
from app.cases.models import Case, DocketEntry
from app.db.database import Database
from app.documents.models import Document, Rendition
from app.filings.commands import Accept, Reject, SendBack
from app.filings.errors import (
    DocumentsNotChecked,
    FilingNotFound,
    LevelRelaxed,
    MayNotFile,
    NotTheReviewer,
    StepNotOpen,
    TitleNamesProtected,
    TooLateToUndo,
)
from app.filings.events import FilingDocketed
from app.filings.models import ServiceRecord, Submission
from app.filings.queries import review_queue
from app.filings.terms import FilingType, Ground, Reason
from app.kernel.clock import SettableClock
from app.pdf.port import PdfTools
from app.sandbox.port import SandboxUnavailable
from tests import builders
from tests.doubles.filing_office import PROTECTED_NAME, Office, open_office, storage_in
from tests.doubles.pdfs import pdf
from tests.doubles.streams import collected


class Switch:
    """The real tools, while they are switched on."""

    def __init__(self, tools: PdfTools) -> None:
        self._tools, self.on = tools, True

    def __getattr__(self, name: str) -> Any:
        if not self.on:
            raise SandboxUnavailable()
        return getattr(self._tools, name)


SEND_BACK = SendBack(reasons=[Reason.missing_document], note="The annex is missing.", cure_by=date(2026, 12, 1))


async def test_what_is_filed_is_received_at_once_and_numbered_without_gaps(office: Office) -> None:
    first, second = await office.filed(), await office.filed()
    assert [first.number, second.number] == ["F-2026-000001", "F-2026-000002"]
    assert first.received_at == office.clock.now()
    assert len(first.leaf_hash) == 64
    assert first.proof is None
    assert [len(one.sha256) for one in first.documents] == [64]


async def test_nobody_outside_the_case_files_in_it(office: Office) -> None:
    with pytest.raises(MayNotFile):
        await office.acts.drafts.begin(office.principal("stranger"), office.payload())


async def test_a_draft_is_seen_by_its_filer_alone(office: Office) -> None:
    draft = await office.draft()
    for other in (office.clerk, office.principal("judge"), office.principal("defence_counsel")):
        with pytest.raises(FilingNotFound):
            await office.view(draft.id, other)


async def test_a_filing_waits_for_no_check(office: Office) -> None:
    receipt = await office.filed(checked=False)
    view = await office.view(receipt.filing_id)
    assert (view.status, view.documents[0].status) == ("submitted", "quarantine")
    with pytest.raises(DocumentsNotChecked):
        await office.decide(receipt.filing_id, Accept())


async def test_a_check_that_is_down_loses_nothing_and_runs_when_it_is_back(
    database: Database, tools: PdfTools, clock: SettableClock, tmp_path: Path
) -> None:
    switch = Switch(tools)
    office = await open_office(database, storage_in(tmp_path), cast(PdfTools, switch), clock)
    switch.on = False
    receipt = await office.filed()
    view = await office.view(receipt.filing_id)
    assert (view.status, view.documents[0].status) == ("submitted", "quarantine")
    switch.on = True
    clock.advance(timedelta(minutes=10))
    await office.relay.drain()
    view = await office.view(receipt.filing_id)
    assert (view.status, view.documents[0].status) == ("submitted", "checked")
    assert view.received_at == receipt.received_at


async def test_what_the_check_finds_later_returns_the_filing_with_its_received_time(
    office: Office, clock: SettableClock
) -> None:
    receipt = await office.filed(pdf(f"Statement of {PROTECTED_NAME}"), checked=False)
    clock.advance(timedelta(hours=3))
    await office.relay.drain()
    view = await office.view(receipt.filing_id)
    assert view.status == "returned"
    assert view.received_at == receipt.received_at
    assert view.review is not None
    assert view.review.by_check
    assert view.review.reasons == ["document_check"]
    assert view.cure_by is not None
    assert view.cure_by > clock.now()


async def test_a_returned_filing_keeps_its_received_time_when_corrected_in_time(
    office: Office, clock: SettableClock
) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, SEND_BACK)
    clock.advance(timedelta(days=3))
    again = await office.acts.submissions.submit(office.lawyer, receipt.filing_id, "again")
    assert again.received_at == receipt.received_at
    assert again.number == receipt.number
    assert again.submitted_at == clock.now()
    async with office.database.read() as reader:
        assert len(await reader.all(select(Submission))) == 2


async def test_a_filing_corrected_too_late_is_received_when_it_came_again(office: Office, clock: SettableClock) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, SEND_BACK)
    clock.advance(timedelta(days=20))
    again = await office.acts.submissions.submit(office.lawyer, receipt.filing_id, "again")
    assert again.received_at == clock.now()


async def test_an_acceptance_takes_effect_after_a_minute_and_not_before(office: Office, clock: SettableClock) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, Accept())
    clock.advance(timedelta(seconds=59))
    await office.relay.drain()
    assert (await office.view(receipt.filing_id)).status == "accepted"
    clock.advance(timedelta(seconds=1))
    await office.relay.drain()
    assert (await office.view(receipt.filing_id)).entry_id is not None


async def test_an_acceptance_is_undone_within_the_minute(office: Office, clock: SettableClock) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, Accept())
    clock.advance(timedelta(seconds=40))
    assert (await office.acts.reviews.undo(office.clerk, receipt.filing_id)).status == "under_review"
    await office.decide(receipt.filing_id, Accept())
    clock.advance(timedelta(seconds=30))  # the first acceptance would be due by now
    await office.relay.drain()
    assert (await office.view(receipt.filing_id)).status == "accepted"
    clock.advance(timedelta(seconds=30))
    with pytest.raises(TooLateToUndo):
        await office.acts.reviews.undo(office.clerk, receipt.filing_id)


async def test_number_entry_copies_and_service_come_into_being_together(office: Office) -> None:
    view = await office.docketed()
    async with office.database.read() as reader:
        [entry] = await reader.all(select(DocketEntry))
        copies = await reader.all(select(Rendition))
        records = {r.person_id: r.method for r in await reader.all(select(ServiceRecord))}
        kinds = await reader.all(select(LogLeaf.kind))
    assert (entry.number, entry.filing_id, entry.received_at) == (1, view.id, view.received_at)
    assert [copy.document_id for copy in copies] == [view.documents[0].id]
    assert copies[0].sha256 != view.documents[0].sha256
    people = {person.id: key for key, person in office.people.items()}
    assert {people[person]: method for person, method in records.items()} == {
        "defence_counsel": "electronic",
        "victim_counsel": "electronic",
        "accused": "through_counsel",
        "victim": "through_counsel",
    }
    assert {EntryMade.kind, FilingDocketed.kind} <= set(kinds)


async def test_a_sealed_filing_is_served_on_nobody_and_gets_no_public_copy(office: Office) -> None:
    await office.docketed(level="filer")
    async with office.database.read() as reader:
        assert set(await reader.all(select(ServiceRecord.method))) == {"none"}
        assert await reader.all(select(Rendition)) == []


async def test_a_failing_step_of_docketing_leaves_nothing_behind(office: Office) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, Accept(at_once=True))
    async with office.database.begin() as uow:  # the same person twice would break the service records
        uow.add(ServiceRecord(filing_id=receipt.filing_id, person_id=office.people["accused"].id, method="electronic"))
    await office.relay.step()
    async with office.database.read() as reader:
        assert await reader.first(select(DocketEntry)) is None
        assert await reader.first(select(Rendition)) is None
        case = await reader.get(Case, office.case.id)
    assert case is not None
    assert case.last_entry == 0
    assert (await office.view(receipt.filing_id)).status == "accepted"


async def test_a_name_protected_since_the_upload_never_reaches_the_docket(office: Office) -> None:
    receipt = await office.filed(pdf("Statement of Petra Anders"))
    await office.decide(receipt.filing_id, Accept(at_once=True))
    await _protect(office, "Petra Anders")
    await office.relay.drain()
    view = await office.view(receipt.filing_id, office.clerk)
    assert (view.status, view.entry_id) == ("under_review", None)


async def test_a_title_that_names_a_protected_person_is_refused_and_not_kept(office: Office) -> None:
    document = await office.upload()
    title = "Motion against VOSKANOVA, Mirela"
    with pytest.raises(TitleNamesProtected) as refused:
        await office.acts.drafts.begin(office.lawyer, office.payload(document, title=title))
    assert "oskanova" not in repr(refused.value.data).lower()
    receipt = await office.filed()
    with pytest.raises(TitleNamesProtected):
        await office.decide(receipt.filing_id, Accept(title=title))


async def test_a_motion_to_protect_may_say_whom_where_only_the_court_and_the_filer_read(office: Office) -> None:
    draft = await office.draft(pdf(PROTECTED_NAME), title=f"To protect {PROTECTED_NAME}", level="filer")
    assert [finding.severity for finding in draft.documents[0].findings if finding.code == "protected-term"] == ["warn"]


async def test_a_review_restricts_and_never_relaxes_who_sees_a_filing(office: Office) -> None:
    receipt = await office.filed(level="parties")
    with pytest.raises(LevelRelaxed):
        await office.decide(receipt.filing_id, Accept(level="public"))


async def test_a_clerk_of_the_court_reviews_and_nobody_else(office: Office) -> None:
    receipt = await office.filed()
    for other, refusal in ((office.lawyer, NotTheReviewer), (office.principal("judge"), NotTheReviewer)):
        with pytest.raises(refusal):
            await office.decide(receipt.filing_id, Accept(), other)
    with pytest.raises(FilingNotFound):
        await office.decide(receipt.filing_id, Accept(), office.principal("defence_counsel"))


async def test_what_is_rejected_stays_rejected(office: Office) -> None:
    receipt = await office.filed()
    await office.decide(receipt.filing_id, Reject(ground=Ground.duplicate))
    with pytest.raises(StepNotOpen):
        await office.acts.submissions.submit(office.lawyer, receipt.filing_id, "again")
    with pytest.raises(StepNotOpen):
        await office.decide(receipt.filing_id, Accept())


async def test_the_longest_waiting_filing_is_first_in_the_queue(office: Office, clock: SettableClock) -> None:
    numbers = []
    for _ in range(3):
        numbers.append((await office.filed()).number)
        clock.advance(timedelta(minutes=5))
    async with office.database.read() as reader:
        assert [line.number for line in await review_queue(reader, office.clerk)] == numbers
        with pytest.raises(NotTheReviewer):
            await review_queue(reader, office.lawyer)


async def test_the_cleaned_copy_takes_the_place_and_the_original_is_kept(office: Office) -> None:
    sent = pdf("A motion.", author="Somebody")
    draft = await office.draft(sent)
    original = draft.documents[0]
    copy = await office.acts.drafts.clean(office.lawyer, draft.id, original.id)
    await office.relay.drain()
    view = await office.view(draft.id)
    assert [(one.id, one.cleaned, one.findings) for one in view.documents] == [(copy, True, [])]
    async with office.database.read() as reader:
        row = await reader.get(Document, original.id)
    assert row is not None
    assert row.sha256 == original.sha256
    assert await collected(office.storage.read(row.blob, row.wrapped_key)) == sent


async def test_a_withdrawn_filing_stays_on_record(office: Office) -> None:
    receipt = await office.filed()
    assert (await office.acts.submissions.withdraw(office.lawyer, receipt.filing_id, uuid4().hex)).status == "withdrawn"
    assert (await office.row(receipt.filing_id)).number == receipt.number


async def _protect(office: Office, name: str) -> None:
    async with office.database.begin() as uow:
        person = builders.person(name)
        uow.add(person)
        await uow.flush()
        uow.add(builders.part(office.case.id, person.id, "witness"))


async def test_a_motion_to_protect_is_kept_from_the_other_side_unless_its_filer_says_otherwise(office: Office) -> None:
    said = office.payload(title=f"To protect {PROTECTED_NAME}").model_copy(
        update={"type": FilingType.protection_motion, "level": None}
    )
    assert (await office.acts.drafts.begin(office.lawyer, said)).level == "filer"
    assert (await office.acts.drafts.begin(office.lawyer, office.payload(title="Motion"))).level == "public"
