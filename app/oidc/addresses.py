"""Where an outgoing request may go: https, and no address inside this network unless the operator allows it.

An administrator types the address of a provider, and a provider names further addresses. Without these
rules either could make this server knock at the doors of its own network (OWASP: server-side request forgery).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address
from urllib.parse import SplitResult, urlsplit

from app.oidc.errors import ProviderAddressRefused

_LONGEST = 2000
_TRANSLATED = ip_address("64:ff9b::").packed[:12]  # RFC 6052: an IPv4 address in other clothes


def checked(url: str, *, inside: bool) -> SplitResult:
    """The parts of an https URL without user or fragment; `inside` also allows plain http to this machine.

    Raises ProviderAddressRefused. Where a name leads is not known yet: `may_connect` decides that.
    """
    try:
        parts = urlsplit(url)
        host, _port = parts.hostname or "", parts.port
    except ValueError as reason:
        raise ProviderAddressRefused("form") from reason
    odd = len(url) > _LONGEST or not url.isascii() or not url.isprintable() or " " in url or "\\" in url
    if odd or not host or parts.fragment or "@" in parts.netloc:
        raise ProviderAddressRefused("form")
    if parts.scheme != "https" and not (parts.scheme == "http" and inside and _this_machine(host)):
        raise ProviderAddressRefused("https")
    if not inside and (_this_machine(host) or not _open(host)):
        raise ProviderAddressRefused("private")
    return parts


def checked_issuer(url: str, *, inside: bool) -> str:
    """An issuer identifier (OpenID Connect Core 1.0 §2): the same, and without a query."""
    if checked(url, inside=inside).query:
        raise ProviderAddressRefused("form")
    return url


def may_connect(address: str, *, inside: bool) -> bool:
    """Whether a socket may be opened to this IP address."""
    found = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address):
        found = _plain(found)
    if found.is_multicast or found.is_unspecified:
        return False
    return inside or found.is_global


def _plain(found: IPv6Address) -> IPv4Address | IPv6Address:
    """The IPv4 address that an IPv6 one stands for, or itself."""
    if found.ipv4_mapped is not None:
        return found.ipv4_mapped
    if found.sixtofour is not None:
        return found.sixtofour
    if found.packed[:12] == _TRANSLATED:
        return IPv4Address(found.packed[12:])
    return found


def _open(host: str) -> bool:
    try:
        return may_connect(host, inside=False)
    except ValueError:
        return True  # a name


def _this_machine(host: str) -> bool:
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
