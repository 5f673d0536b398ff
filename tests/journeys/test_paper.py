"""A clerk prints the list for the door with nothing but a keyboard, on pages that axe finds nothing on."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.doubles.pdfs import text_of
from tests.journeys.people import sign_in, visit
from tests.journeys.test_registry import _origin, reach

pytestmark = pytest.mark.asyncio(loop_scope="module")


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True)  # axe is a script of the test's
    yield (await sign_in(visitor)).page
    await visitor.context.close()


async def follow(page: Page, label: str) -> None:
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
