"""What comes in about bookings: a hearing to book, a new time, the end of a plan."""

from datetime import date, time
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import AfterValidator, BaseModel, ConfigDict, Field
from pydantic.config import JsonDict

from app.cases.terms.hearing import HearingKind
from app.kernel.errors import N_

KIND_WORDS: dict[str, str] = {
    HearingKind.trial: N_("Trial"),
    HearingKind.motion: N_("Motion hearing"),
    HearingKind.pretrial: N_("Pre-trial hearing"),
}


class VacateReason(StrEnum):
    """Why a hearing is taken off the list: a closed list, because free words end up in public."""

    settled = "settled"
    moot = "moot"
    judge_unavailable = "judge_unavailable"
    participant_unavailable = "participant_unavailable"
    not_suitable = "not_suitable"
    entered_in_error = "entered_in_error"


VACATE_WORDS: dict[str, str] = {
    VacateReason.settled: N_("The matter was settled"),
    VacateReason.moot: N_("There is nothing left to decide"),
    VacateReason.judge_unavailable: N_("The judge is not available"),
    VacateReason.participant_unavailable: N_("A participant is not available"),
    VacateReason.not_suitable: N_("The matter is not suitable for a remote hearing"),
    VacateReason.entered_in_error: N_("It was booked by mistake"),
}


def _whole_minutes(value: time) -> time:
    if value.second or value.microsecond or value.tzinfo:
        raise ValueError("hours and minutes on the court's clock")
    return value


ClockTime = Annotated[time, AfterValidator(_whole_minutes)]
Language = Annotated[str, Field(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$", max_length=35)]
_TIME: JsonDict = {"date": "2026-12-03", "time": "10:30", "minutes": 120}


class Slot(BaseModel):
    """A time on the court's own clock. `second`: in the hour the clocks go back, the second of the two."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [_TIME]})
    date: date
    time: ClockTime
    minutes: int = Field(ge=0, le=100_000, description="How long, from 5 to 600.")
    second: bool | None = None


class Invitee(BaseModel):
    """Somebody expected, by their part in the case; an interpreter with languages (BCP 47)."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    part_id: UUID
    languages: tuple[Language, ...] = Field(default=(), max_length=10)


class BookHearing(Slot):
    """A remote hearing to book. `judge_id`: a judge of the court (see candidates) who has no part yet."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "kind": "trial",
                    "public": True,
                    **_TIME,
                    "participants": [
                        {"part_id": "01934f6e-7a00-7000-8000-000000000001"},
                        {"part_id": "01934f6e-7a00-7000-8000-000000000002", "languages": ["en", "ar"]},
                    ],
                    "judge_id": "01934f6e-7a00-7000-8000-000000000003",
                }
            ]
        },
    )
    kind: HearingKind
    public: bool = True
    participants: tuple[Invitee, ...] = Field(min_length=1, max_length=60)
    judge_id: UUID | None = None


class Reschedule(Slot):
    """A new time for a hearing; `version` is the one the sender saw."""

    model_config = ConfigDict(extra="forbid", frozen=True, json_schema_extra={"examples": [{**_TIME, "version": 1}]})
    version: int


class Vacate(BaseModel):
    """Take a hearing off the list, for a reason everybody may read."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"reason": "settled", "version": 1}]}
    )
    reason: VacateReason
    version: int


class FindTimes(BaseModel):
    """A question: when are all of these free for so long, from this day on? `hearing_id`: leave this one out."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"date": "2026-12-03", "minutes": 60, "part_ids": ["01934f6e-7a00-7000-8000-000000000001"]}]
        },
    )
    date: date
    minutes: int = Field(ge=0, le=100_000)
    part_ids: tuple[UUID, ...] = Field(default=(), max_length=60)
    judge_id: UUID | None = None
    hearing_id: UUID | None = None
