"""What the service may ask of an OpenID Connect provider; who somebody is to us is decided elsewhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from app.kernel.protected import Protected

SAFE_ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA", "RS384", "PS384", "ES384", "RS512", "PS512", "ES512")
"""Every signature a provider's row may allow: with the provider's own key, never with a shared secret or none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Client:
    """This court as one provider knows it. `claims`: the names of claims to bring along, a dot leads inside."""

    issuer: str
    client_id: str
    secret: Protected[str] | None
    scopes: str
    algorithms: tuple[str, ...]
    claims: tuple[str, ...] = ()
    acr_values: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a provider says about itself (OpenID Connect Discovery 1.0 §3), as far as we use it."""

    issuer: str
    authorization_endpoint: str
    token_endpoint: str
    jwks_uri: str
    userinfo_endpoint: str | None
    end_session_endpoint: str | None
    algorithms: tuple[str, ...]
    secret_in: tuple[str, ...]
    names_itself: bool  # RFC 9207: the authorization response carries `iss`
    back_channel_logout: bool
    acr_values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One journey to the provider. `again`: the person must prove who they are there now, not be remembered."""

    state: str
    nonce: str
    verifier: str  # RFC 7636 §4.1
    redirect_uri: str
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """The parameters the browser brought back (RFC 6749 §4.1.2); absent ones are empty."""

    state: str
    code: str = ""
    issuer: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a provider says, signed, about the person who came back. `claims`: every value of each one asked for."""

    issuer: str
    subject: str
    name: Protected[str] | None
    email: Protected[str] | None
    email_verified: bool
    claims: Mapping[str, frozenset[str]] = field(default_factory=dict)
    auth_time: datetime | None = None
    acr: str = ""
    amr: frozenset[str] = frozenset()
    session: str = ""  # `sid`, the provider's own


@dataclass(frozen=True, slots=True, kw_only=True)
class Ended:
    """A provider says that somebody left (OpenID Connect Back-Channel Logout 1.0 §2.4): one session, or all."""

    issuer: str
    subject: str
    session: str
    token_id: str
    expires_at: datetime


class IdentityProviders(Protocol):
    """Speaks with providers. Raises ProviderSilent, DiscoveryUnusable, ProviderAddressRefused where it says so."""

    async def find(self, issuer: str) -> Found:
        """What the issuer says about itself, now. Raises all three."""
        ...

    async def address(self, client: Client, ask: Ask) -> str:
        """Where to send the browser. Raises all three."""
        ...

    async def redeem(self, client: Client, ask: Ask, answer: Answer) -> Said:
        """Change the code for who it is. Raises all three, ProviderNotTrusted, ProviderRefused, SignInCancelled."""
        ...

    async def read_logout(self, client: Client, token: str) -> Ended:
        """What a logout token says. Raises all three and ProviderNotTrusted."""
        ...

    async def farewell(self, client: Client, back_to: str) -> str | None:
        """Where the browser can sign out at the provider too (RP-Initiated Logout 1.0), or None. Raises all three."""
        ...
