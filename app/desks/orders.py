"""Orders and templates for a screen: those of a case, one order, what waits on the bench, the templates of a court."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from pydantic import BaseModel, ConfigDict

from app.auth.views import Principal
from app.cases.queries import case_file
from app.cases.queries.courts import CourtFile, court_files
from app.cases.terms import Act
from app.cases.views import CaseView
from app.db.database import Reader
from app.filings.queries import documents_on_docket
from app.filings.views import FiledDocument
from app.orders.errors import MotionDecided
from app.orders.queries import (
    bundle_of,
    judges_now,
    lines_of_bench,
    lines_of_case,
    on_bench,
    order_view,
    template_view,
    templates_of,
)
from app.orders.queries.motions import motion_of, rulings_in, undecided
from app.orders.queries.templates import check_reads, keeps
from app.orders.terms import TemplateKind
from app.orders.views import CourtOrderView, JudgeChoice, MotionLine, OrderLine, RulingView, TemplateLine, TemplateView

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class CaseOrders:
    """The orders of a case this reader may know. `templates`: to begin one with, for its judges."""

    case: CaseView
    orders: list[OrderLine]
    writes: bool
    templates: list[TemplateLine]


@dataclass(frozen=True, slots=True)
class OrderDesk:
    """One order, and who can preside."""

    order: CourtOrderView
    judges: list[JudgeChoice]


@dataclass(frozen=True, slots=True)
class MotionDesk:
    """A motion to decide. `alone`: one judge sits in the case and may decide by words on the motion."""

    motion: MotionLine
    case: CaseView
    documents: list[FiledDocument]
    alone: bool
    templates: list[TemplateLine]


class CourtTemplates(BaseModel):
    """The templates of a court; `keeps`: whether the reader may change them."""

    model_config = ConfigDict(frozen=True)
    court_id: UUID
    court: str
    keeps: bool
    templates: list[TemplateLine]


async def of_case(reader: Reader, case_id: UUID, principal: Principal) -> CaseOrders:
    """Raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    writes = file.may(Act.write_order)
    templates = await templates_of(reader, file.court.id, TemplateKind.order) if writes else []
    return CaseOrders(file.view(), await lines_of_case(reader, file, principal), writes, templates)


async def of_order(
    reader: Reader, order_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> OrderDesk:
    """Raises OrderUnknown."""
    bundle = await bundle_of(reader, order_id, principal)
    view = await order_view(reader, bundle, principal, at, translate)
    judges = await judges_now(reader, bundle.file, principal, at, translate) if bundle.bench else []
    return OrderDesk(view, judges)


async def of_bench(reader: Reader, principal: Principal) -> list[OrderLine]:
    """Drafts and orders that wait for signatures in this judge's cases, those that wait for them first."""
    return await lines_of_bench(reader, principal)


async def motions(reader: Reader, principal: Principal, at: datetime) -> list[MotionLine]:
    """The motions that wait in this judge's cases, the longest waiting first."""
    return await undecided(reader, principal, at)


async def of_motion(reader: Reader, filing_id: UUID, principal: Principal, at: datetime) -> MotionDesk:
    """One motion that waits, for the judges of its case. Raises MotionNotFound, MotionDecided."""
    motion = await motion_of(reader, filing_id, principal)
    found = await undecided(reader, principal, at, filing_id)
    if motion.decided or not found:
        raise MotionDecided()
    return MotionDesk(
        motion=found[0],
        case=motion.file.view(),
        documents=(await documents_on_docket(reader, motion.file, [filing_id])).get(filing_id, []),
        alone=len(await on_bench(reader, motion.file.case.id)) == 1,
        templates=await templates_of(reader, motion.file.court.id, TemplateKind.order),
    )


async def rulings(reader: Reader, case_id: UUID, principal: Principal | None) -> list[RulingView]:
    """How the motions of a case were decided, as far as this person reads them. Raises CaseNotFound."""
    return await rulings_in(reader, await case_file(reader, case_id, principal))


async def kept_courts(reader: Reader, principal: Principal) -> list[CourtFile]:
    """The courts whose templates this person keeps or works with."""
    mine = principal.court_id
    return [one for one in await court_files(reader) if keeps(principal, one.id) or one.id == mine]


async def of_court(reader: Reader, principal: Principal, court_id: UUID) -> CourtTemplates:
    """Raises CourtNotFound for whoever neither keeps them nor works there."""
    await check_reads(reader, principal, court_id)
    court = next(one for one in await court_files(reader) if one.id == court_id)
    return CourtTemplates(
        court_id=court_id,
        court=court.name,
        keeps=keeps(principal, court_id),
        templates=await templates_of(reader, court_id),
    )


async def of_template(reader: Reader, principal: Principal, court_id: UUID, template_id: UUID) -> TemplateView:
    """Raises CourtNotFound, TemplateNotFound."""
    await check_reads(reader, principal, court_id)
    return await template_view(reader, court_id, template_id)
