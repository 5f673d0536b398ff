"""An order held for a change, its fields filled in for its readers, and the digest of what a panel signs."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import CaseFile, case_people, guarded_names
from app.cases.rules.words import check_words
from app.cases.terms import Level
from app.db.database import Reader, UnitOfWork
from app.db.types import canonical
from app.orders.errors import OnlyTheBenchWrites, OrderChangedMeanwhile, OrderEmpty
from app.orders.models import CourtOrder, TemplateVersion
from app.orders.queries import Audience, Bundle, audience_of, bundle_of
from app.orders.queries.orders import values_of
from app.orders.queries.templates import free_of
from app.orders.rules.language import fill
from app.orders.rules.naming import check_names
from app.orders.rules.paper import day_in_words
from app.protection.labels import order_words

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class Worded:
    """The words of an order as its readers will read them."""

    text: str
    audience: Audience


async def held_order(uow: UnitOfWork, order_id: UUID, version: int, by: Principal) -> Bundle:
    """The order, held, for the judges of its case. Raises OrderUnknown, OnlyTheBenchWrites, OrderChangedMeanwhile."""
    if not (await bundle_of(uow, order_id, by)).bench:
        raise OnlyTheBenchWrites()
    await uow.lock(CourtOrder, order_id)
    bundle = await bundle_of(uow, order_id, by)
    if bundle.order.version != version:
        raise OrderChangedMeanwhile()
    return bundle


async def put_into_words(
    reader: Reader, order: CourtOrder, file: CaseFile, at: datetime, translate: Translate
) -> Worded:
    """Every field filled in, people under what every reader may know of them.

    Raises FieldUnknown, FieldEmpty, BracesUnpaired, OrderEmpty, OrderNamesProtected, OrderPerhapsNames,
    WordsNameProtected.
    """
    audience = await audience_of(reader, await case_people(reader, file.case), Level(order.level), at, translate)
    court = {
        "court": file.court.name,
        "case_number": file.case.number,
        "about": file.case.about,
        "date": day_in_words(at, file.court.zone, file.court.language),
    }
    version = await reader.get(TemplateVersion, order.template_version_id) if order.template_version_id else None
    own = dict.fromkeys((one.name for one in free_of(version)), "")
    values = own | values_of(order, bench=True) | audience.fields() | court
    text = fill(order_words(True, order.words), values).strip()
    if not text:
        raise OrderEmpty()
    check_words(order.title, await guarded_names(reader, file.case.id))  # it stands on the docket
    check_names(order.title, text, audience.closed, audience.told, not_meant=order.not_meant)
    return Worded(text, audience)


def digest(order: CourtOrder, number: str, text: str, panel: Sequence[UUID]) -> str:
    """SHA-256, in hex, of everything a judge of the panel signs."""
    said = {
        "case": number,
        "level": order.level,
        "panel": sorted(map(str, panel)),
        "presiding": str(order.presiding_id),
        "text": text,
        "title": order.title,
    }
    return hashlib.sha256(canonical(said).encode()).hexdigest()
