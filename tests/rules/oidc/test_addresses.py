"""Where an outgoing request may go: no address a provider or an administrator names leads into our own network."""

from ipaddress import IPv4Address, IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.oidc.addresses import checked, checked_issuer, may_connect
from app.oidc.errors import ProviderAddressRefused

PRIVATE = [
    "127.0.0.1",
    "127.8.9.10",
    "10.0.0.1",
    "172.16.5.4",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "0.0.0.0",
    "224.0.0.1",
    "255.255.255.255",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "ff02::1",
    "::ffff:10.0.0.1",
    "64:ff9b::a00:1",
    "2002:a00:1::",
]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_socket_is_opened_into_this_network(address: str) -> None:
    assert not may_connect(address, inside=False)


@pytest.mark.parametrize("address", ["1.1.1.1", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_the_public_network_can_be_reached(address: str) -> None:
    assert may_connect(address, inside=False)


@pytest.mark.parametrize("address", ["10.0.0.1", "127.0.0.1", "::1", "192.168.1.1"])
def test_the_operator_can_allow_addresses_inside(address: str) -> None:
    assert may_connect(address, inside=True)


@given(st.ip_addresses(v=4))
def test_an_address_in_other_clothes_is_judged_as_what_it_is(address: IPv4Address) -> None:
    plain = may_connect(str(address), inside=False)
    mapped = IPv6Address(b"\x00" * 10 + b"\xff\xff" + address.packed)
    translated = IPv6Address(IPv6Address("64:ff9b::").packed[:12] + address.packed)
    assert may_connect(str(mapped), inside=False) == may_connect(str(translated), inside=False) == plain


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("http://id.example", "https"),
        ("ftp://id.example", "https"),
        ("file:///etc/passwd", "form"),
        ("https://", "form"),
        ("id.example", "form"),
        ("https://user@id.example", "form"),
        ("https://id.example/#top", "form"),
        ("https://id.example\\@evil.example", "form"),
        ("https://id.example/ x", "form"),
        ("https://id.éxample", "form"),
        ("https://id.example:x", "form"),
        ("https://[::1", "form"),
        ("https://" + "a" * 3000, "form"),
        ("http://localhost:9", "https"),
        ("https://localhost", "private"),
        ("https://id.localhost", "private"),
        ("https://127.0.0.1", "private"),
        ("https://10.1.2.3/x", "private"),
        ("https://[::1]/", "private"),
        ("https://[::ffff:10.0.0.1]/", "private"),
    ],
)
def test_an_address_a_provider_cannot_have_is_refused(url: str, reason: str) -> None:
    with pytest.raises(ProviderAddressRefused) as refused:
        checked(url, inside=False)
    assert refused.value.data == {"reason": reason}


def test_plain_http_is_for_this_machine_and_only_where_the_operator_allows_it() -> None:
    assert checked("http://localhost:3000", inside=True).port == 3000
    assert checked("https://10.1.2.3/x", inside=True).hostname == "10.1.2.3"
    with pytest.raises(ProviderAddressRefused):
        checked("http://10.1.2.3/x", inside=True)


def test_an_issuer_has_no_query() -> None:
    assert checked_issuer("https://id.example/realms/court", inside=False)
    with pytest.raises(ProviderAddressRefused):
        checked_issuer("https://id.example/?a=b", inside=False)


@given(st.text(max_size=60))
def test_no_text_at_all_breaks_the_check(text: str) -> None:
    for url in (text, f"https://{text}", f"https://id.example/{text}"):
        try:
            assert checked(url, inside=False).scheme == "https"
        except ProviderAddressRefused:
            continue
