"""Files that travel with a plain form (RFC 7578), as streams: nothing is spooled, nothing is kept whole."""

from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field

from python_multipart.exceptions import FormParserError
from python_multipart.multipart import MultipartParser, parse_options_header
from starlette.requests import Request

from app.edge.forms import FormUnreadable

MOST_PARTS = 60


@dataclass(slots=True)
class _Part:
    headers: dict[bytes, bytes] = field(default_factory=dict)

    @property
    def file_name(self) -> str | None:
        _, options = parse_options_header(self.headers.get(b"content-disposition", b""))
        name = options.get(b"filename")
        return None if name is None else name.decode(errors="replace").replace("\\", "/").rpartition("/")[2]


class FormFiles:
    """The files of one request, in order; each must be read to its end before the next is asked for."""

    def __init__(self, request: Request) -> None:
        kind, options = parse_options_header(request.headers.get("content-type", ""))
        if kind != b"multipart/form-data" or b"boundary" not in options:
            raise FormUnreadable()
        self._body = request.stream()
        self._events: deque[tuple[str, bytes]] = deque()
        self._header = [b"", b""]
        self._parser = MultipartParser(
            options[b"boundary"],
            {
                "on_part_begin": lambda: self._events.append(("part", b"")),
                "on_header_field": lambda data, start, end: self._grow(0, data[start:end]),
                "on_header_value": lambda data, start, end: self._grow(1, data[start:end]),
                "on_header_end": self._header_ended,
                "on_headers_finished": lambda: self._events.append(("headers", b"")),
                "on_part_data": lambda data, start, end: self._events.append(("data", data[start:end])),
                "on_part_end": lambda: self._events.append(("end", b"")),
            },
        )

    async def files(self) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        """(file name, bytes) of each file that was chosen; raises FormUnreadable."""
        for _ in range(MOST_PARTS):
            part = await self._next_part()
            if part is None:
                return
            content = self._content()
            if part.file_name:
                yield part.file_name, content
            async for _rest in content:  # a field without a file, or the end of one nobody read
                pass
        raise FormUnreadable()

    async def _next_part(self) -> _Part | None:
        part = _Part()
        async for kind, data in self._parsed():
            if kind == "header":
                name, _, value = data.partition(b"\0")
                part.headers[name.lower()] = value
            elif kind == "headers":
                return part
        return None

    async def _content(self) -> AsyncIterator[bytes]:
        async for kind, data in self._parsed():
            if kind == "end":
                return
            yield data

    async def _parsed(self) -> AsyncIterator[tuple[str, bytes]]:
        while True:
            while self._events:
                yield self._events.popleft()
            try:
                self._parser.write(await anext(self._body))
            except StopAsyncIteration:
                return
            except FormParserError as reason:
                raise FormUnreadable() from reason

    def _grow(self, which: int, data: bytes) -> None:
        self._header[which] += data
        if len(self._header[which]) > 4096:
            raise FormUnreadable()

    def _header_ended(self) -> None:
        self._events.append(("header", b"\0".join(self._header)))
        self._header = [b"", b""]
