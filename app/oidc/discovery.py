"""Reads what a provider says about itself (OpenID Connect Discovery 1.0 §3 and §4.3; RFC 9207; logout)."""

from collections.abc import Mapping

from app.oidc.addresses import checked
from app.oidc.errors import DiscoveryUnusable, ProviderAddressRefused
from app.oidc.port import SAFE_ALGORITHMS, Found

WELL_KNOWN = "/.well-known/openid-configuration"
_SECRET_IN = ("client_secret_basic", "client_secret_post", "none")


def read_discovery(issuer: str, said: Mapping[str, object], *, inside: bool) -> Found:
    """The configuration of this very issuer; raises DiscoveryUnusable naming what does not fit."""
    if said.get("issuer") != issuer:
        raise DiscoveryUnusable("issuer")
    if "code" not in _texts(said, "response_types_supported"):
        raise DiscoveryUnusable("response_types_supported")
    challenges = _texts(said, "code_challenge_methods_supported")
    if challenges and "S256" not in challenges:
        raise DiscoveryUnusable("code_challenge_methods_supported")
    algorithms = tuple(
        name for name in _texts(said, "id_token_signing_alg_values_supported") if name in SAFE_ALGORITHMS
    )
    if not algorithms:
        raise DiscoveryUnusable("id_token_signing_alg_values_supported")
    return Found(
        issuer=issuer,
        authorization_endpoint=_needed(said, "authorization_endpoint", inside),
        token_endpoint=_needed(said, "token_endpoint", inside),
        jwks_uri=_needed(said, "jwks_uri", inside),
        userinfo_endpoint=_address(said, "userinfo_endpoint", inside),
        end_session_endpoint=_address(said, "end_session_endpoint", inside),
        algorithms=algorithms,
        secret_in=_secret_in(said),
        names_itself=said.get("authorization_response_iss_parameter_supported") is True,
        back_channel_logout=said.get("backchannel_logout_supported") is True,
        acr_values=_texts(said, "acr_values_supported"),
    )


def _secret_in(said: Mapping[str, object]) -> tuple[str, ...]:
    """Where the token endpoint takes the secret; a provider that does not say takes it in the header (§3)."""
    named = _texts(said, "token_endpoint_auth_methods_supported") or ("client_secret_basic",)
    known = tuple(name for name in _SECRET_IN if name in named)
    if not known:
        raise DiscoveryUnusable("token_endpoint_auth_methods_supported")
    return known


def _needed(said: Mapping[str, object], name: str, inside: bool) -> str:
    found = _address(said, name, inside)
    if found is None:
        raise DiscoveryUnusable(name)
    return found


def _address(said: Mapping[str, object], name: str, inside: bool) -> str | None:
    """An address to call or to lead to: it has to pass the same rules as the issuer's own."""
    value = said.get(name)
    if value is None:
        return None
    if not isinstance(value, str):
        raise DiscoveryUnusable(name)
    try:
        checked(value, inside=inside)
    except ProviderAddressRefused as refused:
        raise DiscoveryUnusable(name) from refused
    return value


def _texts(said: Mapping[str, object], name: str) -> tuple[str, ...]:
    values = said.get(name, [])
    if not isinstance(values, list):
        raise DiscoveryUnusable(name)
    return tuple(value for value in values if isinstance(value, str) and len(value) <= 200)[:50]
