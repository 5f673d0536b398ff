"""The age v1 file format (age-encryption.org/v1), written and read chunk by chunk.

At rest the header has one stanza that opens with a key from the document's row; an export gets an X25519
stanza instead. The payload does not depend on the header, so an export copies it as it is.
"""

import base64
import hmac
from collections.abc import Callable

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

CHUNK = 65536
TAG = 16
SEALED = CHUNK + TAG
NONCE = 16
FILE_KEY = 16
_VERSION = b"age-encryption.org/v1\n"
_X25519 = b"age-encryption.org/v1/X25519"
_COLUMNS = 64


class Damaged(ValueError):
    """These bytes are not what was written under this key."""


def header_at_rest(file_key: bytes) -> bytes:
    """A header that names no recipient: the key is in the document's row."""
    return _with_mac(_VERSION + b"-> ejustice-row\n\n", file_key)


def header_for(file_key: bytes, recipient: bytes, ephemeral: bytes) -> bytes:
    """A header for an X25519 recipient; `recipient` and `ephemeral` are 32 bytes each."""
    private = X25519PrivateKey.from_private_bytes(ephemeral)
    share = private.public_key().public_bytes_raw()
    shared = private.exchange(X25519PublicKey.from_public_bytes(recipient))
    wrapping = ChaCha20Poly1305(_hkdf(shared, share + recipient, _X25519))
    body = _base64(wrapping.encrypt(bytes(12), file_key, None))
    return _with_mac(_VERSION + b"-> X25519 " + _base64(share) + b"\n" + _wrapped(body), file_key)


def file_key_for(header: bytes, recipient: bytes, exchange: Callable[[bytes], bytes]) -> bytes:
    """The file key inside a header made by `header_for`; `exchange` is X25519 with the recipient's private key.

    Raises Damaged when the header is for somebody else or was changed.
    """
    lines = header.split(b"\n")
    name, _, text = lines[1].partition(b" X25519 ") if len(lines) > 2 else (b"", b"", b"")
    try:
        share, body = _unbase64(text), _unbase64(lines[2])
        if name != b"->" or len(share) != len(recipient):
            raise Damaged("no X25519 recipient")
        wrapping = ChaCha20Poly1305(_hkdf(exchange(share), share + recipient, _X25519))
        file_key = wrapping.decrypt(bytes(12), body, None)
    except (InvalidTag, ValueError, IndexError) as reason:
        raise Damaged("the header is for somebody else") from reason
    check_header(header, file_key)
    return file_key


def header_length(start: bytes) -> int:
    """Bytes of the header that `start` begins with; raises Damaged when it is none."""
    mac_line = start.find(b"\n--- ")
    end = start.find(b"\n", mac_line + 1)
    if not start.startswith(_VERSION) or mac_line < 0 or end < 0:
        raise Damaged("no age header")
    return end + 1


def check_header(header: bytes, file_key: bytes) -> None:
    """Raises Damaged unless the header was made with this file key."""
    covered, _, mac = header.rpartition(b"---")
    if not hmac.compare_digest(mac, b" " + _base64(_mac(covered + b"---", file_key)) + b"\n"):
        raise Damaged("the header does not fit the key")


class Payload:
    """The STREAM of one file: numbered 64 KiB chunks, the last one marked, each with its own tag."""

    def __init__(self, file_key: bytes, nonce: bytes) -> None:
        self._aead = ChaCha20Poly1305(_hkdf(file_key, nonce, b"payload"))

    def seal(self, number: int, plain: bytes, *, last: bool) -> bytes:
        """At most 64 KiB; only the last chunk may be shorter, and it is empty only if the file is."""
        return self._aead.encrypt(_chunk_nonce(number, last), plain, None)

    def open(self, number: int, sealed: bytes, *, last: bool) -> bytes:
        """Raises Damaged when a bit differs, or the chunk stood elsewhere."""
        try:
            return self._aead.decrypt(_chunk_nonce(number, last), sealed, None)
        except (InvalidTag, ValueError) as reason:
            raise Damaged("a chunk does not fit") from reason


def chunks_in(payload_size: int) -> int:
    """How many chunks make up a payload of that many encrypted bytes; raises Damaged for none."""
    full, rest = divmod(payload_size, SEALED)
    if payload_size < TAG or 0 < rest < TAG or (full and rest == TAG):
        raise Damaged("the payload is cut")
    return full + bool(rest)


def plain_size(payload_size: int) -> int:
    """Bytes of the document inside a payload."""
    return payload_size - chunks_in(payload_size) * TAG


def _chunk_nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11) + bytes([last])


def _with_mac(stanzas: bytes, file_key: bytes) -> bytes:
    covered = stanzas + b"---"
    return covered + b" " + _base64(_mac(covered, file_key)) + b"\n"


def _mac(covered: bytes, file_key: bytes) -> bytes:
    return hmac.digest(_hkdf(file_key, b"", b"header"), covered, "sha256")


def _wrapped(body: bytes) -> bytes:
    lines = [body[at : at + _COLUMNS] for at in range(0, len(body) + 1, _COLUMNS)]
    return b"".join(line + b"\n" for line in lines)


def _base64(data: bytes) -> bytes:
    return base64.b64encode(data).rstrip(b"=")


def _unbase64(text: bytes) -> bytes:
    return base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)


def _hkdf(secret: bytes, salt: bytes, info: bytes) -> bytes:
    return HKDF(SHA256(), 32, salt, info).derive(secret)
