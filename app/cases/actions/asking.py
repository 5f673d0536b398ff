"""Asking for a case, and the clerk's answer: accepting opens it, and what was asked keeps the time it was received."""

from datetime import datetime
from hashlib import sha256
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col

from app.audit.log import append
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands import OpenCase, Paper
from app.cases.commands.asking import AskForCase, DecideAsking
from app.cases.errors import AskingDecided, CourtNotFound, OnlyCounselAsks, RefusedWithoutReason
from app.cases.events.asking import AskingAccepted, AskingReceived, AskingRefused, AskingWithdrawn
from app.cases.models import Asking, Court
from app.cases.models.opening import CaseType
from app.cases.queries.asking import asked_at_court, body_of, own_asking
from app.cases.queries.keys import keys_of_case
from app.cases.queries.opening import case_type
from app.cases.queries.places import place_to_open_in
from app.cases.rules.opening import level_of
from app.cases.steps import next_number
from app.cases.steps.bringing import Coming, Filer, bring_into_being, check_opening
from app.cases.terms import Level, OpeningRole
from app.cases.terms.asking import AskingKind, AskingState
from app.cases.views import AskingRef, CaseRef
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.db.idempotency import earlier_answer, keep_answer
from app.db.types import canonical
from app.kernel.clock import Clock
from app.kernel.protected import Protected
from app.kernel.zones import local

_AS = {AskingKind.petition: OpeningRole.defence_counsel, AskingKind.charge: OpeningRole.prosecutor}


class Askings:
    """What counsel and the prosecution ask, and what clerks decide."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    async def ask(self, command: AskForCase, *, by: Principal, key: str) -> AskingRef:
        """Take a petition or charge; received is the moment this commits. The same key gives the same one again.

        Raises OnlyCounselAsks, CourtNotFound, CaseTypeNotFound, LessProtectedThanItsKind, RepresentsNobody,
        WordsNameProtected.
        """
        if by.desk is not Desk.counsel:
            raise OnlyCounselAsks()
        at = self._clock.now()
        check_opening(_opening(command, at))
        fingerprint = sha256(canonical(command.model_dump(mode="json")).encode()).hexdigest()
        async with self._database.begin() as uow:
            court = await uow.get(Court, command.court_id)
            if court is None:
                raise CourtNotFound()
            kind = await case_type(uow, court.id, command.type_id)
            level_of(command.level, Level(kind.level))
            earlier = await earlier_answer(uow, by.person_id, key, fingerprint)
            if earlier is not None:
                return AskingRef(**earlier)
            year = local(at, court.zone).year
            number = f"P-{year}-{await next_number(uow, f'{court.id}/P/{year}'):06}"
            asking = Asking(
                number=number,
                court_id=court.id,
                type_id=kind.id,
                filer_id=by.person_id,
                kind=command.kind.value,
                reference=command.reference,
                body=Protected(command.model_dump_json(), _keys(kind, at)),
                received_at=at,
                leaf_id=UUID(int=0),
                state=AskingState.waiting.value,
            )
            event = AskingReceived(
                asking_id=asking.id, court_id=court.id, number=number, asked_as=command.kind.value, received_at=at
            )
            asking.leaf_id = (await append(uow, event, by=by.by, at=at)).id
            uow.add(asking)
            ref = AskingRef(id=asking.id, number=number, received_at=at)
            keep_answer(uow, by.person_id, key, fingerprint, ref.model_dump(mode="json"), at)
        return ref

    async def withdraw(self, asking_id: UUID, *, by: Principal) -> None:
        """Take it back while nobody has decided. Raises AskingNotFound, AskingDecided."""
        at = self._clock.now()
        async with self._database.begin() as uow:
            await own_asking(uow, asking_id, by)
            asking = await _waiting(uow, asking_id)
            asking.state, asking.decided_at = AskingState.withdrawn.value, at
            await append(uow, AskingWithdrawn(asking_id=asking_id, court_id=asking.court_id), by=by.by, at=at)

    @as_system
    async def decide(self, asking_id: UUID, command: DecideAsking, *, by: Principal) -> CaseRef | None:
        """Open the case, or refuse it; gives the case. What was decided once is not decided again.

        Raises OnlyClerksOpenCases, AskingNotFound, AskingDecided, RefusedWithoutReason, NobodyToAllot.
        """
        at = self._clock.now()
        async with self._database.begin() as uow:
            court, unit_id = await place_to_open_in(uow, by)
            await asked_at_court(uow, asking_id, court.id)
            asking = await _waiting(uow, asking_id)
            asking.decided_at, asking.decided_by = at, by.person_id
            if command.decision == "refuse":
                if not command.reason:
                    raise RefusedWithoutReason()
                asking.state, asking.reason = AskingState.refused.value, Protected(command.reason)
                await append(uow, AskingRefused(asking_id=asking_id, court_id=court.id), by=by.by, at=at)
                return None
            kind, said = await case_type(uow, court.id, asking.type_id), body_of(asking)
            filer = Filer(asking.filer_id, _AS[said.kind], said.represents)
            coming = Coming(court, unit_id, kind, _opening(said, asking.received_at), said.kind.value, filer)
            case = await bring_into_being(uow, self._index, coming, by=by, at=at)
            asking.state, asking.case_id = AskingState.accepted.value, case.id
            await _keep_with_case(uow, asking)
            accepted = AskingAccepted(case_id=case.id, asking_id=asking_id, received_at=asking.received_at)
            await append(uow, accepted, by=by.by, at=at)
            return CaseRef(id=case.id, number=case.number)


def _keys(kind: CaseType, at: datetime) -> tuple[str, ...]:
    """What is asked is erased with its court, class or year; once there is a case, with that."""
    return (f"court:{kind.court_id}", f"class:{kind.matter}", f"year:{at:%Y}")


async def _keep_with_case(uow: UnitOfWork, asking: Asking) -> None:
    assert asking.case_id is not None
    await uow.flush()
    sealed = asking.body.stored_under(await keys_of_case(uow, asking.case_id))
    await uow.execute(update(Asking).where(col(Asking.id) == asking.id).values(body=sealed))


async def _waiting(uow: UnitOfWork, asking_id: UUID) -> Asking:
    asking = await uow.lock(Asking, asking_id)
    if asking.state != AskingState.waiting:
        raise AskingDecided(state=asking.state)
    return asking


def _opening(command: AskForCase, received_at: datetime) -> OpenCase:
    """The case it asks for; what came in keeps the time it was received."""
    title = f"{command.title} ({command.reference})" if command.reference else command.title
    paper = Paper(title=title[:200], received_at=received_at)
    return OpenCase(
        type_id=command.type_id, about=command.about, level=command.level, people=command.people, paper=paper
    )
