"""How a case stands as to moves, what it came out of and goes along with, and what courts were asked to take over."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, func, select

from app.auth.views import Principal
from app.cases.errors import OnlyClerksOpenCases
from app.cases.errors.moves import OfferNotFound
from app.cases.models import Case, CaseAlias, CaseLink, CaseOffer, CaseRest, Court
from app.cases.models.deadlines import Deadline
from app.cases.models.opening import CaseType
from app.cases.queries.actors import actor_of
from app.cases.queries.deadlines import OPEN
from app.cases.queries.files import CaseFile
from app.cases.queries.scope import visible_to
from app.cases.rules import Thing, may
from app.cases.rules.moves import Standing, permitted
from app.cases.terms import Act
from app.cases.terms.moves import TOGETHER, CaseState, Kinship, Move, OfferState, Unfinished
from app.db.database import Reader
from app.protection.labels import reason_for

FindUnfinished = Callable[[Reader, UUID], Awaitable[frozenset[Unfinished]]]
"""What siblings know that has to be over before a case moves."""
NOBODYS_CASE = UUID(int=0)
_TOGETHER = [kind.value for kind in TOGETHER]


@dataclass(frozen=True, slots=True)
class Offered:
    """An offer, the names of both courts, and what the asking person reads of its reasons."""

    id: UUID
    case_id: UUID
    from_court: str
    to_court: str
    state: OfferState
    reason: str
    offered_at: datetime
    answer: str
    answered_at: datetime | None


@dataclass(frozen=True, slots=True)
class Incoming:
    """What the receiving court learns of a case before it answers: no more than it needs to answer."""

    offer: Offered
    number: str
    about: str
    matter: str
    profile: str
    entries: int
    deadlines: int


@dataclass(frozen=True, slots=True)
class Relative:
    """Another case this one came out of, led to, or goes along with; `way`: "to" when the other one comes first."""

    kind: Kinship
    way: str
    case_id: UUID
    number: str
    reason: str
    since: datetime
    until: datetime | None
    end_reason: str


@dataclass(frozen=True, slots=True)
class Rested:
    """That a case was archived or opened again, and why."""

    state: CaseState
    reason: str
    at: datetime


async def standing_of(reader: Reader, case: Case) -> Standing:
    """How a case stands as to moves."""
    links = await links_of(reader, case.id)
    together = [one for one in links if one.kind in _TOGETHER and one.until is None]
    ups = {one.from_case_id for one in links if one.kind == Kinship.appealed and one.to_case_id == case.id}
    backs = {one.to_case_id for one in links if one.kind == Kinship.remitted and one.from_case_id == case.id}
    return Standing(
        state=CaseState(case.state),
        offered=await waiting_offer(reader, case.id) is not None,
        leads=any(one.from_case_id == case.id for one in together),
        led=any(one.to_case_id == case.id for one in together),
        appealed=bool(ups - backs),
    )


async def permitted_now(reader: Reader, case: Case) -> frozenset[Move]:
    """Every move the case permits as it stands."""
    return permitted(await standing_of(reader, case))


async def links_of(reader: Reader, case_id: UUID) -> list[CaseLink]:
    """Every link of a case, the oldest first; for rules and acts, never for a page."""
    either = or_(col(CaseLink.from_case_id) == case_id, col(CaseLink.to_case_id) == case_id)
    return await reader.all(select(CaseLink).where(either).order_by(col(CaseLink.id)))


async def relatives_of(reader: Reader, file: CaseFile) -> list[Relative]:
    """The relatives of a case that this person may know of; of the others there is no trace."""
    links = await links_of(reader, file.case.id)
    others = {_other(one, file.case.id) for one in links}
    scope = visible_to(file.actor)
    known = select(Case).where(col(Case.id).in_(others), scope.cases(Act.know)).params(scope.values)
    found = {row.id: row for row in await reader.all(known)} if others else {}
    decides = file.may(Act.move_case)
    return [
        Relative(
            kind=Kinship(one.kind),
            way="to" if one.to_case_id == file.case.id else "from",
            case_id=_other(one, file.case.id),
            number=found[_other(one, file.case.id)].number,
            reason=reason_for(decides, one.reason),
            since=one.since,
            until=one.until,
            end_reason=reason_for(decides, one.end_reason),
        )
        for one in links
        if _other(one, file.case.id) in found
    ]


async def former_numbers(reader: Reader, case_id: UUID) -> list[str]:
    """The numbers a case had before, the latest first; they still lead to it."""
    rows = select(CaseAlias).where(CaseAlias.case_id == case_id)
    return [row.number for row in await reader.all(rows.order_by(col(CaseAlias.since).desc()))]


async def waiting_offer(reader: Reader, case_id: UUID) -> CaseOffer | None:
    """The offer of a case that waits for its answer."""
    rows = select(CaseOffer).where(CaseOffer.case_id == case_id, CaseOffer.state == OfferState.waiting.value)
    found: CaseOffer | None = await reader.first(rows)
    return found


async def offers_of(reader: Reader, file: CaseFile) -> list[Offered]:
    """Every offer of a case that was ever made, the latest first, for those who decide about it."""
    if not file.may(Act.move_case):
        return []
    rows = select(CaseOffer).where(CaseOffer.case_id == file.case.id).order_by(col(CaseOffer.id).desc())
    return await _as_offered(reader, await reader.all(rows))


async def rests_of(reader: Reader, file: CaseFile) -> list[Rested]:
    """When a case was archived and opened again, the latest first, for those who decide about it."""
    if not file.may(Act.move_case):
        return []
    rows = select(CaseRest).where(CaseRest.case_id == file.case.id).order_by(col(CaseRest.id).desc())
    return [Rested(CaseState(row.state), reason_for(True, row.reason), row.at) for row in await reader.all(rows)]


async def incoming(reader: Reader, principal: Principal) -> list[Incoming]:
    """What is offered to the court of this clerk and waits, the oldest first. Raises OnlyClerksOpenCases."""
    court_id = await receiving_court(reader, principal)
    rows = select(CaseOffer).where(CaseOffer.to_court_id == court_id, CaseOffer.state == OfferState.waiting.value)
    return await _incoming(reader, await reader.all(rows.order_by(col(CaseOffer.id))))


async def offers_waiting(reader: Reader, court_id: UUID) -> int:
    """How many cases are offered to a court and wait for its answer."""
    rows = select(func.count()).select_from(CaseOffer)
    waiting = rows.where(CaseOffer.to_court_id == court_id, CaseOffer.state == OfferState.waiting.value)
    return await reader.first(waiting) or 0


async def incoming_offer(reader: Reader, offer_id: UUID, principal: Principal) -> Incoming:
    """One of them. Raises OfferNotFound for everybody it was not offered to."""
    row = await offered_to(reader, offer_id, principal)
    return (await _incoming(reader, [row]))[0]


async def offered_to(reader: Reader, offer_id: UUID, principal: Principal) -> CaseOffer:
    """The offer, waiting or answered, for the clerks of the court it was made to. Raises OfferNotFound."""
    row = await reader.get(CaseOffer, offer_id)
    try:
        court_id = await receiving_court(reader, principal)
    except OnlyClerksOpenCases as reason:
        raise OfferNotFound() from reason
    if row is None or row.to_court_id != court_id:
        raise OfferNotFound()
    return row


async def receiving_court(reader: Reader, principal: Principal) -> UUID:
    """The court at which this person could open a case. Raises OnlyClerksOpenCases."""
    actor = await actor_of(reader, principal)
    court_id = principal.court_id
    thing = Thing(NOBODYS_CASE, court_id or NOBODYS_CASE, min(actor.me.units, default=None))
    if court_id is None or not may(actor, Act.open_case, thing):
        raise OnlyClerksOpenCases()
    return court_id


async def open_in(reader: Reader, case_id: UUID) -> list[Deadline]:
    """What runs or is stayed in a case."""
    rows = select(Deadline).where(Deadline.case_id == case_id, col(Deadline.state).in_(OPEN))
    return await reader.all(rows.order_by(col(Deadline.id)))


async def other_courts(reader: Reader, court_id: UUID) -> list[Court]:
    """Every court of the installation but this one, by name."""
    return await reader.all(select(Court).where(Court.id != court_id).order_by(col(Court.name), col(Court.id)))


async def kinds_elsewhere(reader: Reader, court_id: UUID) -> list[tuple[UUID, str, UUID, str]]:
    """Every kind of case the other courts take: the court with its name, the kind with its name."""
    rows = select(Court.id, Court.name, CaseType.id, CaseType.name).join(Court, col(Court.id) == col(CaseType.court_id))
    wanted = rows.where(CaseType.court_id != court_id, col(CaseType.retired_at).is_(None))
    return [tuple(row) for row in await reader.rows(wanted.order_by(col(Court.name), col(CaseType.name)))]


async def _incoming(reader: Reader, rows: Sequence[CaseOffer]) -> list[Incoming]:
    ids = [row.case_id for row in rows]
    async with reader.beyond_the_wall():  # the other court has shown them this much by offering it
        cases = {row.id: row for row in await reader.all(select(Case).where(col(Case.id).in_(ids)))}
        counted = select(col(Deadline.case_id), func.count()).where(
            col(Deadline.case_id).in_(ids), col(Deadline.state).in_(OPEN)
        )
        running = dict(await reader.rows(counted.group_by(col(Deadline.case_id))))
    return [
        Incoming(
            offer=offer,
            number=cases[offer.case_id].number,
            about=cases[offer.case_id].about,
            matter=cases[offer.case_id].matter,
            profile=cases[offer.case_id].profile,
            entries=cases[offer.case_id].last_entry,
            deadlines=running.get(offer.case_id, 0),
        )
        for offer in await _as_offered(reader, rows)
    ]


async def _as_offered(reader: Reader, rows: Sequence[CaseOffer]) -> list[Offered]:
    ids = {court for row in rows for court in (row.from_court_id, row.to_court_id)}
    names = {row.id: row.name for row in await reader.all(select(Court).where(col(Court.id).in_(ids)))}
    return [
        Offered(
            id=row.id,
            case_id=row.case_id,
            from_court=names[row.from_court_id],
            to_court=names[row.to_court_id],
            state=OfferState(row.state),
            reason=reason_for(True, row.reason),
            offered_at=row.offered_at,
            answer=reason_for(True, row.answer),
            answered_at=row.answered_at,
        )
        for row in rows
    ]


def _other(link: CaseLink, case_id: UUID) -> UUID:
    return link.from_case_id if link.to_case_id == case_id else link.to_case_id
