"""The pages of filing and review: they work with plain forms, ask to sign in first, and lose nothing."""

import re

import httpx
import pytest

from tests.doubles.pdfs import pdf
from tests.http.town import ANONYMOUS, CANARIES, Town, settled

pytestmark = pytest.mark.asyncio(loop_scope="module")
SMALL = pdf("The court is asked to hear the expert by video.")
NAME = CANARIES["witness"].split()[1]


def start(town: Town, **changes: str) -> dict[str, str]:
    said = {"case_id": str(town.id("case")), "type": "motion", "title": "Motion for leave to reply"}
    return {**said, **changes}


async def begun(town: Town, browser: httpx.AsyncClient) -> str:
    """The address of a draft's steps."""
    answer = await browser.post("/file", data=start(town))
    assert answer.status_code == 303, answer.text
    return answer.headers["location"].rpartition("/")[0]


async def sent_with_the_form(browser: httpx.AsyncClient, steps: str, *files: tuple[str, bytes]) -> httpx.Response:
    parts = [("document", (name, content, "application/pdf")) for name, content in files]
    return await browser.post(f"{steps}/documents", files=parts)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]+)"', page)
    assert found, name
    return found[1]


async def filed(town: Town, browser: httpx.AsyncClient) -> str:
    """The address of a filing that was sent through the pages."""
    steps = await begun(town, browser)
    await sent_with_the_form(browser, steps, ("motion.pdf", SMALL))
    await settled(town.app)
    page = (await browser.get(f"{steps}/check")).text
    answer = await browser.post(f"{steps}/submission", data={"key": hidden(page, "key")})
    assert answer.status_code == 303, answer.text
    return answer.headers["location"]


@pytest.mark.parametrize(
    "path", ["/cases", "/cases/{case}", "/file", "/file/{draft}", "/filings", "/filings/{filed}", "/review"]
)
async def test_every_page_of_filing_asks_to_sign_in_first(town: Town, path: str) -> None:
    here = re.sub(r"\{(\w+)\}", lambda found: str(town.id(found[1])), path)
    answer = await town.browsers[ANONYMOUS].get(here)
    assert (answer.status_code, answer.headers["location"].split("?")[0]) == (303, "/sign-in")


@pytest.mark.parametrize("path", ["/file/{draft}/findings", "/filings/{filed}", "/cases/{case}", "/review/{filed}"])
async def test_what_is_not_yours_is_not_there(town: Town, path: str) -> None:
    here = re.sub(r"\{(\w+)\}", lambda found: str(town.id(found[1], "closed")), path)
    assert (await town.browsers["stranger"].get(here)).status_code == 404


async def test_a_filing_goes_from_the_first_question_to_the_receipt_without_a_script(town: Town) -> None:
    counsel = town.browsers["counsel"]
    steps = await begun(town, counsel)
    taken = await sent_with_the_form(counsel, steps, ("motion.pdf", SMALL), ("annex.pdf", pdf("Annex.")))
    assert (taken.status_code, taken.headers["location"]) == (303, f"{steps}/findings")
    await settled(town.app)
    for step in ("", "/documents", "/findings", "/audience", "/check"):
        page = await counsel.get(f"{steps}{step}")
        assert page.status_code == 200
        assert "Motion for leave to reply" in page.text
    assert "annex.pdf" in (await counsel.get(f"{steps}/documents")).text
    await counsel.post(f"{steps}/audience", data={"level": "parties"})
    check = (await counsel.get(f"{steps}/check")).text
    assert "The court and the parties" in check
    key = {"key": hidden(check, "key")}
    twice = [await counsel.post(f"{steps}/submission", data=key) for _ in range(2)]
    assert {answer.headers["location"] for answer in twice} == {steps.replace("/file/", "/filings/")}
    receipt = (await counsel.get(twice[0].headers["location"])).text
    assert re.search(r"F-\d{4}-\d{6}", receipt)
    assert "SHA-256" in receipt


async def test_a_form_with_nothing_in_it_comes_back_with_what_is_missing(town: Town) -> None:
    counsel = town.browsers["counsel"]
    answer = await counsel.post("/file", data={})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text
    kept = await counsel.post("/file", data=start(town, type=""))
    assert 'value="Motion for leave to reply"' in kept.text


async def test_a_title_with_a_protected_name_is_asked_for_again(town: Town) -> None:
    counsel = town.browsers["counsel"]
    steps = await begun(town, counsel)
    answer = await counsel.post(steps, data={"type": "motion", "title": f"Against {NAME} Zinaqua"})
    assert answer.status_code == 422
    assert "f-title" in answer.text
    assert NAME not in (await counsel.get(steps)).text


@pytest.mark.parametrize(
    ("content_type", "body"),
    [
        ("multipart/form-data", b""),
        ("multipart/form-data; boundary=x", b""),
        ("multipart/form-data; boundary=x", b"--x\r\nContent-Disposition: form-data; name=document"),
        ("multipart/form-data; boundary=x", b"--x\r\n" + b"A: b\r\n" * 5000),
        ("multipart/form-data; boundary=x", b"--x_\r\n\r\nwords"),
        ("text/plain", b"words"),
    ],
)
async def test_a_broken_form_of_files_is_answered_in_words(town: Town, content_type: str, body: bytes) -> None:
    counsel = town.browsers["counsel"]
    steps = await begun(town, counsel)
    answer = await counsel.post(f"{steps}/documents", content=body, headers={"content-type": content_type})
    assert answer.status_code == 422
    assert "form-unreadable" in answer.text


async def test_files_of_a_form_arrive_byte_for_byte_and_an_empty_choice_is_no_file(town: Town) -> None:
    counsel = town.browsers["counsel"]
    steps = await begun(town, counsel)
    tricky = b"%PDF-1.7\r\n--x\r\n\r\n" + bytes(range(256)) * 900 + b"\r\n-"
    await sent_with_the_form(counsel, steps, ("", b""), ("C:\\folder\\motion.pdf", tricky))
    view = (await counsel.get(f"/api/v1/filings/{steps.rpartition('/')[2]}")).json()
    [document] = view["documents"]
    assert (document["name"], document["size"]) == ("motion.pdf", len(tricky))
    assert (await counsel.get(f"/documents/{document['id']}")).content == tricky


async def test_documents_change_places_and_are_taken_out(town: Town) -> None:
    counsel = town.browsers["counsel"]
    steps = await begun(town, counsel)
    await sent_with_the_form(counsel, steps, ("first.pdf", SMALL), ("second.pdf", pdf("Second.")))
    path = f"/api/v1/filings/{steps.rpartition('/')[2]}"
    first, second = (await counsel.get(path)).json()["documents"]
    await counsel.post(f"{steps}/documents/{second['id']}/earlier")
    assert [one["name"] for one in (await counsel.get(path)).json()["documents"]] == ["second.pdf", "first.pdf"]
    await counsel.post(f"{steps}/documents/{first['id']}/removal")
    assert [one["name"] for one in (await counsel.get(path)).json()["documents"]] == ["second.pdf"]


async def test_a_clerk_returns_a_filing_and_the_lawyer_reads_why_and_corrects_it(town: Town) -> None:
    counsel, clerk = town.browsers["counsel"], town.browsers["clerk"]
    place = await filed(town, counsel)
    desk = place.replace("/filings/", "/review/")
    page = (await clerk.get(desk)).text
    decision = {
        "decision": "return",
        "key": hidden(page, "key"),
        "note": "The annex is missing.",
        "cure_by": "2099-01-01",
    }
    wrong = await clerk.post(desk, data=decision)
    assert wrong.status_code == 422
    assert "The annex is missing." in wrong.text  # nothing written is lost
    day = hidden_date(page)
    done = await clerk.post(desk, data={**decision, "cure_by": day, "reasons": ["missing_document"]})
    assert done.status_code == 303
    told = (await counsel.get(place)).text
    assert "A document is missing" in told
    assert "The annex is missing." in told
    steps = place.replace("/filings/", "/file/")
    check = (await counsel.get(f"{steps}/check")).text
    again = await counsel.post(f"{steps}/submission", data={"key": hidden(check, "key")})
    assert again.headers["location"] == place
    assert "Corrected and sent again" in (await counsel.get(place)).text


async def test_a_clerk_accepts_sees_the_undo_and_can_use_it(town: Town) -> None:
    counsel, clerk = town.browsers["counsel"], town.browsers["clerk"]
    desk = (await filed(town, counsel)).replace("/filings/", "/review/")
    page = (await clerk.get(desk)).text
    await clerk.post(
        desk, data={"decision": "accept", "key": hidden(page, "key"), "title": "Motion", "level": "public"}
    )
    accepted = (await clerk.get(desk)).text
    assert f'action="{desk}/undo"' in accepted
    assert (await clerk.post(f"{desk}/undo")).status_code == 303
    assert 'value="accept"' in (await clerk.get(desk)).text
    assert (await clerk.post(f"{desk}/undo")).status_code == 422


@pytest.mark.parametrize("decision", ["", "accept-all", "reject", "return"])
async def test_a_decision_that_says_too_little_is_asked_again(town: Town, decision: str) -> None:
    clerk = town.browsers["clerk"]
    desk = (await filed(town, town.browsers["counsel"])).replace("/filings/", "/review/")
    answer = await clerk.post(desk, data={"decision": decision, "key": "some key"})
    assert answer.status_code == 422
    assert "data-error-summary" in answer.text


async def test_the_queue_is_for_clerks_and_shows_the_longest_waiting_first(town: Town) -> None:
    assert (await town.browsers["counsel"].get("/review")).status_code == 403
    await filed(town, town.browsers["counsel"])
    page = (await town.browsers["clerk"].get("/review")).text
    assert "data-queue-item" in page
    numbers = re.findall(r"F-\d{4}-\d{6}", page)
    assert numbers == sorted(numbers)


async def test_taking_a_filing_back_is_asked_twice(town: Town) -> None:
    counsel = town.browsers["counsel"]
    place = await filed(town, counsel)
    key = hidden((await counsel.get(place)).text, "key")
    asked = await counsel.post(f"{place}/withdrawal", data={"key": key})
    assert asked.status_code == 200
    assert 'value="yes"' in asked.text
    await counsel.post(f"{place}/withdrawal", data={"key": key, "confirmed": "yes"})
    assert "You took this filing back." in (await counsel.get(place)).text


async def test_somebody_outside_an_open_case_reads_its_docket_and_learns_nobodys_name(town: Town) -> None:
    answer = await town.browsers["stranger"].get(f"/cases/{town.id('case')}")
    assert answer.status_code == 200
    assert "Motion to hear the expert by video" in answer.text
    assert not any(name.split()[1] in answer.text for name in CANARIES.values())
    assert "/file?case=" not in answer.text


def hidden_date(page: str) -> str:
    found = re.search(r'type="date" value="(\d{4}-\d{2}-\d{2})"', page)
    assert found
    return found[1]
