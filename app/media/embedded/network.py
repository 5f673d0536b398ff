"""Where media comes in and goes out."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Network:
    """Where media sockets bind, which address clients are told, and where relays send from."""

    announce: str
    bind: str
    ports: range
    relays: frozenset[str]
