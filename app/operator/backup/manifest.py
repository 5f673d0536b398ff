"""What a backup says of itself, signed: whose it is, when it was made, the hash of each part, how long the log was."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from app.keys.port import Keys, Purpose
from app.storage import durable

FORMAT = "ejustice-backup-1"
MANIFEST, SIGNATURE = "manifest.json", "manifest.sig"
DATABASE, BLOBS, CHECKPOINT = "database.age", "blobs.txt", "checkpoint.txt"


class BackupUnusable(RuntimeError):
    """This backup cannot be used; the sentence says why and what to do."""


@dataclass(frozen=True, slots=True)
class Part:
    """One file of a backup: SHA-256 in hex, bytes."""

    sha256: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """`key_serial`: how often the keys had changed; `backup_key`: the version the database is encrypted to."""

    court: str
    taken_at: datetime
    database: str
    key_serial: int
    backup_key: int
    log_size: int
    documents: int
    parts: dict[str, Part]

    def write(self, folder: Path, keys: Keys) -> None:
        """Put it into a backup, with its signature; the last thing a backup gets."""
        fields = {**asdict(self), "format": FORMAT, "taken_at": self.taken_at.isoformat()}
        text = json.dumps(fields, indent=1, sort_keys=True).encode()
        durable.replace(folder / SIGNATURE, keys.sign(Purpose.BACKUP, text).hex().encode())
        durable.replace(folder / MANIFEST, text)

    @classmethod
    def read(cls, folder: Path, keys: Keys) -> "Manifest":
        """The manifest of a backup, once it is seen to be ours; raises BackupUnusable."""
        try:
            text = (folder / MANIFEST).read_bytes()
            signature = bytes.fromhex((folder / SIGNATURE).read_text())
        except (OSError, ValueError) as reason:
            raise BackupUnusable(f"{folder} is not a complete backup.") from reason
        if not any(_signed(public, signature, text) for public in keys.public_keys(Purpose.BACKUP).values()):
            raise BackupUnusable(
                f"The backup in {folder} was changed, or was not made with the keys of this court. "
                "Restore it where the right key file is in place."
            )
        fields = json.loads(text)
        if fields.pop("format") != FORMAT:
            raise BackupUnusable(f"The backup in {folder} was made by another version; use that one to restore it.")
        parts = {name: Part(**part) for name, part in fields.pop("parts").items()}
        return cls(**{**fields, "parts": parts, "taken_at": datetime.fromisoformat(fields["taken_at"])})


def _signed(public: bytes, signature: bytes, text: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, text)
    except InvalidSignature:
        return False
    return True
