"""A case and its docket as one viewer may read them."""

from datetime import date, datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class CaseView(_View):
    id: UUID
    number: str
    matter: str
    about: str
    level: str
    court: str
    zone: str
    opened_at: datetime


class EntryView(_View):
    """One line of the docket. `number` is null for lines that carry none.

    `state`: stands, corrected, or struck (entered in error). `corrects`: the line that this one corrects.
    """

    id: UUID
    number: int | None
    kind: str
    title: str
    level: str
    filing_id: UUID | None
    hearing_id: UUID | None
    received_at: datetime | None
    entered_at: datetime
    state: str = "stands"
    corrects_id: UUID | None = None
    corrects: int | None = None


class PartView(_View):
    """A person's part in the case under the name this viewer may read; never an account or address."""

    id: UUID
    name: str
    role: str
    role_words: str
    on_behalf_of: str | None = None


class NoteView(_View):
    """A note of the court, no part of the record; `withheld`: it names somebody whom this reader may not know."""

    id: UUID
    kind: str
    by: str
    words: str | None
    caller: str | None
    withheld: bool
    mine: bool
    written_at: datetime


class CaseRef(_View):
    """A case that was just opened."""

    id: UUID
    number: str


class CaseTypeView(_View):
    """A kind of case a court takes. `level`: the least strict a case of it can be."""

    id: UUID
    name: str
    series: str
    matter: str
    profile: str
    level: str
    list_id: UUID | None
    method: str
    panel: int
    hearing_kind: str | None
    hearing_minutes: int | None
    hearing_access: str | None
    protocol: str | None


class HearingDefaults(_View):
    """What the kind of a case says of its hearings; nothing for a case of no kind."""

    kind: str | None = None
    minutes: int | None = None
    access: str | None = None
    protocol: str | None = None


class ListedJudgeView(_View):
    """A judge on a list. `share`: part of a full post, 1–100."""

    person_id: UUID
    share: int


class JudgeListView(_View):
    """A specialist list of a court."""

    id: UUID
    name: str
    judges: tuple[ListedJudgeView, ...]


class DrawView(_View):
    """How a judge was given the case, under the names this viewer may read.

    `presides`: over a panel. `among`: each candidate with their weight; `left_out`: who took no part in the draw,
    and why in words.
    """

    chosen: str
    replaced: str | None
    method_words: str | None
    seed: str | None
    among: tuple[tuple[str, int], ...]
    left_out: tuple[tuple[str, str], ...]
    by_hand: bool
    presides: bool
    reason: str | None
    at: datetime


class Recounted(_View):
    """How many deadlines of how many cases end at another time since the calendar of a court changed."""

    deadlines: int
    cases: int


class StepView(_View):
    """One line of the explanation of a deadline. `because`: as in `cases.terms.Because`."""

    day: date
    because: str
    name: str


class DeadlineView(_View):
    """A deadline with the explanation of its end. `moved_from`: where it ended before the calendar changed."""

    id: UUID
    case_id: UUID
    case_number: str
    title: str
    event_at: datetime
    length: int
    unit: str
    way: str
    ends_at: datetime
    zone: str
    state: str
    moved_from: datetime | None
    trace: tuple[StepView, ...]
    version: int


class HolidayView(_View):
    """A day on which a court does not work."""

    id: UUID
    day: date
    name: str


class ClosureView(_View):
    """A time in which filing at a court was not possible."""

    id: UUID
    begins: datetime
    ends: datetime


class CaseHit(_View):
    """A case that a search found. `because`: `number`, `former` (a number it had before, `written`) or `day`."""

    id: UUID
    number: str
    about: str
    level: str
    opened_at: datetime
    because: str
    written: str | None = None


class EntryHit(_View):
    """A line of a docket that a search found, and the case it is in."""

    case_id: UUID
    case_number: str
    about: str
    entry_id: UUID
    number: int | None
    title: str
    at: datetime


class Found(_View):
    """What a search found. `day`: how a day was understood; `more`: there is more than is shown."""

    text: str
    day: date | None
    cases: tuple[CaseHit, ...]
    entries: tuple[EntryHit, ...]
    more: bool


class KindCount(_View):
    """Cases of one kind at a court, all and by how long ago they were opened. `kind`: its name, or its field of law."""

    kind: str
    matter: str
    cases: int
    this_year: int
    over_six_months: int
    over_a_year: int
    over_two_years: int


class CourtCount(_View):
    """A court of the installation in numbers: nothing of what a case is about."""

    court_id: UUID
    court: str
    zone: str
    language: str
    judges: int
    cases: int
    kinds: tuple[KindCount, ...]


class AskingRef(_View):
    """A petition or charge that was just received."""

    id: UUID
    number: str
    received_at: datetime


class AskingLine(_View):
    """A petition or charge in a list."""

    id: UUID
    number: str
    kind: str
    court: str
    kind_of_case: str
    reference: str | None
    state: str
    received_at: datetime


class AskedPerson(_View):
    """Somebody a petition or charge names, as whoever filed it wrote it."""

    name: str
    role: str
    represents: int | None


class AskingView(AskingLine):
    """The whole of one, for whoever filed it and for the clerks who decide on it. `decides`: this reader may."""

    filer: str
    about: str
    title: str
    statement: str
    people: tuple[AskedPerson, ...]
    represents: int | None
    decided_at: datetime | None
    reason: str | None
    case_id: UUID | None
    case_number: str | None
    decides: bool
    own: bool


class AskedFee(_View):
    """What opening a case of one kind costs, in the smallest unit of `currency`."""

    type_id: UUID
    cents: int
    currency: str


class AskedCourt(_View):
    """A court one can ask for a case, with the kinds it takes as (id, name), and what those cost that are not free."""

    id: UUID
    name: str
    kinds: tuple[tuple[UUID, str], ...]
    fees: tuple[AskedFee, ...] = ()


class RelationView(_View):
    """Somebody a judge is related to, for nobody but that judge."""

    id: UUID
    name: str
    since: datetime


class OtherNameView(_View):
    """A further name of a person. `kind`: as in `cases.terms.persons.NameKind`; `until`: not in use any more."""

    id: UUID
    kind: str
    name: str
    since: datetime
    until: datetime | None


class InCaseView(_View):
    """Somebody who takes part in a case under the name this viewer may read.

    `id`: of their part in this case, never of the person. Without the right to read the full name `kind` is null,
    `called` empty and `names` too. `acts_for`: the ids of those named in `on_behalf_of`. `keeps`: the viewer may
    change the names.
    """

    id: UUID
    name: str
    parts: tuple[str, ...]
    kind: str | None
    called: str
    on_behalf_of: tuple[str, ...]
    acts_for: tuple[UUID, ...]
    names: tuple[OtherNameView, ...]
    keeps: bool


class SeenPersonView(_View):
    """Somebody in one case under the name this viewer may read. `id`: of their part in that case."""

    id: UUID
    case_id: UUID
    number: str
    name: str
    part: str


class FoundPersonView(_View):
    """Somebody who answers a search. `score`: how well, of 100."""

    score: int
    seen: tuple[SeenPersonView, ...]


class AlikeView(_View):
    """Two people whose names are alike, each where this viewer may know of them. `score`: of 100."""

    id: UUID
    score: int
    one: tuple[SeenPersonView, ...]
    other: tuple[SeenPersonView, ...]


class MergeView(_View):
    """Two people taken for one. Who merged them and may not read both names any more is shown neither."""

    id: UUID
    since: datetime
    until: datetime | None
    reason: str
    ended_because: str
    one: tuple[SeenPersonView, ...]
    other: tuple[SeenPersonView, ...]


class MatchView(_View):
    """Two cases with people whose names are alike, whom no clerk may see together; no name is told."""

    id: UUID
    score: int
    number: str
    court: str
    other_number: str
    other_court: str
    found_at: datetime
