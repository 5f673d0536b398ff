"""What comes in about courts and their units."""

from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field


class DescribeCourt(BaseModel):
    """A court: its name, the IANA zone its clocks show, the language it works in."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [{"name": "District Court of Varda", "zone": "Europe/Vienna", "language": "en"}]
        },
    )
    name: str = Field(min_length=1, max_length=200)
    zone: str = Field(min_length=1, max_length=64)
    language: str = Field(default="en", min_length=2, max_length=10)


class AddUnit(BaseModel):
    """A unit of a court's registry."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"name": "Criminal registry"}]},
    )
    name: str = Field(min_length=1, max_length=200)


class UnitsOfClerk(BaseModel):
    """The units a clerk works for; none means the whole court."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{"units": []}]})
    units: tuple[UUID, ...] = Field(default=(), max_length=100)
