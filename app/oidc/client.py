"""The OpenID Connect client (authlib): authorization code with PKCE, state, nonce and `iss`, over guarded requests."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, TypeVar
from urllib.parse import quote_plus, urlencode

from authlib.oauth2 import OAuth2Client
from authlib.oauth2.auth import ClientAuth, encode_client_secret_post, encode_none

from app.kernel.clock import Clock
from app.kernel.protected import Protected, open_protected
from app.oidc import claims as read
from app.oidc.addresses import checked_issuer
from app.oidc.discovery import WELL_KNOWN, read_discovery
from app.oidc.errors import ProviderNotTrusted, ProviderRefused, ProviderSilent, SignInCancelled
from app.oidc.fetch import Fetch
from app.oidc.port import Answer, Ask, Client, Ended, Found, Said
from app.oidc.tokens import Expected, UnknownKey, read_id_token, read_logout_token

T = TypeVar("T")
_DISCOVERY_LASTS = timedelta(hours=1)
_KEYS_LAST = timedelta(minutes=15)
_KEYS_AT_LEAST = timedelta(seconds=2)  # a stranger's logout token must not make us ask again and again
_REMEMBERED = 12 * 60 * 60  # seconds a provider may have remembered somebody
_NOBODY_THERE = {"access_denied", "login_required", "interaction_required", "consent_required"}
_NOT_NOW = {"server_error", "temporarily_unavailable"}


@dataclass(frozen=True, slots=True)
class _Kept:
    """A document and when it was fetched."""

    at: datetime
    document: dict[str, Any]


class OpenIdProviders:
    """Every provider of the installation; what they publish is kept for a while in memory."""

    def __init__(self, clock: Clock, *, inside: bool) -> None:
        self._clock, self._inside = clock, inside
        self._fetch = Fetch(inside=inside)
        self._kept: dict[str, _Kept] = {}
        self._asking: dict[str, asyncio.Lock] = {}

    async def find(self, issuer: str) -> Found:
        return await self._find(issuer, timedelta())

    async def address(self, client: Client, ask: Ask) -> str:
        found = await self._find(client.issuer, _DISCOVERY_LASTS)
        more: dict[str, str] = {"nonce": ask.nonce, "response_mode": "query"}
        if client.acr_values:
            more["acr_values"] = client.acr_values
        # Asked for an age, a provider has to say when the person proved who they are (OpenID Connect Core 1.0 §2).
        more |= {"prompt": "login", "max_age": "0"} if ask.again else {"max_age": str(_REMEMBERED)}
        spoken = _OAuth(self._fetch, client, found, ask.redirect_uri)
        address, _ = spoken.create_authorization_url(
            found.authorization_endpoint, state=ask.state, code_verifier=ask.verifier, **more
        )
        return str(address)

    async def redeem(self, client: Client, ask: Ask, answer: Answer) -> Said:
        found = await self._find(client.issuer, _DISCOVERY_LASTS)
        _check_answer(found, answer)
        spoken = _OAuth(self._fetch, client, found, ask.redirect_uri)
        tokens = await spoken.fetch_token(
            found.token_endpoint, grant_type="authorization_code", code=answer.code, code_verifier=ask.verifier
        )
        id_token, access_token = tokens.get("id_token"), tokens.get("access_token")
        if not isinstance(id_token, str) or not isinstance(access_token, str):
            raise ProviderNotTrusted("id_token")
        expected = _expected(client, nonce=ask.nonce, access_token=access_token, again=ask.again)
        now = self._clock.now()
        try:
            claims = read_id_token(id_token, await self._keys(found, _KEYS_LAST), expected, now)
        except UnknownKey:
            claims = await self._with_new_keys(found, lambda keys: read_id_token(id_token, keys, expected, now))
        return read.said(claims, await self._user_info(found, access_token, claims["sub"]), client.claims)

    async def read_logout(self, client: Client, token: str) -> Ended:
        found = await self._find(client.issuer, _DISCOVERY_LASTS)
        expected, now = _expected(client), self._clock.now()
        try:
            return read_logout_token(token, await self._keys(found, _KEYS_LAST), expected, now)
        except UnknownKey:
            return await self._with_new_keys(found, lambda keys: read_logout_token(token, keys, expected, now))

    async def farewell(self, client: Client, back_to: str) -> str | None:
        end = (await self._find(client.issuer, _DISCOVERY_LASTS)).end_session_endpoint
        if end is None:
            return None
        query = urlencode({"client_id": client.client_id, "post_logout_redirect_uri": back_to})
        return f"{end}{'&' if '?' in end else '?'}{query}"

    async def _find(self, issuer: str, lasts: timedelta) -> Found:
        checked_issuer(issuer, inside=self._inside)
        document = await self._document(issuer.rstrip("/") + WELL_KNOWN, lasts)
        return read_discovery(issuer, document, inside=self._inside)

    async def _keys(self, found: Found, lasts: timedelta) -> dict[str, Any]:
        return await self._document(found.jwks_uri, lasts)

    async def _with_new_keys(self, found: Found, look: Callable[[dict[str, Any]], T]) -> T:
        """Once more with keys fetched anew, once: providers change their keys without telling."""
        try:
            return look(await self._keys(found, _KEYS_AT_LEAST))
        except UnknownKey as reason:
            raise ProviderNotTrusted("kid") from reason

    async def _document(self, url: str, lasts: timedelta) -> dict[str, Any]:
        """A published document, fetched by one of those who wait for it."""
        async with self._asking.setdefault(url, asyncio.Lock()):
            kept = self._kept.get(url)
            if kept is None or self._clock.now() - kept.at >= lasts:
                kept = _Kept(self._clock.now(), await self._fetch.get(url))
                self._kept[url] = kept
            return kept.document

    async def _user_info(self, found: Found, access_token: str, subject: str) -> dict[str, Any]:
        """What the userinfo endpoint adds; it must speak of the same subject (OpenID Connect Core 1.0 §5.3.2)."""
        if found.userinfo_endpoint is None:
            return {}
        info = await self._fetch.get(found.userinfo_endpoint, {"authorization": f"Bearer {access_token}"})
        if info.get("sub") != subject:
            raise ProviderNotTrusted("sub")
        return info


class _OAuth(OAuth2Client):  # type: ignore[misc]
    """authlib's client, speaking through our guarded requests."""

    def __init__(self, fetch: Fetch, client: Client, found: Found, redirect_uri: str) -> None:
        super().__init__(
            fetch,
            client_id=client.client_id,
            client_secret=_opened(client.secret),
            token_endpoint_auth_method=_secret_way(client, found),
            scope=client.scopes,
            redirect_uri=redirect_uri,
            code_challenge_method="S256",
        )

    async def _fetch_token(
        self, url: str, body: str = "", headers: Any = None, auth: Any = None, method: str = "POST", **_: Any
    ) -> dict[str, Any]:
        url, headers, body = auth.prepare(method, url, dict(headers or {}), body)
        status, document = await self.session.post(url, headers, body)
        if status >= 500:
            raise ProviderSilent()
        if status != 200:
            raise ProviderRefused()
        return document  # type: ignore[no-any-return]


def _opened(secret: Protected[str] | None) -> str | None:
    return None if secret is None else open_protected(secret)


def _secret_way(client: Client, found: Found) -> Any:
    if client.secret is None:
        return encode_none
    return _in_header if "client_secret_basic" in found.secret_in else encode_client_secret_post


def _in_header(client: ClientAuth, _method: str, uri: str, headers: dict[str, str], body: str) -> Any:
    """RFC 6749 §2.3.1 encodes both parts before they are joined, which authlib leaves out."""
    pair = f"{quote_plus(client.client_id)}:{quote_plus(client.client_secret)}"
    return uri, {**headers, "Authorization": f"Basic {read.base64_of(pair)}"}, body


def _check_answer(found: Found, answer: Answer) -> None:
    """RFC 9207 §2.4 first: an answer of another provider is not looked at, not even its error."""
    if (found.names_itself or answer.issuer) and answer.issuer != found.issuer:
        raise ProviderNotTrusted("iss")
    if answer.error in _NOBODY_THERE:
        raise SignInCancelled()
    if answer.error in _NOT_NOW:
        raise ProviderSilent()
    if answer.error or not answer.code:
        raise ProviderRefused()


def _expected(client: Client, *, nonce: str = "", access_token: str = "", again: bool = False) -> Expected:
    return Expected(
        issuer=client.issuer,
        client_id=client.client_id,
        algorithms=client.algorithms,
        nonce=nonce,
        access_token=access_token,
        again=again,
    )
