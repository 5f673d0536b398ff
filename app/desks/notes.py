"""The notes that the court keeps beside the record of a case."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from app.auth.views import Principal
from app.cases.errors import OnlyTheCourtKeepsNotes
from app.cases.queries import case_file
from app.cases.queries.notes import notes_in
from app.cases.terms import Act
from app.cases.terms.notes import NoteKind
from app.cases.views import CaseView, NoteView
from app.db.database import Reader

Translate = Callable[[str], str]


@dataclass(frozen=True, slots=True)
class NotesDesk:
    """`kinds`: what this reader may note here."""

    case: CaseView
    notes: Sequence[NoteView]
    kinds: Sequence[NoteKind]


async def notes_desk(
    reader: Reader, case_id: UUID, principal: Principal, at: datetime, translate: Translate = str
) -> NotesDesk:
    """Raises CaseNotFound, OnlyTheCourtKeepsNotes."""
    file = await case_file(reader, case_id, principal)
    if not file.may(Act.keep_notes):
        raise OnlyTheCourtKeepsNotes()
    kinds = [NoteKind.telephone, NoteKind.handover]
    if file.may(Act.keep_bench_notes):
        kinds = [NoteKind.bench, *kinds]
    return NotesDesk(file.view(), await notes_in(reader, file, principal, at, translate), kinds)
