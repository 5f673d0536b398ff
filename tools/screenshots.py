"""Takes the pictures of the documentation from a demo court: `python -m tools.screenshots [folder]`.

Needs what the tests need. The court lives in a temporary folder and is gone afterwards.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from playwright.async_api import Page, expect

from tests.doubles.court import RunningCourt, running_court
from tests.journeys.hearing_day import WITNESS
from tests.journeys.in_the_room import call, come, open_and_admit, receives
from tests.journeys.paperwork import accept, file_motion, rule
from tests.journeys.people import DESKTOP, PATIENCE, PHONE, Visitor, sign_in, small_chromium, visit

FOLDER = Path(__file__).parents[1] / "docs" / "screenshots"
IN_THE_ROOM = ("clerk", "judge", "prosecutor", "defence counsel", "accused", "interpreter", "witness")


class Pictures:
    """The folder they go to."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.folder = folder

    async def take(self, name: str, page: Page, *, whole: bool = False) -> None:
        await page.wait_for_load_state("networkidle")
        await page.screenshot(path=self.folder / f"{name}.png", full_page=whole, animations="disabled")


async def paperwork(people: dict[str, Visitor], pictures: Pictures) -> None:
    """Filing, review, ruling, and what the public sees."""
    lawyer, clerk, judge, public = (people[role] for role in ("defence counsel", "clerk", "judge", "public"))
    await pictures.take("lawyer-desk", lawyer.page)
    await file_motion(lawyer)
    await pictures.take("lawyer-receipt", lawyer.page, whole=True)
    await pictures.take("clerk-today", clerk.page)
    await clerk.page.get_by_role("link", name="Review").first.click()
    await pictures.take("clerk-review", clerk.page)
    await accept(clerk)
    await pictures.take("clerk-case", clerk.page, whole=True)
    await pictures.take("judge-bench", judge.page)
    await rule(judge, datetime.now(UTC))
    await public.page.goto(f"{public.court.url}/hearings")
    await pictures.take("public-hearings", public.page)


async def hearing(people: dict[str, Visitor], pictures: Pictures, room: str) -> None:
    """The room: her phone on the way, then the bench while she speaks, then her Stop."""
    witness, judge, clerk = people["witness"], people["judge"], people["clerk"]
    await pictures.take("witness-appointment", witness.page)
    for role in IN_THE_ROOM:
        await come(people[role], room)
    await pictures.take("witness-waiting", witness.page, whole=True)
    await open_and_admit(clerk, [people[role] for role in IN_THE_ROOM[2:]])
    await judge.act("begin").click()
    await receives(people["accused"], "judge", 50)
    await expect(witness.part("tap")).to_contain_text("Can see you")
    await witness.page.screenshot(path=pictures.folder / "witness-tap.png", full_page=True)
    await call(judge, clerk, witness)
    await receives(judge, WITNESS, 200)
    for role in ("judge", "clerk", "accused", "witness"):
        await people[role].page.evaluate("scrollTo(0, 0)")
        await people[role].page.screenshot(path=pictures.folder / f"room-{role}.png")
    await witness.tap("stop")
    await expect(judge.part("state")).to_contain_text("A break")
    await witness.page.screenshot(path=pictures.folder / "room-witness-break.png")
    await judge.page.screenshot(path=pictures.folder / "room-judge-break.png")


async def _room(court: RunningCourt) -> str:
    client = await court.sign_in("clerk")
    cases = (await client.get("/api/v1/cases")).json()["items"]
    case = next(one["id"] for one in cases if one["number"].startswith("CR-"))
    [found] = (await client.get(f"/api/v1/cases/{case}/hearings")).json()
    await client.aclose()
    return f"/rooms/{found['id']}"


async def main(folder: Path) -> None:
    """Everything, in order."""
    expect.set_options(timeout=PATIENCE * 1000)
    pictures = Pictures(folder)
    with tempfile.TemporaryDirectory() as data:
        async with running_court(Path(data)) as court, small_chromium() as browser:
            people = {}
            for role in (*IN_THE_ROOM, "public"):
                people[role] = await visit(browser, court, role, size=PHONE if role == "witness" else DESKTOP)
                if role != "public":
                    await sign_in(people[role])
            await paperwork(people, pictures)
            await hearing(people, pictures, await _room(court))


if __name__ == "__main__":
    asyncio.run(main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER))
