"""Moving a case: what is possible with it, where it came from, what a transfer would change, what is offered to us."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.errors import CourtNotFound
from app.cases.errors.moves import OnlyTheCourtMoves
from app.cases.queries import CaseFile, case_file, case_people, docket, parts_of, present
from app.cases.queries.courts import court_of_administration
from app.cases.queries.deadlines import counted_at
from app.cases.queries.moves import (
    Incoming,
    Offered,
    former_numbers,
    incoming,
    incoming_offer,
    kinds_elsewhere,
    offers_of,
    open_in,
    other_courts,
    permitted_now,
    relatives_of,
    rests_of,
)
from app.cases.queries.opening import case_types, numbering
from app.cases.terms import Act, Move, Unfinished
from app.cases.terms.moves import KINSHIP_WORDS
from app.cases.views import CaseTypeView, CaseView, EntryView
from app.db.database import Reader
from app.filings.queries import filing_waits_in
from app.hearings.queries import hearing_stands_in
from app.protection.terms import Role

Translate = Callable[[str], str]


class _View(BaseModel):
    model_config = ConfigDict(frozen=True)


class RelativeView(_View):
    """Another case this one came out of, led to, or goes along with. `words`: how, in a sentence."""

    case_id: UUID
    number: str
    kind: str
    words: str
    reason: str
    since: datetime
    until: datetime | None
    end_reason: str


class RestView(_View):
    """The case was archived, or opened again (`state`), and why."""

    state: str
    reason: str
    at: datetime


class OfferView(_View):
    """What became of asking another court to take the case over."""

    id: UUID
    from_court: str
    to_court: str
    state: str
    reason: str
    offered_at: datetime
    answer: str
    answered_at: datetime | None


class IncomingView(OfferView):
    """A case offered to the reader's court: what it learns before it answers."""

    number: str
    about: str
    matter: str
    profile: str
    entries: int
    deadlines: int


class MovesView(_View):
    """How a case stands as to moves. `rests`, `permitted`: for those who decide; `unfinished`: what keeps it here."""

    state: str
    former_numbers: list[str]
    relatives: list[RelativeView]
    offers: list[OfferView]
    rests: list[RestView]
    permitted: list[str]
    unfinished: list[str]


class DeadlineThen(_View):
    """When a deadline ends now, and when it would end at the other court."""

    title: str
    ends_at: datetime
    would_end_at: datetime


class TransferPreview(_View):
    """What would change. `judges`: those who would lose the case, by label; parties and counsel keep what they have."""

    from_court: str
    to_court: str
    zone: str
    to_zone: str
    judges: list[str]
    new_number: bool
    deadlines: list[DeadlineThen]


@dataclass(frozen=True, slots=True)
class MovesDesk:
    """The page “Move this case”. `courts`: the other ones as (id, name); `decides`: the reader may move the case.

    `kinds`: of the other courts, as ("<court>:<kind>", both names).
    """

    case: CaseView
    moves: MovesView
    courts: list[tuple[UUID, str]]
    decides: bool
    kinds: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SeveranceDesk:
    """Whom a severed case could have: (id of the part, label, part in words). `follow`: those who act for others;
    `entries` of the docket that could be repeated there.
    """

    case: CaseView
    people: list[tuple[UUID, str, str]]
    follow: list[tuple[str, str]]
    entries: list[EntryView]


@dataclass(frozen=True, slots=True)
class AnswerDesk:
    """One case offered to the reader's court, and the kinds of case it can become there."""

    offer: IncomingView
    kinds: list[CaseTypeView]
    zone: str


async def moves_desk(reader: Reader, case_id: UUID, principal: Principal, translate: Translate = str) -> MovesDesk:
    """Raises CaseNotFound. What others decide is left out for those who do not decide."""
    file = await case_file(reader, case_id, principal)
    decides = file.may(Act.move_case)
    shown = await _moves(reader, file, translate)
    if not decides:
        return MovesDesk(file.view(), shown, [], decides)
    courts = [(one.id, one.name) for one in await other_courts(reader, file.court.id)]
    elsewhere = await kinds_elsewhere(reader, file.court.id)
    kinds = [(f"{court}:{kind}", f"{at}: {name}") for court, at, kind, name in elsewhere]
    return MovesDesk(file.view(), shown, courts, decides, kinds)


async def to_decide(reader: Reader, case_id: UUID, principal: Principal, *, reopens: bool = False) -> CaseView:
    """The case, for those who may move it or open it again. Raises CaseNotFound, OnlyTheCourtMoves."""
    file = await case_file(reader, case_id, principal)
    if not file.may(Act.reopen_case if reopens else Act.move_case):
        raise OnlyTheCourtMoves()
    return file.view()


async def severance_desk(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> SeveranceDesk:
    """Raises CaseNotFound, OnlyTheCourtMoves."""
    file = await case_file(reader, case_id, principal)
    if not file.may(Act.move_case):
        raise OnlyTheCourtMoves()
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    plain: list[tuple[UUID, str, str]] = []
    follow: list[tuple[str, str]] = []
    first = {part.person_id: part for part in reversed(present(await parts_of(reader, case_id), at))}
    for part in sorted(first.values(), key=lambda one: (one.since, one.id)):
        label = people.label(viewer, part.person_id, at, translate)
        if label.hidden or part.role == Role.JUDGE:
            continue
        if part.for_person_id is not None:
            follow.append((label.words, label.part))
        else:
            plain.append((part.id, label.words, label.part))
    return SeveranceDesk(file.view(), plain, follow, await docket(reader, file))


async def moves(reader: Reader, case_id: UUID, principal: Principal) -> MovesView:
    """The same for programs. Raises CaseNotFound."""
    return (await moves_desk(reader, case_id, principal)).moves


async def transfer_preview(
    reader: Reader, case_id: UUID, court_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> TransferPreview:
    """What a transfer to a court would change. Raises CaseNotFound, OnlyTheCourtMoves, CourtNotFound."""
    file = await case_file(reader, case_id, principal)
    if not file.may(Act.move_case):
        raise OnlyTheCourtMoves()
    court = await court_of_administration(reader, court_id)
    if court_id == file.court.id:
        raise CourtNotFound()
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    judges = [p.person_id for p in await parts_of(reader, case_id) if p.role == Role.JUDGE and p.until is None]
    rows = await open_in(reader, case_id)
    ends = await counted_at(reader, rows, court_id, court.zone)
    _, form = await numbering(reader, court_id)
    return TransferPreview(
        from_court=file.court.name,
        to_court=court.name,
        zone=file.court.zone,
        to_zone=court.zone,
        judges=[people.label(viewer, one, at, translate).words for one in judges],
        new_number=not form.reads(file.case.number),
        deadlines=[
            DeadlineThen(title=row.title, ends_at=row.ends_at, would_end_at=end)
            for row, end in zip(rows, ends, strict=True)
        ],
    )


async def offered_to_us(reader: Reader, principal: Principal) -> list[IncomingView]:
    """What waits for an answer of the reader's court, the oldest first. Raises OnlyClerksOpenCases."""
    return [_incoming(one) for one in await incoming(reader, principal)]


async def to_answer(reader: Reader, offer_id: UUID, principal: Principal) -> AnswerDesk:
    """One of them. Raises OfferNotFound."""
    offer = _incoming(await incoming_offer(reader, offer_id, principal))
    assert principal.court_id is not None  # whoever is offered something works at a court
    court = await court_of_administration(reader, principal.court_id)
    return AnswerDesk(offer, await case_types(reader, court.id), court.zone)


async def _moves(reader: Reader, file: CaseFile, translate: Translate) -> MovesView:
    decides = file.may(Act.move_case)
    reopens = file.may(Act.reopen_case)
    can = await permitted_now(reader, file.case) if decides else frozenset()
    return MovesView(
        state=file.case.state,
        former_numbers=await former_numbers(reader, file.case.id),
        relatives=[
            RelativeView(
                case_id=one.case_id,
                number=one.number,
                kind=one.kind.value,
                words=translate(KINSHIP_WORDS[one.kind, one.way]) % {"number": one.number},
                reason=one.reason,
                since=one.since,
                until=one.until,
                end_reason=one.end_reason,
            )
            for one in await relatives_of(reader, file)
        ],
        offers=[OfferView(**_offer(one)) for one in await offers_of(reader, file)],
        rests=[RestView(state=r.state.value, reason=r.reason, at=r.at) for r in await rests_of(reader, file)],
        permitted=sorted(move.value for move in can if reopens or move is not Move.reopen),
        unfinished=sorted(await _unfinished(reader, file.case.id)) if decides else [],
    )


async def _unfinished(reader: Reader, case_id: UUID) -> set[str]:
    found = {Unfinished.hearing} if await hearing_stands_in(reader, case_id) else set()
    found |= {Unfinished.filing} if await filing_waits_in(reader, case_id) else set()
    return {one.value for one in found | ({Unfinished.deadline} if await open_in(reader, case_id) else set())}


def _offer(one: Offered) -> dict[str, object]:
    return {
        "id": one.id,
        "from_court": one.from_court,
        "to_court": one.to_court,
        "state": one.state.value,
        "reason": one.reason,
        "offered_at": one.offered_at,
        "answer": one.answer,
        "answered_at": one.answered_at,
    }


def _incoming(one: Incoming) -> IncomingView:
    return IncomingView(
        **_offer(one.offer),
        number=one.number,
        about=one.about,
        matter=one.matter,
        profile=one.profile,
        entries=one.entries,
        deadlines=one.deadlines,
    )
