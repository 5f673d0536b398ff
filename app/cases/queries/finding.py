"""A search from what was typed to what is shown: the number in every way people write it, the day, the words."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import cached_property
from uuid import UUID

from app.auth.views import Principal
from app.cases.models import Case
from app.cases.queries.actors import actor_of
from app.cases.queries.opening import case_types, numbering
from app.cases.queries.register import court_in_view
from app.cases.queries.scope import Scope, visible_to
from app.cases.queries.search import (
    Between,
    Row,
    cases_numbered,
    cases_once_numbered,
    cases_opened,
    entries_on,
    entries_with,
)
from app.cases.rules import Actor
from app.cases.rules.searching import Sought, numbers_meant, sought
from app.cases.views import CaseHit, EntryHit
from app.db.database import Reader
from app.kernel.zones import local, zone


@dataclass(frozen=True)
class Search:
    """One search of one reader. `zone`: the clock that a day is a day of."""

    reader: Reader
    actor: Actor
    sought: Sought
    zone: str
    court_id: UUID | None

    @cached_property
    def scope(self) -> Scope:
        return visible_to(self.actor)

    @property
    def day(self) -> Between | None:
        """From midnight to midnight where the court is."""
        if self.sought.day is None:
            return None
        begins = datetime.combine(self.sought.day, datetime.min.time(), zone(self.zone))
        ends = datetime.combine(self.sought.day + timedelta(days=1), datetime.min.time(), zone(self.zone))
        return begins.astimezone(UTC), ends.astimezone(UTC)


async def begin_search(reader: Reader, principal: Principal, text: str) -> Search:
    """What this reader looks for."""
    court = await court_in_view(reader, principal)
    actor = await actor_of(reader, principal)
    return Search(reader, actor, sought(text), court.zone if court else "UTC", court.id if court else None)


async def by_number(search: Search) -> list[CaseHit]:
    """The cases that have, or had, the number."""
    series, forms = [], []
    if search.court_id is not None:
        series = [one.series for one in await case_types(search.reader, search.court_id)]
        forms = [(await numbering(search.reader, search.court_id))[1]]
    year = local(search.reader.at, search.zone).year
    numbers = numbers_meant(search.sought.text, forms, dict.fromkeys(series), year)
    now = [_hit(case, "number") for case in await cases_numbered(search.reader, search.scope, numbers)]
    before = await cases_once_numbered(search.reader, search.scope, search.sought.text)
    return [*now, *(_hit(case, "former", written) for case, written in before)]


async def by_day(search: Search) -> list[CaseHit]:
    """The cases that were opened on the day."""
    if search.day is None:
        return []
    return [_hit(case, "day") for case in await cases_opened(search.reader, search.scope, search.day)]


async def in_dockets(search: Search) -> list[EntryHit]:
    """The lines of dockets of that day, or with the words in their titles."""
    if search.day is not None:
        rows = await entries_on(search.reader, search.actor, search.scope, search.day)
    else:
        rows = await entries_with(search.reader, search.actor, search.scope, search.sought)
    return [_line(row) for row in rows]


def _hit(case: Case, because: str, written: str | None = None) -> CaseHit:
    shown = case.model_dump(include={"id", "number", "about", "level", "opened_at"})
    return CaseHit(**shown, because=because, written=written)


def _line(row: Row) -> EntryHit:
    entry, case = row
    return EntryHit(
        case_id=case.id,
        case_number=case.number,
        about=case.about,
        entry_id=entry.id,
        number=entry.number,
        title=entry.title,
        at=entry.received_at or entry.entered_at,
    )
