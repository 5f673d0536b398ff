"""The names of people: written down by those who may read them, kept for good, and never looser than before."""

from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import col, select

from app.audit.models import LogLeaf
from app.auth.models import Person
from app.auth.steps import NewPerson, open_account, register_person
from app.auth.terms import Desk
from app.auth.views import Principal
from app.cases.actions.persons import Persons
from app.cases.commands.persons import AddName, DescribePerson, RenamePerson
from app.cases.errors import CaseNotFound, NameStandsAlready, NotInCase
from app.cases.errors.people import NamesNotYours
from app.cases.models import Case, Court, Part
from app.cases.queries import case_file, case_people, guarded_names
from app.cases.queries.persons import views_in
from app.cases.steps import NewCase, give_part, open_case
from app.cases.terms import Level, Matter, Profile
from app.cases.terms.persons import NameKind, PersonKind
from app.cases.views import InCaseView
from app.db.database import Database, UnitOfWork
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.protection.models import ProtectionOrder
from app.protection.terms import OrderStage, Preset
from tests import builders
from tests.builders import NOW


@dataclass
class Names:
    """A trafficking case with a victim, an accused and a judge, and a clerk of the court."""

    database: Database
    persons: Persons
    case: Case
    clerk: Principal
    judge: Principal
    accused: Principal
    parts: dict[str, Part]

    async def seen_by(self, who: Principal) -> dict[str, InCaseView]:
        async with self.database.read() as reader:
            file = await case_file(reader, self.case.id, who)
            views = await views_in(reader, file, who, NOW)
        roles = {part.id: role for role, part in self.parts.items()}
        return {roles[view.id]: view for view in views}

    async def kinds(self) -> list[str]:
        async with self.database.read() as reader:
            rows = select(LogLeaf.kind).where(LogLeaf.case_id == self.case.id).order_by(col(LogLeaf.id))
            return [kind for kind in await reader.all(rows) if kind.startswith(("case.name", "case.person"))]


def anonymous(case: Case, person_id: UUID, judge_id: UUID) -> ProtectionOrder:
    """An order in force that keeps a name from the public and from clerks."""
    return ProtectionOrder(
        case_id=case.id,
        person_id=person_id,
        preset=Preset.P3.value,
        measures={},
        status=OrderStage.IN_FORCE.value,
        requested_by=judge_id,
        requested_at=NOW,
        ruled_at=NOW,
        public_reason="Others are at large.",
    )


async def _person(uow: UnitOfWork, name: str, desk: Desk | None = None, court: Court | None = None) -> UUID:
    person = await register_person(uow, NewPerson(Protected(name)), by=None, at=NOW)
    if desk is not None:
        open_account(uow, person, name.encode(), "no hash", desk, court.id if court else None)
    return person.id


@pytest.fixture
async def names(database: Database) -> Names:
    court = builders.court()
    async with database.begin() as uow:
        uow.add(court)
        await uow.flush()
        new = NewCase(Matter.criminal, "Trafficking in persons", Profile.trafficking, Level.parties)
        case = await open_case(uow, court, new, by=None, at=NOW)
        clerk, judge = (
            await _person(uow, "Nora Chen", Desk.clerk, court),
            await _person(uow, "Judge", Desk.judge, court),
        )
        accused, victim = await _person(uow, "Viktor Sar", Desk.participant), await _person(uow, "Zinaqua Mirel")
        parts = {}
        for role, person_id in (("judge", judge), ("accused", accused), ("victim", victim)):
            pseudonym = "K7" if role == "victim" else None
            part = Part(case_id=case.id, person_id=person_id, role=role, pseudonym=pseudonym, since=NOW)
            parts[role] = await give_part(uow, part, by=None, at=NOW)
        uow.add(anonymous(case, victim, judge))
    return Names(
        database,
        Persons(database, SettableClock(NOW)),
        case,
        Principal(clerk, Desk.clerk, court.id),
        Principal(judge, Desk.judge, court.id),
        Principal(accused, Desk.participant),
        parts,
    )


async def test_a_new_name_keeps_the_one_before_and_has_its_leaf(names: Names) -> None:
    part = names.parts["accused"].id
    await names.persons.rename(names.case.id, part, RenamePerson(name="Viktor Berg"), by=names.clerk)
    await names.persons.rename(names.case.id, part, RenamePerson(name="Viktor Bergh", why="mistake"), by=names.clerk)
    await names.persons.add_name(names.case.id, part, AddName(name="Виктор Берг"), by=names.clerk)
    called = AddName(name="Mr Berg", kind=NameKind.called)
    await names.persons.add_name(names.case.id, part, called, by=names.clerk)
    view = (await names.seen_by(names.clerk))["accused"]
    assert (view.name, view.called) == ("Viktor Bergh", "Mr Berg")
    kept = {(one.name, one.kind, one.until is None) for one in view.names}
    assert {("Viktor Sar", "former", False), ("Viktor Berg", "miswritten", False)} < kept
    assert ("Виктор Берг", "transliteration", True) in kept
    assert await names.kinds() == ["case.person-renamed"] * 2 + ["case.name-added"] * 2
    async with names.database.read() as reader:
        payloads = await reader.all(select(LogLeaf.payload).where(LogLeaf.case_id == names.case.id))
    assert not [words for words in payloads if words and "Viktor" in words]


async def test_a_name_ends_and_stays(names: Names) -> None:
    part = names.parts["accused"].id
    added = await names.persons.add_name(names.case.id, part, AddName(name="Vik", kind=NameKind.called), by=names.clerk)
    with pytest.raises(NameStandsAlready):
        await names.persons.add_name(names.case.id, part, AddName(name="Vik", kind=NameKind.called), by=names.clerk)
    await names.persons.end_name(names.case.id, part, added, by=names.judge)
    await names.persons.end_name(names.case.id, part, added, by=names.judge)
    view = (await names.seen_by(names.clerk))["accused"]
    assert (view.called, [one.until for one in view.names]) == ("", [NOW])
    assert await names.kinds() == ["case.name-added", "case.name-ended"]


async def test_a_clerk_who_may_not_read_a_name_neither_sees_nor_changes_one(names: Names) -> None:
    part = names.parts["victim"].id
    former = AddName(name="Formerly Zinaq", kind=NameKind.former)
    await names.persons.add_name(names.case.id, part, former, by=names.judge)
    for act in (
        names.persons.rename(names.case.id, part, RenamePerson(name="X"), by=names.clerk),
        names.persons.add_name(names.case.id, part, former, by=names.clerk),
        names.persons.describe(names.case.id, part, DescribePerson(kind=PersonKind.legal), by=names.clerk),
    ):
        with pytest.raises(NamesNotYours):
            await act
    hers = (await names.seen_by(names.clerk))["victim"]
    assert (hers.name, hers.names, hers.kind, hers.keeps) == ("Witness K7", (), None, False)
    assert [one.name for one in (await names.seen_by(names.judge))["victim"].names] == ["Formerly Zinaq"]


async def test_a_new_name_changes_nothing_of_what_others_may_read(names: Names) -> None:
    before = await names.seen_by(names.clerk)
    await names.persons.rename(names.case.id, names.parts["victim"].id, RenamePerson(name="New Name"), by=names.judge)
    assert await names.seen_by(names.clerk) == before
    for party in (names.judge, names.accused):
        assert (await names.seen_by(party))["victim"].name == "New Name"
    async with names.database.read() as reader:
        people = await case_people(reader, names.case)
        assert people.pseudonyms[names.parts["victim"].person_id] == "K7"
        assert {"New Name", "Zinaqua Mirel"} <= set(await guarded_names(reader, names.case.id))


async def test_names_are_kept_by_clerk_and_judge_of_the_case_alone(names: Names) -> None:
    new, part = RenamePerson(name="Another"), names.parts["accused"].id
    with pytest.raises(NamesNotYours):
        await names.persons.rename(names.case.id, part, new, by=names.accused)
    stranger = Principal(names.parts["victim"].id, Desk.counsel)
    with pytest.raises(CaseNotFound):
        await names.persons.rename(names.case.id, part, new, by=stranger)
    with pytest.raises(NotInCase):
        await names.persons.rename(names.case.id, names.case.id, new, by=names.clerk)
    with pytest.raises(NamesNotYours):  # who works for a court is named by the administrator
        await names.persons.rename(names.case.id, names.parts["judge"].id, new, by=names.clerk)


async def test_a_company_is_a_person_of_another_kind(names: Names) -> None:
    kind, part = DescribePerson(kind=PersonKind.legal), names.parts["accused"].id
    await names.persons.describe(names.case.id, part, kind, by=names.clerk)
    await names.persons.describe(names.case.id, part, kind, by=names.clerk)
    assert (await names.seen_by(names.accused))["accused"].kind == "legal"
    assert await names.kinds() == ["case.person-described"]
    async with names.database.read() as reader:
        person = await reader.get(Person, names.parts["accused"].person_id)
    assert person is not None
    assert person.kind == PersonKind.legal
