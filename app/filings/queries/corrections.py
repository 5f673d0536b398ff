"""Corrections of a docket as one reader may know them: what stood before is for those who may have read it.

Two walls stand around old words: the seal of the entry they stood in, and the names in them that this reader may not
know. What was struck because it belongs to another case is for those who read it there.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from app.auth.views import Principal
from app.cases.models import Case, DocketEntry, Part
from app.cases.queries import CaseFile, CasePeople, case_people, parts_of, people_of, visible_to
from app.cases.terms import RELATION_WORDS, Act, EntryState, Level, Relation
from app.db.database import Reader
from app.filings.models import Correction, Filing
from app.filings.rules.corrections import Entered, decided_by, kinds_for
from app.filings.terms import TYPE_WORDS, CorrectionKind, CorrectionState, FilingType
from app.filings.views import CorrectionView
from app.kernel.protected import Protected
from app.protection.labels import words_for
from app.protection.terms import Attendee, Name

Translate = Callable[[str], str]
_OPEN = (CorrectionState.asked, CorrectionState.due, CorrectionState.refused, CorrectionState.undone)
_CODED = frozenset({CorrectionKind.type, CorrectionKind.party})


@dataclass(frozen=True, slots=True)
class Looking:
    """Who looks at the corrections of a case, and whom they may not know by name there."""

    file: CaseFile
    principal: Principal | None
    at: datetime
    translate: Translate
    people: CasePeople
    viewer: Attendee
    hidden: tuple[Protected[str], ...]
    parts: Mapping[UUID, Part]

    def who(self, person_id: UUID, relation: str) -> str:
        """A label for those inside, the office for everybody else."""
        office = self.translate(RELATION_WORDS[Relation(relation)])
        if person_id not in self.people.people or not self.file.may(Act.see_people):
            return office
        return self.people.label(self.viewer, person_id, self.at, self.translate).words or office

    def words(self, text: Protected[str] | None) -> str | None:
        """Free text, unless it names somebody whom this reader may not know."""
        return words_for(True, text, self.hidden)


def entered_of(row: DocketEntry, kind: str | None) -> Entered:
    """A line of a docket as the rules of correcting see it; `kind`: of document, where it was filed."""
    return Entered(
        kind=row.kind,
        title=row.title,
        level=Level(row.level),
        received_at=row.received_at,
        filer_id=row.filer_id,
        side_id=row.side_id,
        type=kind,
        state=EntryState(row.state),
    )


async def corrections_in(
    reader: Reader,
    file: CaseFile,
    principal: Principal | None,
    at: datetime,
    translate: Translate = str,
    entry_id: UUID | None = None,
) -> list[CorrectionView]:
    """Those of one entry or of the whole docket, the oldest first.

    What is asked, waits for its minute or came to nothing is for the court and for whoever asked.
    """
    wanted = select(Correction, DocketEntry).join(DocketEntry, col(DocketEntry.id) == col(Correction.entry_id))
    wanted = wanted.where(Correction.case_id == file.case.id)
    if entry_id is not None:
        wanted = wanted.where(Correction.entry_id == entry_id)
    rows = [
        (row, entry)
        for row, entry in await reader.rows(wanted.order_by(col(Correction.id)))
        if file.may(Act.read, file.entry(entry)) and _known(file, principal, row, entry)
    ]
    if not rows:
        return []
    looking = await _looking(reader, file, principal, at, translate)
    there = await _read_there(reader, file, [row for row, _ in rows if row.moved_to is not None])
    return [_view(looking, row, entry, there) for row, entry in rows]


def _known(file: CaseFile, principal: Principal | None, row: Correction, entry: DocketEntry) -> bool:
    if CorrectionState(row.state) not in _OPEN or file.may(Act.correct, file.entry(entry)):
        return True
    return principal is not None and row.asked_by == principal.person_id


async def _looking(
    reader: Reader, file: CaseFile, principal: Principal | None, at: datetime, translate: Translate
) -> Looking:
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    shown = {person_id for person_id in people.people if people.name_for(viewer, person_id, at) is Name.FULL}
    everybody = await people_of(reader, file.case.id)
    hidden = tuple(person.name for person_id, person in everybody.items() if person_id not in shown)
    parts = {part.id: part for part in await parts_of(reader, file.case.id)}
    return Looking(file, principal, at, translate, people, viewer, hidden, parts)


async def _read_there(reader: Reader, file: CaseFile, rows: Sequence[Correction]) -> dict[UUID, str]:
    """For what was moved to another case: the number of that case, where this reader reads the entry there."""
    if not rows:
        return {}
    scope = visible_to(file.actor)
    ids = [row.moved_entry_id for row in rows if row.moved_entry_id is not None]
    seen = select(DocketEntry.id, Case.number).join(Case, col(Case.id) == col(DocketEntry.case_id))
    seen = seen.where(col(DocketEntry.id).in_(ids), scope.entries(), scope.cases())
    return dict(await reader.rows(seen.params(scope.values)))


def _view(looking: Looking, row: Correction, entry: DocketEntry, there: Mapping[UUID, str]) -> CorrectionView:
    kind, file = CorrectionKind(row.kind), looking.file
    moved = there.get(row.moved_entry_id) if row.moved_entry_id else None
    may_read = kind is not CorrectionKind.case or moved is not None or row.state != CorrectionState.made
    before = _before(looking, row, kind, may_read=may_read)
    act = decided_by(entered_of(entry, None), kind)
    return CorrectionView(
        id=row.id,
        entry_id=row.entry_id,
        kind=row.kind,
        state=row.state,
        before=before,
        before_at=_instant(kind, before),
        after_at=_instant(kind, row.after),
        after=_after(looking, row, kind, moved),
        withheld=row.before is not None and before is None,
        reason=looking.words(row.reason),
        asked_by=looking.who(row.asked_by, row.asked_as),
        asked_at=row.asked_at,
        decided_by=looking.who(row.decided_by, row.decided_as) if row.decided_by and row.decided_as else None,
        decided_at=row.decided_at,
        note=looking.words(row.note),
        effective_at=row.effective_at,
        line_id=row.line_id,
        moved_to=moved,
        yours=file.may(act, file.entry(entry)),
    )


def _instant(kind: CorrectionKind, text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text and kind is CorrectionKind.date else None


def _before(looking: Looking, row: Correction, kind: CorrectionKind, *, may_read: bool) -> str | None:
    text = words_for(may_read, row.before, looking.hidden)
    if text is None or kind not in _CODED:
        return text
    return _kind_words(looking, text) if kind is CorrectionKind.type else _side_words(looking, text)


def _after(looking: Looking, row: Correction, kind: CorrectionKind, moved: str | None) -> str | None:
    if kind is CorrectionKind.type:
        return _kind_words(looking, row.after)
    if kind is CorrectionKind.party:
        part = looking.parts.get(UUID(row.after))
        return looking.who(part.person_id, part.role) if part else None
    if kind is CorrectionKind.case:
        return row.after if row.state != CorrectionState.made else moved
    return row.after or None


def _kind_words(looking: Looking, kind: str) -> str:
    return looking.translate(TYPE_WORDS[FilingType(kind)][0]) if kind in set(FilingType) else ""


def _side_words(looking: Looking, side: str) -> str | None:
    """Whose side it was: by label, never by id; the prosecution's is the case itself."""
    if side == str(looking.file.case.id):
        return looking.translate(RELATION_WORDS[Relation.prosecutor])
    part = next((one for one in looking.parts.values() if str(one.person_id) == side), None)
    return looking.who(part.person_id, part.role) if part else None


async def filing_type_of(reader: Reader, entry: DocketEntry) -> str | None:
    """The kind of document, for an entry that was made by a filing."""
    filing = await reader.get(Filing, entry.filing_id) if entry.filing_id else None
    return filing.type if filing else None


def kinds_in(entry: DocketEntry) -> frozenset[CorrectionKind]:
    """What can be corrected in this entry."""
    return kinds_for(entered_of(entry, None))


def decides_in(file: CaseFile, entry: DocketEntry, kind: CorrectionKind) -> bool:
    """Whether whoever asks decides this themself."""
    return file.may(decided_by(entered_of(entry, None), kind), file.entry(entry))
