"""How the parent and a media process frame what they say: a four-byte length, then JSON."""

import json
from typing import Any

LIMIT = 4 * 1024 * 1024

Message = dict[str, Any]


class FrameTooLong(Exception):
    """The other end speaks something else; the pipe is of no further use."""


def encode(message: Message) -> bytes:
    body = json.dumps(message, separators=(",", ":")).encode()
    return len(body).to_bytes(4, "big") + body


class Unframer:
    """Collects bytes and gives back whole messages, in order."""

    def __init__(self) -> None:
        self._buffer = bytearray()

    def feed(self, data: bytes) -> list[Message]:
        self._buffer += data
        messages: list[Message] = []
        while len(self._buffer) >= 4:
            end = 4 + int.from_bytes(self._buffer[:4], "big")
            if end > LIMIT:
                raise FrameTooLong
            if len(self._buffer) < end:
                break
            messages.append(json.loads(bytes(self._buffer[4:end])))
            del self._buffer[:end]
        return messages
