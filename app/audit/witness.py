"""What witnesses say (C2SP `tlog-cosignature`, `tlog-witness`): they saw this log grow without changing its past.

A witness cosigns a checkpoint only after a consistency proof from the one it cosigned before. Whoever trusts
one of several witnesses knows that everybody is shown the same log.
"""

import base64
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.audit.note import CheckpointRefused, unbase64

_COSIGNATURE = b"\x04"
_DASH = "\u2014 "
_SIGNED_BYTES = 4 + 8 + 64


@dataclass(frozen=True, slots=True)
class WitnessKey:
    """A witness's name and Ed25519 public key, 32 bytes; `url` is where it takes checkpoints, if it does."""

    name: str
    public: bytes
    url: str = ""

    @property
    def id(self) -> bytes:
        """The four bytes that a cosignature line names this key by."""
        return sha256(self.name.encode() + b"\n" + _COSIGNATURE + self.public).digest()[:4]

    def __str__(self) -> str:
        """The verifier key as C2SP writes it."""
        return f"{self.name}+{self.id.hex()}+{base64.b64encode(_COSIGNATURE + self.public).decode()}"

    @classmethod
    def parse(cls, text: str) -> "WitnessKey":
        """A verifier key, then where it takes checkpoints, with a space between; raises CheckpointRefused."""
        key, _, url = text.strip().partition(" ")
        name, _, rest = key.partition("+")
        witness = cls(name, unbase64(rest.partition("+")[2])[1:], url.strip())
        if str(witness) != key or len(witness.public) != 32 or not name:
            raise CheckpointRefused()
        return witness


@dataclass(frozen=True, slots=True)
class Cosigned:
    """One witness's line of a note and the moment it names."""

    key: WitnessKey
    line: str
    at: datetime


def witnesses_of(setting: str) -> tuple[WitnessKey, ...]:
    """The witnesses an operator configured, comma-separated; raises CheckpointRefused."""
    return tuple(WitnessKey.parse(text) for text in setting.split(",") if text.strip())


def message_of(text: str, at: datetime) -> bytes:
    """What a witness signs: the moment, and the checkpoint without any signature."""
    return f"cosignature/v1\ntime {int(at.timestamp())}\n{text}".encode()


def cosigned(text: str, lines: Iterable[str], keys: Iterable[WitnessKey]) -> list[Cosigned]:
    """The lines in which one of `keys` cosigned this checkpoint text, each once; others are passed over."""
    found: dict[str, Cosigned] = {}
    known = {(key.name, key.id): key for key in keys}
    for line in lines:
        name, _, blob = line.removeprefix(_DASH).partition(" ")
        raw = unbase64(blob) if line.startswith(_DASH) and any(name == key for key, _ in known) else b""
        key = known.get((name, raw[:4]))
        if key is not None and len(raw) == _SIGNED_BYTES:
            at = _moment(raw[4:12])
            if _holds(key, raw[12:], message_of(text, at)):
                found.setdefault(str(key), Cosigned(key, line, at))
    return list(found.values())


def request_for(note: str, old: int, path: Sequence[bytes]) -> str:
    """The body of `add-checkpoint`: the size the witness knows, the proof from there, the checkpoint."""
    proof = "".join(f"{base64.b64encode(step).decode()}\n" for step in path)
    return f"old {old}\n{proof}\n{note}"


def _moment(raw: bytes) -> datetime:
    try:
        return datetime.fromtimestamp(int.from_bytes(raw, "big"), UTC)
    except (OverflowError, ValueError, OSError) as reason:
        raise CheckpointRefused() from reason


def _holds(key: WitnessKey, signature: bytes, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(key.public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
