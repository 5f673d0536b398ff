"""A server that serves the real page of the room and then says through its socket whatever it likes."""

import json
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from http import HTTPStatus
from mimetypes import guess_type
from random import Random
from typing import Any

from websockets.asyncio.server import ServerConnection, serve
from websockets.datastructures import Headers
from websockets.exceptions import ConnectionClosed
from websockets.http11 import Request, Response

from app.edge.headers import ALWAYS
from app.sittings import views as v
from app.web.static_files import ROOT, TREE

WORDS = ("", "camera", "<img src=x onerror=start()>", "__proto__", "‮", "a" * 3000, "v0", "own_tap", "may", "🎥")
TYPES = ("view", "offer", "answer", "problem", "closed", "start_camera", "capture", "consent", "devices", "tap", "")
SDP = "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n"
HER = "01920000-0000-7000-8000-000000000001"


@dataclass
class Hostile:
    """`page` is what every address but the static ones answers; `say` is what a window is told at once, `then` what
    it is told when its person has tried their devices."""

    page: str = ""
    port: int = 0
    say: Iterable[str] = ()
    then: Iterable[str] = ()
    heard: list[dict[str, Any]] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://localhost:{self.port}"

    async def talk(self, socket: ServerConnection) -> None:
        with suppress(ConnectionClosed):
            self.heard.append(json.loads(await socket.recv()))
            for frame in self.say:
                await socket.send(frame)
            async for text in socket:
                self.heard.append(json.loads(text))
                for frame in self.then if self.heard[-1]["type"] == "devices" else ():
                    await socket.send(frame)

    def answer(self, connection: ServerConnection, request: Request) -> Response | None:
        if "Upgrade" in request.headers:
            return None
        prefix = f"/static/{TREE.build}/"
        body = (ROOT / request.path.removeprefix(prefix)).read_bytes() if request.path.startswith(prefix) else None
        kind = guess_type(request.path)[0] if body is not None else "text/html; charset=utf-8"
        sent = self.page.encode() if body is None else body
        return Response(
            HTTPStatus.OK.value,
            HTTPStatus.OK.phrase,
            Headers({**ALWAYS, "content-type": kind or "", "content-length": str(len(sent)), "connection": "close"}),
            sent,
        )


@asynccontextmanager
async def hostile_server() -> AsyncIterator[Hostile]:
    """Running on a free port of loopback."""
    hostile = Hostile()
    async with serve(hostile.talk, "127.0.0.1", 0, process_request=hostile.answer, max_size=None) as server:
        hostile.port = next(iter(server.sockets)).getsockname()[1]
        yield hostile


def view(**changes: Any) -> dict[str, Any]:
    """A frame that is one: a guarded person on the floor, who is asked for her own tap."""
    me: dict[str, Any] = {
        "id": HER,
        "name": "",
        "part": "witness",
        "role": "victim",
        "stage": "testifying",
        "capture": "own_tap",
    }
    me |= {"guarded": True, "may_stop": True, "stopped": False, "ready": False, "attest": "fresh"}
    told: dict[str, Any] = {name: [] for name in ("see_you", "hear_you", "cannot_see_you", "you_see")}
    told |= {f"public_{what}": False for what in ("sees", "hears", "follows")}
    room: dict[str, Any] = {
        "hearing_id": HER,
        "media_epoch": 0,
        "title": "",
        "state": "in_session",
        "state_words": "In session",
    }
    room |= {"private": False, "me": me, "told": {**told, "recorded": True, "sentence": "", "mark": "m"}}
    room |= {"people": [], "slots": [], "controls": [], "checks": {}, "orders": [], "alerts": [], "ice": {}}
    for path, value in changes.items():
        target, name = (room[path.split("__")[0]], path.split("__")[1]) if "__" in path else (room, path)
        target[name] = value
    frame = v.ViewFrame.model_validate({"sequence": 1, "view": room})
    return frame.model_dump(mode="json")


def every_type() -> Iterator[str]:
    """Each frame of the protocol as a server might bend it to start a camera; the one that ends the page last."""
    for capture in ("own_tap", "may", "no"):
        for guarded in (True, False):
            yield json.dumps(view(me__capture=capture, me__guarded=guarded))
    yield json.dumps({"type": "offer", "epoch": 1, "sdp": "v=0\r\n", "slots": {"v0": "0"}})
    yield json.dumps({"type": "answer", "epoch": 1, "sdp": "v=0\r\n"})
    yield json.dumps({"type": "problem", "code": "x", "title": "Tap", "hint": "", "missing": []})
    for kind in TYPES:
        yield json.dumps({"type": kind, "camera": True, "microphone": True, "event": {"isTrusted": True}})
    yield json.dumps({"type": "closed", "reason": "over"})


def generated(random: Random, count: int) -> Iterator[str]:
    """Frames that are one, nearly one, or nothing; none that lawfully ends the page. The last is `THE END`."""
    for _ in range(count):
        kind = random.random()
        frame = _view(random) if kind < 0.5 else _other(random) if kind < 0.8 else _anything(random, 3)
        if random.random() < 0.3 and isinstance(frame, dict) and frame:
            frame = _bent(random, frame)
        yield json.dumps(frame) if random.random() < 0.97 else random.choice(WORDS)
    yield json.dumps(view(state_words="THE END"))


def _view(random: Random) -> dict[str, Any]:
    def word() -> str:
        return random.choice(WORDS)

    def flag() -> bool:
        return random.random() < 0.5

    person = {"id": HER, "name": word(), "part": word(), "role": word(), "stage": "testifying", "here": flag()}
    slot = {"person": HER, "name": word(), "part": word(), "picture": flag(), "sound": flag()}
    act = random.choice(("stop", "open", "admit", "identity", "adjourn", word()))
    control = {"act": act, "words": word(), "participant_id": HER if flag() else None, "needs": [word()]}
    return view(
        me__capture=random.choice(("no", "own_tap", "may")),
        me__guarded=flag(),
        me__role=random.choice(("victim", "judge", "public", word())),
        me__stage=random.choice(("admitted", "testifying", "waiting", "checking_devices", word())),
        me__stopped=flag(),
        me__attest=random.choice(("fresh", "due", "stale")),
        media_epoch=random.choice((0, 1, -1, 2**40)),
        state=random.choice(("in_session", "not_open", "stopped", word())),
        state_words=word(),
        people=[{**person, "stage_words": word()}] * random.randrange(4),
        slots=[{**slot, "number": random.choice((0, 1, 7, -1, 999))} for _ in range(random.randrange(4))],
        controls=[control] * random.randrange(3),
        checks={HER: [{"name": word(), "words": word(), "done": flag()}]} if flag() else {},
        alerts=[word()] * random.randrange(3),
        ice={"servers": [{"urls": [word()]}] if flag() else [], "relay_only": flag()},
        told__mark=word(),
    )


def _other(random: Random) -> dict[str, Any]:
    kind = random.choice([name for name in TYPES if name != "closed"])
    sdp = random.choice(
        ("", "v=0\r\n", "v=0\r\no=- 1 1 IN IP4 0.0.0.0\r\ns=-\r\nt=0 0\r\nm=video 9 UDP/TLS/RTP/SAVPF 96\r\n")
    )
    slots = {random.choice(("v0", "a0", "x")): random.choice(WORDS)}
    said = {"code": random.choice(WORDS), "title": random.choice(WORDS), "hint": "", "missing": [random.choice(WORDS)]}
    return {"type": kind, "epoch": random.randrange(6), "sdp": sdp, "slots": slots, **said}


def _bent(random: Random, frame: dict[str, Any]) -> dict[str, Any]:
    """One field, at any depth, taken out or made into something else."""
    here = frame
    while (deeper := [one for one in here.values() if isinstance(one, dict) and one]) and random.random() < 0.7:
        here = random.choice(deeper)
    name = random.choice(list(here))
    if random.random() < 0.3:
        del here[name]
    else:
        here[name] = _anything(random, 2)
    return frame if frame.get("type") != "closed" else {}


def _anything(random: Random, depth: int) -> Any:
    leaf = random.choice([None, True, -1, 1e308, *WORDS])
    if depth == 0 or random.random() < 0.4:
        return leaf
    if random.random() < 0.5:
        return [_anything(random, depth - 1) for _ in range(random.randrange(3))]
    return {random.choice((*WORDS, "type", "view")): _anything(random, depth - 1) for _ in range(random.randrange(4))}
