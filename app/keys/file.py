"""Keys in one file that only the service's own user may read (0600), for a small court and for development."""

import hmac
import json
import os
import secrets
import stat
import unicodedata
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.keys import derive
from app.keys.port import Purpose
from app.keys.ring import Entropy, Ring

_EDWARDS = frozenset({Purpose.LOG, Purpose.RECEIPTS})


class KeyFileUnusable(RuntimeError):
    """The key file cannot be trusted or read; the sentence tells the operator what to do."""


class FileKeys:
    """`Keys` over a JSON file; makes the file if there is none. Raises KeyFileUnusable."""

    def __init__(self, path: Path, entropy: Entropy = secrets.token_bytes) -> None:
        self._path, self._entropy = path, entropy
        if not path.exists():
            self._create()
        self._ring = _load(path)

    def wrap(self, purpose: Purpose, key: bytes, context: bytes) -> bytes:
        version = self._ring.newest(purpose)
        sealed = derive.seal(self._ring.key(purpose, "wrap", version), key, context, self._entropy)
        return version.to_bytes(2) + sealed

    def unwrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        version = int.from_bytes(wrapped[:2])
        return derive.unseal(self._ring.key(purpose, "wrap", version), wrapped[2:], context)

    def domain(self, purpose: Purpose) -> "FileKeyDomain":
        return FileKeyDomain(self, purpose)

    def cipher(self, purpose: Purpose) -> "FileCipher":
        return FileCipher(self, purpose)

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        key = self._signing_key(purpose)
        if isinstance(key, Ed25519PrivateKey):
            return key.sign(message)
        return key.sign(message, ec.ECDSA(SHA256()))

    def public_key(self, purpose: Purpose) -> bytes:
        return self.public_keys(purpose)[self._ring.newest(purpose)]

    def public_keys(self, purpose: Purpose) -> dict[int, bytes]:
        return {v: _public_bytes(self._signing_key(purpose, v)) for v in self._ring.versions(purpose)}

    def signing_jwk(self, purpose: Purpose) -> dict[str, str]:
        return derive.private_jwk(self._p256(purpose, self._ring.newest(purpose)))

    def public_jwks(self, purpose: Purpose) -> list[dict[str, str]]:
        return [derive.public_jwk(self._p256(purpose, v)) for v in self._ring.versions(purpose)]

    def exchange_key(self, purpose: Purpose) -> bytes:
        return X25519PrivateKey.from_private_bytes(self._exchange(purpose)).public_key().public_bytes_raw()

    def export_identity(self, purpose: Purpose) -> str:
        return derive.bech32("age-secret-key-", self._exchange(purpose)).upper()

    def rotate(self, purpose: Purpose) -> int:
        self._replace(self._ring.rotated(purpose, self._entropy))
        return self._ring.newest(purpose)

    def destroy(self, purpose: Purpose) -> None:
        self._replace(self._ring.without(purpose))

    def blind_index(self, purpose: Purpose, text: str) -> bytes:
        """HMAC-SHA256 under the oldest key, so that rotation does not lose people."""
        key = self._ring.key(purpose, "index", min(self._ring.versions(purpose), default=None))
        folded = unicodedata.normalize("NFKC", text).strip().casefold()
        return hmac.digest(key, folded.encode(), "sha256")

    def _exchange(self, purpose: Purpose) -> bytes:
        return self._ring.key(purpose, "exchange")

    def _p256(self, purpose: Purpose, version: int) -> ec.EllipticCurvePrivateKey:
        if purpose not in (Purpose.TOKENS, Purpose.COPIES):
            raise ValueError(f"{purpose} has no P-256 key")
        return derive.p256(self._ring.key(purpose, "sign", version, 48))

    def _signing_key(
        self, purpose: Purpose, version: int | None = None
    ) -> Ed25519PrivateKey | ec.EllipticCurvePrivateKey:
        version = self._ring.newest(purpose) if version is None else version
        if purpose in _EDWARDS:
            return Ed25519PrivateKey.from_private_bytes(self._ring.key(purpose, "sign", version))
        return self._p256(purpose, version)

    def _create(self) -> None:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._draft(Ring.new(self._entropy))
        with suppress(FileExistsError):  # another process was first: its keys are the keys
            os.link(draft, self._path)
        draft.unlink()
        _sync_folder(self._path.parent)

    def _replace(self, ring: Ring) -> None:
        os.replace(self._draft(ring), self._path)
        _sync_folder(self._path.parent)
        self._ring = ring

    def _draft(self, ring: Ring) -> Path:
        draft = self._path.with_name(f".{self._path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(ring.to_json(), file)
            file.flush()
            os.fsync(file.fileno())
        return draft


@dataclass(frozen=True, slots=True)
class FileKeyDomain:
    """`KeyDomain` of one purpose."""

    keys: FileKeys
    purpose: Purpose

    def wrap(self, key: bytes, context: bytes) -> bytes:
        return self.keys.wrap(self.purpose, key, context)

    def unwrap(self, wrapped: bytes, context: bytes) -> bytes:
        return self.keys.unwrap(self.purpose, wrapped, context)


@dataclass(frozen=True, slots=True)
class FileCipher:
    """`IdentityCipher` of one purpose."""

    keys: FileKeys
    purpose: Purpose

    def seal(self, plain: bytes) -> bytes:
        return self.keys.wrap(self.purpose, plain, b"row")

    def open(self, sealed: bytes) -> bytes:
        return self.keys.unwrap(self.purpose, sealed, b"row")

    def blind_index(self, text: str) -> bytes:
        return self.keys.blind_index(self.purpose, text)


def _public_bytes(key: Ed25519PrivateKey | ec.EllipticCurvePrivateKey) -> bytes:
    if isinstance(key, Ed25519PrivateKey):
        return key.public_key().public_bytes_raw()
    return key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _load(path: Path) -> Ring:
    with path.open("rb") as file:
        mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
        if mode & 0o077:
            raise KeyFileUnusable(
                f"The key file {path} can be read by other users of this machine (mode {mode:04o}). "
                f"Make it private with: chmod 600 {path}"
            )
        try:
            return Ring.from_json(json.load(file))
        except (ValueError, KeyError, TypeError, AttributeError) as reason:
            raise KeyFileUnusable(
                f"The key file {path} is not complete. Restore it from the key backup; "
                f"without it nothing stored under it can be read."
            ) from reason


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
