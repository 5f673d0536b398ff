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
from app.auth.rules import marked
from app.auth.terms import ACCESS_TOKEN_LIFE, Mark
from app.auth.tokens import AUDIENCE, CLOCKS_APART, LARGEST, AccessTokens, Bearer
from tests.builders import NOW

ISSUER = "https://court.example"
KEY, OTHER_KEY = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
PUBLIC = KEY.public_key()
ACCOUNT, SIGN_IN = uuid4(), uuid4()
WHOSE = Bearer(ACCOUNT, SIGN_IN)
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
        "sid": str(SIGN_IN),
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


def _body(text: str) -> Callable[[], str]:
    """Claims of ours with something put in front that the JSON of most libraries would overlook."""
    return lambda: _signed(b"{" + text.encode() + json.dumps(_claims()).encode()[1:])


def _head(text: str) -> Callable[[], str]:
    def make() -> str:
        parts = f"{_b64(text.encode())}.{_parts()[1]}"
        r, s = decode_dss_signature(KEY.sign(parts.encode(), ec.ECDSA(SHA256())))
        return f"{parts}.{_b64(r.to_bytes(32, 'big') + s.to_bytes(32, 'big'))}"

    return make


def _lasting(seconds: int, since: timedelta = timedelta()) -> Callable[[], str]:
    issued = int((NOW + since).timestamp())
    return _saying(iat=issued, exp=issued + seconds)


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
    "key id that is a path, our key": _with({"kid": "../../../../dev/null"}),
    "key id that is SQL": _with({"kid": "x' UNION SELECT 'AAAA'--"}),
    "key id that is an address": _with({"kid": "http://169.254.169.254/"}),
    "key id that is empty": _with({"kid": ""}),
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
    "expiry with a fraction": _saying(exp=(NOW + ACCESS_TOKEN_LIFE).timestamp() + 0.5),
    "expiry as a float": _saying(exp=(NOW + ACCESS_TOKEN_LIFE).timestamp() + 0.0),
    "expiry before the beginning of time": _saying(exp=-1),
    "expiry beyond any calendar": _saying(exp=10**30),
    "expiry that is null": _saying(exp=None),
    "expiry that is no number": _saying(exp=float("nan")),
    "a life longer than ours": _lasting(3600),
    "a life shorter than none": _lasting(-300, ACCESS_TOKEN_LIFE * 2),
    "issued in the future": _lasting(300, CLOCKS_APART + timedelta(seconds=2)),
    "issued long ago": _lasting(300, -timedelta(days=1)),
    "time of issue as text": _saying(iat=str(int(NOW.timestamp()))),
    "time of issue as a float": _saying(iat=NOW.timestamp() + 0.0),
    "time of issue that is true": _saying(iat=True),
    "no issuer": _saying(iss=...),
    "other issuer": _saying(iss="https://court.example.evil.example"),
    "no subject": _saying(sub=...),
    "subject that is no account": _saying(sub="admin"),
    "subject as a number": _saying(sub=1),
    "subject in braces": _saying(sub="{" + str(ACCOUNT) + "}"),
    "subject in capitals": _saying(sub=str(ACCOUNT).upper()),
    "subject as a list": _saying(sub=[str(ACCOUNT)]),
    "no sign-in": _saying(sid=...),
    "sign-in that is none": _saying(sid="mine"),
    "subject and sign-in swapped with words": _saying(sub="", sid=""),
    "audience and issuer swapped": _saying(aud=ISSUER, iss=AUDIENCE),
    "two audiences, ours among them": _saying(aud=[AUDIENCE, "other"]),
    "our audience in a list": _saying(aud=[AUDIENCE]),
    "our audience in capitals": _saying(aud=AUDIENCE.upper()),
    "issuers in a list": _saying(iss=[ISSUER]),
    "issuer with a slash": _saying(iss=f"{ISSUER}/"),
    "token id as a number": _saying(jti=7),
    "more claims than ours": _saying(scope="admin"),
    "a role of its own": _saying(desk="judge"),
    "an expiry that stands twice": _body('"exp": 1,'),
    "a subject that stands twice": _body(f'"sub": "{uuid4()}",'),
    "a subject that stands twice, once escaped": _body(f'"\\u0073ub": "{uuid4()}",'),
    "an algorithm that stands twice": _head('{"alg": "none", "alg": "ES256", "typ": "at+jwt"}'),
    "a type that stands twice": _head('{"typ": "JWT", "alg": "ES256", "typ": "at+jwt"}'),
    "header spelt otherwise in base64": lambda: ".".join([_parts()[0] + "=", *_parts()[1:]]),
    "standard base64": lambda: _signed(_claims()).replace("-", "+").replace("_", "/") + "+",
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
    "space before it": lambda: " " + _signed(_claims()),
    "space within it": lambda: _signed(_claims()).replace(".", ". ", 1),
    "tab after it": lambda: _signed(_claims()) + "\t",
    "line end within it": lambda: _signed(_claims()).replace(".", "\n.", 1),
    "NUL after it": lambda: _signed(_claims()) + "\0",
    "a refresh token": lambda: marked(Mark.refresh, "A" * 43, "B" * 43),
    "a personal token": lambda: marked(Mark.personal, "A" * 43),
    "a ticket": lambda: marked(Mark.ticket, "A" * 43),
    "JSON instead of compact": lambda: json.dumps(
        dict(zip(("protected", "payload", "signature"), _parts(), strict=True))
    ),
    "signature in the encoding of X.509": lambda: ".".join(
        [*_parts()[:2], _b64(KEY.sign(".".join(_parts()[:2]).encode(), ec.ECDSA(SHA256())))]
    ),
    "signature one byte longer": lambda: _signed(_claims()) + "AA",
    "huge, in one part": lambda: ".".join(["A" * LARGEST, *_parts()[1:]]),
    "huge number": lambda: _signed(json.dumps(_claims()).replace('"exp": ', '"exp": ' + "9" * 2500).encode()),
    "line end after it": lambda: _signed(_claims()) + "\n",
    "padding after it": lambda: _signed(_claims()) + "==",
    "letters of no alphabet in the signature": lambda: _signed(_claims()) + "!!!!",
    "the same signature spelt otherwise": _other_spelling,
    **{f"header bit {at}": _flipped(0, at) for at in (0, 5, 11, -1)},
    **{f"claim bit {at}": _flipped(1, at) for at in (0, 40, 90, -2)},
    **{f"signature bit {at}": _flipped(2, at) for at in (0, 20, 43, 60)},
}


def test_a_token_that_we_issued_names_its_account_and_the_sign_in_it_came_from() -> None:
    assert TOKENS.read(TOKENS.issue(ACCOUNT, SIGN_IN, NOW), NOW + timedelta(minutes=4)) == WHOSE


def test_a_token_made_by_the_book_is_accepted_so_that_the_forgeries_fail_for_their_own_reason() -> None:
    assert TOKENS.read(_signed(_claims()), NOW) == WHOSE
    assert TOKENS.read(_body("")(), NOW) == WHOSE
    assert TOKENS.read(_head(json.dumps(HEADER))(), NOW) == WHOSE
    assert TOKENS.read(_lasting(300, CLOCKS_APART)(), NOW) == WHOSE


def test_a_token_ends_after_five_minutes_of_our_clock() -> None:
    with pytest.raises(BadToken):
        TOKENS.read(TOKENS.issue(ACCOUNT, SIGN_IN, NOW), NOW + timedelta(minutes=5))


def test_a_token_of_another_court_is_not_ours() -> None:
    elsewhere = AccessTokens(_jwk(KEY), "https://other.example").issue(ACCOUNT, SIGN_IN, NOW)
    with pytest.raises(BadToken):
        TOKENS.read(elsewhere, NOW)


def test_there_are_at_least_a_hundred_forgeries_and_no_two_are_the_same() -> None:
    assert len({make() for make in FORGERIES.values()}) == len(FORGERIES) >= 100


@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_or_stale_token_is_refused(name: str) -> None:
    with pytest.raises(BadToken):
        TOKENS.read(FORGERIES[name](), NOW)
