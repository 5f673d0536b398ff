"""What a flood of sign-ins, 200 at once without a break, costs the rooms, the memory and the people of a court.

    python -m bench.flood [--quick]

The flood: wrong passwords for as many accounts from as many addresses, so that no count of one of them ends it.
In the same run: the round trip of a message in an open room, idle and in the flood (99th percentile, limit
250 ms); the memory the server grew by (limit 128 MiB); sign-ins of a judge's own browser that were refused.
"""

import argparse
import asyncio
import json
import multiprocessing
import os
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from statistics import quantiles
from typing import Any

import httpx
from websockets.asyncio.client import ClientConnection, connect

ROOT = Path(__file__).parents[1]
AT_ONCE = 200
LIMITS = {"signalling_p99": 0.25, "memory": 128.0}  # seconds, MiB
PAUSE = 0.02  # between two messages of one person: nobody clicks faster


def main(seconds: float) -> None:
    with tempfile.TemporaryDirectory() as folder, _court(Path(folder)) as (server, address):
        people = json.loads((Path(folder) / "demo" / "sign-ins.json").read_text())
        judge = next(person for person in people if person["role"] == "judge")
        asyncio.run(_measure(server, address, judge, seconds))


async def _measure(server: int, address: str, judge: dict[str, str], seconds: float) -> None:
    async with httpx.AsyncClient(base_url=address, headers={"origin": address}, timeout=30) as browser:
        assert await _sign_in(browser, judge), "the judge came in before the flood"
        async with _room(browser, address, await _hearing(browser)) as room:
            idle = await _round_trips(room, seconds)
            before = _memory(server)
            with _flood(address) as answered:
                flooded, refused, peak = await asyncio.gather(
                    _round_trips(room, seconds), _own_browser(browser, judge, seconds), _peak(server, seconds)
                )
                counted = dict(answered)
    if not sum(counted.values()) > AT_ONCE:
        raise SystemExit("there was no flood")
    _say("signalling_p99", flooded, idle=round(idle[0], 4), n=flooded[1], sign_ins=counted)
    _say("memory", (peak - before, 0), before=round(before, 1), n=1)
    kept_out = {"figure": "flood.own_browser_kept_out", "ratio": refused[0] / max(refused[1], 1), "target": 0.0}
    print(json.dumps({**kept_out, "better": "lower", "n": refused[1]}))


async def _sign_in(browser: httpx.AsyncClient, person: dict[str, str]) -> bool:
    form = {"email": person["email"], "password": person["password"]}
    return (await browser.post("/sign-in", data=form)).status_code == 303


async def _hearing(browser: httpx.AsyncClient) -> str:
    found: str = (await browser.get("/api/v1/hearings")).json()[0]["id"]
    return found


def _room(browser: httpx.AsyncClient, address: str, hearing: str) -> connect:
    cookies = "; ".join(f"{name}={value}" for name, value in browser.cookies.items())
    where = f"{address.replace('http', 'ws')}/api/v1/hearings/{hearing}/room"
    return connect(where, origin=address, additional_headers={"cookie": cookies}, proxy=None)  # type: ignore[arg-type]


async def _round_trips(room: ClientConnection, seconds: float) -> tuple[float, int]:
    """(99th percentile in seconds, how many): a message the room does not know, until its answer."""
    taken, ends = [], time.monotonic() + seconds
    while time.monotonic() < ends:
        began = time.monotonic()
        await room.send('{"type": "unheard-of"}')
        while json.loads(await room.recv())["type"] != "problem":
            pass
        taken.append(time.monotonic() - began)
        await asyncio.sleep(PAUSE)
    return quantiles(taken, n=100)[98], len(taken)


async def _own_browser(browser: httpx.AsyncClient, judge: dict[str, str], seconds: float) -> tuple[int, int]:
    """(refused, tried): the judge signs in again and again, in the browser that was in before."""
    refused, tried, ends = 0, 0, time.monotonic() + seconds
    async with httpx.AsyncClient(base_url=browser.base_url, headers=browser.headers, timeout=30) as again:
        while time.monotonic() < ends:
            again.cookies = httpx.Cookies({name: browser.cookies[name] for name in ("device", "known")})
            refused, tried = refused + (not await _sign_in(again, judge)), tried + 1
            await asyncio.sleep(0.5)
    return refused, tried


async def _peak(server: int, seconds: float) -> float:
    most, ends = 0.0, time.monotonic() + seconds
    while time.monotonic() < ends:
        most = max(most, _memory(server))
        await asyncio.sleep(0.05)
    return most


def _memory(server: int) -> float:
    """Resident memory of the server in MiB."""
    lines = Path(f"/proc/{server}/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS:")) / 1024


@contextmanager
def _flood(address: str) -> Iterator[Any]:
    """200 sign-ins under way all the time, from a process of their own; gives how often each status was answered."""
    with multiprocessing.Manager() as shared:
        answered = shared.dict()
        process = multiprocessing.Process(target=_pour, args=(address, answered), daemon=True)
        process.start()
        try:
            yield answered
        finally:
            process.terminate()
            process.join()


def _pour(address: str, answered: Any) -> None:
    os.nice(10)  # it stands for other machines, whose work costs this one nothing
    asyncio.run(_pour_all(address, answered))


async def _pour_all(address: str, answered: Any) -> None:
    counted: Counter[str] = Counter()
    async with asyncio.TaskGroup() as group:
        for number in range(AT_ONCE):
            group.create_task(_one_of_many(address, number, counted))
        while True:
            await asyncio.sleep(0.2)
            answered.update(counted)


async def _one_of_many(address: str, number: int, counted: Counter[str]) -> None:
    """One connection after the other, one request after the other, spoken by hand: httpx is slower than the server."""
    host, turn = address.removeprefix("http://"), 0
    while True:
        try:
            reader, writer = await asyncio.open_connection("127.0.0.1", int(host.rpartition(":")[2]))
            while True:
                turn += 1
                writer.write(_request(host, address, number, turn))
                counted[await _status(reader)] += 1
        except (OSError, asyncio.IncompleteReadError):
            counted["broken"] += 1


def _request(host: str, origin: str, number: int, turn: int) -> bytes:
    body = f"email=p{number}-{turn}%40elsewhere.example&password=a+guess".encode()
    from_ = f"2001:db8:{number:x}:{turn % 65536:x}::1"
    head = f"POST /sign-in HTTP/1.1\r\nHost: {host}\r\nOrigin: {origin}\r\nX-Forwarded-For: {from_}\r\n"
    kind = "Content-Type: application/x-www-form-urlencoded\r\n"
    return f"{head}{kind}Content-Length: {len(body)}\r\n\r\n".encode() + body


async def _status(reader: asyncio.StreamReader) -> str:
    head = (await reader.readuntil(b"\r\n\r\n")).decode().lower()
    length = next(line for line in head.split("\r\n") if line.startswith("content-length:"))
    await reader.readexactly(int(length.partition(":")[2]))
    return head.split()[1]


@contextmanager
def _court(folder: Path) -> Iterator[tuple[int, str]]:
    """A demo court in a process of its own: (its process, its address)."""
    port = _free_port()
    address = f"http://localhost:{port}"
    environment = os.environ | {"EJ_DATA_DIR": str(folder), "EJ_PORT": str(port), "EJ_PUBLIC_URL": address}
    environment["EJ_SECOND_FACTOR"] = "optional"  # the flood never gets that far
    prepare = "import asyncio; from app import demo; from app.settings import Settings; "
    prepare += "asyncio.run(demo.prepare(Settings()))"
    subprocess.run([sys.executable, "-c", prepare], cwd=ROOT, env=environment, check=True)
    command = [sys.executable, "-m", "app.cli", "serve"]
    server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True)
    try:
        assert server.stdout is not None
        if not any(line.startswith("ready ") for line in server.stdout):
            raise SystemExit("the court ended before it was ready")
        yield server.pid, address
    finally:
        server.terminate()
        server.wait(15)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _say(name: str, found: tuple[float, int], **beside: object) -> None:
    figure = {"figure": f"flood.{name}", "ratio": round(found[0] / LIMITS[name], 3), "target": 1.0, "better": "lower"}
    print(json.dumps({**figure, "value": round(found[0], 4), **beside}))


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="a short flood: does it run at all")
    main(5.0 if parser.parse_args().quick else 30.0)
