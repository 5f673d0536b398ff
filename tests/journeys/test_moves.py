"""A case is offered to another court, refused, offered again and taken over by keyboard alone; axe finds nothing."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import sign_in, visit
from tests.journeys.test_paper import follow
from tests.journeys.test_registry import reach, write

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
async def other_clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    page = await _signed_in(chromium_of_module, demo_court, "other clerk")
    await page.goto(f"{demo_court.url}/cases?lang=en")
    yield page
    await page.context.close()


async def _clean(page: Page) -> None:
    results = await Axe().run(page, options={"preload": False})
    assert [(one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []


async def _offer(page: Page, url: str, why: str) -> None:
    await page.goto(f"{url}/cases")
    await follow(page, "CV-2026-1")
    await follow(page, "Move this case")
    await _clean(page)
    await reach(page, "To which court")
    await page.keyboard.press("ArrowDown")
    await write(page, "Why", why)
    await follow(page, "See what would change")
    await expect(page.get_by_role("heading", name="Who has the case no more")).to_be_visible()
    await _clean(page)
    await follow(page, "Ask the other court")
    await expect(page.get_by_role("status")).to_contain_text("The other court was asked.")


async def test_a_case_is_refused_stays_as_it_was_and_is_taken_over_later(
    clerk: Page, other_clerk: Page, demo_court: RunningCourt
) -> None:
    url = demo_court.url
    await _offer(clerk, url, "The boat lies in its harbour.")
    await other_clerk.goto(f"{url}/today")
    await follow(other_clerk, "Offers")
    await _clean(other_clerk)
    await follow(other_clerk, "CV-2026-1")
    await expect(other_clerk.get_by_text("The boat lies in its harbour.")).to_be_visible()
    await _clean(other_clerk)
    await write(other_clerk, "Why", "It was sold in Varda.")
    await follow(other_clerk, "Refuse the case")
    await expect(other_clerk.get_by_role("status")).to_contain_text("You refused.")
    await clerk.reload()
    await expect(clerk.get_by_text("It was sold in Varda.")).to_be_visible()
    await expect(clerk.get_by_role("heading", name="Hand it to another court")).to_be_visible()
    await _offer(clerk, url, "The buyer moved there.")
    await other_clerk.goto(f"{url}/offers")
    await follow(other_clerk, "CV-2026-1")
    await reach(other_clerk, "Causa penal")
    await other_clerk.keyboard.press("ArrowDown")  # the civil claim
    await follow(other_clerk, "Take the case over")
    await expect(other_clerk.get_by_role("status")).to_contain_text("Its number is PC-CI-2026-0001.")
    await expect(other_clerk.get_by_text("CV-2026-1")).to_be_visible()
    answer = await clerk.goto(clerk.url.partition("?")[0])
    assert answer is not None
    assert answer.status == 200  # the case is public; what was the court's alone is gone
    await expect(clerk.get_by_role("heading", name="Where this case came from").first).to_be_visible()
    await expect(clerk.get_by_role("heading", name="Hand it to another court")).to_have_count(0)
