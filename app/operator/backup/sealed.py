"""A stream in an age v1 file for the installation's own backup key: nothing of it is readable without the keys."""

import os
from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import Path

from app.keys.port import Keys, Purpose
from app.operator.backup.manifest import BackupUnusable, Part
from app.storage import age, durable


def write_sealed(file: Path, chunks: Iterable[bytes], keys: Keys) -> Part:
    """Encrypt a stream into a new file, durable on return."""
    file_key, nonce, ephemeral = os.urandom(age.FILE_KEY), os.urandom(age.NONCE), os.urandom(32)
    payload, digest, size = age.Payload(file_key, nonce), sha256(), 0
    handle = durable.create(file)
    try:
        for piece in _sealed(payload, chunks, age.header_for(file_key, keys.exchange_key(Purpose.BACKUP), ephemeral)):
            body = piece if size else piece + nonce
            durable.write_all(handle, body, size)
            digest.update(body)
            size += len(body)
        os.fsync(handle)
    finally:
        os.close(handle)
    return Part(digest.hexdigest(), size)


def read_sealed(file: Path, keys: Keys, version: int) -> Iterator[bytes]:
    """The stream again, each piece checked before it is given; raises BackupUnusable."""
    try:
        with file.open("rb") as sealed:
            start = sealed.read(4096)
            header = start[: age.header_length(start)]
            recipient = keys.exchange_key(Purpose.BACKUP, version)
            file_key = age.file_key_for(header, recipient, lambda share: keys.exchange(Purpose.BACKUP, share, version))
            sealed.seek(len(header))
            payload = age.Payload(file_key, sealed.read(age.NONCE))
            count = age.chunks_in(os.fstat(sealed.fileno()).st_size - len(header) - age.NONCE)
            for number in range(count):
                yield payload.open(number, sealed.read(age.SEALED), last=number == count - 1)
    except age.Damaged as reason:
        raise BackupUnusable(f"{file.name} is damaged, or is not for these keys.") from reason


def _sealed(payload: age.Payload, chunks: Iterable[bytes], header: bytes) -> Iterator[bytes]:
    """Header, then the chunks of the payload; the last one is known only at the end."""
    yield header
    waiting, number = bytearray(), 0
    for chunk in chunks:
        waiting += chunk
        while len(waiting) > age.CHUNK:
            yield payload.seal(number, bytes(waiting[: age.CHUNK]), last=False)
            del waiting[: age.CHUNK]
            number += 1
    yield payload.seal(number, bytes(waiting), last=True)
