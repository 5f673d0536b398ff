"""What every key store promises, tried on the one that keeps keys in a file."""

import json
import stat
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

import pyrage
import pytest
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from hypothesis import given
from hypothesis import strategies as st
from jose import jws

from app.keys.derive import bech32
from app.keys.file import FileKeys, KeyFileUnusable
from app.keys.port import KeyDestroyed, KeyDoesNotFit, Purpose

WRAPPING = (Purpose.COURT, Purpose.CLASS_, Purpose.YEAR, Purpose.IDENTITY)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "keys" / "root.json"


@pytest.fixture
def keys(path: Path) -> FileKeys:
    return FileKeys(path)


@pytest.mark.parametrize("purpose", WRAPPING)
def test_what_was_wrapped_opens_again_after_a_restart(path: Path, purpose: Purpose) -> None:
    wrapped = FileKeys(path).wrap(purpose, b"document key", b"blob 1")
    assert FileKeys(path).unwrap(purpose, wrapped, b"blob 1") == b"document key"
    assert b"document key" not in wrapped


def test_a_wrapped_key_opens_only_for_what_it_belongs_to(keys: FileKeys) -> None:
    wrapped = keys.wrap(Purpose.COURT, b"document key", b"blob 1")
    with pytest.raises(KeyDoesNotFit):
        keys.unwrap(Purpose.COURT, wrapped, b"blob 2")
    with pytest.raises(KeyDoesNotFit):
        keys.unwrap(Purpose.YEAR, wrapped, b"blob 1")


def test_a_wrapped_key_with_any_byte_changed_does_not_open(keys: FileKeys) -> None:
    wrapped = keys.wrap(Purpose.COURT, b"key", b"blob")
    for at in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[at] ^= 1
        with pytest.raises(KeyDoesNotFit):
            keys.unwrap(Purpose.COURT, bytes(changed), b"blob")
    for length in range(len(wrapped)):
        with pytest.raises(KeyDoesNotFit):
            keys.unwrap(Purpose.COURT, wrapped[:length], b"blob")


def test_two_wraps_of_one_key_look_different(keys: FileKeys) -> None:
    assert keys.wrap(Purpose.COURT, b"key", b"blob") != keys.wrap(Purpose.COURT, b"key", b"blob")


def test_after_a_rotation_the_old_still_opens_and_the_new_is_used(path: Path, keys: FileKeys) -> None:
    old = keys.wrap(Purpose.COURT, b"key", b"blob")
    signed = keys.sign(Purpose.LOG, b"checkpoint")
    first = keys.public_key(Purpose.LOG)
    assert keys.rotate(Purpose.COURT) == 2
    assert keys.rotate(Purpose.LOG) == 2
    again = FileKeys(path)
    assert again.unwrap(Purpose.COURT, old, b"blob") == b"key"
    assert again.wrap(Purpose.COURT, b"key", b"blob")[:2] != old[:2]
    assert again.public_key(Purpose.LOG) != first
    Ed25519PublicKey.from_public_bytes(again.public_keys(Purpose.LOG)[1]).verify(signed, b"checkpoint")


def test_destroying_a_key_erases_what_it_wrapped_for_good(path: Path, keys: FileKeys) -> None:
    wrapped = keys.wrap(Purpose.YEAR, b"key", b"blob")
    kept = keys.wrap(Purpose.COURT, b"key", b"blob")
    before = json.loads(path.read_text())["salts"]["year"]["1"]
    keys.destroy(Purpose.YEAR)
    assert before not in path.read_text()
    for store in (keys, FileKeys(path)):
        with pytest.raises(KeyDestroyed):
            store.unwrap(Purpose.YEAR, wrapped, b"blob")
        with pytest.raises(KeyDestroyed):
            store.wrap(Purpose.YEAR, b"key", b"blob")
        assert store.unwrap(Purpose.COURT, kept, b"blob") == b"key"
    assert keys.rotate(Purpose.YEAR) == 2
    with pytest.raises(KeyDestroyed):
        keys.unwrap(Purpose.YEAR, wrapped, b"blob")


@pytest.mark.parametrize("purpose", [Purpose.LOG, Purpose.RECEIPTS])
def test_the_log_and_receipts_are_signed_with_ed25519(keys: FileKeys, purpose: Purpose) -> None:
    public = Ed25519PublicKey.from_public_bytes(keys.public_key(purpose))
    public.verify(keys.sign(purpose, b"leaf"), b"leaf")
    with pytest.raises(InvalidSignature):
        public.verify(keys.sign(purpose, b"leaf"), b"other")


def test_copies_are_signed_with_p256(keys: FileKeys) -> None:
    public = load_pem_public_key(keys.public_key(Purpose.COPIES))
    assert isinstance(public, ec.EllipticCurvePublicKey)
    public.verify(keys.sign(Purpose.COPIES, b"copy"), b"copy", ec.ECDSA(SHA256()))


def test_a_token_signed_with_the_private_jwk_verifies_with_the_public_one(keys: FileKeys) -> None:
    private, (public,) = keys.signing_jwk(Purpose.TOKENS), keys.public_jwks(Purpose.TOKENS)
    token = jws.sign(b"{}", private, algorithm="ES256")
    assert jws.verify(token, public, algorithms=["ES256"]) == b"{}"
    assert "d" not in public
    assert private["kid"] == public["kid"]


def test_a_purpose_that_does_not_sign_refuses_to(keys: FileKeys) -> None:
    with pytest.raises(ValueError, match="identity"):
        keys.sign(Purpose.IDENTITY, b"message")


def test_keys_of_two_purposes_share_nothing(keys: FileKeys) -> None:
    assert keys.public_key(Purpose.LOG) != keys.public_key(Purpose.RECEIPTS)
    assert keys.exchange_key(Purpose.COURT) != keys.exchange_key(Purpose.CLASS_)


def test_the_export_identity_is_the_private_half_of_the_exchange_key(keys: FileKeys) -> None:
    identity = pyrage.x25519.Identity.from_str(keys.export_identity(Purpose.COURT))
    assert str(identity.to_public()) == bech32("age", keys.exchange_key(Purpose.COURT))


@given(st.binary(min_size=32, max_size=32))
def test_keys_are_written_as_age_writes_them(secret: bytes) -> None:
    identity = pyrage.x25519.Identity.from_str(bech32("age-secret-key-", secret).upper())
    public = X25519PrivateKey.from_private_bytes(secret).public_key().public_bytes_raw()
    assert str(identity.to_public()) == bech32("age", public)


def test_a_row_of_a_protected_person_is_unreadable_without_the_identity_key(keys: FileKeys) -> None:
    cipher = keys.cipher(Purpose.IDENTITY)
    sealed = cipher.seal(b"12 Hidden Street")
    assert b"Hidden" not in sealed
    assert cipher.open(sealed) == b"12 Hidden Street"
    keys.destroy(Purpose.IDENTITY)
    with pytest.raises(KeyDestroyed):
        cipher.open(sealed)


def test_an_address_is_found_again_however_it_is_typed_and_after_a_rotation(keys: FileKeys) -> None:
    cipher = keys.cipher(Purpose.IDENTITY)
    first = cipher.blind_index("Ana@Example.org")
    keys.rotate(Purpose.IDENTITY)
    assert cipher.blind_index(" ana@example.ORG ") == first
    assert cipher.blind_index("ana@example.com") != first
    assert len(first) == 32


def test_the_key_file_is_private_from_its_first_moment(path: Path, keys: FileKeys) -> None:
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o620])
def test_a_key_file_others_can_reach_is_refused_with_what_to_do(path: Path, keys: FileKeys, mode: int) -> None:
    path.chmod(mode)
    with pytest.raises(KeyFileUnusable, match="chmod 600"):
        FileKeys(path)


@pytest.mark.parametrize("content", ["", "{}", "[]", '{"format": 2}', '{"format": 1, "root": "AA=="}'])
def test_a_key_file_that_is_not_whole_is_refused_and_left_alone(path: Path, keys: FileKeys, content: str) -> None:
    path.write_text(content)
    with pytest.raises(KeyFileUnusable, match="backup"):
        FileKeys(path)
    assert path.read_text() == content


def test_processes_that_make_the_file_at_once_end_up_with_the_same_keys(path: Path) -> None:
    together = Barrier(8)

    def start(_: int) -> bytes:
        together.wait()
        return FileKeys(path).public_key(Purpose.LOG)

    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(start, range(8)))) == 1
