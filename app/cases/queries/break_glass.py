"""Requests for emergency access as an officer, or a judge of the case, may know them; reasons still closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select
from sqlmodel import col, or_, select

from app.audit.models import LogLeaf
from app.auth.models import Person
from app.auth.views import Principal
from app.cases.errors import BreakGlassNotFound
from app.cases.events.break_glass import BreakGlassUsed, IdentityRevealed
from app.cases.models import Case, Part
from app.cases.models.break_glass import BreakGlass, Silence
from app.cases.rules.break_glass import Asked, Officer, sees_waiting, stage, whom_it_concerns
from app.cases.rules.table import OF_THE_CASE
from app.cases.terms.break_glass import MAY_ALLOW, Decision, Stage, What
from app.db.database import Reader
from app.kernel.protected import Protected
from app.protection.queries import orders_of
from app.protection.rules.orders import BINDING
from app.protection.terms import WITNESSES, OrderStage

_SHOWN = 100


@dataclass(frozen=True, slots=True)
class BreakGlassFile:
    """One request with how it stands now, the names of its officers, and what the reader is to it."""

    row: BreakGlass
    stage: Stage
    asker: Protected[str]
    decider: Protected[str] | None
    is_judge: bool
    own: bool
    decided: bool
    may_decide: bool

    @property
    def for_reader(self) -> bool:
        """Officers who ask, decide or decided, and judges of the case."""
        return self.own or self.may_decide or self.decided or self.is_judge


def asked_of(row: BreakGlass) -> Asked:
    """What the rules ask about a request."""
    decision = Decision(row.decision) if row.decision else None
    return Asked(row.asked_by, row.asked_court_id, row.asked_at, decision, row.decided_by, row.until, row.ended_at)


def officer_of(principal: Principal) -> Officer:
    """Whoever looks, as an officer."""
    return Officer(principal.person_id, principal.desk, principal.court_id)


async def judges_of(reader: Reader, case_id: UUID) -> frozenset[UUID]:
    """The judges of a case."""
    return frozenset(await reader.all(_present(case_id).where(col(Part.role) == "judge")))


async def of_the_case(reader: Reader, case_id: UUID) -> frozenset[UUID]:
    """Parties and counsel, past and present, and everybody else with a part but the judges'."""
    return frozenset(await reader.all(select(Part.person_id).where(Part.case_id == case_id, Part.role != "judge")))


async def break_glass_file(reader: Reader, request_id: UUID, by: Principal, at: datetime) -> BreakGlassFile:
    """One request; raises BreakGlassNotFound for somebody it is not for."""
    row = await reader.get(BreakGlass, request_id)
    if row is None:
        raise BreakGlassNotFound()
    found = await _file(reader, row, by, at)
    if not found.for_reader:
        raise BreakGlassNotFound()
    return found


async def break_glass_files(reader: Reader, by: Principal, at: datetime) -> list[BreakGlassFile]:
    """Those a person asked for, could decide on, or has to look at as a judge of the case; the newest first."""
    mine = select(Part.case_id).where(Part.person_id == by.person_id, Part.role == "judge", col(Part.until).is_(None))
    scope = [col(BreakGlass.asked_by) == by.person_id, col(BreakGlass.case_id).in_(mine)]
    if by.desk in MAY_ALLOW:
        scope.append(col(BreakGlass.decided_by) == by.person_id)
        scope.append(col(BreakGlass.decision).is_(None))
    statement = select(BreakGlass).where(or_(*scope)).order_by(col(BreakGlass.id).desc()).limit(_SHOWN)
    found = [await _file(reader, row, by, at) for row in await reader.all(statement)]
    return [one for one in found if one.for_reader]


async def break_glass_of_case(reader: Reader, case_id: UUID, by: Principal, at: datetime) -> list[BreakGlassFile]:
    """What was ever opened in a case; the caller has seen to it that this person may know."""
    statement = select(BreakGlass).where(BreakGlass.case_id == case_id).order_by(col(BreakGlass.id).desc())
    return [await _file(reader, row, by, at) for row in await reader.all(statement)]


async def running_for(reader: Reader, person_id: UUID, at: datetime) -> list[BreakGlass]:
    """What one officer may open by emergency access now."""
    statement = select(BreakGlass).where(
        BreakGlass.asked_by == person_id,
        BreakGlass.decision == Decision.allowed.value,
        col(BreakGlass.until) > at,
        col(BreakGlass.ended_at).is_(None),
    )
    return await reader.all(statement.order_by(col(BreakGlass.until)))


async def waiting_for(reader: Reader, by: Principal, at: datetime) -> int:
    """How many requests wait for this officer to decide, or for this judge to look at."""
    files = await break_glass_files(reader, by, at)
    decide = sum(one.may_decide for one in files)
    return decide + sum(one.is_judge and one.stage is Stage.over and one.row.reviewed_at is None for one in files)


async def opened_under(reader: Reader, row: BreakGlass) -> list[tuple[datetime, str]]:
    """What was opened by one emergency access, as the log has it: when, and which address."""
    kinds = (BreakGlassUsed.kind, IdentityRevealed.kind)
    statement = select(LogLeaf).where(LogLeaf.case_id == row.case_id, col(LogLeaf.kind).in_(kinds))
    leaves = await reader.all(statement.order_by(col(LogLeaf.id)))
    mine = [leaf for leaf in leaves if leaf.payload and leaf.payload.get("break_glass_id") == str(row.id)]
    return [(leaf.at, leaf.payload.get("page", "")) for leaf in mine]


async def silence_in(reader: Reader, case_id: UUID) -> Silence | None:
    """The order of silence that stands in a case."""
    found: Silence | None = await reader.first(
        select(Silence).where(Silence.case_id == case_id, col(Silence.until).is_(None))
    )
    return found


async def concerned_by(reader: Reader, case_id: UUID, identity_of: UUID | None) -> frozenset[UUID]:
    """Who is to be told beside the judges."""
    protected = {order.person_id for order in await orders_of(reader, case_id) if OrderStage(order.status) in BINDING}
    witnesses = [role.value for role in WITNESSES]
    protected |= set(await reader.all(_present(case_id).where(col(Part.role).in_(witnesses))))
    sides = [relation.value for relation in OF_THE_CASE]
    parties = await reader.all(_present(case_id).where(col(Part.role).in_(sides)))
    return whom_it_concerns(identity_of, protected, parties)


async def to_tell_of_break_glass(reader: Reader, request_id: UUID) -> Sequence[UUID]:
    """Everybody an alert goes to: the judges of the case, and the persons concerned unless a judge ordered silence."""
    row = await reader.get(BreakGlass, request_id)
    if row is None or row.case_id is None:
        return ()
    told = await judges_of(reader, row.case_id)
    if not row.silent:
        told |= await concerned_by(reader, row.case_id, row.concerned_id)
    return sorted(told - {row.asked_by})


async def case_numbered(reader: Reader, number: str) -> Case | None:
    """The case with this number, whoever asks: what an emergency is about cannot be what its officer sees already."""
    found: Case | None = await reader.first(select(Case).where(Case.number == number))
    return found


async def behind_pseudonym(reader: Reader, case_id: UUID, pseudonym: str) -> UUID | None:
    """Who has this pseudonym in the case."""
    found: UUID | None = await reader.first(_present(case_id).where(col(Part.pseudonym) == pseudonym))
    return found


def _present(case_id: UUID) -> Select[Any]:
    return select(Part.person_id).where(Part.case_id == case_id, col(Part.until).is_(None))


async def _file(reader: Reader, row: BreakGlass, by: Principal, at: datetime) -> BreakGlassFile:
    asked, me = asked_of(row), officer_of(by)
    now = stage(asked, at)
    waits = now is Stage.waiting and me.person_id != row.asked_by
    asker = await reader.get(Person, row.asked_by)
    decider = await reader.get(Person, row.decided_by) if row.decided_by else None
    assert asker is not None
    return BreakGlassFile(
        row=row,
        stage=now,
        asker=asker.name,
        decider=decider.name if decider else None,
        is_judge=row.case_id is not None and by.person_id in await judges_of(reader, row.case_id),
        own=row.asked_by == by.person_id,
        decided=row.decided_by == by.person_id,
        may_decide=waits and me.desk in MAY_ALLOW and sees_waiting(me, asked),
    )


def wants_identity(row: BreakGlass) -> bool:
    """Whether a name was asked for, and not the record."""
    return What(row.what) is What.identity
