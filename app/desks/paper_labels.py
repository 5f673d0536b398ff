"""Labels for the folders of cases: the court, the number and its bars, and nothing that says what the case is about."""

from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.queries import case_by_number
from app.cases.terms import Act
from app.db.database import Reader
from app.paper.errors import OnlyTheRegistry, TooManyLabels
from app.pdf.labels import Label

MOST = 96


async def labels_for(reader: Reader, principal: Principal, numbers: list[str], copies: int) -> list[Label]:
    """Labels for these cases, in the order given. Raises OnlyTheRegistry, TooManyLabels, CaseNotFound.

    A case that is not at this clerk's counter is refused like a number that was never given.
    """
    if principal.desk is not Desk.clerk:
        raise OnlyTheRegistry()
    if len(numbers) * copies > MOST:
        raise TooManyLabels(limit=MOST)
    found: list[Label] = []
    for number in numbers:
        file = await case_by_number(reader, number, principal)
        if not file.may(Act.keep_exhibits):
            raise CaseNotFound()
        found += [Label(file.court.name, file.case.number)] * copies
    return found
