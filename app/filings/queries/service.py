"""Whom a filing concerns: who is served with it, who would read it, how each was served."""

from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account
from app.cases.models import Case, Part
from app.cases.queries import parts_of
from app.cases.rules import Standing
from app.db.database import Reader
from app.filings.models import ServiceRecord
from app.filings.rules.audience import Reads, readers
from app.filings.rules.service import ToServe


async def to_serve(reader: Reader, case_id: UUID) -> list[ToServe]:
    """Everybody who has a part in the case now, as the rule of service sees them."""
    parts = [part for part in await parts_of(reader, case_id) if part.until is None]
    people = _standings(parts)
    accounts = select(Account.person_id).where(
        col(Account.person_id).in_([person.person_id for person in people]), col(Account.disabled_at).is_(None)
    )
    online = set(await reader.all(accounts))
    represented = {part.for_person_id for part in parts if part.role.endswith("_counsel")}
    return [
        ToServe(person, online=person.person_id in online, represented=person.person_id in represented)
        for person in people
    ]


async def audience_of(reader: Reader, case: Case, filer_id: UUID) -> list[Reads]:
    """Who would read a filing in this case at each level."""
    parts = [part for part in await parts_of(reader, case.id) if part.until is None]
    return readers(_standings(parts), case.level, filer_id)


async def service_of(reader: Reader, filing_id: UUID) -> list[ServiceRecord]:
    """How each party was served, in the order of the parts."""
    return await reader.all(
        select(ServiceRecord).where(ServiceRecord.filing_id == filing_id).order_by(col(ServiceRecord.id))
    )


def _standings(parts: list[Part]) -> list[Standing]:
    roles: dict[UUID, set[str]] = {}
    for part in parts:
        roles.setdefault(part.person_id, set()).add(part.role)
    return [Standing(person_id, frozenset(played)) for person_id, played in roles.items()]
