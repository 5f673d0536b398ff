"""Access tokens for API clients: ES256, five minutes, one audience (RFC 9068). The only importer of jose.

python-jose 3.5 leaves holes that this fence closes: the algorithm is ours and never the header's, the
key is a JWK and never bytes (a DER public key would pass as an HMAC secret), the header and the claims are
exactly those we write, each name once, judged before the library sees them, long tokens are not looked at,
and a token has one spelling: the library's decoder skips what is not base64.
"""

import base64
import json
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from jose import jwt
from jose.exceptions import JOSEError

from app.auth.errors import BadToken
from app.auth.terms import ACCESS_TOKEN_LIFE

ALGORITHM = "ES256"
AUDIENCE = "ejustice-api"
LARGEST = 4096
CLOCKS_APART = timedelta(seconds=30)  # between two machines of one installation
_HEADER = {"alg": ALGORITHM, "typ": "at+jwt"}
_CLAIMS = {"iss", "aud", "sub", "sid", "jti", "iat", "exp"}


@dataclass(frozen=True, slots=True)
class Bearer:
    """Whom an access token was issued to. What it opens ends when the sign-in ends, however long the token lasts."""

    account_id: UUID
    sign_in_id: UUID


class AccessTokens:
    """Issues and reads access tokens with one P-256 key, given as a private JWK."""

    def __init__(self, private_jwk: Mapping[str, str], issuer: str) -> None:
        self._private = dict(private_jwk)
        self._public = {name: value for name, value in private_jwk.items() if name != "d"}
        self._issuer = issuer

    def issue(self, account_id: UUID, sign_in_id: UUID, at: datetime) -> str:
        """A token for one sign-in of one account, good for `ACCESS_TOKEN_LIFE`."""
        claims = {
            "iss": self._issuer,
            "aud": AUDIENCE,
            "sub": str(account_id),
            "sid": str(sign_in_id),
            "iat": int(at.timestamp()),
            "exp": int((at + ACCESS_TOKEN_LIFE).timestamp()),
            "jti": str(uuid4()),
        }
        token: str = jwt.encode(claims, self._private, algorithm=ALGORITHM, headers={"typ": "at+jwt"})
        return token

    def read(self, token: str, at: datetime) -> Bearer:
        """Whom the token was issued to; raises BadToken for anything that we did not issue, or not lately."""
        head, body = _parts(token)
        try:
            if _object(head) != _HEADER:
                raise BadToken()
            claims = _object(body)
            jwt.decode(
                token,
                self._public,
                algorithms=[ALGORITHM],
                audience=AUDIENCE,
                issuer=self._issuer,
                options={"verify_exp": False, "verify_iat": False},  # judged below, by the clock we were given
            )
        except (JOSEError, ValueError, TypeError, RecursionError, OverflowError) as reason:
            raise BadToken() from reason
        if not self._ours(claims, at):
            raise BadToken()
        return Bearer(UUID(claims["sub"]), UUID(claims["sid"]))

    def _ours(self, claims: dict[str, Any], at: datetime) -> bool:
        if set(claims) != _CLAIMS or claims["iss"] != self._issuer or claims["aud"] != AUDIENCE:
            return False
        if not all(_is_id(claims[name]) for name in ("sub", "sid", "jti")):
            return False
        issued, expires = claims["iat"], claims["exp"]
        if type(issued) is not int or type(expires) is not int:
            return False
        in_time = issued <= (at + CLOCKS_APART).timestamp() and at.timestamp() < expires
        return in_time and expires - issued == ACCESS_TOKEN_LIFE.total_seconds()


@dataclass(frozen=True, slots=True)
class TokenKey:
    """A P-256 key as a JWK, private or public; `until`: when the last token signed with it has ended, None: not yet."""

    jwk: Mapping[str, str]
    until: datetime | None


class RotatingTokens(AccessTokens):
    """The same with keys that change: issues with the first of `keys`, reads with each for as long as it says."""

    def __init__(self, keys: Callable[[], Sequence[TokenKey]], issuer: str) -> None:
        super().__init__(keys()[0].jwk, issuer)
        self._keys = keys

    def issue(self, account_id: UUID, sign_in_id: UUID, at: datetime) -> str:
        return AccessTokens(self._keys()[0].jwk, self._issuer).issue(account_id, sign_in_id, at)

    def read(self, token: str, at: datetime) -> Bearer:
        for key in self._keys():
            if key.until is None or at < key.until:
                with suppress(BadToken):
                    return AccessTokens(key.jwk, self._issuer).read(token, at)
        raise BadToken()


def _parts(token: str) -> tuple[bytes, bytes]:
    """Header and claims as they were signed; raises BadToken."""
    if len(token) > LARGEST or token.count(".") != 2 or not token.isascii():
        raise BadToken()
    try:
        head, body, _ = (_decoded(part) for part in token.split("."))
    except ValueError as reason:
        raise BadToken() from reason
    return head, body


def _object(text: bytes) -> dict[str, Any]:
    """A JSON object in which each name stands once (RFC 7515 §4); ValueError otherwise."""
    found = json.loads(text, object_pairs_hook=_once)
    if not isinstance(found, dict):
        raise ValueError("not an object")
    return found


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)


def _is_id(value: object) -> bool:
    """Whether this is an id as we write it, and in no other spelling."""
    try:
        return isinstance(value, str) and str(UUID(value)) == value
    except ValueError:
        return False


def _decoded(part: str) -> bytes:
    """The bytes of one part (RFC 7515 §2); ValueError for a spelling that is not the one we write."""
    data = base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    if base64.urlsafe_b64encode(data).rstrip(b"=").decode() != part:
        raise ValueError("not canonical")
    return data
