"""What the service may ask of its keys; nobody outside this package ever holds a private one."""

from enum import StrEnum
from typing import Protocol

from app.kernel.errors import N_, Gone, Unavailable


class Purpose(StrEnum):
    """Every use a key may have; keys of two purposes share nothing."""

    LOG = "log"
    COPIES = "copies"
    TOKENS = "tokens"
    RECEIPTS = "receipts"
    COURT = "court"
    CLASS_ = "class"
    YEAR = "year"
    IDENTITY = "identity"


class KeyDestroyed(Gone):
    code = "key-destroyed"
    title = N_("This was erased for good.")
    hint = N_("The court office can tell you when and by whose order.")


class KeyDoesNotFit(Unavailable):
    code = "key-does-not-fit"
    title = N_("This cannot be opened with the keys of this court.")
    hint = N_("The court office can check the keys and the backup. You did nothing wrong.")


class KeyDomain(Protocol):
    """Wraps short keys for one purpose; `context` names the thing the key belongs to and is bound to it."""

    def wrap(self, key: bytes, context: bytes) -> bytes: ...
    def unwrap(self, wrapped: bytes, context: bytes) -> bytes: ...


class IdentityCipher(Protocol):
    """Encrypts the names and contacts of protected people for a row."""

    def seal(self, plain: bytes) -> bytes: ...
    def open(self, sealed: bytes) -> bytes: ...

    def blind_index(self, text: str) -> bytes:
        """32 bytes equal for equal text (case and outer spaces aside): find a row without storing the text."""
        ...


class Keys(Protocol):
    """The keys of one installation. Raises KeyDestroyed for an erased purpose, KeyDoesNotFit for wrong bytes."""

    def wrap(self, purpose: Purpose, key: bytes, context: bytes) -> bytes:
        """`key` encrypted under the newest key of `purpose`, bound to `context`."""
        ...

    def unwrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        """What `wrap` was given, under whichever key of `purpose` it was wrapped with."""
        ...

    def domain(self, purpose: Purpose) -> KeyDomain:
        """`wrap` and `unwrap` of one purpose, to be handed to storage."""
        ...

    def cipher(self, purpose: Purpose) -> IdentityCipher:
        """The cipher of rows that say who and where somebody is."""
        ...

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """Ed25519, 64 bytes (log, receipts); ECDSA P-256 with SHA-256, DER (copies, tokens)."""
        ...

    def public_key(self, purpose: Purpose) -> bytes:
        """Of the newest signing key: 32 raw bytes (Ed25519) or SubjectPublicKeyInfo PEM (P-256)."""
        ...

    def public_keys(self, purpose: Purpose) -> dict[int, bytes]:
        """The public half of every key of `purpose` by version, for what was signed before a rotation."""
        ...

    def signing_jwk(self, purpose: Purpose) -> dict[str, str]:
        """The newest P-256 key as a private JWK for ES256 (RFC 7517), `kid` its RFC 7638 thumbprint."""
        ...

    def public_jwks(self, purpose: Purpose) -> list[dict[str, str]]:
        """The public JWK of every version, newest first."""
        ...

    def exchange_key(self, purpose: Purpose) -> bytes:
        """The X25519 public key (32 bytes) that exports are encrypted to."""
        ...

    def export_identity(self, purpose: Purpose) -> str:
        """`AGE-SECRET-KEY-1…`: opens exports with the stock age tool; for the keeper of the court's archive."""
        ...

    def rotate(self, purpose: Purpose) -> int:
        """Start a new key; the old ones still open and verify. Returns the new version."""
        ...

    def destroy(self, purpose: Purpose) -> None:
        """Erase every key of `purpose`: what they wrapped is gone for good. Durable on return."""
        ...
