"""Ready-made rows and values for tests: complete, plausible, and changed by keyword where a test cares."""

import secrets
from collections.abc import Collection
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

from app.auth.models import Person
from app.auth.passwords import Passwords
from app.cases.models import Case, Court, Part
from app.kernel.protected import Protected

NOW = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)  # a Monday, before the first hearing of the day


class RowCipher:
    """A real cipher with a key of the test's own, for databases opened without the key adapter."""

    def __init__(self) -> None:
        self._key = ChaCha20Poly1305(ChaCha20Poly1305.generate_key())

    def seal(self, plain: bytes, under: Collection[str] = ()) -> bytes:
        nonce = secrets.token_bytes(12)
        return nonce + self._key.encrypt(nonce, plain, None)

    def open(self, sealed: bytes) -> bytes:
        return self._key.decrypt(sealed[:12], sealed[12:], None)


def court(**changes: Any) -> Court:
    """A court in Vienna that works in English."""
    fields: dict[str, Any] = {"name": "Regional Court of Lindental", "zone": "Europe/Vienna"}
    return Court(**fields | changes)


def person(name: str = "Ada Berger", **changes: Any) -> Person:
    """A person without an account."""
    fields: dict[str, Any] = {"name": Protected(name), "created_at": NOW}
    return Person(**fields | changes)


def case(court_id: UUID, **changes: Any) -> Case:
    """An open public criminal case with a number of its own."""
    fields: dict[str, Any] = {
        "court_id": court_id,
        "number": f"CR-2026-{secrets.randbelow(10**9):09}",
        "matter": "criminal",
        "profile": "trafficking",
        "about": "Trafficking in persons",
        "level": "public",
        "opened_at": NOW,
    }
    return Case(**fields | changes)


def part(case_id: UUID, person_id: UUID, role: str, **changes: Any) -> Part:
    """The part one person plays in one case, from now on."""
    fields: dict[str, Any] = {"case_id": case_id, "person_id": person_id, "role": role, "since": NOW}
    return Part(**fields | changes)


def cheap_passwords() -> Passwords:
    """Hashes in a millisecond. Made where it is used: its limit of hashes at a time belongs to one event loop."""
    return Passwords(memory_kib=8, rounds=1)
