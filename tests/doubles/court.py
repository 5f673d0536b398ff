"""A real demo court in processes of its own: started, stopped, killed and started again on data of its own."""

import asyncio
import contextlib
import json
import os
import random
import signal
import socket
import sys
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path

import httpx

_PATIENCE = 120.0  # seconds; a machine that does many things at once is slow to start Python
_MEDIA_PORTS = 200


class RunningCourt:
    """One installation under `folder`. `said`: the lines it printed since it was last started."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self.folder = folder
        self.port = _free_port()
        self.url = f"http://localhost:{self.port}"
        first = _free_ports(_MEDIA_PORTS)
        self.media_ports = range(first, first + _MEDIA_PORTS)
        self.settings = settings
        self.said: list[str] = []
        self._process: asyncio.subprocess.Process | None = None
        self._listening: asyncio.Task[None] | None = None
        self._ready = asyncio.Event()

    @property
    def data(self) -> Path:
        return self.folder / "var"

    @property
    def environment(self) -> Mapping[str, str]:
        """What its processes, and the operator's commands on its data, are run with."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith("EJ_")}
        ours = {
            "EJ_DATA_DIR": str(self.data),
            "EJ_PORT": str(self.port),
            "EJ_PUBLIC_URL": self.url,
            "EJ_MEDIA_PORTS": f"{self.media_ports[0]}-{self.media_ports[-1]}",
        }
        return {**kept, **ours, **self.settings}

    async def start(self, command: str = "demo", **settings: str) -> None:
        """Start `ejustice demo`, or `serve`, and wait until it is ready; `settings` change from here on."""
        self.settings = {**self.settings, **settings}
        self.said.clear()
        self._ready.clear()
        self._process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", command),
            env=self.environment,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        self._listening = asyncio.create_task(self._listen(self._process))
        await self.ready()

    async def ready(self) -> None:
        """Wait for the next `ready`; a court that ends instead is an error with its last words."""
        assert self._listening is not None
        waiting = asyncio.create_task(self._ready.wait())
        done, _ = await asyncio.wait({waiting, self._listening}, timeout=_PATIENCE, return_when="FIRST_COMPLETED")
        waiting.cancel()
        if waiting not in done:
            raise RuntimeError("the court did not start: " + "\n".join(self.said[-20:]))

    async def stop(self) -> None:
        """End it in an orderly way, and be sure of it."""
        if self._process is None:
            return
        with contextlib.suppress(ProcessLookupError):
            self._process.send_signal(signal.SIGTERM)
        try:
            await asyncio.wait_for(self._process.wait(), 30)
        except TimeoutError:
            self._process.kill()
            await self._process.wait()
        if self._listening is not None:
            await self._listening
        self._process = None

    def kill_server(self) -> None:
        """`kill -9` of the server behind its supervisor: nothing of it is asked or told."""
        self._ready.clear()
        assert self._process is not None
        os.kill(children(self._process.pid)[0], signal.SIGKILL)

    def media_processes(self) -> list[int]:
        """The processes that forward for an open hearing: whoever holds one of its media ports, the server never."""
        assert self._process is not None
        inodes = _udp_inodes(self.media_ports)
        family = descendants(self._process.pid)
        return [pid for pid in family if inodes & _sockets(pid)]

    def sign_ins(self) -> dict[str, dict[str, str]]:
        """The people of the demo by role: `email` and `password`, or `link` and `code`."""
        people = json.loads((self.data / "demo" / "sign-ins.json").read_text())
        return {person["role"]: person for person in people}

    async def give_anew(self) -> dict[str, str]:
        """A new link and code for the witness of the demo, from the clerk: those before end, on whatever device."""
        clerk = await self.sign_in("clerk")
        try:
            for hearing in (await clerk.get("/api/v1/hearings")).json():
                for one in hearing["participants"]:
                    if one["needs_code"]:
                        at = f"/api/v1/hearings/{hearing['id']}/participants/{one['id']}/invitation"
                        given: dict[str, str] = (await clerk.post(at)).json()
                        return {"link": given["link"], "code": given["code"]}
        finally:
            await clerk.aclose()
        raise RuntimeError("nobody in the demo needs a code")

    async def operate(self, *arguments: str, data: Path | None = None) -> tuple[int, str]:
        """One of the operator's commands on this data, or on a copy of it: its exit code and what it printed."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "app.cli", *arguments),
            env={**self.environment, "EJ_DATA_DIR": str(data or self.data)},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        output, _ = await process.communicate()
        return process.returncode or 0, output.decode()

    async def sign_in(self, role: str) -> httpx.AsyncClient:
        """A client signed in as this person of the demo, as a browser of theirs would be."""
        person = self.sign_ins()[role]
        client = httpx.AsyncClient(base_url=self.url, headers={"sec-fetch-site": "same-origin"}, timeout=30)
        if "email" in person:
            said = {"email": person["email"], "password": person["password"]}
            answer = await client.post("/sign-in", data=said)
        else:
            answer = await client.post("/start", data={"code": person["code"], "link": person["link"].split("#")[1]})
        if answer.status_code != 303:
            raise RuntimeError(f"{role} could not sign in: {answer.status_code}")
        return client

    async def _listen(self, process: asyncio.subprocess.Process) -> None:
        assert process.stdout is not None
        while line := await process.stdout.readline():
            self.said.append(line.decode().rstrip())
            if line.startswith(b"ready "):
                self._ready.set()


@asynccontextmanager
async def running_court(folder: Path, **settings: str) -> AsyncIterator[RunningCourt]:
    """A demo court that is ready, gone afterwards."""
    court = RunningCourt(folder, **settings)
    try:
        await court.start()
        yield court
    finally:
        await court.stop()


def children(pid: int) -> list[int]:
    """The processes this one started, oldest first."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return sorted(int(child) for task in tasks for child in (task / "children").read_text().split())
    except FileNotFoundError:
        return []


def descendants(pid: int) -> list[int]:
    """Children, their children, and so on."""
    found = children(pid)
    return found + [deeper for child in found for deeper in descendants(child)]


def _sockets(pid: int) -> set[str]:
    found = set()
    with contextlib.suppress(FileNotFoundError, PermissionError):
        for file in Path(f"/proc/{pid}/fd").iterdir():
            with contextlib.suppress(FileNotFoundError):
                found.add(os.readlink(file))
    return found


def _udp_inodes(ports: range) -> set[str]:
    rows = [line.split() for line in Path("/proc/net/udp").read_text().splitlines()[1:]]
    return {f"socket:[{row[9]}]" for row in rows if int(row[1].rpartition(":")[2], 16) in ports}


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def _free_ports(count: int) -> int:
    """The first of `count` UDP ports in a row that nobody holds, below those the system gives to clients."""
    for first in random.sample(range(12000, 32000 - count, count), 90):
        with contextlib.ExitStack() as held, contextlib.suppress(OSError):
            for port in range(first, first + count):
                one = held.enter_context(socket.socket(type=socket.SOCK_DGRAM))
                one.bind(("127.0.0.1", port))
            return first
    raise RuntimeError("no free UDP ports")
