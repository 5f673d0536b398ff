"""What comes in about protecting somebody: a request, and a judge's ruling."""

from datetime import date
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.protection.terms import Preset

_Text = Field(default="", max_length=10_000)


class RequestProtection(BaseModel):
    """Ask the judge to protect one person of a case. Sealed reasons are read by judges alone."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "person_id": "01920000-0000-7000-8000-000000000001",
                    "preset": "P3",
                    "public_reason": "She testifies against a group whose other members are at large.",
                }
            ]
        },
    )
    person_id: UUID
    preset: Preset
    public_reason: str = Field(min_length=1, max_length=10_000)
    sealed_reason: str = _Text


class RuleOnProtection(BaseModel):
    """A judge's ruling on a request. Without hearing the defence it needs `dispense_reason`."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "decision": "grant",
                    "preset": "P3",
                    "defence_heard": True,
                    "legal_basis": "Victims' Protection Act § 12",
                    "public_reason": "Her safety requires it; the defence sees and examines her through counsel.",
                    "review_on": "2027-06-01",
                }
            ]
        },
    )
    decision: Literal["grant", "refuse"]
    preset: Preset
    defence_heard: bool
    dispense_reason: str = _Text
    legal_basis: str = Field(default="", max_length=500)
    public_reason: str = _Text
    sealed_reason: str = _Text
    review_on: date | None = None
    counterbalance: str = _Text
    counsel_may_tell: str = _Text
    sole_or_decisive: bool | None = None
