"""What every key store promises, wherever its root key is."""

import os
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

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
from app.keys.file import FileKeys
from app.keys.points import DEPTH, Cover, point_of
from app.keys.port import KeyDestroyed, KeyDoesNotFit, Purpose
from app.keys.ring import Ring
from tests.builders import NOW
from tests.ports.keys.conftest import Opens

WRAPPING = (Purpose.COURT, Purpose.IDENTITY)


@pytest.mark.parametrize("purpose", WRAPPING)
def test_what_was_wrapped_opens_again_after_a_restart(opened: Opens, purpose: Purpose) -> None:
    wrapped = opened().wrap(purpose, b"document key", b"blob 1")
    assert opened().unwrap(purpose, wrapped, b"blob 1") == b"document key"
    assert b"document key" not in wrapped


def test_a_wrapped_key_opens_only_for_what_it_belongs_to(keys: FileKeys) -> None:
    wrapped = keys.wrap(Purpose.COURT, b"document key", b"blob 1")
    with pytest.raises(KeyDoesNotFit):
        keys.unwrap(Purpose.COURT, wrapped, b"blob 2")
    with pytest.raises(KeyDoesNotFit):
        keys.unwrap(Purpose.IDENTITY, wrapped, b"blob 1")


def test_a_wrapped_key_with_any_byte_changed_does_not_open(keys: FileKeys) -> None:
    wrapped = keys.domain(Purpose.COURT).wrap(b"key", b"blob", ["case:1"])
    for at in range(len(wrapped)):
        changed = bytearray(wrapped)
        changed[at] ^= 1
        with pytest.raises(KeyDoesNotFit):
            keys.unwrap(Purpose.COURT, bytes(changed), b"blob")
    for length in range(1, len(wrapped)):
        with pytest.raises(KeyDoesNotFit):
            keys.unwrap(Purpose.COURT, wrapped[:length], b"blob")


def test_two_wraps_of_one_key_look_different(keys: FileKeys) -> None:
    assert keys.wrap(Purpose.COURT, b"key", b"blob") != keys.wrap(Purpose.COURT, b"key", b"blob")


def test_after_a_rotation_the_old_still_opens_and_the_new_is_used(opened: Opens, keys: FileKeys) -> None:
    old = keys.wrap(Purpose.COURT, b"key", b"blob")
    signed = keys.sign(Purpose.LOG, b"checkpoint")
    first = keys.public_key(Purpose.LOG)
    assert keys.rotate(Purpose.COURT, NOW) == 2
    assert keys.rotate(Purpose.LOG, NOW) == 2
    again = opened()
    assert again.versions(Purpose.COURT) == {2: NOW, 1: None}
    assert again.unwrap(Purpose.COURT, old, b"blob") == b"key"
    assert again.wrap(Purpose.COURT, b"key", b"blob")[:2] != old[:2]
    assert again.public_key(Purpose.LOG) != first
    Ed25519PublicKey.from_public_bytes(again.public_keys(Purpose.LOG)[1]).verify(signed, b"checkpoint")


def test_what_is_wrapped_anew_outlives_the_old_version_and_nothing_else_does(opened: Opens, keys: FileKeys) -> None:
    domain = keys.domain(Purpose.COURT)
    left, moved = (domain.wrap(b"key", b"blob", ["case:1"]) for _ in range(2))
    keys.rotate(Purpose.COURT, NOW)
    moved = domain.rewrap(moved, b"blob")
    keys.forget_old(Purpose.COURT)
    for store in (keys, opened()):
        assert store.unwrap(Purpose.COURT, moved, b"blob") == b"key"
        with pytest.raises(KeyDestroyed):
            store.unwrap(Purpose.COURT, left, b"blob")
    keys.erase(["case:1"])  # what was wrapped anew still hangs on its case
    with pytest.raises(KeyDestroyed):
        keys.unwrap(Purpose.COURT, moved, b"blob")
    keys.rotate(Purpose.COURT, NOW)
    with pytest.raises(KeyDestroyed):
        domain.wrap(b"key", b"blob", ["case:1"])
    assert domain.wrap(b"key", b"blob", ["case:2"])


def test_a_process_uses_the_keys_another_one_changed_from_its_next_use_on(opened: Opens, keys: FileKeys) -> None:
    other = opened()
    wrapped = keys.domain(Purpose.COURT).wrap(b"key", b"blob", ["case:1"])
    other.rotate(Purpose.LOG, NOW)
    assert keys.public_key(Purpose.LOG) == other.public_key(Purpose.LOG)
    other.erase(["case:1"])
    with pytest.raises(KeyDestroyed):
        keys.unwrap(Purpose.COURT, wrapped, b"blob")
    assert keys.serial() == other.serial() == 3


def test_changes_made_at_once_by_several_processes_are_all_kept(opened: Opens) -> None:
    with ThreadPoolExecutor(6) as pool:
        list(pool.map(lambda number: opened().erase([f"case:{number}"]), range(24)))
    assert opened().erased() == {f"case:{number}" for number in range(24)}


def test_destroying_a_key_erases_what_it_wrapped_for_good(opened: Opens, keys: FileKeys) -> None:
    wrapped = keys.wrap(Purpose.IDENTITY, b"key", b"blob")
    kept = keys.wrap(Purpose.COURT, b"key", b"blob")
    keys.destroy(Purpose.IDENTITY)
    for store in (keys, opened()):
        with pytest.raises(KeyDestroyed):
            store.unwrap(Purpose.IDENTITY, wrapped, b"blob")
        with pytest.raises(KeyDestroyed):
            store.wrap(Purpose.IDENTITY, b"key", b"blob")
        assert store.unwrap(Purpose.COURT, kept, b"blob") == b"key"
    assert keys.rotate(Purpose.IDENTITY, NOW) == 2
    with pytest.raises(KeyDestroyed):
        keys.unwrap(Purpose.IDENTITY, wrapped, b"blob")


@pytest.mark.parametrize("level", range(5))
def test_destroying_one_key_erases_all_below_it_and_nothing_beside_it(keys: FileKeys, level: int) -> None:
    domain, cipher = keys.domain(Purpose.COURT), keys.cipher(Purpose.IDENTITY)
    path = ("court:1", "class:criminal", "year:2026", "case:1", "document:1")
    beside = tuple(name.replace("1", "2").replace("criminal", "civil").replace("2026", "2027") for name in path)
    wrapped, name = domain.wrap(b"key", b"blob", path), cipher.seal(b"letter.pdf", path)
    others = [domain.wrap(b"key", b"blob", (*path[:level], beside[level])), domain.wrap(b"key", b"blob")]
    keys.erase([path[level]])
    assert not keys.stands(Purpose.COURT, wrapped)
    with pytest.raises(KeyDestroyed):
        domain.unwrap(wrapped, b"blob")
    with pytest.raises(KeyDestroyed):
        cipher.open(name)
    with pytest.raises(KeyDestroyed):
        domain.wrap(b"new key", b"blob", path)
    for other in others:
        assert keys.stands(Purpose.COURT, other)
        assert domain.unwrap(other, b"blob") == b"key"


def test_an_erasure_is_more_than_a_list_of_what_was_erased() -> None:
    ring, one, two = Ring.new(os.urandom), point_of("case:1"), point_of("case:2")
    opens = {points: ring.key_at(Purpose.COURT, 1, points) for points in ((), (one,), (two,), (one, two), (two, one))}
    assert len(set(opens.values())) == len(opens)  # each point takes part in the key
    left = ring.without_points(frozenset({"case:1"}))
    thief = replace(left, erased=frozenset(), gone=frozenset())  # who has all secrets and no scruples
    assert thief.key_at(Purpose.COURT, 1, (two,)) == opens[(two,)]
    for points in ((one,), (one, two)):
        with pytest.raises(KeyDestroyed):
            thief.key_at(Purpose.COURT, 1, points)
    assert opens[(one,)] not in thief.kept[Purpose.COURT].versions[1].tree.seeds.values()


def test_a_row_whose_key_was_taken_out_says_that_it_was_erased(keys: FileKeys) -> None:
    with pytest.raises(KeyDestroyed):
        keys.domain(Purpose.COURT).unwrap(b"", b"blob")


@given(st.lists(st.binary(min_size=10, max_size=10), min_size=1, max_size=6, unique=True), st.binary(min_size=32))
def test_a_destroyed_key_cannot_be_derived_from_what_is_left_and_every_other_can(points: list[bytes], s: bytes) -> None:
    whole = Cover.whole(s[:32])
    first, *rest = points
    left = whole.without(first)
    assert left.key(first) is None
    assert whole.key(first) not in left.seeds.values()
    assert [left.key(point) for point in rest] == [whole.key(point) for point in rest]
    assert len(left.seeds) == DEPTH
    for point in rest:
        left = left.without(point)
    assert [left.key(point) for point in points] == [None] * len(points)
    assert Cover.from_bytes(left.to_bytes()).seeds == left.seeds
    assert left.key(point_of("case:1")) == whole.key(point_of("case:1"))


@pytest.mark.parametrize("purpose", [Purpose.LOG, Purpose.RECEIPTS, Purpose.BACKUP])
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
    assert keys.exchange_key(Purpose.COURT) != keys.exchange_key(Purpose.BACKUP)


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
    keys.rotate(Purpose.IDENTITY, NOW)
    keys.forget_old(Purpose.IDENTITY)
    assert cipher.blind_index(" ana@example.ORG ") == first
    assert cipher.blind_index("ana@example.com") != first
    assert len(first) == 32
