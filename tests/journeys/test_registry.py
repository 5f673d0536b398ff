"""A clerk opens a case from paper with nothing but a keyboard, and sees a deadline follow a late holiday."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAR = 60  # no page of the registry has more stops than this


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk")
    yield (await sign_in(visitor)).page
    await visitor.context.close()


async def reach(page: Page, label: str) -> None:
    """Go with Tab alone to the field, link or button of this name."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement;
            return [on.labels && on.labels[0] ? on.labels[0].innerText : '', on.innerText || ''].join('|'); }"""
        )
        if label in found:
            return
    raise AssertionError(f"“{label}” cannot be reached by keyboard on {page.url}")


async def write(page: Page, label: str, text: str) -> None:
    await reach(page, label)
    await page.keyboard.type(text)


async def follow(page: Page, label: str) -> None:
    await reach(page, label)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def test_a_case_is_opened_from_paper_by_keyboard_alone(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases")
    await follow(clerk, "Open a case")
    await reach(clerk, "Appeal against an authority")
    await clerk.keyboard.press("ArrowDown")  # the second kind
    await clerk.keyboard.press("ArrowDown")
    await expect(clerk.get_by_label("Civil claim")).to_be_checked()
    await write(clerk, "What it is about", "Rent of a mooring")
    await write(clerk, "Name", "Petra Lind")
    await write(clerk, "Part", "party")
    await write(clerk, "Name of the paper", "Statement of claim")
    await write(clerk, "Day it came in", "11202026")
    await reach(clerk, "Why this judge")
    async with clerk.expect_navigation():
        await clerk.keyboard.press("Enter")
    await expect(clerk.get_by_role("status")).to_contain_text("The case is open. Its number is CV-2026-")
    await expect(clerk.get_by_role("heading", name="Judges now")).to_be_visible()
    await follow(clerk, "Go to the case")
    await expect(clerk.get_by_text("Statement of claim")).to_be_visible()
    await expect(clerk.get_by_text("Petra Lind")).to_be_visible()


async def test_what_is_missing_is_said_at_its_field_and_nothing_typed_is_lost(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases/new")
    await clerk.get_by_label("What it is about").fill("Rent of a mooring")
    await clerk.get_by_role("button", name="Open the case", exact=True).last.click()
    await expect(clerk.get_by_role("alert")).to_contain_text("Choose what kind of case it is.")
    await expect(clerk.get_by_label("What it is about")).to_have_value("Rent of a mooring")


async def test_a_deadline_follows_a_late_holiday_and_says_why(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases")
    await clerk.get_by_role("link", name="CR-2026-1").click()
    await clerk.get_by_role("main").get_by_role("link", name="Deadlines").click()
    await clerk.get_by_label("What is due").fill("Answer to the motion")
    await clerk.get_by_label("Counted from").fill("2026-11-24")
    await clerk.get_by_role("button", name="Set the deadline").click()
    await expect(clerk.get_by_text("Tuesday, 8 December 2026, 23:59").first).to_be_visible()
    await clerk.get_by_role("banner").get_by_role("link", name="Deadlines").click()
    await clerk.get_by_role("link", name="Days of the court").click()
    await clerk.get_by_label("Day", exact=True).fill("2026-12-08")
    await clerk.get_by_label("Name of the holiday").fill("Day of the harbour")
    await clerk.get_by_role("button", name="Declare the holiday").click()
    await expect(clerk.get_by_text("1 deadline ends at another time now.")).to_be_visible()
    await clerk.get_by_role("link", name="See the deadlines").click()
    await expect(clerk.get_by_text("Wednesday, 9 December 2026, 23:59")).to_be_visible()
    await clerk.get_by_text("Why this day").click()
    await expect(clerk.get_by_text("Holiday: Day of the harbour")).to_be_visible()


def _origin(page: Page) -> str:
    return page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2]
