"""What comes in to move a case."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

_STRICT = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)


class OfferCase(BaseModel):
    """To which court, and why. The other court reads the reason before it reads anything else."""

    model_config = _STRICT | {
        "json_schema_extra": {
            "examples": [
                {
                    "court_id": "01963c5e-7d2f-7000-8000-000000000003",
                    "reason": "The place of the offence is in its district.",
                }
            ]
        }
    }
    court_id: UUID
    reason: str = Field(min_length=1, max_length=500)


class AcceptOffer(BaseModel):
    """As which kind of case of the receiving court; its list gives the judge."""

    model_config = _STRICT | {"json_schema_extra": {"examples": [{"type_id": "01963c5e-7d2f-7000-8000-000000000001"}]}}
    type_id: UUID


class GiveReason(BaseModel):
    """Why; kept with the case, read by the courts it concerns."""

    model_config = _STRICT | {
        "json_schema_extra": {"examples": [{"reason": "Another court has the first case about it."}]}
    }
    reason: str = Field(min_length=1, max_length=500)


class JoinCase(BaseModel):
    """Under the number of which case it goes along; `consolidated`: the two become one, led by that case."""

    model_config = _STRICT | {
        "json_schema_extra": {"examples": [{"number": "CR-2026-17", "reason": "The same events."}]}
    }
    number: str = Field(min_length=1, max_length=80)
    consolidated: bool = False
    reason: str = Field(min_length=1, max_length=500)


class SeverCase(BaseModel):
    """Whose parts go into a case of their own, whose are in both, and which entries are repeated there.

    Judges are in both, and whoever acts for somebody follows them.
    """

    model_config = _STRICT | {
        "json_schema_extra": {
            "examples": [
                {"goes": ["01963c5e-7d2f-7000-8000-000000000004"], "both": [], "entries": [], "reason": "He is ill."}
            ]
        }
    }
    goes: tuple[UUID, ...] = Field(max_length=200)
    both: tuple[UUID, ...] = Field(default=(), max_length=200)
    entries: tuple[UUID, ...] = Field(default=(), max_length=2000)
    reason: str = Field(min_length=1, max_length=500)


class AppealCase(BaseModel):
    """To which court, as which of its kinds of case; the list of that kind gives the judge."""

    model_config = _STRICT | {
        "json_schema_extra": {
            "examples": [
                {
                    "court_id": "01963c5e-7d2f-7000-8000-000000000003",
                    "type_id": "01963c5e-7d2f-7000-8000-000000000001",
                    "reason": "The accused appeals against the judgment.",
                }
            ]
        }
    }
    court_id: UUID
    type_id: UUID
    reason: str = Field(min_length=1, max_length=500)
