"""The search box: what one reader finds, whichever way they wrote it.

Whatever else can be looked for joins with a finder of its own in `FINDERS`. A finder gives cases, filtered in its own
query by what this reader may know, and does the same work whether or not there is something they may not.
"""

from collections.abc import Awaitable, Callable
from uuid import UUID

from app.auth.views import Principal
from app.cases.errors.people import OnlyOfficesFindPeople
from app.cases.queries.finding import Search, begin_search, by_day, by_number, in_dockets
from app.cases.queries.search import MOST
from app.cases.queries.seen import find_people
from app.cases.views import CaseHit, Found, FoundPersonView
from app.db.database import Reader
from app.keys.port import IdentityCipher
from app.paper.errors import ExhibitNotFound
from app.paper.queries.exhibits import exhibit_by_code


class Everything(Found):
    """What the one box finds. `people`: for those who look people up; `exhibit_id`: the thing with this label."""

    people: tuple[FoundPersonView, ...] = ()
    exhibit_id: UUID | None = None


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


async def everything(
    reader: Reader, principal: Principal, text: str, index: IdentityCipher, translate: Callable[[str], str] = str
) -> Everything:
    """The same with people by name, in any letters, and a thing by what its label says."""
    found = await search(reader, principal, text)
    return Everything(
        **dict(found),
        people=await _people(reader, principal, found, index, translate),
        exhibit_id=await _exhibit(reader, principal, found.text),
    )


async def _people(
    reader: Reader, principal: Principal, found: Found, index: IdentityCipher, translate: Callable[[str], str]
) -> tuple[FoundPersonView, ...]:
    if not found.text or found.day is not None:
        return ()
    try:
        return tuple((await find_people(reader, principal, found.text, index, translate)).people)
    except OnlyOfficesFindPeople:
        return ()


async def _exhibit(reader: Reader, principal: Principal, text: str) -> UUID | None:
    try:
        return await exhibit_by_code(reader, text, principal)
    except ExhibitNotFound:
        return None
