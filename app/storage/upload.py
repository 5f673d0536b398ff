"""One upload on disk: encrypted chunks in `<id>.part`, and in `<id>.state` where it stands.

The last, unfinished chunk waits in the state file, sealed under a key of its own. The state is replaced
whole after the chunks are durable, so a crash costs at most what was never acknowledged.
"""

import base64
import json
import os
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from hashlib import sha256
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.storage import age, durable
from app.storage.port import DocumentDamaged, FileKeyWrap, Stored

Entropy = Callable[[int], bytes]


@dataclass(slots=True)
class State:
    """What `<id>.state` says. `wrapped`: file key and tail key, for this upload; `tail`: nonce and bytes.

    `under` names the keys the document will hang on.
    """

    limit: int
    wrapped: bytes
    nonce: bytes
    offset: int = 0
    tail: bytes = b""
    stored: Stored | None = None
    under: tuple[str, ...] = ()

    def save(self, path: Path) -> None:
        kept = {name: _plain(value) for name, value in asdict(self).items()}
        durable.replace(path, json.dumps(kept).encode())

    @classmethod
    def load(cls, path: Path) -> "State":
        kept: dict[str, Any] = json.loads(path.read_bytes())
        for name in ("wrapped", "nonce", "tail"):
            kept[name] = base64.b64decode(kept[name])
        if kept["stored"]:
            done = kept["stored"]
            plain = {"wrapped_key": base64.b64decode(done["wrapped_key"]), "under": tuple(done["under"])}
            kept["stored"] = Stored(**(done | plain))
        kept["under"] = tuple(kept["under"])
        return cls(**kept)


class Writer:
    """The running end of an upload: hashes so far, and the chunk that is not full yet."""

    def __init__(self, file_key: bytes, tail_key: bytes, nonce: bytes) -> None:
        self.file_key, self.tail_key = file_key, tail_key
        self.payload = age.Payload(file_key, nonce)
        self.start = age.header_at_rest(file_key) + nonce
        self.plain_hash, self.blob_hash = sha256(), sha256(self.start)
        self.offset, self.chunks, self.tail = 0, 0, bytearray()

    @property
    def end(self) -> int:
        """Where the next chunk goes in the file."""
        return len(self.start) + self.chunks * age.SEALED

    def take(self, data: bytes | bytearray) -> bytearray:
        """Encrypt what fills whole chunks, keeping back what may be the last one."""
        self.plain_hash.update(data)
        self.offset += len(data)
        self.tail += data
        sealed = bytearray()
        while len(self.tail) > age.CHUNK:
            sealed += self.payload.seal(self.chunks, bytes(self.tail[: age.CHUNK]), last=False)
            del self.tail[: age.CHUNK]
            self.chunks += 1
        self.blob_hash.update(sealed)
        return sealed

    def last(self) -> bytes:
        """Encrypt the end."""
        sealed = self.payload.seal(self.chunks, bytes(self.tail), last=True)
        self.blob_hash.update(sealed)
        return sealed

    def sealed_tail(self, entropy: Entropy) -> bytes:
        nonce = entropy(12)
        return nonce + ChaCha20Poly1305(self.tail_key).encrypt(nonce, bytes(self.tail), None)


def begin(
    part: Path,
    state: Path,
    upload_id: str,
    limit: int,
    under: tuple[str, ...],
    keys: FileKeyWrap,
    entropy: Entropy,
) -> None:
    """Make the two files of a new upload."""
    secret, nonce = entropy(age.FILE_KEY + 32), entropy(age.NONCE)
    handle = durable.create(part)
    try:
        durable.write_all(handle, age.header_at_rest(secret[: age.FILE_KEY]) + nonce, 0)
        os.fsync(handle)
    finally:
        os.close(handle)
    State(limit, keys.wrap(secret, _context(upload_id), under), nonce, under=under).save(state)


def rewrap(state: State, upload_id: str, keys: FileKeyWrap) -> None:
    """Put the keys of one upload under the newest version of the wrapping key."""
    state.wrapped = keys.rewrap(state.wrapped, _context(upload_id))
    if (done := state.stored) is not None:
        state.stored = replace(done, wrapped_key=keys.rewrap(done.wrapped_key, done.blob_id.encode()))


def resume(handle: int, state: State, upload_id: str, keys: FileKeyWrap) -> Writer:
    """The writer as it stood when `state` was saved, by reading back what is on disk; else DocumentDamaged.

    Chunks after the saved place were never acknowledged and are cut off. Sending other bytes for them
    later cannot forge anything: the finished file is named by its hash.
    """
    secret = keys.unwrap(state.wrapped, _context(upload_id))
    writer = Writer(secret[: age.FILE_KEY], secret[age.FILE_KEY :], state.nonce)
    try:
        tail = _open_tail(writer.tail_key, state.tail)
        while writer.offset + len(tail) < state.offset:
            sealed = os.pread(handle, age.SEALED, writer.end)
            plain = writer.payload.open(writer.chunks, sealed, last=False)
            writer.plain_hash.update(plain)
            writer.blob_hash.update(sealed)
            writer.chunks, writer.offset = writer.chunks + 1, writer.offset + len(plain)
    except (age.Damaged, InvalidTag) as reason:
        raise DocumentDamaged() from reason
    os.ftruncate(handle, writer.end)
    writer.take(tail)
    return writer


def _open_tail(key: bytes, sealed: bytes) -> bytes:
    return ChaCha20Poly1305(key).decrypt(sealed[:12], sealed[12:], None) if sealed else b""


def _context(upload_id: str) -> bytes:
    return b"upload:" + upload_id.encode()


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, dict):
        return {name: _plain(item) for name, item in value.items()}
    return value
