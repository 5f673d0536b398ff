"""Gathers on the court's own address and ports only, and keeps strangers out of relay-only connections.

ICE as in RFC 8445. For a protected person dropping their candidates is no enforcement: a tampered client's
checks arrive from its own address and are authenticated, so every datagram is judged by where it came from.
"""

import asyncio
import random
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from aioice.candidate import Candidate, candidate_foundation, candidate_priority
from aioice.ice import Connection, StunProtocol

from app.media.embedded.network import Network

RELAY_ONLY: ContextVar[bool] = ContextVar("RELAY_ONLY", default=False)

MOST_CANDIDATES = 64
MOST_WAITING = 256
RECEIVE_BUFFER = 4 * 1024 * 1024


@contextmanager
def filtered(relay_only: bool) -> Iterator[None]:
    """Have connections made meanwhile be relay-only, so that none exists for an instant without its filter."""
    token = RELAY_ONLY.set(relay_only)
    try:
        yield
    finally:
        RELAY_ONLY.reset(token)


class PortsExhausted(OSError):
    """Every port of the range is taken."""


class CourtProtocol(StunProtocol):
    """The socket of one connection; media leaves it here, before STUN parsing and without a queue."""

    receiver: "CourtConnection"
    socket: socket.socket

    def datagram_received(self, data: bytes | str, addr: tuple[Any, ...]) -> None:
        connection = self.receiver
        if connection.relays is not None and addr[0] not in connection.relays:
            connection.strangers += 1
            return
        assert isinstance(data, bytes)
        if data and 127 < data[0] < 192:  # RTP and RTCP (RFC 7983)
            connection.media.media_received(data)
            return
        super().datagram_received(data, addr)


class NoMedia:
    """Takes media that comes before there are keys for it."""

    def media_received(self, data: bytes) -> None:
        pass


class CourtConnection(Connection):
    """An ICE connection with one socket, on the court's address."""

    def __init__(self, network: Network, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._network = network
        self.relays = network.relays if RELAY_ONLY.get() else None
        self.strangers = 0
        self.media: Any = NoMedia()

    async def get_component_candidates(
        self,
        component: int,
        addresses: list[str],
        timeout: int = 5,  # noqa: ASYNC109
    ) -> list[Candidate]:
        protocol = await self._open()
        host, port = self._network.announce, protocol.socket.getsockname()[1]
        protocol.local_candidate = Candidate(
            foundation=candidate_foundation("host", "udp", host),
            component=component,
            transport="udp",
            priority=candidate_priority(component, "host"),
            host=host,
            port=port,
            type="host",
        )
        self._protocols.append(protocol)
        return [protocol.local_candidate]

    async def add_remote_candidate(self, remote_candidate: Candidate | None) -> None:
        if remote_candidate is None and not self._remote_candidates:
            # None was of use (mDNS names, or beside the relay); the client's own checks tell where it is.
            return
        if remote_candidate is not None and not self._acceptable(remote_candidate):
            return
        await super().add_remote_candidate(remote_candidate)

    def data_received(self, data: bytes, component: int) -> None:
        if self._queue.qsize() < MOST_WAITING:
            super().data_received(data, component)

    def _acceptable(self, candidate: Candidate) -> bool:
        if len(self._remote_candidates) >= MOST_CANDIDATES or candidate.host.endswith(".local"):
            return False
        if candidate.component != 1 or candidate.transport.lower() != "udp":
            return False
        # The type is the client's claim; the address is what counts.
        return self.relays is None or (candidate.type == "relay" and candidate.host in self.relays)

    async def _open(self) -> CourtProtocol:
        loop = asyncio.get_running_loop()
        bound = self._bind()
        _, protocol = await loop.create_datagram_endpoint(lambda: CourtProtocol(self), sock=bound)
        protocol.socket = bound
        return protocol

    def _bind(self) -> socket.socket:
        ports = self._network.ports
        for port in random.SystemRandom().sample(ports, len(ports)):
            sock = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
            sock.setblocking(False)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, RECEIVE_BUFFER)
            try:
                sock.bind((self._network.bind, port))
            except OSError:
                sock.close()
                continue
            return sock
        raise PortsExhausted
