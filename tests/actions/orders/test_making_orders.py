"""An order is what its panel signed, in the words it signed, naming nobody its readers may not know."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdfium2 as pdfium
import pytest
from asn1crypto import pem, x509
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko.sign.validation.status import PdfSignatureStatus
from pyhanko_certvalidator import ValidationContext
from sqlmodel import col, select

from app.auth.errors import ConfirmItIsYou
from app.cases.errors import WordsNameProtected
from app.cases.models import Case, DocketEntry, OtherName, Part
from app.cases.terms import Level
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.orders.commands import AnswerOrder, BeginOrder, EndDraft, PutToPanel, WriteTemplate
from app.orders.errors import (
    DissentWithoutReasons,
    FieldEmpty,
    FieldUnknown,
    NoSeal,
    NotYoursToSign,
    OnlyTheBenchWrites,
    OnlyTheCourtKeepsTemplates,
    OrderChangedMeanwhile,
    OrderNamesProtected,
    OrderPerhapsNames,
    OrderStepNotOpen,
    OrderUnknown,
    TemplateNameTaken,
)
from app.orders.models import OrderService, OrderSignature
from app.orders.queries import bundle_of, lines_of_case, order_view
from app.orders.steps import CourtSeal
from app.orders.terms import OrderState
from app.protection.models import ProtectionOrder
from app.protection.terms import OrderStage, Preset
from tests import builders
from tests.doubles.bench import NAMES, WORDS, Bench

PANEL = ("judge", "second", "third")


async def checked(pdf: bytes, bench: Bench) -> PdfSignatureStatus:
    """What somebody outside finds who trusts the authority of this court."""
    root = x509.Certificate.load(pem.unarmor(bench.seal.authority())[2])
    signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    return await async_validate_pdf_signature(signature, ValidationContext(trust_roots=[root], allow_fetching=False))


def read(pdf: bytes) -> str:
    with pdfium.PdfDocument(pdf) as opened:
        return "\n".join(page.get_textpage().get_text_range() for page in opened)


async def made(bench: Bench, words: str = "The motion is granted.", level: Level = Level.public) -> object:
    order_id = await bench.draft(words, level)
    await bench.put(order_id)
    for who in PANEL:
        await bench.answer(order_id, who)
    return order_id


async def test_the_last_signature_makes_the_order_and_its_seal_holds(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    assert [await bench.answer(order_id, who) for who in PANEL] == ["signing", "signing", "signed"]
    pdf, row = await bench.pdf(order_id), await bench.row(order_id)
    status = await checked(pdf, bench)
    assert (status.bottom_line, status.docmdp_ok) == (True, True)
    words = read(pdf)
    assert "The motion is granted." in words
    assert "Elena Ruiz, presiding" in words
    assert row.sha256 is not None
    assert row.sha256[:40] in words.replace("\r\n", "").replace("\n", "")
    async with bench.database.read() as reader:
        entry = await reader.get(DocketEntry, row.entry_id)
    assert entry is not None
    assert (entry.kind, entry.number, entry.level) == ("order", 1, "public")


async def test_a_sealed_order_that_is_changed_does_not_hold(bench: Bench) -> None:
    pdf = await bench.pdf(await made(bench))  # type: ignore[arg-type]
    at = pdf.index(b"/Contents") - 40
    broken = pdf[:at] + bytes([pdf[at] ^ 1]) + pdf[at + 1 :]
    status = await checked(broken, bench)
    assert not (status.bottom_line and status.docmdp_ok)


async def test_people_appear_under_what_every_reader_may_know(bench: Bench) -> None:
    order_id = await bench.draft(template_id=await bench.template())
    await bench.change(order_id, words=WORDS, values={"sum": "1 200"})
    await bench.put(order_id)
    for who in PANEL:
        await bench.answer(order_id, who)
    words = read(await bench.pdf(order_id))
    assert NAMES["victim"] not in words
    assert "Voskanova" not in words
    assert "to pay 1 200 to witness." in words
    assert "1 200" in words


@pytest.mark.parametrize("words", ["Pay Mirela Voskanova.", "Pay VOSKANOVA, Mirela.", "Pay Mirela\nVoskanova."])
async def test_words_that_name_somebody_protected_are_refused_whatever_the_judge_says(bench: Bench, words: str) -> None:
    order_id = await bench.draft()
    await bench.change(order_id, words=words, not_meant=True)
    with pytest.raises(OrderNamesProtected):
        await bench.put(order_id)
    assert (await bench.row(order_id)).state == OrderState.draft


async def test_a_former_name_of_somebody_protected_is_refused_as_the_present_one_is(bench: Bench) -> None:
    victim, judge = bench.people["victim"].id, bench.people["judge"].id
    former = OtherName(
        person_id=victim, kind="former", name=Protected("Zorica Pavlenko"), since=bench.clock.now(), written_by=judge
    )
    async with bench.database.begin() as uow:
        uow.add(former)
    order_id = await bench.draft()
    await bench.change(order_id, words="Pay Zorica Pavlenko.", not_meant=True)
    with pytest.raises(OrderNamesProtected):
        await bench.put(order_id)


@pytest.mark.parametrize("role", ["complainant", "guardian", "witness"])
async def test_nobody_guarded_is_named_after_they_left_the_case(bench: Bench, role: str) -> None:
    gone, at = builders.person("Zorica Pavlenko"), bench.clock.now()
    async with bench.database.begin() as uow:
        uow.add(gone)
        await uow.flush()
        uow.add(Part(case_id=bench.case.id, person_id=gone.id, role=role, since=at - timedelta(9), until=at))
    order_id = await bench.draft()
    await bench.change(order_id, words="Pay Zorica Pavlenko.", not_meant=True)
    with pytest.raises(OrderNamesProtected):
        await bench.put(order_id)


async def test_a_title_stands_on_the_docket_and_names_nobody_guarded_even_for_the_parties(bench: Bench) -> None:
    order_id = await bench.draft("The motion is granted.", Level.parties)
    await bench.change(order_id, words="The motion is granted.", title="Order about Mirela Voskanova")
    with pytest.raises(WordsNameProtected):
        await bench.put(order_id)


async def test_an_order_for_the_parties_is_read_by_the_clerk_too(bench: Bench) -> None:
    anonymous = ProtectionOrder(
        case_id=bench.case.id,
        person_id=bench.people["victim"].id,
        status=OrderStage.IN_FORCE.value,
        preset=Preset.P3.value,
        requested_by=bench.people["prosecutor"].id,
        requested_at=bench.clock.now(),
        ruled_at=bench.clock.now(),
    )
    async with bench.database.begin() as uow:
        uow.add(anonymous)
    order_id = await bench.draft("Mirela Voskanova is heard.", Level.parties)
    with pytest.raises(OrderNamesProtected):
        await bench.put(order_id)


async def test_a_part_of_a_protected_name_needs_the_judges_word_that_it_means_nobody(bench: Bench) -> None:
    order_id = await bench.draft("The ship Mirela is released.")
    with pytest.raises(OrderPerhapsNames) as refused:
        await bench.put(order_id)
    assert refused.value.data == {"line": 1}
    await bench.change(order_id, words="The ship Mirela is released.", not_meant=True)
    await bench.put(order_id)


async def test_a_dissent_that_names_somebody_protected_is_refused(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    with pytest.raises(OrderNamesProtected):
        await bench.answer(order_id, "second", agrees=False, reasons="I do not believe Mirela Voskanova.")


async def test_a_minority_is_attached_and_a_majority_against_ends_the_order(bench: Bench) -> None:
    first = await bench.draft()
    await bench.put(first)
    with pytest.raises(DissentWithoutReasons):
        await bench.answer(first, "second", agrees=False)
    await bench.answer(first, "second", agrees=False, reasons="The motion came too late.")
    await bench.answer(first, "judge")
    assert await bench.answer(first, "third") == OrderState.signed
    assert "The motion came too late." in read(await bench.pdf(first))
    other = await bench.draft()
    await bench.put(other)
    await bench.answer(other, "judge")
    await bench.answer(other, "second", agrees=False, reasons="Too late.")
    assert await bench.answer(other, "third", agrees=False, reasons="Too late.") == OrderState.refused
    assert (await bench.row(other)).entry_id is None
    with pytest.raises(OrderStepNotOpen):
        await bench.answer(other, "judge")


async def test_everybody_signs_once_for_themself_and_after_a_fresh_proof(bench: Bench, clock: SettableClock) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    stale = bench.principal("judge")
    clock.advance(timedelta(minutes=6))
    command = AnswerOrder(sha256=(await bench.row(order_id)).sha256 or "", agrees=True)
    with pytest.raises(ConfirmItIsYou):
        await bench.signatures.answer(order_id, command, by=stale)
    await bench.answer(order_id, "judge")
    with pytest.raises(NotYoursToSign):
        await bench.answer(order_id, "judge")


async def test_nobody_signs_words_they_did_not_read(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    with pytest.raises(OrderChangedMeanwhile):
        await bench.signatures.answer(order_id, AnswerOrder(sha256="0" * 64, agrees=True), by=bench.principal("judge"))


async def test_what_is_taken_back_has_no_signature_left(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    await bench.answer(order_id, "judge")
    version = (await bench.row(order_id)).version
    await bench.orders.take_back(order_id, EndDraft(version=version), by=bench.principal("second"))
    async with bench.database.read() as reader:
        assert await reader.all(select(OrderSignature)) == []
    await bench.change(order_id, words="The motion is refused.")
    await bench.put(order_id)
    await bench.answer(order_id, "judge")


async def test_three_who_sign_at_once_make_one_order(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    states = await asyncio.gather(*(bench.answer(order_id, who) for who in PANEL))
    assert sorted(states) == ["signed", "signing", "signing"]
    async with bench.database.read() as reader:
        entries = await reader.all(select(DocketEntry).where(DocketEntry.case_id == bench.case.id))
        case = await reader.get(Case, bench.case.id)
    assert case is not None
    assert [entry.number for entry in entries] == [1] == [case.last_entry]
    assert (await checked(await bench.pdf(order_id), bench)).bottom_line


async def test_a_draft_is_the_benchs_alone_and_a_made_order_its_readers(bench: Bench) -> None:
    order_id = await bench.draft("For the parties.", Level.parties)
    for who in ("prosecutor", "accused", "clerk"):
        async with bench.database.read() as reader:
            with pytest.raises(OrderUnknown):
                await bundle_of(reader, order_id, bench.principal(who))
    with pytest.raises(OnlyTheBenchWrites):
        await bench.orders.begin(bench.case.id, BeginOrder(title="Mine"), by=bench.principal("prosecutor"))
    await bench.put(order_id)
    for who in PANEL:
        await bench.answer(order_id, who)
    by, at = bench.principal("prosecutor"), bench.clock.now()
    async with bench.database.read() as reader:
        bundle = await bundle_of(reader, order_id, by)
        view = await order_view(reader, bundle, by, at)
        assert [line.id for line in await lines_of_case(reader, bundle.file, by)] == [order_id]
    assert (view.words, view.text, view.values, view.bench) == ("", "", {}, False)
    assert view.document_id is not None


async def test_parties_with_counsel_are_served_through_them(bench: Bench) -> None:
    order_id = await made(bench)
    async with bench.database.read() as reader:
        rows = await reader.all(select(OrderService).where(col(OrderService.order_id) == order_id))
    how = {row.person_id: row.method for row in rows}
    assert how[bench.people["accused"].id] == "through_counsel"
    assert how[bench.people["prosecutor"].id] == "electronic"
    assert bench.people["judge"].id not in how


async def test_what_is_withdrawn_is_never_signed(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    version = (await bench.row(order_id)).version
    await bench.orders.withdraw(order_id, EndDraft(version=version), by=bench.principal("judge"))
    with pytest.raises(OrderStepNotOpen):
        await bench.answer(order_id, "judge")


async def test_without_a_certificate_production_signs_nothing(bench: Bench) -> None:
    order_id = await bench.draft()
    await bench.put(order_id)
    for who in PANEL[:2]:
        await bench.answer(order_id, who)
    bench.seal = CourtSeal(bench.seal._keys, None, production=True)
    with pytest.raises(NoSeal):
        await bench.answer(order_id, "third")
    assert (await bench.row(order_id)).state == OrderState.signing


async def test_an_unknown_field_and_an_empty_one_are_refused_with_their_place(bench: Bench) -> None:
    administrator = bench.principal("administrator")
    wrong = WriteTemplate(name="Wrong", words="One.\n\nPay {{somme}}.")
    with pytest.raises(FieldUnknown) as unknown:
        await bench.templates.write(bench.court.id, wrong, by=administrator)
    assert unknown.value.data == {"line": 3, "column": 5}
    order_id = await bench.draft(template_id=await bench.template())
    with pytest.raises(FieldEmpty) as empty:
        await bench.put(order_id)
    assert empty.value.data["line"] == 1


async def test_an_order_keeps_the_version_of_the_template_it_was_begun_with(bench: Bench) -> None:
    template_id = await bench.template()
    order_id = await bench.draft(template_id=template_id)
    again = WriteTemplate(name="Compensation", words="Nothing but {{court}}.")
    administrator = bench.principal("administrator")
    await bench.templates.write(bench.court.id, again, by=administrator, template_id=template_id)
    by = bench.principal("judge")
    async with bench.database.read() as reader:
        view = await order_view(reader, await bundle_of(reader, order_id, by), by, bench.clock.now())
    assert view.words == WORDS
    assert [one.name for one in view.free] == ["sum"]
    with pytest.raises(TemplateNameTaken):
        await bench.templates.write(bench.court.id, again, by=administrator)
    with pytest.raises(OnlyTheCourtKeepsTemplates):
        await bench.templates.write(bench.court.id, again, by=bench.principal("clerk"))


async def test_two_drafts_of_one_version_are_not_both_kept(bench: Bench) -> None:
    order_id = await bench.draft()
    version = (await bench.row(order_id)).version
    await bench.put(order_id)
    with pytest.raises(OrderChangedMeanwhile):
        await bench.orders.put_to_panel(order_id, PutToPanel(version=version), by=replace(bench.principal("second")))
