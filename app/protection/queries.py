"""The rulings that bind in a case, compiled from order rows and from what its profile brings by itself."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from sqlalchemy import Select
from sqlmodel import col, select

from app.db.database import Reader
from app.protection.models import OrderReach, ProtectionOrder
from app.protection.rules.orders import BINDING, GRANTED, RULED
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


@dataclass(frozen=True, slots=True)
class Reached:
    """An order made in another case that binds here since the two met, until this case's own ruling takes its place."""

    order: ProtectionOrder
    since: datetime


async def orders_reaching(reader: Reader, case_ids: Iterable[UUID]) -> dict[UUID, list[Reached]]:
    """The orders of every case that these came out of or went along with, whoever may know of those cases, by case."""
    statement = (
        select(OrderReach.case_id, ProtectionOrder, OrderReach.since)
        .join(ProtectionOrder, col(OrderReach.from_case_id) == col(ProtectionOrder.case_id))
        .where(col(OrderReach.case_id).in_(list(case_ids)))
        .order_by(col(ProtectionOrder.id))
    )
    found: dict[UUID, list[Reached]] = {}
    for case_id, order, since in await reader.rows(statement):
        found.setdefault(case_id, []).append(Reached(order, since))
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
    reaching: Iterable[Reached] = (),
) -> Rulings:
    """What binds now, or bound at `as_of`: orders in force, and interim measures for complainants not ruled on.

    `since` is when the case was opened: interim measures bind from the first day. What reaches here from another
    case only ever adds: it is no ruling of this case, so interim measures stay until there is one.
    """
    orders = list(orders)
    bound = [_restriction(order, as_of) for order in orders if _bound(order, as_of)]
    bound += [_restriction(one.order, as_of) for one in reaching if _reaches(one, orders, as_of)]
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


def _reaches(one: Reached, own: Iterable[ProtectionOrder], as_of: datetime | None) -> bool:
    """Whether it binds here: since the cases met, unless this case has granted an order about the person since."""
    if not _bound(one.order, as_of) or (as_of is not None and as_of < one.since):
        return False
    return not any(
        order.person_id == one.order.person_id
        and OrderStage(order.status) in GRANTED
        and order.ruled_at is not None
        and one.since <= order.ruled_at <= (as_of or order.ruled_at)
        for order in own
    )


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
