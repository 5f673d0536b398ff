"""Whether a signed token of a provider holds (OpenID Connect Core 1.0 §3.1.3.7, Back-Channel Logout 1.0 §2.6)."""

import base64
import binascii
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from authlib.oidc.core import CodeIDToken
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from app.oidc.errors import ProviderNotTrusted
from app.oidc.port import SAFE_ALGORITHMS, Ended

LARGEST = 16_384
LEEWAY = 60  # seconds two clocks may differ
OLDEST = 600  # seconds since a token was issued; it came straight from the provider
LOGOUT_EVENT = "http://schemas.openid.net/event/backchannel-logout"
_TYPES = {"RSA": "RS PS", "EC": "ES", "OKP": "Ed"}
_WEAKEST_RSA = 256  # bytes of the modulus


class UnknownKey(Exception):
    """No key of the set has the id this token names: the provider may have changed its keys."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What a token must say to be meant for us. `nonce` and `again` concern ID tokens alone."""

    issuer: str
    client_id: str
    algorithms: tuple[str, ...]
    nonce: str = ""
    access_token: str = ""
    again: bool = False


def read_id_token(token: str, keys: Mapping[str, object], expected: Expected, now: datetime) -> dict[str, Any]:
    """The claims of an ID token; raises ProviderNotTrusted, and UnknownKey for a key id that is not in `keys`."""
    header, claims = _verified(token, keys, expected, ("", "JWT"))
    _check_claims(claims, expected, now)
    if claims.get("nonce") != expected.nonce:
        raise ProviderNotTrusted("nonce")
    auth_time = claims.get("auth_time")
    if expected.again and (type(auth_time) is not int or now.timestamp() - auth_time > OLDEST):
        raise ProviderNotTrusted("auth_time")
    params = {"nonce": expected.nonce, "client_id": expected.client_id, "access_token": expected.access_token}
    try:
        CodeIDToken(claims, header, params=params).validate(int(now.timestamp()), LEEWAY)
    except (JoseError, ValueError, TypeError) as reason:
        raise ProviderNotTrusted(str(getattr(reason, "claim", "claims"))) from reason
    return claims


def read_logout_token(token: str, keys: Mapping[str, object], expected: Expected, now: datetime) -> Ended:
    """What a logout token says; raises as `read_id_token`. An ID token is none, and the other way round."""
    _, claims = _verified(token, keys, expected, ("", "JWT", "logout+jwt"))
    if "nonce" in claims:
        raise ProviderNotTrusted("nonce")
    subject, session, token_id = (claims.get(name, "") for name in ("sub", "sid", "jti"))
    if not all(isinstance(text, str) and len(text) <= 255 for text in (subject, session, token_id)):
        raise ProviderNotTrusted("sub")
    if not token_id or not (subject or session):
        raise ProviderNotTrusted("sub" if token_id else "jti")
    events = claims.get("events")
    if not isinstance(events, dict) or not isinstance(events.get(LOGOUT_EVENT), dict):
        raise ProviderNotTrusted("events")
    _check_claims({"sub": "-", **claims}, expected, now)
    until = datetime.fromtimestamp(claims["exp"], UTC)
    return Ended(issuer=claims["iss"], subject=subject, session=session, token_id=token_id, expires_at=until)


def _check_claims(claims: Mapping[str, Any], expected: Expected, now: datetime) -> None:
    """Who issued it, for whom, when, about whom: all there, each of its own type."""
    issued, expires, subject = claims.get("iat"), claims.get("exp"), claims.get("sub")
    audience = [claims["aud"]] if isinstance(claims.get("aud"), str) else claims.get("aud")
    if claims.get("iss") != expected.issuer:
        raise ProviderNotTrusted("iss")
    if not isinstance(audience, list) or expected.client_id not in audience:
        raise ProviderNotTrusted("aud")
    # Somebody else may read a token for several; without `azp` it could have been issued to them.
    if (len(audience) > 1 or "azp" in claims) and claims.get("azp") != expected.client_id:
        raise ProviderNotTrusted("azp")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or not subject.isascii():
        raise ProviderNotTrusted("sub")
    if type(expires) is not int or not now.timestamp() - LEEWAY < expires < 2**33:
        raise ProviderNotTrusted("exp")
    if type(issued) is not int or not -LEEWAY <= now.timestamp() - issued <= OLDEST:
        raise ProviderNotTrusted("iat")


def _verified(
    token: str, keys: Mapping[str, object], expected: Expected, types: tuple[str, ...]
) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token whose signature holds under a key and an algorithm we chose."""
    header = _header(token)
    algorithm = header.get("alg")
    if not isinstance(algorithm, str) or algorithm not in expected.algorithms or algorithm not in SAFE_ALGORITHMS:
        raise ProviderNotTrusted("alg")
    if str(header.get("typ", "")) not in types or "crit" in header:
        raise ProviderNotTrusted("header")
    key = _key(keys, header.get("kid"), algorithm)
    try:
        found = jwt.decode(token, key, algorithms=[algorithm])
    except (JoseError, ValueError, TypeError) as reason:
        raise ProviderNotTrusted("signature") from reason
    return header, found.claims


def _header(token: str) -> dict[str, Any]:
    if len(token) > LARGEST or token.count(".") != 2 or not token.isascii():
        raise ProviderNotTrusted("form")
    part = token.partition(".")[0]
    try:
        header = json.loads(base64.urlsafe_b64decode(part + "=" * (-len(part) % 4)))
    except (binascii.Error, ValueError, RecursionError) as reason:
        raise ProviderNotTrusted("form") from reason
    if not isinstance(header, dict):
        raise ProviderNotTrusted("form")
    return header


def _key(keys: Mapping[str, object], kid: object, algorithm: str) -> Key:
    """The one public key this token can have been signed with (RFC 7517 §4); a key never serves two algorithms."""
    every = keys.get("keys")
    fitting = [key for key in every if _fits(key, algorithm)] if isinstance(every, list) else []
    if kid is not None:
        fitting = [key for key in fitting if key.get("kid") == kid]
    if not fitting:
        raise UnknownKey()
    if len(fitting) > 1:
        raise ProviderNotTrusted("kid")
    public = {name: value for name, value in fitting[0].items() if name in {"kty", "crv", "x", "y", "n", "e", "kid"}}
    try:
        return import_key(public)
    except (JoseError, ValueError, TypeError) as reason:
        raise ProviderNotTrusted("key") from reason


def _fits(key: object, algorithm: str) -> bool:
    if not isinstance(key, dict) or key.get("use", "sig") != "sig" or key.get("alg", algorithm) != algorithm:
        return False
    if algorithm[:2] not in _TYPES.get(str(key.get("kty")), ""):
        return False
    return key.get("kty") != "RSA" or len(str(key.get("n", ""))) * 3 // 4 >= _WEAKEST_RSA
