"""The names of the keys that what belongs to a case is stored under."""

from uuid import UUID

from app.cases.errors import CaseNotFound
from app.cases.models import Case
from app.cases.rules.key_names import key_names
from app.db.database import Reader


async def keys_of_case(reader: Reader, case_id: UUID) -> tuple[str, ...]:
    """Court, class, year and case, outermost first; raises CaseNotFound."""
    case = await reader.get(Case, case_id)
    if case is None:
        raise CaseNotFound()
    return key_names(court_id=case.court_id, matter=case.matter, opened_at=case.opened_at, case_id=case.id)
