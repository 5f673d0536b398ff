"""Checkpoints as text: C2SP signed notes (`signed-note`, `tlog-checkpoint`), signed with Ed25519.

A checkpoint is three lines (origin, size, root in base64), an empty line, and signature lines; any
existing verifier of transparency logs reads it.
"""

import base64
import binascii
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.audit.chain import HASH_BYTES
from app.kernel.errors import N_, Invalid

_ED25519 = b"\x01"
_DASH = "\u2014 "


class CheckpointRefused(Invalid):
    code = "checkpoint-refused"
    title = N_("This is not a checkpoint signed by this log.")
    hint = N_("Use the file exactly as it was downloaded, with the log's own public key.")


@dataclass(frozen=True, slots=True)
class NoteKey:
    """A log's name (its origin) and Ed25519 public key, 32 bytes."""

    name: str
    public: bytes

    @property
    def id(self) -> bytes:
        """The four bytes that a signature line names this key by."""
        return sha256(self.name.encode() + b"\n" + _ED25519 + self.public).digest()[:4]

    def __str__(self) -> str:
        """The verifier key as C2SP writes it: `name+id+key`."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_ED25519 + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "NoteKey":
        """The key of a verifier key text; raises CheckpointRefused."""
        name, _, rest = text.strip().partition("+")
        raw = unbase64(rest.partition("+")[2])
        key = cls(name, raw[1:])
        if str(key) != text.strip() or len(key.public) != 32:
            raise CheckpointRefused()
        return key


@dataclass(frozen=True, slots=True)
class SignedTree:
    """What a checkpoint says: this log had this root when it had this many leaves."""

    origin: str
    size: int
    root: bytes

    def text(self) -> str:
        return f"{self.origin}\n{self.size}\n{base64.b64encode(self.root).decode()}\n"

    def signed(self, key: NoteKey, sign: Callable[[bytes], bytes]) -> str:
        """The note; `sign` gives the 64-byte Ed25519 signature of the private half of `key`."""
        text = self.text()
        blob = base64.b64encode(key.id + sign(text.encode())).decode()
        return f"{text}\n{_DASH}{key.name} {blob}\n"


def open_note(note: str, keys: Iterable[NoteKey]) -> SignedTree:
    """What the note says, once one of `keys` is seen to have signed it; raises CheckpointRefused.

    Lines of other signers (witnesses) are passed over, as the format asks.
    """
    text, _, lines = note.partition("\n\n")
    text += "\n"
    for key in keys:
        if any(_signed_by(key, line, text.encode()) for line in lines.split("\n")):
            return _tree(text, key)
    raise CheckpointRefused()


def _signed_by(key: NoteKey, line: str, text: bytes) -> bool:
    name, _, blob = line.removeprefix(_DASH).partition(" ")
    if not line.startswith(_DASH) or name != key.name:
        return False
    raw = unbase64(blob)
    if raw[:4] != key.id:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(raw[4:], text)
    except InvalidSignature:
        return False
    return True


def _tree(text: str, key: NoteKey) -> SignedTree:
    origin, size, root, *_extensions = text.split("\n")
    if origin != key.name or not size.isascii() or not size.isdigit() or size != str(int(size)):
        raise CheckpointRefused()
    tree = SignedTree(origin, int(size), unbase64(root))
    if len(tree.root) != HASH_BYTES:
        raise CheckpointRefused()
    return tree


def unbase64(text: str) -> bytes:
    """The bytes of strict base64: only the one spelling an encoder gives is taken."""
    try:
        raw = base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as reason:
        raise CheckpointRefused() from reason
    if base64.b64encode(raw).decode() != text:
        raise CheckpointRefused()
    return raw
