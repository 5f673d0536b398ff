"""Whom a filing concerns: who is served with it, who would read it, how each was served."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.models import Account
from app.cases.queries import CaseFile
from app.cases.rules import COUNSEL, OF_THE_CASE, Actor, Held, Thing, may
from app.cases.terms import Act
from app.db.database import Reader
from app.filings.models import ServiceRecord
from app.filings.rules.audience import Reads, readers, standing
from app.filings.rules.service import ToServe


async def to_serve(reader: Reader, filing: Thing) -> list[ToServe]:
    """Every party and counsel now, as the rule of service sees them."""
    return (await to_serve_each(reader, [filing]))[0]


async def to_serve_each(reader: Reader, filings: Sequence[Thing]) -> list[list[ToServe]]:
    """The same for several filings, in one question."""
    at = reader.at
    held = [[one for one in filing.held if one.relation in OF_THE_CASE and one.live(at)] for filing in filings]
    online = await _online(reader, {one.person_id for inside in held for one in inside})
    return [_as_served(filing, inside, online, at) for filing, inside in zip(filings, held, strict=True)]


def _as_served(filing: Thing, held: Sequence[Held], online: Collection[UUID], at: datetime) -> list[ToServe]:
    represented = {one.for_person_id for one in held if one.relation in COUNSEL}
    return [
        ToServe(
            person,
            reads=may(Actor(at, standing(person)), Act.read, filing),
            online=person in online,
            represented=person in represented,
        )
        for person in dict.fromkeys(one.person_id for one in held)
    ]


async def audience_of(reader: Reader, file: CaseFile, filer_id: UUID, side_id: UUID | None) -> list[Reads]:
    """Who would read a filing of this side in this case at each level."""
    return readers(file.inside((), filer_id, side_id), reader.at)


async def service_of(reader: Reader, filing_id: UUID) -> list[ServiceRecord]:
    """How each party was served, in the order of the parts."""
    return await reader.all(
        select(ServiceRecord).where(ServiceRecord.filing_id == filing_id).order_by(col(ServiceRecord.id))
    )


async def _online(reader: Reader, people: Collection[UUID]) -> set[UUID]:
    accounts = select(Account.person_id).where(col(Account.person_id).in_(people), col(Account.disabled_at).is_(None))
    return set(await reader.all(accounts))
