"""Whether whoever began something long, a socket or a download, may go on with it: asked again until it ends.

Two things can end it: the way they came in (a sign-in that ended, a token that was revoked, an account that was
closed), and what they may do there (a part that was withdrawn, a seal). Either bites within two seconds.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Literal

from sqlalchemy.exc import SQLAlchemyError

from app.auth.views import Principal
from app.kernel.errors import Refusal

logger = logging.getLogger(__name__)

ASKED_EVERY = 1.0  # seconds; the answer takes some more
Ending = Literal["signed_out", "not_allowed"]
Still = Callable[[Principal], Awaitable[Principal | None]]
May = Callable[[Principal | None], Awaitable[object]]


@dataclass(frozen=True, slots=True)
class Standing:
    """Somebody who began something. `still` gives them as they are now, or None when the way they came in has ended;
    `may` raises the Refusal they would get if they began it now."""

    still: Still
    principal: Principal | None
    may: May

    async def ending(self) -> Ending | None:
        """Why it is over, or None while it still stands."""
        now = self.principal
        if now is not None:
            now = await self.still(now)
            if now is None:
                return "signed_out"
        try:
            await self.may(now)
        except Refusal:
            return "not_allowed"
        return None

    async def ended(self, *, patient: bool = False) -> Ending:
        """Wait until it is over. `patient`: a database that does not answer ends nothing, as it can record nothing."""
        while True:
            await asyncio.sleep(ASKED_EVERY)
            try:
                ending = await self.ending()
            except (SQLAlchemyError, OSError):
                if not patient:
                    raise
                logger.warning("nobody could be asked whether a sign-in still stands")
                continue
            if ending is not None:
                return ending
