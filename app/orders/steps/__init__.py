"""What several acts on orders share: held rows, filled words, the seal of the court, who was told."""

from app.orders.steps.drafts import digest, held_order, put_into_words
from app.orders.steps.sealing import CourtSeal
from app.orders.steps.service import record_told_of_order

__all__ = ["CourtSeal", "digest", "held_order", "put_into_words", "record_told_of_order"]
