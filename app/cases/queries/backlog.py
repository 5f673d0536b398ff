"""The courts of an installation in numbers, for those who see of every case that it is there and nothing it says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from uuid import UUID

from sqlalchemy import ColumnElement, case, func
from sqlmodel import col, select

from app.auth.models import Account
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import OnlyRegistrars
from app.cases.models import Case
from app.cases.models.opening import CaseType
from app.cases.queries.actors import actor_of
from app.cases.queries.courts import court_files
from app.cases.rules import may
from app.cases.terms import Act
from app.cases.views import CourtCount, KindCount
from app.db.database import Reader
from app.kernel.zones import local, zone

_AGES = {"over_six_months": timedelta(days=182), "over_a_year": timedelta(days=365), "over_two_years": timedelta(730)}


async def courts_in_numbers(reader: Reader, principal: Principal) -> list[CourtCount]:
    """Every court by name, with its cases by kind. Raises OnlyRegistrars.

    Whoever may see the metadata of every case is asked once, not case by case: what is read here is counted.
    """
    if not may(await actor_of(reader, principal), Act.see_metadata):
        raise OnlyRegistrars()
    judges = await _judges(reader)
    async with reader.beyond_the_wall():
        counted = {one.id: await _kinds(reader, one.id, one.zone) for one in await court_files(reader)}
    return [
        CourtCount(
            court_id=one.id,
            court=one.name,
            zone=one.zone,
            language=one.language,
            judges=judges.get(one.id, 0),
            cases=sum(kind.cases for kind in counted[one.id]),
            kinds=tuple(counted[one.id]),
        )
        for one in await court_files(reader)
    ]


async def _kinds(reader: Reader, court_id: UUID, zone_name: str) -> list[KindCount]:
    year = datetime(local(reader.at, zone_name).year, 1, 1, tzinfo=zone(zone_name)).astimezone(UTC)
    names = dict(await reader.rows(select(CaseType.id, CaseType.name).where(CaseType.court_id == court_id)))
    ages = [_of(col(Case.opened_at) < reader.at - age) for age in _AGES.values()]
    wanted = select(Case.type_id, Case.matter, func.count(), _of(col(Case.opened_at) >= year), *ages)
    rows = await reader.rows(wanted.where(Case.court_id == court_id).group_by(col(Case.type_id), col(Case.matter)))
    found = [
        KindCount(
            kind=names.get(type_id, ""),
            matter=matter,
            cases=cases,
            this_year=this_year,
            **dict(zip(_AGES, older, strict=True)),
        )
        for type_id, matter, cases, this_year, *older in rows
    ]
    return sorted(found, key=lambda one: (one.matter, one.kind))


def _of(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.sum(case((condition, 1), else_=0))


async def _judges(reader: Reader) -> Mapping[UUID, int]:
    working = select(Account.court_id, func.count()).where(
        Account.desk == Desk.judge.value, col(Account.disabled_at).is_(None), col(Account.court_id).is_not(None)
    )
    return dict(await reader.rows(working.group_by(col(Account.court_id))))
