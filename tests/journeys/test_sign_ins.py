"""Somebody with a desk and a phone looks at what is open in their name, ends it, makes a token; axe finds nothing."""

import re

import httpx
import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import PHONE, Visitor, sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
WHO = "defence counsel"


async def _come(browser: Browser, court: RunningCourt, **options: object) -> Visitor:
    """Somebody signed in; their pages let axe in, which is a script of the test's and not of the court's."""
    return await sign_in(await visit(browser, court, WHO, bypass_csp=True, reduced_motion="reduce", **options))  # type: ignore[arg-type]


async def _clean(page: Page) -> list[tuple[str, str]]:
    found = (await Axe().run(page, options={"preload": False})).response["violations"]
    fits = await page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    return [(str(one["id"]), str(one["nodes"][0]["html"])[:200]) for one in found] + [("reflow", "")] * (not fits)


async def test_the_phone_is_signed_out_from_the_desk_while_it_looks_on(
    demo_court: RunningCourt, chromium_of_module: Browser
) -> None:
    phone = await _come(chromium_of_module, demo_court, size=PHONE, user_agent=FIREFOX)
    desk = await _come(chromium_of_module, demo_court)
    await desk.page.goto(f"{demo_court.url}/account/sign-ins")
    await expect(desk.page.get_by_role("heading", name="Firefox on Android")).to_be_visible()
    this_one = desk.page.get_by_role("listitem").filter(has_text="this one")
    await expect(this_one).to_contain_text(re.compile("Chrome on Linux"))
    assert await _clean(desk.page) == []
    await phone.page.goto(f"{demo_court.url}/account/sign-ins")
    assert await _clean(phone.page) == []
    its_line = desk.page.get_by_role("listitem").filter(has_text="Firefox on Android")
    await its_line.get_by_role("button", name="End").click()
    await expect(desk.page.get_by_role("heading", name="Firefox on Android")).to_have_count(0)
    await phone.page.reload()
    await expect(phone.page).to_have_url(re.compile("/sign-in"))
    await expect(this_one).to_be_visible()
    for visitor in (phone, desk):
        assert visitor.complaints == []
        await visitor.context.close()


async def test_a_token_is_made_used_and_revoked_and_shown_once(
    demo_court: RunningCourt, chromium_of_module: Browser
) -> None:
    lawyer = await _come(chromium_of_module, demo_court)
    page = lawyer.page
    await page.goto(f"{demo_court.url}/account/tokens")
    assert await _clean(page) == []
    await page.get_by_role("link", name="Make a token").click()
    assert await _clean(page) == []
    await page.get_by_label("A name for it").fill("Office software")
    await page.get_by_label("Read cases").check()
    await page.get_by_role("button", name="Make the token").click()
    token = (await page.locator("code.secret-key").inner_text()).strip()
    assert await _clean(page) == []
    async with httpx.AsyncClient(base_url=demo_court.url, headers={"authorization": f"Bearer {token}"}) as program:
        assert (await program.get("/api/v1/cases")).status_code == 200
        assert (await program.get("/api/v1/filings")).status_code == 403
        await page.get_by_role("link", name="I have copied it, go on").click()
        assert token not in await page.content()
        assert await _clean(page) == []
        await page.get_by_role("button", name="Revoke", exact=True).click()
        await page.get_by_role("dialog").get_by_role("button", name="Revoke it").click()
        await expect(page.get_by_text("You have no tokens.")).to_be_visible()
        assert (await program.get("/api/v1/cases")).status_code == 401
    assert lawyer.complaints == []
    await lawyer.context.close()
