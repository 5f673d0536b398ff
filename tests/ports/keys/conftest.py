"""Key stores of every kind: with the root key in the file, in the environment, and in a security module (SoftHSM2)."""

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from app.keys.file import FileKeys
from app.keys.roots import Root
from app.wiring.keyring import open_root

MODULES = (Path("/usr/lib/softhsm/libsofthsm2.so"), Path("/usr/lib/x86_64-linux-gnu/softhsm/libsofthsm2.so"))
PIN = "court pin"
Opens = Callable[[], FileKeys]


@pytest.fixture(scope="session")
def module(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """SoftHSM2 with one token called "court"; without the package the test is skipped."""
    found = next((path for path in MODULES if path.exists()), None)
    if found is None or shutil.which("softhsm2-util") is None:
        pytest.skip("SoftHSM2 is not installed: apt-get install softhsm2")
    folder = tmp_path_factory.mktemp("hsm")
    (folder / "tokens").mkdir()
    config = folder / "softhsm2.conf"
    config.write_text(f"directories.tokendir = {folder}/tokens\nobjectstore.backend = file\nlog.level = ERROR\n")
    os.environ["SOFTHSM2_CONF"] = str(config)
    create = ["softhsm2-util", "--init-token", "--free", "--label", "court", "--pin", PIN, "--so-pin", "officer"]
    subprocess.run(create, check=True, capture_output=True)
    (folder / "pin").write_text(PIN + "\n")
    return found


@pytest.fixture
def uri(module: Path, tmp_path: Path) -> str:
    """The address of a root key of this test's own."""
    pin = Path(os.environ["SOFTHSM2_CONF"]).with_name("pin")
    return f"pkcs11:token=court;object={tmp_path.name}?module-path={module}&pin-source=file:{pin}"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "root.json"


@pytest.fixture(params=["file", "environment", "module"])
def root(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Root | None:
    """Where the root key is."""
    monkeypatch.setenv("COURT_ROOT", os.urandom(32).hex())
    sources = {"file": lambda: "", "environment": lambda: "env:COURT_ROOT"}
    source = sources.get(request.param, lambda: request.getfixturevalue("uri"))()
    return open_root(source)


@pytest.fixture
def opened(path: Path, root: Root | None) -> Opens:
    """Opens the same store again, as after a restart."""
    return lambda: FileKeys(path, root)


@pytest.fixture
def keys(opened: Opens) -> FileKeys:
    return opened()
