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
from app.desks.picture import Picture, drawn

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class PeopleDesk:
    """Everybody in a case, the picture of who acts for whom, and whether the reader may say who is one person."""

    case: CaseView
    people: list[InCaseView]
    picture: Picture
    merges: bool


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
    people = await views_in(reader, file, principal, at, translate)
    return PeopleDesk(file.view(), people, drawn(people), file.may(Act.merge_people))


async def one_of_case(
    reader: Reader, case_id: UUID, part_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> PersonDesk:
    """One of them, by their part. Raises CaseNotFound, NotInCase."""
    file = await case_file(reader, case_id, principal, Act.see_people)
    return PersonDesk(file.view(), await view_in(reader, file, part_id, principal, at, translate))
