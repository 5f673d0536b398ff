"""The shell and its components in a real Chromium: leaving, uploading, confirming, keys, and no axe violation."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from axe_playwright_python.async_playwright import Axe  # type: ignore[import-untyped]
from playwright.async_api import Browser, Page, expect

from app.web.templating import NavItem, RequestContext, environment, render, showing
from tests.doubles.looked_at import ORIGIN, Site, Uploads
from tests.doubles.media_browser import chromium

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
pytestmark = pytest.mark.asyncio(loop_scope="module")
CONTEXT = RequestContext(
    court_name="District Court of Varda",
    person="N. Chen",
    role="clerk",
    nav=(NavItem("Today", "/today"), NavItem("Review", "/review", 12)),
    path="/style",
    court_zone="Europe/Vienna",
)
PAST_THE_SHELL = """{% extends "base.html" %}{% block title %}Test{% endblock %}{% block content %}<h1>Test</h1>"""


def style(wrong: bool = False, language: str = "en") -> str:
    return render("styleguide.html", request_context=replace(CONTEXT, language=language), now=NOON, wrong=wrong)


def page_of(content: str) -> str:
    with showing(CONTEXT):
        return environment().from_string(PAST_THE_SHELL + content + "{% endblock %}").render()


def at_risk() -> str:
    return render("witness_base.html", request_context=CONTEXT)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def browser() -> AsyncIterator[Browser]:
    async with chromium() as opened:
        yield opened


@pytest.mark.parametrize(
    ("width", "scheme", "contrast", "language"),
    [
        (1280, "light", "no-preference", "en"),
        (1280, "dark", "no-preference", "ar"),
        (320, "light", "more", "en-XA"),
        (320, "dark", "more", "ru"),
    ],
)
async def test_no_component_shuts_anybody_out(
    browser: Browser, width: int, scheme: Any, contrast: Any, language: str
) -> None:
    site = Site({"/style": style(wrong=True, language=language)})
    seen = {"color_scheme": scheme, "contrast": contrast, "reduced_motion": "reduce"}
    page = await site.open(browser, "/style", viewport={"width": width, "height": 800}, **seen)
    assert await page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "reflow, WCAG 2.2 1.4.10"
    assert await page.evaluate(TOO_SMALL) == []
    assert site.complaints == []
    # axe is a script of the test's, which the policy of the page would rightly refuse.
    page = await site.open(browser, "/style", viewport={"width": width, "height": 800}, bypass_csp=True, **seen)
    results = await Axe().run(page, options={"preload": False})
    assert [(found["id"], found["nodes"][0]["html"]) for found in results.response["violations"]] == []


TOO_SMALL = """[...document.querySelectorAll('button, .button, nav a, select, summary, input:not([type=hidden])')]
  .filter((one) => one.offsetParent && !one.matches('[type=radio], [type=checkbox]'))
  .filter((one) => one.getBoundingClientRect().height < 43.5).map((one) => one.outerHTML)"""


async def test_leaving_puts_another_page_in_place_of_this_one(browser: Browser) -> None:
    site = Site({"/before": at_risk(), "/start": at_risk(), "/leave": page_of("")})
    page = await site.open(browser, "/before")
    await page.goto(ORIGIN + "/start")
    await page.get_by_role("link", name="Leave this page now").click()
    await page.wait_for_url("**/leave")
    await page.go_back()
    assert page.url == ORIGIN + "/before", "the page that was left is no longer in the history"


async def test_shift_three_times_leaves_and_escape_never_does(browser: Browser) -> None:
    site = Site({"/start": at_risk(), "/leave": page_of("")})
    page = await site.open(browser, "/start")
    for key in ("Escape", "Escape", "Escape", "Shift", "Shift", "a", "Shift"):
        await page.keyboard.press(key)
    assert "GET /leave" not in site.asked
    await page.keyboard.press("Shift")
    await page.keyboard.press("Shift")
    await page.wait_for_url("**/leave")


async def test_leaving_needs_no_script(browser: Browser) -> None:
    site = Site({"/start": at_risk(), "/leave": page_of("")})
    page = await site.open(browser, "/start", java_script_enabled=False)
    await page.get_by_role("link", name="Leave this page now").click()
    await page.wait_for_url("**/leave")


async def test_the_summary_of_errors_takes_focus_and_leads_to_the_field(browser: Browser) -> None:
    site = Site({"/style": style(wrong=True)})
    page = await site.open(browser, "/style")
    await expect(page.locator("[data-error-summary]")).to_be_focused()
    await page.get_by_role("link", name="Give the document a title.").click()
    await expect(page.get_by_label("Title of the document")).to_be_focused()


CONFIRM = """{% from "macros/confirm.html" import confirm_button %}
{% call confirm_button("end", "End", "/end", "End it?", "Yes, end it") %}<p>It ends.</p>{% endcall %}"""


async def test_an_act_that_cannot_be_undone_is_asked_twice(browser: Browser) -> None:
    site = Site({"/style": page_of(CONFIRM)})
    page = await site.open(browser, "/style")
    await page.get_by_role("button", name="End", exact=True).click()
    await expect(page.get_by_role("button", name="Go back")).to_be_focused()
    await page.get_by_role("button", name="Go back").click()
    assert "POST /end" not in site.asked
    await page.get_by_role("button", name="End", exact=True).click()
    async with page.expect_request("**/end") as sent:
        await page.get_by_role("button", name="Yes, end it").click()
    assert "confirmed=yes" in ((await sent.value).post_data or "")


UPLOAD = """{% from "macros/forms.html" import file %}<form method="post" action="/file">
{{ file("document", "Document", upload="/uploads", finish="upload") }}<button>Send</button></form>"""


async def choose(page: Page, size: int) -> None:
    await page.get_by_label("Document").set_input_files(
        {"name": "motion.pdf", "mimeType": "application/pdf", "buffer": bytes(range(256)) * (size // 256)}
    )


async def test_an_upload_goes_on_where_the_connection_broke(browser: Browser) -> None:
    uploads = Uploads(fail=lambda method, seen: {3: 0, 4: 503}.get(seen))
    page = await Site({"/style": page_of(UPLOAD)}, uploads).open(browser, "/style")
    await choose(page, 2_500_096)
    await expect(page.locator(".drop-file")).to_contain_text("Arrived completely.", timeout=15_000)
    assert bytes(uploads.received) == bytes(range(256)) * (2_500_096 // 256)
    assert uploads.requests.count("POST") == 1
    assert await page.locator('input[name="upload"]').input_value() == ORIGIN + "/uploads/1"


async def test_an_upload_that_was_left_is_taken_up_again(browser: Browser, tmp_path: Path) -> None:
    document = tmp_path / "motion.pdf"
    document.write_bytes(bytes(range(256)) * 8192)
    stuck = {"on": True}
    uploads = Uploads(fail=lambda method, seen: 0 if stuck["on"] and seen > 2 else None)
    page = await Site({"/style": page_of(UPLOAD)}, uploads).open(browser, "/style")
    await page.get_by_label("Document").set_input_files(document)
    await expect(page.locator(".drop-file")).to_contain_text("The connection is lost.")
    assert len(uploads.received) == 1_048_576
    stuck["on"] = False
    page.on("dialog", lambda dialog: dialog.accept())
    await page.goto(ORIGIN + "/style")
    await page.get_by_label("Document").set_input_files(document)
    await expect(page.locator(".drop-file")).to_contain_text("Arrived completely.")
    assert len(uploads.received) == 2_097_152
    assert uploads.requests.count("POST") == 1


async def test_a_cancelled_upload_is_forgotten_on_both_sides(browser: Browser) -> None:
    uploads = Uploads(fail=lambda method, seen: 0 if method == "PATCH" and seen > 2 else None)
    page = await Site({"/style": page_of(UPLOAD)}, uploads).open(browser, "/style")
    await choose(page, 2_097_152)
    await expect(page.locator(".drop-file")).to_contain_text("The connection is lost.")
    await page.get_by_role("button", name="Cancel").click()
    await expect(page.locator(".drop-file")).to_contain_text("Cancelled.")
    await page.wait_for_function("localStorage.length === 0")
    assert uploads.requests[-1] == "DELETE"


async def test_a_refused_file_says_so_and_is_not_tried_again(browser: Browser) -> None:
    uploads = Uploads(fail=lambda method, seen: 413)
    page = await Site({"/style": page_of(UPLOAD)}, uploads).open(browser, "/style")
    await choose(page, 256)
    await expect(page.locator(".drop-file")).to_contain_text("The court could not take this file.")
    assert uploads.requests == ["POST"]


QUEUE = """{% from "macros/keys.html" import keys_dialog %}{{ keys_dialog([("a", "Accept")]) }}
<ul data-queue>{% for n in range(3) %}<li data-queue-item><a href="/{{ n }}">{{ n }}</a></li>{% endfor %}</ul>
<label>Note <input></label><a href="/accepted" data-key="a">Accept</a>"""


async def test_a_queue_is_worked_by_keys_but_never_while_typing(browser: Browser) -> None:
    page = await Site({"/style": page_of(QUEUE), "/accepted": page_of("")}).open(browser, "/style")
    await page.wait_for_function("document.querySelector('[data-keys-switch]')")
    await page.get_by_label("Note").press_sequentially("jka")
    assert await page.get_by_label("Note").input_value() == "jka"
    await page.get_by_label("Note").blur()
    for key, focused in (("j", "0"), ("j", "1"), ("k", "0"), ("k", "0")):
        await page.keyboard.press(key)
        await expect(page.get_by_role("link", name=focused, exact=True)).to_be_focused()
    await page.keyboard.press("?")
    await expect(page.get_by_role("dialog")).to_be_visible()
    await page.get_by_label("Use letters as keys").uncheck()
    await page.get_by_role("button", name="Close").click()
    await page.keyboard.press("a")
    assert page.url == ORIGIN + "/style"
    await page.keyboard.press("?")
    await page.get_by_label("Use letters as keys").check()
    await page.get_by_role("button", name="Close").click()
    await page.keyboard.press("a")
    await page.wait_for_url("**/accepted")
