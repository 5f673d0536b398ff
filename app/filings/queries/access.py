"""Who may open a filing, and who may file in a case."""

from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from app.audit.disclosure import Withheld
from app.auth.views import Principal
from app.cases.errors import CaseNotFound
from app.cases.models import DocketEntry
from app.cases.queries import CaseFile, case_file
from app.cases.rules import Sealed, Thing
from app.cases.terms import Act, Level
from app.db.database import Reader
from app.filings.errors import FilingNotFound, MayNotFile
from app.filings.events import FilingRead
from app.filings.models import Filing

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class OpenFiling:
    """A filing with its case, its entry once it is on the docket, and what decides about it."""

    filing: Filing
    file: CaseFile
    entry: DocketEntry | None = None

    @property
    def thing(self) -> Thing:
        """The envelope, as the table of access sees it: under the seal of its entry once it has one."""
        row = self.filing
        if self.entry is not None:
            return self.file.entry(self.entry)
        return self.file.inside((Sealed(Level(row.level)),), row.filer_id, row.side_id)

    @property
    def own(self) -> bool:
        """Whether the asking person files it, for themself or for the filer."""
        return self.file.may(Act.handle_filing, self.thing)


def read_on_record(found: OpenFiling, content: T, part: str) -> Withheld[T]:
    """Something of a filing for the asking person: what is not of their own side they read on record."""
    row = found.filing
    return Withheld(content, None if found.own else FilingRead(case_id=row.case_id, filing_id=row.id, part=part))


async def filing_of(reader: Reader, filing_id: UUID, principal: Principal) -> OpenFiling:
    """The filing for its side and, once filed, the court; raises FilingNotFound for everybody else."""
    row = await reader.get(Filing, filing_id)
    if row is None:
        raise FilingNotFound()
    found = await opened(reader, row, principal)
    seen_by_court = row.number is not None and found.file.may(Act.read_filing, found.thing)
    if not found.own and not seen_by_court:
        raise FilingNotFound()
    return found


async def opened(reader: Reader, row: Filing, principal: Principal | None) -> OpenFiling:
    """The filing with what decides about it; raises FilingNotFound where even its case is unknown to them."""
    try:
        file = await case_file(reader, row.case_id, principal)
    except CaseNotFound as reason:
        raise FilingNotFound() from reason
    entry = await reader.get(DocketEntry, row.entry_id) if row.entry_id else None
    return OpenFiling(row, file, entry)


async def case_to_file_in(reader: Reader, case_id: UUID, principal: Principal) -> CaseFile:
    """The case, if this person may file in it; raises CaseNotFound, MayNotFile."""
    file = await case_file(reader, case_id, principal)
    if not file.may(Act.prepare_filing):
        raise MayNotFile()
    return file


def filer_in(file: CaseFile) -> tuple[UUID, UUID]:
    """For whom this person files in a case, and for which side: themself, or whom they act for.

    Raises MayNotFile.
    """
    right = file.right(Act.prepare_filing)
    if right is None or right.stand.person_id is None:
        raise MayNotFile()
    return right.stand.person_id, right.held.side_id(file.case.id)
