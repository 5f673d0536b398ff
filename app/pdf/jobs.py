"""The functions the sandbox may run on a PDF. Each takes bytes and JSON, and gives JSON and bytes."""

from typing import Any

from app.pdf import binding, checks, cleaning, rendering, stamping
from app.pdf.samples import samples
from app.pdf.structure import limit_decoding

Answer = tuple[Any, bytes]


def check(data: bytes, args: dict[str, Any]) -> Answer:
    return checks.check(data, args["terms"]).to_json(), b""


def clean(data: bytes, args: dict[str, Any]) -> Answer:
    if cleaning.is_signed(data):
        return {"signed": True}, b""
    return {"signed": False}, cleaning.clean(data)


def stamp(data: bytes, args: dict[str, Any]) -> Answer:
    return None, stamping.stamp(data, args["line"])


def render(data: bytes, args: dict[str, Any]) -> Answer:
    picture = rendering.render(data, args["page"], args["width"])
    return {"pages": rendering.page_count(data), "found": picture is not None}, picture or b""


def text(data: bytes, args: dict[str, Any]) -> Answer:
    found = rendering.text_of(data, args["page"])
    return {"pages": rendering.page_count(data), "found": found is not None}, (found or "").encode()


def bind(data: bytes, args: dict[str, Any]) -> Answer:
    """`args["parts"]`: title and length of each, in the order in which they stand in `data`."""
    parts, start = [], 0
    for title, length in args["parts"]:
        parts.append((title, data[start : start + length]))
        start += length
    whole, left_out = binding.bind(parts)
    return {"left_out": left_out}, whole


JOBS = (check, clean, stamp, render, text, bind)


def warm() -> None:
    """Do everything once: what a library loads at its first use cannot be loaded in a confined worker."""
    limit_decoding()
    for page in samples():
        for job, args in (
            (check, {"terms": ["Nobody Here"]}),
            (clean, {}),
            (stamp, {"line": "{page} · {pages} й"}),
            (render, {"page": 1, "width": 64}),
            (text, {"page": 1}),
            (bind, {"parts": [["1", len(page)]]}),
        ):
            job(page, args)
