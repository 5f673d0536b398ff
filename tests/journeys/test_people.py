"""A clerk finds a duplicate across scripts, merges two people and takes it back, with nothing but a keyboard."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import sign_in, until, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAR = 90  # no page here has more stops than this


@pytest_asyncio.fixture(loop_scope="module")
async def clerk(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[Page]:
    visitor = await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True, reduced_motion="reduce")
    yield (await sign_in(visitor)).page
    await visitor.context.close()


async def reach(page: Page, label: str) -> None:
    """Go with Tab alone to the field, link or button of this name."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement;
            if (!on.matches('a, button, input, select, textarea')) return '';
            return [on.labels && on.labels[0] ? on.labels[0].innerText : '', on.innerText || ''].join('|'); }"""
        )
        if label in found:
            return
    raise AssertionError(f"“{label}” cannot be reached by keyboard on {page.url}")


async def follow(page: Page, label: str) -> None:
    await reach(page, label)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def write(page: Page, label: str, text: str) -> None:
    await reach(page, label)
    await page.keyboard.type(text)


async def clean(page: Page) -> None:
    """What axe finds on this page: nothing."""
    results = await Axe().run(page)
    assert [one["id"] for one in results.response["violations"]] == [], page.url


async def open_with(page: Page, about: str, name: str) -> None:
    """A civil case with one party of this name."""
    await page.goto(f"{_origin(page)}/cases/new")
    await reach(page, "Appeal against an authority")
    await page.keyboard.press("ArrowDown")
    await page.keyboard.press("ArrowDown")
    await write(page, "What it is about", about)
    await write(page, "Name", name)
    await write(page, "Part", "party")
    await reach(page, "Why this judge")
    async with page.expect_navigation():
        await page.keyboard.press("Enter")
    await expect(page.get_by_role("status")).to_contain_text("The case is open.")


async def test_a_duplicate_is_found_merged_and_taken_back_by_keyboard_alone(clerk: Page) -> None:
    await open_with(clerk, "Rent of a mooring", "Aisha Rahman")
    await open_with(clerk, "Sale of a net", "Айша Рахман")

    async def proposed() -> bool:
        await clerk.goto(f"{_origin(clerk)}/people/duplicates")
        return await clerk.get_by_role("heading", name="Айша Рахман").count() > 0

    await until(proposed)
    await clean(clerk)
    await follow(clerk, "Compare the two")
    await clean(clerk)
    await reach(clerk, "Why they are one person")
    await clerk.keyboard.type("The same passport was shown.")
    await follow(clerk, "Take them for one")
    await expect(clerk.get_by_role("status")).to_contain_text("They are taken for one.")
    await expect(clerk.get_by_text("one person", exact=True)).to_be_visible()
    await clean(clerk)
    await reach(clerk, "Why they are two people after all")
    await clerk.keyboard.type("Two sisters.")
    await follow(clerk, "Take them for two again")
    await expect(clerk.get_by_role("status")).to_contain_text("They are two again.")
    await expect(clerk.get_by_text("Two sisters.")).to_be_visible()


async def test_a_search_in_other_letters_leads_to_the_names_of_a_person(clerk: Page) -> None:
    await open_with(clerk, "Lease of a quay", "Mohammed al-Hassan")
    await clerk.goto(f"{_origin(clerk)}/people")
    await reach(clerk, "Name, in any letters")
    await clerk.keyboard.type("محمد الحسن")
    async with clerk.expect_navigation():
        await clerk.keyboard.press("Enter")
    await clean(clerk)
    await follow(clerk, "Mohammed al-Hassan")
    await write(clerk, "Another name", "Hamoudi")
    await reach(clerk, "It is")
    await clerk.keyboard.type("What to call")
    await follow(clerk, "Write it down")
    await expect(clerk.get_by_role("status")).to_contain_text("The name is written down.")
    await expect(clerk.get_by_text("What to call them:")).to_be_visible()
    await clean(clerk)


async def test_the_people_of_a_case_are_shown_in_words_and_as_a_picture(clerk: Page) -> None:
    await clerk.goto(f"{_origin(clerk)}/cases")
    await clerk.get_by_role("link", name="CR-2026-1").click()
    await follow(clerk, "Names, and who acts for whom")
    await expect(clerk.get_by_role("img", name="Who acts for whom")).to_be_visible()
    assert await clerk.locator("svg.acting line").count() == await clerk.locator("#who ~ ul li").count() > 0
    await clean(clerk)


def _origin(page: Page) -> str:
    return page.url.split("/", 3)[0] + "//" + page.url.split("/", 3)[2]
