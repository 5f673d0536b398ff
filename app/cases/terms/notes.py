"""The words of notes that are kept beside the record of a case, and are no part of it."""

from enum import StrEnum

from app.kernel.errors import N_


class NoteKind(StrEnum):
    bench = "bench"  # a judge's own, for nobody else
    handover = "handover"
    telephone = "telephone"


NOTE_WORDS = {
    NoteKind.bench: N_("My own note"),
    NoteKind.handover: N_("For whoever takes over"),
    NoteKind.telephone: N_("Somebody called"),
}
