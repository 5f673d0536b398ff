"""Paper from a running court: what it says to those entitled, and that it never says a protected name to others."""

from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.documents.events import DocumentRead
from app.kernel.zones import local
from app.paper.events import FilePrinted
from tests.doubles.pdfs import text_of
from tests.http.town import CANARIES, ZONE, Town
from tests.http.town_money import CENTS, REASON

pytestmark = pytest.mark.asyncio(loop_scope="module")
PROTECTED = CANARIES["witness"].split()


def day_of(town: Town, case: str = "open") -> str:
    """The day of the hearing of a case, on the court's calendar."""
    hours = {"open": 0, "closed": 3, "foreign": 0}[case]
    return local(town.app.services.clock.now() + timedelta(minutes=5, hours=hours), ZONE).date().isoformat()


async def pdf(town: Town, role: str, address: str, **query: str) -> str:
    answer = await town.browsers[role].get(address, params=query)
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "application/pdf"
    return text_of(answer.content)


async def leaves(town: Town, kind: str) -> list[UUID]:
    async with town.app.services.database.read() as reader:
        return await reader.all(select(LogLeaf.id).where(col(LogLeaf.kind) == kind))


async def test_the_door_has_the_public_hearings_of_the_court_and_nothing_that_is_not_public(each_town: Town) -> None:
    town = each_town
    words = await pdf(town, "clerk", "/paper/door.pdf", day=day_of(town))
    assert town.numbers["open"] in words
    assert town.numbers["closed"] not in words
    assert CANARIES["accused"].split()[1] in words  # an accused of a public case is named to everybody
    closed = await pdf(town, "clerk", "/paper/door.pdf", day=day_of(town, "closed"))
    assert town.numbers["closed"] not in closed


@pytest.mark.parametrize("address", ["/paper/door", "/paper/door.pdf", "/api/v1/paper/door", "/api/v1/paper/door.pdf"])
async def test_the_door_names_nobody_protected_and_says_nothing_of_who_waits(each_town: Town, address: str) -> None:
    answer = await each_town.browsers["clerk"].get(address, params={"day": day_of(each_town)})
    assert answer.status_code == 200
    words = text_of(answer.content) if address.endswith(".pdf") else answer.text
    main = words.partition("<main")[2] if "<main" in words else words
    assert each_town.numbers["open"] in main
    for telling in (*PROTECTED, *CANARIES["interpreter"].split(), "K7", "itness", "waiting", "P3"):
        assert telling not in main, telling


async def test_a_clerk_of_another_court_prints_the_door_of_that_court(each_town: Town) -> None:
    words = await pdf(each_town, "other_clerk", "/paper/door.pdf", day=day_of(each_town))
    assert each_town.courts["there"].name in words
    assert each_town.numbers["open"] not in words


async def test_the_file_of_the_day_holds_the_documents_and_each_is_on_record(each_town: Town) -> None:
    town = each_town
    read, printed = await leaves(town, DocumentRead.kind), await leaves(town, FilePrinted.kind)
    words = await pdf(town, "judge", "/paper/day.pdf", day=day_of(town), hearing=str(town.id("hearing")))
    assert "The court is asked. docketed" in words
    assert "The court is asked. filed" not in words  # not on the docket yet
    assert "Motion to hear the expert by video" in words
    assert len(await leaves(town, DocumentRead.kind)) == len(read) + 1
    assert len(await leaves(town, FilePrinted.kind)) == len(printed) + 1


async def test_the_file_of_the_day_names_a_protected_person_to_those_alone_who_may_know(each_town: Town) -> None:
    town = each_town
    asked = {"day": day_of(town), "hearing": str(town.id("hearing"))}
    clerk, judge = (
        await pdf(town, "clerk", "/paper/day.pdf", **asked),
        await pdf(town, "judge", "/paper/day.pdf", **asked),
    )
    assert all(part in judge for part in PROTECTED)
    assert not any(part in clerk for part in PROTECTED)
    assert "Witness K7" in clerk


async def test_the_file_of_another_judges_hearing_is_not_given(each_town: Town) -> None:
    for role in ("other_judge", "other_clerk"):
        words = await pdf(
            each_town, role, "/paper/day.pdf", day=day_of(each_town), hearing=str(each_town.id("hearing"))
        )
        assert each_town.numbers["open"] not in words
        assert "No hearing of yours stands on this day." in words


async def test_a_receipt_says_what_was_paid_and_names_nobody(each_town: Town) -> None:
    for role in ("clerk", "counsel"):
        words = await pdf(each_town, role, each_town.address("/receipts/{payment}"))
        assert "R-" in words
        assert "5.00 EUR" in words
        assert each_town.numbers["open"] in words
        for name in (*PROTECTED, "counsel", "Sarnaquil"):
            assert name not in words, name


async def test_why_money_is_given_back_is_read_by_the_court_alone(each_town: Town) -> None:
    address = each_town.address("/fees/{charge}")
    told = {role: (await each_town.browsers[role].get(address)).text for role in ("clerk", "judge", "counsel")}
    assert REASON in told["clerk"]
    assert REASON in told["judge"]
    assert REASON not in told["counsel"]
    assert (await each_town.browsers["prosecutor"].get(address)).status_code == 404


async def test_the_step_before_filing_shows_the_fee_of_the_schedule(each_town: Town) -> None:
    quote = await each_town.browsers["counsel"].post(
        "/api/v1/filings/fee-quote", json={"case_id": str(each_town.id("case")), "type": "notice"}
    )
    assert quote.json() == {"amount": CENTS, "due": CENTS, "currency": "EUR", "waiver": None}


async def test_a_day_without_hearings_says_so(each_town: Town) -> None:
    assert "No public hearings are listed" in await pdf(each_town, "clerk", "/paper/door.pdf", day="2030-01-02")
    page = await each_town.browsers["clerk"].get("/paper/door", params={"day": "2030-01-02"})
    assert "No public hearings are listed for this day." in page.text
    assert "/paper/door.pdf" not in page.text
