"""Law 7 against the server itself: nothing it says starts a camera or a microphone; that takes a tap."""

import json
from collections.abc import AsyncIterator
from random import Random
from uuid import UUID

import pytest
from playwright.async_api import Browser, ConsoleMessage, Page, expect

from app.desks.room import Door
from app.web.templating import RequestContext, render
from tests.doubles.hostile import HER, Hostile, every_type, generated, hostile_server, view
from tests.journeys.people import PATIENCE, SCRIPT, small_chromium

FRAMES = {"plain": 2_000, "court": 10_000}


@pytest.fixture
async def browser() -> AsyncIterator[Browser]:
    async with small_chromium() as opened:
        yield opened


@pytest.fixture
async def server() -> AsyncIterator[Hostile]:
    async with hostile_server() as running:
        yield running


@pytest.fixture
def errors() -> list[str]:
    return []


async def room(browser: Browser, server: Hostile, look: str, errors: list[str]) -> Page:
    """A page of the room before anything was tapped."""
    door = Door(at_risk=look == "plain", watching=False, title="CR-2026-1")
    context = RequestContext(court_name="Court", path="/rooms")
    server.page = render(f"rooms/{look}.html", request_context=context, hearing_id=UUID(HER), door=door, after="/")
    page = await (await browser.new_context(permissions=["camera", "microphone"])).new_page()
    await page.add_init_script(SCRIPT)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: _complained(said, errors))
    await page.goto(f"{server.url}/rooms")
    return page


def _complained(said: ConsoleMessage, errors: list[str]) -> None:
    if said.type == "error":
        errors.append(said.text)


async def test_no_frame_of_any_type_starts_capture_without_a_tap(
    browser: Browser, server: Hostile, errors: list[str]
) -> None:
    server.say = every_type()
    page = await room(browser, server, "court", errors)
    await expect(page.locator("[data-part=end]")).to_be_visible()
    assert await page.evaluate("journey.asked") == 0
    assert errors == []


@pytest.mark.parametrize("look", FRAMES)
async def test_thousands_of_generated_frames_start_nothing_in_a_page_whose_capture_is_off(
    look: str, browser: Browser, server: Hostile, errors: list[str]
) -> None:
    server.say = [json.dumps(view())]
    server.then = generated(Random(20261123), FRAMES[look])
    page = await room(browser, server, look, errors)
    await page.get_by_role("button", name="Check camera and microphone").click()
    await expect(page.locator(".own-picture")).to_be_visible()
    await page.evaluate("journey.asked = 0")
    await page.get_by_role("button", name="This works. Go on").click()
    await expect(page.locator("[data-part=state]")).to_have_text("THE END", timeout=6 * PATIENCE * 1000)
    assert await page.evaluate("journey.asked") == 0
    assert errors == []
    await page.locator("[data-own-tap=camera]").click()
    assert await page.evaluate("journey.asked") == 1, "a tap does start it, so the zero above means something"
