"""A clerk corrects a slip on the docket with nothing but a keyboard, takes it back, corrects it again, and it shows."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAR = 80  # no page of these has more stops than this
RIGHT = "Trial, by remote hearing, first day"


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True)
    yield (await sign_in(visitor)).page
    await visitor.context.close()


async def reach(page: Page, label: str) -> None:
    """Go with Tab alone to the field, link or button of this name; a table that scrolls is none of them."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement, does = ['A', 'BUTTON'].includes(on.tagName);
            return on.labels && on.labels[0] ? on.labels[0].innerText : does ? on.innerText : ''; }"""
        )
        if label == found.strip():
            return
    raise AssertionError(f"“{label}” cannot be reached by keyboard on {page.url}")


async def follow(page: Page, label: str) -> None:
    await reach(page, label)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def no_violations(page: Page) -> None:
    await page.wait_for_load_state("load")
    results = await Axe().run(page, options={"preload": False})
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []


async def correct_the_title(page: Page, title: str, *, at_once: bool) -> None:
    await follow(page, "The title")
    await reach(page, "The title as it should be")
    await page.keyboard.press("Control+A")
    await page.keyboard.type(title)
    await reach(page, "Why")
    await page.keyboard.type("The day was left out.")
    await no_violations(page)
    await reach(page, "At once")
    if at_once:
        await page.keyboard.press("Space")
    await follow(page, "Correct it")


async def test_a_slip_is_corrected_undone_and_corrected_again_by_keyboard_alone(
    clerk: Page, demo_court: RunningCourt
) -> None:
    await clerk.goto(f"{demo_court.url}/cases")
    await follow(clerk, "CR-2026-1")
    await follow(clerk, "About entry 1")
    await expect(clerk.get_by_role("heading", name="Entry 1")).to_be_visible()
    await no_violations(clerk)
    await correct_the_title(clerk, RIGHT, at_once=False)
    await expect(clerk.get_by_role("status")).to_contain_text("Until then you can undo it.")
    await no_violations(clerk)
    await follow(clerk, "Undo")
    await expect(clerk.get_by_role("status")).to_contain_text("It was undone. Nothing was changed.")
    await correct_the_title(clerk, RIGHT, at_once=True)
    await expect(clerk.get_by_text("Clerk of the court").first).to_be_visible()
    await the_docket_says_that_it_was_corrected(clerk, demo_court)


async def the_docket_says_that_it_was_corrected(clerk: Page, demo_court: RunningCourt) -> None:
    await clerk.goto(f"{demo_court.url}/cases/CR-2026-1")
    await expect(clerk.get_by_text(RIGHT)).to_be_visible()
    await expect(clerk.get_by_text("Correction of entry 1")).to_be_visible()
    await no_violations(clerk)


async def test_what_is_missing_is_said_at_its_field(clerk: Page, demo_court: RunningCourt) -> None:
    await clerk.goto(f"{demo_court.url}/cases")
    await follow(clerk, "CR-2026-1")
    await follow(clerk, "About entry 1")
    await follow(clerk, "It should not have been entered")
    await follow(clerk, "Correct it")
    await expect(clerk.get_by_role("alert")).to_contain_text("Please say why.")
    await no_violations(clerk)
