"""Whom judges are related to: their own list, and which of them a draw has to leave out."""

from collections.abc import Iterable
from typing import Protocol
from uuid import UUID

from sqlmodel import col, select

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import OnlyJudgesDeclare
from app.cases.models.opening import JudgeRelation
from app.cases.queries.register import people_of
from app.cases.rules.searching import fold
from app.cases.views import RelationView
from app.db.database import Reader
from app.protection.labels import names_to_guard, own_words


class Index(Protocol):
    """Finds a text without keeping it."""

    def blind_index(self, text: str) -> bytes: ...


def name_key(index: Index, name: str) -> bytes:
    """What a name is compared by: its words in any order, however they are written."""
    return index.blind_index("name:" + " ".join(sorted(fold(name).split())))


async def related_judges(reader: Reader, case_id: UUID, index: Index) -> set[UUID]:
    """The judges who declared a relation to somebody with a name that somebody in this case bears."""
    people = await people_of(reader, case_id)
    keys = [name_key(index, name) for name in names_to_guard(person.name for person in people.values())]
    wanted = select(JudgeRelation.judge_id).where(
        col(JudgeRelation.name_index).in_(keys), col(JudgeRelation.until).is_(None)
    )
    return set(await reader.all(wanted))


async def own_relations(reader: Reader, principal: Principal) -> list[RelationView]:
    """What this judge declared and did not take back. Raises OnlyJudgesDeclare."""
    if principal.desk is not Desk.judge:
        raise OnlyJudgesDeclare()
    wanted = select(JudgeRelation).where(
        JudgeRelation.judge_id == principal.person_id, col(JudgeRelation.until).is_(None)
    )
    rows: Iterable[JudgeRelation] = await reader.all(wanted.order_by(col(JudgeRelation.since)))
    return [RelationView(id=row.id, name=own_words(row.name), since=row.since) for row in rows]
