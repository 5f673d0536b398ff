"""Who may see a case and by what, and whom somebody acts for: the rows behind those pages."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, or_
from sqlmodel import col, select

from app.auth.models import Person
from app.cases.models import Case, CounselNotice, DocketEntry, Grant, Part, Seal, SealName, StandIn
from app.cases.queries.actors import live
from app.cases.rules import COUNSEL, FROM_PARTS, TABLE
from app.cases.terms import Act, Level, NoticeState, Relation, StandInKind
from app.db.database import Reader
from app.documents.models import Document
from app.kernel.protected import Protected

Notice = CounselNotice
SealRow = Seal
StandInRow = StandIn


@dataclass(frozen=True, slots=True)
class Access:
    """One relation somebody has to a case now. `up_to`: what they read in it; `row_id`: the part, grant or name."""

    row_id: UUID
    person_id: UUID
    relation: Relation
    since: datetime
    until: datetime | None
    up_to: Level | None
    granted_by: UUID | None
    order_ref: str | None
    purpose: str = ""
    document_id: UUID | None = None
    thing_id: UUID | None = None
    for_person_id: UUID | None = None
    suspended: bool = False
    source: str = "part"  # part, grant, name, stand_in
    acts_as: StandInKind | None = None


async def access_to(reader: Reader, case_id: UUID) -> list[Access]:
    """Every relation that counts in a case now, suspended counsel too: parts, grants, names, who acts for whom."""
    parts = await reader.all(_of(Part, case_id, reader.at).order_by(col(Part.since), col(Part.id)))
    grants = await reader.all(_of(Grant, case_id, reader.at).order_by(col(Grant.id)))
    names = await reader.all(_of(SealName, case_id, reader.at).order_by(col(SealName.id)))
    played = [_of_part(row) for row in parts if row.role in _KNOWN]
    return [
        *played,
        *await _acting(reader, case_id, played),
        *(_of_grant(row) for row in grants),
        *(_of_name(row) for row in names),
    ]


async def notices_waiting(reader: Reader, case_id: UUID) -> list[CounselNotice]:
    """What counsel told the court about a case and nobody has decided, the oldest first."""
    rows = select(CounselNotice).where(
        CounselNotice.case_id == case_id, CounselNotice.state == NoticeState.waiting.value
    )
    return await reader.all(rows.order_by(col(CounselNotice.id)))


async def notices_of(reader: Reader, person_id: UUID) -> list[CounselNotice]:
    """What somebody told courts about representing people, the latest first."""
    rows = select(CounselNotice).where(CounselNotice.person_id == person_id)
    return await reader.all(rows.order_by(col(CounselNotice.id).desc()))


async def seals_on(reader: Reader, case_id: UUID) -> list[Seal]:
    """The seals that stand in a case, the oldest first."""
    rows = select(Seal).where(Seal.case_id == case_id, col(Seal.until).is_(None))
    return await reader.all(rows.order_by(col(Seal.since), col(Seal.id)))


async def stand_ins_of(reader: Reader, person_id: UUID) -> list[StandIn]:
    """Those who act or will act for a person, and those they act for, in the order given."""
    mine = or_(col(StandIn.for_person_id) == person_id, col(StandIn.by_person_id) == person_id)
    rows = select(StandIn).where(mine, or_(col(StandIn.until).is_(None), col(StandIn.until) > reader.at))
    return await reader.all(rows.order_by(col(StandIn.id)))


async def relations_of(reader: Reader, person_id: UUID) -> list[tuple[Access, Case]]:
    """Every relation of one person to cases now, with the case, the newest case first."""
    async with reader.beyond_the_wall():  # where they are suspended, or a seal is stricter, they are told so too
        return await _relations_of(reader, person_id)


async def _relations_of(reader: Reader, person_id: UUID) -> list[tuple[Access, Case]]:
    found: list[tuple[Access, Case]] = []
    parts = select(Part, Case).join(Case, col(Case.id) == col(Part.case_id))
    for part, case in await reader.rows(parts.where(Part.person_id == person_id, *live(Part, reader.at))):
        if part.role in _KNOWN:
            found.append((_of_part(part), case))
    grants = select(Grant, Case).join(Case, col(Case.id) == col(Grant.case_id))
    for grant, case in await reader.rows(grants.where(Grant.person_id == person_id, *live(Grant, reader.at))):
        found.append((_of_grant(grant), case))
    return sorted(found, key=lambda one: (one[1].opened_at, one[1].number), reverse=True)


async def numbers_of_entries(reader: Reader, ids: Collection[UUID]) -> dict[UUID, int | None]:
    """The numbers of entries, and for a document that of the entry it is in, by id."""
    entries = select(DocketEntry.id, DocketEntry.number).where(col(DocketEntry.id).in_(ids))
    documents = select(Document.id, DocketEntry.number).join(DocketEntry, col(DocketEntry.id) == col(Document.entry_id))
    rows = [*await reader.rows(entries), *await reader.rows(documents.where(col(Document.id).in_(ids)))]
    return dict(rows)


async def names_by_id(reader: Reader, ids: Collection[UUID]) -> dict[UUID, Protected[str]]:
    """The names of people, closed, by id."""
    rows = await reader.all(select(Person).where(col(Person.id).in_(ids)))
    return {row.id: row.name for row in rows}


def reads_up_to(relation: Relation) -> Level | None:
    """The strictest level at which a relation reads what others filed; None where it reads nothing."""
    rule = TABLE[relation].get(Act.read)
    return rule.up_to if rule else None


_KNOWN = frozenset(relation.value for relation in FROM_PARTS)


def _of(model: Any, case_id: UUID, at: datetime) -> Select[Any]:
    return select(model).where(model.case_id == case_id, *live(model, at))


async def _acting(reader: Reader, case_id: UUID, played: Collection[Access]) -> list[Access]:
    """Colleagues and assistants of those who have a part, unless they have or had one themselves."""
    own = set(await reader.all(select(Part.person_id).where(Part.case_id == case_id)))
    by_person = {one.person_id: one for one in played if not one.suspended}
    rows = select(StandIn).where(col(StandIn.for_person_id).in_(by_person), *live(StandIn, reader.at))
    return [
        replace(
            by_person[row.for_person_id],
            row_id=row.id,
            person_id=row.by_person_id,
            since=row.since,
            until=row.until,
            granted_by=row.for_person_id,
            order_ref=None,
            purpose=row.reason,
            for_person_id=row.for_person_id,
            source="stand_in",
            acts_as=StandInKind(row.kind),
        )
        for row in await reader.all(rows.order_by(col(StandIn.id)))
        if row.case_id in (None, case_id) and row.by_person_id not in own and _counts(row, by_person)
    ]


def _counts(row: StandIn, by_person: Mapping[UUID, Access]) -> bool:
    return row.kind != StandInKind.assistant or by_person[row.for_person_id].relation in COUNSEL


def _of_part(row: Part) -> Access:
    return _from_row(row, Relation(row.role), suspended=row.suspended_at is not None)


def _of_grant(row: Grant) -> Access:
    return _from_row(row, Relation(row.kind), purpose=row.purpose, document_id=row.document_id, source="grant")


def _from_row(row: Part | Grant, relation: Relation, **more: Any) -> Access:
    return Access(
        row.id,
        row.person_id,
        relation,
        row.since,
        row.until,
        reads_up_to(relation),
        row.granted_by,
        row.order_ref,
        for_person_id=row.for_person_id,
        **more,
    )


def _of_name(row: SealName) -> Access:
    return Access(
        row.id,
        row.person_id,
        Relation.named,
        row.since,
        row.until,
        Level.named,
        row.named_by,
        row.order_ref,
        thing_id=row.thing_id,
        source="name",
    )
