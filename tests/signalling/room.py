"""One installation behind real sockets in this process, and people in its room who speak the protocol by hand."""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

import httpx
import uvicorn
from sqlmodel import select
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed

from app import demo
from app.edge.services import Services
from app.hearings.models import Hearing
from app.kernel.clock import Clock
from app.main import create_app
from app.settings import Settings
from app.sittings.live import Floor
from app.wiring import build
from tests.doubles.media_peers import Publisher, Viewer

PATIENCE = 30.0
RULING: Mapping[str, object] = {
    "decision": "grant",
    "preset": "P3",
    "defence_heard": True,
    "legal_basis": "§ 12",
    "public_reason": "Her safety.",
    "review_on": "2030-01-01",
}
OFFICE = ("clerk", "judge")
ALL = (*OFFICE, "prosecutor", "defence counsel", "accused", "witness", "interpreter")


@dataclass
class Client:
    """Somebody's window. `frames`: everything it was sent, in order; `code`: how the socket was closed, once it is."""

    role: str
    socket: ClientConnection
    frames: list[dict[str, Any]] = field(default_factory=list)
    code: int | None = None
    publisher: Publisher | None = None
    viewer: Viewer | None = None
    peers: list[Publisher | Viewer] = field(default_factory=list)
    _news: asyncio.Event = field(default_factory=asyncio.Event)
    _reading: asyncio.Task[None] | None = None

    @property
    def view(self) -> dict[str, Any]:
        return next((frame["view"] for frame in reversed(self.frames) if frame["type"] == "view"), {})

    @property
    def me(self) -> dict[str, Any]:
        found: dict[str, Any] = self.view.get("me", {})
        return found

    @property
    def problems(self) -> list[str]:
        return [frame["code"] for frame in self.frames if frame["type"] == "problem"]

    async def send(self, type_: str, **fields: object) -> None:
        await self.socket.send(json.dumps({"type": type_, **fields}))

    async def act(self, act: str, **fields: object) -> None:
        await self.send("act", act={"act": act, **fields})

    async def until(self, seen: Callable[[], object], within: float = PATIENCE) -> None:
        """Wait for a frame that makes `seen` true."""
        async with asyncio.timeout(within):
            while not seen():
                self._news.clear()
                await self._news.wait()

    async def next_frame(self, type_: str, after: int | None = None) -> dict[str, Any]:
        """The next frame of a type, counted from now or from a place in `frames`."""
        start = len(self.frames) if after is None else after
        await self.until(lambda: any(frame["type"] == type_ for frame in self.frames[start:]))
        return next(frame for frame in self.frames[start:] if frame["type"] == type_)

    async def closed(self, within: float = PATIENCE) -> None:
        await self.until(lambda: self.code is not None, within)

    async def still_answers(self) -> None:
        """The socket lives: asked again, it shows the room again."""
        start = len(self.frames)
        await self.send("hello", version=1)
        await self.next_frame("view", start)

    async def publish(self, epoch: int = 1) -> None:
        """Send a sound and a picture from now on."""
        self.publisher = publisher = Publisher(self.role)
        self.peers.append(publisher)
        start = len(self.frames)
        await self.send("publish", epoch=epoch, sdp=await publisher.offer())
        answer = await self.next_frame("answer", start)
        await publisher.accept(answer["sdp"])
        await publisher.ready()
        publisher.stream((300, 200), every=0.05)

    async def subscribe(self, epoch: int = 1) -> None:
        """Take the slots that are offered."""
        self.viewer = viewer = Viewer(self.role)
        self.peers.append(viewer)
        start = len(self.frames)
        await self.send("subscribe", epoch=epoch)
        offer = await self.next_frame("offer", start)
        await viewer.take(offer["sdp"], offer["slots"])
        await self.send("subscribed", epoch=epoch, sdp=viewer.pc.localDescription.sdp)
        await viewer.connected()

    async def close(self) -> None:
        for peer in self.peers:
            await peer.close()
        await self.socket.close()
        if self._reading is not None:
            await self._reading

    def listen(self) -> "Client":
        self._reading = asyncio.create_task(self._read())
        return self

    async def _read(self) -> None:
        with suppress(ConnectionClosed):
            async for text in self.socket:
                self.frames.append(json.loads(text))
                self._news.set()
        self.code = self.socket.close_code
        self._news.set()


@dataclass
class House:
    """The installation, its demo people, and the hearing that can be joined now."""

    url: str
    services: Services
    people: Mapping[str, Mapping[str, str]]
    hearing_id: UUID
    case_id: str
    cookies: dict[str, str] = field(default_factory=dict)
    clients: list[Client] = field(default_factory=list)

    @property
    def floor(self) -> Floor:
        found = self.services.floors.running(self.hearing_id)
        assert found is not None
        return found

    @property
    def address(self) -> str:
        return f"{self.url.replace('http', 'ws')}/api/v1/hearings/{self.hearing_id}/room"

    async def sign_in(self, role: str) -> str:
        """The cookie of a sign-in."""
        person = self.people[role]
        async with httpx.AsyncClient(base_url=self.url, headers={"origin": self.url}) as client:
            if "email" in person:
                answer = await client.post("/sign-in", data={"email": person["email"], "password": person["password"]})
            else:
                said = {"code": person["code"], "link": person["link"].split("#")[1]}
                answer = await client.post("/start", data=said)
            assert answer.status_code == 303, role
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())

    async def open(self, role: str, *, hello: bool = True, origin: str | None = None) -> Client:
        """A window of the room; `role` "public" holds no cookie."""
        if role != "public" and role not in self.cookies:
            self.cookies[role] = await self.sign_in(role)
        headers = {"cookie": self.cookies[role]} if role in self.cookies else {}
        socket_ = await connect(self.address, origin=origin or self.url, additional_headers=headers, max_size=2**22)  # type: ignore[arg-type]
        client = Client(role, socket_).listen()
        self.clients.append(client)
        if hello:
            await client.send("hello", version=1)
            await client.until(lambda: client.view or client.code)
        return client

    async def come(self, role: str) -> Client:
        """A window whose person has tried their devices."""
        client = await self.open(role)
        await client.send("devices", camera=True, microphone=True, alone=True)
        await client.until(lambda: client.me["stage"] != "checking_devices")
        return client

    async def ask(self, role: str, method: str, path: str, **json_: object) -> httpx.Response:
        """A request of somebody who is signed in."""
        headers = {"origin": self.url, "cookie": self.cookies[role]}
        async with httpx.AsyncClient(base_url=self.url, headers=headers, timeout=PATIENCE) as client:
            return await client.request(method, path, json=json_ or None)

    async def rule(self, preset: str) -> None:
        """The judge grants what waits, or a fresh request of her counsel, with this preset."""
        waiting = [one for one in await self._orders() if one["waiting"]]
        hers = waiting[0] if waiting else await self._request(preset)
        said = {**RULING, "preset": preset}
        answer = await self.ask("judge", "POST", f"/api/v1/protections/{hers['id']}/ruling", **said)
        assert answer.is_success, answer.text

    async def forwarded(self) -> dict[tuple[str, str, str], int]:
        """What the engine itself counted: packets by (whose, "audio" or "video", to whom), by role."""
        names = {seat.peer: self._role(seat.person_id) for seat in self.floor.seats.values()}
        stats = await self.services.engine.stats(self.floor.room)
        found: dict[tuple[str, str, str], int] = {}
        for one in stats.forwarded:
            key = (names.get(one.source.peer, "gone"), one.source.kind, names.get(one.listener, "gone"))
            found[key] = found.get(key, 0) + one.packets
        return found

    async def until(self, look: Callable[[], Awaitable[object]], within: float = PATIENCE) -> None:
        async with asyncio.timeout(within):
            while not await look():
                await asyncio.sleep(0.05)

    def _role(self, person_id: UUID) -> str:
        assert self.floor.facts is not None
        row = self.floor.facts.of_person(person_id)
        return row.role if row else "public"

    async def _orders(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = (
            await self.ask("judge", "GET", f"/api/v1/cases/{self.case_id}/protections")
        ).json()
        return found

    async def _request(self, preset: str) -> dict[str, Any]:
        assert self.floor.facts is not None
        person_id = next(row.person_id for row in self.floor.facts.participants if row.role == "victim")
        said = {"person_id": str(person_id), "preset": preset, "public_reason": "Her safety."}
        path = f"/api/v1/cases/{self.case_id}/protections"
        answer = await self.ask("judge", "POST", path, **said)
        assert answer.is_success, answer.text
        return next(one for one in await self._orders() if one["waiting"])


async def prepare(folder: Path) -> None:
    """The data of a demo court, made once and copied for each test."""
    await demo.prepare(Settings(data_dir=folder))


@asynccontextmanager
async def house(template: Path, folder: Path, clock: Clock | None = None) -> AsyncIterator[House]:
    """A running installation on a copy of the data; whoever is still connected at the end is disconnected."""
    shutil.copytree(template, folder, dirs_exist_ok=True)
    listener = socket.create_server(("127.0.0.1", 0))
    url = f"http://localhost:{listener.getsockname()[1]}"
    settings = Settings(data_dir=folder, public_url=url, media_ports="33000-33399", second_factor="optional")
    people = {one["role"]: one for one in json.loads((folder / "demo" / "sign-ins.json").read_text())}
    async with build(settings, clock) as services:
        config = uvicorn.Config(create_app(services=services), log_level="error", ws_max_size=256 * 1024)
        server = _Server(config)
        running = asyncio.create_task(server.serve(sockets=[listener]))
        found = House(url, services, people, *await _hearing(services))
        try:
            yield found
        finally:
            for client in found.clients:
                await client.close()
            server.should_exit = True
            await running
            listener.close()


class _Server(uvicorn.Server):
    """Leaves the signals of the test's own process alone."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


async def _hearing(services: Services) -> tuple[UUID, str]:
    async with services.database.read() as reader:
        hearing = await reader.first(select(Hearing))
    assert hearing is not None
    return hearing.id, str(hearing.case_id)
