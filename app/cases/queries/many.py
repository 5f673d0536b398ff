"""The people of many cases at once, for lists that name somebody in each line: four statements, however many lines."""

from collections.abc import Sequence
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.cases.models import Case, Part
from app.cases.queries.people import CasePeople, as_persons, case_rulings, present
from app.db.database import Reader
from app.protection.models import ProtectionOrder


async def people_for_the_public(reader: Reader, cases: Sequence[Case]) -> dict[UUID, CasePeople]:
    """Everybody with a present part in these cases, and what binds there, by case; to be read as the public alone."""
    ids = [case.id for case in cases]
    parts = await reader.all(select(Part).where(col(Part.case_id).in_(ids)).order_by(col(Part.since), col(Part.id)))
    named = select(Person).where(col(Person.id).in_({part.person_id for part in parts}))
    names = {row.id: row.name for row in await reader.all(named)}
    asked = select(ProtectionOrder).where(col(ProtectionOrder.case_id).in_(ids))
    orders = await reader.all(asked.order_by(col(ProtectionOrder.requested_at), col(ProtectionOrder.id)))
    found = {}
    for case in cases:
        here = present([part for part in parts if part.case_id == case.id], reader.at)
        found[case.id] = CasePeople(
            case=case,
            people=as_persons(here),
            names=names,
            pseudonyms={part.person_id: part.pseudonym for part in here if part.pseudonym},
            rulings=case_rulings(case, here, [order for order in orders if order.case_id == case.id]),
        )
    return found
