"""A certified OpenID provider (panva's oidc-provider on Node.js) in a process of its own, and the people it knows."""

import asyncio
import json
import shutil
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

FOLDER = Path(__file__).parents[1] / "oidc_provider"
SECRET = "forty letters that nobody else has, more or less"
_PATIENCE = 60.0


@dataclass(slots=True)
class CertifiedProvider:
    """`people`: what it says about each, by user name; change it with `say`."""

    folder: Path
    port: int
    people: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def issuer(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def say(self, user: str, *, amr: tuple[str, ...] = ("pwd", "otp"), **claims: object) -> None:
        """From now on this is what it says about this person."""
        self.people[user] = {"claims": claims, "amr": list(amr)}
        (self.folder / "people.json").write_text(json.dumps(self.people))


@asynccontextmanager
async def certified_provider(folder: Path, court_url: str, key: str) -> AsyncIterator[CertifiedProvider]:
    """One that knows the court at `court_url` under the short name `key`; skips where it is not installed."""
    node = shutil.which("node")
    if node is None or not (FOLDER / "node_modules").exists():
        pytest.skip("the identity provider of the tests is not installed: tools/test-packages")
    provider = CertifiedProvider(folder, _free_port())
    provider.say("nobody")
    client = {
        "client_id": "court",
        "client_secret": SECRET,
        "redirect_uris": [f"{court_url}/sign-in/with/{key}/return"],
        "post_logout_redirect_uris": [f"{court_url}/"],
        "backchannel_logout_uri": f"{court_url}/api/v1/providers/{key}/back-channel-logout",
        "backchannel_logout_session_required": True,
    }
    settings = {"port": provider.port, "people": str(folder / "people.json"), "clients": [client]}
    (folder / "settings.json").write_text(json.dumps(settings))
    process = await asyncio.create_subprocess_exec(
        node, str(FOLDER / "server.mjs"), str(folder / "settings.json"), stdout=asyncio.subprocess.PIPE
    )
    try:
        assert process.stdout is not None
        line = await asyncio.wait_for(process.stdout.readline(), _PATIENCE)
        assert line == b"ready\n"
        yield provider
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
