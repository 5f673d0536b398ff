"""The page from which the file of a day is printed: its hearings, and how much paper each of them is."""

from dataclasses import dataclass
from datetime import date

from app.cases.queries import case_file
from app.db.database import Reader
from app.filings.queries.whole_file import whole_file
from app.hearings.queries import Look, hearing_view
from app.hearings.views import HearingView
from app.paper.queries import hearings_to_print


@dataclass(frozen=True, slots=True)
class FileLine:
    """One hearing of the day. `documents`, `pages`: those this reader may read; pages as far as they are counted."""

    hearing: HearingView
    documents: int
    pages: int


@dataclass(frozen=True, slots=True)
class DayOfFiles:
    """The hearings of one day on the court's calendar."""

    court: str
    zone: str
    day: date
    lines: tuple[FileLine, ...]


async def day_of_files(reader: Reader, look: Look, day: date | None) -> DayOfFiles:
    """For a clerk the day of the court, for a judge their own. Raises OnlyForTheBench."""
    found = await hearings_to_print(reader, look.principal, day, look.at)
    lines = []
    for row in found.hearings:
        inside = await whole_file(reader, await case_file(reader, row.case_id, look.principal))
        pages = sum(one.document.pages or 0 for one in inside)
        lines.append(FileLine(await hearing_view(reader, row, look), len(inside), pages))
    return DayOfFiles(found.court, found.zone, found.day, tuple(lines))
