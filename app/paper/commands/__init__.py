"""What comes in about money and about exhibits."""

from app.paper.commands.exhibits import MoveExhibit, ReceiveExhibit
from app.paper.commands.money import (
    AskRefund,
    AskWaiver,
    CountCash,
    DecideRefund,
    EnterLegalAid,
    ResolveCredit,
    RuleOnWaiver,
    SetAccount,
    SetRate,
    TakeCash,
    TakeInStatement,
)

__all__ = [
    "AskRefund",
    "AskWaiver",
    "CountCash",
    "DecideRefund",
    "EnterLegalAid",
    "MoveExhibit",
    "ReceiveExhibit",
    "ResolveCredit",
    "RuleOnWaiver",
    "SetAccount",
    "SetRate",
    "TakeCash",
    "TakeInStatement",
]
