"""What `/health/ready` tries, part by part; each answers "ok" or one word that an operator can look up."""

from collections.abc import Mapping
from datetime import timedelta

from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.audit.verify import PLACED_WITHIN
from app.db.database import Database
from app.db.outbox import Relay
from app.edge.health import Probe
from app.kernel.clock import Clock
from app.media.port import MediaEngine
from app.storage.port import Storage


def probes(
    database: Database, storage: Storage, engine: MediaEngine, relay: Relay, post: Relay, clock: Clock
) -> Mapping[str, Probe]:
    """Each part of one installation by name."""

    async def reads() -> str:
        async with database.read() as reader:
            await reader.first(select(col(LogLeaf.id)))
        return "ok"

    async def keeps() -> str:
        await storage.exists("0" * 64)
        return "ok"

    async def folds() -> str:
        since = clock.now() - PLACED_WITHIN - timedelta(seconds=1)
        async with database.read() as reader:
            waiting = select(col(LogLeaf.id)).where(col(LogLeaf.index).is_(None), col(LogLeaf.at) < since)
            return "ok" if await reader.first(waiting) is None else "behind"

    async def forwards() -> str:
        return "ok" if engine.ready else "down"

    return {
        "database": reads,
        "storage": keeps,
        "log": folds,
        "media": forwards,
        "outbox": lambda: _works(relay),
        "mail": lambda: _works(post),
    }


async def _works(relay: Relay) -> str:
    _, dead = await relay.backlog()
    return "ok" if dead == 0 else "given-up"
