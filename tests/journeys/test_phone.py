"""A witness with a small phone, a slow line, perhaps no script: light pages, a way out, her language."""

import re
from typing import Any

import pytest
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
SMALL = (320, 640)
GIVEN: dict[Page, dict[str, str]] = {}


async def way_in(browser: Browser, court: RunningCourt, **options: Any) -> Page:
    """The page that asks for the code, on a small phone, with a link and a code nobody used yet."""
    visitor = await visit(browser, court, "witness", size=SMALL, **options)
    given = await court.give_anew()
    GIVEN[visitor.page] = given
    await visitor.page.goto(given["link"])
    if not options.get("java_script_enabled", True):
        return visitor.page
    await expect(visitor.page.locator("[data-from-fragment]")).not_to_have_value("")
    return visitor.page


async def walk_to_the_room(page: Page) -> list[str]:
    """Through every page up to the room; gives their addresses."""
    given = GIVEN[page]
    await page.locator("#f-code").fill(given["code"].lower().replace("-", " "))
    if not await page.locator("[data-from-fragment]").input_value():  # no script took the link out of the address
        await page.locator("summary", has_text="The code does not work?").click()
        await page.get_by_label("Link").fill(given["link"])
    seen = [page.url]
    await page.locator("main form button").click()
    for target in ("/start/appointment", "/rooms/"):
        seen.append(page.url)
        await page.locator(f'main a[href^="{target}"]').click()
    return [*seen, page.url]


async def test_each_page_on_her_way_weighs_less_than_100_kb(
    chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    page = await way_in(chromium_of_module, demo_court)
    addresses = await walk_to_the_room(page)
    weights = {}
    for address in addresses:
        fresh = await page.context.new_page()
        line = await page.context.new_cdp_session(fresh)
        await line.send("Network.enable")
        await line.send("Network.setCacheDisabled", {"cacheDisabled": True})
        weighed: list[float] = []
        line.on("Network.loadingFinished", lambda event, weighed=weighed: weighed.append(event["encodedDataLength"]))
        await fresh.goto(address, wait_until="networkidle")
        weights[address] = sum(weighed)
        await fresh.close()
    assert len(weights) == 4
    assert [(weight, address) for address, weight in weights.items() if not 1_000 < weight < 100_000] == []


async def test_without_scripts_she_comes_as_far_as_her_room_and_is_told_what_to_do(
    chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    page = await way_in(chromium_of_module, demo_court, java_script_enabled=False)
    await walk_to_the_room(page)
    # Chromium leaves `noscript` empty when scripts are only switched off from outside, so what was sent is read.
    assert "You can also take part by phone" in await (await page.context.request.get(page.url)).text()
    await expect(page.get_by_role("link", name="Leave this page now")).to_be_visible()


@pytest.mark.parametrize("scripts", [True, False])
async def test_after_leaving_nothing_of_hers_can_be_brought_back(
    scripts: bool, chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    page = await way_in(chromium_of_module, demo_court, java_script_enabled=scripts)
    addresses = await walk_to_the_room(page)
    await page.get_by_role("link", name="Leave this page now").click()
    await page.wait_for_url("**/leave")
    assert await page.context.cookies() == []
    for _ in range(4):
        await page.go_back()
        await expect(page.get_by_text("Your own room")).to_have_count(0)
        await expect(page.get_by_text("Camera OFF")).to_have_count(0)
    kept = await page.context.cookies()  # going back asked for the first page again, as anybody could
    assert [(one["name"], one["expires"]) for one in kept] in ([], [("device", -1)])
    await page.goto(addresses[-1])
    await expect(page.locator('[data-look="plain"]')).to_have_count(0)


async def test_a_second_phone_is_refused_until_she_leaves_the_first_or_the_court_gives_new_ones(
    chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    hers = await way_in(chromium_of_module, demo_court)
    await walk_to_the_room(hers)
    other = (await visit(chromium_of_module, demo_court, "witness", size=SMALL)).page
    await other.goto(GIVEN[hers]["link"])
    await other.locator("#f-code").fill(GIVEN[hers]["code"])
    await other.get_by_role("button", name="Go on").click()
    await expect(other.get_by_role("alert")).to_contain_text("This code does not open an appointment.")
    given = await demo_court.give_anew()
    await other.goto("about:blank")
    await other.goto(given["link"])
    await other.locator("#f-code").fill(given["code"])
    await other.get_by_role("button", name="Go on").click()
    await expect(other.get_by_role("heading", name="Can you talk freely now?")).to_be_visible()
    await hers.goto(f"{demo_court.url}/start/appointment")
    await expect(hers.get_by_text("You wait alone in your own room.")).to_have_count(0)
    await other.get_by_role("link", name="Leave this page now").click()
    await other.goto("about:blank")
    await other.goto(given["link"])
    await other.locator("#f-code").fill(given["code"])
    await other.get_by_role("button", name="Go on").click()
    await expect(other.get_by_role("heading", name="Can you talk freely now?")).to_be_visible()


async def test_nothing_has_to_be_scrolled_sideways_and_everything_can_be_tapped(
    chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    page = await way_in(chromium_of_module, demo_court)
    for address in await walk_to_the_room(page):
        await page.goto(address)
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
        assert await page.evaluate(TOO_SMALL) == [], address


TOO_SMALL = """[...document.querySelectorAll('button, .button, select, summary, input:not([type=hidden])')]
  .filter((one) => one.offsetParent && !one.matches('[type=radio]'))
  .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML)"""


async def test_in_arabic_the_page_is_mirrored(chromium_of_module: Browser, demo_court: RunningCourt) -> None:
    page = await way_in(chromium_of_module, demo_court)
    await page.goto(f"{demo_court.url}/start?lang=ar")
    assert await page.locator("html").get_attribute("dir") == "rtl"
    assert await page.evaluate("getComputedStyle(document.body).direction") == "rtl"
    heading = await page.locator("h1").bounding_box()
    assert heading
    assert await page.evaluate("getComputedStyle(document.querySelector('h1')).textAlign") in ("start", "right")
    assert re.search(r"[\u0600-\u06ff]", await page.locator("main").inner_text())
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert await page.locator("#f-code").get_attribute("dir") == "ltr", "a code is read from the left in any script"
