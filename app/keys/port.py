"""What the service may ask of its keys; nobody outside this package ever holds a private one."""

from collections.abc import Callable, Collection
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.kernel.errors import N_, Gone, Unavailable


class Purpose(StrEnum):
    """Every use a key may have; keys of two purposes share nothing.

    Below COURT (the court's documents) and IDENTITY (protected words in rows) hang keys by name: of a
    court, a class of cases, a year, a case, a document. What is wrapped under several opens while all exist.
    """

    LOG = "log"
    COPIES = "copies"
    TOKENS = "tokens"
    RECEIPTS = "receipts"
    COURT = "court"
    IDENTITY = "identity"
    BACKUP = "backup"
    ORDERS = "orders"  # seals the orders of the court
    AUTHORITY = "authority"  # certifies, where no authority from outside does


class KeyDestroyed(Gone):
    code = "key-destroyed"
    title = N_("This was erased for good.")
    hint = N_("The court office can tell you when and by whose order.")


class KeyDoesNotFit(Unavailable):
    code = "key-does-not-fit"
    title = N_("This cannot be opened with the keys of this court.")
    hint = N_("The court office can check the keys and the backup. You did nothing wrong.")


class KeyDomain(Protocol):
    """Wraps short keys for one purpose; `context` names the thing the key belongs to and is bound to it.

    `under` names keys that must exist as well, for example `("year:2026", "case:<id>")`.
    """

    def wrap(self, key: bytes, context: bytes, under: Collection[str] = ()) -> bytes: ...
    def unwrap(self, wrapped: bytes, context: bytes) -> bytes: ...

    def rewrap(self, wrapped: bytes, context: bytes) -> bytes:
        """The same key under the newest version, below the same names."""
        ...


class IdentityCipher(Protocol):
    """Encrypts the names and contacts of protected people for a row; `under` as in `KeyDomain`."""

    def seal(self, plain: bytes, under: Collection[str] = ()) -> bytes: ...
    def open(self, sealed: bytes) -> bytes: ...

    def blind_index(self, text: str) -> bytes:
        """32 bytes equal for equal text (case and outer spaces aside): find a row without storing the text."""
        ...


class Eraser(Protocol):
    """Destroys keys by name, for good."""

    def erase(self, names: Collection[str]) -> None:
        """Destroy the keys of these names in every version of every purpose. Durable on return."""
        ...

    def erased(self) -> frozenset[str]:
        """Every name whose key was destroyed since the ring was made."""
        ...

    def stands(self, purpose: Purpose, wrapped: bytes) -> bool:
        """Whether every key that `wrapped` hangs on still exists; nothing is opened."""
        ...


class Keys(Eraser, Protocol):
    """The keys of one installation. Raises KeyDestroyed for an erased purpose or name, KeyDoesNotFit for wrong bytes.

    A change is durable on return, and every process that uses the same keys notices it at its next use.
    """

    def wrap(self, purpose: Purpose, key: bytes, context: bytes, points: Collection[bytes] = ()) -> bytes:
        """`key` encrypted under the newest version of `purpose` and the keys at `points`, bound to `context`."""
        ...

    def unwrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        """What `wrap` was given, under whichever key of `purpose` it was wrapped with."""
        ...

    def rewrap(self, purpose: Purpose, wrapped: bytes, context: bytes) -> bytes:
        """The same key under the newest version of `purpose`, at the same points."""
        ...

    def domain(self, purpose: Purpose) -> KeyDomain:
        """`wrap` and `unwrap` of one purpose, to be handed to storage."""
        ...

    def cipher(self, purpose: Purpose) -> IdentityCipher:
        """The cipher of rows that say who and where somebody is."""
        ...

    def sign(self, purpose: Purpose, message: bytes) -> bytes:
        """Ed25519, 64 bytes (log, receipts, backup); for every other purpose ECDSA P-256 with SHA-256, DER."""
        ...

    def signer(self, purpose: Purpose) -> tuple[bytes, Callable[[bytes], bytes]]:
        """The newest public key and what signs with its private half, whatever is rotated in between."""
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

    def exchange_key(self, purpose: Purpose, version: int | None = None) -> bytes:
        """The X25519 public key (32 bytes) that exports and backups are encrypted to, by default the newest."""
        ...

    def exchange(self, purpose: Purpose, share: bytes, version: int) -> bytes:
        """X25519 of this version's private key with somebody's public `share`; 32 bytes."""
        ...

    def export_identity(self, purpose: Purpose) -> str:
        """`AGE-SECRET-KEY-1…`: opens exports with the stock age tool; for the keeper of the court's archive."""
        ...

    def rotate(self, purpose: Purpose, at: datetime) -> int:
        """Start a new version; the old ones still open and verify. Returns the new version."""
        ...

    def forget_old(self, purpose: Purpose) -> None:
        """Destroy every version but the newest: what is still wrapped under one is gone."""
        ...

    def destroy(self, purpose: Purpose) -> None:
        """Erase every key of `purpose`: what they wrapped is gone for good."""
        ...

    def versions(self, purpose: Purpose) -> dict[int, datetime | None]:
        """Every version that exists, newest first, and since when; None for the first."""
        ...

    def serial(self) -> int:
        """How many times the keys changed: a copy with a lower number is an older one."""
        ...

    def root_source(self) -> str:
        """Where the root key is kept, without any secret."""
        ...
