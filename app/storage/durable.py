"""Writing so that a power cut leaves the old file or the new one, never half of either."""

import errno
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from app.storage.port import StorageFull

_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})


@contextmanager
def room_needed() -> Iterator[None]:
    """Turns a full disk into StorageFull."""
    try:
        yield
    except OSError as reason:
        if reason.errno in _NO_ROOM:
            raise StorageFull() from reason
        raise


def create(path: Path) -> int:
    """A new file nobody else can read, never through a link; gives its descriptor."""
    return os.open(path, os.O_RDWR | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)


def write_all(handle: int, data: bytes | bytearray, at: int) -> None:
    """Write `data` at byte `at` of an open file, however many calls it takes."""
    view = memoryview(data)
    while view:
        written = os.pwrite(handle, view, at)
        view, at = view[written:], at + written


def replace(path: Path, data: bytes) -> None:
    """Put `data` at `path`, durable on return; readers see the old or the new bytes."""
    draft = path.with_name(f"{path.name}.{secrets.token_hex(8)}.draft")
    handle = create(draft)
    try:
        write_all(handle, data, 0)
        os.fsync(handle)
    except OSError:
        draft.unlink()
        raise
    finally:
        os.close(handle)
    os.replace(draft, path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder durable."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def folder(path: Path) -> Path:
    """A private folder, made durable if it is new."""
    if not path.is_dir():
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        sync_folder(path.parent)
    return path
