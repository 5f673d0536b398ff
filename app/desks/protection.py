"""The protection page of a case, and the judge's ruling page."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import CaseFile, CasePeople, case_file, case_people
from app.cases.terms import Act
from app.cases.views import CaseView
from app.db.database import Reader
from app.protection.terms import WITNESSES
from app.testimony.queries import order_in_view, order_view, orders_for
from app.testimony.views import OrderView

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class ProtectionDesk:
    """`may_ask` and `may_rule`: what this viewer can do here. `people`: who can be protected, by label."""

    case: CaseView
    orders: list[OrderView]
    people: list[tuple[str, str]]
    may_ask: bool
    may_rule: bool


async def protection_of(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> ProtectionDesk:
    """Everything this viewer may read about protection in one case; raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    orders = await orders_for(reader, people, file, viewer, at, translate)
    may_ask = file.may(Act.ask_protection)
    listed = _who(people, principal, at, translate) if may_ask else []
    return ProtectionDesk(file.view(), orders, listed, may_ask, file.may(Act.rule_on_protection))


async def ruling_on(
    reader: Reader, order_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> tuple[CaseFile, OrderView]:
    """One order with its case, for the judge who rules and those who may read it; raises OrderNotFound."""
    order, file = await order_in_view(reader, order_id, principal)
    people = await case_people(reader, file.case)
    return file, order_view(order, people, file, people.viewer(principal), at, translate)


def _who(people: CasePeople, principal: Principal, at: datetime, translate: Translate) -> list[tuple[str, str]]:
    viewer = people.viewer(principal)
    first = sorted(people.people.values(), key=lambda person: person.role not in WITNESSES)
    labels = [(str(person.id), people.label(viewer, person.id, at, translate)) for person in first]
    return [(person_id, f"{label.words} ({label.part})") for person_id, label in labels if not label.hidden]
