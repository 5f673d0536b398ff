"""Files that travel with a plain form (RFC 7578), as streams: nothing is spooled, nothing is kept whole."""

from collections.abc import AsyncIterator
from email.message import Message

from starlette.requests import Request

from app.edge.forms import FormUnreadable

MOST_PARTS = 60
LONGEST_HEADERS = 8192


class FormFiles:
    """The files of one request, in order; each is read to its end before the next one begins."""

    def __init__(self, request: Request) -> None:
        header = _header(request.headers.get("content-type", ""))
        boundary = header.get_boundary("")
        if header.get_content_type() != "multipart/form-data" or not 0 < len(boundary) <= 70:
            raise FormUnreadable()
        self._delimiter = b"\r\n--" + boundary.encode("latin-1")
        self._body = request.stream()
        self._held = bytearray(b"\r\n")  # so that the first delimiter looks like every other

    async def files(self) -> AsyncIterator[tuple[str, AsyncIterator[bytes]]]:
        """(file name, bytes) of each file that was chosen; raises FormUnreadable."""
        async for _preamble in self._content():
            pass
        for _ in range(MOST_PARTS):
            if await self._last():
                return
            name, content = await self._file_name(), self._content()
            if name:
                yield name, content
            async for _rest in content:  # a field without a file, or the end of one nobody read
                pass
        raise FormUnreadable()

    async def _last(self) -> bool:
        """What follows a delimiter: two hyphens after the last part, a line end before the next."""
        while len(self._held) < 2:
            await self._more()
        mark = bytes(self._held[:2])
        del self._held[:2]
        if mark not in (b"--", b"\r\n"):
            raise FormUnreadable()
        return mark == b"--"

    async def _file_name(self) -> str:
        """The file's name without folders; empty for a field that is no file."""
        while (end := self._held.find(b"\r\n\r\n")) < 0:
            if len(self._held) > LONGEST_HEADERS:
                raise FormUnreadable()
            await self._more()
        lines = bytes(self._held[:end]).decode(errors="replace").split("\r\n")
        del self._held[: end + 4]
        for line in lines:
            name, _, value = line.partition(":")
            if name.lower() == "content-disposition":
                return str(_header(value, "content-disposition").get_filename("")).replace("\\", "/").rpartition("/")[2]
        return ""

    async def _content(self) -> AsyncIterator[bytes]:
        """Bytes up to the next delimiter, which is taken away."""
        while (end := self._held.find(self._delimiter)) < 0:
            sure = len(self._held) - len(self._delimiter)
            if sure > 0:
                yield bytes(self._held[:sure])
                del self._held[:sure]
            await self._more()
        if end:
            yield bytes(self._held[:end])
        del self._held[: end + len(self._delimiter)]

    async def _more(self) -> None:
        try:
            self._held += await anext(self._body)
        except StopAsyncIteration as reason:
            raise FormUnreadable() from reason


def _header(value: str, name: str = "content-type") -> Message:
    message = Message()
    message[name] = value.replace("\r", " ").replace("\n", " ")
    return message
