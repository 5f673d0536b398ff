"""Writing to the log: the leaf and everything that follows from it, in the act's own transaction."""

import secrets
from datetime import datetime
from uuid import UUID

from app.audit.events import PayloadErased
from app.audit.leaf import SALT_BYTES, canonical_bytes, commit
from app.audit.models import LogLeaf
from app.db.database import UnitOfWork
from app.db.outbox import enqueue
from app.kernel.events import Event


async def append(uow: UnitOfWork, event: Event, *, by: str | None, at: datetime) -> LogLeaf:
    """Add the leaf of one event and an outbox row for each handler that follows from it.

    `by` is the actor's id, None when the service acts by itself. The leaf carries its `leaf_hash` at
    once; its `index` and proof come when the sequencer has folded and signed it. The outbox rows bear
    the leaf's id as `event_id`, the event's payload, and the case as their lane. Everything the act has
    added so far is flushed with it, so that a constraint speaks inside the action.
    """
    payload = event.payload()
    salt = secrets.token_bytes(SALT_BYTES)
    leaf = LogLeaf(
        kind=event.kind,
        at=at,
        by=by,
        case_id=event.case_id,
        payload=payload,
        salt=salt,
        commitment=commit(salt, canonical_bytes(payload)),
        leaf_hash=b"",
    )
    leaf.leaf_hash = leaf.content().hash()
    uow.add(leaf)
    for handler in uow.consequences.get(event.kind, ()):
        enqueue(uow, handler, event.kind, payload, event_id=leaf.id, lane=f"{event.case_id}", due_at=at)
    await uow.flush()
    uow.events.append(event)
    return leaf


async def erase_payload(uow: UnitOfWork, leaf_id: UUID, *, by: str | None, at: datetime) -> LogLeaf:
    """Erase what a leaf said, keeping that it was said; the erasure is itself a leaf. Raises NotFound."""
    leaf = await uow.lock(LogLeaf, leaf_id)
    leaf.payload, leaf.salt = None, None
    return await append(uow, PayloadErased(leaf_id=leaf_id, case_id=leaf.case_id), by=by, at=at)
