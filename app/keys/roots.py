"""The root key: what the key ring is sealed under, and where an operator may keep it.

`EJ_ROOT_KEY` names a source: nothing (in the key file itself), `file:/path`, `env:NAME` (a variable, or a
file of that name in `$CREDENTIALS_DIRECTORY`), or a PKCS#11 URI (RFC 7512).
"""

import base64
import binascii
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from itertools import pairwise
from pathlib import Path
from typing import Protocol

from app.keys import derive
from app.keys.ring import Entropy

ROOT_BYTES = 32
_FEWEST_DIFFERENT = 16  # of 32 random bytes at least 20 differ but once in 10**9


class KeysUnusable(RuntimeError):
    """The keys cannot be trusted or read; the sentence tells the operator what to do. It never holds a secret."""


class Root(Protocol):
    """Wraps the one key the ring is sealed with. `open` raises KeyDoesNotFit, KeysUnusable."""

    @property
    def source(self) -> str:
        """Where it is kept, as the operator wrote it, without any secret."""
        ...

    def seal(self, key: bytes) -> bytes: ...
    def open(self, sealed: bytes) -> bytes: ...

    def renewed(self) -> "Root | None":
        """A new root in the same place; None where only the operator can put one."""
        ...

    def retire_others(self) -> None:
        """Destroy every earlier root kept in this place, once nothing is sealed under one any more."""
        ...


@dataclass(frozen=True, slots=True, repr=False)
class SecretRoot:
    """A root that is 32 bytes the process holds: from the key file, another file or the environment."""

    secret: bytes
    source: str
    entropy: Entropy

    @property
    def fingerprint(self) -> str:
        """Names the secret without telling anything of it."""
        return sha256(b"ejustice root" + self.secret).hexdigest()[:16]

    def seal(self, key: bytes) -> bytes:
        return derive.seal(self.secret, key, b"root", self.entropy)

    def open(self, sealed: bytes) -> bytes:
        return derive.unseal(self.secret, sealed, b"root")

    def renewed(self) -> Root | None:
        return None

    def retire_others(self) -> None:
        """The operator destroys what the operator keeps."""


def secret_root(source: str, entropy: Entropy, environment: Mapping[str, str] = os.environ) -> SecretRoot:
    """The root of a `file:` or `env:` source; raises KeysUnusable for none, a short or a weak one."""
    kind, _, name = source.partition(":")
    text = _from_file(Path(name)) if kind == "file" else _from_environment(name, environment)
    return SecretRoot(_strong(text.strip(), source), source, entropy)


def _from_environment(name: str, environment: Mapping[str, str]) -> str:
    folder = environment.get("CREDENTIALS_DIRECTORY")
    if folder:
        for spelling in (name, name.lower()):
            if (Path(folder) / spelling).is_file():
                return (Path(folder) / spelling).read_text()
    if not environment.get(name):
        raise KeysUnusable(
            f"EJ_ROOT_KEY says env:{name}, but there is neither a variable {name} nor a credential of that name."
        )
    return environment[name]


def _from_file(path: Path) -> str:
    try:
        with path.open() as file:
            refuse_open_to_others(path, os.fstat(file.fileno()).st_mode)
            return file.read()
    except (OSError, UnicodeDecodeError) as reason:
        raise KeysUnusable(f"The root key file {path} cannot be read: {type(reason).__name__}.") from reason


def refuse_open_to_others(path: Path, mode: int) -> None:
    """Raises KeysUnusable when other users of the machine can reach the file."""
    if stat.S_IMODE(mode) & 0o077:
        raise KeysUnusable(
            f"The key file {path} can be read by other users of this machine (mode {stat.S_IMODE(mode):04o}). "
            f"Make it private with: chmod 600 {path}"
        )


def _strong(text: str, source: str) -> bytes:
    advice = "Make one with: head -c 32 /dev/urandom | base64"
    try:
        secret = bytes.fromhex(text) if len(text) == 2 * ROOT_BYTES else base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as reason:
        raise KeysUnusable(f"The root key in {source} is neither base64 nor hex. {advice}") from reason
    if len(secret) != ROOT_BYTES:
        raise KeysUnusable(f"The root key in {source} has {len(secret)} bytes instead of {ROOT_BYTES}. {advice}")
    steps = {(after - before) % 256 for before, after in pairwise(secret)}
    if min(len(set(secret)), len(steps)) < _FEWEST_DIFFERENT or secret.isascii():
        raise KeysUnusable(f"The root key in {source} is not random. {advice}")
    return secret
