"""The cases on somebody's desk, the newest first: all that serve for something, or page by page, searched."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, Uuid, literal, or_, tuple_, union_all
from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries.actors import actor_of
from app.cases.queries.scope import visible_to
from app.cases.terms import Act
from app.db.database import Reader
from app.db.types import UtcDateTime
from app.kernel.paging import BadCursor, from_cursor, to_cursor

PAGE = 50
_NEWEST = (col(Case.opened_at).desc(), col(Case.id).desc())


async def cases_of(
    reader: Reader, principal: Principal, act: Act = Act.know, *, among: Select[Any] | None = None
) -> list[Case]:
    """The cases on a person's desk in which they may do this, without what anybody may know.

    `among`: only those whose ids this statement gives.
    """
    scope = visible_to(await actor_of(reader, principal))
    wanted = select(Case).where(scope.desk(act)).order_by(*_NEWEST)
    if among is not None:
        wanted = wanted.where(col(Case.id).in_(among))
    return await reader.all(wanted.params(scope.values))


async def page_of_cases(
    reader: Reader, principal: Principal, search: str = "", after: str = ""
) -> tuple[list[Case], str | None]:
    """A page of them, with `search` in number or subject, and the cursor of the next one. Raises BadCursor.

    Each way in gives its own newest cases by its own index: a clerk's court, and what rows about the person lead to.
    """
    scope = visible_to(await actor_of(reader, principal))
    ways = [(way, *_found(search), *_after(after)) for way in scope.ways(Act.know)]
    if len(ways) > 1:
        first = (select(Case.id).where(*way).order_by(*_NEWEST).limit(PAGE + 1).subquery() for way in ways)
        ways = [(col(Case.id).in_(union_all(*(select(ids.c.id) for ids in first))),)]
    if not ways:
        return [], None
    wanted = select(Case).where(*ways[0]).order_by(*_NEWEST).limit(PAGE + 1)
    rows: list[Case] = await reader.all(wanted.params(scope.values))
    last = rows[PAGE - 1] if len(rows) > PAGE else None
    return rows[:PAGE], to_cursor(last.opened_at.isoformat(), str(last.id)) if last else None


def _found(search: str) -> list[ColumnElement[bool]]:
    """Databases compare letters beyond ASCII as they stand: those are looked for in each usual case."""
    text = " ".join(search.split())
    if not text:
        return []
    written = {text} if text.isascii() else {text, text.lower(), text.upper(), text.capitalize()}
    columns = (col(Case.number), col(Case.about))
    return [or_(*(column.icontains(one, autoescape=True) for column in columns for one in sorted(written)))]


def _after(cursor: str) -> list[ColumnElement[bool]]:
    if not cursor:
        return []
    opened_at, case_id = from_cursor(cursor, 2)
    try:
        opened, place = datetime.fromisoformat(str(opened_at)), UUID(str(case_id))
    except ValueError as reason:
        raise BadCursor() from reason
    if opened.tzinfo is None:
        raise BadCursor()
    here = tuple_(literal(opened, UtcDateTime()), literal(place, Uuid()))
    return [tuple_(col(Case.opened_at), col(Case.id)) < here]
