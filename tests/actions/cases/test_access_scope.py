"""What each person sees in lists: the filters of both databases against the law, thing by thing."""

import os
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID, uuid5

import pytest
from sqlmodel import col, select

from app.cases.models import Case, DocketEntry
from app.cases.queries import Scope, actor_of, open_file, visible_to
from app.cases.terms import Act
from app.db.database import Database, Reader
from app.documents.models import Document
from app.kernel.clock import SettableClock
from tests.builders import NOW
from tests.doubles import access_rows as rows
from tests.doubles.access_cast import MINE, NOW_MINUTE, OFFICES, WORLD, matters
from tests.doubles.access_law import Matter, verdicts

SHARE = 1.0 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 0.1
OF_A_CASE = (Act.know, Act.prepare_filing, Act.see_metadata, Act.clerk_hearing, Act.see_access, Act.rule_on_protection)
OF_AN_ENTRY = (Act.read, Act.read_record, Act.handle_filing, Act.read_filing)
OF_A_DOCUMENT = (Act.read, Act.read_record)
EVERYBODY = (None, *OFFICES)
ASKED = sorted(set(OFFICES) - {"somebody expected"})  # there is no hearing here


@dataclass(slots=True)
class Shelf:
    """Every thing there is, by its id."""

    database: Database
    cases: dict[UUID, Matter] = field(default_factory=dict)
    entries: dict[UUID, Matter] = field(default_factory=dict)
    documents: dict[UUID, Matter] = field(default_factory=dict)


@pytest.fixture
async def shelf(database: Database) -> Shelf:
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
                made.documents[document_id] = matter if len(matter.seals) > 2 else _open(matter)
        for case_id, matter in made.cases.items():
            await _elsewhere(uow, made, case_id, matter)
    return made


def _open(matter: Matter) -> Matter:
    """A document under no seal of its own."""
    return Matter((*matter.seals, ("public", frozenset())), matter.filer, matter.client, matter.documents)


async def _elsewhere(uow: rows.UnitOfWork, shelf: Shelf, case_id: UUID, matter: Matter) -> None:
    """In each case the document that others were granted, and everybody named who is named to anything in it."""
    other = Matter((*matter.seals, ("public", frozenset())), documents=frozenset({"another document"}))
    entry_id, document_id = await rows.entry(uow, WORLD, case_id, 1000, other)
    shelf.entries[entry_id], shelf.documents[document_id] = other, _open(other)
    named = Matter((*matter.seals, ("named", frozenset(fact.who for fact in WORLD.names))), documents=frozenset({MINE}))
    entry_id, document_id = await rows.entry(uow, WORLD, case_id, 1001, named)
    shelf.entries[entry_id], shelf.documents[document_id] = named, _open(named)


async def _seen(reader: Reader, scope: Scope, act: Act, model: type[Case | DocketEntry | Document]) -> set[UUID]:
    over = {Case: scope.cases, DocketEntry: scope.entries, Document: scope.documents}[model]
    return set(await reader.all(select(model.id).where(over(act)).params(scope.values)))


async def test_every_list_shows_each_person_what_the_law_lets_them_see_and_nothing_else(shelf: Shelf) -> None:
    asked: list[tuple[str | None, str, Matter]] = []
    shown: list[bool] = []
    async with shelf.database.read() as reader:
        for who in EVERYBODY:
            scope = visible_to(await actor_of(reader, rows.principal(WORLD, who)))
            for model, acts, things in (
                (Case, OF_A_CASE, shelf.cases),
                (DocketEntry, OF_AN_ENTRY, shelf.entries),
                (Document, OF_A_DOCUMENT, shelf.documents),
            ):
                for act in acts:
                    seen = await _seen(reader, scope, act, model)
                    asked += [(who, act.value, matter) for matter in things.values()]
                    shown += [thing_id in seen for thing_id in things]
    assert len(asked) >= 5_000
    _agree(asked, shown)


async def test_a_desk_lists_the_same_cases_but_for_those_that_anybody_may_know(shelf: Shelf) -> None:
    async with shelf.database.read() as reader:
        anybody = await _seen(reader, visible_to(await actor_of(reader, None)), Act.know, Case)
        for who in EVERYBODY:
            scope = visible_to(await actor_of(reader, rows.principal(WORLD, who)))
            mine = set(await reader.all(select(Case.id).where(scope.desk()).params(scope.values)))
            assert mine | anybody == await _seen(reader, scope, Act.know, Case)


async def test_an_opened_case_answers_as_the_lists_do(shelf: Shelf) -> None:
    asked: list[tuple[str | None, str, Matter]] = []
    answers: list[bool] = []
    async with shelf.database.read() as reader:
        for who in random.Random(45).sample(ASKED, 20 if SHARE < 1 else len(ASKED)):
            for case_id, matter in shelf.cases.items():
                file = await open_file(reader, case_id, rows.principal(WORLD, who))
                asked += [(who, act.value, matter) for act in Act if act is not Act.open_case]
                answers += [file.may(act) for act in Act if act is not Act.open_case]
                entries = await reader.all(select(DocketEntry).where(col(DocketEntry.case_id) == case_id))
                asked += [(who, act.value, shelf.entries[row.id]) for row in entries for act in OF_AN_ENTRY]
                answers += [file.may(act, file.entry(row)) for row in entries for act in OF_AN_ENTRY]
    _agree(asked, answers)


def _agree(asked: Sequence[tuple[str | None, str, Matter]], shown: Sequence[bool]) -> None:
    law = verdicts(WORLD, NOW_MINUTE, asked)
    differ = [(*cell, may) for cell, here, may in zip(asked, shown, law, strict=True) if here != may]
    assert not differ, f"{len(differ)} of {len(asked)}: {differ[:4]}"
    assert 0 < sum(shown) < len(shown)
