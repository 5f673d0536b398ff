"""What comes in about emergency access."""

from pydantic import BaseModel, ConfigDict, Field

from app.cases.terms.break_glass import What


class AskBreakGlass(BaseModel):
    """Which case, what in it, why, and for how many minutes. `pseudonym`: whose identity, for example B4."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "number": "CR-2026-1",
                    "what": "record",
                    "reason": "The only judge of the case is in hospital and a bail order lapses tonight.",
                    "minutes": 30,
                }
            ]
        },
    )
    number: str = Field(min_length=1, max_length=40)
    what: What
    pseudonym: str = Field(default="", max_length=10)
    reason: str = Field(min_length=10, max_length=2000)
    minutes: int


class ReviewBreakGlass(BaseModel):
    """What the judge notes after looking at an emergency access."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"note": "The need was real; only the bail papers were opened."}]},
    )
    note: str = Field(min_length=1, max_length=2000)


class OrderSilence(BaseModel):
    """Why the persons concerned are not to be told; read by judges alone."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"reason": "A message could reach the phone she shares with him."}]},
    )
    reason: str = Field(min_length=1, max_length=2000)
