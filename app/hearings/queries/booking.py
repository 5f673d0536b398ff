"""What whoever books is offered: people who can be asked, and times at which all of them are free."""

from datetime import datetime, timedelta
from uuid import UUID

from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries import CaseFile, CasePeople, case_file, case_people
from app.cases.terms import Act
from app.db.database import Reader
from app.hearings.calendar import SEARCHED_DAYS, Interval, check_length, day_of, free_times
from app.hearings.commands import FindTimes
from app.hearings.errors import NotOfThisCase, OnlyTheCourtBooks
from app.hearings.queries.labelled import Look
from app.hearings.queries.plans import hearing_file, judges_of, participants_of, places_taken, present_parts
from app.hearings.views import CandidateView, FreeTime
from app.kernel.zones import local
from app.protection.labels import PARTS, CaseView, Named, label_for
from app.protection.terms import Attendee, Person, Role

ASKED_ROLES = (
    Role.JUDGE,
    Role.PROSECUTOR,
    Role.DEFENCE_COUNSEL,
    Role.VICTIM_COUNSEL,
    Role.ACCUSED,
    Role.PARTY,
    Role.PLAINTIFF,
    Role.VICTIM,
    Role.COMPLAINANT,
    Role.WITNESS,
    Role.EXPERT,
    Role.GUARDIAN,
    Role.NEXT_FRIEND,
    Role.INTERPRETER,
    Role.INTERMEDIARY,
    Role.SUPPORT_PERSON,
    Role.COURT_REPORTER,
    Role.CONTACT_OFFICER,
)
"""Who can be asked to a hearing, in the order a list shows them."""


async def candidates(reader: Reader, case_id: UUID, look: Look) -> list[CandidateView]:
    """Everybody who can be asked: the parts of the case, then judges of the court. Raises OnlyTheCourtBooks."""
    file = await _to_book(reader, case_id, look.principal)
    people = await case_people(reader, file.case)
    viewer = people.viewer(look.principal)
    found = [
        CandidateView(
            part_id=part.id,
            judge_id=None,
            label=people.label(viewer, part.person_id, look.at, look.translate).words,
            role=part.role,
            part=look.translate(PARTS[Role(part.role)]),
        )
        for part in await present_parts(reader, case_id)
        if part.role in ASKED_ROLES
    ]
    others = await _other_judges(reader, file.case, people, viewer, look)
    return sorted([*found, *others], key=lambda one: ASKED_ROLES.index(Role(one.role)))


async def _other_judges(
    reader: Reader, case: Case, people: CasePeople, viewer: Attendee, look: Look
) -> list[CandidateView]:
    """Judges of the court without a part in the case, under the label of a judge."""
    place = CaseView(people.page(), people.rulings, look.at)
    judges = [judge for judge in await judges_of(reader, case.court_id) if judge.id not in people.people]
    return [
        CandidateView(
            part_id=None,
            judge_id=judge.id,
            label=label_for(viewer, Named(Attendee(Person(judge.id, Role.JUDGE)), judge.name), place).words,
            role=Role.JUDGE.value,
            part=look.translate(PARTS[Role.JUDGE]),
        )
        for judge in judges
    ]


async def times_free(reader: Reader, case_id: UUID, command: FindTimes, by: Principal, now: datetime) -> list[FreeTime]:
    """Times free for everybody named, or for everybody asked to a hearing that is to be moved.

    Raises OnlyTheCourtBooks, NotOfThisCase, DurationOutOfRange and what `calendar.day_of` raises.
    """
    file = await _to_book(reader, case_id, by)
    lasts = timedelta(minutes=command.minutes)
    check_length(lasts)
    first = day_of(command.date, file.court.zone, now)
    people = await _people(reader, file, command, by)
    searched = Interval(now, now + (first - now.date()) + timedelta(days=SEARCHED_DAYS + 2))
    taken = await places_taken(reader, people, searched, besides=command.hearing_id)
    busy = [one.when for places in taken.values() for one in places]
    return [_free_time(one, file.court.zone) for one in free_times(first, lasts, file.court.zone, busy, now)]


async def _people(reader: Reader, file: CaseFile, command: FindTimes, by: Principal) -> set[UUID]:
    parts = {part.id: part.person_id for part in await present_parts(reader, file.case.id)}
    if not parts.keys() >= set(command.part_ids):
        raise NotOfThisCase()
    people = {parts[part_id] for part_id in command.part_ids}
    if command.judge_id is not None:
        if command.judge_id not in {judge.id for judge in await judges_of(reader, file.court.id)}:
            raise NotOfThisCase()
        people.add(command.judge_id)
    if command.hearing_id is not None:
        await hearing_file(reader, command.hearing_id, by)
        expected = (await participants_of(reader, [command.hearing_id]))[command.hearing_id]
        people |= {one.person_id for one in expected}
    return people


async def _to_book(reader: Reader, case_id: UUID, by: Principal) -> CaseFile:
    file = await case_file(reader, case_id, by)
    if not file.may(Act.book_hearing):
        raise OnlyTheCourtBooks()
    return file


def _free_time(one: Interval, zone: str) -> FreeTime:
    here = local(one.starts_at, zone)
    return FreeTime(
        starts_at=one.starts_at, ends_at=one.ends_at, date=here.date().isoformat(), time=f"{here.time():%H:%M}"
    )
