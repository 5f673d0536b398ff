"""X.509 certificates (RFC 5280) over public keys whose private halves stay elsewhere: a root, and one below it."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime

from asn1crypto import core, keys, pem, x509

Sign = Callable[[bytes], bytes]
ECDSA = {"algorithm": "sha256_ecdsa"}
_BEGINS, _ENDS = datetime(2025, 1, 1, tzinfo=UTC), datetime(2045, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Issuer:
    """Who certifies: a name, its public key (PEM), and what signs with the private half."""

    name: str
    public_key: bytes
    sign: Sign


def root(issuer: Issuer) -> x509.Certificate:
    """The certificate of a root; for one key always the same."""
    return _certificate(issuer.name, issuer.public_key, issuer, authority=True)


def certified(name: str, public_key: bytes, issuer: Issuer) -> x509.Certificate:
    """A certificate for signing documents; for one name and key always the same."""
    return _certificate(name, public_key, issuer, authority=False)


def read_chain(text: bytes) -> list[x509.Certificate]:
    """Every certificate of a PEM file, the signer's first; raises ValueError when there is none."""
    found = [x509.Certificate.load(der) for _, _, der in pem.unarmor(text, multiple=True)]
    if not found:
        raise ValueError("no certificate")
    return found


def fits(certificate: x509.Certificate, public_key: bytes) -> bool:
    """Whether a certificate is about this public key (PEM)."""
    mine: bytes = _public(public_key).dump()
    return bool(certificate.public_key.dump() == mine)


def as_pem(certificate: x509.Certificate) -> bytes:
    """The certificate as text."""
    return bytes(pem.armor("CERTIFICATE", certificate.dump()))


def _certificate(name: str, public_key: bytes, issuer: Issuer, *, authority: bool) -> x509.Certificate:
    mine, theirs = _public(public_key), _public(issuer.public_key)
    use = {"key_cert_sign", "crl_sign"} if authority else {"digital_signature", "non_repudiation"}
    number = hashlib.sha256(mine.dump() + name.encode()).digest()[:15]
    body = x509.TbsCertificate(
        {
            "version": "v3",
            "serial_number": int.from_bytes(number) | 1,
            "signature": ECDSA,
            "issuer": x509.Name.build({"common_name": issuer.name[:64]}),
            "validity": {
                "not_before": x509.Time({"utc_time": _BEGINS}),
                "not_after": x509.Time({"utc_time": _ENDS}),
            },
            "subject": x509.Name.build({"common_name": name[:64]}),
            "subject_public_key_info": mine,
            "extensions": [
                _extension("basic_constraints", x509.BasicConstraints({"ca": authority}), critical=True),
                _extension("key_usage", x509.KeyUsage(use), critical=True),
                _extension("key_identifier", core.OctetString(mine.sha1)),
                _extension("authority_key_identifier", x509.AuthorityKeyIdentifier({"key_identifier": theirs.sha1})),
            ],
        }
    )
    signature = core.OctetBitString(issuer.sign(body.dump()))
    return x509.Certificate({"tbs_certificate": body, "signature_algorithm": ECDSA, "signature_value": signature})


def _extension(kind: str, value: object, *, critical: bool = False) -> dict[str, object]:
    return {"extn_id": kind, "critical": critical, "extn_value": value}


def _public(text: bytes) -> keys.PublicKeyInfo:
    return keys.PublicKeyInfo.load(pem.unarmor(text)[2])
