"""Bringing cases over from an old system: each in a transaction of its own, and once; a dry run looks them over."""

from datetime import datetime

from app.audit.log import append
from app.auth.queries import account_by_address
from app.auth.steps import BlindIndex
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.errors.importing import CourtNotNamed, OnlyTheOfficeImports, SeriesNotItsOwn, SourceMissing
from app.cases.events.importing import CaseImported
from app.cases.models import Case, CaseAlias, CaseRest, Court, ImportedCase
from app.cases.models.opening import CaseType
from app.cases.queries.importing import (
    Into,
    Outcome,
    Ready,
    clashes,
    court_named,
    imported,
    kind_named,
    series_in_use,
)
from app.cases.rules.importing import OldCase
from app.cases.rules.numbers import usable_code
from app.cases.rules.seals import strictest
from app.cases.rules.searching import fold_number
from app.cases.rules.tables import Finding
from app.cases.steps.bringing import introduce
from app.cases.steps.docket import enter_on_docket
from app.cases.steps.judges import Choice, give_panel
from app.cases.steps.opening import NewCase, open_case
from app.cases.terms import CaseState, Level, Matter, Profile
from app.cases.terms.importing import Trouble
from app.db.acting import as_system
from app.db.database import Database, UnitOfWork
from app.kernel.clock import Clock

SOURCE = 40
MAY = frozenset({Desk.registrar, Desk.administrator})
"""Beside the clerks of the court itself."""


class Imports:
    """What the office does to bring over what it had before."""

    def __init__(self, database: Database, index: BlindIndex, clock: Clock) -> None:
        self._database = database
        self._index = index
        self._clock = clock

    @as_system
    async def ready(self, court: str, address: str, source: str, series: str) -> Ready:
        """Where and by whom. Raises CourtNotNamed, OnlyTheOfficeImports, SeriesNotItsOwn, SourceMissing."""
        source = " ".join(source.split())
        if not source or len(source) > SOURCE or not source.isprintable():
            raise SourceMissing()
        async with self._database.read() as reader:
            found = await court_named(reader, court)
            if found is None:
                raise CourtNotNamed()
            account = await account_by_address(reader, self._index.blind_index(f"email:{address.strip().lower()}"))
            if account is None or not (
                account.desk in MAY or (account.desk == Desk.clerk and account.court_id == found.id)
            ):
                raise OnlyTheOfficeImports()
            if not usable_code(series) or series in await series_in_use(reader, found.id):
                raise SeriesNotItsOwn()
            by = Principal(account.person_id, Desk(account.desk), account.court_id)
        return Ready(Into(found.id, source, series), by, found.zone)

    @as_system
    async def look_over(self, old: OldCase, ready: Ready) -> Outcome:
        """What would become of the case; changes nothing."""
        at = self._clock.now()
        async with self._database.read() as reader:
            earlier = await imported(reader, ready.into, old.key)
            if earlier is not None:
                return Outcome(earlier.number, fresh=False)
            court = await reader.get(Court, ready.into.court_id)
            assert court is not None
            found = await clashes(reader, court, old, at, self._index)
            raised = () if found else _raised(old, await kind_named(reader, court.id, old.type_name))
        return Outcome(None, fresh=not found, findings=(*found, *raised))

    @as_system
    async def bring(self, old: OldCase, ready: Ready) -> Outcome:
        """Bring the case over, unless it was already or something stands against it; nothing is sent to anybody.

        Raises NobodyToAllot.
        """
        at, into = self._clock.now(), ready.into
        async with self._database.begin() as uow:
            await uow.take_turns(f"import {into.court_id}")
            earlier = await imported(uow, into, old.key)
            if earlier is not None:
                return Outcome(earlier.number, fresh=False)
            court = await uow.get(Court, into.court_id)
            assert court is not None
            found = await clashes(uow, court, old, at, self._index)
            if found:
                return Outcome(None, fresh=False, findings=tuple(found))
            kind = await kind_named(uow, court.id, old.type_name)
            case = await _bring(uow, court, kind, old, ready, self._index, at)
            number, raised = case.number, _raised(old, kind)
        return Outcome(number, fresh=True, findings=raised)


def _raised(old: OldCase, kind: CaseType) -> tuple[Finding, ...]:
    stricter = strictest((old.level, kind.level)) != old.level
    return (old.row.found("level", Trouble.level_raised),) if stricter else ()


async def _bring(
    uow: UnitOfWork, court: Court, kind: CaseType, old: OldCase, ready: Ready, index: BlindIndex, at: datetime
) -> Case:
    """The case, whole, under a number of the series; its old one leads to it as one it had before."""
    by, into = ready.by, ready.into
    level = strictest((old.level, kind.level))
    new = NewCase(Matter(kind.matter), old.about, Profile(kind.profile), level, into.series)
    case = await open_case(uow, court, new, by=by.by, at=at)
    case.type_id, case.opened_at = kind.id, old.opened_at
    folded = fold_number(old.number)
    uow.add(CaseAlias(case_id=case.id, court_id=court.id, number=old.number, folded=folded, since=old.opened_at))
    row = ImportedCase(court_id=court.id, case_id=case.id, source=into.source, key=old.key, at=at, by=by.person_id)
    uow.add(row)
    await append(uow, CaseImported(case_id=case.id, source=into.source, former=old.number), by=by.by, at=at)
    await introduce(uow, index, case, old.people, by=by, at=at)
    await give_panel(uow, case, kind, Choice(by=by.person_id, index=index), at)
    for one in old.entries:
        await enter_on_docket(
            uow,
            case.id,
            kind="paper",
            title=one.title,
            level=Level(strictest((one.level, level))),
            by=by.by,
            at=at,
            received_at=one.received_at,
        )
    if old.state is CaseState.archived:
        case.state = old.state.value
        uow.add(CaseRest(case_id=case.id, state=case.state, made_by=by.person_id, at=at))
    return case
