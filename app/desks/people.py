"""The people of a case: their parts and names as this reader may know them, and who acts for whom."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import case_file
from app.cases.queries.persons import view_in, views_in
from app.cases.terms import Act
from app.cases.views import CaseView, InCaseView
from app.db.database import Reader

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """Everybody in a case."""

    case: CaseView
    people: list[InCaseView]


@dataclass(frozen=True, slots=True)
class PersonDesk:
    """One of them."""

    case: CaseView
    person: InCaseView


async def of_case(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> PeopleDesk:
    """The people of a case. Raises CaseNotFound for whoever may not see them."""
    file = await case_file(reader, case_id, principal, Act.see_people)
    return PeopleDesk(file.view(), await views_in(reader, file, principal, at, translate))


async def one_of_case(
    reader: Reader, case_id: UUID, part_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> PersonDesk:
    """One of them, by their part. Raises CaseNotFound, NotInCase."""
    file = await case_file(reader, case_id, principal, Act.see_people)
    return PersonDesk(file.view(), await view_in(reader, file, part_id, principal, at, translate))
