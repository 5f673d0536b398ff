"""Which keys the documents of a case are stored under: destroying one of them erases everything below it."""

from datetime import datetime
from uuid import UUID


def key_names(*, court_id: UUID, matter: str, opened_at: datetime, case_id: UUID) -> tuple[str, ...]:
    """Court, class of cases, year of opening, and the case itself, outermost first."""
    return (f"court:{court_id}", f"class:{matter}", f"year:{opened_at:%Y}", f"case:{case_id}")
