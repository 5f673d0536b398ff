"""Uploads: durable step by step, anybody's own, and ended when nobody goes on."""

from datetime import timedelta
from uuid import uuid4

import pytest

from app.documents.errors import FileNameMissing, UploadEnded
from app.documents.models import Document, Upload
from app.filings.errors import FilingNotFound, MayNotFile
from app.kernel.clock import SettableClock
from app.storage.port import DocumentTooLarge, UploadElsewhere, UploadUnknown
from tests.doubles.filing_office import CLEAN, Office
from tests.doubles.streams import breaking, collected, stream


async def test_an_interrupted_upload_goes_on_where_it_stopped_and_the_receipt_says_so(
    office: Office, clock: SettableClock
) -> None:
    uploads = office.acts.uploads
    view = await uploads.create(office.lawyer, "m.pdf", len(CLEAN), case_id=office.case.id, filing_id=None)
    begun = clock.now()
    with pytest.raises(ConnectionResetError):
        await uploads.append(office.lawyer, view.id, 0, breaking(CLEAN[:100]))
    clock.advance(timedelta(minutes=5))
    assert (await uploads.status(office.lawyer, view.id)).offset == 100
    done = await uploads.append(office.lawyer, view.id, 100, stream(CLEAN[100:]))
    assert done.document_id is not None
    draft = await office.acts.drafts.begin(office.lawyer, office.payload(done.document_id))
    receipt = await office.acts.submissions.submit(office.lawyer, draft.id, "key")
    assert (receipt.interruptions, receipt.first_byte_at, receipt.received_at) == (1, begun, clock.now())


async def test_an_upload_is_its_owners_alone(office: Office) -> None:
    view = await office.acts.uploads.create(office.lawyer, "m.pdf", 10, case_id=office.case.id, filing_id=None)
    other = office.principal("defence_counsel")
    for act in (
        office.acts.uploads.status(other, view.id),
        office.acts.uploads.append(other, view.id, 0, stream(b"x")),
        office.acts.uploads.terminate(other, view.id),
    ):
        with pytest.raises(UploadUnknown):
            await act


async def test_nobody_uploads_into_a_case_or_draft_that_is_not_theirs(office: Office) -> None:
    uploads, stranger, draft = office.acts.uploads, office.principal("stranger"), await office.draft()
    with pytest.raises(MayNotFile):
        await uploads.create(stranger, "m.pdf", 10, case_id=office.case.id, filing_id=None)
    for who in (stranger, office.principal("defence_counsel")):
        with pytest.raises(FilingNotFound):
            await uploads.create(who, "m.pdf", 10, case_id=None, filing_id=draft.id)
    with pytest.raises(FilingNotFound):
        await uploads.create(office.lawyer, "m.pdf", 10, case_id=None, filing_id=uuid4())


async def test_an_upload_is_refused_before_a_byte_is_sent(office: Office) -> None:
    for name, length, refusal in (("m.pdf", 5_000_001, DocumentTooLarge), ("", 10, FileNameMissing)):
        with pytest.raises(refusal):
            await office.acts.uploads.create(office.lawyer, name, length, case_id=office.case.id, filing_id=None)


async def test_more_bytes_than_were_announced_are_not_taken(office: Office) -> None:
    view = await office.acts.uploads.create(office.lawyer, "m.pdf", 10, case_id=office.case.id, filing_id=None)
    with pytest.raises(DocumentTooLarge):
        await office.acts.uploads.append(office.lawyer, view.id, 0, stream(b"x" * 11))
    with pytest.raises(UploadElsewhere):
        await office.acts.uploads.append(office.lawyer, view.id, 7, stream(b"x"))


async def test_an_upload_nobody_goes_on_with_ends(office: Office, clock: SettableClock) -> None:
    view = await office.acts.uploads.create(office.lawyer, "m.pdf", 10, case_id=office.case.id, filing_id=None)
    clock.advance(timedelta(hours=24))
    with pytest.raises(UploadEnded):
        await office.acts.uploads.status(office.lawyer, view.id)
    await office.relay.drain()
    async with office.database.read() as reader:
        assert await reader.get(Upload, view.id) is None
    with pytest.raises(UploadUnknown):
        await office.acts.uploads.status(office.lawyer, view.id)


async def test_a_finished_upload_answers_the_same_when_asked_again(office: Office) -> None:
    view = await office.acts.uploads.create(office.lawyer, "m.pdf", len(CLEAN), case_id=office.case.id, filing_id=None)
    first = await office.acts.uploads.append(office.lawyer, view.id, 0, stream(CLEAN))
    again = await office.acts.uploads.append(office.lawyer, view.id, 0, stream(CLEAN))
    assert first == again == await office.acts.uploads.status(office.lawyer, view.id)


async def test_what_arrived_is_read_back_byte_for_byte(office: Office) -> None:
    document_id = await office.upload()
    async with office.database.read() as reader:
        row = await reader.get(Document, document_id)
    assert row is not None
    assert await collected(office.storage.read(row.blob, row.wrapped_key)) == CLEAN
