"""What comes in about deadlines, holidays and times in which filing was not possible."""

from datetime import date

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.cases.terms import DeadlineState, Unit, Way


class SetDeadline(BaseModel):
    """A period to run in a case, counted from an event. The court's calendar says when it ends."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {"title": "Answer to the motion", "event_at": "2026-11-19T10:00:00Z", "length": 14, "unit": "days"}
            ]
        },
    )
    title: str = Field(min_length=1, max_length=120)
    event_at: AwareDatetime
    length: int = Field(ge=1, le=5000)
    unit: Unit = Unit.days
    way: Way = Way.after


class ChangeDeadline(BaseModel):
    """A deadline that was met, is stayed, runs again or is lifted. Send the version you saw."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"state": "met", "version": 1}]}
    )
    state: DeadlineState
    version: int = Field(ge=1)


class DeclareHoliday(BaseModel):
    """A day on which a court does not work, also when it is declared late."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"day": "2026-12-08", "name": "Day of the harbour"}]},
    )
    day: date
    name: str = Field(min_length=1, max_length=80)


class PublishClosure(BaseModel):
    """A time in which filing was not possible."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"begins": "2026-12-03T18:00:00Z", "ends": "2026-12-04T05:00:00Z"}]},
    )
    begins: AwareDatetime
    ends: AwareDatetime
