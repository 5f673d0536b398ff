"""Up to a court of appeal and back, to the archive and out of it."""

from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.commands.moves import AppealCase, GiveReason
from app.cases.errors import CourtNotFound
from app.cases.events.moves import CaseAppealed, CaseRemitted, CaseRests
from app.cases.models import Case, CaseRest, Court, DocketEntry
from app.cases.queries import parts_of, present
from app.cases.queries.moves import FindUnfinished, links_of
from app.cases.queries.opening import case_type
from app.cases.rules.seals import strictest
from app.cases.steps import NewCase, enter_on_docket, open_case
from app.cases.steps.judges import Choice, give_judge
from app.cases.steps.kin import link, repeat_entries, repeat_parts
from app.cases.steps.moves import case_to_move, reason_about
from app.cases.terms import Act, Level, Matter, Profile
from app.cases.terms.moves import CaseState, Kinship, Move
from app.cases.views import CaseRef
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import N_
from app.kernel.protected import Protected
from app.protection.terms import Role

SENT_UP = N_("An appeal went to another court")
SENT_BACK = N_("Sent back by the court of appeal")
ARCHIVED = N_("Archived")
REOPENED = N_("Opened again")
STAYS_BELOW = frozenset({Role.JUDGE, Role.JUROR, Role.COURT_REPORTER, Role.GUARD, Role.ATTENDANT, Role.OPERATOR})
"""Parts that belong to one court and do not go up with the case."""


class Instances:
    """Appeals, what comes back from them, and cases at rest. `unfinished`: what siblings know is not over."""

    def __init__(self, database: Database, clock: Clock, unfinished: FindUnfinished) -> None:
        self._database, self._clock, self._unfinished = database, clock, unfinished

    @as_system
    async def appeal(self, case_id: UUID, command: AppealCase, *, by: Principal) -> CaseRef:
        """Open the appeal at another court, with parties, counsel and every entry of this case; gives the new case.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, CourtNotFound, CaseTypeNotFound, NobodyToAllot,
        WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.appeal, self._unfinished)
            court = await uow.get(Court, command.court_id)
            if court is None:
                raise CourtNotFound()
            kind, old = await case_type(uow, court.id, command.type_id), file.case
            about = NewCase(
                matter=Matter(old.matter),
                about=old.about,
                profile=Profile(old.profile),
                level=strictest((old.level, kind.level)),
                series=kind.series,
            )
            case = await open_case(uow, court, about, by=by.by, at=at)
            case.type_id = kind.id
            reason = await reason_about(uow, case_id, command.reason)
            await link(uow, Kinship.appealed, case_id, case.id, reason, by, at)
            parts = [p for p in present(await parts_of(uow, case_id), at) if Role(p.role) not in STAYS_BELOW]
            await repeat_parts(uow, parts, {p.person_id for p in parts}, case.id, by, at)
            await give_judge(uow, case, kind, Choice(by=by.person_id), at)
            await repeat_entries(uow, await _docket(uow, case_id), old, case.id, by, at)
            await _enter(uow, old, SENT_UP, by, at)
            event = CaseAppealed(case_id=case_id, new_case_id=case.id, court_id=court.id)
            await append(uow, event, by=by.by, at=at)
            return CaseRef(id=case.id, number=case.number)

    @as_system
    async def remit(self, case_id: UUID, command: GiveReason, *, by: Principal) -> None:
        """Send an appeal back: the case it came from goes on with what was entered here, this one rests.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, SomethingUnfinished, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.remit, self._unfinished)
            ups = [row for row in await links_of(uow, case_id) if row.kind == Kinship.appealed]
            first = next(row.from_case_id for row in ups if row.to_case_id == case_id)
            back, reason = await uow.lock(Case, first), await reason_about(uow, case_id, command.reason)
            back.state = CaseState.open.value
            await link(uow, Kinship.remitted, case_id, back.id, reason, by, at)
            await _enter(uow, back, SENT_BACK, by, at)
            new = [row for row in await _docket(uow, case_id) if row.origin_id is None]
            await repeat_entries(uow, new, file.case, back.id, by, at, Level.filer)
            await append(uow, CaseRemitted(case_id=case_id, back_to_id=back.id), by=by.by, at=at)
            await _rest(uow, file.case, CaseState.archived, reason, by, at)

    async def archive(self, case_id: UUID, command: GiveReason, *, by: Principal) -> None:
        """Let the case rest: it can be read as before, and nothing in it changes.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, SomethingUnfinished, WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.archive, self._unfinished)
            reason = await reason_about(uow, case_id, command.reason)
            await _enter(uow, file.case, ARCHIVED, by, at)
            await _rest(uow, file.case, CaseState.archived, reason, by, at)

    async def reopen(self, case_id: UUID, command: GiveReason, *, by: Principal) -> None:
        """Open it again, by a judge of the case. Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.reopen, self._unfinished, Act.reopen_case)
            reason = await reason_about(uow, case_id, command.reason)
            await _enter(uow, file.case, REOPENED, by, at)
            await _rest(uow, file.case, CaseState.open, reason, by, at)


async def _docket(uow: UnitOfWork, case_id: UUID) -> list[DocketEntry]:
    rows = select(DocketEntry).where(DocketEntry.case_id == case_id)
    found: list[DocketEntry] = await uow.all(rows.order_by(col(DocketEntry.sequence)))
    return found


async def _enter(uow: UnitOfWork, case: Case, title: str, by: Principal, at: datetime) -> None:
    await enter_on_docket(uow, case.id, kind="order", title=title, level=Level.parties, by=by.by, at=at)


async def _rest(
    uow: UnitOfWork, case: Case, state: CaseState, reason: Protected[str], by: Principal, at: datetime
) -> None:
    case.state = state.value
    uow.add(CaseRest(case_id=case.id, state=state.value, reason=reason, made_by=by.person_id, at=at))
    await append(uow, CaseRests(case_id=case.id, state=state.value), by=by.by, at=at)
