"""Rows of paper: money and things kept as exhibits."""

from app.paper.models.exhibits import Exhibit, ExhibitMove
from app.paper.models.money import CashDay, Credit, Payment, Refund, TransferOrder

__all__ = ["CashDay", "Credit", "Exhibit", "ExhibitMove", "Payment", "Refund", "TransferOrder"]
