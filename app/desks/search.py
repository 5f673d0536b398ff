"""The search box: what one reader finds, whichever way they wrote it.

Whatever else can be looked for joins with a finder of its own in `FINDERS`. A finder gives cases, filtered in its own
query by what this reader may know, and does the same work whether or not there is something they may not.
"""

from collections.abc import Awaitable, Callable

from app.auth.views import Principal
from app.cases.queries.finding import Search, begin_search, by_day, by_number, in_dockets
from app.cases.queries.search import MOST
from app.cases.views import CaseHit, Found
from app.db.database import Reader

Finder = Callable[[Search], Awaitable[list[CaseHit]]]
FINDERS: tuple[Finder, ...] = (by_number, by_day)


async def search(reader: Reader, principal: Principal, text: str) -> Found:
    """What this reader finds, each case once, for the first reason that leads to it."""
    looked_for = await begin_search(reader, principal, text)
    if not looked_for.sought.text:
        return Found(text="", day=None, cases=(), entries=(), more=False)
    cases: dict[object, CaseHit] = {}
    for finder in FINDERS:
        for hit in await finder(looked_for):
            cases.setdefault(hit.id, hit)
    entries = await in_dockets(looked_for)
    return Found(
        text=looked_for.sought.text,
        day=looked_for.sought.day,
        cases=tuple(cases.values())[:MOST],
        entries=tuple(entries),
        more=max(len(cases), len(entries)) >= MOST,
    )
