"""Orders of a case: to the judges of it with their drafts, to everybody else once they are made."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import Case, Court, DocketEntry, Part
from app.cases.queries import CaseFile, CasePeople, actor_of, case_file, case_people, visible_to
from app.cases.terms import Act
from app.db.database import Reader
from app.orders.errors import OrderUnknown
from app.orders.models import CourtOrder, OrderService, OrderSignature, TemplateVersion
from app.orders.queries.templates import free_of
from app.orders.terms import Answer, OrderState
from app.orders.views import CourtOrderView, JudgeChoice, OrderLine, ServedView, SignatureView
from app.protection.labels import order_words
from app.protection.terms import Role

Translate = Callable[[str], str]
_OPEN = (OrderState.draft.value, OrderState.signing.value)


@dataclass(frozen=True, slots=True)
class Bundle:
    """An order with its case, its panel, and whether the reader is a judge of the case."""

    order: CourtOrder
    file: CaseFile
    signatures: Sequence[OrderSignature]
    entry: DocketEntry | None
    bench: bool

    def signature_of(self, person_id: UUID) -> OrderSignature | None:
        """The place on the panel of one judge."""
        return next((row for row in self.signatures if row.person_id == person_id), None)

    @property
    def answers(self) -> dict[UUID, Answer]:
        """What each judge of the panel said so far."""
        return {row.person_id: Answer(row.answer) for row in self.signatures}


async def bundle_of(reader: Reader, order_id: UUID, principal: Principal) -> Bundle:
    """The order, for the judges of its case, and once it is made for whoever reads its entry. Raises OrderUnknown."""
    order = await reader.get(CourtOrder, order_id)
    if order is None:
        raise OrderUnknown()
    try:
        file = await case_file(reader, order.case_id, principal)
    except CaseNotFound as reason:
        raise OrderUnknown() from reason
    entry = await reader.get(DocketEntry, order.entry_id) if order.entry_id else None
    bench = file.may(Act.write_order)
    if not bench and (entry is None or not file.may(Act.read, file.entry(entry))):
        raise OrderUnknown()
    return Bundle(order, file, await panel_of(reader, order_id), entry, bench)


async def panel_of(reader: Reader, order_id: UUID) -> list[OrderSignature]:
    """The places on the panel of an order, in the order the judges came to the case."""
    rows = select(OrderSignature).where(OrderSignature.order_id == order_id)
    return await reader.all(rows.order_by(col(OrderSignature.id)))


def values_of(order: CourtOrder, *, bench: bool) -> dict[str, str]:
    """What was written into the free fields, for the bench."""
    found = order_words(bench, order.field_values)
    return {str(name): str(value) for name, value in json.loads(found or "{}").items()}


async def order_view(
    reader: Reader, bundle: Bundle, principal: Principal, at: datetime, translate: Translate = str
) -> CourtOrderView:
    """The order for one reader; its words for the bench alone."""
    order, file, bench = bundle.order, bundle.file, bundle.bench
    people = await case_people(reader, file.case)
    version = await reader.get(TemplateVersion, order.template_version_id) if order.template_version_id else None
    named = _Names(people, principal, at, translate)
    mine = bundle.signature_of(principal.person_id)
    signing = order.state == OrderState.signing and mine is not None and mine.answer == Answer.waiting
    return CourtOrderView(
        **order.model_dump(include={"id", "case_id", "state", "title", "level", "version", "not_meant", "document_id"}),
        case_number=file.case.number,
        zone=file.court.zone,
        words=order_words(bench, order.words),
        values=values_of(order, bench=bench),
        free=free_of(version) if bench else (),
        text=order_words(bench, order.text),
        sha256=order.sha256 if bench else None,
        signatures=[named.signature(row, order, bench) for row in bundle.signatures],
        entry_number=bundle.entry.number if bundle.entry else None,
        ended_at=order.ended_at,
        served=[named.served(row) for row in await _served(reader, order.id)] if file.may(Act.read_filing) else [],
        bench=bench,
        yours_to_sign=bench and signing,
    )


async def lines_of_case(reader: Reader, file: CaseFile, principal: Principal) -> list[OrderLine]:
    """The orders of a case that this person may know, the newest first."""
    rows = select(CourtOrder, DocketEntry).outerjoin(DocketEntry, col(DocketEntry.id) == col(CourtOrder.entry_id))
    rows = rows.where(CourtOrder.case_id == file.case.id).order_by(col(CourtOrder.id).desc())
    bench = file.may(Act.write_order)
    found = [
        order
        for order, entry in await reader.rows(rows)
        if bench or (entry is not None and file.may(Act.read, file.entry(entry)))
    ]
    waiting = await _waiting_for(reader, principal, [order.id for order in found])
    return [_line(order, file.case, file.court, waiting) for order in found]


async def lines_of_bench(reader: Reader, principal: Principal) -> list[OrderLine]:
    """Drafts and orders that wait for signatures, in every case of this judge; those that wait for them come first."""
    scope = visible_to(await actor_of(reader, principal))
    rows = select(CourtOrder, Case, Court).join(Case, col(Case.id) == col(CourtOrder.case_id))
    rows = rows.join(Court, col(Court.id) == col(Case.court_id)).where(scope.desk(Act.write_order))
    rows = rows.where(col(CourtOrder.state).in_(_OPEN)).order_by(col(CourtOrder.id)).params(scope.values)
    found = await reader.rows(rows)
    waiting = await _waiting_for(reader, principal, [order.id for order, _, _ in found])
    lines = [_line(order, case, court, waiting) for order, case, court in found]
    return sorted(lines, key=lambda line: not line.waits_for_you)


async def on_bench(reader: Reader, case_id: UUID) -> list[UUID]:
    """Who sits as judge in a case now, in the order they came to it."""
    rows = select(col(Part.person_id)).where(
        Part.case_id == case_id,
        Part.role == Role.JUDGE.value,
        col(Part.since) <= reader.at,
        col(Part.until).is_(None) | (col(Part.until) > reader.at),
    )
    return list(dict.fromkeys(await reader.all(rows.order_by(col(Part.since), col(Part.id)))))


async def judges_now(
    reader: Reader, file: CaseFile, principal: Principal, at: datetime, translate: Translate = str
) -> list[JudgeChoice]:
    """The judges of a case under the labels this reader may read."""
    named = _Names(await case_people(reader, file.case), principal, at, translate)
    return [JudgeChoice(person_id=one, label=named.of(one)) for one in await on_bench(reader, file.case.id)]


@dataclass(frozen=True, slots=True)
class _Names:
    people: CasePeople
    principal: Principal
    at: datetime
    translate: Translate

    def of(self, person_id: UUID) -> str:
        if person_id not in self.people.people:
            return ""
        return self.people.label(self.people.viewer(self.principal), person_id, self.at, self.translate).words

    def signature(self, row: OrderSignature, order: CourtOrder, bench: bool) -> SignatureView:
        return SignatureView(
            judge=self.of(row.person_id),
            presides=row.person_id == order.presiding_id,
            answer=row.answer,
            answered_at=row.answered_at,
            yours=row.person_id == self.principal.person_id,
            dissent=order_words(bench, row.dissent),
        )

    def served(self, row: OrderService) -> ServedView:
        return ServedView(who=self.of(row.person_id), method=row.method, told_at=row.told_at)


async def _served(reader: Reader, order_id: UUID) -> list[OrderService]:
    return await reader.all(
        select(OrderService).where(OrderService.order_id == order_id).order_by(col(OrderService.id))
    )


async def _waiting_for(reader: Reader, principal: Principal, order_ids: Sequence[UUID]) -> set[UUID]:
    rows = select(col(OrderSignature.order_id)).where(
        col(OrderSignature.order_id).in_(order_ids),
        OrderSignature.person_id == principal.person_id,
        OrderSignature.answer == Answer.waiting.value,
    )
    return set(await reader.all(rows))


def _line(order: CourtOrder, case: Case, court: Court, waiting: Mapping[UUID, object] | set[UUID]) -> OrderLine:
    fields = order.model_dump(include={"id", "case_id", "title", "level", "state", "changed_at"})
    waits = order.state == OrderState.signing and order.id in waiting
    return OrderLine(**fields, case_number=case.number, zone=court.zone, waits_for_you=waits)
