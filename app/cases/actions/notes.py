"""Writing notes beside the record of a case: telephone calls, hand-overs, and what a judge notes for themself."""

from uuid import UUID

from app.audit.log import append
from app.auth.views import Principal
from app.cases.commands.notes import WriteNote
from app.cases.errors import OnlyTheCourtKeepsNotes
from app.cases.events.notes import NoteWritten
from app.cases.models.notes import CaseNote
from app.cases.queries import case_file
from app.cases.queries.keys import keys_of_case
from app.cases.terms import Act
from app.cases.terms.notes import NoteKind
from app.db.database import Database
from app.kernel.clock import Clock
from app.kernel.protected import Protected


class CaseNotes:
    """What clerks and judges note about a case. Nothing of it is part of the record, or given out with it."""

    def __init__(self, database: Database, clock: Clock) -> None:
        self._database, self._clock = database, clock

    async def write(self, case_id: UUID, command: WriteNote, *, by: Principal) -> UUID:
        """Keep a note; gives its id. Raises CaseNotFound, OnlyTheCourtKeepsNotes."""
        at = self._clock.now()
        act = Act.keep_bench_notes if command.kind is NoteKind.bench else Act.keep_notes
        async with self._database.begin() as uow:
            file = await case_file(uow, case_id, by)
            if not file.may(act):
                raise OnlyTheCourtKeepsNotes()
            keys = await keys_of_case(uow, case_id)
            called = command.kind is NoteKind.telephone and command.caller
            note = CaseNote(
                case_id=case_id,
                kind=command.kind.value,
                person_id=by.person_id,
                words=Protected(command.words, keys),
                caller=Protected(command.caller, keys) if called else None,
                written_at=at,
            )
            uow.add(note)
            event = NoteWritten(case_id=case_id, note_id=note.id, what=note.kind)
            await append(uow, event, by=file.acting(by, act).by, at=at)
            return note.id
