"""The key ring: one root secret and, for each purpose, the salts its versions are derived with.

A key is HKDF(root, salt of the version): forgetting the salt destroys the key while the root stays.
"""

import base64
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from app.keys.derive import hkdf
from app.keys.port import KeyDestroyed, KeyDoesNotFit, Purpose

Entropy = Callable[[int], bytes]
FORMAT = 1


@dataclass(frozen=True, slots=True)
class Ring:
    """`salts[purpose][version]`; `last[purpose]` is the highest version ever used, so none comes twice."""

    root: bytes
    salts: dict[Purpose, dict[int, bytes]]
    last: dict[Purpose, int]

    @classmethod
    def new(cls, entropy: Entropy) -> "Ring":
        return cls(entropy(32), {p: {1: entropy(32)} for p in Purpose}, dict.fromkeys(Purpose, 1))

    def key(self, purpose: Purpose, use: str, version: int | None = None, length: int = 32) -> bytes:
        """The derived secret for one use of one version, the newest by default."""
        salts = self.salts[purpose]
        version = self.newest(purpose) if version is None else version
        if version not in salts:
            raise KeyDestroyed() if 0 < version <= self.last[purpose] else KeyDoesNotFit()
        return hkdf(self.root, salts[version], f"ejustice/{purpose}/{use}".encode(), length)

    def versions(self, purpose: Purpose) -> list[int]:
        """Every version that still exists, newest first."""
        return sorted(self.salts[purpose], reverse=True)

    def newest(self, purpose: Purpose) -> int:
        if not self.salts[purpose]:
            raise KeyDestroyed()
        return max(self.salts[purpose])

    def rotated(self, purpose: Purpose, entropy: Entropy) -> "Ring":
        version = self.last[purpose] + 1
        salts = self.salts | {purpose: self.salts[purpose] | {version: entropy(32)}}
        return replace(self, salts=salts, last=self.last | {purpose: version})

    def without(self, purpose: Purpose) -> "Ring":
        return replace(self, salts=self.salts | {purpose: {}})

    def to_json(self) -> dict[str, Any]:
        return {
            "format": FORMAT,
            "root": _text(self.root),
            "salts": {p.value: {str(v): _text(s) for v, s in kept.items()} for p, kept in self.salts.items()},
            "last": {p.value: version for p, version in self.last.items()},
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Ring":
        """Raises KeyError, TypeError or ValueError when `data` is not a ring."""
        if data["format"] != FORMAT:
            raise ValueError("unknown format")
        salts = {p: {int(v): _bytes(s) for v, s in data["salts"][p.value].items()} for p in Purpose}
        return cls(_bytes(data["root"]), salts, {p: int(data["last"][p.value]) for p in Purpose})


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _bytes(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) != 32:
        raise ValueError("a secret has 32 bytes")
    return data
