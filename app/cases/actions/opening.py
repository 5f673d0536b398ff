"""Opening a case from what came in, with its people and its judge, in one transaction; and another judge later."""

import secrets
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from app.audit.log import append
from app.auth.models import Person
from app.auth.queries import account_by_address
from app.auth.steps import BlindIndex, NewPerson, register_person
from app.auth.views import Principal
from app.cases.commands import NewPart, OpenCase, ReplaceJudge
from app.cases.errors import NotAJudgeOfTheCourt, OnlyClerksOpenCases, OnlyTheCourtReplaces
from app.cases.events import JudgeRecused, PartEnded
from app.cases.models import Case, Court, Part
from app.cases.models.opening import CaseType, Recusal
from app.cases.queries import case_file, parts_of
from app.cases.queries.actors import actor_of
from app.cases.queries.opening import case_type
from app.cases.rules import Thing, may
from app.cases.rules.opening import BEHIND_A_PSEUDONYM, check_people, check_received, level_of
from app.cases.rules.words import check_words
from app.cases.steps import NewCase, enter_on_docket, give_part, open_case
from app.cases.steps.judges import Choice, give_judge, give_panel, presided
from app.cases.terms import Act, Level, Matter, Profile
from app.cases.views import CaseRef
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.protection.labels import draw_pseudonym
from app.protection.terms import Role

NOBODYS_CASE = UUID(int=0)  # the case that is still to be opened


class Openings:
    """What clerks do to bring a case into being and to give it its judge."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    @as_system
    async def open(self, command: OpenCase, *, by: Principal, key: str) -> CaseRef:
        """Open a case; the same key and request give the same case again.

        Raises OnlyClerksOpenCases, CaseTypeNotFound, LessProtectedThanItsKind, RepresentsNobody, ReceivedLater,
        NobodyToAllot, NotAJudgeOfTheCourt, ReasonMissing, PersonAlreadyInCase, WordsNameProtected.
        """
        at = self._clock.now()
        check_people(command.people)
        named = [one.name for one in command.people if one.role in BEHIND_A_PSEUDONYM]
        for words in (command.about, command.paper.title if command.paper else ""):
            check_words(words, named)
        if command.paper:
            check_received(command.paper.received_at, at)
        fingerprint = sha256(canonical(command.model_dump(mode="json")).encode()).hexdigest()
        async with self._database.begin() as uow:
            court, unit_id = await _place_to_open_in(uow, by)
            kind = await case_type(uow, court.id, command.type_id)
            earlier = await earlier_answer(uow, by.person_id, key, fingerprint)
            if earlier is not None:
                return CaseRef(**earlier)
            case = await open_case(uow, court, _new_case(command, kind), by=by.by, at=at)
            case.type_id, case.unit_id = kind.id, unit_id
            await self._bring_in(uow, case, command.people, by, at)
            choice = Choice(command.judge_id, reason=command.reason, by=by.person_id)
            await give_panel(uow, case, kind, choice, at)
            if command.paper:
                await enter_on_docket(
                    uow,
                    case.id,
                    kind="paper",
                    title=command.paper.title,
                    level=Level(case.level),
                    by=by.by,
                    at=at,
                    received_at=command.paper.received_at,
                )
            ref = CaseRef(id=case.id, number=case.number)
            keep_answer(uow, by.person_id, key, fingerprint, ref.model_dump(mode="json"), at)
        return ref

    @as_system
    async def replace_judge(self, case_id: UUID, command: ReplaceJudge, *, by: Principal) -> None:
        """End a judge's part and draw another from the same list; nothing changes when there is none.

        Raises CaseNotFound, OnlyTheCourtReplaces, NotAJudgeOfTheCourt, NobodyToAllot.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            if not (await case_file(uow, case_id, by)).may(Act.replace_judge):
                raise OnlyTheCourtReplaces()
            case = await uow.lock(Case, case_id)
            part = next((p for p in await parts_of(uow, case_id) if _sits(p, command.judge_id)), None)
            if part is None or case.type_id is None:
                raise NotAJudgeOfTheCourt()
            kind = await uow.get(CaseType, case.type_id)
            assert kind is not None
            if command.recused:
                uow.add(Recusal(case_id=case_id, person_id=command.judge_id, at=at, by=by.person_id))
                await uow.flush()
                await append(uow, JudgeRecused(case_id=case_id, person_id=command.judge_id), by=by.by, at=at)
            part.until = at
            event = PartEnded(case_id=case_id, part_id=part.id, person_id=part.person_id, role=part.role)
            await append(uow, event, by=by.by, at=at)
            presides = await presided(uow, case_id, command.judge_id)
            choice = Choice(None, presides, command.judge_id, command.reason, by.person_id)
            await give_judge(uow, case, kind, choice, at)

    async def _bring_in(
        self, uow: UnitOfWork, case: Case, people: tuple[NewPart, ...], by: Principal, at: datetime
    ) -> None:
        persons = [await self._person(uow, one, by, at) for one in people]
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

    async def _person(self, uow: UnitOfWork, one: NewPart, by: Principal, at: datetime) -> Person:
        if one.email:
            account = await account_by_address(uow, self._index.blind_index(f"email:{one.email.strip().lower()}"))
            holder = await uow.get(Person, account.person_id) if account else None
            if holder is not None:
                return holder
        new = NewPerson(Protected(one.name), Protected(one.email) if one.email else None)
        return await register_person(uow, new, by=by.by, at=at)


async def _place_to_open_in(uow: UnitOfWork, by: Principal) -> tuple[Court, UUID | None]:
    """The court this clerk works at, and their unit if they work for one; raises OnlyClerksOpenCases."""
    court, actor = await uow.get(Court, by.court_id) if by.court_id else None, await actor_of(uow, by)
    unit_id = min(actor.me.units, default=None)
    if court is None or not may(actor, Act.open_case, Thing(NOBODYS_CASE, court.id, unit_id)):
        raise OnlyClerksOpenCases()
    return court, unit_id


def _new_case(command: OpenCase, kind: CaseType) -> NewCase:
    return NewCase(
        matter=Matter(kind.matter),
        about=command.about,
        profile=Profile(kind.profile),
        level=level_of(command.level, Level(kind.level)),
        series=kind.series,
    )


def _sits(part: Part, judge_id: UUID) -> bool:
    return part.role == Role.JUDGE and part.person_id == judge_id and part.until is None
