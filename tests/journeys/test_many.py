"""A clerk accepts two filings at once by keyboard alone and undoes one of them; axe finds nothing on the way."""

from collections.abc import AsyncIterator
from uuid import uuid4

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.doubles.pdfs import pdf
from tests.journeys.people import PHONE, sign_in, visit
from tests.journeys.test_paper import follow
from tests.journeys.test_registry import FAR

pytestmark = pytest.mark.asyncio(loop_scope="module")
PAPER = pdf("The defence asks the court to hear the expert by video.")


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True, reduced_motion="reduce")
    yield (await sign_in(visitor)).page
    await visitor.page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def lawyer(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "defence counsel", reduced_motion="reduce")
    yield (await sign_in(visitor)).page
    await visitor.page.context.close()


async def _file(page: Page, url: str) -> str:
    """A motion without findings, sent and checked; its title is its own."""
    title = f"Motion {uuid4().hex[:8]}"
    await page.goto(f"{url}/file")
    await page.get_by_label("In which case?").select_option(index=1)
    await page.get_by_role("radio", name="Motion", exact=True).check()
    await page.get_by_label("Title").fill(title)
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_label("Choose your documents").set_input_files(
        [{"name": "motion.pdf", "mimeType": "application/pdf", "buffer": PAPER}]
    )
    await expect(page.locator(".drop-file")).to_contain_text("Arrived completely.")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_role("heading", name="Nothing stands in the way")).to_be_visible()
    await page.get_by_role("link", name="Continue").click()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Send it to the court").click()
    await expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    return title


async def _clean(page: Page) -> None:
    results = await Axe().run(page, options={"preload": False})
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []


async def _reach(page: Page, begin: str) -> None:
    """Go with Tab alone to what has a name that begins so, the words for listeners included."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement;
            return (on.labels && on.labels[0] ? on.labels[0] : on).textContent.replace(/\\s+/g, ' ').trim(); }"""
        )
        if found.startswith(begin):
            return
    raise AssertionError(f"“{begin}” cannot be reached by keyboard on {page.url}")


async def test_two_are_accepted_at_once_and_one_of_them_is_undone(
    lawyer: Page, clerk: Page, demo_court: RunningCourt
) -> None:
    first, second = await _file(lawyer, demo_court.url), await _file(lawyer, demo_court.url)
    await clerk.goto(f"{demo_court.url}/review")
    await _clean(clerk)
    for title in (first, second):
        await _reach(clerk, f"Choose: {title}")
        await clerk.keyboard.press("Space")
    await follow(clerk, "Accept what is ticked")
    await expect(clerk.get_by_role("heading", name="2 filings will be accepted")).to_be_visible()
    await _clean(clerk)
    await follow(clerk, "Accept them")
    await expect(clerk.get_by_role("heading", name="2 filings are accepted")).to_be_visible()
    await _clean(clerk)
    await _reach(clerk, f"Undo {second}")
    async with clerk.expect_navigation():
        await clerk.keyboard.press("Enter")
    await expect(clerk.get_by_role("button", name="Accept", exact=True)).to_be_visible()
    await clerk.goto(f"{demo_court.url}/review")
    await expect(clerk.get_by_label(f"Choose: {second}")).to_be_visible()
    await expect(clerk.get_by_label(f"Choose: {first}")).to_have_count(0)


async def test_on_a_phone_the_pages_stay_within_the_screen(lawyer: Page, clerk: Page, demo_court: RunningCourt) -> None:
    title = await _file(lawyer, demo_court.url)
    await clerk.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await clerk.goto(f"{demo_court.url}/review")
    await clerk.get_by_label(f"Choose: {title}").check()
    assert await clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await clerk.get_by_role("button", name="Accept what is ticked").click()
    await expect(clerk.get_by_role("heading", name="One filing will be accepted")).to_be_visible()
    assert await clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await _clean(clerk)
