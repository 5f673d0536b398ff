"""Protection orders of a case, each under the label the viewer may read."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from app.audit.disclosure import Withheld
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.queries import CaseFile, CasePeople, case_file
from app.cases.terms import Act
from app.db.database import Reader
from app.protection.events import SealedReasonRead
from app.protection.labels import Label, sealed_reason_for
from app.protection.models import ProtectionOrder
from app.protection.queries import orders_of
from app.protection.rules.orders import BINDING, RULED
from app.protection.terms import Attendee, OrderStage, Preset
from app.testimony.errors import OrderNotFound
from app.testimony.terms import PRESET_WORDS, STAGE_WORDS
from app.testimony.views import OrderView, SealedReasonView

Translate = Callable[[str], str]


async def orders_for(
    reader: Reader, people: CasePeople, file: CaseFile, viewer: Attendee, at: datetime, translate: Translate = str
) -> list[OrderView]:
    """The orders of the case as this viewer reads them, oldest first; none for outsiders.

    Orders and their public reasons go to the court and to every party.
    """
    if not file.may(Act.read_orders):
        return []
    orders = await orders_of(reader, people.case.id)
    return [order_view(order, people, file, viewer, at, translate) for order in orders]


async def order_in_view(reader: Reader, order_id: UUID, principal: Principal) -> tuple[ProtectionOrder, CaseFile]:
    """The row and its case, for those who may read orders of the case; OrderNotFound for everybody else."""
    order = await reader.get(ProtectionOrder, order_id)
    if order is None:
        raise OrderNotFound()
    try:
        file = await case_file(reader, order.case_id, principal)
    except CaseNotFound:
        raise OrderNotFound() from None
    if not file.may(Act.read_orders):
        raise OrderNotFound()
    return order, file


async def sealed_reason_of(reader: Reader, order_id: UUID, principal: Principal) -> Withheld[SealedReasonView]:
    """What only judges read of an order; raises OrderNotFound for everybody else, and where there is nothing."""
    order, file = await order_in_view(reader, order_id, principal)
    reason = sealed_reason_for(file.may(Act.read_sealed_reasons), order.sealed_reason)
    if reason is None:
        raise OrderNotFound()
    event = SealedReasonRead(case_id=order.case_id, order_id=order.id, protected=order.person_id)
    return Withheld(SealedReasonView(order_id=order.id, sealed_reason=reason), event)


def order_view(
    order: ProtectionOrder,
    people: CasePeople,
    file: CaseFile,
    viewer: Attendee,
    at: datetime,
    translate: Translate = str,
) -> OrderView:
    """One order for one viewer."""
    label: Label = people.label(viewer, order.person_id, at, translate)
    stage = OrderStage(order.status)
    return OrderView(
        id=order.id,
        case_id=order.case_id,
        person=label.words,
        preset=order.preset,
        preset_words=translate(PRESET_WORDS[Preset(order.preset)]),
        status=stage.value,
        status_words=translate(STAGE_WORDS[stage]),
        binds=stage in BINDING,
        waiting=stage not in RULED and stage is not OrderStage.WITHDRAWN,
        requested_at=order.requested_at,
        ruled_at=order.ruled_at,
        defence_heard=order.defence_heard,
        legal_basis=order.legal_basis,
        public_reason=order.public_reason,
        sealed=order.sealed_reason is not None and file.may(Act.read_sealed_reasons),
        review_on=order.review_on,
    )
