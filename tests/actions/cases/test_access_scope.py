"""What each person sees in lists: the filters of both databases against the law, thing by thing."""

import random
from collections.abc import Sequence
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.cases.models import Case, DocketEntry
from app.cases.queries import Scope, actor_of, open_file, visible_to
from app.cases.terms import Act
from app.db.database import Database, Reader
from app.documents.models import Document
from tests.doubles import access_rows as rows
from tests.doubles.access_cast import NOW_MINUTE, OFFICES, WORLD
from tests.doubles.access_law import Matter, verdicts
from tests.doubles.access_shelf import SHARE, Shelf, filled

OF_A_CASE = (Act.know, Act.prepare_filing, Act.see_metadata, Act.clerk_hearing, Act.see_access, Act.rule_on_protection)
OF_AN_ENTRY = (Act.read, Act.read_record, Act.handle_filing, Act.read_filing)
OF_A_DOCUMENT = (Act.read, Act.read_record)
EVERYBODY = (None, *OFFICES)
ASKED = sorted(set(OFFICES) - {"somebody expected"})  # there is no hearing here


@pytest.fixture
async def shelf(database: Database) -> Shelf:
    return await filled(database)


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
