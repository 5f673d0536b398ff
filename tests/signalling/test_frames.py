"""What the room's socket takes and refuses: who may open it, broken frames, versions, other windows, cuts."""

import asyncio
import json

import pytest
from websockets.exceptions import InvalidStatus

from tests.signalling.room import House


async def test_whoever_holds_no_sign_in_only_watches(court: House) -> None:
    public = await court.open("public")
    assert public.me["role"] == "public"
    assert public.view["people"] == []
    assert public.view["controls"] == []
    for message in ("attest", "capture_off", "leave"):
        await public.send(message)
        assert (await public.next_frame("problem"))["code"] == "sign-in-needed"
    await public.act("open")
    assert (await public.next_frame("problem"))["code"] == "sign-in-needed"
    await public.still_answers()


async def test_a_page_of_another_site_gets_no_socket(court: House) -> None:
    court.cookies["judge"] = await court.sign_in("judge")
    with pytest.raises(InvalidStatus) as refused:
        await court.open("judge", origin="https://elsewhere.example")
    assert refused.value.response.status_code == 403


async def test_a_stranger_to_the_case_is_one_of_the_public(court: House) -> None:
    stranger = await court.open("public")
    clerk = await court.open("clerk")
    assert stranger.me["role"] == "public"
    assert len(clerk.view["people"]) > 0


BROKEN: list[str | bytes] = [
    "{",
    "null",
    "[]",
    '{"type": "start_camera"}',
    '{"type": "hello"}',
    '{"type": "hello", "version": 1, "extra": true}',
    '{"type": "hello", "version": 1e400}',
    '{"type": "publish", "epoch": -1, "sdp": ""}',
    '{"type": "act", "act": {"act": "admit", "participant_id": "me"}}',
    '{"type": "prefer", "pins": ["00000000-0000-0000-0000-000000000000"], "less_data": "no idea"}',
    '{"type": "leave"' + "[" * 50_000,
    json.dumps({"type": "publish", "epoch": 1, "sdp": "x" * 70_000}),
    json.dumps({"type": "publish", "epoch": 1, "sdp": "x" * 200_000}),
    b"\x00\xff",
]


async def test_a_broken_frame_gets_a_problem_and_the_socket_lives_on(court: House) -> None:
    judge = await court.open("judge")
    for frame in BROKEN:
        start = len(judge.frames)
        await judge.socket.send(frame)
        assert (await judge.next_frame("problem", start))["code"] == "message-unreadable", frame[:80]
    await judge.still_answers()


async def test_a_description_that_is_none_gets_a_problem_and_the_socket_lives_on(court: House) -> None:
    judge = await court.open("judge")
    for message in ("publish", "subscribed"):
        start = len(judge.frames)
        await judge.send(message, epoch=1, sdp="v=0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 111\r\na=mid\r\n")
        await judge.next_frame("problem", start)
        await judge.still_answers()


async def test_another_version_is_told_to_reload(court: House) -> None:
    judge = await court.open("judge", hello=False)
    for version in (0, 2, 99):
        start = len(judge.frames)
        await judge.send("hello", version=version)
        assert (await judge.next_frame("problem", start))["code"] == "protocol-version"
    await judge.still_answers()


async def test_another_window_of_the_same_person_takes_the_place_of_the_first(court: House) -> None:
    first = await court.come("prosecutor")
    second = await court.open("prosecutor")
    assert (await first.next_frame("closed", 0))["reason"] == "replaced"
    await first.closed()
    assert second.me["id"] == first.me["id"]
    await second.still_answers()
    assert len(court.floor.seats) == 1


async def test_the_socket_of_somebody_who_signs_out_closes_within_two_seconds(court: House) -> None:
    judge = await court.come("judge")
    await court.ask("judge", "POST", "/sign-out")
    async with asyncio.timeout(2):
        assert (await judge.next_frame("closed", 0))["reason"] == "signed_out"
        await judge.closed()
    assert court.floor.seats == {}


async def test_whoever_was_cut_comes_back_to_what_stands_now(court: House) -> None:
    judge, clerk = await court.come("judge"), await court.come("clerk")
    await clerk.act("open")
    await judge.until(lambda: judge.view["state"] == "open")
    last = judge.frames[-1]["sequence"]
    await judge.socket.close()
    await clerk.act("adjourn", reason="ill", next_date="tomorrow")
    await clerk.next_frame("problem")
    again = await court.open("judge", hello=False)
    await again.send("hello", version=1, last=last)
    await again.next_frame("view", 0)
    assert again.view["state"] == "open"
    assert again.frames[-1]["sequence"] >= last
