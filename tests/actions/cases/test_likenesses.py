"""Who may be one person: proposed to those who know both, found in any letters, merged without loosening anything."""

from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import cast
from uuid import UUID, uuid4

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.likenesses import MATCH, Likenesses
from app.cases.actions.merges import Merges
from app.cases.commands.persons import MergePeople, UnmergePeople
from app.cases.errors import CaseNotFound, NotInCase
from app.cases.errors.people import (
    LikenessNotFound,
    MergeNotFound,
    OnePersonAlready,
    OnlyClerksMerge,
    OnlyOfficesFindPeople,
    OnlyTheRegistrarMatches,
)
from app.cases.models import Case, Court, Part
from app.cases.queries import case_file, case_people
from app.cases.queries.likenesses import alike, matches, merges
from app.cases.queries.seen import find_people
from app.cases.steps import NewCase, give_part, open_case
from app.cases.terms import Level, Matter
from app.cases.views import AlikeView, SeenPersonView
from app.db.acting import system
from app.db.database import Database, UnitOfWork
from app.db.outbox import OutboxRow
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.protection.labels import Label
from app.protection.terms import Name
from tests import builders
from tests.actions.cases.test_names import anonymous
from tests.builders import NOW
from tests.doubles.blind_index import PlainIndex

SAME = MergePeople(part_id=UUID(int=0), other_part_id=UUID(int=0), reason="The same passport.")
WHY = UnmergePeople(reason="Two sisters.")


@dataclass
class Register:
    """Three cases of one court, the last behind a wall; in each somebody is called Aisha Rahman, in other letters."""

    database: Database
    court: Court
    likenesses: Likenesses
    merging: Merges
    cases: dict[str, Case] = field(default_factory=dict)
    parts: dict[str, Part] = field(default_factory=dict)
    who: dict[str, Principal] = field(default_factory=dict)

    async def match(self) -> None:
        for part in self.parts.values():
            row = cast(OutboxRow, SimpleNamespace(payload={"person_id": str(part.person_id)}))
            with system():
                await self.likenesses.handlers[MATCH](row)

    async def proposals(self, who: str = "clerk") -> list[AlikeView]:
        async with self.database.read() as reader:
            return await alike(reader, self.who[who])

    async def found(self, words: str, who: str = "clerk") -> set[tuple[str, str]]:
        async with self.database.read() as reader:
            found = await find_people(reader, self.who[who], words, PlainIndex())
        return {(one.number, one.name) for person in found.people for one in person.seen}

    async def label(self, case: str, who: str = "clerk") -> Label:
        async with self.database.read() as reader:
            people = await case_people(reader, self.cases[case])
            return people.label(people.viewer(self.who[who]), self.parts[case].person_id, NOW)

    async def merge(self, one: str = "a", other: str = "b", who: str = "clerk") -> UUID:
        ids = {"part_id": self.parts[one].id, "other_part_id": self.parts[other].id}
        return await self.merging.merge(SAME.model_copy(update=ids), by=self.who[who])

    async def protect(self, case: str) -> None:
        async with self.database.begin() as uow:
            uow.add(anonymous(self.cases[case], self.parts[case].person_id, self.who["judge"].person_id))

    async def leaves(self, start: str) -> list[str]:
        async with self.database.read() as reader:
            return [one for one in await reader.all(select(LogLeaf.kind).order_by(col(LogLeaf.id))) if start in one]


async def _account(uow: UnitOfWork, made: Register, key: str, desk: Desk, name: str = "") -> Principal:
    person = await register_person(uow, NewPerson(Protected(name or f"Name of {key}")), by=None, at=NOW)
    court_id = made.court.id if desk in {Desk.clerk, Desk.judge} else None
    open_account(uow, person, f"{key}{uuid4()}".encode(), "no hash", desk, court_id)
    made.who[key] = Principal(person.id, desk, court_id)
    return made.who[key]


@pytest.fixture
async def register(database: Database) -> Register:
    clock = SettableClock(NOW)
    court = builders.court()
    made = Register(database, court, Likenesses(database, PlainIndex(), clock), Merges(database, clock))
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        for key, desk in (("clerk", Desk.clerk), ("second", Desk.clerk), ("judge", Desk.judge)):
            await _account(uow, made, key, desk)
        for key, desk in (("registrar", Desk.registrar), ("counsel", Desk.counsel), ("officer", Desk.participant)):
            await _account(uow, made, key, desk)
        named = (
            ("a", "Aisha Rahman", Level.parties),
            ("b", "عائشة رحمن", Level.public),
            ("c", "Айша Рахман", Level.judge),
        )
        for key, name, level in named:
            case = await open_case(uow, court, NewCase(Matter.civil, "Rent", level=level), by=None, at=NOW)
            made.cases[key], holder = case, await _account(uow, made, key, Desk.participant, name)
            part = Part(case_id=case.id, person_id=holder.person_id, role="party", since=NOW)
            made.parts[key] = await give_part(uow, part, by=None, at=NOW)
        officer = Part(
            case_id=made.cases["a"].id, person_id=made.who["officer"].person_id, role="contact_officer", since=NOW
        )
        await give_part(uow, officer, by=None, at=NOW)
    return made


def _numbers(views: tuple[SeenPersonView, ...]) -> set[str]:
    return {one.number for one in views}


async def test_two_people_with_one_name_in_two_scripts_are_proposed_to_a_clerk_who_knows_both(
    register: Register,
) -> None:
    await register.match()
    await register.match()
    (pair,) = await register.proposals()
    assert _numbers(pair.one) | _numbers(pair.other) == {register.cases["a"].number, register.cases["b"].number}
    with pytest.raises(OnlyClerksMerge):
        await register.proposals("counsel")


async def test_of_somebody_behind_a_wall_the_registrar_alone_learns_and_no_name(register: Register) -> None:
    await register.match()
    async with register.database.read() as reader:
        found = await matches(reader, register.who["registrar"])
        with pytest.raises(OnlyTheRegistrarMatches):
            await matches(reader, register.who["clerk"])
    walled = register.cases["c"].number
    assert [walled in (one.number, one.other_number) for one in found] == [True, True]
    assert "Rahman" not in str(found)
    await register.likenesses.deal_with(found[0].id, by=register.who["registrar"])
    async with register.database.read() as reader:
        assert [one.id for one in await matches(reader, register.who["registrar"])] == [found[1].id]
    with pytest.raises(LikenessNotFound):  # the clerk cannot even say that they are two
        await register.likenesses.set_apart(found[1].id, by=register.who["clerk"])
    assert await register.leaves("match-dealt-with") == ["case.match-dealt-with"]


async def test_a_search_in_any_letters_finds_those_whom_the_reader_may_know(register: Register) -> None:
    await register.match()
    a, b = register.cases["a"].number, register.cases["b"].number
    for words in ("Айша Рахман", "Rahman Aisha", "عائشة", "Aïcha"):
        assert await register.found(words) == {(a, "Aisha Rahman"), (b, "عائشة رحمن")}, words
    assert await register.found("Petra Lind") == await register.found("") == set()
    assert await register.found("Айша Рахман", "officer") == {(a, "Aisha Rahman")}
    with pytest.raises(OnlyOfficesFindPeople):
        await register.found("Aisha Rahman", "counsel")


async def test_a_name_a_clerk_may_not_read_is_neither_found_nor_proposed(register: Register) -> None:
    await register.match()
    await register.protect("a")
    assert await register.found("Aisha Rahman") == {(register.cases["b"].number, "عائشة رحمن")}
    assert await register.proposals() == []
    with pytest.raises(NotInCase):
        await register.merge()


async def test_what_somebody_called_two_people_is_not_proposed_again(register: Register) -> None:
    await register.match()
    (pair,) = await register.proposals()
    for _ in range(2):
        await register.likenesses.set_apart(pair.id, by=register.who["clerk"])
    await register.match()
    assert await register.proposals() == []
    assert await register.leaves("set-apart") == ["case.people-set-apart"]


async def test_a_merge_is_a_link_with_its_leaf_and_is_undone_exactly(register: Register) -> None:
    await register.match()
    link = await register.merge()
    assert await register.proposals() == []
    with pytest.raises(OnePersonAlready):
        await register.merge("b", "a")
    async with register.database.read() as reader:
        (view,) = await merges(reader, register.who["second"])
    assert (view.reason, view.until) == ("The same passport.", None)
    for _ in range(2):
        await register.merging.unmerge(link, WHY, by=register.who["second"])
    async with register.database.read() as reader:
        parts = await reader.all(select(Part).where(Part.role == "party"))
        (view,) = await merges(reader, register.who["clerk"])
    assert {(one.id, one.person_id, one.case_id) for one in parts} == {
        (one.id, one.person_id, one.case_id) for one in register.parts.values()
    }
    assert (view.ended_because, view.until) == ("Two sisters.", NOW)
    assert len(await register.proposals()) == 1
    assert await register.leaves("merged") == ["case.people-merged", "case.people-unmerged"]


async def test_while_merged_and_after_it_what_protects_one_protects_both(register: Register) -> None:
    await register.protect("c")  # the same court, behind a wall
    async with register.database.begin() as uow:  # the person of that case also has a part in an open one
        same = register.parts["c"].person_id
        part = Part(case_id=register.cases["a"].id, person_id=same, role="expert", since=NOW)
        register.parts["a-too"] = await give_part(uow, part, by=None, at=NOW)
    assert (await register.label("b")).name is Name.FULL
    link = await register.merge("a-too", "b")
    assert (await register.label("b")).name is not Name.FULL
    async with register.database.read() as reader:
        (hidden,) = await merges(reader, register.who["clerk"])
        assert await merges(reader, register.who["second"]) == []
    assert (hidden.one, hidden.other, hidden.reason) == ((), (), "")  # no name beside a pseudonym
    with pytest.raises(MergeNotFound):
        await register.merging.unmerge(link, WHY, by=register.who["second"])
    await register.merging.unmerge(link, WHY, by=register.who["clerk"])
    assert (await register.label("b")).name is not Name.FULL
    assert (await register.label("a")).name is Name.FULL


async def test_nobody_gets_into_a_case_by_a_merge(register: Register) -> None:
    await register.merge()
    async with register.database.read() as reader:
        with pytest.raises(CaseNotFound):
            await case_file(reader, register.cases["a"].id, register.who["b"])
        await case_file(reader, register.cases["a"].id, register.who["a"])
    with pytest.raises(OnlyClerksMerge):
        await register.merge(who="judge")
    with pytest.raises(NotInCase):
        await register.merge("a", "c")
