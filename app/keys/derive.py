"""How keys come from one secret (HKDF, RFC 5869) and how short secrets are sealed under them."""

import base64
from collections.abc import Callable
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from app.keys.port import KeyDoesNotFit

P256_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
SALT = 16
_NONCE = bytes(12)
_BECH32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"


def hkdf(secret: bytes, salt: bytes, info: bytes, length: int = 32) -> bytes:
    """HKDF-SHA256."""
    return HKDF(SHA256(), length, salt, info).derive(secret)


def seal(key: bytes, plain: bytes, context: bytes, entropy: Callable[[int], bytes]) -> bytes:
    """`plain` under ChaCha20-Poly1305: 16 bytes of salt, then ciphertext and tag.

    Each message gets its own key from the salt, so the nonce may be zero and rows may be many.
    """
    salt = entropy(SALT)
    return salt + ChaCha20Poly1305(hkdf(key, salt, b"seal")).encrypt(_NONCE, plain, context)


def unseal(key: bytes, sealed: bytes, context: bytes) -> bytes:
    """What `seal` was given; KeyDoesNotFit when the key, the context or a byte differs."""
    salt, body = sealed[:SALT], sealed[SALT:]
    try:
        return ChaCha20Poly1305(hkdf(key, salt, b"seal")).decrypt(_NONCE, body, context)
    except (InvalidTag, ValueError) as reason:
        raise KeyDoesNotFit() from reason


def p256(secret: bytes) -> ec.EllipticCurvePrivateKey:
    """A P-256 key from 48 uniform bytes (FIPS 186-5 A.2.1: 128 spare bits remove the bias)."""
    return ec.derive_private_key(int.from_bytes(secret) % (P256_ORDER - 1) + 1, ec.SECP256R1())


def private_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The key as a JWK with its private part (RFC 7518 §6.2)."""
    return public_jwk(key) | {"d": _field(key.private_numbers().private_value)}


def public_jwk(key: ec.EllipticCurvePrivateKey) -> dict[str, str]:
    """The public half as a JWK."""
    numbers = key.public_key().public_numbers()
    point = {"crv": "P-256", "kty": "EC", "x": _field(numbers.x), "y": _field(numbers.y)}
    # RFC 7638: exactly these members, in this order, without spaces.
    canonical = "{" + ",".join(f'"{name}":"{value}"' for name, value in point.items()) + "}"
    thumbprint = _base64url(sha256(canonical.encode()).digest())
    return point | {"alg": "ES256", "use": "sig", "kid": thumbprint}


def bech32(prefix: str, data: bytes) -> str:
    """BIP 173 text of `data`, as age writes its keys."""
    bits = int.from_bytes(data) << (-len(data) * 8 % 5)
    length = (len(data) * 8 + 4) // 5
    values = [bits >> 5 * (length - 1 - at) & 31 for at in range(length)]
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    check = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [check >> 5 * (5 - at) & 31 for at in range(6)]
    return prefix + "1" + "".join(_BECH32[value] for value in values)


def _polymod(values: list[int]) -> int:
    check = 1
    for value in values:
        top = check >> 25
        check = (check & 0x1FFFFFF) << 5 ^ value
        for at, generator in enumerate((0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)):
            check ^= generator if top >> at & 1 else 0
    return check


def _field(number: int) -> str:
    return _base64url(number.to_bytes(32))


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).decode().rstrip("=")
