"""The receipt as a document that proves itself: `tools/verify_log.py` checks it without us.

An event that is to have a receipt carries everything the receipt says, and `documents`: the SHA-256 of
each document in hex, in order. So every word of the receipt is under the leaf's commitment.
"""

import json

from app.audit.models import LogLeaf
from app.audit.note import NoteKey
from app.audit.views import ConsistencyView, ProofView

FORMAT = "ejustice-receipt-1"


def receipt_bundle(
    leaf: LogLeaf, proof: ProofView, key: NoteKey, consistency: ConsistencyView | None = None
) -> dict[str, object]:
    """The bundle of one leaf under the checkpoint of `proof`.

    `consistency` links that checkpoint to the one the receiver kept, when their sizes differ. Raises
    ValueError for an erased leaf: what it said cannot be shown any more.
    """
    if leaf.payload is None or leaf.salt is None:
        raise ValueError("an erased entry has no receipt")
    receipt = dict(leaf.payload)
    documents = receipt.pop("documents", [])
    return {
        "format": FORMAT,
        "receipt": receipt,
        "documents": documents,
        "leaf": {
            **leaf.content().fields(),
            "salt": leaf.salt.hex(),
            "payload": leaf.payload,
            "hash": leaf.leaf_hash.hex(),
        },
        "inclusion": {"index": proof.index, "size": proof.checkpoint.size, "path": proof.path},
        "consistency": None if consistency is None else consistency.model_dump(),
        "checkpoint": proof.checkpoint.note,
        "key": str(key),
    }


def bundle_text(bundle: dict[str, object]) -> str:
    """The one way a bundle is written; a file spelled otherwise is refused."""
    return json.dumps(bundle, sort_keys=True, indent=1, ensure_ascii=False) + "\n"
