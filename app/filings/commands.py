"""What comes in: one payload for dry run, fee quote, draft and submission; and the clerk's decisions."""

from datetime import date
from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, StringConstraints

from app.cases.terms import Level
from app.filings.terms import LONGEST_TITLE, MOST_AT_ONCE, CorrectionKind, FilingType, Ground, Reason, WaiverGround

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
    """Enter it on the docket. `title`, `level`: as they shall stand there; null keeps the filer's.

    `version`: as last read; it is refused when the filing changed since. `unread`: refused when something was found.
    """

    model_config = _config({"decision": "accept", "title": "Motion to hear the expert by video", "at_once": False})
    decision: Literal["accept"] = "accept"
    title: Title | None = None
    level: FiledLevel | None = None
    at_once: bool = False
    version: int | None = None
    unread: bool = False


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


class SeenFiling(BaseModel):
    """A filing as it was last read."""

    model_config = _config({"id": _ID, "version": 2})
    id: UUID
    version: int = Field(ge=1)


class AcceptEach(BaseModel):
    """Accept several filings as they are, each by itself: one that is refused stops no other."""

    model_config = _config({"filings": [{"id": _ID, "version": 2}]})
    filings: list[SeenFiling] = Field(min_length=1, max_length=MOST_AT_ONCE)


_Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=LONGEST_TITLE)]
_Why = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]


class _Correction(BaseModel):
    """What every correction says: why, and whether it takes effect at once instead of in a minute."""

    model_config = _config()
    reason: _Why
    at_once: bool = False


class CorrectTitle(_Correction):
    """The entry bears another title."""

    model_config = _config({"kind": "title", "title": "Motion to hear the expert by video", "reason": "Misspelt."})
    kind: Literal[CorrectionKind.heading] = CorrectionKind.heading
    title: _Words


class CorrectSlip(_Correction):
    """In an order or in minutes some words stand for others: `was` as they stand, `reads` as they are to be read."""

    model_config = _config({"kind": "slip", "was": "3 June", "reads": "3 July", "reason": "The day was misheard."})
    kind: Literal[CorrectionKind.slip] = CorrectionKind.slip
    was: _Words
    reads: _Words


class CorrectType(_Correction):
    """A filing is of another kind."""

    model_config = _config({"kind": "type", "type": "response", "reason": "It answers the motion."})
    kind: Literal[CorrectionKind.type] = CorrectionKind.type
    type: FilingType


class CorrectDate(_Correction):
    """What came in on paper came in at another time."""

    model_config = _config({"kind": "date", "received_at": "2026-11-20T08:15:00Z", "reason": "The stamp says so."})
    kind: Literal[CorrectionKind.date] = CorrectionKind.date
    received_at: AwareDatetime


class CorrectParty(_Correction):
    """It was filed for another side. `part_id`: the part of whoever it was filed for."""

    model_config = _config({"kind": "party", "part_id": _ID, "reason": "Counsel appears for both."})
    kind: Literal[CorrectionKind.party] = CorrectionKind.party
    part_id: UUID


class CorrectCase(_Correction):
    """It belongs to another case of this court."""

    model_config = _config({"kind": "case", "number": "CR-2026-7", "reason": "The number was mistyped."})
    kind: Literal[CorrectionKind.case] = CorrectionKind.case
    number: str = Field(min_length=1, max_length=60)


class Strike(_Correction):
    """It should not have been entered. It stays, with its number, as entered in error."""

    model_config = _config({"kind": "strike", "reason": "Entered twice."})
    kind: Literal[CorrectionKind.strike] = CorrectionKind.strike


AskCorrection = Annotated[
    CorrectTitle | CorrectSlip | CorrectType | CorrectDate | CorrectParty | CorrectCase | Strike,
    Field(discriminator="kind"),
]


class DecideCorrection(BaseModel):
    """Grant or refuse what was asked; `note`: why, for whoever asked."""

    model_config = _config({"grant": True, "note": "So corrected."})
    grant: bool
    note: str = Field(default="", max_length=500)
    at_once: bool = False
