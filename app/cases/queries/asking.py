"""Reading petitions and charges: one's own, and those at the court where one opens cases."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import col, select

from app.auth.queries import name_of
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.commands.asking import AskForCase
from app.cases.errors import AskingNotFound, OnlyClerksOpenCases, OnlyCounselAsks
from app.cases.models import Asking, Case, Court
from app.cases.models.opening import CaseType
from app.cases.queries.fees import Price, prices_to_open
from app.cases.queries.places import place_to_open_in
from app.cases.terms.asking import AskingState
from app.cases.views import AskedCourt, AskedFee, AskedPerson, AskingLine, AskingView
from app.db.database import Reader
from app.protection.labels import asked_words

_MOST = 200


def body_of(asking: Asking) -> AskForCase:
    """What was asked, as it came in."""
    return AskForCase.model_validate_json(asked_words(True, asking.body))


async def own_asking(reader: Reader, asking_id: UUID, by: Principal) -> Asking:
    """One of this person's own; raises AskingNotFound."""
    row = await reader.get(Asking, asking_id)
    if row is None or row.filer_id != by.person_id:
        raise AskingNotFound()
    return row


async def asked_at_court(reader: Reader, asking_id: UUID, court_id: UUID) -> Asking:
    """One that was asked of this court; raises AskingNotFound."""
    row = await reader.get(Asking, asking_id)
    if row is None or row.court_id != court_id:
        raise AskingNotFound()
    return row


async def askings_of(reader: Reader, principal: Principal) -> list[AskingLine]:
    """One's own, the newest first; for a clerk those that wait at their court, the oldest first.

    Raises OnlyCounselAsks for whoever neither files nor opens.
    """
    wanted: Any = select(Asking, Court.name, CaseType.name).select_from(Asking)
    wanted = wanted.join(Court, col(Court.id) == col(Asking.court_id)).limit(_MOST)
    wanted = wanted.join(CaseType, col(CaseType.id) == col(Asking.type_id))
    if principal.desk is Desk.clerk:
        court, _ = await place_to_open_in(reader, principal)
        waiting = wanted.where(Asking.court_id == court.id, Asking.state == AskingState.waiting.value)
        rows = await reader.rows(waiting.order_by(col(Asking.received_at)))
    elif principal.desk is Desk.counsel:
        own = wanted.where(Asking.filer_id == principal.person_id)
        rows = await reader.rows(own.order_by(col(Asking.received_at).desc()))
    else:
        raise OnlyCounselAsks()
    return [AskingLine(**_line(asking, court_name, kind)) for asking, court_name, kind in rows]


async def asking_view(reader: Reader, asking_id: UUID, principal: Principal) -> AskingView:
    """The whole of one; raises AskingNotFound."""
    asking, decides = await _readable(reader, asking_id, principal)
    court, kind = await reader.get(Court, asking.court_id), await reader.get(CaseType, asking.type_id)
    case = await reader.get(Case, asking.case_id) if asking.case_id else None
    assert court is not None
    assert kind is not None
    said = body_of(asking)
    return AskingView(
        **_line(asking, court.name, kind.name),
        filer=asked_words(True, await name_of(reader, asking.filer_id)),
        about=said.about,
        title=said.title,
        statement=said.statement,
        people=tuple(AskedPerson(name=one.name, role=one.role, represents=one.represents) for one in said.people),
        represents=said.represents,
        decided_at=asking.decided_at,
        reason=asked_words(True, asking.reason) or None,
        case_id=asking.case_id,
        case_number=case.number if case else None,
        decides=decides and asking.state == AskingState.waiting,
        own=asking.filer_id == principal.person_id,
    )


async def courts_to_ask(reader: Reader, principal: Principal, at: datetime) -> list[AskedCourt]:
    """Every court that takes cases, with their kinds and what they cost. Raises OnlyCounselAsks."""
    if principal.desk is not Desk.counsel:
        raise OnlyCounselAsks()
    wanted = select(Court, CaseType).join(CaseType, col(CaseType.court_id) == col(Court.id))
    rows = await reader.rows(
        wanted.where(col(CaseType.retired_at).is_(None)).order_by(col(Court.name), col(CaseType.name))
    )
    prices = await prices_to_open(reader, [(court, kind) for court, kind in rows], at)
    found: dict[UUID, tuple[str, list[CaseType]]] = {}
    for court, kind in rows:
        found.setdefault(court.id, (court.name, []))[1].append(kind)
    return [_asked_court(court_id, name, kinds, prices) for court_id, (name, kinds) in found.items()]


def _asked_court(court_id: UUID, name: str, kinds: list[CaseType], prices: Mapping[UUID, Price]) -> AskedCourt:
    fees = [
        AskedFee(type_id=kind.id, cents=prices[kind.id].cents, currency=prices[kind.id].currency)
        for kind in kinds
        if kind.id in prices
    ]
    return AskedCourt(id=court_id, name=name, kinds=tuple((kind.id, kind.name) for kind in kinds), fees=tuple(fees))


async def _readable(reader: Reader, asking_id: UUID, principal: Principal) -> tuple[Asking, bool]:
    """It, and whether this reader decides on it; for the one who filed it and the clerks of the court."""
    try:
        court, _ = await place_to_open_in(reader, principal)
        return await asked_at_court(reader, asking_id, court.id), True
    except OnlyClerksOpenCases:
        return await own_asking(reader, asking_id, principal), False


def _line(asking: Asking, court: str, kind: str) -> dict[str, Any]:
    shown = asking.model_dump(include={"id", "number", "kind", "reference", "state", "received_at"})
    return {**shown, "court": court, "kind_of_case": kind}
