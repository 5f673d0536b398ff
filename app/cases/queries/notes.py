"""Notes beside the record, for the court: a judge's own to that judge alone, and no name to whom it is withheld."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlmodel import col, or_, select

from app.auth.models import Person
from app.auth.views import Principal
from app.cases.models.notes import CaseNote
from app.cases.queries.files import CaseFile
from app.cases.queries.people import case_people
from app.cases.queries.register import people_of
from app.cases.terms import Act
from app.cases.terms.notes import NoteKind
from app.cases.views import NoteView
from app.db.database import Reader
from app.kernel.protected import Protected
from app.protection.labels import officer_for, words_for
from app.protection.terms import Name

Translate = Callable[[str], str]
MOST = 200


async def notes_in(
    reader: Reader, file: CaseFile, principal: Principal, at: datetime, translate: Translate = str
) -> list[NoteView]:
    """The newest first; nothing for whoever keeps no notes in this case."""
    if not file.may(Act.keep_notes):
        return []
    mine = col(CaseNote.person_id) == principal.person_id
    kept = or_(mine, col(CaseNote.kind) != NoteKind.bench.value)
    wanted = select(CaseNote, Person).join(Person, col(Person.id) == col(CaseNote.person_id))
    wanted = wanted.where(CaseNote.case_id == file.case.id, kept).order_by(col(CaseNote.id).desc()).limit(MOST)
    rows = await reader.rows(wanted)
    hidden = await _hidden(reader, file, principal, at, translate) if rows else ()
    return [_view(note, person, principal.person_id, hidden) for note, person in rows]


async def _hidden(
    reader: Reader, file: CaseFile, principal: Principal, at: datetime, translate: Translate
) -> tuple[Protected[str], ...]:
    people = await case_people(reader, file.case)
    viewer = people.viewer(principal)
    labels = {one: people.name_for(viewer, one, at) for one in people.people}
    everybody = await people_of(reader, file.case.id)
    return tuple(person.name for one, person in everybody.items() if labels.get(one) is not Name.FULL)


def _view(note: CaseNote, person: Person, me: UUID, hidden: tuple[Protected[str], ...]) -> NoteView:
    names = () if note.kind == NoteKind.bench else hidden
    words = words_for(True, note.words, names)
    return NoteView(
        id=note.id,
        kind=note.kind,
        by=officer_for(True, person.name),
        words=words,
        caller=words_for(True, note.caller, names),
        withheld=words is None,
        mine=note.person_id == me,
        written_at=note.written_at,
    )
