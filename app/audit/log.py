"""Writing to the log: the leaf and everything that follows from it, in the act's own transaction."""

import secrets
from datetime import datetime
from uuid import UUID

from sqlalchemy import Text

from app.audit.chain import leaf_hash
from app.audit.events import PayloadErased
from app.audit.leaf import SALT_BYTES, Leaf, canonical_bytes, commit, rfc3339, spelled
from app.audit.models import LogLeaf
from app.db.database import UnitOfWork
from app.db.outbox import enqueue
from app.db.prepared import PreparedInsert
from app.kernel.events import Event
from app.kernel.ids import new_id

_TABLE = LogLeaf.__table__  # type: ignore[attr-defined]
# The payload is bound as the very text that was committed to.
_INSERT = PreparedInsert(
    _TABLE, {column.name: column.type for column in _TABLE.columns if column.name != "index"} | {"payload": Text()}
)


async def append(uow: UnitOfWork, event: Event, *, by: str | None, at: datetime) -> Leaf:
    """Add the leaf of one event and an outbox row for each handler that follows from it.

    `by` is the actor's id, None when the service acts by itself. The leaf carries its `leaf_hash` at
    once; its `index` and proof come when the sequencer has folded and signed it. The outbox rows bear
    the leaf's id as `event_id`, the event's payload, and the case as their lane. Everything the act has
    added so far is flushed with it, so that a constraint speaks inside the action.
    """
    leaf = written(event, by, at)
    for handler in uow.consequences.get(event.kind, ()):
        enqueue(uow, handler, event.kind, event.payload(), event_id=leaf.id, lane=f"{event.case_id}", due_at=at)
    await uow.insert(_INSERT, leaf)
    uow.events.append(event)
    return leaf


async def erase_payload(uow: UnitOfWork, leaf_id: UUID, *, by: str | None, at: datetime) -> Leaf:
    """Erase what a leaf said, keeping that it was said; the erasure is itself a leaf. Raises NotFound."""
    leaf = await uow.lock(LogLeaf, leaf_id)
    leaf.payload, leaf.salt = None, None
    return await append(uow, PayloadErased(leaf_id=leaf_id, case_id=leaf.case_id), by=by, at=at)


def written(event: Event, by: str | None, at: datetime) -> Leaf:
    """The leaf of one event, hashed and not yet in any database."""
    payload, leaf_id, salt = canonical_bytes(event.payload()), new_id(), secrets.token_bytes(SALT_BYTES)
    commitment = commit(salt, payload)
    case = None if event.case_id is None else str(event.case_id)
    content = spelled(rfc3339(at), by, case, commitment.hex(), str(leaf_id), event.kind)
    return Leaf(
        id=leaf_id,
        kind=event.kind,
        at=at,
        by=by,
        case_id=event.case_id,
        payload=payload.decode(),
        salt=salt,
        commitment=commitment,
        leaf_hash=leaf_hash(content),
    )
