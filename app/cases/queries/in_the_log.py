"""What the log's readers need of the register: numbers of cases, and which parts people ever played in one."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.models import Case, Grant, Part
from app.cases.queries.actors import actor_of
from app.cases.rules import may
from app.cases.terms import Act, GrantKind
from app.db.database import Reader
from app.kernel.errors import Forbidden


async def require_auditor(reader: Reader, principal: Principal) -> None:
    """Only auditors search the log; raises Forbidden."""
    if not may(await actor_of(reader, principal), Act.read_log):
        raise Forbidden()


async def numbers_of(reader: Reader, case_ids: Collection[UUID]) -> dict[UUID, str]:
    """The numbers of these cases, and nothing else of them."""
    async with reader.beyond_the_wall():  # auditors enter no case
        return dict(await reader.rows(select(Case.id, Case.number).where(col(Case.id).in_(case_ids))))


async def id_of(reader: Reader, number: str) -> UUID | None:
    """The case with this number, None when there is none."""
    async with reader.beyond_the_wall():
        found: UUID | None = await reader.first(select(Case.id).where(Case.number == number))
    return found


async def roles_ever(reader: Reader, case_id: UUID) -> Mapping[UUID, frozenset[str]]:
    """Every part each person ever played in a case, ended ones too."""
    found: dict[UUID, frozenset[str]] = {}
    for person_id, role in await reader.rows(select(Part.person_id, Part.role).where(Part.case_id == case_id)):
        found[person_id] = found.get(person_id, frozenset()) | {role}
    return found


async def let_in_by_emergency(reader: Reader, case_id: UUID) -> frozenset[UUID]:
    """Officers whom emergency access ever let into a case."""
    officers = select(Grant.person_id).where(Grant.case_id == case_id, Grant.kind == GrantKind.break_glass.value)
    return frozenset(await reader.all(officers))


async def cases_of_person(reader: Reader, person_id: UUID) -> list[UUID]:
    """The cases in which somebody has or had a part of their own."""
    rows = await reader.all(select(Part.case_id).where(Part.person_id == person_id).order_by(col(Part.case_id)))
    return list(dict.fromkeys(rows))
