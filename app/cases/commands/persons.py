"""What comes in about the people of a case: their full name, their other names, what kind of person they are."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.cases.terms.persons import NameKind, PersonKind


class RenamePerson(BaseModel):
    """The full name as the person writes it. `why`: they have a new name, or it was written by mistake."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"name": "Petra Lind-Arent", "why": "new"}]},
    )
    name: str = Field(min_length=1, max_length=200)
    why: Literal["new", "mistake"] = "new"


class AddName(BaseModel):
    """Another name of the same person."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"name": "Петра Линд", "kind": "transliteration"}]},
    )
    name: str = Field(min_length=1, max_length=200)
    kind: NameKind = NameKind.transliteration


class DescribePerson(BaseModel):
    """What kind of person somebody is."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"kind": PersonKind.legal.value}]}
    )
    kind: PersonKind


class MergePeople(BaseModel):
    """Take two people for one, each named by a part they play; the reason is kept."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "part_id": "01963c5e-7d2f-7000-8000-000000000001",
                    "other_part_id": "01963c5e-7d2f-7000-8000-000000000002",
                    "reason": "The same passport was shown in both cases.",
                }
            ]
        },
    )
    part_id: UUID
    other_part_id: UUID
    reason: str = Field(min_length=1, max_length=500)


class UnmergePeople(BaseModel):
    """Take them for two again, and why."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"reason": "Two sisters who share a passport."}]},
    )
    reason: str = Field(min_length=1, max_length=500)
