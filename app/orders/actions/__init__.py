"""What is done with templates and orders."""

from typing import Any

from app.db.database import Database
from app.kernel.clock import Clock
from app.keys.port import Keys
from app.orders.actions.drafts import Orders
from app.orders.actions.motions import Motions
from app.orders.actions.signatures import OrderSignatures
from app.orders.actions.templates import Templates
from app.orders.steps import CourtSeal
from app.settings import Settings
from app.storage.port import Storage

__all__ = ["Motions", "OrderSignatures", "Orders", "Templates", "orders"]


def orders(settings: Settings, keys: Keys, database: Database, storage: Storage, clock: Clock) -> dict[str, Any]:
    """Everything about the court's own documents, by field of Services."""
    seal = CourtSeal(keys, settings.order_certificate, production=settings.production)
    return {
        "court_seal": seal,
        "templates": Templates(database, clock),
        "orders": Orders(database, clock),
        "motions": Motions(database, clock),
        "order_signatures": OrderSignatures(database, storage, seal, clock),
    }
