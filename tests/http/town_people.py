"""Further names of people of the town: of somebody whom all inside may name, and of those who must be kept safe."""

from __future__ import annotations

from typing import TYPE_CHECKING
from uuid import UUID

from app.auth.steps import NewPerson, register_person
from app.cases.commands.persons import AddName, MergePeople, RenamePerson
from app.cases.models import Likeness, Part
from app.cases.steps import give_part
from app.cases.terms.persons import NameKind
from app.kernel.errors import Forbidden
from app.kernel.protected import Protected

if TYPE_CHECKING:
    from tests.http.town import Town

FORMER = "Formercanary Zinaqua"
"""A former name of the witness: as protected as the present one."""


async def _twin(town: Town, case: str, part_id: UUID) -> None:
    """`twin-part`: a second entry of the same person; `likeness`: the proposal; `merge`: with a third one."""
    database, at = town.app.services.database, town.app.services.clock.now()
    clerk = town.people["other_clerk" if case == "foreign" else "clerk"]
    async with database.begin() as uow:
        part = await uow.get(Part, part_id)
        assert part is not None
        for key in ("twin", "third"):
            person = await register_person(uow, NewPerson(Protected(f"Doppel Namesake {case}")), by=None, at=at)
            made = Part(case_id=part.case_id, person_id=person.id, role="expert", since=at)
            town.ids[f"{key}-part:{case}"] = (await give_part(uow, made, by=None, at=at)).id
            if key == "twin":
                one, other = sorted((part.person_id, person.id))
                likeness = Likeness(one_id=one, other_id=other, score=90, found_at=at)
                uow.add(likeness)
                town.ids[f"likeness:{case}"] = likeness.id
    merge = MergePeople(
        part_id=town.id("twin-part", case), other_part_id=town.id("third-part", case), reason="Entered twice."
    )
    town.ids[f"merge:{case}"] = await town.app.services.merges.merge(merge, by=clerk)


async def name_people(town: Town, case: str) -> None:
    """`person`: the part of somebody whose names the court keeps; `further-name`: a further name of theirs."""
    acts, case_id = town.app.services.persons, town.id("case", case)
    clerk = town.people["other_clerk" if case == "foreign" else "clerk"]
    town.ids[f"person:{case}"] = part_id = town.id(f"part:{'foreign_judge' if case == 'foreign' else 'accused'}", case)
    called = AddName(name=f"Called {case}", kind=NameKind.called)
    town.ids[f"further-name:{case}"] = await acts.add_name(case_id, part_id, called, by=clerk)
    await _twin(town, case, part_id)
    if case == "foreign":
        return
    witness = town.id("part:witness", case)
    try:
        await acts.rename(case_id, witness, RenamePerson(name="Anybody"), by=clerk)
        raise AssertionError("a clerk named somebody whose name they may not read")
    except Forbidden:
        former = AddName(name=f"{FORMER} {case}", kind=NameKind.former)
        await acts.add_name(case_id, witness, former, by=town.people["judge"])
