"""Takes the text of a request whole before a route looks at it: of a sensible size, with characters a text has.

PostgreSQL keeps no NUL (U+0000) in a text and SQLite does: neither is asked. Uploads are streams of bytes
with a limit of their own and pass.
"""

import re
from collections.abc import Awaitable, Callable

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.kernel.errors import N_, Invalid, Refusal, TooLarge

LARGEST = 1024 * 1024
_NUL_IN_FORM, _NUL_IN_JSON = re.compile(rb"\x00|%00"), re.compile(rb"\x00|\\u0000")

Refuse = Callable[[Scope, Receive, Send, Exception], Awaitable[None]]


class BodyTooLarge(TooLarge):
    """`limit`: bytes."""

    code = "body-too-large"
    title = N_("There is more in this request than the court takes at once.")
    hint = N_("Shorten the text, or upload it as a document.")


class CharacterUnreadable(Invalid):
    code = "character-unreadable"
    title = N_("There is a character in this request that no text has.")
    hint = N_("Type the text by hand instead of pasting it, then send it again.")


class Bodies:
    """Hands a request on with its body read, or hands a refusal to `refuse`."""

    def __init__(self, app: ASGIApp, *, streams: re.Pattern[str], refuse: Refuse) -> None:
        self._app, self._streams, self._refuse = app, streams, refuse

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._streams.fullmatch(scope["path"]):
            await self._app(scope, receive, send)
            return
        try:
            body = await _whole(receive)
            if "\0" in scope["path"] or _NUL_IN_FORM.search(scope["query_string"]) or _nul(scope).search(body):
                raise CharacterUnreadable()
        except Refusal as refusal:
            await self._refuse(scope, receive, send, refusal)
            return
        await self._app(scope, _again(body, receive), send)


def _nul(scope: Scope) -> re.Pattern[bytes]:
    return _NUL_IN_FORM if "urlencoded" in Headers(scope=scope).get("content-type", "") else _NUL_IN_JSON


async def _whole(receive: Receive) -> bytes:
    body, more = bytearray(), True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
        if len(body) > LARGEST:
            raise BodyTooLarge(limit=LARGEST)
    return bytes(body)


def _again(body: bytes, receive: Receive) -> Receive:
    """A channel that gives the body once, then whatever comes after it."""
    waiting: list[Message] = [{"type": "http.request", "body": body, "more_body": False}]

    async def replay() -> Message:
        return waiting.pop() if waiting else await receive()

    return replay
