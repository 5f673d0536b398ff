"""Bringing a case into being from what came in: number, people, judges and first entry together."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.models import Person
from app.auth.queries import account_by_address
from app.auth.steps import BlindIndex, NewPerson, register_person
from app.auth.views import Principal
from app.cases.commands import NewPart, OpenCase
from app.cases.models import Case, Court, Part
from app.cases.models.opening import CaseType
from app.cases.rules.fees import of_opening
from app.cases.rules.opening import BEHIND_A_PSEUDONYM, check_people, level_of
from app.cases.rules.words import check_words
from app.cases.steps.docket import enter_on_docket
from app.cases.steps.fees import Payer, charge
from app.cases.steps.judges import Choice, give_panel
from app.cases.steps.opening import NewCase, open_case
from app.cases.steps.parts import give_part
from app.cases.terms import Level, Matter, OpeningRole, Profile
from app.db.database import UnitOfWork
from app.kernel.protected import Protected
from app.protection.labels import draw_pseudonym


@dataclass(frozen=True, slots=True)
class Filer:
    """Who asked for the case, as what, and for whom of its people: the place in the list."""

    person_id: UUID
    role: OpeningRole
    represents: int | None = None


@dataclass(frozen=True, slots=True)
class Coming:
    """What a case is opened from. `entry_kind`: of its first entry."""

    court: Court
    unit_id: UUID | None
    kind: CaseType
    command: OpenCase
    entry_kind: str = "paper"
    filer: Filer | None = None


def check_opening(command: OpenCase) -> None:
    """Raises RepresentsNobody, WordsNameProtected for what can be told before anything is read."""
    check_people(command.people)
    named = [one.name for one in command.people if one.role in BEHIND_A_PSEUDONYM]
    for words in (command.about, command.paper.title if command.paper else ""):
        check_words(words, named)


async def bring_into_being(uow: UnitOfWork, index: BlindIndex, coming: Coming, *, by: Principal, at: datetime) -> Case:
    """The case, whole. Raises LessProtectedThanItsKind, NobodyToAllot, NotAJudgeOfTheCourt, ReasonMissing."""
    command, kind = coming.command, coming.kind
    case = await open_case(uow, coming.court, _new_case(command, kind), by=by.by, at=at)
    case.type_id, case.unit_id = kind.id, coming.unit_id
    persons = await introduce(uow, index, case, command.people, by=by, at=at)
    side_id = await _filer(uow, case, coming.filer, persons, by, at) if coming.filer else None
    payer = Payer(coming.filer.person_id, side_id) if coming.filer else Payer()
    await charge(uow, case, of_opening(kind.series), payer, by=by.by, at=at)
    choice = Choice(command.judge_id, reason=command.reason, by=by.person_id, index=index)
    await give_panel(uow, case, kind, choice, at)
    if command.paper:
        await enter_on_docket(
            uow,
            case.id,
            kind=coming.entry_kind,
            title=command.paper.title,
            level=Level(case.level),
            by=by.by,
            at=at,
            filer_id=coming.filer.person_id if coming.filer else None,
            side_id=side_id,
            received_at=command.paper.received_at,
        )
    return case


async def introduce(
    uow: UnitOfWork, index: BlindIndex, case: Case, people: tuple[NewPart, ...], *, by: Principal, at: datetime
) -> list[Person]:
    """Give each of these people their part in a case, and a pseudonym where one is due."""
    persons = [await _person(uow, index, one, by, at) for one in people]
    taken: list[str] = []
    for one, person in zip(people, persons, strict=True):
        if one.role in BEHIND_A_PSEUDONYM:
            taken.append(draw_pseudonym(person.name, taken, secrets.choice))
        part = Part(
            case_id=case.id,
            person_id=person.id,
            role=one.role.value,
            for_person_id=None if one.represents is None else persons[one.represents].id,
            pseudonym=taken[-1] if one.role in BEHIND_A_PSEUDONYM else None,
            since=at,
            granted_by=by.person_id,
        )
        await give_part(uow, part, by=by.by, at=at)
    return persons


async def _filer(uow: UnitOfWork, case: Case, filer: Filer, persons: list[Person], by: Principal, at: datetime) -> UUID:
    """Whoever asked for the case takes part in it from the beginning; gives whose side that is."""
    client = None if filer.represents is None else persons[filer.represents].id
    part = Part(
        case_id=case.id,
        person_id=filer.person_id,
        role=filer.role.value,
        for_person_id=client,
        since=at,
        granted_by=by.person_id,
    )
    await give_part(uow, part, by=by.by, at=at)
    return case.id if filer.role is OpeningRole.prosecutor else client or filer.person_id


async def _person(uow: UnitOfWork, index: BlindIndex, one: NewPart, by: Principal, at: datetime) -> Person:
    if one.email:
        account = await account_by_address(uow, index.blind_index(f"email:{one.email.strip().lower()}"))
        holder = await uow.get(Person, account.person_id) if account else None
        if holder is not None:
            return holder
    new = NewPerson(Protected(one.name), Protected(one.email) if one.email else None, kind=one.kind.value)
    return await register_person(uow, new, by=by.by, at=at)


def _new_case(command: OpenCase, kind: CaseType) -> NewCase:
    return NewCase(
        matter=Matter(kind.matter),
        about=command.about,
        profile=Profile(kind.profile),
        level=level_of(command.level, Level(kind.level)),
        series=kind.series,
    )
