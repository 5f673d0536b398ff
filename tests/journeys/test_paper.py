"""A clerk prints the door list and takes a fee in cash with nothing but a keyboard; axe finds nothing on the way."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.doubles.pdfs import text_of
from tests.journeys.people import sign_in, visit
from tests.journeys.test_registry import _origin, reach, write

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True)  # axe is a script of the test's
    yield (await sign_in(visitor)).page
    await visitor.context.close()


async def follow(page: Page, label: str) -> None:
    """Go with Tab alone to the link or button, past what only holds it (a table can be scrolled by keyboard)."""
    await reach(page, label)
    while await page.evaluate("!document.activeElement.matches('a, button')"):
        await reach(page, label)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def sound(page: Page) -> None:
    found = await Axe().run(page)
    assert found.violations_count == 0, found.generate_report()


async def printed(page: Page, label: str) -> str:
    """What is on the paper that this link prints, reached and fetched as the browser would."""
    await reach(page, label)
    address = await page.evaluate("document.activeElement.href")
    answer = await page.request.get(address)
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/pdf"
    return text_of(await answer.body())


async def test_the_list_for_the_door_is_printed_by_keyboard_alone(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/today")
    await follow(clerk, "Paper")
    await sound(clerk)
    await follow(clerk, "List for the door")
    await expect(clerk.get_by_role("heading", name="List for the door")).to_be_visible()
    await sound(clerk)
    words = await printed(clerk, "Print the list (PDF)")
    assert "CR-2026-1" in words
    assert "open to the public" in words


async def test_the_file_of_the_day_is_printed_by_keyboard_alone(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/paper")
    await follow(clerk, "File of the day")
    await sound(clerk)
    words = await printed(clerk, "Print the whole day (PDF)")
    assert "CR-2026-1" in words
    assert "Docket" in words


async def test_a_fee_is_taken_in_cash_and_its_receipt_printed_by_keyboard_alone(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases/new")
    await reach(clerk, "Appeal against an authority")
    await clerk.keyboard.press("ArrowDown")
    await clerk.keyboard.press("ArrowDown")
    await expect(clerk.get_by_label("Civil claim")).to_be_checked()
    await expect(clerk.get_by_text("Fee: €120.00")).to_be_visible()  # said before anything is opened
    await write(clerk, "What it is about", "Rent of a boathouse")
    await reach(clerk, "Why this judge")
    async with clerk.expect_navigation():
        await clerk.keyboard.press("Enter")
    await follow(clerk, "Paper")
    await follow(clerk, "Fees")
    await sound(clerk)
    await follow(clerk, "Opening a case (CV)")
    await sound(clerk)
    await reach(clerk, "Amount in cash")
    await clerk.keyboard.press("Control+A")
    await clerk.keyboard.type("120.01")
    await follow(clerk, "Enter the payment")
    await expect(clerk.get_by_role("alert")).to_contain_text("This is not an amount that can be paid for this fee.")
    await sound(clerk)
    await reach(clerk, "Amount in cash")
    await clerk.keyboard.press("Control+A")
    await clerk.keyboard.type("120")
    await follow(clerk, "Enter the payment")
    await expect(clerk.get_by_role("status")).to_contain_text("The payment is entered.")
    await sound(clerk)
    words = await printed(clerk, "Print the receipt")
    assert "R-2026-000001" in words
    assert "120.00 EUR" in words
    await clerk.goto(f"{_origin(clerk)}/paper/cash")
    await sound(clerk)
    await expect(clerk.get_by_text("Expected in the box")).to_be_visible()
    await write(clerk, "What is in the box", "120")
    await follow(clerk, "Enter the count")
    await expect(clerk.get_by_text("so a colleague closes it")).to_be_visible()
    await clerk.goto(f"{_origin(clerk)}/paper/statements")
    await sound(clerk)


async def test_an_exhibit_is_taken_in_lent_and_found_by_its_label_by_keyboard_alone(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases")
    await follow(clerk, "CR-2026-1")
    await follow(clerk, "Exhibits")
    await sound(clerk)
    await write(clerk, "What it is", "A grey suitcase, locked")
    await write(clerk, "Shelf", "B 12")
    await follow(clerk, "Give it a number")
    await expect(clerk.get_by_role("status")).to_contain_text("The exhibit has its number.")
    await sound(clerk)
    assert "CR-2026-1-X1" in await printed(clerk, "Print the label (PDF)")
    await reach(clerk, "What happens")
    await clerk.keyboard.type("Lent")
    await write(clerk, "To whom", "Forensic institute")
    await follow(clerk, "Enter the move")
    await expect(clerk.get_by_role("status")).to_contain_text("The move is in the chain of custody.")
    await clerk.goto(f"{_origin(clerk)}/paper")
    await write(clerk, "What the label says", "cr-2026-1-x1")
    await follow(clerk, "Find the exhibit")
    await expect(clerk.get_by_text("Forensic institute")).to_be_visible()
    await clerk.goto(f"{_origin(clerk)}/paper/labels")
    await sound(clerk)
