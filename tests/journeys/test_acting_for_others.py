"""An assistant works for counsel under their own sign-in; two officers open what cannot wait, and a judge looks."""

import re

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, FilePayload, Page, expect

from tests.doubles.court import RunningCourt
from tests.doubles.pdfs import pdf
from tests.journeys.people import Visitor, sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
TITLE = "Motion to hear the neighbour"
REASON = "A bail order lapses tonight and the judge cannot be reached."


async def come(browser: Browser, court: RunningCourt, who: str) -> Visitor:
    """Somebody signed in; their pages let axe in, which is a script of the test's and not of the court's."""
    return await sign_in(await visit(browser, court, who, bypass_csp=True, reduced_motion="reduce"))


async def clean(page: Page) -> None:
    """axe finds nothing here, and nothing has to be scrolled sideways."""
    results = await Axe().run(page, options={"preload": False})
    assert [(page.url, one["id"], one["nodes"][0]["html"][:200]) for one in results.response["violations"]] == []
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


async def test_an_assistant_prepares_what_counsel_signs(chromium_of_module: Browser, demo_court: RunningCourt) -> None:
    counsel = await come(chromium_of_module, demo_court, "defence counsel")
    assistant = await come(chromium_of_module, demo_court, "assistant")
    await expect(assistant.page.get_by_text("Trafficking in persons")).to_have_count(0)
    await _let_act(counsel, demo_court)
    page = assistant.page
    await page.goto(f"{demo_court.url}/account/mandates")
    held = page.get_by_role("region", name="For whom I act")
    await expect(held).to_contain_text("Aminata Diallo")
    await expect(held).to_contain_text("prepares, does not sign")
    await clean(page)
    await _prepare(assistant)
    await page.get_by_role("button", name="Send it to the court").click()
    await expect(page.get_by_text("This filing is ready, but counsel has to send it.")).to_be_visible()
    await clean(page)
    draft = re.search(r"/file/[0-9a-f-]{36}", page.url)
    assert draft is not None
    await counsel.page.goto(demo_court.url + draft[0] + "/check")
    await counsel.page.get_by_role("button", name="Send it to the court").click()
    await expect(counsel.page.get_by_role("heading", name="Receipt")).to_be_visible()
    await counsel.page.goto(f"{demo_court.url}/account/mandates")
    await counsel.page.get_by_role("region", name="Who acts for me").get_by_role("button", name="End").click()
    await expect(counsel.page.get_by_text("It has ended, at once and everywhere.")).to_be_visible()
    await page.goto(f"{demo_court.url}/account/mandates")
    await expect(page.get_by_role("region", name="For whom I act")).to_contain_text("Nobody.")
    await page.goto(f"{demo_court.url}{draft[0]}/check")
    await expect(page.get_by_text("There is no such filing that you may see.")).to_be_visible()


async def _let_act(counsel: Visitor, court: RunningCourt) -> None:
    page = counsel.page
    await page.goto(f"{court.url}/account/mandates")
    await clean(page)
    await page.get_by_label("As", exact=True).first.select_option(label="Assistant")
    await page.get_by_label("E-mail address of their account").fill(court.sign_ins()["assistant"]["email"])
    await page.get_by_role("button", name="Let them act for me").click()
    await expect(page.get_by_text("They can act for you, each under their own sign-in.")).to_be_visible()
    await expect(page.get_by_role("region", name="Who acts for me")).to_contain_text("Rosa Imhof")


async def _prepare(assistant: Visitor) -> None:
    """From the choice of the case to the last page before sending."""
    page, court = assistant.page, assistant.court
    await page.goto(f"{court.url}/file")
    option = page.locator("option", has_text="Trafficking in persons").first
    await page.get_by_label("In which case?").select_option(label=(await option.inner_text()).strip())
    await page.get_by_role("radio", name="Motion", exact=True).check()
    await page.get_by_label("Title").fill(TITLE)
    await page.get_by_role("button", name="Continue").click()
    paper: FilePayload = {"name": "motion.pdf", "mimeType": "application/pdf", "buffer": pdf("The neighbour saw it.")}
    await page.get_by_label("Choose your documents").set_input_files([paper])
    await expect(page.locator(".drop-file")).to_contain_text("Arrived completely.")
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("link", name="Continue").click()
    await page.get_by_role("button", name="Continue").click()


async def test_two_officers_open_what_cannot_wait_and_the_judge_looks_at_it(
    chromium_of_module: Browser, demo_court: RunningCourt
) -> None:
    clerk = await come(chromium_of_module, demo_court, "clerk")
    registrar = await come(chromium_of_module, demo_court, "registrar")
    number = await _ask(clerk)
    await expect(clerk.page.get_by_role("button", name="Allow it")).to_have_count(0)
    await registrar.page.goto(f"{demo_court.url}/break-glass")
    await clean(registrar.page)
    await registrar.page.get_by_role("link", name=number).first.click()
    await expect(registrar.page.get_by_text(REASON)).to_be_visible()
    await clean(registrar.page)
    await registrar.page.get_by_role("button", name="Allow it").click()
    await expect(registrar.page.get_by_role("link", name="Open the case")).to_have_count(0)
    page = clerk.page
    await page.reload()
    asked = page.url
    await clean(page)
    await page.get_by_role("link", name="Open the case").click()
    await expect(page.get_by_role("heading", name="Docket")).to_be_visible()
    await clean(page)
    await page.goto(asked)
    await page.get_by_role("main").get_by_role("button", name="End it now").last.click()
    await expect(page.get_by_role("link", name="Open the case")).to_have_count(0)
    judge = (await come(chromium_of_module, demo_court, "judge")).page
    await judge.goto(f"{demo_court.url}/break-glass")
    await judge.get_by_role("link", name=number).first.click()
    await expect(judge.get_by_role("cell", name=re.compile("^.cases."))).to_be_visible()
    await clean(judge)
    await judge.get_by_label("Your note").fill("It could not wait.")
    await judge.get_by_role("button", name="I have looked at it").click()
    await expect(judge.get_by_text("It could not wait.")).to_be_visible()


async def _ask(clerk: Visitor) -> str:
    """Ask to see the record; gives the number of the case."""
    page, court = clerk.page, clerk.court
    await page.goto(f"{court.url}/cases")
    await page.get_by_role("link", name=re.compile("^CR-")).first.click()
    number = re.search(r"CR-\d{4}-\d+", await page.get_by_role("main").inner_text())
    assert number is not None
    await page.goto(f"{court.url}/break-glass")
    await clean(page)
    await page.get_by_label("Number of the case").fill(number[0])
    await page.get_by_role("radio", name="The record").check()
    await page.get_by_label("Why it cannot wait").fill(REASON)
    await page.get_by_role("button", name="Ask", exact=True).click()
    await page.get_by_role("link", name=number[0]).first.click()
    await expect(page.get_by_text(REASON)).to_be_visible()
    return number[0]
