"""What anybody may read without signing in: a day's cause list, and the public docket of a public case."""

import re
from collections.abc import Callable
from datetime import date, datetime

from pydantic import BaseModel, ConfigDict

from app.cases.errors import CaseNotFound
from app.cases.queries import PUBLIC_VIEWER, CasePeople, case_by_number, case_people, docket
from app.cases.views import EntryView
from app.db.database import Reader
from app.hearings.calendar import Interval
from app.hearings.queries import hearings_of_case, public_hearings, public_line
from app.hearings.views import PublicHearing
from app.kernel.zones import around
from app.protection.labels import PARTS
from app.protection.terms import Role

CASE_NUMBER = re.compile("[A-Za-z0-9]+(?:[-._][A-Za-z0-9]+)+")  # whatever a court's form of numbers can give
EARLIEST, LATEST = date(2000, 1, 1), date(2100, 12, 31)
_LISTED = (
    Role.JUDGE,
    Role.PROSECUTOR,
    Role.ACCUSED,
    Role.PARTY,
    Role.PLAINTIFF,
    Role.DEFENCE_COUNSEL,
    Role.VICTIM_COUNSEL,
)
Translate = Callable[[str], str]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class PublicEntry(_View):
    """One public line of a docket."""

    number: int | None
    kind: str
    title: str
    received_at: datetime | None
    entered_at: datetime
    state: str = "stands"
    corrects: int | None = None


class PublicParty(_View):
    """Somebody with a part in the case under the label the public may read; witnesses are not listed."""

    label: str
    part: str


class PublicCase(_View):
    """What anybody may know of a case: its public lines, its parties, its hearings."""

    number: str
    about: str
    court: str
    zone: str
    opened_at: datetime
    parties: list[PublicParty]
    hearings: list[PublicHearing]
    entries: list[PublicEntry]


async def cause_list(reader: Reader, day: date) -> list[PublicHearing]:
    """The hearings of a day on the courts' own calendars, those in private and those vacated too."""
    then = Interval(*around(day))
    return [one for one in await public_hearings(reader, then) if one.wall_time.startswith(day.isoformat())]


async def public_case(reader: Reader, number: str, at: datetime, translate: Translate = str) -> PublicCase:
    """The case as anybody may read it; raises CaseNotFound for one that is not public."""
    if not CASE_NUMBER.fullmatch(number):
        raise CaseNotFound()
    file = await case_by_number(reader, number, None)
    people = await case_people(reader, file.case)
    rows = await hearings_of_case(reader, file.case.id)
    return PublicCase(
        number=file.case.number,
        about=file.case.about,
        court=file.court.name,
        zone=file.court.zone,
        opened_at=file.case.opened_at,
        parties=_parties(people, at, translate),
        hearings=[public_line(row, file.case) for row in rows],
        entries=[_entry(entry) for entry in await docket(reader, file)],
    )


def _entry(entry: EntryView) -> PublicEntry:
    return PublicEntry(**entry.model_dump(include=set(PublicEntry.model_fields)))


def _parties(people: CasePeople, at: datetime, translate: Translate) -> list[PublicParty]:
    listed = [person for person in people.people.values() if person.role in _LISTED]
    labels = [
        (people.label(PUBLIC_VIEWER, person.id, at, translate), person)
        for person in sorted(listed, key=lambda person: _LISTED.index(person.role))
    ]
    return [
        PublicParty(label=label.words, part=translate(PARTS[person.role]))
        for label, person in labels
        if not label.hidden and label.part == translate(PARTS[person.role])  # no pseudonym of a witness is listed
    ]
