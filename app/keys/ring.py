"""The key ring: for each purpose the versions of its secret, and which keys below them were destroyed."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from app.keys.derive import hkdf
from app.keys.points import Cover, point_of
from app.keys.port import KeyDestroyed, KeyDoesNotFit, Purpose

WITH_NAMES = (Purpose.COURT, Purpose.IDENTITY)  # the purposes that have keys below them
LATER = frozenset({Purpose.ORDERS, Purpose.AUTHORITY})  # purposes that a ring made before them lacks
Entropy = Callable[[int], bytes]


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a purpose: its secret, its tree of keys, since when it is used (None: from the start)."""

    secret: bytes
    tree: Cover
    since: datetime | None = None

    @classmethod
    def new(cls, entropy: Entropy, since: datetime | None = None) -> "Version":
        return cls(entropy(32), Cover.whole(entropy(32)), since)


@dataclass(frozen=True, slots=True)
class Kept:
    """All versions of one purpose. `last` is the highest ever used, so none comes twice; `index` outlives rotations."""

    versions: Mapping[int, Version]
    last: int
    index: bytes | None


@dataclass(frozen=True, slots=True)
class Ring:
    """Every secret of an installation. `serial` counts the changes; `erased` names what was destroyed below.

    A later version has a whole tree again: `gone`, the points of those names, stay closed in it as well.
    """

    kept: Mapping[Purpose, Kept]
    serial: int = 1
    erased: frozenset[str] = frozenset()
    gone: frozenset[bytes] = frozenset()

    @classmethod
    def new(cls, entropy: Entropy) -> "Ring":
        return cls({p: Kept({1: Version.new(entropy)}, 1, entropy(32)) for p in Purpose})

    def version(self, purpose: Purpose, number: int) -> Version:
        """Raises KeyDestroyed for a version there was, KeyDoesNotFit for one there never was."""
        kept = self.kept[purpose]
        if number not in kept.versions:
            raise KeyDestroyed() if 0 < number <= kept.last else KeyDoesNotFit()
        return kept.versions[number]

    def key(self, purpose: Purpose, use: str, version: int | None = None, length: int = 32) -> bytes:
        """The derived secret for one use of one version, the newest by default."""
        found = self.version(purpose, self.newest(purpose) if version is None else version)
        return hkdf(found.secret, b"", f"ejustice/{purpose}/{use}".encode(), length)

    def key_at(self, purpose: Purpose, version: int, points: tuple[bytes, ...]) -> bytes:
        """The key that exists while the version and every one of the points do."""
        tree = self.version(purpose, version).tree
        found = [key for point in points if (key := tree.key(point)) is not None]
        if len(found) < len(points) or not self.gone.isdisjoint(points):
            raise KeyDestroyed()
        return hkdf(self.key(purpose, "wrap", version) + b"".join(found), b"", b"path")

    def index(self, purpose: Purpose) -> bytes:
        found = self.kept[purpose].index
        if found is None:
            raise KeyDestroyed()
        return found

    def versions(self, purpose: Purpose) -> list[int]:
        """Every version that still exists, newest first."""
        return sorted(self.kept[purpose].versions, reverse=True)

    def newest(self, purpose: Purpose) -> int:
        found = self.versions(purpose)
        if not found:
            raise KeyDestroyed()
        return found[0]

    def rotated(self, purpose: Purpose, entropy: Entropy, since: datetime) -> "Ring":
        kept = self.kept[purpose]
        number = kept.last + 1
        versions = {**kept.versions, number: Version.new(entropy, since)}
        return self._with(purpose, Kept(versions, number, kept.index or entropy(32)))

    def only_newest(self, purpose: Purpose) -> "Ring":
        kept, newest = self.kept[purpose], self.newest(purpose)
        return self._with(purpose, replace(kept, versions={newest: kept.versions[newest]}))

    def without(self, purpose: Purpose) -> "Ring":
        return self._with(purpose, replace(self.kept[purpose], versions={}, index=None))

    def whole(self, entropy: Entropy) -> "Ring":
        """The same with what a ring of an earlier version of the service lacks."""
        lacking = {p: Kept({1: Version.new(entropy)}, 1, entropy(32)) for p in LATER - set(self.kept)}
        return replace(self, kept={**self.kept, **lacking}, serial=self.serial + 1)

    def without_points(self, names: frozenset[str]) -> "Ring":
        """The same with the keys of these names destroyed below every version of every purpose."""
        points = [point_of(name) for name in sorted(names - self.erased)]
        below = {purpose: _punctured(self.kept[purpose], points) for purpose in WITH_NAMES}
        return Ring({**self.kept, **below}, self.serial + 1, self.erased | names, self.gone.union(points))

    def _with(self, purpose: Purpose, kept: Kept) -> "Ring":
        return replace(self, kept={**self.kept, purpose: kept}, serial=self.serial + 1)

    def to_json(self) -> dict[str, Any]:
        purposes = {p.value: _kept_to_json(kept) for p, kept in self.kept.items()}
        return {"serial": self.serial, "purposes": purposes, "erased": sorted(self.erased)}

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> "Ring":
        """Raises KeyError, TypeError or ValueError when `data` is not a ring."""
        kept = {
            p: _kept_from_json(data["purposes"][p.value])
            for p in Purpose
            if p not in LATER or p.value in data["purposes"]
        }
        erased = frozenset(data["erased"])
        return cls(kept, int(data["serial"]), erased, frozenset(map(point_of, erased)))


def _punctured(kept: Kept, points: list[bytes]) -> Kept:
    versions = {}
    for number, version in kept.versions.items():
        tree = version.tree
        for point in points:
            tree = tree.without(point)
        versions[number] = replace(version, tree=tree)
    return replace(kept, versions=versions)


def _kept_to_json(kept: Kept) -> dict[str, Any]:
    versions = {
        str(number): {
            "secret": _text(version.secret),
            "tree": _text(version.tree.to_bytes()),
            "since": version.since.isoformat() if version.since else None,
        }
        for number, version in kept.versions.items()
    }
    return {"versions": versions, "last": kept.last, "index": _text(kept.index) if kept.index else None}


def _kept_from_json(data: dict[str, Any]) -> Kept:
    versions = {
        int(number): Version(
            _secret(version["secret"]),
            Cover.from_bytes(base64.b64decode(version["tree"], validate=True)),
            datetime.fromisoformat(version["since"]) if version["since"] else None,
        )
        for number, version in data["versions"].items()
    }
    return Kept(versions, int(data["last"]), _secret(data["index"]) if data["index"] else None)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _secret(text: str) -> bytes:
    data = base64.b64decode(text, validate=True)
    if len(data) != 32:
        raise ValueError("a secret has 32 bytes")
    return data
