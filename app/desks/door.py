"""The list on the door of a court: the hearings of one day as anybody may read them, to be printed and put up.

Everything on it is read as the public, whoever prints it: what is not public is not there, and nothing says so.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from babel.dates import format_date
from pydantic import BaseModel, ConfigDict

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.queries import PUBLIC_VIEWER, CasePeople, people_of_cases
from app.cases.queries.courts import court_of_administration
from app.db.database import Reader
from app.hearings.queries.door import OnTheDoor, hearings_on_the_door
from app.hearings.terms import KIND_WORDS, LIST_WORDS
from app.kernel.errors import N_
from app.kernel.zones import local
from app.paper.errors import OnlyTheRegistry
from app.pdf.writer import Paper, Rows, Section, Text
from app.protection.labels import PARTS
from app.protection.terms import Role

Translate = Callable[[str], str]
_SIDES = (Role.PROSECUTOR, Role.ACCUSED, Role.PLAINTIFF, Role.PARTY)
_NOTE = N_(
    "Times are those of this court. A hearing in private cannot be followed by the public; "
    "where it says “off the list”, it does not take place on this day."
)


class DoorLine(BaseModel):
    """One hearing on the door. `sides`: who is heard, under the label everybody may read; none when in private."""

    model_config = ConfigDict(frozen=True)
    hearing_id: UUID
    begins: str
    ends: str
    case_number: str
    about: str
    kind: str
    kind_words: str
    status: str
    status_words: str
    in_private: bool
    judge: str
    sides: tuple[str, ...]


class DoorList(BaseModel):
    """The list of one court for one day of its own calendar. `begins`, `ends`: its own clock, "10:30"."""

    model_config = ConfigDict(frozen=True)
    court: str
    zone: str
    day: date
    lines: tuple[DoorLine, ...]


@dataclass(frozen=True, slots=True)
class _Public:
    """The people of one case as anybody reads them."""

    people: CasePeople
    at: datetime
    say: Translate

    def sides(self) -> tuple[str, ...]:
        """Prosecution, accused, plaintiffs and other parties, each once."""
        known = self.people.people.values()
        found = [self._words(one.id, role) for role in _SIDES for one in known if one.role is role]
        return tuple(dict.fromkeys(words for words in found if words))

    def bench(self, judges: frozenset[UUID]) -> str:
        """The judges of a hearing."""
        here = [one for one in self.people.people if one in judges]
        labels = [self.people.label(PUBLIC_VIEWER, one, self.at, self.say) for one in here]
        return ", ".join(label.words for label in labels if not label.hidden)

    def _words(self, person_id: UUID, role: Role) -> str:
        label = self.people.label(PUBLIC_VIEWER, person_id, self.at, self.say)
        if label.hidden or not label.text:
            return label.words
        return self.say(N_("%(name)s (%(part)s)")) % {"name": label.text, "part": self.say(PARTS[role])}


async def door_list(
    reader: Reader, principal: Principal, day: date | None, at: datetime, say: Translate = str
) -> DoorList:
    """The list for the court of this clerk, today on its clock when no day is given. Raises OnlyTheRegistry."""
    if principal.desk is not Desk.clerk or principal.court_id is None:
        raise OnlyTheRegistry()
    court = await court_of_administration(reader, principal.court_id)
    day = day or local(at, court.zone).date()
    rows = await hearings_on_the_door(reader, court.id, day)
    people = await people_of_cases(reader, list({one.case.id: one.case for one in rows}.values()))
    lines = tuple(_line(one, _Public(people[one.case.id], at, say)) for one in rows)
    return DoorList(court=court.name, zone=court.zone, day=day, lines=lines)


def _line(one: OnTheDoor, reading: _Public) -> DoorLine:
    hearing, say = one.hearing, reading.say
    return DoorLine(
        hearing_id=hearing.id,
        begins=f"{local(hearing.starts_at, hearing.zone):%H:%M}",
        ends=f"{local(hearing.ends_at, hearing.zone):%H:%M}",
        case_number=one.case.number,
        about=one.case.about,
        kind=hearing.kind,
        kind_words=say(KIND_WORDS[hearing.kind]),
        status=hearing.status,
        status_words=say(LIST_WORDS[hearing.status]) if hearing.status in LIST_WORDS else "",
        in_private=not hearing.public,
        judge=reading.bench(one.judges),
        sides=reading.sides() if hearing.public else (),
    )


def as_paper(found: DoorList, say: Translate = str, language: str = "en", formats: str = "en") -> Paper:
    """The list as a page to put up; nothing on it that is not in the list."""
    head = (say(N_("Time")), say(N_("Case")), say(N_("Who is heard")), say(N_("Judge")), say(N_("The public")))
    rows = tuple(
        (_when(one), _what(one), "\n".join(one.sides) or "–", one.judge or "–", _open(one, say)) for one in found.lines
    )
    blocks: tuple[Text | Rows, ...] = (Rows(head, rows, (3, 6, 6, 4, 4)), Text(say(_NOTE)))
    if not rows:
        blocks = (Text(say(N_("No public hearings are listed for this day."))),)
    return Paper(
        title=say(N_("Hearings")),
        meta=((say(N_("Court")), found.court), (say(N_("Day")), format_date(found.day, "full", formats))),
        sections=(Section("", blocks),),
        footer=f"{found.court} · {found.day.isoformat()} · {{page}} / {{pages}}",
        language=language,
    )


def _when(one: DoorLine) -> str:
    return f"{one.begins} – {one.ends}" + (f"\n{one.status_words}" if one.status_words else "")


def _what(one: DoorLine) -> str:
    return f"{one.case_number}\n{one.kind_words} · {one.about}"


def _open(one: DoorLine, say: Translate) -> str:
    return say(N_("in private")) if one.in_private else say(N_("open to the public"))
