"""Emergency access: asking, a second officer's decision, reading under it, its end, and the judge's look at it."""

from datetime import datetime, timedelta
from uuid import UUID

from app.audit.log import append
from app.auth.queries import name_of
from app.auth.rules.step_up import require_fresh
from app.auth.views import Principal
from app.cases.commands.break_glass import AskBreakGlass, OrderSilence, ReviewBreakGlass
from app.cases.errors import BreakGlassNotFound, NothingToOpen
from app.cases.events.break_glass import (
    BreakGlassAllowed,
    BreakGlassAsked,
    BreakGlassDecided,
    BreakGlassEnded,
    BreakGlassReviewed,
    BreakGlassUsed,
    IdentityRevealed,
    SilenceOrdered,
)
from app.cases.models import Case, Grant
from app.cases.models.break_glass import BreakGlass, Silence
from app.cases.queries import case_file
from app.cases.queries.break_glass import (
    asked_of,
    behind_pseudonym,
    case_numbered,
    judges_of,
    of_the_case,
    officer_of,
    running_for,
    silence_in,
    wants_identity,
)
from app.cases.rules.break_glass import (
    check_asking,
    check_deciding,
    check_ending,
    check_reading,
    check_reviewing,
    opens,
    require_judge_of_the_case,
    stage,
)
from app.cases.terms import GrantKind
from app.cases.terms.break_glass import Decision, Stage
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import N_, NotFound
from app.kernel.protected import Protected

PURPOSE = N_("Emergency access by two officers")


class BreakGlasses:
    """What officers and judges do about emergency access."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database = database
        self._clock = clock

    async def ask(self, command: AskBreakGlass, *, by: Principal) -> UUID:
        """Ask a second officer; gives the request's id. Whether there is such a case is not looked at.

        Raises OnlyOfficers, ConfirmItIsYou, BreakGlassTooLong.
        """
        at = self._clock.now()
        check_asking(by.desk, command.minutes)
        require_fresh(by.proved_at, at)
        row = BreakGlass(
            number=command.number.upper(),
            what=command.what.value,
            pseudonym=command.pseudonym.upper(),
            reason=Protected(command.reason),
            minutes=command.minutes,
            asked_by=by.person_id,
            asked_court_id=by.court_id,
            asked_at=at,
        )
        async with self._database.begin() as uow:
            uow.add(row)
            await uow.flush()
            event = BreakGlassAsked(break_glass_id=row.id, what=row.what, minutes=row.minutes)
            await append(uow, event, by=by.by, at=at)
        return row.id

    @as_system
    async def allow(self, request_id: UUID, *, by: Principal) -> None:
        """Let the officer who asked in, from now on, and alert the judges and the persons concerned.

        Raises OnlyOfficers, ConfirmItIsYou, BreakGlassNotFound, AnotherOfficerNeeded, NoLongerWaiting;
        NothingToOpen, the same for no such case and for one this could not open, which closes the request.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await self._to_decide(uow, request_id, by, at)
            require_fresh(by.proved_at, at)
            case = await self._opened_by(uow, row, by)
            if case is None:
                await self._decide(uow, row, Decision.nothing, by, at)
            else:
                await self._let_in(uow, row, case, by, at)
        if case is None:
            raise NothingToOpen()

    async def refuse(self, request_id: UUID, *, by: Principal) -> None:
        """Say no. Raises OnlyOfficers, BreakGlassNotFound, AnotherOfficerNeeded, NoLongerWaiting."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await self._to_decide(uow, request_id, by, at)
            await self._decide(uow, row, Decision.refused, by, at)

    async def end(self, request_id: UUID, *, by: Principal) -> None:
        """End it before its time, or withdraw what still waits. Raises BreakGlassNotFound, NoLongerRunning."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            is_judge = row.case_id is not None and by.person_id in await judges_of(uow, row.case_id)
            check_ending(officer_of(by), asked_of(row), is_judge, at)
            if stage(asked_of(row), at) is Stage.waiting:
                await self._decide(uow, row, Decision.withdrawn, by, at)
                return
            row.ended_at = at
            if row.grant_id is not None:
                (await uow.lock(Grant, row.grant_id)).until = at
            await append(uow, BreakGlassEnded(case_id=row.case_id, break_glass_id=row.id), by=by.by, at=at)

    async def review(self, request_id: UUID, command: ReviewBreakGlass, *, by: Principal) -> None:
        """Note that a judge of the case has looked at it. Raises BreakGlassNotFound, NotYetOver."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            is_judge = row.case_id is not None and by.person_id in await judges_of(uow, row.case_id)
            check_reviewing(is_judge, asked_of(row), at)
            row.reviewed_by, row.reviewed_at, row.note = by.person_id, at, Protected(command.note)
            await append(uow, BreakGlassReviewed(case_id=row.case_id, break_glass_id=row.id), by=by.by, at=at)

    async def identity(self, request_id: UUID, *, by: Principal) -> Protected[str]:
        """The name that was asked for, once the leaf that says so is committed.

        Raises BreakGlassNotFound, NoLongerRunning, ConfirmItIsYou.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _held(uow, request_id)
            check_reading(by.person_id, asked_of(row), at)
            require_fresh(by.proved_at, at)
            if row.concerned_id is None:
                raise BreakGlassNotFound()
            event = IdentityRevealed(case_id=row.case_id, break_glass_id=row.id, person_id=row.concerned_id)
            await append(uow, event, by=by.by, at=at)
            return await name_of(uow, row.concerned_id)

    async def note(self, by: Principal, page: str) -> None:
        """Keep in the log what an officer opens while emergency access runs for them; before they get it."""
        at = self._clock.now()
        async with self._database.read() as reader:
            running = await running_for(reader, by.person_id, at)
        if not running:
            return
        async with self._database.begin() as uow:
            for row in running:
                event = BreakGlassUsed(case_id=row.case_id, break_glass_id=row.id, page=page)
                await append(uow, event, by=by.by, at=at)

    async def order_silence(self, case_id: UUID, command: OrderSilence, *, by: Principal) -> None:
        """Order that the persons concerned are not told. Raises CaseNotFound, OnlyJudgesOfTheCase."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await self._as_judge(uow, case_id, by)
            if await silence_in(uow, case_id) is not None:
                return
            row = Silence(case_id=case_id, reason=Protected(command.reason), ordered_by=by.person_id, since=at)
            uow.add(row)
            await uow.flush()
            await append(uow, SilenceOrdered(case_id=case_id, silence_id=row.id, lifted=False), by=by.by, at=at)

    async def lift_silence(self, case_id: UUID, *, by: Principal) -> None:
        """Let the persons concerned be told again. Raises CaseNotFound, OnlyJudgesOfTheCase."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await self._as_judge(uow, case_id, by)
            row = await silence_in(uow, case_id)
            if row is None:
                return
            row.until = at
            await append(uow, SilenceOrdered(case_id=case_id, silence_id=row.id, lifted=True), by=by.by, at=at)

    async def _as_judge(self, uow: UnitOfWork, case_id: UUID, by: Principal) -> None:
        await case_file(uow, case_id, by)
        await uow.lock(Case, case_id)
        require_judge_of_the_case(by.person_id in await judges_of(uow, case_id))

    async def _to_decide(self, uow: UnitOfWork, request_id: UUID, by: Principal, at: datetime) -> BreakGlass:
        row = await _held(uow, request_id)
        check_deciding(officer_of(by), asked_of(row), at)
        return row

    async def _opened_by(self, uow: UnitOfWork, row: BreakGlass, by: Principal) -> Case | None:
        case = await case_numbered(uow, row.number)
        if case is None:
            return None
        parties = await of_the_case(uow, case.id)
        if not opens(row.asked_by, officer_of(by), asked_of(row), case.court_id, parties):
            return None
        if wants_identity(row):
            row.concerned_id = await behind_pseudonym(uow, case.id, row.pseudonym)
            if row.concerned_id is None:
                return None
        return case

    async def _let_in(self, uow: UnitOfWork, row: BreakGlass, case: Case, by: Principal, at: datetime) -> None:
        row.case_id, row.until = case.id, at + timedelta(minutes=row.minutes)
        row.silent = await silence_in(uow, case.id) is not None
        row.decision, row.decided_by, row.decided_at = Decision.allowed.value, by.person_id, at
        if not wants_identity(row):
            grant = Grant(
                case_id=case.id,
                person_id=row.asked_by,
                kind=GrantKind.break_glass.value,
                purpose=PURPOSE,
                granted_by=by.person_id,
                since=at,
                until=row.until,
            )
            uow.add(grant)
            await uow.flush()
            row.grant_id = grant.id
        event = BreakGlassAllowed(
            case_id=case.id,
            break_glass_id=row.id,
            asked_by=row.asked_by,
            what=row.what,
            concerned_id=row.concerned_id,
            until=row.until,
            silent=row.silent,
        )
        await append(uow, event, by=by.by, at=at)

    async def _decide(self, uow: UnitOfWork, row: BreakGlass, decision: Decision, by: Principal, at: datetime) -> None:
        row.decision, row.decided_by, row.decided_at = decision.value, by.person_id, at
        event = BreakGlassDecided(break_glass_id=row.id, asked_by=row.asked_by, decision=decision.value)
        await append(uow, event, by=by.by, at=at)


async def _held(uow: UnitOfWork, request_id: UUID) -> BreakGlass:
    try:
        return await uow.lock(BreakGlass, request_id)
    except NotFound as reason:
        raise BreakGlassNotFound() from reason
