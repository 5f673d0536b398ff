"""Drives the peers' process: each request is one line out and one line back."""

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any


class Load:
    """The peers, from the outside."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process

    async def ask(self, op: str, **fields: str) -> Any:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"op": op, **fields}).encode() + b"\n")
        line = await asyncio.wait_for(self._process.stdout.readline(), 30)
        return json.loads(line)


@asynccontextmanager
async def load(address: str) -> AsyncIterator[Load]:
    command = [sys.executable, "-m", "bench.media.peers", address]
    pipe = asyncio.subprocess.PIPE
    process = await asyncio.create_subprocess_exec(*command, stdin=pipe, stdout=pipe, limit=1 << 20)
    try:
        yield Load(process)
    finally:
        process.kill()
        await process.wait()
