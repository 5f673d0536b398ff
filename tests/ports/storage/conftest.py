"""A storage of each kind, and streams to put into it."""

from pathlib import Path

import pytest

from app.keys.file import FileKeys
from app.keys.port import KeyDomain, Purpose
from app.storage.age import CHUNK
from app.storage.disk import DiskStorage
from app.storage.port import Storage


@pytest.fixture
def domain(tmp_path: Path) -> KeyDomain:
    return FileKeys(tmp_path / "root.json").domain(Purpose.COURT)


@pytest.fixture(params=[CHUNK // 2, 4 * 1024 * 1024], ids=["small batches", "large batches"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, domain: KeyDomain) -> Storage:
    return DiskStorage(tmp_path / "blobs", domain, batch=request.param)
