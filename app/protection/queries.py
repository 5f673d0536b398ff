"""The rulings that bind in a case, compiled from order rows and from what its profile brings by itself."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Select
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


async def orders_of_cases(reader: Reader, case_ids: Iterable[UUID]) -> dict[UUID, list[ProtectionOrder]]:
    """The same of several cases, by case."""
    found: dict[UUID, list[ProtectionOrder]] = {}
    statement = select(ProtectionOrder).where(col(ProtectionOrder.case_id).in_(list(case_ids)))
    ordered = statement.order_by(col(ProtectionOrder.requested_at), col(ProtectionOrder.id))
    for order in await reader.all(ordered):
        found.setdefault(order.case_id, []).append(order)
    return found


def cases_with_requests() -> Select[Any]:
    """The ids of the cases in which a request waits for a ruling."""
    waiting = [stage.value for stage in OrderStage if stage not in RULED and stage is not OrderStage.WITHDRAWN]
    return select(ProtectionOrder.case_id).where(col(ProtectionOrder.status).in_(waiting))


def rulings_from(
    orders: Iterable[ProtectionOrder],
    case_id: UUID,
    *,
    profile: Profile | None,
    complainants: Iterable[UUID],
    since: datetime,
    as_of: datetime | None = None,
) -> Rulings:
    """What binds now, or bound at `as_of`: orders in force, and interim measures for complainants not ruled on.

    `since` is when the case was opened: interim measures bind from the first day.
    """
    orders = list(orders)
    bound = [_restriction(order, as_of) for order in orders if _bound(order, as_of)]
    ruled = {order.person_id for order in orders if _ruled(order, as_of)}
    interim = [_interim(case_id, person_id, profile, since) for person_id in complainants if person_id not in ruled]
    return Rulings(tuple(bound) + tuple(found for found in interim if found is not None))


def ruled_on(orders: Iterable[ProtectionOrder], person_id: UUID) -> bool:
    """Whether a judge has ruled on protection for this person; the ruling may be P0."""
    return any(order.person_id == person_id and OrderStage(order.status) in RULED for order in orders)


def _bound(order: ProtectionOrder, as_of: datetime | None) -> bool:
    stage = OrderStage(order.status)
    if as_of is None:
        return stage in BINDING
    began = order.ruled_at or order.requested_at  # what never was ruled on bound from the moment it was made
    lasted = stage in BINDING or (stage is OrderStage.ENDED and order.ended_at is not None and order.ended_at > as_of)
    return lasted and began <= as_of


def _ruled(order: ProtectionOrder, as_of: datetime | None) -> bool:
    ruled = OrderStage(order.status) in RULED
    return ruled and (as_of is None or (order.ruled_at is not None and order.ruled_at <= as_of))


def _restriction(order: ProtectionOrder, as_of: datetime | None) -> Restriction:
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
        ended=order.ended_at if as_of is None else None,
    )


def _interim(case_id: UUID, person_id: UUID, profile: Profile | None, since: datetime) -> Restriction | None:
    if profile is None:
        return None
    return Restriction(id=uuid5(case_id, person_id.hex), protected=person_id, measures=INTERIM[profile], starts=since)
