"""Reading is an act: the leaf first, then the bytes; who gets which version, and who learns nothing."""

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.views import Principal
from app.documents.errors import DocumentNotFound
from app.documents.events import DocumentRead
from tests.doubles.filing_office import CLEAN, Office
from tests.doubles.streams import collected

INSIDERS = ("judge", "clerk", "defence_counsel", "accused", "victim")


async def read(office: Office, by: Principal | None, document_id: object) -> bytes:
    opened = await office.acts.readings.open(by, document_id)  # type: ignore[arg-type]
    return await collected(opened.content.chunks)


async def leaves(office: Office) -> int:
    async with office.database.read() as reader:
        return len(await reader.all(select(LogLeaf.id).where(LogLeaf.kind == DocumentRead.kind)))


async def test_the_record_copy_goes_to_the_case_and_the_stamped_one_to_everybody(office: Office) -> None:
    document_id = (await office.docketed()).documents[0].id
    for who in INSIDERS:
        assert await read(office, office.principal(who), document_id) == CLEAN
    for outsider in (None, office.principal("stranger")):
        stamped = await read(office, outsider, document_id)
        assert stamped != CLEAN
        assert stamped.startswith(b"%PDF-")


async def test_each_reading_is_on_record_before_a_byte_is_given(office: Office) -> None:
    document_id = (await office.docketed()).documents[0].id
    opened = await office.acts.readings.open(office.principal("accused"), document_id)
    assert await leaves(office) == 1
    assert await collected(opened.content.chunks) == CLEAN
    await office.acts.readings.page(None, document_id, 1, 100)
    assert await leaves(office) == 2
    await read(office, office.lawyer, document_id)  # what somebody sent is theirs to read
    assert await leaves(office) == 2


@pytest.mark.parametrize("level", ["parties", "filer"])
async def test_what_is_not_public_is_not_there_for_outsiders(office: Office, level: str) -> None:
    document_id = (await office.docketed(level=level)).documents[0].id
    excluded: list[Principal | None] = [None, office.principal("stranger")]
    if level == "filer":
        excluded += [office.principal("defence_counsel"), office.principal("victim")]
    for outsider in excluded:
        with pytest.raises(DocumentNotFound):
            await read(office, outsider, document_id)
    assert await leaves(office) == 0
    assert await read(office, office.clerk, document_id) == CLEAN


async def test_before_the_docket_only_filer_and_court_see_it(office: Office) -> None:
    receipt = await office.filed(checked=False)
    document_id = receipt.documents[0].document_id
    assert await read(office, office.lawyer, document_id) == CLEAN
    assert await read(office, office.clerk, document_id) == CLEAN
    for other in (None, office.principal("defence_counsel"), office.principal("stranger")):
        with pytest.raises(DocumentNotFound):
            await read(office, other, document_id)


async def test_a_draft_is_read_by_its_filer_alone(office: Office) -> None:
    document_id = (await office.draft()).documents[0].id
    assert await read(office, office.lawyer, document_id) == CLEAN
    for other in (None, office.clerk, office.principal("judge"), office.principal("defence_counsel")):
        with pytest.raises(DocumentNotFound):
            await read(office, other, document_id)


async def test_a_part_of_a_document_is_given_as_asked_under_a_name_made_of_numbers(office: Office) -> None:
    document_id = (await office.docketed()).documents[0].id
    opened = (await office.acts.readings.open(office.clerk, document_id, 5, 10)).content
    assert await collected(opened.chunks) == CLEAN[5:15]
    assert (opened.size, opened.name) == (len(CLEAN), f"{office.case.number}-1-1.pdf")
