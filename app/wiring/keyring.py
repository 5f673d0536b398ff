"""The keys of an installation: where their root is, and who signs the log and the tokens with them."""

import secrets
from collections.abc import Callable
from urllib.parse import urlsplit

from app.audit.note import NoteKey
from app.audit.sequencer import Sequencer
from app.auth.terms import ACCESS_TOKEN_LIFE
from app.auth.tokens import CLOCKS_APART, TokenKey
from app.db.database import Database
from app.kernel.clock import Clock
from app.keys.file import FileKeys
from app.keys.port import Keys, Purpose
from app.keys.roots import KeysUnusable, Root, secret_root
from app.settings import Settings


def open_keys(settings: Settings) -> FileKeys:
    """The keys of this installation, made when there are none; raises KeysUnusable."""
    return FileKeys(settings.key_ring, open_root(settings.root_key))


def open_root(source: str) -> Root | None:
    """The root key from where `EJ_ROOT_KEY` says, None for one in the key file; raises KeysUnusable."""
    if not source:
        return None
    if source.startswith("pkcs11:"):
        from app.keys.pkcs11 import Pkcs11Root

        return Pkcs11Root.at(source)
    if not source.startswith(("file:", "env:")):
        raise KeysUnusable("EJ_ROOT_KEY begins with file:, env: or pkcs11:. It says where the root key is, no more.")
    return secret_root(source, secrets.token_bytes)


def log_keys(settings: Settings, keys: Keys) -> list[NoteKey]:
    """The log's name with every public key it ever signed with, newest first, as outsiders verify it."""
    name = urlsplit(settings.public_url).hostname
    versions = sorted(keys.public_keys(Purpose.LOG).items(), reverse=True)
    return [NoteKey(f"{name}/log", public) for _, public in versions]


def log_sequencer(settings: Settings, clock: Clock, keys: Keys, database: Database) -> Sequencer:
    """Who orders the log and signs it, each time with the key that is the newest then."""
    name = f"{urlsplit(settings.public_url).hostname}/log"

    def signer() -> tuple[NoteKey, Callable[[bytes], bytes]]:
        public, sign = keys.signer(Purpose.LOG)
        return NoteKey(name, public), sign

    return Sequencer(database, clock, *signer(), signer=signer)


def token_keys(keys: Keys) -> list[TokenKey]:
    """The key that signs, then those that tokens still alive may have been signed with."""
    found, ends = [TokenKey(keys.signing_jwk(Purpose.TOKENS), None)], None
    since = keys.versions(Purpose.TOKENS)
    for jwk, at in zip(keys.public_jwks(Purpose.TOKENS), since.values(), strict=True):
        if ends is not None:
            found.append(TokenKey(jwk, ends))
        ends = at + ACCESS_TOKEN_LIFE + CLOCKS_APART if at else None
    return found
