"""An order is written from a template and signed by two judges, with nothing but a keyboard."""

from collections.abc import AsyncIterator
from io import BytesIO

import pytest
import pytest_asyncio
from asn1crypto import pem, x509
from axe_playwright_python.async_playwright import Axe
from playwright.async_api import Browser, Page, expect
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import async_validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

from tests.doubles.court import RunningCourt
from tests.journeys.people import sign_in, visit

pytestmark = pytest.mark.asyncio(loop_scope="module")
FAR = 60


@pytest_asyncio.fixture(loop_scope="module")
async def pages(demo_court: RunningCourt, chromium_of_module: Browser) -> AsyncIterator[dict[str, Page]]:
    visitors = [
        await visit(chromium_of_module, demo_court, who, bypass_csp=True)
        for who in ("registrar", "judge", "second judge")
    ]
    yield {visitor.role: (await sign_in(visitor)).page for visitor in visitors}
    for visitor in visitors:
        await visitor.context.close()


async def reach(page: Page, label: str) -> None:
    """Go with Tab alone to the field, link or button of this name; a region that scrolls is none."""
    for _ in range(FAR):
        await page.keyboard.press("Tab")
        found = await page.evaluate(
            """() => { const on = document.activeElement;
            if (!on.matches('a, button, input, select, textarea, summary')) return '';
            return [on.labels && on.labels[0] ? on.labels[0].innerText : '', on.innerText || ''].join('|'); }"""
        )
        if label in found:
            return
    raise AssertionError(f"“{label}” cannot be reached by keyboard on {page.url}")


async def write(page: Page, label: str, text: str) -> None:
    await reach(page, label)
    await page.keyboard.type(text)


async def problems(page: Page) -> list[str]:
    """What axe finds on a page."""
    found = await Axe().run(page)
    return [f"{one['id']}: {one['nodes'][0]['html']}" for one in found.response["violations"]]


async def press(page: Page, label: str) -> None:
    await reach(page, label)
    async with page.expect_navigation():
        await page.keyboard.press("Enter")


async def test_an_order_is_written_from_a_template_with_two_signatures(
    pages: dict[str, Page], demo_court: RunningCourt
) -> None:
    registrar, judge, second = pages["registrar"], pages["judge"], pages["second judge"]
    await registrar.goto(f"{demo_court.url}/templates")
    await press(registrar, "District Court of Varda")
    await write(registrar, "Name of the template", "Order to pay")
    await write(registrar, "Words", "In {{case_number}} {{parties}} pays {{sum}}.")
    await write(registrar, "Fields of your own", "sum: Sum to be paid")
    assert await problems(registrar) == []
    await press(registrar, "Write the template")
    await expect(registrar.get_by_role("status")).to_contain_text("The template is written.")

    await judge.goto(f"{demo_court.url}/cases")
    await press(judge, "CV-2026-1")
    await press(judge, "Orders")
    await write(judge, "Template", "Order to pay")
    await write(judge, "Title", "Order to pay the price")
    await press(judge, "Begin the draft")
    await press(judge, "Put it to the panel")
    await expect(judge.get_by_role("alert")).to_contain_text("There is nothing to fill into this field.")
    await write(judge, "Sum to be paid", "1 200 euros")
    assert await problems(judge) == []
    await press(judge, "Put it to the panel")
    await expect(judge.get_by_role("status")).to_contain_text("Every judge of the panel is asked to answer.")
    await press(judge, "Sign the order")
    await expect(judge.get_by_role("status")).to_contain_text("Others of the panel have not answered yet.")
    assert await problems(judge) == []

    await second.goto(f"{demo_court.url}/bench")
    await expect(second.get_by_text("Waits for you")).to_be_visible()
    await press(second, "Order to pay the price")
    await press(second, "Sign the order")
    await expect(second.get_by_role("status")).to_contain_text("The order is made: signed, sealed, on the docket.")
    assert await problems(second) == []
    await reach(second, "Open the signed order")
    async with second.expect_download() as download:
        await second.keyboard.press("Enter")
    pdf = (await (await download.value).path()).read_bytes()
    trusted = await second.request.get(f"{demo_court.url}/api/v1/orders/authority")
    root = x509.Certificate.load(pem.unarmor(await trusted.body())[2])
    signature = PdfFileReader(BytesIO(pdf)).embedded_regular_signatures[0]
    context = ValidationContext(trust_roots=[root], allow_fetching=False)
    status = await async_validate_pdf_signature(signature, context)
    assert (status.bottom_line, status.docmdp_ok) == (True, True)
