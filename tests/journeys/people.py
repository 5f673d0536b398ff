"""People in browsers: each in a context of their own, with what their page was sent and what came in as media."""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from playwright.async_api import Browser, BrowserContext, Locator, Page, Response, WebSocket, async_playwright

from tests.doubles.court import RunningCourt
from tests.doubles.media_browser import ARGUMENTS

T = TypeVar("T")
Colour = tuple[int, int, int]
SCRIPT = (Path(__file__).parent / "window.js").read_text()
DESKTOP, PHONE = (1280, 800), (390, 844)
FAKE_CAMERA = "--use-fake-device-for-media-stream"
PATIENCE = 30.0  # seconds a condition may take on a machine that does much else
PATIENT = Path(__file__).parent / "chromium"  # it lets the court go first
_LOOK_AGAIN = 0.05


@dataclass(frozen=True, slots=True)
class Inbound:
    """One slot of a window: packets since the connection was made, and when the last came (Unix time, ms)."""

    packets: int = 0
    last: float = 0.0


@dataclass
class Visitor:
    """Somebody with a browser. `frames`: what the room's socket sent; `bodies`: every answer the context was given."""

    role: str
    court: RunningCourt
    context: BrowserContext
    page: Page
    frames: list[dict[str, Any]] = field(default_factory=list)
    raw: list[str] = field(default_factory=list)
    bodies: dict[str, bytes] = field(default_factory=dict)
    complaints: list[str] = field(default_factory=list)
    _reading: set[asyncio.Task[None]] = field(default_factory=set)

    def attach(self) -> "Visitor":
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda said: self._said(said.type, said.text))
        self.page.on("websocket", self._watch)
        self.context.on("response", self._keep)
        return self

    @property
    def view(self) -> dict[str, Any]:
        """The room as this page was last told it stands."""
        return next((f["view"] for f in reversed(self.frames) if f["type"] == "view"), {})

    def slots_of(self, words: str) -> list[str]:
        """The slots that carry this person to this window, by name or part, for example ["a2", "v2"]."""
        found = [slot for slot in self.view.get("slots", []) if words in (slot["name"], slot["part"])]
        return [f"{medium}{slot['number']}" for slot in found for medium in _media(slot)]

    def bound(self) -> set[str]:
        """Every slot that is filled now."""
        return {f"{medium}{slot['number']}" for slot in self.view.get("slots", []) for medium in _media(slot)}

    async def inbound(self) -> dict[str, Inbound]:
        """What arrived in each slot, filled or not."""
        offers = [frame["slots"] for frame in self.frames if frame["type"] == "offer"]
        names = {mid: slot for slot, mid in offers[-1].items()} if offers else {}
        rows = await self.page.evaluate("journey.inbound()")
        return {names[row["mid"]]: Inbound(row["packets"], row["last"]) for row in rows if row["mid"] in names}

    async def sees(self, colour: Colour) -> bool:
        """Whether a picture of this colour came in, shown by the page or not."""
        return bool(await self.page.evaluate("(c) => journey.sees(c)", list(colour)))

    async def tap(self, button: str) -> float:
        """Tap what carries this data attribute; gives when the page took it (Unix time, ms)."""
        await self.page.locator(f"[data-{button}]").click()
        taps = await self.page.evaluate("journey.taps")
        name = "".join(part.capitalize() if n else part for n, part in enumerate(button.split("=")[0].split("-")))
        return float(next(one["at"] for one in reversed(taps) if one["name"] == name))

    def act(self, act: str) -> Locator:
        """The button of one step in the room."""
        return self.page.locator(f'[data-act="{act}"]')

    def part(self, name: str) -> Locator:
        """One part of the room's page."""
        return self.page.locator(f'[data-part="{name}"]')

    async def everything(self) -> dict[str, bytes]:
        """All that ever reached this browser: answers by address, and frames."""
        while self._reading:
            await asyncio.wait(set(self._reading))
        frames = {f"frame {number}": text.encode() for number, text in enumerate(self.raw)}
        return {**self.bodies, **frames, "the page": (await self.page.content()).encode()}

    def _said(self, kind: str, text: str) -> None:
        if kind == "error" and "status of" not in text and "WebSocket" not in text:
            self.complaints.append(text)

    def _watch(self, socket: WebSocket) -> None:
        self.frames.clear()
        socket.on("framereceived", self._received)

    def _received(self, data: str | bytes) -> None:
        text = data if isinstance(data, str) else data.decode()
        self.raw.append(text)
        self.frames.append(json.loads(text))

    def _keep(self, response: Response) -> None:
        if "/static/" not in response.url:
            task = asyncio.create_task(self._read(response))
            self._reading.add(task)
            task.add_done_callback(self._reading.discard)

    async def _read(self, response: Response) -> None:
        try:
            body = await response.body()
        except Exception:  # a redirect has none, and a page that was left takes its answers along
            return
        headers = "\n".join(f"{name}: {value}" for name, value in response.headers.items())
        self.bodies[f"{response.url} {len(self.bodies)}"] = headers.encode() + b"\n\n" + body


def _media(slot: dict[str, Any]) -> str:
    return "v" * bool(slot["picture"]) + "a" * bool(slot["sound"])


@asynccontextmanager
async def small_chromium(*more: str) -> AsyncIterator[Browser]:
    """A browser whose camera gives seven small pictures a second."""
    arguments = [f"{FAKE_CAMERA}=fps=7" if argument == FAKE_CAMERA else argument for argument in (*ARGUMENTS, *more)]
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=PATIENT, args=arguments)
        try:
            yield browser
        finally:
            await browser.close()


async def visit(
    browser: Browser,
    court: RunningCourt,
    role: str = "public",
    size: tuple[int, int] = DESKTOP,
    colour: Colour | None = None,
    **options: Any,
) -> Visitor:
    """Somebody who opened a browser and is not signed in; `colour`: what their camera shows."""
    width, height = size
    context = await browser.new_context(
        viewport={"width": width, "height": height}, permissions=["camera", "microphone"], **options
    )
    context.set_default_timeout(PATIENCE * 1000)
    await context.add_init_script(SCRIPT)
    if colour:
        await context.add_init_script(f"window.journeyColour = {list(colour)};")
    return Visitor(role, court, context, await context.new_page()).attach()


async def sign_in(visitor: Visitor, person: dict[str, str] | None = None) -> Visitor:
    """Sign in with nothing but what the pages say: e-mail and password, or link and code."""
    person, page = person or visitor.court.sign_ins()[visitor.role], visitor.page
    if "email" in person:
        await page.goto(f"{visitor.court.url}/sign-in")
        await page.get_by_label("E-mail address").fill(person["email"])
        await page.get_by_label("Password").fill(person["password"])
        await page.get_by_role("main").get_by_role("button", name="Sign in", exact=True).click()
        await page.wait_for_url(lambda url: "/sign-in" not in url)
    else:
        await page.goto(person["link"])
        await page.get_by_label("Code").fill(person["code"])
        await page.get_by_role("button", name="Go on").click()
        await page.get_by_role("link", name="Yes, I can talk").click()
    return visitor


async def until(look: Callable[[], Awaitable[T]], within: float = PATIENCE) -> T:
    """Look again and again until the answer is truthy, and give it; TimeoutError when it never is."""
    async with asyncio.timeout(within):
        while not (found := await look()):
            await asyncio.sleep(_LOOK_AGAIN)
    return found
