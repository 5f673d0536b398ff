"""The auditor's desk: the log searched by case, person, kind and time. It never names anybody."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from app.audit.disclosure import Withheld
from app.audit.events import LogExported, LogSearched
from app.audit.queries import proof_of
from app.audit.search import Wanted, entry, search
from app.audit.views import AuditEntry, AuditPage, OneEntry
from app.auth.views import Principal
from app.cases.queries.in_the_log import id_of, numbers_of, require_auditor
from app.db.database import Reader
from app.kernel.events import kinds

EARLIEST, LATEST = datetime(1970, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC)
"""No entry is before or after: what is asked beyond them is asked up to them."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What an auditor asked for, as asked; `case` is a number or an id."""

    case: str = ""
    person_id: UUID | None = None
    about: bool = False
    kind: str = ""
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class AuditDesk:
    """What was found, with the numbers of the cases it is about."""

    page: AuditPage
    numbers: Mapping[UUID, str]


@dataclass(frozen=True, slots=True)
class EntryDesk:
    """One entry with the number of its case."""

    found: OneEntry
    number: str


async def searched(
    reader: Reader, principal: Principal, asked: Asked, after: str | None = None, limit: int = 50
) -> Withheld[AuditDesk]:
    """A page of entries, the newest first; raises Forbidden for all but auditors, BadCursor."""
    await require_auditor(reader, principal)
    case_id = await _case(reader, asked.case)
    since, until = _in_time(asked.since), _in_time(asked.until)
    wanted = Wanted(case_id, asked.person_id, asked.about, (asked.kind,) if asked.kind else (), since, until)
    page = await search(reader, wanted, after=after, limit=limit)
    event = LogSearched(
        case_id=case_id,
        person_id=asked.person_id,
        about=asked.about,
        kinds=tuple(wanted.kinds),
        since=since,
        until=until,
    )
    numbers = await numbers_of(reader, {one.case_id for one in page.items if one.case_id})
    return Withheld(AuditDesk(AuditPage(items=page.items, next=page.next), numbers), event)


async def entry_desk(reader: Reader, principal: Principal, leaf_id: UUID) -> Withheld[EntryDesk]:
    """One entry with its proof; raises Forbidden, NotFound."""
    await require_auditor(reader, principal)
    found = await entry(reader, leaf_id)
    numbers = await numbers_of(reader, {found.case_id} if found.case_id else set())
    proof = await proof_of(reader, leaf_id)
    desk = EntryDesk(OneEntry(entry=found, proof=proof), _number(found, numbers))
    return Withheld(desk, LogSearched(case_id=found.case_id, leaf_id=leaf_id))


async def may_export(reader: Reader, principal: Principal, start: int) -> Withheld[int]:
    """Where an export begins; the entries are read once this is on record. Raises Forbidden."""
    await require_auditor(reader, principal)
    return Withheld(start, LogExported(start=start))


def packages() -> Sequence[tuple[str, Sequence[str]]]:
    """Every kind of entry there is, by package."""
    found: dict[str, list[str]] = {}
    for kind in sorted(kinds()):
        found.setdefault(kind.partition(".")[0], []).append(kind)
    return list(found.items())


async def _case(reader: Reader, text: str) -> UUID | None:
    """A number or an id; a case that there is not finds nothing."""
    if not text:
        return None
    try:
        return UUID(text)
    except ValueError:
        return await id_of(reader, text) or UUID(int=0)


def _in_time(at: datetime | None) -> datetime | None:
    return None if at is None else min(max(at, EARLIEST), LATEST)


def _number(found: AuditEntry, numbers: Mapping[UUID, str]) -> str:
    return numbers.get(found.case_id, "") if found.case_id else ""
