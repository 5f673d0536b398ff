"""The file the key ring is kept in: sealed under the root key, private, replaced whole, never half of either."""

import base64
import fcntl
import json
import os
import secrets
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Lock
from typing import Any

from app.keys import derive
from app.keys.port import KeyDoesNotFit
from app.keys.ring import LATER, Entropy, Ring
from app.keys.roots import KeysUnusable, Root, SecretRoot, refuse_open_to_others

FORMAT = 2
_CONTEXT = b"ejustice key ring"


class KeyFile:
    """One file and what it says now: another process may change it, and every look notices.

    Without `root` the root secret stands in the file itself. Makes the file if there is none; raises
    KeysUnusable.
    """

    def __init__(self, path: Path, root: Root | None, entropy: Entropy) -> None:
        self.path, self._given, self._entropy = path, root, entropy
        if not path.exists():
            self._create()
        self._reading = Lock()
        self._seen, self.root, self._ring = self._load()
        if LATER - set(self._ring.kept):
            self.change(lambda ring: ring.whole(entropy) if LATER - set(ring.kept) else ring)

    def ring(self) -> Ring:
        """The ring as it is on disk now."""
        if _mark(os.stat(self.path)) != self._seen:
            with self._reading:
                self._seen, self.root, self._ring = self._load()
        return self._ring

    def change(self, made: Callable[[Ring], Ring]) -> Ring:
        """Replace the ring, durable on return; changes of several processes come one after the other."""
        with self._alone():
            self._replace(made(self.ring()), self.root)
        return self._ring

    def reseal(self, root: Root | None) -> None:
        """Seal the same ring under another root; None for a new one in the file itself.

        The earlier root is destroyed where it is ours to destroy, after the file is durable: stopped at any
        moment, one of the two opens the file.
        """
        with self._alone():
            ring, before = self.ring(), self._given
            self._given = root
            try:
                self._replace(ring, root or self._own_root())
            except BaseException:
                self._given = before
                raise
            self.root.retire_others()

    @property
    def holds_its_root(self) -> bool:
        return self._given is None

    def _own_root(self) -> SecretRoot:
        return SecretRoot(self._entropy(32), "the key file", self._entropy)

    def _create(self) -> None:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        draft = self._draft(Ring.new(self._entropy), self._given or self._own_root())
        with suppress(FileExistsError):  # another process was first: its keys are the keys
            os.link(draft, self.path)
        draft.unlink()
        _sync_folder(self.path.parent)

    def _replace(self, ring: Ring, root: Root) -> None:
        with self.path.open("rb+") as before:
            os.replace(self._draft(ring, root), self.path)
            _sync_folder(self.path.parent)
            _blank(before.fileno())
        self._seen, self.root, self._ring = self._load()

    def _draft(self, ring: Ring, root: Root) -> Path:
        key = self._entropy(32)
        content = {
            "format": FORMAT,
            "root": _text(root.secret) if isinstance(root, SecretRoot) and self._given is None else None,
            "key": _text(root.seal(key)),
            "ring": _text(
                derive.seal(key, zlib.compress(json.dumps(ring.to_json()).encode()), _CONTEXT, self._entropy)
            ),
        }
        draft = self.path.with_name(f".{self.path.name}.{secrets.token_hex(8)}")
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(content, file)
            file.flush()
            os.fsync(file.fileno())
        return draft

    def _load(self) -> tuple[tuple[int, ...], Root, Ring]:
        data, state = self._read()
        try:
            content = json.loads(data)
            if content["format"] != FORMAT:
                raise ValueError("unknown format")
            sealed, ring = (base64.b64decode(content[name], validate=True) for name in ("key", "ring"))
            root = self._root(content)
        except (ValueError, KeyError, TypeError, AttributeError) as reason:
            raise _incomplete(self.path) from reason
        return _mark(state), root, self._opened(root, sealed, ring)

    def _read(self) -> tuple[bytes, os.stat_result]:
        """The whole file; read again where it was replaced meanwhile, since what stood before is blanked after that."""
        while True:
            with self.path.open("rb") as file:
                state = os.fstat(file.fileno())
                refuse_open_to_others(self.path, state.st_mode)
                data = file.read()
            if os.path.samestat(state, os.stat(self.path)):
                return data, state

    def _root(self, content: dict[str, Any]) -> Root:
        if content["root"] is None and self._given is None:
            raise KeysUnusable(f"The key file {self.path} is sealed under a root key; name it in EJ_ROOT_KEY.")
        if content["root"] is not None and self._given is not None:
            raise KeysUnusable(
                f"The key file {self.path} holds its own root key, and EJ_ROOT_KEY names another. Without EJ_ROOT_KEY, "
                f"seal it first with: ejustice keys rotate root --to {self._given.source}"
            )
        if self._given is not None:
            return self._given
        return SecretRoot(base64.b64decode(content["root"], validate=True), "the key file", self._entropy)

    def _opened(self, root: Root, sealed: bytes, ring: bytes) -> Ring:
        try:
            return Ring.from_json(json.loads(zlib.decompress(derive.unseal(root.open(sealed), ring, _CONTEXT))))
        except KeyDoesNotFit as reason:
            if self.holds_its_root:
                raise _incomplete(self.path) from reason
            raise KeysUnusable(
                f"The key file {self.path} was not sealed under the root key in {root.source}. "
                "Name the root key it was sealed under in EJ_ROOT_KEY."
            ) from reason
        except (ValueError, KeyError, TypeError, AttributeError) as reason:
            raise _incomplete(self.path) from reason

    @contextmanager
    def _alone(self) -> Iterator[None]:
        folder = os.open(self.path.parent, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
        try:
            fcntl.flock(folder, fcntl.LOCK_EX)
            yield
        finally:
            os.close(folder)


def _incomplete(path: Path) -> KeysUnusable:
    return KeysUnusable(
        f"The key file {path} is not complete. Restore it from the key backup; "
        f"without it nothing stored under it can be read."
    )


def _mark(state: os.stat_result) -> tuple[int, ...]:
    return (state.st_dev, state.st_ino, state.st_mtime_ns, state.st_size, state.st_mode)


def _blank(handle: int) -> None:
    """Overwrite what nobody can reach by name any more. Disks may keep a copy: no promise rests on this."""
    os.pwrite(handle, bytes(os.fstat(handle).st_size), 0)
    os.fsync(handle)


def _text(data: bytes) -> str:
    return base64.b64encode(data).decode()


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
