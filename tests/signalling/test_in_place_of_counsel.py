"""Counsel is absent: a colleague comes in their place, is shown to everybody as such, and has what counsel would."""

from datetime import timedelta
from typing import Any

import pytest

from app.auth.passwords import Passwords
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.db.acting import system
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from tests.signalling.conftest import let_in
from tests.signalling.room import Client, House
from tests.signalling.test_exposure_on_the_wire import HERS, bench_follows, tap

PHRASE = "a long phrase for tests"
COUNSEL, COLLEAGUE = "defence counsel", "colleague"
SHOWN = "counsel, in place of Aminata Diallo"


@pytest.fixture
async def mandate(court: House, people: dict[str, Client], now: SettableClock) -> str:
    """Her colleague takes over for a day, an assistant works for her; counsel leaves the room."""
    await account(court, COLLEAGUE, "Rui Sato", Desk.counsel)
    await account(court, "assistant", "Ana Lopes", Desk.participant)
    until = (now.now() + timedelta(days=1)).isoformat()
    found = {}
    for kind, who in (("delegate", COLLEAGUE), ("assistant", "assistant")):
        said = {"kind": kind, "email": f"{who}@chambers.example", "until": until, "may_sign": True}
        answer = await court.ask(COUNSEL, "POST", "/api/v1/account/stand-ins", **said)
        assert answer.status_code == 201, answer.text
        found[who] = str(answer.json()["id"])
    await people[COUNSEL].send("leave")
    await people[COUNSEL].until(lambda: people[COUNSEL].code is not None or people[COUNSEL].frames[-1]["type"])
    return found[COLLEAGUE]


async def account(court: House, key: str, name: str, desk: Desk) -> None:
    services, email = court.services, f"{key}@chambers.example"
    stored = await Passwords(memory_kib=8, rounds=1).hash(PHRASE)
    with system():
        async with services.database.begin() as uow:
            new = NewPerson(Protected(name), Protected(email))
            person = await register_person(uow, new, by=None, at=services.clock.now())
            open_account(uow, person, services.identity.blind_index(f"email:{email}"), stored, desk, None)
    court.people = {**court.people, key: {"email": email, "password": PHRASE}}


async def come(court: House, people: dict[str, Client]) -> Client:
    """The colleague, let in by the clerk, sending and receiving."""
    colleague = await court.come(COLLEAGUE)
    await let_in(people["clerk"], colleague)
    await colleague.subscribe()
    await colleague.publish()
    return colleague


def line(client: Client, name: str) -> dict[str, Any]:
    return next(one for one in client.view["people"] if one["name"] == name)


async def test_everybody_is_shown_who_came_and_in_whose_place(
    court: House, people: dict[str, Client], mandate: str
) -> None:
    await come(court, people)
    public = await court.open("public")
    for role in ("judge", "clerk", "accused", "prosecutor", "interpreter"):
        await people[role].until(lambda role=role: any(o["part"] == SHOWN for o in people[role].view["people"]))
        assert line(people[role], "Rui Sato")["part"] == SHOWN
    assert any(one["part"] == SHOWN for one in public.view["people"])
    witness = people["witness"]
    await witness.until(lambda: f"Rui Sato ({SHOWN})" in witness.view["told"]["see_you"])


async def test_whoever_had_tapped_for_a_list_without_them_taps_again(
    court: House, people: dict[str, Client], mandate: str
) -> None:
    await tap(people)
    witness = people["witness"]
    colleague = await come(court, people)
    await witness.until(lambda: witness.me["capture"] == "own_tap")
    assert (await court.forwarded()).get((*HERS, "defence_counsel"), 0) == 0
    assert [slot for slot in colleague.view["slots"] if slot["person"] == witness.me["id"]] == []


async def test_on_the_wire_they_have_what_counsel_would_and_no_more(
    court: House, people: dict[str, Client], mandate: str
) -> None:
    colleague = await come(court, people)
    await tap(people)
    await bench_follows(court)

    async def seen() -> bool:
        return (await court.forwarded()).get((*HERS, "defence_counsel"), 0) > 20

    await court.until(seen)  # P3 lets counsel see her
    counted = await court.forwarded()
    assert counted.get((*HERS, "accused"), 0) == 0
    assert counted[("defence_counsel", "audio", "accused")] > 0
    await court.rule("PJ")  # which lets no counsel follow live
    hers = people["witness"].me["id"]
    await colleague.until(lambda: hers not in [slot["person"] for slot in colleague.view["slots"]])
    before = await court.forwarded()
    await bench_follows(court)
    after = await court.forwarded()
    for medium in ("video", "audio"):
        key = ("victim", medium, "defence_counsel")
        assert after.get(key, 0) == before.get(key, 0)


async def test_their_place_ends_with_the_mandate_at_once(court: House, people: dict[str, Client], mandate: str) -> None:
    colleague = await come(court, people)
    ended = await court.ask(COUNSEL, "DELETE", f"/api/v1/account/stand-ins/{mandate}")
    assert ended.status_code == 204
    await colleague.closed(within=3)
    assert colleague.code == 4403
    again = await court.open(COLLEAGUE)
    assert again.me["role"] == "public"


async def test_an_assistant_takes_no_place(court: House, people: dict[str, Client], mandate: str) -> None:
    await people["judge"].until(lambda: people["judge"].view)
    assistant = await court.open("assistant")
    assert assistant.me["role"] == "public"
    assert all(one["name"] != "Ana Lopes" for one in people["judge"].view["people"])
