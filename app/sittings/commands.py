"""What comes in during a sitting: acts of the court, and the messages of the room's socket.

The socket speaks one protocol, version 1, both ways JSON texts with a `type`. There is no message, in
either direction, that starts a camera or a microphone: that takes the owner's own tap (law 7).
"""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

PROTOCOL = 1
LARGEST_DESCRIPTION = 64 * 1024

_Reason = Annotated[str, Field(max_length=2_000)]


class _Command(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Open(_Command):
    act: Literal["open"]


class Begin(_Command):
    act: Literal["begin"]


class Recess(_Command):
    act: Literal["recess"]


class Suspend(_Command):
    act: Literal["suspend"]
    reason: _Reason = ""


class Resume(_Command):
    act: Literal["resume"]


class Object(_Command):
    act: Literal["object"]


class RuleOnObjection(_Command):
    act: Literal["rule_on_objection"]
    sustained: bool


class Adjourn(_Command):
    """`next_date`: a court day, in words or as a date; the new booking is made on the hearing's page."""

    act: Literal["adjourn"]
    reason: _Reason
    next_date: str = Field(max_length=100)


class Conclude(_Command):
    act: Literal["conclude"]


class Admit(_Command):
    act: Literal["admit"]
    participant_id: UUID


class Call(_Command):
    act: Literal["call"]
    participant_id: UUID


class Release(_Command):
    act: Literal["release"]
    participant_id: UUID


class Remove(_Command):
    """The judge sends a party out, with reasons, or goes on without them; a summary is owed from then on."""

    act: Literal["remove"]
    participant_id: UUID
    reason: _Reason


class GiveSummary(_Command):
    """The summary owed to somebody who was sent out has been given."""

    act: Literal["summary"]
    participant_id: UUID


class RecordIdentity(_Command):
    """How the identity was verified, never a document's number; `waived` is the judge's, with reasons."""

    act: Literal["identity"]
    participant_id: UUID
    method: Literal["document", "known_person", "attendant", "officer", "waived"]
    reason: _Reason = ""


class RecordAlone(_Command):
    act: Literal["alone"]
    participant_id: UUID
    method: Literal["asked", "attendant", "supporter_present", "waived"]
    reason: _Reason = ""


class RecordPromise(_Command):
    act: Literal["promise"]
    participant_id: UUID
    form: Literal["oath", "affirmation", "other_form"]


class Line(_Command):
    """The judge's one line to somebody who pressed Stop; prosecution and defence counsel hear it."""

    act: Literal["line"]
    open: bool


class Stop(_Command):
    """A break, at once; asks for no reason. `participant_id`: whose, when a helper or the court presses it."""

    act: Literal["stop"]
    participant_id: UUID | None = None


class Ready(_Command):
    """Her own tap after a Stop; only the judge resumes, after it."""

    act: Literal["ready"]


Act = Annotated[
    Open
    | Begin
    | Recess
    | Suspend
    | Resume
    | Object
    | RuleOnObjection
    | Adjourn
    | Conclude
    | Admit
    | Call
    | Release
    | Remove
    | GiveSummary
    | RecordIdentity
    | RecordAlone
    | RecordPromise
    | Line
    | Stop
    | Ready,
    Field(discriminator="act"),
]


class Hello(_Command):
    """The first message. `last`: the sequence of the last view seen before a cut."""

    type: Literal["hello"]
    version: int
    last: int | None = None


class Devices(_Command):
    """The person saw their picture and heard their sound, and says who is at this screen."""

    type: Literal["devices"]
    camera: bool
    microphone: bool
    alone: bool


class Attest(_Command):
    """Still the same people at this screen."""

    type: Literal["attest"]


class Consent(_Command):
    """Their own tap for the list they were shown; `list` is its mark, so that a changed list is no consent."""

    type: Literal["consent"]
    list: str = Field(max_length=64)


class CaptureOff(_Command):
    """They switched camera and microphone off: for everyone, at once."""

    type: Literal["capture_off"]


class Publish(_Command):
    """A client's offer to send; `epoch` counts its attempts."""

    type: Literal["publish"]
    epoch: int = Field(ge=0, lt=2**31)
    sdp: str = Field(max_length=LARGEST_DESCRIPTION)


class Subscribe(_Command):
    """Ask for the engine's offer to receive."""

    type: Literal["subscribe"]
    epoch: int = Field(ge=0, lt=2**31)


class Subscribed(_Command):
    type: Literal["subscribed"]
    epoch: int = Field(ge=0, lt=2**31)
    sdp: str = Field(max_length=LARGEST_DESCRIPTION)


class Candidate(_Command):
    type: Literal["candidate"]
    which: Literal["pub", "sub"]
    epoch: int = Field(ge=0, lt=2**31)
    candidate: dict[str, Any] | None


class Prefer(_Command):
    """What this listener would like: people to keep in view, less data. Never a source."""

    type: Literal["prefer"]
    pins: tuple[UUID, ...] = Field(default=(), max_length=4)
    less_data: bool = False


class Say(_Command):
    """An act, sent over the socket; the answer is the next view, or a problem."""

    type: Literal["act"]
    act: Act


class Leave(_Command):
    type: Literal["leave"]


Message = Annotated[
    Hello
    | Devices
    | Attest
    | Consent
    | CaptureOff
    | Publish
    | Subscribe
    | Subscribed
    | Candidate
    | Prefer
    | Say
    | Leave,
    Field(discriminator="type"),
]

MESSAGE: TypeAdapter[Message] = TypeAdapter(Message)
