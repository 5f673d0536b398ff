"""Every case, entry and document of the oracle's world as rows, each with the matter that the law judges."""

import os
import random
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.builders import NOW
from tests.doubles import access_rows as rows
from tests.doubles.access_cast import MINE, NOW_MINUTE, WORLD, matters
from tests.doubles.access_law import Matter

SHARE = 1.0 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 0.1


@dataclass(slots=True)
class Shelf:
    """Every thing there is, by its id."""

    database: Database
    cases: dict[UUID, Matter] = field(default_factory=dict)
    entries: dict[UUID, Matter] = field(default_factory=dict)
    documents: dict[UUID, Matter] = field(default_factory=dict)


async def filled(database: Database) -> Shelf:
    """Everybody and everything of the oracle's world, in a fresh database whose clock is set to its moment."""
    database.clock = SettableClock(NOW + timedelta(minutes=NOW_MINUTE))
    made, choose = Shelf(database), random.Random(44)
    async with database.begin() as uow:
        await rows.people(uow, WORLD)
        for matter in matters():
            case_id = uuid5(UUID(int=1), repr(matter.seals[0]))
            if len(matter.seals) == 1:
                await rows.case(uow, WORLD, case_id, matter)
                made.cases[case_id] = matter
            elif SHARE == 1.0 or choose.random() < SHARE:
                entry_id, document_id = await rows.entry(uow, WORLD, case_id, len(made.entries) + 1, matter)
                made.entries[entry_id] = Matter(matter.seals[:2], matter.filer, matter.client, matter.documents)
                made.documents[document_id] = matter if len(matter.seals) > 2 else open_document(matter)
        for case_id, matter in made.cases.items():
            await _elsewhere(uow, made, case_id, matter)
    return made


def open_document(matter: Matter) -> Matter:
    """A document under no seal of its own."""
    return Matter((*matter.seals, ("public", frozenset())), matter.filer, matter.client, matter.documents)


async def _elsewhere(uow: rows.UnitOfWork, shelf: Shelf, case_id: UUID, matter: Matter) -> None:
    """In each case the document that others were granted, and everybody named who is named to anything in it."""
    other = Matter((*matter.seals, ("public", frozenset())), documents=frozenset({"another document"}))
    entry_id, document_id = await rows.entry(uow, WORLD, case_id, 1000, other)
    shelf.entries[entry_id], shelf.documents[document_id] = other, open_document(other)
    named = Matter((*matter.seals, ("named", frozenset(fact.who for fact in WORLD.names))), documents=frozenset({MINE}))
    entry_id, document_id = await rows.entry(uow, WORLD, case_id, 1001, named)
    shelf.entries[entry_id], shelf.documents[document_id] = named, open_document(named)
