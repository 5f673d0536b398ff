"""The seal of a court under its orders: a key that never leaves its place, and a certificate about it.

Without a certificate from outside the installation certifies itself, every page says that it is a test, and in
production nothing is sealed.
"""

from pathlib import Path

from asn1crypto import x509

from app.keys.port import Keys, Purpose
from app.orders.errors import NoSeal
from app.pdf.certificates import Issuer, as_pem, certified, fits, read_chain, root

AUTHORITY = "Test authority of this installation"


class CourtSeal:
    """Seals documents in the name of a court."""

    def __init__(self, keys: Keys, chain: Path | None, *, production: bool) -> None:
        self._keys, self._chain, self._production = keys, chain, production

    @property
    def test(self) -> bool:
        """Whether what it seals must say that it is no record of a court."""
        return self._chain is None

    def ready(self) -> None:
        """Raises NoSeal where nothing can be sealed."""
        self._certificates("")

    def seal(self, pdf: bytes, court: str, reason: str) -> bytes:
        """The document, sealed; raises NoSeal. Call it in a thread."""
        from app.pdf.sealing import seal  # takes a second to import

        _, sign = self._keys.signer(Purpose.ORDERS)
        mine, *others = self._certificates(court)
        return seal(pdf, sign, mine, others, name=court, reason=reason)

    def authority(self) -> bytes:
        """The certificate that readers' programs have to trust, as PEM; raises NoSeal."""
        return as_pem(self._certificates("")[-1])

    def _certificates(self, court: str) -> list[x509.Certificate]:
        public = self._keys.public_key(Purpose.ORDERS)
        if self._chain is not None:
            return _outside(self._chain, public)
        if self._production:
            raise NoSeal()
        issuer = Issuer(AUTHORITY, *self._keys.signer(Purpose.AUTHORITY))
        return [certified(court, public, issuer), root(issuer)]


def _outside(path: Path, public: bytes) -> list[x509.Certificate]:
    try:
        chain = read_chain(path.read_bytes())
    except (OSError, ValueError) as reason:
        raise NoSeal() from reason
    if not fits(chain[0], public):
        raise NoSeal()
    return chain
