"""Reading the register: cases, dockets, and people under the names a viewer may read."""

from app.cases.queries.actors import actor_of, live
from app.cases.queries.conditions import Seat
from app.cases.queries.desk import cases_of, page_of_cases
from app.cases.queries.files import CaseFile, case_by_number, case_file, held_in, open_file
from app.cases.queries.people import (
    GUARDED,
    PUBLIC_VIEWER,
    CasePeople,
    as_persons,
    case_people,
    case_rulings,
    guarded_names,
    people_of_cases,
    present,
)
from app.cases.queries.register import (
    court_in_view,
    docket,
    entry,
    parts_of,
    people_of,
    still_may,
)
from app.cases.queries.scope import Scope, visible_to

__all__ = [
    "GUARDED",
    "PUBLIC_VIEWER",
    "CaseFile",
    "CasePeople",
    "Scope",
    "Seat",
    "actor_of",
    "as_persons",
    "case_by_number",
    "case_file",
    "case_people",
    "case_rulings",
    "cases_of",
    "court_in_view",
    "docket",
    "entry",
    "guarded_names",
    "held_in",
    "live",
    "open_file",
    "page_of_cases",
    "parts_of",
    "people_of",
    "people_of_cases",
    "present",
    "still_may",
    "visible_to",
]
