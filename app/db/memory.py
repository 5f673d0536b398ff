"""A private folder in memory (`/dev/shm`), for what must be a file for a moment and must not touch a disk."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MEMORY = Path("/dev/shm")  # noqa: S108 (what is made in it is a folder of our own that nobody else may enter)
_PREFIX = "ejustice-scratch-"


@contextmanager
def folder_in_memory() -> Iterator[Path]:
    """A folder that is gone afterwards; one that a killed process left goes at the next call. Raises OSError."""
    for left in MEMORY.glob(f"{_PREFIX}*"):
        owner = left.name.removeprefix(_PREFIX).partition("-")[0]
        if not Path(f"/proc/{owner}").exists():
            shutil.rmtree(left, ignore_errors=True)
    with tempfile.TemporaryDirectory(prefix=f"{_PREFIX}{os.getpid()}-", dir=MEMORY) as place:
        yield Path(place)
