"""Where documents are kept: encrypted on arrival, found by the SHA-256 of what is stored, never overwritten."""

from collections.abc import AsyncIterator, Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from app.kernel.errors import N_, Conflict, NotFound, TooLarge, Unavailable


class DocumentTooLarge(TooLarge):
    """`limit`: bytes."""

    code = "document-too-large"
    title = N_("This document is larger than this court takes.")
    hint = N_("Split it into parts, or save scanned pages at 200 dots per inch, and send it again.")


class StorageFull(Unavailable):
    code = "storage-full"
    title = N_("The court's storage has no room at the moment.")
    hint = N_("What arrived before is safe. Please try again later; the court office has been told.")


class DocumentDamaged(Unavailable):
    code = "document-damaged"
    title = N_("This document cannot be read back exactly as it was stored, so it is not shown.")
    hint = N_("The court office can restore it from the backup. You did nothing wrong.")


class DocumentMissing(NotFound):
    code = "document-missing"
    title = N_("This document is not in the court's storage.")
    hint = N_("The court office can tell you whether it was erased, or restore it from the backup.")


class UploadUnknown(NotFound):
    code = "upload-unknown"
    title = N_("This upload is not open any more.")
    hint = N_("Choose the file again; it takes a new start.")


class UploadElsewhere(Conflict):
    """`offset`: bytes that are safely stored; continue from there."""

    code = "upload-elsewhere"
    title = N_("This upload stands at another place than the one sent.")
    hint = N_("Continue from the place the court has; nothing that arrived is lost.")


@dataclass(frozen=True, slots=True)
class Stored:
    """A document that is durable. `sha256`: hex, of the document itself; `size`: its bytes.

    `blob_id`: hex SHA-256 of the encrypted bytes, so a backup can be verified without any key.
    `wrapped_key`: for the document's row and nowhere else; it opens while the keys named in `under` exist,
    the last of which is this document's own.
    """

    sha256: str
    size: int
    blob_id: str
    wrapped_key: bytes
    under: tuple[str, ...] = ()


def key_name(blob_id: str) -> str:
    """The name of a document's own key."""
    return f"document:{blob_id}"


class FileKeyWrap(Protocol):
    """Wraps the key of one document; `context` is what it belongs to, `under` names the keys it needs as well."""

    def wrap(self, key: bytes, context: bytes, under: Collection[str] = ()) -> bytes: ...
    def unwrap(self, wrapped: bytes, context: bytes) -> bytes: ...
    def rewrap(self, wrapped: bytes, context: bytes) -> bytes: ...


class Storage(Protocol):
    """Durable, encrypted storage of whole documents.

    An upload may be continued after any interruption, a killed server included: every offset that was
    returned is durable. Everything raises StorageFull when there is no room.
    """

    async def put(self, chunks: AsyncIterator[bytes], *, limit: int, under: tuple[str, ...] = ()) -> Stored:
        """Store a stream of at most `limit` bytes; raises DocumentTooLarge, and then nothing is kept.

        `under` names the keys of its case and what that belongs to; raises KeyDestroyed when one is gone.
        """
        ...

    async def create_upload(self, *, limit: int, under: tuple[str, ...] = ()) -> str:
        """Open an upload of at most `limit` bytes and give its id; `under` as in `put`."""
        ...

    async def offset(self, upload_id: str) -> int:
        """Bytes durably received; raises UploadUnknown."""
        ...

    async def append(self, upload_id: str, offset: int, chunks: AsyncIterator[bytes]) -> int:
        """Add bytes at `offset` and give the new durable offset.

        When `chunks` breaks off, what came before is kept and the error goes on to the caller. Raises
        UploadElsewhere, UploadUnknown, DocumentTooLarge.
        """
        ...

    async def complete(self, upload_id: str) -> Stored:
        """Close the upload; may be asked again, with the same answer, until `discard`."""
        ...

    async def discard(self, upload_id: str) -> None:
        """Forget an upload, finished or not; a stored document stays. Unknown ids are no error."""
        ...

    def read(self, blob_id: str, wrapped_key: bytes, start: int = 0, length: int | None = None) -> AsyncIterator[bytes]:
        """The document's bytes from `start`, checked before they are given.

        Raises DocumentMissing, DocumentDamaged, and what the key wrap raises.
        """
        ...

    def export(self, blob_id: str, wrapped_key: bytes, recipient: bytes) -> AsyncIterator[bytes]:
        """The document as an age v1 file for an X25519 public key of 32 bytes."""
        ...

    async def exists(self, blob_id: str) -> bool: ...

    async def delete(self, blob_id: str) -> None:
        """Remove the encrypted bytes; a blob that is not there is no error."""
        ...

    async def orphans(self, known: Collection[str], before: datetime) -> list[str]:
        """Blobs written before an instant that no row in `known` names."""
        ...

    async def rewrap_uploads(self) -> None:
        """Put the keys of what is still arriving under the newest version of the wrapping key."""
        ...

    async def stale_uploads(self, before: datetime) -> list[str]:
        """Uploads nobody continued since an instant."""
        ...
