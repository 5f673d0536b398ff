"""What comes in: one payload for dry run, fee quote, draft and submission; and the clerk's decisions."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from app.cases.terms import Level
from app.filings.terms import LONGEST_TITLE, FilingType, Ground, Reason, WaiverGround

Title = Annotated[str, StringConstraints(strip_whitespace=True, max_length=LONGEST_TITLE)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=2000)]
FiledLevel = Literal[Level.public, Level.parties, Level.filer]
_ID = "0193f1d2-7c1a-7a3e-9a55-3f0d2f1c8b10"


def _config(*examples: dict[str, Any]) -> ConfigDict:
    return ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": list(examples)})


class Acknowledgement(BaseModel):
    """The filer has seen this kind of finding and keeps the document as it is."""

    model_config = _config({"document_id": _ID, "code": "no-text"})
    document_id: UUID
    code: str = Field(max_length=40)


class FilingPayload(BaseModel):
    """A filing as its filer writes it. The documents were uploaded before, for this case.

    Without a `level` everybody reads it; a motion to protect is read by the court and its filer alone.
    """

    model_config = _config(
        {
            "case_id": _ID,
            "type": "motion",
            "title": "Motion to hear the expert by video",
            "level": "parties",
            "documents": [_ID],
            "acknowledged": [{"document_id": _ID, "code": "no-text"}],
            "fee_waiver": "legal_aid",
        }
    )
    case_id: UUID
    type: FilingType
    title: Title = ""
    level: FiledLevel | None = None
    documents: list[UUID] = Field(default_factory=list, max_length=50)
    acknowledged: list[Acknowledgement] = Field(default_factory=list, max_length=500)
    fee_waiver: WaiverGround | None = None

    @property
    def chosen_level(self) -> Level:
        """The level asked for, or the one this type has by itself."""
        return self.level or (Level.filer if self.type is FilingType.protection_motion else Level.public)


class Accept(BaseModel):
    """Enter it on the docket. `title`, `level`: as they shall stand there; null keeps the filer's."""

    model_config = _config({"decision": "accept", "title": "Motion to hear the expert by video", "at_once": False})
    decision: Literal["accept"] = "accept"
    title: Title | None = None
    level: FiledLevel | None = None
    at_once: bool = False


class SendBack(BaseModel):
    """Return it for correction, with reasons and the last day to correct it, in the court's calendar."""

    model_config = _config(
        {
            "decision": "return",
            "reasons": ["missing_document"],
            "note": "The annex the motion names is not here.",
            "cure_by": "2026-12-04",
        }
    )
    decision: Literal["return"] = "return"
    reasons: list[Reason] = Field(max_length=10)
    note: Note = ""
    cure_by: date


class Reject(BaseModel):
    """Reject it for good, on a ground from the closed list."""

    model_config = _config({"decision": "reject", "ground": "duplicate", "note": "See F-2026-000121."})
    decision: Literal["reject"] = "reject"
    ground: Ground
    note: Note = ""


Decision = Annotated[Accept | SendBack | Reject, Field(discriminator="decision")]
