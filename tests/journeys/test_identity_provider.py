"""Signing in through a certified identity provider in a real browser, on another site than the court's; axe agrees."""

import re
import time
from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect

from tests.doubles.court import RunningCourt, running_court
from tests.doubles.identity_provider import SECRET, CertifiedProvider, certified_provider
from tests.journeys.people import PHONE, Visitor, sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
BUTTON = "Sign in with Bar of Varda"
INES = {"name": "Ines Moreau", "email": "ines@bar.example", "email_verified": True}


@dataclass(frozen=True, slots=True)
class Town:
    """A court, and a bar association whose provider its administrator added through the pages."""

    court: RunningCourt
    bar: CertifiedProvider
    browser: Browser
    administrator: Visitor

    async def somebody(self, role: str) -> Visitor:
        return await visit(self.browser, self.court, role, bypass_csp=True, reduced_motion="reduce")

    async def come(self, visitor: Visitor, user: str = "") -> None:
        """From the sign-in page to the provider, and back; with a user name where the provider asks for one."""
        await visitor.page.goto(f"{self.court.url}/sign-in")
        await visitor.page.get_by_role("link", name=BUTTON).click()
        if user:
            await self.prove(visitor, user)
        await visitor.page.wait_for_url(f"{self.court.url}/**")

    async def let_in(self, visitor: Visitor) -> None:
        """The administrator gives the account that this visitor's page has a number for."""
        reference = await visitor.page.locator(".request-number").inner_text()
        office = self.administrator.page
        await office.goto(f"{self.court.url}/admin/pending")
        card = office.get_by_role("article").filter(has_text=reference)
        await card.get_by_role("button", name="Give the account").click()
        await expect(office.get_by_role("heading", level=1)).to_be_visible()
        await expect(card).to_have_count(0)

    async def prove(self, visitor: Visitor, user: str) -> None:
        """Sign in at the provider."""
        await visitor.page.get_by_label("User name").fill(user)
        await visitor.page.get_by_role("button", name="Sign in").click()


async def clean(page: Page) -> None:
    """axe finds nothing, and nothing has to be scrolled sideways on a phone."""
    results = await Axe().run(page, options={"preload": False})
    assert [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []
    size = page.viewport_size
    assert size is not None
    for width in (320, PHONE[0]):
        await page.set_viewport_size({"width": width, "height": 640})
        assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (page.url, width)
    await page.set_viewport_size(size)


async def add_provider(administrator: Visitor, bar: CertifiedProvider) -> None:
    """Through the form: test the connection first, then everything else."""
    page = administrator.page
    await page.goto(f"{administrator.court.url}/admin/providers")
    await clean(page)
    await page.get_by_role("link", name="Add a provider").click()
    await page.get_by_label("Name on the button").fill("Bar of Varda")
    await page.get_by_label("Short name").fill("bar")
    await page.get_by_label("Issuer").fill(bar.issuer)
    await page.get_by_role("button", name="Test connection").click()
    await expect(page.get_by_text("this court can work with it")).to_be_visible()
    await expect(page.get_by_text("Whoever signs out there is signed out here.")).to_be_visible()
    await clean(page)
    await page.get_by_label("Client ID").fill("court")
    await page.get_by_label("Client secret").fill(SECRET)
    await page.get_by_label("Scopes").fill("openid profile email groups")
    await page.get_by_label(re.compile("When it says so")).check()
    await page.get_by_label("Claim").first.fill("groups")
    await page.get_by_label("Value").first.fill("advocates")
    await page.locator('select[name="place"]').first.select_option("counsel")
    await page.get_by_role("button", name="Add the provider").click()
    await expect(page.get_by_role("heading", name="Bar of Varda", level=1)).to_be_visible()
    await clean(page)
    assert SECRET not in await page.content()


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def town(tmp_path_factory: pytest.TempPathFactory, chromium_of_module: Browser) -> AsyncIterator[Town]:
    folder = tmp_path_factory.mktemp("bar")
    async with (
        running_court(tmp_path_factory.mktemp("court"), EJ_IDENTITY_PROVIDERS_INSIDE="true") as court,
        certified_provider(folder, court.url, "bar") as bar,
    ):
        administrator = await visit(
            chromium_of_module, court, "administrator", bypass_csp=True, reduced_motion="reduce"
        )
        await sign_in(administrator)
        await add_provider(administrator, bar)
        yield Town(court, bar, chromium_of_module, administrator)


async def test_a_lawyer_of_the_bar_waits_is_approved_works_and_leaves(town: Town) -> None:
    town.bar.say("ines", **INES, groups=["advocates"])
    ines = await town.somebody("ines")
    await ines.page.goto(f"{town.court.url}/sign-in")
    await clean(ines.page)
    await town.come(ines, "ines")
    await expect(ines.page.get_by_role("heading", name="The court will look at your request")).to_be_visible()
    await clean(ines.page)
    reference = await ines.page.locator(".request-number").inner_text()
    stranger = await ines.context.new_page()
    await stranger.goto(f"{town.court.url}/desk")
    assert "/sign-in" in stranger.url

    office = town.administrator.page
    await office.goto(f"{town.court.url}/admin/pending")
    await clean(office)
    card = office.get_by_role("article").filter(has_text=reference)
    await expect(card.get_by_text("ines@bar.example")).to_be_visible()
    await expect(card.get_by_role("heading", name="Ines Moreau")).to_be_visible()
    await town.let_in(ines)

    await town.come(ines)  # the provider remembers her
    assert ines.page.url == f"{town.court.url}/desk"
    await expect(ines.page.get_by_text("Ines Moreau")).to_be_visible()

    await ines.page.get_by_role("button", name="Sign out").click()
    await expect(ines.page.get_by_role("heading", name="You are signed out")).to_be_visible()
    await clean(ines.page)
    await ines.page.get_by_role("link", name="Sign out there, too").click()
    await ines.page.get_by_role("button", name=re.compile("Yes")).click()
    await ines.page.wait_for_url(f"{town.court.url}/")
    await ines.page.goto(f"{town.court.url}/sign-in")
    await ines.page.get_by_role("link", name=BUTTON).click()
    await expect(ines.page.get_by_label("User name")).to_be_visible()  # nobody is remembered there any more


async def test_who_signs_out_at_the_provider_is_signed_out_here_within_two_seconds(town: Town) -> None:
    town.bar.say("omar", name="Omar Haddad", groups=["advocates"])
    omar = await town.somebody("omar")
    await town.come(omar, "omar")
    await town.let_in(omar)
    await town.come(omar)
    assert omar.page.url == f"{town.court.url}/desk"
    there = await omar.context.new_page()
    await there.goto(f"{town.bar.issuer}/session/end")
    await there.get_by_role("button", name=re.compile("Yes")).click()
    left = time.monotonic()
    await there.wait_for_url(re.compile("/session/end/success"))
    while "/sign-in" not in omar.page.url:
        await omar.page.goto(f"{town.court.url}/desk")
        assert time.monotonic() - left < 2 + 1  # two seconds, and one for the page itself


async def test_whoever_lost_their_part_there_is_told_so_and_whoever_gives_up_is_not_blamed(town: Town) -> None:
    town.bar.say("iva", name="Iva Lund", groups=["advocates"])
    iva = await town.somebody("iva")
    await town.come(iva, "iva")
    await town.let_in(iva)
    town.bar.say("iva", name="Iva Lund", groups=[])
    await town.come(iva)
    await expect(iva.page.get_by_role("alert")).to_contain_text("does not give you a part at this court any more")
    await clean(iva.page)
    town.bar.say("iva", name="Iva Lund", groups=["advocates"])
    await town.come(iva)
    assert iva.page.url == f"{town.court.url}/desk"
    other = await town.somebody("somebody")
    await other.page.goto(f"{town.court.url}/sign-in")
    await other.page.get_by_role("link", name=BUTTON).click()
    await other.page.get_by_role("button", name="Cancel").click()
    await expect(other.page.get_by_role("alert")).to_contain_text("You did not finish signing in")


async def test_the_way_back_works_once_and_in_no_other_browser(town: Town) -> None:
    town.bar.say("eve", name="Eve", groups=["advocates"])
    eve, victim = await town.somebody("eve"), await town.somebody("victim")
    back: list[str] = []
    eve.page.on("request", lambda request: back.append(request.url) if "/return?" in request.url else None)
    await town.come(eve, "eve")
    assert len(back) == 1
    for visitor in (victim, eve):
        await visitor.page.goto(back[0])
        await expect(visitor.page.get_by_role("alert")).to_contain_text("This way back")


async def test_the_holder_of_an_account_adds_an_identity_and_comes_in_with_it(town: Town) -> None:
    town.bar.say("aminata", name="A. Diallo", groups=[])
    lawyer = await town.somebody("defence counsel")
    await sign_in(lawyer)
    page = lawyer.page
    await page.goto(f"{town.court.url}/account/providers")
    await clean(page)
    await page.get_by_role("button", name="Add my identity at Bar of Varda").click()
    await clean(page)
    await page.get_by_role("link", name="Go on").click()
    await town.prove(lawyer, "aminata")
    await page.wait_for_url(f"{town.court.url}/account/providers")
    await expect(page.get_by_role("row", name=re.compile("Bar of Varda"))).to_be_visible()
    await clean(page)
    await page.get_by_role("button", name="Confirm with Bar of Varda").click()
    await page.get_by_role("link", name="Go on").click()
    await town.prove(lawyer, "aminata")  # remembered is not enough
    await page.wait_for_url(f"{town.court.url}/account/providers")
    await page.get_by_role("button", name="Sign out").click()
    await town.come(lawyer)
    assert page.url == f"{town.court.url}/desk"
    await expect(page.get_by_text("Aminata Diallo")).to_be_visible()
