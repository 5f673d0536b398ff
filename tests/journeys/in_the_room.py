"""What people do in the hearing room, by tapping what their page offers them."""

from collections.abc import Iterable

from playwright.async_api import Locator, expect

from tests.journeys.people import PATIENCE, Visitor, until


async def come(visitor: Visitor, room: str) -> None:
    """Open the room and try camera and microphone; afterwards they wait, or watch."""
    await visitor.page.goto(visitor.court.url + room)
    if visitor.role == "public":
        await expect(visitor.page.locator("[data-room]")).to_have_attribute("data-phase", "floor")
        return
    await visitor.page.get_by_role("button", name="Check camera and microphone").click()
    await expect(visitor.page.locator(".own-picture")).to_be_visible()
    await visitor.page.get_by_role("button", name="This works. Go on").click()
    await expect(visitor.part("check")).to_be_hidden()


async def open_and_admit(clerk: Visitor, people: Iterable[Visitor]) -> None:
    """The clerk opens the room, then lets everybody in who waits."""
    await clerk.act("open").click()
    for visitor in people:
        await _let_in(clerk, visitor)


async def _let_in(clerk: Visitor, visitor: Visitor) -> None:
    row = clerk.page.locator(f'[data-person="{visitor.view["me"]["id"]}"]')
    await row.locator('[data-act="admit"]').click()
    await expect(visitor.part("waiting")).to_be_hidden()


async def record(official: Visitor, check: str, choice: str) -> None:
    """Record identity, who is with them, or the promise, in the dialog that asks how."""
    await official.act(check).click()
    dialog = official.page.get_by_role("dialog")
    await dialog.locator("select").select_option(choice)
    await dialog.locator("[data-confirm]").click()
    await expect(official.page.locator(f'[data-check="{check}"]')).to_have_attribute("data-done", "yes")


async def call(judge: Visitor, clerk: Visitor, witness: Visitor) -> None:
    """Everything that comes before a witness speaks, then the call, then her own tap."""
    await record(clerk, "identity", "document")
    await record(clerk, "alone", "asked")
    await record(judge, "promise", "affirmation")
    await until_nothing_is_missing(judge, "call", judge.page.locator('[data-stage="testifying"]'))
    await witness.tap("own-tap=camera")


async def until_nothing_is_missing(judge: Visitor, act: str, done: Locator) -> None:
    """Call or resume; where the page says that a connection is missing, do what it says: look, and try again."""
    again = judge.page.get_by_role("button", name="Understood")

    async def went() -> bool:
        await judge.act(act).click()
        await expect(done.or_(again).first).to_be_visible()
        if await done.is_visible():
            return True
        await again.click()
        return False

    await until(went)


async def packets_of(visitor: Visitor, words: str) -> dict[str, int]:
    """Packets so far in each slot that carries this person to this window."""
    inbound = await visitor.inbound()
    return {slot: inbound[slot].packets for slot in visitor.slots_of(words) if slot in inbound}


async def receives(visitor: Visitor, words: str, more: int, within: float = PATIENCE) -> dict[str, int]:
    """Wait until `more` packets of this person came, from now; gives how many in each slot."""
    before = await packets_of(visitor, words)

    async def came() -> dict[str, int] | None:
        now = await packets_of(visitor, words)
        new = {slot: count - before.get(slot, 0) for slot, count in now.items()}
        return new if sum(new.values()) >= more else None

    found = await until(came, within)
    assert found is not None
    return found
