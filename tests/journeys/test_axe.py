"""axe finds nothing on any page of the map, for whoever it is for, by day and by night, on the narrowest screen."""

import re
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page

from tests.doubles.court import RunningCourt
from tests.journeys.paperwork import file_motion
from tests.journeys.people import DESKTOP, Visitor, sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

START = {
    "public": (
        "/",
        "/hearings",
        "/sign-in",
        "/start",
        "/device",
        "/log",
        "/api",
        "/help",
        "/problems/not-found",
        "/nothing-here",
    ),
    "clerk": ("/today", "/sites", "/review", "/cases", "/calendar", "/deadlines", "/register", "/paper", "/paper/fees"),
    "judge": ("/bench", "/cases", "/calendar", "/paper/day", "/fees"),
    "defence counsel": ("/desk", "/file", "/filings", "/cases", "/calendar"),
    "accused": ("/assignments", "/cases", "/who-looked"),
    "interpreter": ("/assignments",),
    "administrator": ("/admin", "/admin/accounts/new", "/admin/courts", "/admin/limits", "/admin/settings"),
    "registrar": ("/break-glass",),
    "auditor": ("/audit", "/log"),
    "witness": ("/start/freely", "/start/later", "/start/appointment", "/who-looked"),
}
FOLLOWED = re.compile(
    r'href="(/(?:admin|audit|break-glass|cases|courts|hearings|filings|file|review|rooms|bench|documents|help|problems)/[\w/-]+)"'
)
LOOKS = (("light", DESKTOP), ("dark", (320, 640)))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def worked_in(demo_court: RunningCourt, chromium_of_module: Browser) -> RunningCourt:
    """The demo court with a filing in its queue, so that no list is empty."""
    lawyer = await sign_in(await visit(chromium_of_module, demo_court, "defence counsel"))
    await file_motion(lawyer)
    await lawyer.context.close()
    return demo_court


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def visitors(worked_in: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[dict[str, Visitor]]:
    """Everybody, with pages that let axe in, which is a script of the test's and not of the court's."""
    found = {}
    for role in START:
        found[role] = await visit(chromium_of_module, worked_in, role, bypass_csp=True, reduced_motion="reduce")
        if role != "public":
            await sign_in(found[role])
    yield found


@pytest.mark.parametrize("role", START)
async def test_axe_finds_nothing_on_the_pages_of(role: str, visitors: dict[str, Visitor]) -> None:
    visitor = visitors[role]
    addresses = await _addresses(visitor)
    assert len(addresses) >= len(START[role]) - 2
    found = []
    for address in addresses:
        found += await _violations(visitor.page, visitor.court.url + address)
    assert found == []


async def _addresses(visitor: Visitor) -> list[str]:
    """The pages this person starts from that exist, and one page of each kind that those lead to."""
    known: dict[str, str] = {}
    ahead = list(START[visitor.role])
    while ahead:
        address = ahead.pop(0)
        kind = re.sub(r"[0-9a-f-]{36}|(?<=/)[A-Z]{2}-\d{4}-\d+|(?<=/problems/).*", "*", address)
        if kind in known:
            continue
        answer = await visitor.context.request.get(visitor.court.url + address)
        if answer.status == 404 and address != "/nothing-here":
            continue
        if "text/html" in answer.headers["content-type"]:
            known[kind] = address
            ahead += FOLLOWED.findall(await answer.text())
    return list(known.values())


async def _violations(page: Page, url: str) -> list[tuple[str, str, str, str]]:
    found = []
    for scheme, (width, height) in LOOKS:
        await page.set_viewport_size({"width": width, "height": height})
        await page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        await page.goto(url)
        await page.wait_for_load_state("load")
        results = await Axe().run(page, options={"preload": False})
        wrong = results.response["violations"]
        found += [(url, scheme, str(one["id"]), str(one["nodes"][0]["html"])[:200]) for one in wrong]
        if not await page.evaluate("document.documentElement.scrollWidth <= innerWidth"):
            found.append((url, scheme, "reflow", f"{width} px"))
    return found
