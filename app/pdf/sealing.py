"""Seals a PDF for good: a certifying signature (PAdES, ETSI EN 319 142) after which no change is allowed.

Whoever checks one asks `bottom_line` and `docmdp_ok`, never only whether the bytes under the signature are intact.
"""

from collections.abc import Callable, Sequence
from io import BytesIO
from typing import Any

from asn1crypto import algos, x509
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import signers
from pyhanko.sign.fields import MDPPerm, SigSeedSubFilter
from pyhanko.sign.signers.pdf_cms import Signer
from pyhanko_certvalidator.registry import SimpleCertificateStore

from app.pdf.certificates import ECDSA

FIELD = "Court"
_LONGEST = 72  # bytes of a signature with a P-256 key, in DER


def seal(
    pdf: bytes,
    sign: Callable[[bytes], bytes],
    certificate: x509.Certificate,
    others: Sequence[x509.Certificate],
    *,
    name: str,
    reason: str,
) -> bytes:
    """`pdf` with the seal appended. It starts an event loop of its own: call it in a thread."""
    store = SimpleCertificateStore()  # type: ignore[no-untyped-call]
    store.register_multiple(others)
    what = signers.PdfSignatureMetadata(
        field_name=FIELD,
        md_algorithm="sha256",
        name=name,
        reason=reason,
        certify=True,
        subfilter=SigSeedSubFilter.PADES,
        docmdp_permissions=MDPPerm.NO_CHANGES,
    )
    signer = _Elsewhere(sign, certificate, store)
    out: Any = signers.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), what, signer=signer)
    return bytes(out.getbuffer())


class _Elsewhere(Signer):
    """Signs with a key that this process asks and never holds."""

    def __init__(
        self, sign: Callable[[bytes], bytes], certificate: x509.Certificate, store: SimpleCertificateStore
    ) -> None:
        mechanism = algos.SignedDigestAlgorithm(ECDSA)
        super().__init__(signing_cert=certificate, cert_registry=store, signature_mechanism=mechanism)
        self._sign = sign

    async def async_sign_raw(self, data: bytes, digest_algorithm: str, dry_run: bool = False) -> bytes:
        return bytes(_LONGEST) if dry_run else self._sign(data)
