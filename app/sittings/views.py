"""What goes out to one person in the room: frames of the socket, each made for this viewer alone."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class PersonView(_View):
    """Somebody this viewer may know of. `name` is what they may read; `id` means nothing outside this hearing."""

    id: UUID
    name: str
    part: str
    role: str
    stage: str
    stage_words: str
    here: bool


class SlotView(_View):
    """What fills one numbered place of this viewer: sound in `a<number>`, picture in `v<number>`."""

    number: int
    person: UUID
    name: str
    part: str
    picture: bool
    sound: bool


class ToldView(_View):
    """Who sees and hears this person, in words, generated from the plan; `mark` names this very list."""

    see_you: list[str]
    hear_you: list[str]
    cannot_see_you: list[str]
    you_see: list[str]
    public_sees: bool
    public_hears: bool
    public_follows: bool
    recorded: bool
    sentence: str
    mark: str


class MeView(_View):
    """The viewer. `capture`: "own_tap" asks them to look at the list and tap, "may" that they are free to send."""

    id: UUID
    name: str
    part: str
    role: str
    stage: str
    capture: Literal["no", "own_tap", "may"]
    guarded: bool
    may_stop: bool
    stopped: bool
    ready: bool
    attest: Literal["fresh", "due", "stale"]


class ControlView(_View):
    """A step this viewer may take now. `needs`: the fields its form asks for."""

    act: str
    words: str
    participant_id: UUID | None = None
    needs: list[str] = []
    weight: Literal["main", "quiet"] = "quiet"


class CheckView(_View):
    """One thing that has to be settled before somebody is called."""

    name: str
    words: str
    done: bool


class OrderInForce(_View):
    person: str
    preset: str
    words: str
    applied: bool


class IceView(_View):
    """Where media may go: TURN servers with short credentials; `relay_only` for protected people."""

    servers: list[dict[str, str | list[str]]] = []
    relay_only: bool = False


class RoomView(_View):
    """The whole room for one viewer. A page shows what is here and nothing else."""

    hearing_id: UUID
    media_epoch: int
    title: str
    state: str
    state_words: str
    private: bool
    me: MeView
    told: ToldView
    people: list[PersonView]
    slots: list[SlotView]
    controls: list[ControlView]
    checks: dict[UUID, list[CheckView]]
    orders: list[OrderInForce]
    alerts: list[str]
    ice: IceView


class ViewFrame(_View):
    type: Literal["view"] = "view"
    sequence: int
    view: RoomView


class AnswerFrame(_View):
    type: Literal["answer"] = "answer"
    epoch: int
    sdp: str


class OfferFrame(_View):
    """`slots`: slot name -> m-line, made once and never moved."""

    type: Literal["offer"] = "offer"
    epoch: int
    sdp: str
    slots: dict[str, str]


class ProblemFrame(_View):
    type: Literal["problem"] = "problem"
    code: str
    title: str
    hint: str
    missing: list[str] = []


class ClosedFrame(_View):
    """The socket ends here: replaced by another window, left, or the sitting is closed."""

    type: Literal["closed"] = "closed"
    reason: Literal["replaced", "left", "over", "signed_out", "not_allowed"]


Frame = ViewFrame | AnswerFrame | OfferFrame | ProblemFrame | ClosedFrame


class AttendanceView(_View):
    """One person in the minutes, under the name this reader may read."""

    name: str
    part: str
    stage_words: str


class MinuteView(_View):
    """One event: its number, when, in words; `about` is whom it concerns, by label."""

    sequence: int
    at: datetime
    words: str
    about: str = ""
    by: str = ""


class MinutesView(_View):
    """The record of one sitting for one reader: attendance, orders, every event in order."""

    hearing_id: UUID
    case_number: str
    court: str
    zone: str
    state_words: str
    opened_at: datetime | None
    closed_at: datetime | None
    attendance: list[AttendanceView]
    orders: list[OrderInForce]
    events: list[MinuteView]
