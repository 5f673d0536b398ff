"""The real client, and a provider that lies where a test tells it to."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.oidc.client import OpenIdProviders
from app.oidc.port import Answer, Ask, Client, Said
from tests.doubles.hostile_provider import SECRET, HostileProvider, hostile_provider

ASK = Ask(
    state="s" * 43, nonce="n" * 64, verifier="v" * 64, redirect_uri="http://localhost:8000/sign-in/with/bar/return"
)


@dataclass(slots=True)
class Meeting:
    """A court and a provider. `client`: the court as the provider knows it."""

    speaker: OpenIdProviders
    provider: HostileProvider
    client: Client

    async def answer(self, ask: Ask = ASK, subject: str = "ines") -> Answer:
        """What the browser brings back."""
        return self.provider.authorize(await self.speaker.address(self.client, ask), subject)

    async def sign_in(self, ask: Ask = ASK, subject: str = "ines") -> Said:
        """A whole journey."""
        answer = await self.answer(ask, subject)
        return await self.speaker.redeem(self.client, ask, answer)

    def wanting(self, **changes: object) -> None:
        """The court expects something else from now on."""
        self.client = replace(self.client, **changes)  # type: ignore[arg-type]


@pytest.fixture
async def meeting(clock: SettableClock) -> AsyncIterator[Meeting]:
    async with hostile_provider(clock) as provider:
        client = Client(
            issuer=provider.issuer,
            client_id="court",
            secret=Protected(SECRET),
            scopes="openid profile email",
            algorithms=("RS256", "ES256"),
            claims=("groups", "realm.roles"),
        )
        yield Meeting(OpenIdProviders(clock, inside=True), provider, client)
