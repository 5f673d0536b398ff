"""Handing a case to another court: offered, then taken over, refused or taken back. Until it is taken over nothing
of the case changes, so that a refusal leaves it exactly as it was.
"""

from datetime import datetime
from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.cases.commands.moves import AcceptOffer, GiveReason, OfferCase
from app.cases.errors import CourtNotFound
from app.cases.errors.moves import OfferAnswered, OwnCourt
from app.cases.events import DeadlineMoved, PartEnded
from app.cases.events.moves import CaseOffered, CaseTransferred, OfferClosed
from app.cases.models import Case, CaseAlias, CaseOffer, Court
from app.cases.models.opening import CaseType
from app.cases.queries import actor_of, guarded_names, parts_of
from app.cases.queries.deadlines import calendar_of
from app.cases.queries.moves import FindUnfinished, offered_to, open_in, standing_of, waiting_offer
from app.cases.queries.opening import case_type
from app.cases.rules.moves import check_move
from app.cases.rules.seals import strictest
from app.cases.rules.searching import fold_number
from app.cases.rules.words import check_words
from app.cases.steps import enter_on_docket
from app.cases.steps.deadlines import count
from app.cases.steps.judges import Choice, give_judge
from app.cases.steps.moves import case_to_move, reason_about, unfinished_in
from app.cases.steps.opening import form_of, next_number
from app.cases.terms import Level
from app.cases.terms.moves import Move, OfferState
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock
from app.kernel.errors import N_
from app.kernel.protected import Protected
from app.kernel.zones import local
from app.protection.terms import Role

TITLE = N_("Taken over from another court")


class Transfers:
    """What two courts do when a case goes from one to the other. `unfinished`: what siblings know is not over."""

    def __init__(self, database: Database, clock: Clock, unfinished: FindUnfinished) -> None:
        self._database, self._clock, self._unfinished = database, clock, unfinished

    async def offer(self, case_id: UUID, command: OfferCase, *, by: Principal) -> UUID:
        """Ask another court to take the case over; gives the offer's id.

        Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen, SomethingUnfinished, CourtNotFound, OwnCourt,
        WordsNameProtected.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            file = await case_to_move(uow, case_id, by, Move.offer, self._unfinished)
            if command.court_id == file.court.id:
                raise OwnCourt()
            if await uow.get(Court, command.court_id) is None:
                raise CourtNotFound()
            row = CaseOffer(
                case_id=case_id,
                from_court_id=file.court.id,
                to_court_id=command.court_id,
                state=OfferState.waiting.value,
                reason=await reason_about(uow, case_id, command.reason),
                offered_by=by.person_id,
                offered_at=at,
            )
            uow.add(row)
            await uow.flush()
            event = CaseOffered(
                case_id=case_id, offer_id=row.id, from_court_id=row.from_court_id, to_court_id=row.to_court_id
            )
            await append(uow, event, by=by.by, at=at)
            return row.id

    async def withdraw(self, case_id: UUID, *, by: Principal) -> None:
        """Take the offer back. Raises CaseNotFound, OnlyTheCourtMoves, MoveNotOpen."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await case_to_move(uow, case_id, by, Move.withdraw_offer, self._unfinished)
            row = await waiting_offer(uow, case_id)
            assert row is not None  # the table permits it only then
            await _close(uow, row, OfferState.withdrawn, None, by, at)

    @as_system
    async def refuse(self, offer_id: UUID, command: GiveReason, *, by: Principal) -> None:
        """Say no, with a reason the other court reads. Raises OfferNotFound, OfferAnswered, WordsNameProtected."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _to_answer(uow, offer_id, by)
            check_words(command.reason, await guarded_names(uow, row.case_id))
            await _close(uow, row, OfferState.refused, command.reason, by, at)

    @as_system
    async def accept(self, offer_id: UUID, command: AcceptOffer, *, by: Principal) -> UUID:
        """Take the case over: court, judge, number and the ends of deadlines change together; gives the case's id.

        Raises OfferNotFound, OfferAnswered, CaseTypeNotFound, NobodyToAllot, MoveNotOpen, SomethingUnfinished,
        NoCourtDaysLeft.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            row = await _to_answer(uow, offer_id, by)
            kind = await case_type(uow, row.to_court_id, command.type_id)
            case = await uow.lock(Case, row.case_id)
            check_move(Move.accept, await standing_of(uow, case), await unfinished_in(uow, case.id, self._unfinished))
            court = await uow.lock(Court, row.to_court_id)  # a holiday declared at this moment counts, before or after
            number = await _settle(uow, case, court, kind, min((await actor_of(uow, by)).me.units, default=None), at)
            await _change_judges(uow, case, kind, by, at)
            await _recount(uow, case, court, by, at)
            row.state, row.answered_by, row.answered_at = OfferState.accepted.value, by.person_id, at
            await enter_on_docket(uow, case.id, kind="order", title=TITLE, level=Level(case.level), by=by.by, at=at)
            event = CaseTransferred(
                case_id=case.id,
                offer_id=row.id,
                from_court_id=row.from_court_id,
                to_court_id=court.id,
                renumbered=number is not None,
            )
            await append(uow, event, by=by.by, at=at)
            return case.id


async def _to_answer(uow: UnitOfWork, offer_id: UUID, by: Principal) -> CaseOffer:
    """The offer, held after its case, for the clerks of the court it was made to."""
    seen = await offered_to(uow, offer_id, by)
    await uow.lock(Case, seen.case_id)
    row = await uow.lock(CaseOffer, offer_id)
    if row.state != OfferState.waiting:
        raise OfferAnswered()
    return row


async def _close(
    uow: UnitOfWork, row: CaseOffer, state: OfferState, answer: str | None, by: Principal, at: datetime
) -> None:
    row.state, row.answered_by, row.answered_at = state.value, by.person_id, at
    row.answer = Protected(answer, (f"case:{row.case_id}",)) if answer else None
    event = OfferClosed(case_id=row.case_id, offer_id=row.id, state=state.value)
    await append(uow, event, by=by.by, at=at)


async def _settle(
    uow: UnitOfWork, case: Case, court: Court, kind: CaseType, unit_id: UUID | None, at: datetime
) -> str | None:
    """The case at its new court: of a kind of that court, as strict as either has it; gives a number it got, or None.

    Its number stays while the new court could have given it; otherwise it gets one more, and both lead to it.
    """
    before, form = case.court_id, await form_of(uow, court)
    case.court_id, case.unit_id, case.type_id = court.id, unit_id, kind.id
    case.level = strictest((case.level, kind.level)).value
    if form.reads(case.number):
        return None
    folded = fold_number(case.number)
    uow.add(CaseAlias(case_id=case.id, court_id=before, number=case.number, folded=folded, since=at))
    year = local(at, court.zone).year
    case.number = form.write(kind.series, year, await next_number(uow, form.counter(kind.series, year)))
    await uow.flush()
    return case.number


async def _change_judges(uow: UnitOfWork, case: Case, kind: CaseType, by: Principal, at: datetime) -> None:
    for part in await parts_of(uow, case.id):
        if part.role == Role.JUDGE and (part.until is None or part.until > at):
            part.until = at
            event = PartEnded(case_id=case.id, part_id=part.id, person_id=part.person_id, role=part.role)
            await append(uow, event, by=by.by, at=at)
    await uow.flush()
    await give_judge(uow, case, kind, Choice(by=by.person_id), at)


async def _recount(uow: UnitOfWork, case: Case, court: Court, by: Principal, at: datetime) -> None:
    """Every deadline goes along and ends where the new court has it, never sooner than before."""
    days = await calendar_of(uow, court.id)
    for row in await open_in(uow, case.id):
        before, row.court_id = row.ends_at, court.id
        row.not_before = max(row.not_before or before, before)
        count(row, days, court.zone)
        if row.ends_at != before:
            row.moved_from = before
            event = DeadlineMoved(case_id=case.id, deadline_id=row.id, moved_from=before, ends_at=row.ends_at)
            await append(uow, event, by=by.by, at=at)
