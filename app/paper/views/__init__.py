"""Money and exhibits as one viewer may read them."""

from app.paper.views.exhibits import ExhibitLine, ExhibitList, ExhibitView, MoveView
from app.paper.views.money import (
    CashDayView,
    ChargeLine,
    ChargeView,
    CreditView,
    PaymentReceipt,
    PaymentView,
    RateView,
    ReceiptRef,
    RefundView,
    ScheduleView,
    StatementTaken,
    TransferView,
    WaiverView,
)

__all__ = [
    "CashDayView",
    "ChargeLine",
    "ChargeView",
    "CreditView",
    "ExhibitLine",
    "ExhibitList",
    "ExhibitView",
    "MoveView",
    "PaymentReceipt",
    "PaymentView",
    "RateView",
    "ReceiptRef",
    "RefundView",
    "ScheduleView",
    "StatementTaken",
    "TransferView",
    "WaiverView",
]
