"""The root key in a hardware security module (PKCS #11 v2.40): it never leaves the module, we send it what to open.

The URI is RFC 7512: `pkcs11:token=court;object=ejustice-root?module-path=/usr/lib/…so&pin-source=NAME`. The
PIN is a credential: `pin-source` names a file or a variable; a PIN inside the URI is refused. Each root is
an AES-256 key of that label, its CKA_ID a number that grows with each rotation.
"""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any, cast
from urllib.parse import unquote

import pkcs11
from pkcs11 import Attribute, GCMParams, KeyType, Mechanism, ObjectClass, PKCS11Error, Session

from app.keys.port import KeyDoesNotFit
from app.keys.roots import KeysUnusable

_ID = 4
_IV = 12
_TAG_BITS = 128
_ONE_AT_A_TIME = Lock()  # one login for each process, and the binding is not made for threads
_AAD = b"ejustice root"
_TEMPLATE = {
    Attribute.SENSITIVE: True,
    Attribute.EXTRACTABLE: False,
    Attribute.PRIVATE: True,
    Attribute.MODIFIABLE: False,
}


@dataclass(frozen=True, slots=True)
class Place:
    """What a PKCS#11 URI says: which module, which token, which label, and where the PIN is."""

    module: Path
    token: str
    label: str
    pin_source: str

    @classmethod
    def parse(cls, uri: str) -> "Place":
        """Raises KeysUnusable with what is missing."""
        path, _, query = uri.removeprefix("pkcs11:").partition("?")
        found = dict(part.partition("=")[::2] for part in [*path.split(";"), *query.split("&")] if part)
        said = {name: unquote(value) for name, value in found.items()}
        if "pin-value" in said:
            raise KeysUnusable("EJ_ROOT_KEY must not hold the PIN itself; name where it is with pin-source=.")
        missing = [name for name in ("token", "object", "module-path", "pin-source") if not said.get(name)]
        if missing:
            raise KeysUnusable(f"EJ_ROOT_KEY is a PKCS#11 URI without {', '.join(missing)}.")
        return cls(Path(said["module-path"]), said["token"], said["object"], said["pin-source"])


@dataclass(frozen=True, slots=True, repr=False)
class Pkcs11Root:
    """`Root` in a module; makes the key when the token has none of this label. Raises KeysUnusable."""

    place: Place
    pin: str
    source: str

    @classmethod
    def at(cls, uri: str, environment: Mapping[str, str] = os.environ) -> "Pkcs11Root":
        place = Place.parse(uri)
        root = cls(place, _pin(place.pin_source, environment), uri)
        with root._session() as session:
            if not _ids(session, place.label):
                _generate(session, place.label, 1)
        return root

    def seal(self, key: bytes) -> bytes:
        with self._session() as session:
            number = max(_ids(session, self.place.label))
            root, iv = _key(session, self.place.label, number), os.urandom(_IV)
            sealed = root.encrypt(key, mechanism=Mechanism.AES_GCM, mechanism_param=_gcm(iv))
        return number.to_bytes(_ID) + iv + cast(bytes, sealed)

    def open(self, sealed: bytes) -> bytes:
        number, iv, body = int.from_bytes(sealed[:_ID]), sealed[_ID : _ID + _IV], sealed[_ID + _IV :]
        with self._session() as session:
            if number not in _ids(session, self.place.label):
                raise KeyDoesNotFit()
            root = _key(session, self.place.label, number)
            try:
                plain = root.decrypt(body, mechanism=Mechanism.AES_GCM, mechanism_param=_gcm(iv))
            except PKCS11Error as reason:  # modules name a wrong tag in different ways
                raise KeyDoesNotFit() from reason
        return cast(bytes, plain)

    def renewed(self) -> "Pkcs11Root":
        """A new key in the module; it seals from now on, the earlier ones still open."""
        with self._session() as session:
            _generate(session, self.place.label, max(_ids(session, self.place.label)) + 1)
        return self

    def retire_others(self) -> None:
        """Destroy every key of the label but the newest: older copies of the key file are noise from here on."""
        with self._session() as session:
            numbers = _ids(session, self.place.label)
            for number in sorted(numbers)[:-1]:
                _key(session, self.place.label, number).destroy()

    @contextmanager
    def _session(self) -> Iterator[Session]:
        with _ONE_AT_A_TIME:
            try:
                token = pkcs11.lib(str(self.place.module)).get_token(token_label=self.place.token)
                with token.open(rw=True, user_pin=self.pin) as session:
                    yield session
            except PKCS11Error as reason:
                raise KeysUnusable(
                    f"The security module cannot be used ({type(reason).__name__}): module {self.place.module}, "
                    f"token {self.place.token}, PIN from {self.place.pin_source}."
                ) from None


def _gcm(iv: bytes) -> GCMParams:
    return GCMParams(iv, _AAD, _TAG_BITS)


def _ids(session: Session, label: str) -> set[int]:
    wanted: dict[Attribute, Any] = {Attribute.CLASS: ObjectClass.SECRET_KEY, Attribute.LABEL: label}
    return {int.from_bytes(found[Attribute.ID]) for found in list(session.get_objects(wanted))}


def _key(session: Session, label: str, number: int) -> Any:
    """The key object; the module decides at run time what it can do."""
    return session.get_key(ObjectClass.SECRET_KEY, label=label, id=number.to_bytes(_ID))


def _generate(session: Session, label: str, number: int) -> None:
    session.generate_key(KeyType.AES, 256, id=number.to_bytes(_ID), label=label, store=True, template=_TEMPLATE)


def _pin(source: str, environment: Mapping[str, str]) -> str:
    """The PIN from a file (`file:/path` or a path), a credential, or a variable."""
    path = Path(source.removeprefix("file:"))
    folder = environment.get("CREDENTIALS_DIRECTORY")
    for place in (path, *([Path(folder) / source, Path(folder) / source.lower()] if folder else [])):
        if place.is_absolute() and place.is_file():
            return place.read_text().strip()
    if environment.get(source):
        return environment[source]
    raise KeysUnusable(f"The PIN of the security module is neither in a file, a credential nor a variable {source}.")
