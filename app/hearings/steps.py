"""What several booking acts share: who may book, who is asked, holding their calendars, refusing a clash."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.models import Case, Part
from app.cases.queries import CaseFile, case_file
from app.cases.steps import give_part
from app.cases.terms import Act
from app.db.database import UnitOfWork
from app.hearings.calendar import (
    Booked,
    DoubleBooked,
    Interval,
    ParticipantNotAvailable,
    WallTime,
    conflicts,
    instants,
)
from app.hearings.commands import BookHearing, Slot
from app.hearings.errors import (
    ChangedMeanwhile,
    HearingNeedsAJudge,
    LanguagesMissing,
    NotOfThisCase,
    OnlyTheCourtBooks,
    ParticipantNotFound,
    SittingHasBegun,
    StepNotOpen,
)
from app.hearings.models import Hearing, Participant, Sitting
from app.hearings.queries import (
    STANDING,
    HearingFile,
    hearing_file,
    judges_of,
    people_helped,
    places_taken,
    present_parts,
)
from app.protection.terms import Role, Stage


@dataclass(frozen=True, slots=True)
class Asked:
    """Somebody to be asked to a hearing: the part they play, and an interpreter's languages."""

    part: Part
    languages: tuple[str, ...] = ()


async def case_to_book(uow: UnitOfWork, case_id: UUID, by: Principal) -> CaseFile:
    """The case, held, for those who book its hearings: the clerk of its court and its judge.

    Everybody holds the case first, then a hearing, then people: two bookings never wait for each other
    in a circle. Raises OnlyTheCourtBooks.
    """
    file = await case_file(uow, case_id, by)
    if not file.may(Act.book_hearing):
        raise OnlyTheCourtBooks()
    await uow.lock(Case, case_id)
    return file


async def hearing_to_change(uow: UnitOfWork, hearing_id: UUID, by: Principal, version: int | None) -> HearingFile:
    """The hearing, held for change, whose plan still stands.

    `version` is the one the person saw; None for an act that does not change the plan. Raises
    OnlyTheCourtBooks, StepNotOpen, ChangedMeanwhile, SittingHasBegun.
    """
    found = await hearing_file(uow, hearing_id, by)
    if not found.file.may(Act.book_hearing):
        raise OnlyTheCourtBooks()
    hearing = await _held(uow, found.hearing)
    if version is not None and hearing.version != version:
        raise ChangedMeanwhile(version=hearing.version)
    if version is not None and await uow.get(Sitting, hearing_id) is not None:
        raise SittingHasBegun()
    return found


async def place_to_invite(
    uow: UnitOfWork, hearing_id: UUID, participant_id: UUID, by: Principal
) -> tuple[Hearing, Participant]:
    """Somebody expected at a hearing, held, for those who give and recall codes: the court, and who helps this person.

    A helper gives again what the court gave once. Raises OnlyTheCourtBooks, ParticipantNotFound, StepNotOpen.
    """
    found = await hearing_file(uow, hearing_id, by)
    of_court = found.file.may(Act.book_hearing)
    helped = frozenset() if of_court else await people_helped(uow, hearing_id, by.person_id)
    if not of_court and not helped:
        raise OnlyTheCourtBooks()
    one = await uow.get(Participant, participant_id)
    if one is None or one.hearing_id != hearing_id:
        raise ParticipantNotFound()
    if not of_court and one.person_id not in helped:
        raise OnlyTheCourtBooks()
    return await _held(uow, found.hearing), one


async def _held(uow: UnitOfWork, hearing: Hearing) -> Hearing:
    """The hearing, held after its case, whose plan still stands."""
    await uow.lock(Case, hearing.case_id)
    held = await uow.lock(Hearing, hearing.id)
    if held.status not in STANDING:
        raise StepNotOpen(state=held.status)
    return held


def moment(slot: Slot, zone: str, now: datetime) -> tuple[WallTime, Interval]:
    """What a slot means in the court's zone; raises what `calendar.instants` raises."""
    wall = WallTime(slot.date, slot.time, zone, slot.second)
    return wall, instants(wall, timedelta(minutes=slot.minutes), now)


async def people_to_ask(uow: UnitOfWork, file: CaseFile, command: BookHearing, at: datetime) -> list[Asked]:
    """Everybody to ask, once each. A judge of the court who has no part in the case is given it.

    Raises NotOfThisCase, LanguagesMissing, HearingNeedsAJudge.
    """
    parts = {part.id: part for part in await present_parts(uow, file.case.id)}
    asked: dict[UUID, Asked] = {}
    for invitee in command.participants:
        part = parts.get(invitee.part_id)
        if part is None:
            raise NotOfThisCase()
        if part.role == Role.INTERPRETER and len(set(invitee.languages)) < 2:
            raise LanguagesMissing()
        asked.setdefault(part.person_id, Asked(part, invitee.languages))
    if command.judge_id is not None and command.judge_id not in asked:
        asked[command.judge_id] = Asked(await _judge(uow, file, command.judge_id, list(parts.values()), at))
    if not any(one.part.role == Role.JUDGE for one in asked.values()):
        raise HearingNeedsAJudge()
    return list(asked.values())


async def _judge(uow: UnitOfWork, file: CaseFile, judge_id: UUID, parts: list[Part], at: datetime) -> Part:
    here = next((part for part in parts if part.person_id == judge_id and part.role == Role.JUDGE), None)
    if here is not None:
        return here
    if judge_id not in {judge.id for judge in await judges_of(uow, file.court.id)}:
        raise NotOfThisCase()
    part = Part(case_id=file.case.id, person_id=judge_id, role=Role.JUDGE.value, since=at)
    return await give_part(uow, part, by=f"{file.actor.me.person_id}", at=at)


async def hold_calendars(uow: UnitOfWork, people: Collection[UUID]) -> None:
    """Let one booking at a time decide about these people: their rows are held, in one order, until commit.

    Rows that merely point at a person are not held up by it. SQLite has one writer already.
    """
    held = select(Person.id).where(col(Person.id).in_(people)).order_by(col(Person.id))
    await uow.all(held.with_for_update(key_share=True))


async def refuse_clash(
    uow: UnitOfWork, file: CaseFile, parts: Collection[Part], wanted: Interval, *, besides: UUID | None = None
) -> None:
    """Refuse a time at which one of these people is taken; only the clerk of the court learns who and when.

    Call after `hold_calendars`. Raises DoubleBooked for the clerk, ParticipantNotAvailable for everybody else.
    """
    people = {part.person_id: part.id for part in parts}
    taken = await places_taken(uow, people.keys(), wanted, besides=besides)
    clashes = conflicts(wanted, people.keys(), [one for places in taken.values() for one in places])
    if not clashes:
        return
    if not file.may(Act.see_clashes):
        raise ParticipantNotAvailable()
    here = taken.get(file.court.id, [])
    raise DoubleBooked(clashes=[_clash(one, people[one.person_id], one in here) for one in clashes])


def _clash(one: Booked, part_id: UUID, here: bool) -> dict[str, object]:
    """When, for a hearing of this court; a hearing of another court only says that they are taken."""
    times = {"from": one.when.starts_at, "until": one.when.ends_at} if here else {}
    return {"part_id": part_id, **times}


def expect(uow: UnitOfWork, hearing: Hearing, asked: Collection[Asked]) -> None:
    """Put everybody asked on the hearing's list."""
    for one in asked:
        uow.add(
            Participant(
                hearing_id=hearing.id,
                person_id=one.part.person_id,
                role=one.part.role,
                for_person_id=one.part.for_person_id,
                state=Stage.EXPECTED.value,
                languages=list(one.languages),
            )
        )
