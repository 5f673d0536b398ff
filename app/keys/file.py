"""The keys of one installation over a key file: for a small court, and, under a root elsewhere, for a large one."""

import hmac
import secrets
import unicodedata
from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.keys import derive
from app.keys.keyfile import KeyFile
from app.keys.points import point_of
from app.keys.port import KeyDestroyed, KeyDoesNotFit, Purpose
from app.keys.ring import Entropy
from app.keys.roots import KeysUnusable, Root
from app.keys.wrapped import Wrapped

_EDWARDS = frozenset({Purpose.LOG, Purpose.RECEIPTS, Purpose.BACKUP})
_BY_MESSAGE = ec.ECDSA(SHA256(), deterministic_signing=True)  # RFC 6979: one certificate, however often it is made
_P256 = frozenset({Purpose.TOKENS, Purpose.COPIES, Purpose.ORDERS, Purpose.AUTHORITY})


class FileKeys:
    """`Keys` over a key file sealed under `root`, or under a root of its own; raises KeysUnusable."""

    def __init__(self, path: Path, root: Root | None = None, entropy: Entropy = secrets.token_bytes) -> None:
        self._file, self._entropy = KeyFile(path, root, entropy), entropy

    def wrap(self, purpose: Purpose, key: bytes, context: bytes, points: Collection[bytes] = ()) -> bytes:
        ring, places = self._file.ring(), tuple(points)
        version = ring.newest(purpose)
        bare = Wrapped(version, places, b"")
        body = derive.seal(ring.key_at(purpose, version, places), key, bare.bound(context), self._entropy)
        return Wrapped(version, places, body).to_bytes()

    def unwrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        found = Wrapped.from_bytes(wrapped)
        key = self._file.ring().key_at(purpose, found.version, found.points)
        return derive.unseal(key, found.body, found.bound(context))

    def rewrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        points = Wrapped.from_bytes(wrapped).points
        return self.wrap(purpose, self.unwrap(purpose, wrapped, context), context, points)

    def stands(self, purpose: Purpose, wrapped: bytes) -> bool:
        try:
            found = Wrapped.from_bytes(wrapped)
            self._file.ring().key_at(purpose, found.version, found.points)
        except (KeyDestroyed, KeyDoesNotFit):
            return False
        return True

    def domain(self, purpose: Purpose) -> "FileKeyDomain":
        return FileKeyDomain(self, purpose)

    def cipher(self, purpose: Purpose) -> "FileCipher":
        return FileCipher(self, purpose)

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        return self.signer(purpose)[1](message)

    def signer(self, purpose: Purpose) -> tuple[bytes, Callable[[bytes], bytes]]:
        key = self._signing_key(purpose)
        if isinstance(key, Ed25519PrivateKey):
            return _public_bytes(key), key.sign
        return _public_bytes(key), partial(key.sign, signature_algorithm=_BY_MESSAGE)

    def public_key(self, purpose: Purpose) -> bytes:
        return self.public_keys(purpose)[self._file.ring().newest(purpose)]

    def public_keys(self, purpose: Purpose) -> dict[int, bytes]:
        return {v: _public_bytes(self._signing_key(purpose, v)) for v in self._file.ring().versions(purpose)}

    def signing_jwk(self, purpose: Purpose) -> dict[str, str]:
        return derive.private_jwk(self._p256(purpose, self._file.ring().newest(purpose)))

    def public_jwks(self, purpose: Purpose) -> list[dict[str, str]]:
        return [derive.public_jwk(self._p256(purpose, v)) for v in self._file.ring().versions(purpose)]

    def exchange_key(self, purpose: Purpose, version: int | None = None) -> bytes:
        return self._exchange(purpose, version).public_key().public_bytes_raw()

    def exchange(self, purpose: Purpose, share: bytes, version: int) -> bytes:
        return self._exchange(purpose, version).exchange(X25519PublicKey.from_public_bytes(share))

    def export_identity(self, purpose: Purpose) -> str:
        return derive.bech32("age-secret-key-", self._exchange(purpose).private_bytes_raw()).upper()

    def rotate(self, purpose: Purpose, at: datetime) -> int:
        return self._file.change(lambda ring: ring.rotated(purpose, self._entropy, at)).newest(purpose)

    def forget_old(self, purpose: Purpose) -> None:
        self._file.change(lambda ring: ring.only_newest(purpose))

    def destroy(self, purpose: Purpose) -> None:
        self._file.change(lambda ring: ring.without(purpose))

    def erase(self, names: Collection[str]) -> None:
        if not set(names) <= self.erased():
            self._file.change(lambda ring: ring.without_points(frozenset(names)))

    def erased(self) -> frozenset[str]:
        return self._file.ring().erased

    def versions(self, purpose: Purpose) -> dict[int, datetime | None]:
        ring = self._file.ring()
        return {number: ring.version(purpose, number).since for number in ring.versions(purpose)}

    def serial(self) -> int:
        return self._file.ring().serial

    def root_source(self) -> str:
        self._file.ring()
        return self._file.root.source

    def renew_root(self) -> None:
        """A new root in the same place; raises KeysUnusable where only the operator can put one."""
        self._file.ring()
        renewed = None if self._file.holds_its_root else self._file.root.renewed()
        if renewed is None and not self._file.holds_its_root:
            raise KeysUnusable(
                f"The root key in {self._file.root.source} is yours to make. Put the new one in another place and name "
                "that with --to."
            )
        self._file.reseal(renewed)

    def move_root(self, root: Root | None) -> None:
        """Seal the ring under another root, None for one in the key file itself."""
        self._file.reseal(root)

    def blind_index(self, purpose: Purpose, text: str) -> bytes:
        folded = unicodedata.normalize("NFKC", text).strip().casefold()
        return hmac.digest(self._file.ring().index(purpose), folded.encode(), "sha256")

    def _exchange(self, purpose: Purpose, version: int | None = None) -> X25519PrivateKey:
        return X25519PrivateKey.from_private_bytes(self._file.ring().key(purpose, "exchange", version))

    def _p256(self, purpose: Purpose, version: int) -> ec.EllipticCurvePrivateKey:
        if purpose not in _P256:
            raise ValueError(f"{purpose} has no P-256 key")
        return derive.p256(self._file.ring().key(purpose, "sign", version, 48))

    def _signing_key(
        self, purpose: Purpose, version: int | None = None
    ) -> Ed25519PrivateKey | ec.EllipticCurvePrivateKey:
        version = self._file.ring().newest(purpose) if version is None else version
        if purpose in _EDWARDS:
            return Ed25519PrivateKey.from_private_bytes(self._file.ring().key(purpose, "sign", version))
        return self._p256(purpose, version)


@dataclass(frozen=True, slots=True)
class FileKeyDomain:
    """`KeyDomain` of one purpose."""

    keys: FileKeys
    purpose: Purpose

    def wrap(self, key: bytes, context: bytes, under: Collection[str] = ()) -> bytes:
        return self.keys.wrap(self.purpose, key, context, [point_of(name) for name in under])

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        return self.keys.unwrap(self.purpose, wrapped, context)

    def rewrap(self, wrapped: bytes, context: bytes) -> bytes:
        return self.keys.rewrap(self.purpose, wrapped, context)


@dataclass(frozen=True, slots=True)
class FileCipher:
    """`IdentityCipher` of one purpose."""

    keys: FileKeys
    purpose: Purpose

    def seal(self, plain: bytes, under: Collection[str] = ()) -> bytes:
        return self.keys.wrap(self.purpose, plain, b"row", [point_of(name) for name in under])

    def open(self, sealed: bytes) -> bytes:
        return self.keys.unwrap(self.purpose, sealed, b"row")

    def blind_index(self, text: str) -> bytes:
        return self.keys.blind_index(self.purpose, text)


def _public_bytes(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.public_key().public_bytes_raw()
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
