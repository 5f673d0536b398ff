"""Who may be one person: proposals and merges as a clerk may know of them, and what is for the registrar alone."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, or_
from sqlalchemy.orm import aliased
from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors.people import LikenessNotFound, MergeNotFound, OnlyTheRegistrarMatches
from app.cases.models import Case, Court, Likeness, Part, PersonLink
from app.cases.queries.actors import actor_of
from app.cases.queries.conditions import Column
from app.cases.queries.scope import Scope, visible_to
from app.cases.queries.seen import require_clerk, seen_people
from app.cases.terms import Act, Level
from app.cases.views import AlikeView, MatchView, MergeView, SeenPersonView
from app.db.database import Reader
from app.protection.labels import merge_reason_for
from app.protection.models import ProtectionOrder
from app.protection.terms import COMPLAINANTS, Role

PAGE, TURNS = 50, 20
Translate = Callable[[str], str]
_BEHIND = (Level.named.value, Level.judge.value)
_GUARDED = tuple(sorted(role.value for role in COMPLAINANTS | {Role.WITNESS}))


async def alike(
    reader: Reader, principal: Principal, translate: Translate = str, case_id: UUID | None = None
) -> list[AlikeView]:
    """Proposals about people both of whom the reader knows by name, the likest first; in one case or all."""
    require_clerk(principal)
    scope = visible_to(await actor_of(reader, principal))
    known = (_known(scope, col(Likeness.one_id)), _known(scope, col(Likeness.other_id)))
    wanted = select(Likeness).where(col(Likeness.apart_at).is_(None), *known)
    if case_id is not None:
        here = select(Part.person_id).where(Part.case_id == case_id)
        wanted = wanted.where(or_(col(Likeness.one_id).in_(here), col(Likeness.other_id).in_(here)))
    ordered = wanted.order_by(col(Likeness.score).desc(), col(Likeness.id)).params(scope.values)
    found: list[AlikeView] = []
    for turn in range(TURNS):  # what is withheld leaves no gap that shows
        rows: list[Likeness] = await reader.all(ordered.limit(PAGE).offset(turn * PAGE))
        found += await _shown(reader, principal, rows, translate)
        if len(rows) < PAGE or len(found) >= PAGE:
            break
    return found[:PAGE]


async def one_alike(reader: Reader, principal: Principal, likeness_id: UUID, translate: Translate = str) -> AlikeView:
    """One proposal. Raises OnlyClerksMerge, LikenessNotFound."""
    require_clerk(principal)
    row = await reader.get(Likeness, likeness_id)
    shown = await _shown(reader, principal, [row], translate) if row else []
    if not shown:
        raise LikenessNotFound()
    return shown[0]


async def _shown(reader: Reader, principal: Principal, rows: list[Likeness], translate: Translate) -> list[AlikeView]:
    """Those of two who are not one already and whose names the reader reads."""
    ends = {end for row in rows for end in (row.one_id, row.other_id)}
    seen = await seen_people(reader, principal, ends, Act.merge_people, translate)
    merged = await _live_pairs(reader, rows)
    return [
        AlikeView(id=row.id, score=row.score, one=seen[row.one_id], other=seen[row.other_id])
        for row in rows
        if row.one_id in seen and row.other_id in seen and frozenset((row.one_id, row.other_id)) not in merged
    ]


async def merges(reader: Reader, principal: Principal, translate: Translate = str) -> list[MergeView]:
    """Who is or was taken for one, the latest first: where the reader reads both names, or merged them."""
    require_clerk(principal)
    scope = visible_to(await actor_of(reader, principal))
    both = _known(scope, col(PersonLink.one_id)) & _known(scope, col(PersonLink.other_id))
    wanted = select(PersonLink).where(or_(col(PersonLink.made_by) == principal.person_id, both))
    rows = await reader.all(wanted.order_by(col(PersonLink.id).desc()).limit(PAGE).params(scope.values))
    ends = {end for row in rows for end in (row.one_id, row.other_id)}
    seen = await seen_people(reader, principal, ends, Act.merge_people, translate)
    views = []
    for row in rows:
        reads = row.one_id in seen and row.other_id in seen
        if reads or row.made_by == principal.person_id:
            views.append(_merge(row, reads, seen))
    return views


async def merge_to_end(reader: Reader, principal: Principal, link_id: UUID) -> PersonLink:
    """A merge that the reader may take back: one they made, or of two whose names they read. Raises MergeNotFound."""
    require_clerk(principal)
    link = await reader.get(PersonLink, link_id)
    if link is None:
        raise MergeNotFound()
    seen = await seen_people(reader, principal, {link.one_id, link.other_id}, Act.merge_people)
    if link.made_by != principal.person_id and len(seen) < 2:
        raise MergeNotFound()
    return link


async def matches(reader: Reader, principal: Principal, likeness_id: UUID | None = None) -> list[MatchView]:
    """Cases with people alike whom no clerk may see together; of one pair, or all. Raises OnlyTheRegistrarMatches."""
    if principal.desk is not Desk.registrar:
        raise OnlyTheRegistrarMatches()
    wanted = _hidden_from_clerks().where(col(Likeness.told_at).is_(None), col(Likeness.apart_at).is_(None))
    if likeness_id is not None:
        wanted = wanted.where(col(Likeness.id) == likeness_id)
    async with reader.beyond_the_wall():  # the registrar sees the number of every case, and no name
        rows = await reader.rows(wanted.order_by(col(Likeness.id).desc()).limit(PAGE))
    courts = {court.id: court.name for court in await reader.all(select(Court))}
    return [
        MatchView(
            id=row.id,
            score=row.score,
            number=here.number,
            court=courts[here.court_id],
            other_number=there.number,
            other_court=courts[there.court_id],
            found_at=row.found_at,
        )
        for row, here, there in rows
    ]


def _hidden_from_clerks() -> Select[*tuple[Any, ...]]:
    """Pairs with a case of each, where the two cases, or what guards the people, keep every clerk from both."""
    part, other, case, another = aliased(Part), aliased(Part), aliased(Case), aliased(Case)
    hidden = or_(
        col(case.court_id) != col(another.court_id),
        col(case.level).in_(_BEHIND),
        col(another.level).in_(_BEHIND),
        col(part.role).in_(_GUARDED),
        col(other.role).in_(_GUARDED),
        col(Likeness.one_id).in_(select(ProtectionOrder.person_id)),
        col(Likeness.other_id).in_(select(ProtectionOrder.person_id)),
    )
    return (
        select(Likeness, case, another)
        .join(part, col(part.person_id) == col(Likeness.one_id))
        .join(other, col(other.person_id) == col(Likeness.other_id))
        .join(case, col(case.id) == col(part.case_id))
        .join(another, col(another.id) == col(other.case_id))
        .where(col(case.id) != col(another.id), hidden)
    )


def _known(scope: Scope, person_id: Column) -> ColumnElement[bool]:
    """Whether somebody plays a part in a case in which the reader may merge."""
    part = aliased(Part)
    return (
        select(part.id)
        .where(col(part.person_id) == person_id, scope.inside(col(part.case_id), Act.merge_people))
        .exists()
    )


async def _live_pairs(reader: Reader, rows: list[Likeness]) -> set[frozenset[UUID]]:
    ends = {row.one_id for row in rows}
    wanted = select(PersonLink).where(
        col(PersonLink.until).is_(None), or_(col(PersonLink.one_id).in_(ends), col(PersonLink.other_id).in_(ends))
    )
    return {frozenset((row.one_id, row.other_id)) for row in await reader.all(wanted)}


def _merge(row: PersonLink, reads: bool, seen: dict[UUID, tuple[SeenPersonView, ...]]) -> MergeView:
    return MergeView(
        id=row.id,
        since=row.since,
        until=row.until,
        reason=merge_reason_for(reads, row.reason),
        ended_because=merge_reason_for(reads, row.ended_because),
        one=seen[row.one_id] if reads else (),
        other=seen[row.other_id] if reads else (),
    )
