"""Further names of people of the town: of somebody whom all inside may name, and of those who must be kept safe."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app.cases.commands.persons import AddName, RenamePerson
from app.cases.terms.persons import NameKind
from app.kernel.errors import Forbidden

if TYPE_CHECKING:
    from tests.http.town import Town

FORMER = "Formercanary Zinaqua"
"""A former name of the witness: as protected as the present one."""


async def name_people(town: Town, case: str) -> None:
    """`person`: the part of somebody whose names the court keeps; `name`: a further name of theirs."""
    acts, case_id = town.app.services.persons, town.id("case", case)
    clerk = town.people["other_clerk" if case == "foreign" else "clerk"]
    town.ids[f"person:{case}"] = part_id = town.id(f"part:{'foreign_judge' if case == 'foreign' else 'accused'}", case)
    called = AddName(name=f"Called {case}", kind=NameKind.called)
    town.ids[f"name:{case}"] = await acts.add_name(case_id, part_id, called, by=clerk)
    if case == "foreign":
        return
    witness = town.id("part:witness", case)
    try:
        await acts.rename(case_id, witness, RenamePerson(name="Anybody"), by=clerk)
        raise AssertionError("a clerk named somebody whose name they may not read")
    except Forbidden:
        former = AddName(name=f"{FORMER} {case}", kind=NameKind.former)
        await acts.add_name(case_id, witness, former, by=town.people["judge"])
