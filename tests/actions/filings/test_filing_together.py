"""Many at once: one receipt for one act, and docket numbers without a gap."""

import asyncio

import pytest
from sqlmodel import col, select

from app.cases.models import Case, DocketEntry
from app.db.idempotency import KeyReused
from app.documents.queries import rendition
from app.documents.steps import whole
from app.documents.terms import Variant
from app.filings.actions.docketing import Docketing
from app.filings.commands import Accept
from app.filings.errors import StepNotOpen
from app.filings.models import Filing, Submission
from app.pdf.port import PdfTools
from tests.doubles.filing_office import Office


async def test_fifty_submissions_under_one_key_are_one_filing(office: Office) -> None:
    draft = await office.draft()
    receipts = await asyncio.gather(
        *(office.acts.submissions.submit(office.lawyer, draft.id, "one key") for _ in range(50))
    )
    assert {receipt.model_dump_json() for receipt in receipts} == {receipts[0].model_dump_json()}
    async with office.database.read() as reader:
        assert len(await reader.all(select(Submission))) == 1
        assert await reader.all(select(Filing.number)) == ["F-2026-000001"]


async def test_a_key_is_for_one_act_and_a_second_act_finds_it_done(office: Office) -> None:
    first, second = await office.draft(), await office.draft()
    await office.acts.submissions.submit(office.lawyer, first.id, "one key")
    with pytest.raises(KeyReused):
        await office.acts.submissions.submit(office.lawyer, second.id, "one key")
    with pytest.raises(StepNotOpen):
        await office.acts.submissions.submit(office.lawyer, first.id, "another key")


@pytest.mark.parametrize("level", ["public", "parties"])
async def test_ten_acceptances_at_once_get_ten_consecutive_numbers(office: Office, tools: PdfTools, level: str) -> None:
    docketing = Docketing(office.database, office.storage, tools, office.clock)
    ids = [(await office.filed(level=level)).filing_id for _ in range(10)]
    for filing_id in ids:
        await office.decide(filing_id, Accept(at_once=True))
    await asyncio.gather(*(docketing.docket(filing_id) for filing_id in ids))
    async with office.database.read() as reader:
        numbers = await reader.all(select(DocketEntry.number).order_by(col(DocketEntry.sequence)))
        case = await reader.get(Case, office.case.id)
    assert numbers == list(range(1, 11))
    assert case is not None
    assert case.last_entry == 10


async def test_every_public_copy_bears_the_number_of_its_entry(office: Office, tools: PdfTools) -> None:
    docketing = Docketing(office.database, office.storage, tools, office.clock)
    ids = [(await office.filed()).filing_id for _ in range(4)]
    for filing_id in ids:
        await office.decide(filing_id, Accept(at_once=True))
    await asyncio.gather(*(docketing.docket(filing_id) for filing_id in ids))
    for filing_id in ids:
        view = await office.view(filing_id)
        async with office.database.read() as reader:
            entry = await reader.get(DocketEntry, view.entry_id or filing_id)
            copy = await rendition(reader, view.documents[0].id, Variant.public)
        assert entry is not None
        assert copy is not None
        words = await tools.page_text(await whole(office.storage, copy), 1)
        assert f"{office.case.number} · {entry.number} ·" in words


async def test_an_acceptance_that_is_handled_twice_makes_one_entry(office: Office, tools: PdfTools) -> None:
    docketing = Docketing(office.database, office.storage, tools, office.clock)
    receipt = await office.filed()
    await office.decide(receipt.filing_id, Accept(at_once=True))
    await asyncio.gather(*(docketing.docket(receipt.filing_id) for _ in range(4)))
    async with office.database.read() as reader:
        assert len(await reader.all(select(DocketEntry.id))) == 1


async def test_two_clerks_decide_once(office: Office) -> None:
    receipt = await office.filed()
    decisions = await asyncio.gather(
        *(office.decide(receipt.filing_id, Accept(), office.principal(who)) for who in ("clerk", "second_clerk")),
        return_exceptions=True,
    )
    assert sorted(type(one).__name__ for one in decisions) == ["FilingView", "StepNotOpen"]
