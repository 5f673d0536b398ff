"""The hearing itself, played to its end, with what was seen and counted on the way."""

from collections.abc import Mapping
from dataclasses import dataclass

import pypdfium2
from playwright.async_api import expect

from tests.journeys.in_the_room import call, come, open_and_admit, packets_of, receives, until_nothing_is_missing
from tests.journeys.people import Colour, Inbound, Visitor, until

WITNESS = "Mirela Voskanova"
HER_COLOUR: Colour = (200, 0, 200)
EXAMINERS = ("judge", "prosecutor", "defence counsel", "accused")
People = Mapping[str, Visitor]
Counted = Mapping[str, Mapping[str, Inbound]]


@dataclass(frozen=True, slots=True)
class Heard:
    """One stretch of the testimony: packets per window and slot, who was bound where, who saw her picture."""

    before: Counted
    after: Counted
    hers: Mapping[str, list[str]]
    bound: Mapping[str, set[str]]
    sees: Mapping[str, bool]
    pages: Mapping[str, str]
    told: str
    state: str

    def came(self, role: str, slot: str) -> int:
        return self.after[role].get(slot, Inbound()).packets - self.before[role].get(slot, Inbound()).packets

    def of_her(self, role: str, medium: str) -> int:
        """Packets of her sound ("a") or picture ("v") that reached this window."""
        return sum(self.came(role, slot) for slot in self.hers[role] if slot.startswith(medium))

    def unaccounted(self, role: str) -> dict[str, int]:
        """Packets in slots that nobody fills, by slot."""
        came = {slot: self.came(role, slot) for slot in self.after[role] if slot not in self.bound[role]}
        return {slot: count for slot, count in came.items() if count}


@dataclass(frozen=True, slots=True)
class Stopped:
    """After her tap: when the last packet came in each slot taken away (ms after the tap), and what was said."""

    after_the_tap: Mapping[str, Mapping[str, float]]
    still_bound_to_her: set[str]
    states: Mapping[str, str]
    mails_in_hand: int
    mails_taken: int


@dataclass(frozen=True, slots=True)
class Closed:
    """The end: what her page said, what everybody's did, and the minutes as a document."""

    hers: str
    theirs: Mapping[str, str]
    minutes: str


async def hear_her(people: People, room: str) -> Heard:
    """Everybody comes, the room is opened, she is called and taps; then a stretch in which the bench follows her."""
    for visitor in people.values():
        await come(visitor, room)
    clerk, judge, witness = people["clerk"], people["judge"], people["witness"]
    inside = [visitor for role, visitor in people.items() if role not in ("clerk", "judge", "public")]
    await open_and_admit(clerk, inside)
    await judge.act("begin").click()
    for official in ("judge", "counsel"):
        await receives(people["accused"], official, 50)
    told = await witness.part("tap").inner_text()
    await call(judge, clerk, witness)
    return await _stretch(people, told)


async def _stretch(people: People, told: str) -> Heard:
    async def pictures() -> int:
        found = await packets_of(people["judge"], WITNESS)
        return sum(count for slot, count in found.items() if slot.startswith("v"))

    await until(pictures)
    before = {role: await visitor.inbound() for role, visitor in people.items()}
    first = await pictures()
    hers = {role: visitor.slots_of(WITNESS) or visitor.slots_of("witness") for role, visitor in people.items()}

    async def sounds(role: str) -> int:
        found = await people[role].inbound()
        return sum(found[slot].packets - before[role].get(slot, Inbound()).packets for slot in heard_in(role))

    def heard_in(role: str) -> list[str]:
        return [slot for slot in hers[role] if slot.startswith("a")]

    async def enough() -> bool:
        """A picture with something in it for the bench, and a second of her voice for whoever may hear it."""
        listens = [role for role in people if heard_in(role)]
        return await pictures() > first + 120 and all([await sounds(role) > 50 for role in listens])

    await until(enough)
    return Heard(
        before,
        after={role: await visitor.inbound() for role, visitor in people.items()},
        hers=hers,
        bound={role: visitor.bound() for role, visitor in people.items()},
        sees={role: await visitor.sees(HER_COLOUR) for role, visitor in people.items()},
        pages={role: await visitor.page.locator("body").inner_text() for role, visitor in people.items()},
        told=told,
        state=people["judge"].view["state"],
    )


async def stop(people: People) -> tuple[dict[str, dict[str, float]], set[str], dict[str, str]]:
    """She taps Stop; the court goes on without her for a while, and then it is seen what still came, and when."""
    witness = people["witness"]
    before = {role: (visitor.bound(), visitor.slots_of(WITNESS)) for role, visitor in people.items()}
    tapped = await witness.tap("stop")
    await expect(people["judge"].part("state")).to_contain_text("A break")
    await receives(people["judge"], "prosecutor", 100)
    lasts: dict[str, dict[str, float]] = {}
    for role in (*EXAMINERS, "public"):
        gone = [slot for slot in before[role][1] if slot not in people[role].bound()]
        inbound = await people[role].inbound()
        lasts[role] = {slot: inbound[slot].last - tapped for slot in gone if slot in inbound}
    inbound = await witness.inbound()
    gone_from_her = before["witness"][0] - witness.bound()
    lasts["witness"] = {slot: inbound[slot].last - tapped for slot in gone_from_her if slot in inbound}
    still = {slot["part"] for slot in witness.view["slots"]}
    return lasts, still, {role: await visitor.part("state").inner_text() for role, visitor in people.items()}


async def resume(people: People) -> dict[str, int]:
    """She is ready, the judge resumes, she taps again; gives the packets of her that came to the bench after that."""
    witness, judge = people["witness"], people["judge"]
    await witness.page.locator("button[data-ready]").click()
    await expect(judge.page.get_by_text("They are ready. You can resume.")).to_be_visible()
    camera = witness.page.locator("[data-own-tap=camera]")
    await until_nothing_is_missing(judge, "resume", judge.part("state").get_by_text("In session"))
    await camera.click()
    return await receives(judge, WITNESS, 50)


async def conclude(people: People) -> Closed:
    """She is released and leaves first; the judge concludes; the clerk downloads the minutes."""
    judge, witness, clerk = people["judge"], people["witness"], people["clerk"]
    for act in ("release", "conclude"):
        await judge.act(act).click()
        await judge.page.get_by_role("dialog").locator("[data-confirm]").click()
        over = witness if act == "release" else judge
        await expect(over.part("end")).to_be_visible()
    hers = await witness.part("end").inner_text()
    others = [role for role in people if role != "witness"]
    for role in others:
        await expect(people[role].part("end")).to_be_visible()
    async with clerk.page.expect_download() as download:
        await clerk.page.get_by_role("link", name="Minutes").click()
    path = await (await download.value).path()
    with pypdfium2.PdfDocument(path) as document:
        minutes = "\n".join(page.get_textpage().get_text_range() for page in document)
    return Closed(hers, {role: await people[role].part("end").inner_text() for role in others}, minutes)
