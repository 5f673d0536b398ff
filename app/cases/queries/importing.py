"""What is known here that a case from an old system could clash with."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.auth.views import Principal
from app.cases.errors import CaseTypeNotFound, NobodyToAllot
from app.cases.models import Case, CaseAlias, Court, ImportedCase
from app.cases.models.opening import CaseType, NumberForm
from app.cases.queries.opening import candidates_for
from app.cases.queries.relations import Index
from app.cases.rules.allotment import allot
from app.cases.rules.importing import OldCase
from app.cases.rules.numbers import COMMON, Form
from app.cases.rules.searching import fold_number
from app.cases.rules.tables import Finding
from app.cases.terms import Method
from app.cases.terms.importing import Trouble
from app.db.database import Reader
from app.kernel.zones import local


@dataclass(frozen=True, slots=True)
class Into:
    """Where cases are brought to, from which old system, under which letters, and who answers for it."""

    court_id: UUID
    source: str
    series: str


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one case. `number`: here; None while there is none. `fresh`: it was brought over just now."""

    number: str | None
    fresh: bool
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Ready:
    """Where cases go, who answers for it, and the zone that days are read in."""

    into: Into
    by: Principal
    zone: str


async def court_named(reader: Reader, words: str) -> Court | None:
    """The court of this id, or the only one of this name."""
    courts: list[Court] = await reader.all(select(Court))
    found = [one for one in courts if words == str(one.id)] or [one for one in courts if words.strip() == one.name]
    return found[0] if len(found) == 1 else None


async def series_in_use(reader: Reader, court_id: UUID) -> frozenset[str]:
    """The letters of every kind of case the court has or had."""
    return frozenset(await reader.all(select(CaseType.series).where(CaseType.court_id == court_id)))


async def imported(reader: Reader, into: Into, key: str) -> Case | None:
    """The case that this one became before, if it was brought over already."""
    wanted = select(Case).join(ImportedCase, col(ImportedCase.case_id) == col(Case.id))
    found: Case | None = await reader.first(
        wanted.where(
            ImportedCase.court_id == into.court_id, ImportedCase.source == into.source, ImportedCase.key == key
        )
    )
    return found


async def kind_named(reader: Reader, court_id: UUID, name: str) -> CaseType:
    """The kind of case of this name, however its letters are written; raises CaseTypeNotFound."""
    wanted = select(CaseType).where(CaseType.court_id == court_id, col(CaseType.retired_at).is_(None))
    for one in await reader.all(wanted.order_by(col(CaseType.name))):
        if one.name.casefold() == name.casefold():
            found: CaseType = one
            return found
    raise CaseTypeNotFound()


async def clashes(reader: Reader, court: Court, old: OldCase, at: datetime, index: Index) -> list[Finding]:
    """Why the case cannot be brought over as things stand here; empty when it can."""
    found = []
    if await _taken(reader, court.id, old.number):
        found.append(old.row.found("number", Trouble.taken))
    if await _could_be_given(reader, court, old.number, at):
        found.append(old.row.found("number", Trouble.ours))
    try:
        kind = await kind_named(reader, court.id, old.type_name)
        allot(await candidates_for(reader, kind, None, at, index=index), Method(kind.method), "")
    except CaseTypeNotFound:
        found.append(old.row.found("type", Trouble.type_unknown))
    except NobodyToAllot:
        found.append(old.row.found("type", Trouble.nobody_to_draw))
    return found


async def _taken(reader: Reader, court_id: UUID, number: str) -> bool:
    folded = fold_number(number)
    now = select(Case.id).where(or_(col(Case.number) == number, col(Case.number) == folded)).limit(1)
    before = select(CaseAlias.id).where(CaseAlias.court_id == court_id, CaseAlias.folded == folded).limit(1)
    return await reader.first(now) is not None or await reader.first(before) is not None


async def _could_be_given(reader: Reader, court: Court, number: str, at: datetime) -> bool:
    forms = await reader.all(select(NumberForm).where(NumberForm.court_id == court.id))
    year = local(at, court.zone).year
    return any(
        form.could_yet_give(fold_number(number), year) for form in [COMMON, *(Form(f.text, f.code) for f in forms)]
    )
