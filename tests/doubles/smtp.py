"""A mail server on loopback that behaves as told: takes mail, refuses it, or never answers."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Literal

Manner = Literal["takes", "hangs at once", "hangs after data", "refuses for good", "refuses for now", "hangs up"]


@dataclass
class SmtpDouble:
    """Speaks enough SMTP; `taken`: the mails it acknowledged, raw. `manner` may be changed at any time."""

    manner: Manner = "takes"
    port: int = 0
    taken: list[bytes] = field(default_factory=list)
    seen: list[bytes] = field(default_factory=list)
    connections: int = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            await self._talk(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError):
            return
        finally:
            writer.close()

    async def _talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self.manner == "hangs at once":
            await reader.read()  # until the other side gives up
            return
        writer.write(b"220 double\r\n")
        while line := await reader.readline():
            verb = line[:4].upper().strip()
            if verb == b"DATA":
                writer.write(b"354 go on\r\n")
                mail = await reader.readuntil(b"\r\n.\r\n")
                self.seen.append(mail)
                if self.manner == "hangs after data":
                    await reader.read()
                    return
                self.taken.append(mail[:-5] + b"\r\n")
            writer.write(self._answer(verb))
            await writer.drain()
            if verb == b"QUIT" or self.manner == "hangs up":
                return

    def _answer(self, verb: bytes) -> bytes:
        if verb == b"RCPT" and self.manner == "refuses for good":
            return b"550 no such person here\r\n"
        if verb == b"RCPT" and self.manner == "refuses for now":
            return b"451 come back later\r\n"
        return {b"EHLO": b"250-double\r\n250 8BITMIME\r\n", b"QUIT": b"221 bye\r\n"}.get(verb, b"250 fine\r\n")


@asynccontextmanager
async def smtp_double(manner: Manner = "takes", tls: ssl.SSLContext | None = None) -> AsyncIterator[SmtpDouble]:
    """A running double on a free loopback port."""
    double = SmtpDouble(manner)
    server = await asyncio.start_server(double.serve, "127.0.0.1", 0, ssl=tls)
    double.port = server.sockets[0].getsockname()[1]
    try:
        yield double
    finally:
        server.close()
