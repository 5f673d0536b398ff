"""The rulings that bind in a case, compiled from order rows and from what its profile brings by itself."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID, uuid5

from sqlmodel import col, select

from app.db.database import Reader
from app.protection.models import ProtectionOrder
from app.protection.rules.orders import BINDING, RULED
from app.protection.rules.presets import INTERIM, PRESETS
from app.protection.terms import OrderStage, Preset, Profile, ProtectedFrom, Restriction, Rulings


async def orders_of(reader: Reader, case_id: UUID) -> list[ProtectionOrder]:
    """Every order ever asked for or made in a case, oldest first."""
    statement = select(ProtectionOrder).where(ProtectionOrder.case_id == case_id)
    return await reader.all(statement.order_by(col(ProtectionOrder.requested_at), col(ProtectionOrder.id)))


async def rulings_of(
    reader: Reader, case_id: UUID, *, profile: Profile | None, complainants: Iterable[UUID], since: datetime
) -> Rulings:
    """What binds: orders in force, and interim measures for complainants nobody has ruled on yet.

    `since` is when the case was opened: interim measures bind from the first day.
    """
    orders = await orders_of(reader, case_id)
    in_force = [_restriction(order) for order in orders if OrderStage(order.status) in BINDING]
    ruled = {order.person_id for order in orders if OrderStage(order.status) in RULED}
    interim = [_interim(case_id, person_id, profile, since) for person_id in complainants if person_id not in ruled]
    return Rulings(tuple(in_force) + tuple(found for found in interim if found is not None))


def ruled_on(orders: Iterable[ProtectionOrder], person_id: UUID) -> bool:
    """Whether a judge has ruled on protection for this person; the ruling may be P0."""
    return any(order.person_id == person_id and OrderStage(order.status) in RULED for order in orders)


def _restriction(order: ProtectionOrder) -> Restriction:
    return Restriction(
        id=order.id,
        protected=order.person_id,
        measures=PRESETS[Preset(order.preset)],
        starts=order.ruled_at or order.requested_at,
        protected_from=ProtectedFrom(
            persons=frozenset(UUID(text) for text in order.measures.get("persons", ())),
            excepted=frozenset(UUID(text) for text in order.measures.get("excepted", ())),
        ),
        review_on=order.review_on,
        ended=order.ended_at,
    )


def _interim(case_id: UUID, person_id: UUID, profile: Profile | None, since: datetime) -> Restriction | None:
    if profile is None:
        return None
    return Restriction(id=uuid5(case_id, person_id.hex), protected=person_id, measures=INTERIM[profile], starts=since)
