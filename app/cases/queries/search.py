"""One search: numbers, days and words of dockets, each filtered in the query by what the table of access lets one see.

Words and days are looked for on the reader's own desk: cases a part or a grant leads to, and a clerk's own court. A
case that anybody may know is found by its number alone. What one may not see is asked for like what is not there.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, column, func, literal_column, table
from sqlmodel import col, select

from app.auth.terms import Desk
from app.cases.models import Case, CaseAlias, DocketEntry, DocketWords
from app.cases.queries.conditions import any_of
from app.cases.queries.scope import Scope
from app.cases.queries.words import FTS
from app.cases.rules import Actor
from app.cases.rules.searching import Sought, fold_number
from app.cases.terms import Act
from app.db.database import Reader

MOST = 50
Between = tuple[datetime, datetime]
Row = tuple[DocketEntry, Case]
Statement = Any  # a SELECT of entries with their cases
_FTS = table(FTS, column("rowid"))
_MATCHES = literal_column(FTS).op("MATCH")
_SIMPLE: ColumnElement[str] = literal_column("'simple'")


async def cases_numbered(reader: Reader, scope: Scope, numbers: Sequence[str]) -> list[Case]:
    """The cases with one of these numbers, those that anybody may know too."""
    wanted = select(Case).where(col(Case.number).in_(numbers), scope.cases(Act.know))
    return await reader.all(wanted.order_by(col(Case.opened_at).desc()).params(scope.values).limit(MOST))


async def cases_once_numbered(reader: Reader, scope: Scope, number: str) -> list[tuple[Case, str]]:
    """The cases that had this number before, with the number as it was written."""
    wanted = select(Case, CaseAlias.number).join(CaseAlias, col(CaseAlias.case_id) == col(Case.id))
    wanted = wanted.where(CaseAlias.folded == fold_number(number), scope.cases(Act.know))
    return [(case, written) for case, written in await reader.rows(wanted.params(scope.values).limit(MOST))]


async def cases_opened(reader: Reader, scope: Scope, day: Between) -> list[Case]:
    """The cases on the reader's desk that were opened in this time, the newest first."""
    found: dict[UUID, Case] = {}
    for way in scope.ways(Act.know):
        wanted = select(Case).where(way, col(Case.opened_at) >= day[0], col(Case.opened_at) < day[1])
        newest = wanted.order_by(col(Case.opened_at).desc(), col(Case.id).desc()).limit(MOST)
        found |= {case.id: case for case in await reader.all(newest.params(scope.values))}
    return sorted(found.values(), key=lambda case: (case.opened_at, case.id), reverse=True)[:MOST]


async def entries_on(reader: Reader, actor: Actor, scope: Scope, day: Between) -> list[Row]:
    """The entries on the reader's desk that came in, or were made, in this time."""
    within = (col(DocketWords.at) >= day[0], col(DocketWords.at) < day[1])
    ways = [_words().where(scope.by_rows(), *within)]
    if courts := _courts(actor):
        ways.append(_words().where(scope.by_desk(), col(DocketWords.court_id).in_(courts), *within))
    return await _entries(reader, scope, ways)


async def entries_with(reader: Reader, actor: Actor, scope: Scope, sought: Sought) -> list[Row]:
    """The entries on the reader's desk with these words in their title."""
    if not sought.words:
        return []
    by_index = _with_in_postgres if reader.on_postgres else _with_in_sqlite
    mine, court = by_index(sought, _courts(actor))
    ways = [_words().where(scope.by_rows(), mine)]
    if court is not None:
        ways.append(court.where(scope.by_desk()))
    return await _entries(reader, scope, ways)


def _with_in_postgres(sought: Sought, courts: Sequence[UUID]) -> tuple[ColumnElement[bool], Statement | None]:
    asked = " <-> ".join(sought.words) if sought.phrase else " & ".join(sought.words) + ":*"
    vector = func.to_tsvector(_SIMPLE, col(DocketWords.words))
    found = select(func.wall_search(asked, MOST).label("id")).subquery()
    court = _words().where(col(DocketWords.entry_id).in_(select(found.c.id))) if courts else None
    return vector.op("@@")(func.to_tsquery(_SIMPLE, asked)), court


def _with_in_sqlite(sought: Sought, courts: Sequence[UUID]) -> tuple[ColumnElement[bool], Statement | None]:
    """Folded words are letters and digits and nothing else: they cannot mean anything to FTS5."""
    every = " AND ".join(f'words : "{word}"' for word in sought.words) + "*"
    asked = f'words : "{" ".join(sought.words)}"' if sought.phrase else every
    mine = any_of(_FTS)(_MATCHES(asked), _FTS.c.rowid == col(DocketWords.id))
    if not courts:
        return mine, None
    there = " OR ".join(f'court_id : "{one.hex}"' for one in courts)
    court = _words().join(_FTS, _FTS.c.rowid == col(DocketWords.id)).where(_MATCHES(f"({there}) AND {asked}"))
    return mine, court.order_by(None).order_by(_FTS.c.rowid.desc())


def _words() -> Statement:
    """Entries by their words, the newest first."""
    found: Statement = select(DocketEntry, Case).select_from(DocketWords)
    found = found.join(DocketEntry, col(DocketEntry.id) == col(DocketWords.entry_id))
    found = found.join(Case, col(Case.id) == col(DocketWords.case_id))
    return found.order_by(col(DocketWords.id).desc()).limit(MOST)


async def _entries(reader: Reader, scope: Scope, ways: Sequence[Statement]) -> list[Row]:
    """The newest entries of all ways that this reader may read, each once."""
    found: dict[UUID, Row] = {}
    for way in ways:
        for entry, case in await reader.rows(way.where(scope.entries(Act.read)).params(scope.values)):
            found[entry.id] = (entry, case)
    return sorted(found.values(), key=lambda row: (row[0].entered_at, row[0].id), reverse=True)[:MOST]


def _courts(actor: Actor) -> list[UUID]:
    """The courts at which whoever asks is a clerk, or acts for one."""
    stands = (actor.me, *actor.others)
    return sorted({one.court_id for one in stands if one.desk is Desk.clerk and one.court_id is not None})
