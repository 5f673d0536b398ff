"""A lawyer's receipt, an auditor's search, and anybody's check of the court, in a real browser."""

import re
from pathlib import Path

import pytest
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Download, Locator, expect

from tests.doubles.court import RunningCourt
from tests.journeys.paperwork import file_motion
from tests.journeys.people import PHONE, Visitor, sign_in, visit
from tools import verify_log

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_a_receipt_leads_to_its_checkpoint_and_the_log_holds_outside_the_court(
    demo_court: RunningCourt, chromium_of_module: Browser, tmp_path: Path
) -> None:
    public = await visit(chromium_of_module, demo_court, "public", bypass_csp=True)
    await public.page.goto(demo_court.url + "/log")
    kept = await _download(public, public.page.get_by_role("link", name="Keep this checkpoint"), tmp_path)
    key = await _download(public, public.page.get_by_role("link", name="Download the key"), tmp_path)
    lawyer = await sign_in(await visit(chromium_of_module, demo_court, "defence counsel", bypass_csp=True))
    filed = await file_motion(lawyer)
    assert re.search(r"Checkpoint of [\d,]+ entries", filed.proof)
    await lawyer.page.get_by_role("link", name="Who opened it").first.click()
    await expect(lawyer.page.get_by_role("heading", name="Who opened this document")).to_be_visible()
    await expect(lawyer.page.get_by_text("Nobody opened it so far.")).to_be_visible()
    assert await _violations(lawyer) == []
    auditor = await sign_in(await visit(chromium_of_module, demo_court, "auditor", bypass_csp=True))
    leaves = await _download(auditor, auditor.page.get_by_role("link", name="Every entry as a file"), tmp_path)
    assert verify_log.main(["log", leaves, "--checkpoint", kept, "--key", key]) == 0


async def test_an_auditor_finds_an_entry_by_its_case_on_a_telephone(
    demo_court: RunningCourt, chromium_of_module: Browser
) -> None:
    auditor = await visit(chromium_of_module, demo_court, "auditor", bypass_csp=True, size=PHONE)
    page = (await sign_in(auditor)).page
    await page.get_by_label("Case number").fill("CR-2026-1")
    await page.get_by_label("Kind").select_option("case.opened")
    await page.get_by_role("button", name="Search").click()
    await expect(page.locator("tbody tr")).to_have_count(1)
    assert await _violations(auditor) == []
    await page.locator("tbody tr").get_by_role("link").first.click()
    await expect(page.get_by_role("heading", name="What it says")).to_be_visible()
    await expect(page.get_by_text("Signed: entry")).to_be_visible()
    assert await _violations(auditor) == []
    await page.goto(demo_court.url + "/audit?person_id=nobody")
    await expect(page.get_by_role("alert")).to_be_focused()
    assert await _violations(auditor) == []
    await page.goto(demo_court.url + "/log")
    assert await _violations(auditor) == []


async def _download(visitor: Visitor, link: Locator, folder: Path) -> str:
    async with visitor.page.expect_download() as waiting:
        await link.click()
    download: Download = await waiting.value
    path = folder / download.suggested_filename
    await download.save_as(path)
    return str(path)


async def _violations(visitor: Visitor) -> list[str]:
    found = await Axe().run(visitor.page)
    return [f"{one['id']}: {one['help']}" for one in found.response["violations"]]
