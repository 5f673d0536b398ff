"""Two clerks share the work of their court by keyboard alone; on a phone the list is cards; axe finds nothing."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import PHONE, sign_in, visit
from tests.journeys.test_paper import follow
from tests.journeys.test_registry import FAR, write

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def _signed_in(browser: Browser, court: RunningCourt, role: str) -> Page:
    visitor = await visit(browser, court, role, bypass_csp=True, reduced_motion="reduce")
    return (await sign_in(visitor)).page


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    page = await _signed_in(chromium_of_module, demo_court, "clerk")
    yield page
    await page.context.close()


@pytest_asyncio.fixture(loop_scope="module")
async def colleague(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    page = await _signed_in(chromium_of_module, demo_court, "second clerk")
    yield page
    await page.context.close()


async def _clean(page: Page) -> None:
    results = await Axe().run(page, options={"preload": False})
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []


async def _reach(page: Page, name: str) -> None:
    """Go with Tab alone to what has this whole name, the words for listeners included."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement;
            return (on.labels && on.labels[0] ? on.labels[0] : on).textContent.replace(/\\s+/g, ' ').trim(); }"""
        )
        if found == name:
            return
    raise AssertionError(f"“{name}” cannot be reached by keyboard on {page.url}")


async def _press(page: Page, name: str) -> None:
    await _reach(page, name)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def _deadline(page: Page, url: str, number: str, title: str) -> None:
    """A deadline that ends in two days."""
    await page.goto(f"{url}/cases")
    await follow(page, number)
    await page.goto(f"{page.url.partition('?')[0]}/deadlines")
    await page.get_by_label("What is due").fill(title)
    await page.get_by_label("How long").fill("2")
    await page.get_by_label("Counted from").fill(await page.evaluate("new Date().toISOString().slice(0, 10)"))
    await page.get_by_role("button", name="Set the deadline").click()
    await expect(page.get_by_role("heading", name=title)).to_be_visible()


async def test_what_waits_is_taken_given_to_a_colleague_and_given_back(
    clerk: Page, colleague: Page, demo_court: RunningCourt
) -> None:
    url = demo_court.url
    await _deadline(clerk, url, "CV-2026-1", "Answer to the claim")
    await _deadline(clerk, url, "CR-2026-1", "List of witnesses")
    await clerk.goto(f"{url}/today")
    await follow(clerk, "Work")
    await expect(clerk.get_by_text("You have nothing at the moment.")).to_be_visible()
    await _clean(clerk)
    await follow(clerk, "Team")
    await _clean(clerk)
    await _press(clerk, "Take Deadline that ends soon CV-2026-1")
    await expect(clerk.get_by_role("status").first).to_contain_text("You have it now.")
    for number in ("CV-2026-1", "CR-2026-1"):
        await _reach(clerk, f"Choose: Deadline that ends soon {number}")
        await clerk.keyboard.press("Space")
    await clerk.evaluate("window.scrollTo(0, 0); document.getElementById('main').focus()")
    await write(clerk, "Colleague", "Tove")
    await follow(clerk, "Give it to this colleague")
    await expect(clerk.get_by_text("Tove Lindgren will have this:")).to_be_visible()
    await expect(clerk.get_by_text("With you until now")).to_be_visible()
    await _clean(clerk)
    await _press(clerk, "Give it")
    await expect(clerk.get_by_role("status").first).to_contain_text("It is with your colleague now.")
    await colleague.goto(f"{url}/work")
    await expect(colleague.get_by_text("Answer to the claim")).to_be_visible()
    await expect(colleague.get_by_text("List of witnesses")).to_be_visible()
    await _clean(colleague)
    await _press(colleague, "Give back Deadline that ends soon CR-2026-1")
    await expect(colleague.get_by_role("status").first).to_contain_text("Nobody has it now.")
    await expect(colleague.get_by_text("List of witnesses")).to_have_count(0)


async def test_on_a_phone_nothing_of_the_list_stands_outside_the_screen(clerk: Page, demo_court: RunningCourt) -> None:
    await _deadline(clerk, demo_court.url, "CR-2026-1", "List of experts")
    await clerk.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    await clerk.goto(f"{demo_court.url}/work?view=team")
    await expect(clerk.get_by_text("List of experts")).to_be_visible()
    assert await clerk.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    await _clean(clerk)
