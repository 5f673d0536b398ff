"""Sends a checkpoint to a witness over HTTP and reads its short answer."""

import httpx

PATIENCE = 8.0  # seconds
LARGEST_ANSWER = 16 * 1024  # bytes


async def post_checkpoint(url: str, text: str) -> tuple[int, str]:
    """The status number and text of the answer; raises OSError when there is none, or too much of one."""
    try:
        async with (
            httpx.AsyncClient(timeout=PATIENCE, follow_redirects=False, trust_env=False) as client,
            client.stream("POST", url, content=text.encode(), headers={"content-type": "text/plain"}) as answer,
        ):
            taken = b""
            async for piece in answer.aiter_raw():
                taken += piece
                if len(taken) > LARGEST_ANSWER:
                    raise OSError("the witness answers too much")
            return answer.status_code, taken.decode(errors="replace")
    except (httpx.HTTPError, httpx.InvalidURL) as reason:
        raise OSError("the witness does not answer") from reason
