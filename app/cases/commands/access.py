"""What comes in about who may see a case, and who acts for whom."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field

from app.cases.terms import GrantKind, Level, NoticeKind, StandInKind

CounselRole = Literal["prosecutor", "defence_counsel", "victim_counsel"]
GivenKind = Literal[GrantKind.guest, GrantKind.press, GrantKind.advocate, GrantKind.liaison]
ThingKind = Literal["case", "entry", "document"]
_ADDRESS = Field(min_length=3, max_length=254)
_REASON = Field(min_length=1, max_length=500)
_REF = Field(default=None, max_length=100)


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class GiveAccess(_Command):
    """Let somebody with an account see the case, or one document of it, for a purpose and until an instant.

    `person_id`: for an advocate, the person of the case who gave the mandate.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "email": "expert@varda.example",
                    "kind": "guest",
                    "purpose": "Opinion on the handwriting",
                    "until": "2030-06-01T12:00:00Z",
                }
            ]
        }
    )
    email: str = _ADDRESS
    kind: GivenKind
    purpose: str = _REASON
    until: datetime
    document_id: UUID | None = None
    person_id: UUID | None = None
    order_ref: str | None = _REF


class TellCourt(_Command):
    """Counsel tells the court that they appear in a case, or take over from earlier counsel."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"number": "CR-2026-7", "kind": "appearance", "role": "defence_counsel"}]}
    )
    number: str = Field(min_length=1, max_length=60)
    kind: Literal[NoticeKind.appearance, NoticeKind.substitution] = NoticeKind.appearance
    role: CounselRole


class DecideNotice(_Command):
    """The court confirms or refuses what counsel told it.

    `person_id`: whom counsel appears for. `replaces`: the part of earlier counsel that ends with it.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"confirm": True}]})
    confirm: bool
    person_id: UUID | None = None
    replaces: UUID | None = None
    order_ref: str | None = _REF


class RecordCounsel(_Command):
    """Counsel whose appearance came on paper, or whom the court appoints."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"email": "counsel@varda.example", "role": "defence_counsel"}]}
    )
    email: str = _ADDRESS
    role: CounselRole
    person_id: UUID | None = None
    order_ref: str | None = _REF


class SuspendCounsel(_Command):
    """The order or notice by which counsel may not act for a time."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"order_ref": "Bar Council 17/2026"}]})
    order_ref: str = Field(min_length=1, max_length=100)


class PutSeal(_Command):
    """Restrict who reads a case, an entry or a document. `provisional`: while a motion to seal pends.

    `emails`: whom a seal to named persons names.
    """

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"thing": "case", "level": "judge", "reason": "The safety of a witness"}]}
    )
    thing: ThingKind
    thing_id: UUID | None = None
    level: Level
    reason: str = _REASON
    order_ref: str | None = _REF
    provisional: bool = False
    emails: tuple[str, ...] = Field(default=(), max_length=50)


class LiftSeal(_Command):
    """The judge's order that more people may read a thing."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"thing": "case", "level": "parties", "reason": "The danger has passed"}]}
    )
    thing: ThingKind
    thing_id: UUID | None = None
    level: Level
    reason: str = _REASON
    order_ref: str | None = _REF


class NamePerson(_Command):
    """Name one more person to a thing sealed to named persons."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"thing": "case", "email": "expert@varda.example"}]})
    thing: ThingKind
    thing_id: UUID | None = None
    email: str = _ADDRESS
    order_ref: str | None = _REF


class GiveStandIn(_Command):
    """Let a colleague take over for a time, or an assistant work under their own sign-in.

    `case_id`: in one case alone. An assistant signs and submits only when `may_sign`.
    """

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "kind": "delegate",
                    "email": "colleague@varda.example",
                    "since": "2030-06-01T00:00:00Z",
                    "until": "2030-06-15T00:00:00Z",
                    "reason": "Leave",
                }
            ]
        }
    )
    kind: StandInKind
    email: str = _ADDRESS
    since: datetime | None = None
    until: datetime | None = None
    case_id: UUID | None = None
    may_sign: bool = False
    reason: str = Field(default="", max_length=500)
