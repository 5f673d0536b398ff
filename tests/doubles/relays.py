"""A real TURN server (coturn) on an address of its own, as a court would run one."""

import asyncio
import shutil
import tempfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

BINARY = shutil.which("turnserver")
USER, PASSWORD = "test", "only-for-tests"


@asynccontextmanager
async def relay(address: str, port: int) -> AsyncIterator[dict[str, Any]]:
    """Serve TURN over UDP on `address`; gives what a browser is to be configured with."""
    assert BINARY is not None
    with tempfile.TemporaryDirectory() as folder:
        command = [
            BINARY, "-n", "--no-cli", "--no-tls", "--no-dtls", "--allow-loopback-peers", "--lt-cred-mech",
            f"--listening-ip={address}", f"--relay-ip={address}", f"--listening-port={port}",
            f"--user={USER}:{PASSWORD}", "--realm=test", "--min-port=43000", "--max-port=43100",
            f"--pidfile={folder}/pid", f"--userdb={folder}/db", "--log-file=stdout",
        ]  # fmt: skip
        quiet = asyncio.subprocess.DEVNULL
        server = await asyncio.create_subprocess_exec(*command, stdout=asyncio.subprocess.PIPE, stderr=quiet)
        try:
            assert server.stdout is not None
            while line := await asyncio.wait_for(server.stdout.readline(), 10):
                if b"SQLite DB connection success" in line:
                    break
            urls = f"turn:{address}:{port}?transport=udp"
            yield {"iceServers": [{"urls": urls, "username": USER, "credential": PASSWORD}]}
        finally:
            server.kill()
            await server.wait()
