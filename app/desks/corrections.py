"""One entry of a docket with its corrections and what can be corrected in it, and everything corrected in a case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.queries import CaseFile, case_file, case_people, docket, parts_of, present
from app.cases.queries import entry as entry_of
from app.cases.terms import Act
from app.cases.views import CaseView, EntryView
from app.db.database import Reader
from app.filings.queries.corrections import corrections_in, decides_in, filing_type_of, kinds_in
from app.filings.terms import CorrectionKind
from app.filings.views import CorrectionView
from app.protection.terms import COMPLAINANTS, COUNSEL, PARTIES, STEWARDS

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class EntryDesk:
    """`kinds`: what this reader may ask to be corrected here, `decides`: what of it they decide themself.

    `sides`: those it can have been filed for, by part and label.
    """

    case: CaseView
    entry: EntryView
    type: str | None
    kinds: Sequence[CorrectionKind]
    decides: frozenset[CorrectionKind]
    sides: Sequence[tuple[str, str]]
    corrections: Sequence[CorrectionView]


@dataclass(frozen=True, slots=True)
class CorrectionsDesk:
    """Everything asked and corrected in a case, with the lines it is about by id."""

    case: CaseView
    entries: dict[UUID, EntryView]
    corrections: Sequence[CorrectionView]


async def entry_desk(
    reader: Reader, case_id: UUID, entry_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> EntryDesk:
    """Raises CaseNotFound, EntryNotFound."""
    file = await case_file(reader, case_id, principal)
    row = await entry_of(reader, file, entry_id)
    kind = await filing_type_of(reader, row)
    asks = file.may(Act.ask_correction, file.entry(row))
    kinds = [one for one in CorrectionKind if asks and one in kinds_in(row)]
    entries = await docket(reader, file)
    sides = await _sides(reader, file, principal, at, translate) if CorrectionKind.party in kinds else []
    return EntryDesk(
        case=file.view(),
        entry=next(one for one in entries if one.id == entry_id),
        type=kind,
        kinds=kinds,
        decides=frozenset(one for one in kinds if decides_in(file, row, one)),
        sides=sides,
        corrections=await corrections_in(reader, file, principal, at, translate, entry_id),
    )


async def corrections_desk(
    reader: Reader, case_id: UUID, principal: Principal | None, at: datetime, translate: Translate = str
) -> CorrectionsDesk:
    """Raises CaseNotFound."""
    file = await case_file(reader, case_id, principal)
    entries = {entry.id: entry for entry in await docket(reader, file)}
    return CorrectionsDesk(file.view(), entries, await corrections_in(reader, file, principal, at, translate))


async def _sides(
    reader: Reader, file: CaseFile, principal: Principal, at: datetime, translate: Translate
) -> list[tuple[str, str]]:
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    found = []
    for part in present(await parts_of(reader, file.case.id), reader.at):
        label = people.label(viewer, part.person_id, at, translate)
        if part.role in _SIDES and not label.hidden:
            found.append((str(part.id), f"{label.words} ({label.part})" if label.text else label.words))
    return found


_SIDES = frozenset(role.value for role in COUNSEL | PARTIES | COMPLAINANTS | STEWARDS)
