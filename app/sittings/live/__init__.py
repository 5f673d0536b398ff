"""The sitting as it runs: sockets, the plan, the engine, and the loop that keeps them equal."""

from app.sittings.live.floor import Floor
from app.sittings.live.floors import Floors
from app.sittings.live.seat import Seat

__all__ = ["Floor", "Floors", "Seat"]
