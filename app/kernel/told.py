"""Whose guarded names an answer tells: gathered while it is made, so that the log has them before it is given."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from uuid import UUID


@dataclass(slots=True)
class Told:
    """Who was named in which case since it was last taken."""

    _people: dict[UUID, set[UUID]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self._people)

    def add(self, case_id: UUID, person_id: UUID) -> None:
        """The name of this person was opened, for whoever the answer is for."""
        self._people.setdefault(case_id, set()).add(person_id)

    def take(self) -> dict[UUID, frozenset[UUID]]:
        """The people by case, and begin anew."""
        taken = {case_id: frozenset(people) for case_id, people in self._people.items()}
        self._people.clear()
        return taken


_telling: ContextVar[Told | None] = ContextVar("telling", default=None)


@contextmanager
def telling() -> Iterator[Told]:
    """Gather in this block."""
    told = Told()
    before = _telling.set(told)
    try:
        yield told
    finally:
        _telling.reset(before)


def tell(case_id: UUID, person_id: UUID) -> None:
    """A guarded name is opened for the reader; where nobody gathers, nobody is answered."""
    if (told := _telling.get()) is not None:
        told.add(case_id, person_id)
