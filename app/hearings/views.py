"""A hearing's plan as one viewer may read it; names are labels already opened for that viewer."""

from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class HearingRef(_View):
    """A booking as it stands after an act: what the next act needs to name it."""

    id: UUID
    case_id: UUID
    status: str
    starts_at: datetime
    ends_at: datetime
    sequence: int
    version: int


class ParticipantView(_View):
    """Somebody expected at a hearing. `label` is what this viewer may read; `part` the neutral word.

    `id` belongs to this hearing alone. Where somebody is, how ready they are and how their code stands is told
    to the court, and to themselves: nobody else learns who waits. `invitation`: none, open, used, recalled, ended;
    `wrong_codes`: tried with the link of the latest. `helped`: this viewer may give them a new link and code.
    """

    id: UUID
    label: str
    role: str
    part: str
    state: str | None = None
    ready: bool = False
    languages: tuple[str, ...] = ()
    failed_checks: tuple[str, ...] = ()
    checked: bool = False
    invitation: str | None = None
    wrong_codes: int = 0
    needs_code: bool = False
    helped: bool = False
    is_me: bool = False


class HearingView(_View):
    """The plan of one hearing. `wall_time` is the court's clock in `zone`; instants are UTC."""

    id: UUID
    case_id: UUID
    case_number: str
    about: str
    kind: str
    status: str
    public: bool
    wall_time: str
    zone: str
    starts_at: datetime
    ends_at: datetime
    reason: str
    sequence: int
    version: int
    judge: str
    participants: tuple[ParticipantView, ...] = ()

    @property
    def ready(self) -> int:
        """How many of those this viewer knows of are here and have passed the checks."""
        return sum(one.ready for one in self.participants)


class PublicHearing(_View):
    """One line of the cause list: what anybody may know. `id` is the address of a room anybody may watch."""

    id: UUID
    case_number: str
    about: str
    kind: str
    status: str
    in_private: bool
    wall_time: str
    zone: str
    starts_at: datetime
    ends_at: datetime


class CandidateView(_View):
    """Somebody who can be asked to a hearing: by part, or a judge of the court without one yet."""

    part_id: UUID | None
    judge_id: UUID | None
    label: str
    role: str
    part: str


class FreeTime(_View):
    """A time at which everybody asked for is free: the instants, and the court's own clock."""

    starts_at: datetime
    ends_at: datetime
    date: str
    time: str


class InvitationView(_View):
    """A fresh link and spoken code, shown this once and kept by nobody."""

    participant_id: UUID
    link: str
    code: str
    expires_at: datetime
