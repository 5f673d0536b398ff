"""Janus VideoRoom as packaged by Debian, driven over its WebSocket as an application would."""

import asyncio
import itertools
import json
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

BINARY = "/usr/bin/janus"
PORT = 18188
PLUGIN = "janus.plugin.videoroom"
OTHER_PLUGINS = "audiobridge duktape echotest lua nosip recordplay sip streaming textroom videocall voicemail"
OTHER_TRANSPORTS = "http mqtt nanomsg pfunix rabbitmq"
CONFIGURATION = """
general: {{ configs_folder = "{folder}", debug_level = 2, debug_timestamps = false }}
media: {{ rtp_port_range = "41000-41999" }}
nat: {{ ice_enforce_list = "{address}", ignore_mdns = true }}
plugins: {{ disable = "{plugins}" }}
transports: {{ disable = "{transports}" }}
events: {{ broadcast = false }}
"""


def _named(kind: str, names: str) -> str:
    return ",".join(f"libjanus_{name}.so" for name in names.split())


class Janus:
    """One session with one room; a handle per connection."""

    def __init__(self, process: asyncio.subprocess.Process, socket: ClientConnection) -> None:
        self.pid = process.pid
        self._socket = socket
        self._numbers = itertools.count(1)
        self._session = 0
        self._feed = 0
        self._handles: dict[str, int] = {}

    async def begin(self) -> None:
        self._session = (await self._ask("create"))["data"]["id"]
        handle = await self._attach("room")
        room = {"request": "create", "room": 1, "publishers": 8, "videocodec": "vp8", "bitrate": 4_000_000}
        await self._message(handle, room)

    async def publish(self, offer: str) -> str:
        handle = await self._attach("pub")
        joined = await self._message(handle, {"request": "join", "ptype": "publisher", "room": 1}, event=True)
        self._feed = joined["plugindata"]["data"]["id"]
        jsep = {"type": "offer", "sdp": offer}
        reply = await self._message(handle, {"request": "publish"}, jsep, event=True)
        return str(reply["jsep"]["sdp"])

    async def subscribe(self, name: str) -> str:
        handle = self._handles[name] = await self._attach(name)
        streams = [{"feed": self._feed}]
        join = {"request": "join", "ptype": "subscriber", "room": 1, "streams": streams}
        return str((await self._message(handle, join, event=True))["jsep"]["sdp"])

    async def subscribed(self, name: str, answer: str) -> None:
        jsep = {"type": "answer", "sdp": answer}
        await self._message(self._handles[name], {"request": "start"}, jsep, event=True)

    async def _attach(self, name: str) -> int:
        return int((await self._ask("attach", plugin=PLUGIN))["data"]["id"])

    async def _message(
        self, handle: int, body: dict[str, Any], jsep: dict[str, str] | None = None, *, event: bool = False
    ) -> dict[str, Any]:
        fields: dict[str, Any] = {"handle_id": handle, "body": body}
        if jsep is not None:
            fields["jsep"] = jsep
        return await self._ask("message", until="event" if event else "success", **fields)

    async def _ask(self, verb: str, until: str = "success", **fields: Any) -> dict[str, Any]:
        transaction = str(next(self._numbers))
        message = {"janus": verb, "transaction": transaction, **fields}
        if self._session:
            message["session_id"] = self._session
        await self._socket.send(json.dumps(message))
        while True:
            reply: dict[str, Any] = json.loads(await asyncio.wait_for(self._socket.recv(), 10))
            if reply.get("janus") == "error" or "error" in reply.get("plugindata", {}).get("data", {}):
                raise RuntimeError(f"Janus refused {verb}: {reply}")
            if reply.get("transaction") == transaction and reply["janus"] == until:
                return reply


async def _open(deadline: float) -> ClientConnection:
    loop = asyncio.get_running_loop()
    while True:
        try:
            return await connect(f"ws://127.0.0.1:{PORT}", subprotocols=["janus-protocol"])  # type: ignore[list-item]
        except OSError:
            if loop.time() > deadline:
                raise
            await asyncio.sleep(0.1)


@asynccontextmanager
async def janus(address: str) -> AsyncIterator[Janus]:
    with tempfile.TemporaryDirectory() as folder:
        text = CONFIGURATION.format(
            folder=folder,
            address=address,
            plugins=_named("plugin", OTHER_PLUGINS),
            transports=_named("transport", OTHER_TRANSPORTS),
        )
        Path(folder, "janus.jcfg").write_text(text)
        Path(folder, "janus.plugin.videoroom.jcfg").write_text("general: { }\n")
        socket = f'general: {{ ws = true, ws_ip = "127.0.0.1", ws_port = {PORT}, json = "plain" }}\n'
        Path(folder, "janus.transport.websockets.jcfg").write_text(socket)
        quiet = asyncio.subprocess.DEVNULL
        process = await asyncio.create_subprocess_exec(BINARY, "-F", folder, stdout=quiet, stderr=quiet)
        try:
            async with await _open(asyncio.get_running_loop().time() + 10) as connection:
                server = Janus(process, connection)
                await server.begin()
                yield server
        finally:
            process.kill()
            await process.wait()
