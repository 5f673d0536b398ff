"""A court from nothing in a real browser: its administrator, its people by their mails, an emergency by two."""

import re
from collections.abc import AsyncIterator
from email import message_from_bytes, policy
from pathlib import Path

import pyotp
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, expect

from tests.doubles.court import RunningCourt
from tests.journeys.people import Visitor, sign_in, until, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")

PHRASE = "nine lanterns under quiet harbour stairs"
COURT = "Regional Court of Lindental"
PEOPLE = {"judge": "Elena Ruiz", "clerk": "Nora Chen", "counsel": "Aminata Diallo"}
REASON = "The judge of the case is in hospital and a bail order lapses tonight."


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bare_court(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningCourt]:
    """An installation that runs and that nobody has begun: no court, no person, no account."""
    court = RunningCourt(tmp_path_factory.mktemp("court"))
    try:
        await court.start("serve")
        yield court
    finally:
        await court.stop()


async def test_a_court_begins_from_nothing_and_its_people_come_in(
    bare_court: RunningCourt, chromium_of_module: Browser
) -> None:
    operator = await visit(chromium_of_module, bare_court)
    await operator.page.goto(bare_court.url)
    await expect(operator.page.get_by_role("heading", name="This installation is new")).to_be_visible()
    code, said = await bare_court.operate(
        "first-administrator", "--name", "Tomas Veld", "--email", "root@court.example"
    )
    assert code == 0, said
    link = re.search(r"http\S+/set-up#\S+", said)
    assert link is not None
    administrator = await _set_up(chromium_of_module, bare_court, link[0], "root@court.example")
    await _add_court(administrator)
    for desk, name in PEOPLE.items():
        await _add(administrator, desk, name)
    homes = {"judge": "/bench", "clerk": "/today", "counsel": "/desk"}
    for desk in PEOPLE:
        email = f"{desk}@court.example"
        person = await _set_up(chromium_of_module, bare_court, await _link_to(bare_court, email), email)
        assert person.page.url == bare_court.url + homes[desk]
        assert person.complaints == []
    await operator.page.goto(bare_court.url)
    await expect(operator.page.get_by_role("heading", name="This installation is new")).to_have_count(0)
    code, said = await bare_court.operate("first-administrator", "--name", "Eve", "--email", "eve@court.example")
    assert (code, "has an administrator already" in said) == (1, True)
    assert await _violations(administrator, "/admin", "/admin/accounts/new", "/admin/courts", "/admin/health") == []


async def test_an_emergency_is_opened_by_two_and_the_judge_and_the_person_are_told(
    demo_court: RunningCourt, chromium_of_module: Browser
) -> None:
    clerk = await sign_in(await visit(chromium_of_module, demo_court, "clerk", bypass_csp=True))
    await clerk.page.goto(demo_court.url + "/break-glass")
    await clerk.page.get_by_label("Number of the case").fill("CR-2026-1")
    await clerk.page.get_by_label("The record").check()
    await clerk.page.get_by_label("Why it cannot wait").fill(REASON)
    await clerk.page.get_by_role("button", name="Ask", exact=True).click()
    await expect(clerk.page.get_by_text("waits for a second officer")).to_be_visible()
    before = len(_mails(demo_court, "judge@varda.example"))
    registrar = await sign_in(await visit(chromium_of_module, demo_court, "registrar", bypass_csp=True))
    await registrar.page.get_by_role("link", name="CR-2026-1").click()
    await expect(registrar.page.get_by_text(REASON)).to_be_visible()
    await registrar.page.get_by_role("button", name="Allow it").click()
    await expect(registrar.page.get_by_text("running", exact=True)).to_be_visible()

    async def told() -> bool:
        return len(_mails(demo_court, "judge@varda.example")) > before

    assert await until(told)
    await clerk.page.goto(demo_court.url + "/cases")
    await expect(clerk.page.get_by_text("Emergency access to CR-2026-1 is running.")).to_be_visible()
    assert await _violations(clerk, "/break-glass", "/cases") == []
    assert await _violations(registrar, "/break-glass") == []
    await clerk.page.get_by_role("button", name="End it now").click()
    await expect(clerk.page.get_by_text("over", exact=True)).to_be_visible()
    judge = await sign_in(await visit(chromium_of_module, demo_court, "judge", bypass_csp=True))
    await judge.page.goto(demo_court.url + "/break-glass")
    await judge.page.get_by_role("link", name="CR-2026-1").first.click()
    await expect(judge.page.get_by_role("heading", name="What was opened")).to_be_visible()
    await judge.page.get_by_label("Your note").fill("The need was real.")
    await judge.page.get_by_role("button", name="I have looked at it").click()
    await expect(judge.page.get_by_text("A judge looked at it")).to_be_visible()


async def _set_up(browser: Browser, court: RunningCourt, link: str, email: str) -> Visitor:
    """From the link to the desk: a password, then an app as the second factor."""
    visitor = await visit(browser, court, email, bypass_csp=True)
    page = visitor.page
    await page.goto(link)
    await page.get_by_label("New password", exact=True).fill(PHRASE)
    await page.get_by_label("New password, again").fill(PHRASE)
    await page.get_by_role("button", name="Save the password").click()
    await page.get_by_role("main").get_by_role("link", name="Sign in").click()
    await page.get_by_label("E-mail address").fill(email)
    await page.get_by_label("Password").fill(PHRASE)
    await page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
    await page.get_by_role("button", name="Set up an app").click()
    app = pyotp.TOTP((await page.locator(".secret-key").inner_text()).replace(" ", ""))
    await page.get_by_label("Code of six digits").fill(app.now())
    await page.get_by_role("button", name="Confirm and come in").click()
    await page.get_by_role("link", name="I have kept them, go on").click()
    await page.wait_for_url(lambda url: "/sign-in" not in url)
    return visitor


async def _add_court(administrator: Visitor) -> None:
    page = administrator.page
    await page.goto(administrator.court.url + "/admin/courts")
    await page.get_by_label("Name of the court").fill(COURT)
    await page.get_by_role("button", name="Add the court").click()
    await expect(page.get_by_role("heading", name=COURT)).to_be_visible()


async def _add(administrator: Visitor, desk: str, name: str) -> None:
    page = administrator.page
    await page.goto(administrator.court.url + "/admin/accounts/new")
    await page.get_by_label("Name", exact=True).fill(name)
    await page.get_by_label("E-mail address").fill(f"{desk}@court.example")
    await page.get_by_label("Desk").select_option(desk)
    if desk != "counsel":
        await page.get_by_label("Court").select_option(label=COURT)
    await page.get_by_role("button", name="Add and send the link").click()
    await expect(page.get_by_role("heading", name=name)).to_be_visible()
    await expect(page.get_by_text("not set up yet")).to_be_visible()


async def _link_to(court: RunningCourt, email: str) -> str:
    """The link in the mail that somebody was sent."""

    async def arrived() -> list[bytes]:
        return _mails(court, email)

    (mail,) = await until(arrived)
    body = message_from_bytes(mail, policy=policy.default).get_body(("plain",))
    assert body is not None
    found = re.search(r"http\S+/set-up#\S+", body.get_content())
    assert found is not None
    return found[0]


def _mails(court: RunningCourt, email: str) -> list[bytes]:
    folder: Path = court.data / "mail"
    mails = [file.read_bytes() for file in folder.glob("*.eml")] if folder.is_dir() else []
    return [mail for mail in mails if message_from_bytes(mail, policy=policy.default)["To"] == email]


async def _violations(visitor: Visitor, *paths: str) -> list[tuple[str, str]]:
    found = []
    for path in paths:
        await visitor.page.goto(visitor.court.url + path)
        results = await Axe().run(visitor.page, options={"preload": False})
        found += [(path, f"{one['id']}: {one['nodes'][0]['html'][:200]}") for one in results.response["violations"]]
    return found
