"""What comes in about money. Amounts are whole numbers of the smallest unit of the court's currency."""

from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.filings.terms import WaiverGround
from app.kernel.money import MOST
from app.paper.terms import LONGEST_REASON, Method

Cents = Annotated[int, Field(gt=0, le=MOST)]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=3, max_length=LONGEST_REASON)]
Words = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_REASON)]
Reference = Annotated[str, StringConstraints(strip_whitespace=True, min_length=2, max_length=60)]


def _config(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": list(examples)})


class TakeCash(BaseModel):
    """Cash that was taken at the counter: what is due, or a part of it."""

    model_config = _config({"cents": 4500})
    cents: Cents


class AskRefund(BaseModel):
    """Money that shall be given back, in which way and why; a second person decides."""

    model_config = _config({"cents": 4500, "method": "cash", "reason": "The filing was withdrawn before review."})
    cents: Cents
    method: Method
    reason: Reason


class DecideRefund(BaseModel):
    model_config = _config({"decision": "give"})
    decision: Literal["give", "refuse"]


class AskWaiver(BaseModel):
    """A request not to pay; payment is suspended until the court rules. `words` are read by the court alone."""

    model_config = _config({"ground": "low_income", "words": "My income is below the minimum."})
    ground: WaiverGround
    words: Words = ""


class RuleOnWaiver(BaseModel):
    model_config = _config({"decision": "grant", "reason": "The income is below the minimum."})
    decision: Literal["grant", "deny"]
    reason: Reason


class EnterLegalAid(BaseModel):
    """The reference of a grant of legal aid made elsewhere."""

    model_config = _config({"reference": "LA-2026-4711"})
    reference: Reference


class CountCash(BaseModel):
    """What is in the box at the end of a day; `explanation` where it is not what the receipts say."""

    model_config = _config({"counted": 12350, "explanation": ""})
    counted: int = Field(ge=0, le=MOST)
    explanation: Words = ""


class TakeInStatement(BaseModel):
    """A statement of the court's account: CSV with the headings date, amount, currency, text, id."""

    model_config = _config(
        {"statement": "date;amount;currency;text;id\n2026-11-23;45,00;EUR;RF450000000001;2026112300017"}
    )
    statement: str = Field(min_length=1, max_length=4_000_000)


class ResolveCredit(BaseModel):
    """What an open line of a statement is: the reference of the fee it pays, or words that say what else it is."""

    model_config = _config({"reference": "RF450000000001"}, {"explanation": "Paid twice; sent back by the bank."})
    reference: str = Field(default="", max_length=60)
    explanation: Words = ""


class SetRate(BaseModel):
    """What something costs from a day on. `what`: `filing:<type>`, or `opening:<letters of the numbers>`."""

    model_config = _config({"what": "filing:motion", "cents": 4500, "since": "2027-01-01"})
    what: Annotated[str, StringConstraints(pattern=r"^(filing:[a-z_]{1,40}|opening:[A-Z]{1,8})$")]
    cents: int = Field(ge=0, le=MOST)
    since: date


class SetAccount(BaseModel):
    """In which currency a court takes fees, and the account they are transferred to; empty for cash alone."""

    model_config = _config({"currency": "EUR", "payee": "District Court of Varda", "iban": "AT611904300234573201"})
    currency: Annotated[str, StringConstraints(pattern="^[A-Z]{3}$")]
    payee: Annotated[str, StringConstraints(strip_whitespace=True, max_length=70)] = ""
    iban: Annotated[str, StringConstraints(strip_whitespace=True, max_length=42)] = ""
