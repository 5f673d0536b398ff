"""Pages in a real Chromium without a server: every request is answered from here, under the product's own CSP."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from mimetypes import guess_type
from typing import Any
from urllib.parse import urlsplit

from playwright.async_api import Browser, Page, Route

from app.web.static_files import ROOT, TREE

ORIGIN = "https://court.test"
CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob: data:; media-src 'self' blob:; "
    "connect-src 'self'; font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


@dataclass
class Uploads:
    """A tus 1.0 server of one upload; `fail` answers a request before it is looked at."""

    length: int = 0
    received: bytearray = field(default_factory=bytearray)
    requests: list[str] = field(default_factory=list)
    fail: Callable[[str, int], int | None] = lambda method, seen: None

    async def answer(self, route: Route) -> None:
        request = route.request
        self.requests.append(request.method)
        status = self.fail(request.method, len(self.requests))
        if status == 0:
            return await route.abort()
        if status:
            return await route.fulfill(status=status)
        kinds = {"POST": self.post, "HEAD": self.head, "PATCH": self.patch, "DELETE": self.delete}
        return await kinds[request.method](route, request.headers)

    async def post(self, route: Route, headers: Mapping[str, str]) -> None:
        self.length = int(headers["upload-length"])
        self.received.clear()
        await route.fulfill(status=201, headers={"location": "/uploads/1"})

    async def head(self, route: Route, headers: Mapping[str, str]) -> None:
        await route.fulfill(status=200, headers={"upload-offset": str(len(self.received))})

    async def patch(self, route: Route, headers: Mapping[str, str]) -> None:
        if int(headers["upload-offset"]) != len(self.received):
            return await route.fulfill(status=409)
        self.received += route.request.post_data_buffer or b""
        return await route.fulfill(status=204, headers={"upload-offset": str(len(self.received))})

    async def delete(self, route: Route, headers: Mapping[str, str]) -> None:
        self.received.clear()
        await route.fulfill(status=204)


@dataclass
class Site:
    """Pages by path, the static tree, and uploads; remembers what was asked for and what the browser refused."""

    pages: dict[str, str]
    uploads: Uploads = field(default_factory=Uploads)
    asked: list[str] = field(default_factory=list)
    complaints: list[str] = field(default_factory=list)

    async def open(self, browser: Browser, path: str, **options: Any) -> Page:
        context = await browser.new_context(**options)
        page = await context.new_page()
        page.on("pageerror", lambda error: self.complaints.append(str(error)))
        page.on("console", lambda said: self._heard(said.type, said.text))
        await context.route("**/*", self._answer)
        await page.goto(ORIGIN + path)
        if options.get("java_script_enabled", True):
            await page.wait_for_selector("html[data-ready]", state="attached")
        return page

    def _heard(self, kind: str, text: str) -> None:
        if "Content Security Policy" in text or "TrustedHTML" in text:
            self.complaints.append(f"{kind}: {text}")

    async def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        self.asked.append(f"{route.request.method} {path}")
        if path.startswith("/uploads"):
            return await self.uploads.answer(route)
        if path.startswith(f"/static/{TREE.build}/"):
            name = path.split("/", 3)[3]
            return await route.fulfill(path=ROOT / name, content_type=guess_type(name)[0])
        if path in self.pages:
            headers = {"content-security-policy": CSP, "content-type": "text/html; charset=utf-8"}
            return await route.fulfill(headers=headers, body=self.pages[path])
        return await route.fulfill(status=404)
