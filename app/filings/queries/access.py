"""Who may open a filing, and who may file in a case."""

from dataclasses import dataclass
from uuid import UUID

from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.queries import CaseFile, case_file
from app.db.database import Reader
from app.filings.errors import FilingNotFound, MayNotFile
from app.filings.models import Filing


@dataclass(frozen=True, slots=True)
class OpenFiling:
    """A filing with its case and what the asking person is in it."""

    filing: Filing
    file: CaseFile

    def is_of(self, principal: Principal) -> bool:
        return self.filing.filer_id == principal.person_id


async def filing_of(reader: Reader, filing_id: UUID, principal: Principal) -> OpenFiling:
    """The filing for its filer and, once filed, the court; raises FilingNotFound for everybody else."""
    row = await reader.get(Filing, filing_id)
    if row is None:
        raise FilingNotFound()
    try:
        found = OpenFiling(row, await case_file(reader, row.case_id, principal))
    except CaseNotFound as reason:
        raise FilingNotFound() from reason
    seen_by_court = found.file.standing.is_court and row.number is not None
    if not found.is_of(principal) and not seen_by_court:
        raise FilingNotFound()
    return found


async def case_to_file_in(reader: Reader, case_id: UUID, principal: Principal) -> CaseFile:
    """The case, if this person may file in it; raises CaseNotFound, MayNotFile."""
    file = await case_file(reader, case_id, principal)
    if not file.standing.may_file:
        raise MayNotFile()
    return file
