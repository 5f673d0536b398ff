"""What comes in to open cases: the case, the kinds of case and lists of judges of a court, the form of its numbers."""

from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field

from app.cases.terms import Level, Matter, Method, OpeningRole, Profile
from app.cases.terms.hearing import HearingAccess, HearingKind
from app.cases.terms.persons import PersonKind


class NewPart(BaseModel):
    """Somebody who plays a part from the beginning. `represents`: the place in the list of whoever they act for.

    With the e-mail address of an account it is that person, under the name of the account.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    name: str = Field(min_length=1, max_length=200)
    role: OpeningRole
    kind: PersonKind = PersonKind.natural
    email: str | None = Field(default=None, min_length=3, max_length=254)
    represents: int | None = Field(default=None, ge=0, lt=40)


class Paper(BaseModel):
    """What came in on paper and opens the case: its name, and when the court got it."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)
    title: str = Field(min_length=1, max_length=200)
    received_at: AwareDatetime


class OpenCase(BaseModel):
    """A case to open; the number is given by the register.

    `level`: stricter than the kind of case has it, or None. A judge is drawn from the list of the kind of case;
    with `judge_id` one is named by hand, for a `reason` that is kept.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "type_id": "01963c5e-7d2f-7000-8000-000000000001",
                    "about": "Sale of a fishing boat",
                    "people": [{"name": "Petra Lind", "role": "party"}],
                    "paper": {"title": "Statement of claim", "received_at": "2026-11-20T09:30:00Z"},
                }
            ]
        },
    )
    type_id: UUID
    about: str = Field(min_length=1, max_length=200)
    level: Level | None = None
    people: tuple[NewPart, ...] = Field(default=(), max_length=40)
    paper: Paper | None = None
    judge_id: UUID | None = None
    reason: str | None = Field(default=None, min_length=1, max_length=500)


class ReplaceJudge(BaseModel):
    """Another judge is drawn in place of one of the case. `recused`: this one takes no part in it any more."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {"judge_id": "01963c5e-7d2f-7000-8000-000000000002", "recused": True, "reason": "Knows a party."}
            ]
        },
    )
    judge_id: UUID
    recused: bool = False
    reason: str = Field(min_length=1, max_length=500)


class NumberCases(BaseModel):
    """The letters that stand for a court, and the form of its case numbers."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"code": "VAR", "text": "{court}-{series}-{year}-{number}"}]},
    )
    code: str = Field(min_length=1, max_length=8)
    text: str = Field(min_length=1, max_length=60)


class DescribeCaseType(BaseModel):
    """A kind of case: its name, the letters of its numbers, what protects it, and who is drawn for it.

    `panel`: one judge or three. What is said of hearings, and the name of the protocol they follow, is offered when
    one is booked.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {"name": "Trafficking in persons", "series": "CR", "matter": "criminal", "profile": "trafficking"}
            ]
        },
    )
    name: str = Field(min_length=1, max_length=100)
    series: str = Field(min_length=1, max_length=8)
    matter: Matter
    profile: Profile = Profile.none
    level: Level = Level.public
    list_id: UUID | None = None
    method: Method = Method.uniform
    panel: Literal[1, 3] = 1
    hearing_kind: HearingKind | None = None
    hearing_minutes: int | None = Field(default=None, ge=5, le=600)
    hearing_access: HearingAccess | None = None
    protocol: str | None = Field(default=None, max_length=100)


class ShareOfJudge(BaseModel):
    """A judge and the part of a full post they have, in hundredths."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    person_id: UUID
    share: int = Field(default=100, ge=1, le=100)


class DescribeJudgeList(BaseModel):
    """A specialist list: its name and the judges on it, each with a share of a full post."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "name": "Trafficking list",
                    "judges": [{"person_id": "01963c5e-7d2f-7000-8000-000000000002", "share": 100}],
                }
            ]
        },
    )
    name: str = Field(min_length=1, max_length=100)
    judges: tuple[ShareOfJudge, ...] = Field(default=(), max_length=200)
