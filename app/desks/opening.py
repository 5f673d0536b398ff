"""Opening a case: what a clerk chooses from, how a case got its judges, and what an administrator sets for a court."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.queries import name_of
from app.auth.queries.accounts import admit
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import OnlyClerksOpenCases
from app.cases.queries import case_file, case_people, parts_of
from app.cases.queries.courts import court_of_administration
from app.cases.queries.fees import Price, opening_prices
from app.cases.queries.opening import (
    case_types,
    draw_views,
    judge_lists,
    judges_by_label,
    judges_of,
    numbering,
)
from app.cases.terms import Act
from app.cases.views import CaseTypeView, CaseView, DrawView, JudgeListView
from app.db.database import Reader
from app.protection.labels import holder_for
from app.protection.terms import Role

Translate = Callable[[str], str]


class JudgeView(BaseModel):
    """A judge with an account at the court, as an administrator reads them."""

    model_config = ConfigDict(frozen=True)
    person_id: UUID
    name: str


class CourtOpenings(BaseModel):
    """How a court opens cases. `example`: the first number of a kind of case, as it would be written this year."""

    model_config = ConfigDict(frozen=True)
    court_id: UUID
    court: str
    code: str
    text: str
    example: str
    kinds: list[CaseTypeView]
    lists: list[JudgeListView]
    judges: list[JudgeView]


@dataclass(frozen=True, slots=True)
class OpeningDesk:
    """What the form for a new case offers. `judges`: (id, label); `prices`: of each kind that costs something."""

    court: str
    zone: str
    kinds: list[CaseTypeView]
    judges: list[tuple[UUID, str]]
    prices: Mapping[UUID, Price]


@dataclass(frozen=True, slots=True)
class JudgesDesk:
    """The judges of a case now as (id, label), how they came to it, and whether the reader may have another drawn.

    `merges`: the reader may say who is one person.
    """

    case: CaseView
    now: list[tuple[UUID, str]]
    draws: list[DrawView]
    replaces: bool
    merges: bool


async def kinds(reader: Reader, principal: Principal) -> list[CaseTypeView]:
    """The kinds of case the reader's court takes. Raises OnlyClerksOpenCases."""
    return await case_types(reader, _court_of(principal))


async def to_open(reader: Reader, principal: Principal, at: datetime) -> OpeningDesk:
    """What a clerk needs to open a case. Raises OnlyClerksOpenCases."""
    court_id = _court_of(principal)
    court = await court_of_administration(reader, court_id)
    judges = await judges_by_label(reader, principal, court_id, at)
    kinds = await case_types(reader, court_id)
    prices = await opening_prices(reader, court_id, court.zone, {kind.series for kind in kinds}, at)
    by_kind = {kind.id: prices[kind.series] for kind in kinds if prices[kind.series].cents}
    return OpeningDesk(court.name, court.zone, kinds, judges, by_kind)


async def judges(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> JudgesDesk:
    """The judges of a case. Raises CaseNotFound for whoever may not see its people."""
    file = await case_file(reader, case_id, principal, Act.see_people)
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    sitting = [p.person_id for p in await parts_of(reader, case_id) if p.role == Role.JUDGE and p.until is None]
    return JudgesDesk(
        case=file.view(),
        now=[(one, people.label(viewer, one, at, translate).words) for one in sitting],
        draws=await draw_views(reader, file, people, principal, at, translate),
        replaces=file.may(Act.replace_judge),
        merges=file.may(Act.merge_people),
    )


async def of_court(reader: Reader, principal: Principal, court_id: UUID, at: datetime) -> CourtOpenings:
    """How a court opens cases. Raises OnlyAdministrators, CourtNotFound."""
    admit(principal)
    court, (code, form) = await court_of_administration(reader, court_id), await numbering(reader, court_id)
    rows = await case_types(reader, court_id)
    people = [
        JudgeView(person_id=one, name=holder_for(True, await name_of(reader, one)))
        for one in await judges_of(reader, court_id)
    ]
    return CourtOpenings(
        court_id=court_id,
        court=court.name,
        code=code,
        text=form.text,
        example=form.write(rows[0].series if rows else "CR", at.year, 1),
        kinds=rows,
        lists=await judge_lists(reader, court_id, at),
        judges=sorted(people, key=lambda one: one.name.casefold()),
    )


def _court_of(principal: Principal) -> UUID:
    if principal.desk is not Desk.clerk or principal.court_id is None:
        raise OnlyClerksOpenCases()
    return principal.court_id
