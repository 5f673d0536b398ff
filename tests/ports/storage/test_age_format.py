"""Stored documents are age v1 files: the public format, held against another implementation of it."""

import base64
import os

import pyrage
import pytest
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from hypothesis import given
from hypothesis import strategies as st

from app.storage import age

KEY, NONCE = bytes(range(16)), bytes(range(50, 66))
SIZES = [0, 1, 15, 16, 17, age.CHUNK - 1, age.CHUNK, age.CHUNK + 1, 2 * age.CHUNK, 2 * age.CHUNK + 1]


def sealed(document: bytes, key: bytes = KEY) -> bytes:
    """The payload of a document, chunk by chunk."""
    payload = age.Payload(key, NONCE)
    pieces = [document[at : at + age.CHUNK] for at in range(0, len(document), age.CHUNK)] or [b""]
    return NONCE + b"".join(payload.seal(n, p, last=n == len(pieces) - 1) for n, p in enumerate(pieces))


@pytest.mark.parametrize("size", SIZES)
def test_another_age_opens_what_we_write(size: int) -> None:
    identity = pyrage.x25519.Identity.generate()
    recipient = bech32_bytes(str(identity.to_public()))
    document = os.urandom(size)
    exported = age.header_for(KEY, recipient, os.urandom(32)) + sealed(document)
    assert pyrage.decrypt(exported, [identity]) == document


@pytest.mark.parametrize("size", SIZES)
def test_we_open_the_payload_another_age_writes(size: int) -> None:
    identity = pyrage.x25519.Identity.generate()
    document = os.urandom(size)
    written = pyrage.encrypt(document, [identity.to_public()])
    length = age.header_length(written)
    key = file_key(written[:length], str(identity))
    age.check_header(written[:length], key)
    payload = age.Payload(key, written[length : length + age.NONCE])
    body = written[length + age.NONCE :]
    count = age.chunks_in(len(body))
    assert age.plain_size(len(body)) == size
    pieces = [body[at : at + age.SEALED] for at in range(0, len(body), age.SEALED)]
    assert b"".join(payload.open(n, p, last=n == count - 1) for n, p in enumerate(pieces)) == document


def test_a_file_at_rest_is_age_but_opens_for_nobody_without_the_row() -> None:
    with pytest.raises(pyrage.DecryptError):
        pyrage.decrypt(age.header_at_rest(KEY) + sealed(b"secret"), [pyrage.x25519.Identity.generate()])


@given(at=st.integers(min_value=0), bit=st.integers(min_value=0, max_value=7))
def test_a_header_with_any_bit_changed_is_refused(at: int, bit: int) -> None:
    header = bytearray(age.header_at_rest(KEY))
    header[at % len(header)] ^= 1 << bit
    with pytest.raises(age.Damaged):
        age.check_header(bytes(header[: age.header_length(bytes(header))]), KEY)


@given(size=st.integers(min_value=0, max_value=4 * age.SEALED))
def test_a_payload_size_is_one_that_can_be_written_or_it_is_refused(size: int) -> None:
    whole = {length + max(-(-length // age.CHUNK), 1) * age.TAG for length in (plain(size), plain(size) + 1)}
    if size in whole:
        assert age.plain_size(size) in (plain(size), plain(size) + 1)
    else:
        with pytest.raises(age.Damaged):
            age.chunks_in(size)


def plain(size: int) -> int:
    """The longest document whose payload is not longer than `size`, or 0."""
    chunks = -(-size // age.SEALED)
    return max(size - chunks * age.TAG, (chunks - 1) * age.CHUNK, 0)


def bech32_bytes(text: str) -> bytes:
    """The 32 bytes inside an `age1…` recipient."""
    values = ["qpzry9x8gf2tvdw0s3jn54khce6mua7l".index(letter) for letter in text.rpartition("1")[2][:-6]]
    number = 0
    for value in values:
        number = number << 5 | value
    return (number >> len(values) * 5 - 256).to_bytes(32)


def file_key(header: bytes, identity: str) -> bytes:
    """The file key inside an X25519 header, unwrapped by hand as the format says."""
    lines = header.decode().splitlines()
    at = next(n for n, line in enumerate(lines) if line.startswith("-> X25519 "))
    share, body = (base64.b64decode(text + "==") for text in (lines[at].split()[2], lines[at + 1]))
    private = X25519PrivateKey.from_private_bytes(bech32_bytes(identity.lower()))
    shared = private.exchange(X25519PublicKey.from_public_bytes(share))
    salt = share + private.public_key().public_bytes_raw()
    key = HKDF(SHA256(), 32, salt, b"age-encryption.org/v1/X25519").derive(shared)
    return ChaCha20Poly1305(key).decrypt(bytes(12), body, None)
