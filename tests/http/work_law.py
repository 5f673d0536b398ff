"""The law of work: the clerks of a court see what waits there, take it, give it back and give it to one another."""

from collections.abc import Mapping
from typing import Any

from tests.http.law import Law, Who, every_clerk, no_clerk
from tests.http.town import Town


def theirs(case: str) -> Who:
    """The clerks of the court that was asked for a case: a petition is in no unit yet."""
    return frozenset({"other_clerk"}) if case == "foreign" else frozenset({"clerk", "unit_clerk"})


def _asking(town: Town, case: str) -> dict[str, Any]:
    return {"kind": "asking", "id": str(town.id("asking", case))}


def _chosen(town: Town, case: str) -> Mapping[str, object]:
    return {"tasks": [_asking(town, case)]}


def _given(town: Town, case: str) -> Mapping[str, object]:
    to = town.people["other_clerk" if case == "foreign" else "unit_clerk"]
    return {"tasks": [_asking(town, case)], "to": str(to.person_id)}


def _pressed(act: str, *, confirmed: bool = True) -> Any:
    def form(town: Town, case: str) -> Mapping[str, object]:
        said = {"view": "team", "act": act, "task": f"asking {town.id('asking', case)}"}
        if act == "give":
            said |= {"to": str(_given(town, case)["to"])}
        return said | ({"confirmed": "yes"} if confirmed else {})

    return form


API: tuple[Law, ...] = (
    Law("GET", "/api/v1/work", every_clerk, no_clerk, at="/api/v1/work?view=team"),
    Law("GET", "/api/v1/work/colleagues", every_clerk, no_clerk),
    Law("GET", "/api/v1/work/{kind}/{thing_id}", theirs, no_clerk, at="/api/v1/work/asking/{asking}"),
    Law("POST", "/api/v1/work/given", theirs, no_clerk, send=_given),
    Law("POST", "/api/v1/work/given-back", theirs, no_clerk, send=_chosen),
    Law("POST", "/api/v1/work/taken", theirs, no_clerk, send=_chosen),
)
"""Before the law of asking, after which these petitions wait no more."""
PAGES: tuple[Law, ...] = (
    Law("GET", "/work", every_clerk, no_clerk, at="/work?view=team"),
    Law("GET", "/work/{kind}/{thing_id:uuid}", theirs, no_clerk, at="/work/asking/{asking}"),
    Law("POST", "/work", theirs, no_clerk, send=_pressed("give")),
    Law("POST", "/work", theirs, no_clerk, send=_pressed("back")),
    Law("POST", "/work", theirs, no_clerk, send=_pressed("take")),
    Law("POST", "/work", theirs, no_clerk, send=_pressed("take", confirmed=False)),
)
