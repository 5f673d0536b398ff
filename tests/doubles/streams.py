"""Streams of bytes as they come over a network: in pieces, cut off, or without end."""

from collections.abc import AsyncIterator, Iterable


async def stream(data: bytes, piece: int = 50_000) -> AsyncIterator[bytes]:
    """`data` in pieces."""
    for at in range(0, len(data), piece):
        yield data[at : at + piece]


async def breaking(data: bytes) -> AsyncIterator[bytes]:
    """`data`, and then the line goes dead."""
    yield data
    raise ConnectionResetError


async def collected(pieces: AsyncIterator[bytes]) -> bytes:
    """All pieces together."""
    return b"".join([piece async for piece in pieces])


async def counted(pieces: Iterable[bytes], taken: list[int]) -> AsyncIterator[bytes]:
    """`pieces`, noting the length of each one that was taken."""
    for piece in pieces:
        taken.append(len(piece))
        yield piece
