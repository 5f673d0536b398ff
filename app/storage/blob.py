"""Reading a stored document from any byte on: every chunk is checked before a byte of it is given."""

import os
from dataclasses import dataclass
from pathlib import Path

from app.storage import age
from app.storage.port import DocumentDamaged, DocumentMissing

BATCH_CHUNKS = 16
_HEADER_MOST = 4096


@dataclass(frozen=True, slots=True)
class Blob:
    """An open blob. `start`: where its payload begins in the file; `size`: bytes of the document."""

    handle: int
    file_key: bytes
    nonce: bytes
    start: int
    size: int
    count: int
    payload: age.Payload

    @classmethod
    def open(cls, path: Path, file_key: bytes) -> "Blob":
        """Raises DocumentMissing or DocumentDamaged."""
        try:
            handle = os.open(path, os.O_RDONLY | os.O_NOFOLLOW | os.O_CLOEXEC)
        except FileNotFoundError as reason:
            raise DocumentMissing() from reason
        try:
            return cls._checked(handle, file_key)
        except age.Damaged as reason:
            os.close(handle)
            raise DocumentDamaged() from reason

    @classmethod
    def _checked(cls, handle: int, file_key: bytes) -> "Blob":
        head = os.pread(handle, _HEADER_MOST, 0)
        length = age.header_length(head)
        age.check_header(head[:length], file_key)
        start = length + age.NONCE
        nonce, rest = head[length:start], os.fstat(handle).st_size - start
        count, size = age.chunks_in(rest), age.plain_size(rest)
        return cls(handle, file_key, nonce, start, size, count, age.Payload(file_key, nonce))

    def chunks(self, first: int) -> bytes:
        """The document's bytes in at most 16 chunks from number `first`; raises DocumentDamaged."""
        sealed = os.pread(self.handle, BATCH_CHUNKS * age.SEALED, self.start + first * age.SEALED)
        pieces = []
        try:
            for at in range(0, len(sealed), age.SEALED):
                number = first + at // age.SEALED
                piece = sealed[at : at + age.SEALED]
                pieces.append(self.payload.open(number, piece, last=number == self.count - 1))
        except age.Damaged as reason:
            raise DocumentDamaged() from reason
        return b"".join(pieces)
