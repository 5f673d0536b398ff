"""What people do on the pages of a case: file, review, book, invite, rule; with nothing but what the pages say."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from playwright.async_api import FilePayload, Page, expect

from tests.doubles.pdfs import pdf
from tests.journeys.people import Visitor

TITLE = "Motion to hear the expert by video"
PAPER = pdf("The defence asks the court to hear the expert by video.", "Born on 3 May 1998.", author="A. Diallo")
FINDING = "This looks like a date of birth."
_CASE = "Trafficking in persons"


@dataclass(frozen=True, slots=True)
class Filed:
    """What the lawyer was shown: the findings before sending, the receipt after it, its proof when signed."""

    address: str
    findings: str
    receipt: str
    proof: str


@dataclass(frozen=True, slots=True)
class Docketed:
    """What the clerk was shown, and what the docket says."""

    reading: str
    outcome: str
    docket: str


@dataclass(frozen=True, slots=True)
class Booked:
    """What booking answered: first refused, then done; and what the clerk reads out to the witness."""

    refusal: str
    page: str
    address: str
    invitation: dict[str, str]


async def file_motion(lawyer: Visitor) -> Filed:
    """From the desk to the receipt with its proof."""
    page = lawyer.page
    await page.get_by_role("link", name="File", exact=True).click()
    await page.get_by_label("In which case?").select_option(label=await _option(lawyer, _CASE))
    await page.get_by_role("radio", name="Motion", exact=True).check()
    await page.get_by_label("Title").fill(TITLE)
    await page.get_by_role("button", name="Continue").click()
    paper: FilePayload = {"name": "motion.pdf", "mimeType": "application/pdf", "buffer": PAPER}
    await page.get_by_label("Choose your documents").set_input_files([paper])
    await expect(page.locator(".drop-file")).to_contain_text("Arrived completely.")
    await page.get_by_role("button", name="Continue").click()
    await expect(page.get_by_text(FINDING)).to_be_visible()
    findings = await page.get_by_role("main").inner_text()
    await page.get_by_role("button", name="Keep it as it is").click()
    await page.get_by_role("link", name="Continue").click()
    await page.get_by_role("button", name="Continue").click()
    await page.get_by_role("button", name="Send it to the court").click()
    await expect(page.get_by_role("heading", name="Receipt")).to_be_visible()
    receipt = await page.get_by_role("region", name="Receipt").inner_text()
    await expect(page.get_by_text("Signed: entry")).to_be_visible()
    return Filed(page.url, findings, receipt, await page.get_by_role("region", name="Receipt").inner_text())


async def _option(visitor: Visitor, words: str) -> str:
    option = visitor.page.locator("option", has_text=words).first
    return (await option.inner_text()).strip()


async def accept(clerk: Visitor) -> Docketed:
    """From the review queue to the docket, at once."""
    page = clerk.page
    await page.get_by_role("link", name="Review").first.click()
    await page.get_by_role("link", name=TITLE).click()
    await expect(page.locator(".pages img").first).to_be_visible()
    reading = await page.get_by_role("main").inner_text()
    await page.get_by_role("button", name="Accept and file now").click()
    await expect(page.get_by_text("On the docket.")).to_be_visible()
    outcome = await page.get_by_role("complementary", name="Decision").inner_text()
    await page.get_by_role("link", name="Open the docket").click()
    await expect(page.get_by_role("heading", name="Docket")).to_be_visible()
    return Docketed(reading, outcome, await page.locator("section:has(> #docket)").inner_text())


async def book(clerk: Visitor, taken: datetime, free: datetime) -> Booked:
    """Ask for a time at which the judge sits already, then for a free one; then a link and a code for the witness."""
    page = clerk.page
    await _open_case(page)
    await page.get_by_role("link", name="Schedule a remote hearing").click()
    await page.get_by_role("radio", name="Trial", exact=True).check()
    for box in await page.locator('input[name="part"]').all():
        await box.check()
    for place, language in (("First", "English"), ("Second", "Arabic")):
        await page.get_by_label(f"{place} language").first.select_option(label=language)
    await _choose(clerk, taken)
    await page.get_by_role("button", name="Book this hearing").last.click()
    await expect(page.get_by_text("Already booked at this time:")).to_be_visible()
    refusal = await page.get_by_role("main").inner_text()
    await _choose(clerk, free)
    await page.get_by_role("button", name="Book this hearing").last.click()
    await expect(page.get_by_text("The hearing is booked.")).to_be_visible()
    address, shown = page.url.split("?")[0], await page.get_by_role("main").inner_text()
    await page.get_by_role("button", name="Give link and code").click()
    link = await page.locator(".given code", has_text="http").inner_text()
    code = await page.locator(".given .spoken").inner_text()
    return Booked(refusal, shown, address, {"link": link, "code": code})


async def _open_case(page: Page) -> None:
    await page.get_by_role("link", name="Cases").click()
    await page.get_by_role("link", name=re.compile(r"^CR-")).first.click()


async def _choose(clerk: Visitor, when: datetime) -> None:
    await clerk.page.get_by_label("Day").fill(when.date().isoformat())
    await clerk.page.get_by_label("Begins at").fill(f"{when:%H:%M}")


async def rule(judge: Visitor, today: datetime) -> str:
    """Grant what waits on the bench; gives what the case says about protection afterwards."""
    page = judge.page
    await page.get_by_role("link", name="Bench").click()
    await page.get_by_role("link", name="Read and rule").click()
    await page.get_by_label("Legal basis").fill("Victims' Protection Act § 12")
    await page.get_by_label("Review on").fill((today + timedelta(days=180)).date().isoformat())
    await page.get_by_role("button", name="Sign this ruling").click()
    await expect(page.get_by_text("No request waits for a ruling.")).to_be_visible()
    await _open_case(page)
    await page.get_by_role("link", name="Protection in this case").click()
    await expect(page.get_by_role("heading", name="Protection in this case")).to_be_visible()
    return await page.get_by_role("main").inner_text()
