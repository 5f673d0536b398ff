"""Letting one case come out of another: the link, the orders that reach over, and what is repeated there.

What is repeated is never less closed than where it stood: an entry keeps its received time and its level, or takes
that of the case it comes from where that is stricter; nobody is named to anything anew.
"""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import select

from app.audit.log import append
from app.auth.views import Principal
from app.cases.events import DeadlineSet, PartEnded
from app.cases.models import Case, CaseLink, DocketEntry, Part
from app.cases.models.deadlines import Deadline
from app.cases.queries.moves import open_in
from app.cases.rules.seals import strictest
from app.cases.steps.docket import enter_on_docket
from app.cases.steps.parts import give_part
from app.cases.terms.moves import Kinship
from app.db.database import UnitOfWork
from app.kernel.protected import Protected
from app.protection.models import OrderReach

_COPIED = ("title", "event_at", "length", "unit", "way", "ends_at", "trace", "state", "stayed_at", "stayed_days")


async def link(
    uow: UnitOfWork, kind: Kinship, first: UUID, second: UUID, reason: Protected[str], by: Principal, at: datetime
) -> CaseLink:
    """Say how the second case comes from, or goes along with, the first; orders of the first bind in the second."""
    row = CaseLink(
        kind=kind.value, from_case_id=first, to_case_id=second, reason=reason, made_by=by.person_id, since=at
    )
    uow.add(row)
    await let_reach(uow, first, second, at)
    return row


async def let_reach(uow: UnitOfWork, source: UUID, target: UUID, at: datetime) -> None:
    """Orders of a case, and all that reach it, bind in another from now on."""
    before = await uow.all(select(OrderReach.from_case_id).where(OrderReach.case_id == source))
    known = set(await uow.all(select(OrderReach.from_case_id).where(OrderReach.case_id == target)))
    for one in dict.fromkeys((source, *before)):
        if one != target and one not in known:
            uow.add(OrderReach(case_id=target, from_case_id=one, since=at))
    await uow.flush()


async def repeat_parts(
    uow: UnitOfWork, parts: Sequence[Part], there: Collection[UUID], case_id: UUID, by: Principal, at: datetime
) -> int:
    """The parts of these people in another case, as they are: under their pseudonym, suspended where they are."""
    count = 0
    for part in parts:
        if part.person_id not in there or (part.for_person_id is not None and part.for_person_id not in there):
            continue
        copy = Part(
            case_id=case_id,
            person_id=part.person_id,
            role=part.role,
            for_person_id=part.for_person_id,
            pseudonym=part.pseudonym,
            since=at,
            until=part.until,
            suspended_at=part.suspended_at,
            granted_by=by.person_id,
            order_ref=part.order_ref,
        )
        await give_part(uow, copy, by=by.by, at=at)
        count += 1
    return count


async def end_parts(
    uow: UnitOfWork, parts: Sequence[Part], gone: Collection[UUID], by: Principal, at: datetime
) -> None:
    """These people play no part in their case any more."""
    for part in parts:
        if part.person_id in gone:
            part.until = at
            event = PartEnded(case_id=part.case_id, part_id=part.id, person_id=part.person_id, role=part.role)
            await append(uow, event, by=by.by, at=at)
    await uow.flush()


async def repeat_entries(
    uow: UnitOfWork, rows: Sequence[DocketEntry], old: Case, new_id: UUID, by: Principal, at: datetime, *floor: str
) -> int:
    """Entries by reference, in their order, no less closed than `floor`; what the prosecution filed stays its own."""
    for row in rows:
        await enter_on_docket(
            uow,
            new_id,
            kind=row.kind,
            title=row.title,
            level=strictest((row.level, old.level, *floor)),
            by=by.by,
            at=at,
            numbered=row.number is not None,
            filer_id=row.filer_id,
            side_id=new_id if row.side_id == old.id else row.side_id,
            received_at=row.received_at,
            origin_id=row.origin_id or row.id,
        )
    return len(rows)


async def repeat_deadlines(uow: UnitOfWork, old_id: UUID, case: Case, by: Principal, at: datetime) -> None:
    """What runs or is stayed in one case does so in the other too, to the same moment."""
    for row in await open_in(uow, old_id):
        fields = row.model_dump(include=set(_COPIED))
        copy = Deadline(case_id=case.id, court_id=case.court_id, set_at=at, not_before=row.not_before, **fields)
        uow.add(copy)
        await uow.flush()
        event = DeadlineSet(case_id=case.id, deadline_id=copy.id, ends_at=copy.ends_at)
        await append(uow, event, by=by.by, at=at)
