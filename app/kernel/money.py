"""Amounts of money as whole numbers of the smallest unit of a currency, and as people write them."""

import re

from app.kernel.errors import N_, Invalid

MOST = 10**11
"""A thousand million euros: more is a slip of the pen."""
_THREE = "BHD IQD JOD KWD LYD OMR TND"
_NONE = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_DIGITS = dict.fromkeys(_THREE.split(), 3) | dict.fromkeys(_NONE.split(), 0)
"""Digits after the point (ISO 4217), where they are not two."""


class AmountUnreadable(Invalid):
    code = "amount-unreadable"
    title = N_("This is not an amount of money.")
    hint = N_("Write it with digits and one point or comma, for example 12.50, without the currency.")


def digits_of(currency: str) -> int:
    """How many digits of an amount stand after the point."""
    return _DIGITS.get(currency, 2)


def cents_of(written: str, currency: str) -> int:
    """`12.50` or `12,5` as 1250; raises AmountUnreadable for everything that can be read in two ways."""
    digits = digits_of(currency)
    found = re.fullmatch(r"([0-9]{1,12})(?:[.,]([0-9]{1,3}))?", written.strip())
    if found is None or len(found[2] or "") > digits:
        raise AmountUnreadable()
    cents: int = int(found[1]) * 10**digits + int((found[2] or "").ljust(digits, "0") or "0")
    if cents > MOST:
        raise AmountUnreadable()
    return cents


def plain(cents: int, currency: str) -> str:
    """`12.50 EUR`, for documents and forms."""
    digits = digits_of(currency)
    whole, part = divmod(abs(cents), 10**digits)
    sign = "-" if cents < 0 else ""
    return f"{sign}{whole}" + (f".{part:0{digits}}" if digits else "") + f" {currency}"
