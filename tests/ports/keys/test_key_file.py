"""The key file: private from its first moment, whole or refused, under the root key it was sealed with."""

import base64
import json
import os
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pkcs11
import pytest

from app.keys.file import FileKeys
from app.keys.port import Purpose
from app.keys.roots import KeysUnusable
from app.settings import Settings
from app.wiring import Misconfigured, check
from app.wiring.keyring import open_keys, open_root
from tests.builders import NOW
from tests.ports.keys.conftest import PIN


def test_the_key_file_is_private_from_its_first_moment(path: Path, keys: FileKeys) -> None:
    keys.rotate(Purpose.LOG, NOW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_others_can_reach_is_refused_with_what_to_do(path: Path, keys: FileKeys, mode: int) -> None:
    path.chmod(mode)
    with pytest.raises(KeysUnusable, match="chmod 600"):
        FileKeys(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 3}', '{"format": 2, "root": "AA=="}'])
def test_a_key_file_that_is_not_whole_is_refused_and_left_alone(path: Path, keys: FileKeys, content: str) -> None:
    path.write_text(content)
    with pytest.raises(KeysUnusable, match="backup"):
        FileKeys(path)
    assert path.read_text() == content


def test_processes_that_make_the_file_at_once_end_up_with_the_same_keys(path: Path) -> None:
    together = Barrier(8)

    def start(_: int) -> bytes:
        together.wait()
        return FileKeys(path).public_key(Purpose.LOG)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1


def test_a_key_file_under_a_root_elsewhere_shows_no_secret(path: Path, module: Path, uri: str) -> None:
    secret = os.urandom(32)
    os.environ["COURT_ROOT"] = base64.b64encode(secret).decode()
    for source in ("env:COURT_ROOT", uri):
        path.unlink(missing_ok=True)
        keys = FileKeys(path, open_root(source))
        content = json.loads(path.read_text())
        assert content["root"] is None
        assert keys.root_source() == source
        assert os.environ["COURT_ROOT"] not in path.read_text()
    del os.environ["COURT_ROOT"]


def test_a_key_file_under_another_root_is_refused_with_what_to_do(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("FIRST", "SECOND"):
        monkeypatch.setenv(name, os.urandom(32).hex())
    FileKeys(path, open_root("env:FIRST"))
    before = path.read_bytes()
    with pytest.raises(KeysUnusable, match="EJ_ROOT_KEY"):
        FileKeys(path, open_root("env:SECOND"))
    with pytest.raises(KeysUnusable, match="EJ_ROOT_KEY"):
        FileKeys(path)
    assert path.read_bytes() == before
    path.unlink()
    FileKeys(path)
    with pytest.raises(KeysUnusable, match="rotate root --to env:FIRST"):
        FileKeys(path, open_root("env:FIRST"))


WEAK = {
    "none": "",
    "short": base64.b64encode(os.urandom(16)).decode(),
    "long": base64.b64encode(os.urandom(48)).decode(),
    "not a key": "correct horse battery staple",
    "zeros": "00" * 32,
    "counted": bytes(range(32)).hex(),
    "words": base64.b64encode(b"this is the key of our own court").decode(),
    "repeated": (os.urandom(4) * 8).hex(),
}


@pytest.mark.parametrize("why", WEAK)
def test_a_weak_root_key_is_refused_and_never_repeated(
    why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURT_ROOT", WEAK[why])
    with pytest.raises(Misconfigured) as refused:
        check(Settings(data_dir=tmp_path, root_key="env:COURT_ROOT"))
    assert not WEAK[why] or WEAK[why] not in str(refused.value)
    monkeypatch.setenv("COURT_ROOT", os.urandom(32).hex())
    check(Settings(data_dir=tmp_path, root_key="env:COURT_ROOT"))


def test_a_root_key_is_found_as_a_credential_and_as_a_private_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "ej_court_root"
    file.touch(0o600)
    file.write_text(os.urandom(32).hex() + "\n")
    monkeypatch.setenv("CREDENTIALS_DIRECTORY", str(tmp_path))
    made = Settings(data_dir=tmp_path, root_key="env:EJ_COURT_ROOT")
    wrapped = open_keys(made).wrap(Purpose.COURT, b"key", b"blob")
    same = Settings(data_dir=tmp_path, root_key=f"file:{file}")
    assert open_keys(same).unwrap(Purpose.COURT, wrapped, b"blob") == b"key"
    file.chmod(0o640)
    with pytest.raises(Misconfigured, match="chmod 600"):
        check(same)


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ("q83vASNFZ4mrze8BI0VniavN7wEjRWeJq83vASNFZ4k=", "begins with"),
        ("pkcs11:token=court", "object, module-path, pin-source"),
        ("pkcs11:token=court;object=x?module-path=/none.so&pin-value=1234", "pin-source"),
        ("pkcs11:token=court;object=x?module-path=/none.so&pin-source=NOWHERE", "PIN"),
        ("env:NOWHERE", "NOWHERE"),
        ("file:/nowhere/root", "/nowhere/root"),
    ],
)
def test_a_source_that_cannot_be_used_is_refused_at_start(tmp_path: Path, wrong: str, said: str) -> None:
    with pytest.raises(Misconfigured, match=said) as refused:
        check(Settings(data_dir=tmp_path, root_key=wrong))
    assert "1234" not in str(refused.value)
    assert "q83v" not in str(refused.value)


@pytest.mark.parametrize("wrong", ["token", "module", "pin"])
def test_a_module_that_is_not_there_is_refused_without_its_pin(
    uri: str, wrong: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURT_PIN", "wrong secret" if wrong == "pin" else PIN)
    uri = uri.partition("&pin")[0] + "&pin-source=COURT_PIN"
    absent = {"token": ("token=court", "token=absent"), "module": ("libsofthsm2", "libabsent"), "pin": ("", "")}
    with pytest.raises(Misconfigured, match="security module") as refused:
        check(Settings(data_dir=tmp_path, root_key=uri.replace(*absent[wrong])))
    assert os.environ["COURT_PIN"] not in str(refused.value)


def test_the_root_in_a_module_cannot_be_read_out(path: Path, uri: str, module: Path) -> None:
    FileKeys(path, open_root(uri))
    label = uri.partition("object=")[2].partition("?")[0]
    with pkcs11.lib(str(module)).get_token(token_label="court").open(user_pin=PIN) as session:
        key = session.get_key(label=label)
        assert (key[pkcs11.Attribute.SENSITIVE], key[pkcs11.Attribute.EXTRACTABLE]) == (True, False)
        assert key[pkcs11.Attribute.NEVER_EXTRACTABLE]
        with pytest.raises(pkcs11.AttributeSensitive):
            key[pkcs11.Attribute.VALUE]


def test_a_new_root_in_the_module_makes_every_older_copy_of_the_key_file_worthless(path: Path, uri: str) -> None:
    keys = FileKeys(path, open_root(uri))
    wrapped = keys.domain(Purpose.COURT).wrap(b"key", b"blob", ["case:1"])
    kept = keys.wrap(Purpose.COURT, b"key", b"blob")
    copy = path.read_bytes()
    keys.erase(["case:1"])
    older = path.with_name("copy.json")
    older.touch(0o600)
    older.write_bytes(copy)
    # Until the root is renewed, a copy made before the erasure still opens it: the operator is told.
    assert FileKeys(older, open_root(uri)).unwrap(Purpose.COURT, wrapped, b"blob") == b"key"
    keys.renew_root()
    assert keys.unwrap(Purpose.COURT, kept, b"blob") == b"key"
    with pytest.raises(KeysUnusable):
        FileKeys(older, open_root(uri))


def test_a_root_moves_from_the_file_to_the_environment_to_the_module_and_back(
    path: Path, uri: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURT_ROOT", os.urandom(32).hex())
    wrapped = FileKeys(path).wrap(Purpose.COURT, b"key", b"blob")
    for before, after in (("", "env:COURT_ROOT"), ("env:COURT_ROOT", uri), (uri, "")):
        FileKeys(path, open_root(before)).move_root(open_root(after))
        assert FileKeys(path, open_root(after)).unwrap(Purpose.COURT, wrapped, b"blob") == b"key"
        with pytest.raises(KeysUnusable):
            FileKeys(path, open_root(before))


def test_a_root_that_only_the_operator_can_make_is_not_renewed_silently(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COURT_ROOT", os.urandom(32).hex())
    with pytest.raises(KeysUnusable, match="--to"):
        FileKeys(path, open_root("env:COURT_ROOT")).renew_root()


KILLED = """
import os, signal, sys
from pathlib import Path
from datetime import UTC, datetime
from app.keys.file import FileKeys
from app.keys.pkcs11 import Pkcs11Root
from app.keys.port import Purpose

keys = FileKeys(Path(sys.argv[1]), Pkcs11Root.at(sys.argv[2]) if sys.argv[2] else None)
left = int(sys.argv[3])

def dying(name, real):
    def step(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(os, name, step)

for name in ("open", "fsync", "replace", "pwrite", "urandom"):
    dying(name, getattr(os, name))
keys.erase(["case:gone"])
keys.rotate(Purpose.COURT, datetime(2026, 11, 23, tzinfo=UTC))
keys.renew_root()
print("done", flush=True)
"""


@pytest.mark.parametrize("kind", ["file", "module"])
def test_keys_killed_at_any_step_of_a_change_open_everything_that_stands(
    kind: str, path: Path, request: pytest.FixtureRequest
) -> None:
    source = request.getfixturevalue("uri") if kind == "module" else ""
    wrapped = FileKeys(path, open_root(source)).wrap(Purpose.COURT, b"key", b"blob")
    steps = 0
    while True:
        steps += 1
        child = subprocess.run([sys.executable, "-c", KILLED, path, source, str(steps)], capture_output=True, text=True)
        assert FileKeys(path, open_root(source)).unwrap(Purpose.COURT, wrapped, b"blob") == b"key", steps
        if child.returncode == 0:
            break
        assert child.returncode == -9, child.stderr
    assert steps > 12
    assert FileKeys(path, open_root(source)).erased() == {"case:gone"}
