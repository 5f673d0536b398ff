"""Opening a case from what came in, with its people and its judge, in one transaction; and another judge later."""

from hashlib import sha256
from uuid import UUID

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.views import Principal
from app.cases.commands import OpenCase, ReplaceJudge
from app.cases.errors import NotAJudgeOfTheCourt, OnlyTheCourtReplaces
from app.cases.events import JudgeRecused, PartEnded
from app.cases.models import Case, Part
from app.cases.models.opening import CaseType, Recusal
from app.cases.queries import case_file, parts_of
from app.cases.queries.opening import case_type
from app.cases.queries.places import place_to_open_in
from app.cases.rules.opening import check_received
from app.cases.steps.bringing import Coming, bring_into_being, check_opening
from app.cases.steps.judges import Choice, give_judge, presided
from app.cases.terms import Act
from app.cases.views import CaseRef
from app.db.acting import as_system
from app.db.database import Database
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.kernel.clock import Clock
from app.protection.terms import Role


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
        check_opening(command)
        if command.paper:
            check_received(command.paper.received_at, at)
        fingerprint = sha256(canonical(command.model_dump(mode="json")).encode()).hexdigest()
        async with self._database.begin() as uow:
            court, unit_id = await place_to_open_in(uow, by)
            kind = await case_type(uow, court.id, command.type_id)
            earlier = await earlier_answer(uow, by.person_id, key, fingerprint)
            if earlier is not None:
                return CaseRef(**earlier)
            case = await bring_into_being(uow, self._index, Coming(court, unit_id, kind, command), by=by, at=at)
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
            choice = Choice(None, presides, command.judge_id, command.reason, by.person_id, self._index)
            await give_judge(uow, case, kind, choice, at)


def _sits(part: Part, judge_id: UUID) -> bool:
    return part.role == Role.JUDGE and part.person_id == judge_id and part.until is None
