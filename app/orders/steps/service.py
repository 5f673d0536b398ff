"""Who was told of an order."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.db.database import UnitOfWork
from app.orders.models import OrderService


async def record_told_of_order(uow: UnitOfWork, order_id: UUID, person_id: UUID, *, at: datetime) -> None:
    """Record that a party was told electronically; the first time counts."""
    wanted = select(OrderService).where(OrderService.order_id == order_id, OrderService.person_id == person_id)
    row: OrderService | None = await uow.first(wanted.where(col(OrderService.told_at).is_(None)))
    if row is not None:
        row.told_at = at
