"""Access tokens: one that we made is accepted; every other one, however close, is not (RFC 8725)."""

import base64
import hashlib
import hmac
import json
from collections.abc import Callable, Mapping
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256, SHA384
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from app.auth.errors import BadToken
from app.auth.tokens import AUDIENCE, LARGEST, AccessTokens
from tests.builders import NOW

ISSUER = "https://court.example"
KEY, OTHER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
PUBLIC = KEY.public_key()
ACCOUNT = uuid4()
HEADER = {"alg": "ES256", "typ": "at+jwt"}


def _b64(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _number(value: int) -> str:
    return _b64(value.to_bytes(32, "big"))


def _jwk(key: ec.EllipticCurvePrivateKey, *, private: bool = True) -> dict[str, str]:
    point = key.public_key().public_numbers()
    jwk = {"kty": "EC", "crv": "P-256", "x": _number(point.x), "y": _number(point.y)}
    return {**jwk, "d": _number(key.private_numbers().private_value)} if private else jwk


TOKENS = AccessTokens(_jwk(KEY), ISSUER)


def _claims(**changes: Any) -> dict[str, Any]:
    claims: dict[str, Any] = {
        "iss": ISSUER,
        "aud": AUDIENCE,
        "sub": str(ACCOUNT),
        "iat": int(NOW.timestamp()),
        "exp": int((NOW + timedelta(minutes=5)).timestamp()),
        "jti": str(uuid4()),
    } | changes
    return {name: value for name, value in claims.items() if value is not ...}


def _signed(
    claims: Mapping[str, Any] | bytes,
    header: Mapping[str, Any] = HEADER,
    key: ec.EllipticCurvePrivateKey = KEY,
    digest: SHA256 | SHA384 | None = None,
) -> str:
    """A token signed as RFC 7518 §3.4 has it, whatever it says."""
    body = claims if isinstance(claims, bytes) else json.dumps(claims).encode()
    text = f"{_b64(json.dumps(header).encode())}.{_b64(body)}"
    r, s = decode_dss_signature(key.sign(text.encode(), ec.ECDSA(digest or SHA256())))
    return f"{text}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"


def _mac(secret: bytes, alg: str = "HS256", **header: Any) -> str:
    """A token authenticated with a shared secret that everybody knows."""
    text = f"{_b64(json.dumps({**HEADER, 'alg': alg, **header}).encode())}.{_b64(json.dumps(_claims()).encode())}"
    name = {"HS256": "sha256", "HS384": "sha384", "HS512": "sha512"}[alg]
    return f"{text}.{_b64(hmac.new(secret, text.encode(), getattr(hashlib, name)).digest())}"


def _der() -> bytes:
    return PUBLIC.public_bytes(Encoding.DER, PublicFormat.SubjectPublicKeyInfo)


def _pem() -> bytes:
    return PUBLIC.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def _parts() -> list[str]:
    return _signed(_claims()).split(".")


def _none(alg: str, signature: str = "") -> str:
    return f"{_b64(json.dumps({**HEADER, 'alg': alg}).encode())}.{_parts()[1]}.{signature}"


def _with(header: Mapping[str, Any]) -> Callable[[], str]:
    return lambda: _signed(_claims(), {**HEADER, **header})


def _saying(**changes: Any) -> Callable[[], str]:
    return lambda: _signed(_claims(**changes))


def _flipped(part: int, at: int) -> Callable[[], str]:
    def make() -> str:
        parts = _parts()
        letter = parts[part][at]
        parts[part] = parts[part][:at] + ("A" if letter != "A" else "B") + parts[part][at:][1:]
        return ".".join(parts)

    return make


def _other_spelling() -> str:
    """The same signature with one of the unused bits of its last letter set."""
    *rest, signature = _parts()
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    return ".".join([*rest, signature[:-1] + alphabet[alphabet.index(signature[-1]) ^ 1]])


FORGERIES: dict[str, Callable[[], str]] = {
    "no algorithm": lambda: _none("none"),
    "no algorithm, in capitals": lambda: _none("NONE"),
    "no algorithm, mixed": lambda: _none("nOnE"),
    "no algorithm, with a signature": lambda: _none("none", _parts()[2]),
    "empty signature": lambda: ".".join([*_parts()[:2], ""]),
    "zero signature": lambda: ".".join([*_parts()[:2], _b64(bytes(64))]),
    "no header field for the algorithm": lambda: _signed(_claims(), {"typ": "at+jwt"}),
    "public JWK as secret": lambda: _mac(json.dumps(_jwk(KEY, private=False)).encode()),
    "public PEM as secret": lambda: _mac(_pem()),
    "public PEM without its last line end as secret": lambda: _mac(_pem().strip()),
    "public DER as secret": lambda: _mac(_der()),
    "public point as secret": lambda: _mac(PUBLIC.public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)),
    "public SSH key as secret": lambda: _mac(PUBLIC.public_bytes(Encoding.OpenSSH, PublicFormat.OpenSSH)),
    "public x as secret": lambda: _mac(_jwk(KEY)["x"].encode()),
    "public PEM as a longer secret": lambda: _mac(_pem(), "HS512"),
    "empty secret": lambda: _mac(b""),
    "secret behind a null device": lambda: _mac(b"", kid="/dev/null"),
    "other algorithm": lambda: _signed(_claims(), {**HEADER, "alg": "ES384"}),
    "other digest": lambda: _signed(_claims(), digest=SHA384()),
    "algorithm of RSA": _with({"alg": "RS256"}),
    "algorithm as a list": _with({"alg": ["ES256"]}),
    "algorithm in small letters": _with({"alg": "es256"}),
    "critical header": _with({"crit": ["exp"]}),
    "critical header that is unknown": _with({"crit": ["b64"], "b64": False}),
    "key in the header": _with({"jwk": _jwk(OTHER_KEY, private=False)}),
    "key at an address": _with({"jku": "https://evil.example/keys"}),
    "certificate at an address": _with({"x5u": "https://evil.example/cert"}),
    "certificate in the header": _with({"x5c": ["AAAA"]}),
    "compressed": _with({"zip": "DEF"}),
    "key in the header, signed with it": lambda: _signed(
        _claims(), {**HEADER, "jwk": _jwk(OTHER_KEY, private=False)}, OTHER_KEY
    ),
    "key id that is a path, other key": lambda: _signed(_claims(), {**HEADER, "kid": "../../etc/passwd"}, OTHER_KEY),
    "other key": lambda: _signed(_claims(), key=OTHER_KEY),
    "plain JWT type": _with({"typ": "JWT"}),
    "identity token": _with({"typ": "id_token"}),
    "no type": lambda: _signed(_claims(), {"alg": "ES256"}),
    "no audience": _saying(aud=...),
    "other audience": _saying(aud="ejustice-copies"),
    "empty audience": _saying(aud=[]),
    "audience as a number": _saying(aud=7),
    "no expiry": _saying(exp=...),
    "expired": _saying(exp=int(NOW.timestamp()) - 1),
    "expires this second": _saying(exp=int(NOW.timestamp())),
    "expiry as text": _saying(exp="9999999999"),
    "expiry without end": _saying(exp=float("inf")),
    "expiry that is true": _saying(exp=True),
    "no issuer": _saying(iss=...),
    "other issuer": _saying(iss="https://court.example.evil.example"),
    "no subject": _saying(sub=...),
    "subject that is no account": _saying(sub="admin"),
    "subject as a number": _saying(sub=1),
    "no token id": _saying(jti=...),
    "no time of issue": _saying(iat=...),
    "not yet good": _saying(nbf=int(NOW.timestamp()) + 10**9),
    "claims that are a list": lambda: _signed(b"[]"),
    "claims that are no JSON": lambda: _signed(b"{"),
    "claims in another encoding": lambda: _signed(b"\xff\xfe"),
    "header that is a list": lambda: ".".join([_b64(b"[]"), *_parts()[1:]]),
    "header that is no JSON": lambda: ".".join([_b64(b"{"), *_parts()[1:]]),
    "huge": _saying(more="A" * LARGEST),
    "deep": lambda: ".".join([_b64(b'{"a":' * 500 + b"1" + b"}" * 500), *_parts()[1:]]),
    "two parts": lambda: ".".join(_parts()[:2]),
    "four parts": lambda: ".".join([*_parts(), "AAAA"]),
    "encrypted": lambda: ".".join([_b64(b'{"alg":"dir","enc":"A256GCM"}'), "", "AAAA", "AAAA", "AAAA"]),
    "empty": lambda: "",
    "dots": lambda: "..",
    "words": lambda: "let me in",
    "not ASCII": lambda: _signed(_claims()) + "é",
    "line end after it": lambda: _signed(_claims()) + "\n",
    "padding after it": lambda: _signed(_claims()) + "==",
    "letters of no alphabet in the signature": lambda: _signed(_claims()) + "!!!!",
    "the same signature spelt otherwise": _other_spelling,
    **{f"header bit {at}": _flipped(0, at) for at in (0, 5, 11, -1)},
    **{f"claim bit {at}": _flipped(1, at) for at in (0, 40, 90, -2)},
    **{f"signature bit {at}": _flipped(2, at) for at in (0, 20, 43, 60)},
}


def test_a_token_that_we_issued_names_its_account() -> None:
    assert TOKENS.read(TOKENS.issue(ACCOUNT, NOW), NOW + timedelta(minutes=4)) == ACCOUNT


def test_a_token_made_by_the_book_is_accepted_so_that_the_forgeries_fail_for_their_own_reason() -> None:
    assert TOKENS.read(_signed(_claims()), NOW) == ACCOUNT


def test_a_token_ends_after_five_minutes_of_our_clock() -> None:
    with pytest.raises(BadToken):
        TOKENS.read(TOKENS.issue(ACCOUNT, NOW), NOW + timedelta(minutes=5))


def test_a_token_of_another_court_is_not_ours() -> None:
    elsewhere = AccessTokens(_jwk(KEY), "https://other.example").issue(ACCOUNT, NOW)
    with pytest.raises(BadToken):
        TOKENS.read(elsewhere, NOW)


def test_there_are_at_least_forty_forgeries() -> None:
    assert len({make() for make in FORGERIES.values()}) >= 40


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_or_stale_token_is_refused(name: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(FORGERIES[name](), NOW)
