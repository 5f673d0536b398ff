"""Two factors in a real browser: an app on the way in, a passkey, another proof, an account given back; axe agrees."""

import re
from collections.abc import AsyncIterator

import pyotp
import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt, running_court
from tests.journeys.people import Visitor, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
BETTER = "seven herons under an old lamp"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def strict_court(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[RunningCourt]:
    """A court that asks for two factors, as every real one does."""
    async with running_court(tmp_path_factory.mktemp("strict"), EJ_SECOND_FACTOR="required") as running:
        yield running


async def somebody(browser: Browser, court: RunningCourt, role: str) -> Visitor:
    """A browser of theirs, in which axe may run."""
    return await visit(browser, court, role, bypass_csp=True, reduced_motion="reduce")


async def give_password(visitor: Visitor, password: str = "") -> None:
    person, page = visitor.court.sign_ins()[visitor.role], visitor.page
    await page.goto(f"{visitor.court.url}/sign-in")
    await page.get_by_label("E-mail address").fill(person["email"])
    await page.get_by_label("Password").fill(password or person["password"])
    await page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()


async def set_up_app(visitor: Visitor) -> tuple[pyotp.TOTP, list[str]]:
    """From the page that asks for a second factor to the desk, with an app and the codes that were shown."""
    page = visitor.page
    await page.get_by_role("button", name="Set up an app").click()
    await clean(page)
    app = pyotp.TOTP((await page.locator(".secret-key").inner_text()).replace(" ", ""))
    await page.get_by_label("Code of six digits").fill(app.now())
    await page.get_by_role("button", name="Confirm and come in").click()
    await expect(page.get_by_role("heading", name="Backup codes")).to_be_visible()
    await clean(page)
    codes = await page.locator(".backup-codes code").all_inner_texts()
    await page.get_by_role("link", name="I have kept them").click()
    return app, codes


async def clean(page: Page) -> None:
    """axe finds nothing here, and nothing has to be scrolled sideways on the narrowest screen."""
    results = await Axe().run(page, options={"preload": False})
    assert [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []
    size = page.viewport_size
    await page.set_viewport_size({"width": 320, "height": 640})
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
    assert size is not None
    await page.set_viewport_size(size)


async def test_a_judge_sets_up_an_app_on_the_way_in_and_uses_it(
    chromium_of_module: Browser, strict_court: RunningCourt
) -> None:
    judge = await somebody(chromium_of_module, strict_court, "judge")
    page = judge.page
    await give_password(judge)
    await expect(page.get_by_role("heading", name="One more thing before you come in")).to_be_visible()
    await clean(page)
    await page.goto(f"{strict_court.url}/bench")
    await expect(page).to_have_url(re.compile("/sign-in"), timeout=30_000)
    await give_password(judge)
    _, codes = await set_up_app(judge)
    await expect(page).to_have_url(re.compile("/bench"))
    await page.get_by_role("button", name="Sign out").click()
    await give_password(judge)
    await expect(page.get_by_role("heading", name="Second step")).to_be_visible()
    await clean(page)
    await page.get_by_label("Code of your app, or a backup code").fill("000000")
    await page.get_by_role("button", name="Come in").click()
    await expect(page.get_by_role("alert")).to_contain_text("This code is not right")
    await page.get_by_label("Code of your app, or a backup code").fill(codes[0])
    await page.get_by_role("button", name="Come in").click()
    await expect(page).to_have_url(re.compile("/bench"))
    await judge.context.close()


async def test_a_lawyer_makes_a_passkey_and_needs_nothing_else(
    chromium_of_module: Browser, strict_court: RunningCourt
) -> None:
    lawyer = await somebody(chromium_of_module, strict_court, "defence counsel")
    page = lawyer.page
    line = await lawyer.context.new_cdp_session(page)
    await line.send("WebAuthn.enable")
    await line.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    await give_password(lawyer)
    await page.get_by_label("A name for this passkey").fill("Blue key")
    await page.get_by_role("button", name="Make a passkey").click()
    await expect(page).to_have_url(re.compile("/desk"))
    await page.goto(f"{strict_court.url}/account/security")
    await expect(page.get_by_text("Blue key").first).to_be_visible()
    await clean(page)
    await page.get_by_role("button", name=re.compile("^Remove")).click()
    await page.get_by_role("button", name="Remove the passkey").click()
    await expect(page.get_by_role("alert")).to_contain_text("this is the only one")
    await page.get_by_role("button", name="Sign out").click()
    await page.wait_for_url(f"{strict_court.url}/")
    await page.goto(f"{strict_court.url}/sign-in")
    await clean(page)
    await page.get_by_role("button", name="Sign in with a passkey").click()
    await expect(page).to_have_url(re.compile("/desk"))
    await page.goto(f"{strict_court.url}/account/confirm?next=/account/security/password")
    await clean(page)
    await page.get_by_role("button", name="Confirm with a passkey").click()
    await page.wait_for_url(f"{strict_court.url}/account/security/password")  # the page before names it in its query
    await clean(page)
    assert lawyer.complaints == []
    await lawyer.context.close()


async def test_two_officers_give_an_account_back_face_to_face(
    chromium_of_module: Browser, strict_court: RunningCourt
) -> None:
    clerk = await somebody(chromium_of_module, strict_court, "clerk")
    registrar = await somebody(chromium_of_module, strict_court, "registrar")
    prosecutor = await somebody(chromium_of_module, strict_court, "prosecutor")
    for one in (clerk, registrar, prosecutor):
        await give_password(one)
        await set_up_app(one)
        await one.page.goto(f"{strict_court.url}/recoveries")
    await expect(prosecutor.page.get_by_label("E-mail address of the account")).to_have_count(0)
    await clerk.page.get_by_label("E-mail address of the account").fill(strict_court.sign_ins()["prosecutor"]["email"])
    await clerk.page.get_by_label("What happened").fill("Lost phone and codes. I know him from the hearings.")
    await clerk.page.get_by_role("button", name="Propose to give it back").click()
    await expect(clerk.page.get_by_text("Another officer confirms it.")).to_be_visible()
    await expect(clerk.page.get_by_role("button", name="Confirm and get the code")).to_have_count(0)
    await clean(clerk.page)
    await registrar.page.reload()
    await registrar.page.get_by_role("button", name="Confirm and get the code").click()
    await clean(registrar.page)
    code = await registrar.page.locator(".spoken code").inner_text()
    page = prosecutor.page
    await page.goto(f"{strict_court.url}/account/security")
    await expect(page.get_by_text("Officers of the court are giving this account back")).to_be_visible()
    anew = await somebody(chromium_of_module, strict_court, "prosecutor")
    await anew.page.goto(f"{strict_court.url}/recovery")
    await clean(anew.page)
    await anew.page.get_by_label("Code of 16 letters and numbers").fill(code.lower())
    await anew.page.get_by_label("New password").fill(BETTER)
    await anew.page.get_by_role("button", name="Go on").click()
    await set_up_app(anew)
    await expect(anew.page).to_have_url(re.compile("/desk"))
    await page.reload()
    await expect(page).to_have_url(re.compile("/sign-in"))
    await give_password(prosecutor)
    await expect(page.get_by_role("alert")).to_be_visible()


async def test_a_backup_code_proves_who_an_administrator_is(
    chromium_of_module: Browser, strict_court: RunningCourt
) -> None:
    visitor = await somebody(chromium_of_module, strict_court, "administrator")
    page, person = visitor.page, strict_court.sign_ins()["administrator"]
    await give_password(visitor)
    _, codes = await set_up_app(visitor)
    await page.goto(f"{strict_court.url}/account/confirm")
    await page.get_by_label("Password").fill(person["password"])
    await page.get_by_label("Code of your app, or a backup code").fill(codes[4])
    await page.get_by_role("button", name="Confirm", exact=True).click()
    await expect(page).to_have_url(re.compile("/account/security$"))
    assert visitor.complaints == []
