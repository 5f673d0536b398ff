"""Where a browser's media may go: TURN with credentials that expire, and relay only for whoever is protected."""

import base64
import hmac
from datetime import timedelta

from app.kernel.clock import Clock
from app.settings import Settings
from app.sittings.views import IceView

_GOOD_FOR = timedelta(hours=4)


class Ice:
    """TURN REST credentials (draft-uberti-behave-turn-rest): the user name is an expiry and says nothing else."""

    def __init__(self, settings: Settings, clock: Clock) -> None:
        self._url, self._secret, self._clock = settings.turn_url, settings.turn_secret, clock

    @property
    def relays(self) -> bool:
        """Whether this installation has a relay at all; production does not start without one."""
        return bool(self._url and self._secret)

    def view(self, guarded: bool) -> IceView:
        """What this person's browser is told; one relay and one realm for everybody in a hearing."""
        if not self.relays:
            return IceView()
        expires = int((self._clock.now() + _GOOD_FOR).timestamp())
        name = f"{expires}:room"
        digest = hmac.new(self._secret.encode(), name.encode(), "sha1").digest()
        credential = base64.b64encode(digest).decode()
        server: dict[str, str | list[str]] = {"urls": [self._url], "username": name, "credential": credential}
        return IceView(servers=[server], relay_only=guarded)
