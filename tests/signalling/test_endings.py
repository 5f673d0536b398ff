"""Whatever ends a sign-in or a part ends the open window of the room within two seconds, and no other window."""

import asyncio
import json
import socket as sockets
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from uuid import UUID

import httpx
import pytest
from sqlmodel import select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from app.auth.models import Account, Invitation, SignIn
from app.auth.steps import end_sign_ins_of, renew
from app.auth.terms import Strength
from app.cases.models import Part
from app.hearings.models import Participant
from app.kernel.events import Event
from tests.doubles.pdfs import pdf
from tests.signalling.room import Client, House

Way = Callable[[House, UUID], Awaitable[object]]
AT_ONCE = 2  # seconds


async def _signs_out_elsewhere(court: House, _person: UUID) -> None:
    await court.ask("prosecutor", "POST", "/sign-out")


async def _ends_all_others(court: House, _person: UUID) -> None:
    here, court.cookies["prosecutor"] = court.cookies["prosecutor"], await court.sign_in("prosecutor")
    assert here != court.cookies["prosecutor"]
    assert (await court.ask("prosecutor", "DELETE", "/api/v1/sign-ins")).status_code == 204


async def _officer_ends_them(court: House, person: UUID) -> None:
    async with court.services.database.begin() as uow:
        await end_sign_ins_of(uow, person, because="by-officer", by=None, at=court.services.clock.now())


async def _account_is_closed(court: House, person: UUID) -> None:
    async with court.services.database.begin() as uow:
        account = await uow.first(select(Account).where(Account.person_id == person))
        assert account is not None
        account.disabled_at = court.services.clock.now()


async def _part_is_withdrawn(court: House, person: UUID) -> None:
    async with court.services.database.begin() as uow:
        for part in await uow.all(select(Part).where(Part.person_id == person)):
            part.until = court.services.clock.now()


async def _part_is_suspended(court: House, person: UUID) -> None:
    async with court.services.database.begin() as uow:
        for part in await uow.all(select(Part).where(Part.person_id == person)):
            part.suspended_at = court.services.clock.now()


WAYS: Mapping[str, tuple[Way, str, int]] = {
    "they sign out in another tab": (_signs_out_elsewhere, "signed_out", 4401),
    "they end all others from another browser": (_ends_all_others, "signed_out", 4401),
    "an officer ends their sign-ins": (_officer_ends_them, "signed_out", 4401),
    "their account is closed": (_account_is_closed, "signed_out", 4401),
    "they withdraw from the case": (_part_is_withdrawn, "not_allowed", 4403),
    "the court suspends them": (_part_is_suspended, "not_allowed", 4403),
}


def _person(court: House, client: Client) -> UUID:
    facts = court.floor.facts
    assert facts is not None
    return facts.participant(UUID(client.me["id"])).person_id


async def _stage(court: House, participant_id: str) -> str:
    async with court.services.database.read() as reader:
        row = await reader.get(Participant, UUID(participant_id))
    assert row is not None
    return row.state


@pytest.mark.parametrize("way", WAYS)
async def test_the_window_of_a_prosecutor_closes_within_two_seconds_when(way: str, court: House) -> None:
    end, reason, code = WAYS[way]
    prosecutor, judge = await court.come("prosecutor"), await court.come("judge")
    hers, order = prosecutor.me["id"], _first_from_the_engine(court, prosecutor)
    await end(court, _person(court, prosecutor))
    async with asyncio.timeout(AT_ONCE):
        assert (await prosecutor.next_frame("closed", 0))["reason"] == reason
        await prosecutor.closed()
    assert prosecutor.code == code
    assert await _stage(court, hers) == "left"
    assert order == [False]  # nothing of theirs flowed any more when it was written down
    await judge.still_answers()
    assert len(court.floor.seats) == 1


def _first_from_the_engine(court: House, client: Client) -> list[bool]:
    """For each time the record says that they left: whether their window was on the floor still."""
    floor, found = court.floor, list[bool]()
    peer = next(seat.peer for seat in floor.seats.values() if str(seat.participant_id) == client.me["id"])

    def heard(events: tuple[Event, ...]) -> None:
        moved = [event.payload() for event in events]
        if any(one.get("participant_id") == client.me["id"] and "left" in one.values() for one in moved):
            found.append(peer in floor.seats)

    court.services.database.listeners.append(heard)
    return found


async def test_a_recalled_invitation_ends_the_window_of_somebody_invited(court: House) -> None:
    witness, judge = await court.come("witness"), await court.come("judge")
    async with court.services.database.begin() as uow:
        for row in await uow.all(select(Invitation).where(Invitation.person_id == _person(court, witness))):
            row.recalled_at = court.services.clock.now()
    async with asyncio.timeout(AT_ONCE):
        await witness.closed()
    assert witness.code == 4401
    await judge.still_answers()


async def test_somebody_whose_part_has_ended_cannot_come_back_in(court: House) -> None:
    prosecutor = await court.come("prosecutor")
    await _part_is_withdrawn(court, _person(court, prosecutor))
    await prosecutor.closed()
    again = await court.open("prosecutor", hello=False)
    await again.send("hello", version=1)
    await again.until(lambda: again.code or again.view)
    assert again.code == 4404 or again.me["role"] == "public"


async def test_proving_more_in_another_tab_leaves_the_room_open_until_that_sign_in_ends(court: House) -> None:
    judge = await court.come("judge")
    person, at = _person(court, judge), court.services.clock.now()
    async with court.services.database.begin() as uow:
        row = await uow.first(select(SignIn).where(SignIn.person_id == person))
        assert row is not None
        opened = await renew(uow, row, Strength.two, at)
    seat = next(iter(court.floor.seats.values()))
    assert seat.principal is not None
    now = await court.services.sign_ins.still(seat.principal)
    assert now is not None
    assert now.sign_in_id == opened.principal.sign_in_id
    await judge.still_answers()
    await court.services.sign_ins.sign_out(opened.principal)
    async with asyncio.timeout(AT_ONCE):
        await judge.closed()
    assert judge.code == 4401


async def _program(court: House, role: str) -> dict[str, str]:
    person = court.people[role]
    async with httpx.AsyncClient(base_url=court.url) as client:
        said = {"email": person["email"], "password": person["password"]}
        pair: dict[str, str] = (await client.post("/api/v1/tokens", json=said)).json()
    return pair


async def _ticket(court: House, pair: Mapping[str, str]) -> str:
    headers = {"authorization": f"Bearer {pair['access_token']}"}
    async with httpx.AsyncClient(base_url=court.url, headers=headers) as client:
        answer = await client.post(f"/api/v1/hearings/{court.hearing_id}/tickets")
    assert answer.status_code == 201, answer.text
    return str(answer.json()["ticket"])


async def _knock(court: House, ticket: str) -> ClientConnection:
    """As a program does: neither cookie nor Origin, the ticket beside the protocol and not in the address."""
    return await connect(court.address, subprotocols=["ejustice.v1", ticket], max_size=2**22)  # type: ignore[list-item]


async def test_a_program_comes_in_with_a_ticket_once_and_leaves_when_its_tokens_end(court: House) -> None:
    pair = await _program(court, "prosecutor")
    ticket = await _ticket(court, pair)
    program = Client("prosecutor", await _knock(court, ticket)).listen()
    court.clients.append(program)
    assert program.socket.subprotocol == "ejustice.v1"  # the secret is not said back
    await program.send("hello", version=1)
    await program.until(lambda: program.view)
    assert program.me["role"] == "prosecutor"
    second = Client("prosecutor", await _knock(court, ticket)).listen()
    court.clients.append(second)
    await second.closed()
    assert (second.code, second.problems) == (4401, ["ticket-used"])
    await program.still_answers()
    async with httpx.AsyncClient(base_url=court.url) as client:
        assert (
            await client.post("/api/v1/tokens/revocation", json={"token": pair["refresh_token"]})
        ).status_code == 204
    async with asyncio.timeout(AT_ONCE):
        await program.closed()
    assert program.code == 4401


async def test_of_many_sockets_with_one_ticket_one_is_let_in(court: House) -> None:
    ticket = await _ticket(court, await _program(court, "prosecutor"))
    knocking = await asyncio.gather(*(_knock(court, ticket) for _ in range(16)))
    clients = [Client("prosecutor", one).listen() for one in knocking]
    court.clients += clients
    for client in clients:
        with suppress(ConnectionClosed):
            await client.send("hello", version=1)
    for client in clients:
        await client.until(lambda client=client: client.view or client.code)  # type: ignore[misc]
    assert sum(bool(client.view) for client in clients) == 1


async def test_a_program_that_says_where_it_is_from_says_it_rightly(court: House) -> None:
    ticket = await _ticket(court, await _program(court, "prosecutor"))
    with pytest.raises(InvalidStatus, match="403"):
        await connect(court.address, subprotocols=["ejustice.v1", ticket], origin="https://elsewhere.example")  # type: ignore[list-item, arg-type]
    program = await _knock(court, ticket)  # and the ticket was not used up by that
    await program.send(json.dumps({"type": "hello", "version": 1}))
    assert json.loads(await program.recv())["type"] == "view"
    await program.close()


BIG = 16 * 1024 * 1024


async def _upload(court: House, role: str) -> str:
    """A document of somebody's own, larger than what sockets hold."""
    content = pdf("The court is asked.") + b"\n%" + bytes(range(32, 127)) * (BIG // 95)
    headers = {"origin": court.url, "cookie": court.cookies[role], "tus-resumable": "1.0.0"}
    async with httpx.AsyncClient(base_url=court.url, headers=headers, timeout=30) as client:
        made = await client.post(
            f"/api/v1/uploads?case_id={court.case_id}",
            headers={"upload-length": str(len(content)), "upload-metadata": "filename bW90aW9uLnBkZg=="},
        )
        stream = {"content-type": "application/offset+octet-stream", "upload-offset": "0"}
        sent = await client.patch(made.headers["location"], headers=stream, content=content)
    assert sent.status_code == 204, sent.text
    return sent.headers["document-id"]


async def test_a_download_over_a_real_connection_is_cut_in_the_middle_when_the_sign_in_ends(court: House) -> None:
    court.cookies["prosecutor"] = await court.sign_in("prosecutor")
    document, kept = await _upload(court, "prosecutor"), court.cookies["prosecutor"]
    other = await court.sign_in("prosecutor")
    half, whole = [await _begin(court, document, cookie) for cookie in (kept, other)]
    await court.ask("prosecutor", "POST", "/sign-out")
    got = await _rest(half[0], court)
    assert 0 < got < BIG - 2**20
    assert await _rest(whole[0]) >= BIG - 95  # the other browser of the same person gets it whole
    for _reader, writer in (half, whole):
        writer.close()


async def _begin(court: House, document: str, cookie: str) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
    raw = sockets.socket()
    raw.setsockopt(sockets.SOL_SOCKET, sockets.SO_RCVBUF, 4096)
    raw.setblocking(False)
    await asyncio.get_running_loop().sock_connect(raw, ("127.0.0.1", int(court.url.rpartition(":")[2])))
    reader, writer = await asyncio.open_connection(sock=raw, limit=2**16)
    asked = f"GET /api/v1/documents/{document} HTTP/1.1\r\nhost: localhost\r\ncookie: {cookie}\r\n\r\n"
    writer.write(asked.encode())
    head = await reader.readuntil(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 200"), head
    return reader, writer


async def _rest(reader: asyncio.StreamReader, beside: House | None = None) -> int:
    """How many bytes still come; `beside`: as slowly as somebody takes them who does something else in between."""
    count = 0
    with suppress(ConnectionResetError):
        while count < BIG and (chunk := await reader.read(2**16)):
            count += len(chunk)
            if beside is not None:
                await beside.ask("prosecutor", "GET", "/health/live")
    return count
