"""The decision on the wire: whatever a client asks, and whatever happens to rulings, links and processes."""

import asyncio
import json
import os
import signal
import time
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

from websockets.asyncio.client import connect
from websockets.typing import Origin

from app.kernel.clock import SettableClock
from tests.doubles.court import RunningCourt, descendants, running_court
from tests.doubles.media_peers import Publisher
from tests.signalling.room import RULING, Client, House

HERS = ("victim", "video")
DEVICES = {"type": "devices", "camera": True, "microphone": True, "alone": True}


async def tap(people: dict[str, Client]) -> None:
    """She reads the list, taps, and sends."""
    witness = people["witness"]
    await witness.until(lambda: witness.me["capture"] == "own_tap")
    await witness.send("consent", list=witness.view["told"]["mark"])
    await witness.until(lambda: witness.me["capture"] == "may")
    await witness.publish(epoch=1 if witness.publisher is None else 2)


async def bench_follows(court: House, more: int = 20) -> None:
    """The bench gets her picture, by the engine's own count."""
    start = (await court.forwarded()).get((*HERS, "judge"), 0)

    async def follows() -> bool:
        return (await court.forwarded()).get((*HERS, "judge"), 0) >= start + more

    await court.until(follows)


async def test_a_tampered_client_of_the_accused_gets_nothing_more(court: House, people: dict[str, Client]) -> None:
    await tap(people)
    accused = people["accused"]
    hers = people["witness"].me["id"]
    await accused.send("prefer", pins=[hers], less_data=False)
    await accused.send("consent", list="0" * 32)
    start = len(accused.frames)
    tampered = Publisher("accused")
    accused.peers.append(tampered)
    await accused.send("publish", epoch=1, sdp=_with_more_lines(await tampered.offer()))
    await accused.next_frame("problem", start)
    await accused.publish(2)
    for epoch in range(2, 6):
        await accused.subscribe(epoch)
    for number in range(200):
        candidate = f"candidate:{number} 1 udp 2130706431 192.0.2.{number % 250} 9 typ host"
        await accused.send("candidate", which="sub", epoch=5, candidate={"candidate": candidate, "sdpMid": "0"})
    for act in ("open", "begin", "resume", "admit", "line"):
        given = {"participant_id": hers} if act == "admit" else {"open": True} if act == "line" else {}
        await accused.act(act, **given)
    await bench_follows(court)
    counted = await court.forwarded()
    assert counted.get((*HERS, "accused"), 0) == 0
    assert counted[("victim", "audio", "accused")] > 0
    assert counted.get(("accused", "video", "victim"), 0) == counted.get(("accused", "audio", "victim"), 0) == 0
    assert [slot["picture"] for slot in accused.view["slots"] if slot["person"] == hers] in ([False], [])
    await accused.still_answers()


def _with_more_lines(sdp: str) -> str:
    """A third m-line, like the second, that receives."""
    head, *media = sdp.split("m=")
    extra = media[-1].replace("a=sendonly", "a=recvonly").replace("a=mid:1", "a=mid:2")
    return "m=".join([head, *media, extra])


async def test_the_public_gets_nothing_of_her(court: House, people: dict[str, Client]) -> None:
    public = await court.open("public")
    await public.subscribe()
    await tap(people)
    await bench_follows(court)
    assert {key: n for key, n in (await court.forwarded()).items() if key[0] == "victim" and key[2] == "public"} == {}
    assert "Voskanova" in str(people["judge"].frames)
    assert "Voskanova" not in str(public.frames)


async def test_a_ruling_that_relaxes_puts_her_behind_her_own_tap(
    court: House, people: dict[str, Client], now: SettableClock
) -> None:
    await tap(people)
    await bench_follows(court)
    witness, before = people["witness"], people["witness"].view["told"]["mark"]
    now.advance(timedelta(seconds=1))
    await court.rule("P1")
    await witness.until(lambda: witness.me["capture"] == "own_tap")
    assert witness.view["told"]["mark"] != before
    start = len(witness.frames)
    await witness.send("consent", list=before)
    assert (await witness.next_frame("problem", start))["code"] == "list-changed"
    assert (await court.forwarded()).get((*HERS, "accused"), 0) == 0


async def test_a_drop_of_more_than_ten_seconds_puts_her_behind_her_own_tap(
    court: House, people: dict[str, Client], now: SettableClock
) -> None:
    await tap(people)
    await bench_follows(court)
    judge = people["judge"]
    await people["witness"].close()
    await judge.until(lambda: not _row(judge, "victim")["here"])
    assert _row(judge, "victim")["stage"] == "testifying"
    now.advance(timedelta(seconds=11))
    await judge.until(lambda: _row(judge, "victim")["stage"] == "cut_off")
    assert judge.view["state"] == "suspended_technical"
    again = await court.open("witness")
    assert again.me["stage"] == "waiting"
    assert again.me["capture"] == "no"


async def test_a_window_opened_anew_is_behind_her_own_tap(court: House, people: dict[str, Client]) -> None:
    await tap(people)
    await bench_follows(court)
    again = await court.open("witness")
    await again.until(lambda: again.me["capture"] == "own_tap")
    assert people["judge"].view["state"] != "in_session"


async def test_when_the_media_process_dies_the_sitting_is_suspended_and_everybody_connects_anew(
    court: House, people: dict[str, Client]
) -> None:
    await tap(people)
    await bench_follows(court)
    judge = people["judge"]
    epoch = judge.view["media_epoch"]
    os.kill(_forwarder(), signal.SIGKILL)
    await judge.until(lambda: judge.view["state"] == "suspended_technical")
    await judge.until(lambda: judge.view["media_epoch"] > epoch)
    await judge.subscribe(2)
    await people["defence counsel"].publish(2)
    await judge.until(lambda: [slot for slot in judge.view["slots"] if slot["part"] == "counsel"])
    assert [order["preset"] for order in judge.view["orders"]] == ["P3"]


def _row(client: Client, role: str) -> dict[str, str]:
    return next(person for person in client.view["people"] if person["role"] == role)


def _forwarder() -> int:
    """The process that holds media ports."""
    ports = {f"socket:[{line.split()[9]}]" for line in Path("/proc/net/udp").read_text().splitlines()[1:]}
    (found,) = (pid for pid in descendants(os.getpid()) if ports & _open_files(pid))
    return found


def _open_files(pid: int) -> set[str]:
    found = set()
    with suppress(FileNotFoundError):  # the process has ended since
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with suppress(FileNotFoundError):  # it was closed since
                found.add(os.readlink(file))
    return found


async def test_killed_in_session_it_is_back_within_eight_seconds_suspended_with_its_orders(tmp_path: Path) -> None:
    async with running_court(tmp_path) as running:
        hearing = await _into_session(running)
        judge = await running.sign_in("judge")
        killed = time.monotonic()
        running.kill_server()
        await running.ready()
        assert time.monotonic() - killed <= 8
        minutes = (await judge.get(f"/api/v1/hearings/{hearing}/minutes")).json()
        await judge.aclose()
    assert minutes["state_words"].startswith("Suspended")
    assert minutes["events"][-1]["words"] == "Suspended: a technical cut"
    assert [order["preset"] for order in minutes["orders"]] == ["P3"]


async def _into_session(running: RunningCourt) -> str:
    """A sitting that the judge has begun, under P3; gives the hearing."""
    clients = {role: await running.sign_in(role) for role in ("clerk", "judge")}
    judge = clients["judge"]
    cases = (await judge.get("/api/v1/cases")).json()["items"]
    [case] = [one["id"] for one in cases if one["number"].startswith("CR-")]
    [order] = (await judge.get(f"/api/v1/cases/{case}/protections")).json()
    await judge.post(f"/api/v1/protections/{order['id']}/ruling", json=RULING)
    [hearing] = (await judge.get(f"/api/v1/cases/{case}/hearings")).json()
    address = f"{running.url.replace('http', 'ws')}/api/v1/hearings/{hearing['id']}/room"
    for role, act in (("clerk", "open"), ("judge", "begin")):
        cookie = "; ".join(f"{name}={value}" for name, value in clients[role].cookies.items())
        socket = await connect(address, origin=Origin(running.url), additional_headers={"cookie": cookie})
        for message in ({"type": "hello", "version": 1}, DEVICES, {"type": "act", "act": {"act": act}}):
            await socket.send(json.dumps(message))
        stands = "open" if act == "open" else "in_session"
        async with asyncio.timeout(30):
            async for text in socket:
                if json.loads(text).get("view", {}).get("state") == stands:
                    break
    await clients["clerk"].aclose()
    await judge.aclose()
    return str(hearing["id"])
