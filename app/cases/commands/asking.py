"""What comes in before there is a case: a petition or charge that asks for one, and the clerk's decision."""

from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, model_validator

from app.cases.commands.opening import NewPart
from app.cases.terms import Level
from app.cases.terms.asking import AskingKind

_ID = "01963c5e-7d2f-7000-8000-000000000001"


class AskForCase(BaseModel):
    """A petition or charge. `represents`: for whom of the people counsel acts; the prosecution acts for nobody.

    `reference`: the number the prosecution gave it, which a charge has. `statement`: what is asked and why; the
    court and whoever filed it read it.
    """

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={
            "examples": [
                {
                    "court_id": _ID,
                    "type_id": _ID,
                    "kind": "petition",
                    "about": "Sale of a fishing boat",
                    "title": "Statement of claim",
                    "statement": "The seller is asked to hand over the boat.",
                    "people": [{"name": "Petra Lind", "role": "party"}],
                    "represents": 0,
                }
            ]
        },
    )
    court_id: UUID
    type_id: UUID
    kind: AskingKind
    reference: str | None = Field(default=None, min_length=1, max_length=60)
    about: str = Field(min_length=1, max_length=200)
    level: Level | None = None
    title: str = Field(min_length=1, max_length=200)
    statement: str = Field(min_length=1, max_length=20_000)
    people: tuple[NewPart, ...] = Field(min_length=1, max_length=40)
    represents: int | None = Field(default=None, ge=0, lt=40)

    @model_validator(mode="after")
    def _whole(self) -> "AskForCase":
        if self.kind is AskingKind.charge and (self.reference is None or self.represents is not None):
            raise ValueError("a charge has the number of the prosecution, and acts for nobody")
        if self.kind is AskingKind.petition and (self.represents is None or self.represents >= len(self.people)):
            raise ValueError("a petition says for whom of its people it is filed")
        return self


class DecideAsking(BaseModel):
    """The clerk's decision. Accepting opens the case; refusing needs a reason, which whoever filed it reads."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        str_strip_whitespace=True,
        json_schema_extra={"examples": [{"decision": "refuse", "reason": "This court does not decide it."}]},
    )
    decision: Literal["accept", "refuse"]
    reason: str | None = Field(default=None, min_length=1, max_length=500)
