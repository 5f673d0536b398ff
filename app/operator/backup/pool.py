"""The encrypted documents of all backups in one folder: each is there once, under the hash of its bytes."""

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from app.operator.backup.manifest import BackupUnusable
from app.storage import durable

_CHUNK = 1024 * 1024


def blobs_in(folder: Path) -> Iterator[Path]:
    """Every encrypted document of a storage or a backup, in order."""
    return (path for path in sorted(folder.glob("??/*")) if path.is_file() and "." not in path.name)


def place(folder: Path, blob_id: str) -> Path:
    return folder / blob_id[:2] / blob_id


def copy(source: Path, folder: Path) -> bool:
    """Copy one into a folder, durable on return; False when it is there. Raises BackupUnusable when it is damaged."""
    target = place(folder, source.name)
    if target.exists():
        return False
    durable.folder(target.parent)
    draft = target.with_name(f"{target.name}.draft")
    draft.unlink(missing_ok=True)
    handle, at, digest = durable.create(draft), 0, sha256()
    try:
        for chunk in _chunks(source):
            durable.write_all(handle, chunk, at)
            digest.update(chunk)
            at += len(chunk)
        os.fsync(handle)
    finally:
        os.close(handle)
    if digest.hexdigest() != source.name:
        draft.unlink()
        raise BackupUnusable(f"The encrypted document {source.name} is damaged at {source.parent}.")
    os.replace(draft, target)
    durable.sync_folder(target.parent)
    return True


def hash_of(file: Path) -> str:
    """SHA-256 of a file, hex."""
    digest = sha256()
    for chunk in _chunks(file):
        digest.update(chunk)
    return digest.hexdigest()


def _chunks(file: Path) -> Iterator[bytes]:
    with file.open("rb") as opened:
        while chunk := opened.read(_CHUNK):
            yield chunk
