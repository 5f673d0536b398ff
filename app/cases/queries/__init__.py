"""Reading the register: cases, dockets, and people under the names a viewer may read."""

from app.cases.queries.people import PUBLIC_VIEWER, CasePeople, as_persons, case_people, case_rulings
from app.cases.queries.register import (
    CaseFile,
    case_by_number,
    case_file,
    cases_of,
    court_in_view,
    docket,
    entry,
    parts_of,
    people_of,
    standing_of,
)

__all__ = [
    "PUBLIC_VIEWER",
    "CaseFile",
    "CasePeople",
    "as_persons",
    "case_by_number",
    "case_file",
    "case_people",
    "case_rulings",
    "cases_of",
    "court_in_view",
    "docket",
    "entry",
    "parts_of",
    "people_of",
    "standing_of",
]
