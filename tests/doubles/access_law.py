"""The oracle of access: facts in the words of the law, judged by Cedar policies that know nothing of the code."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import cedarpy

RANK = {"public": 0, "parties": 1, "filer": 2, "named": 3, "judge": 4}
COUNSEL = {"prosecutor", "defence_counsel", "victim_counsel"}
FOLLOWERS = {"victim", "complainant", "guardian"}
SIDE = COUNSEL | FOLLOWERS | {"accused", "party", "plaintiff", "next_friend"}
PARTS = SIDE | {
    "judge",
    "witness",
    "other_witness",
    "expert",
    "interpreter",
    "intermediary",
    "support_person",
    "court_reporter",
    "contact_officer",
    "guard",
    "attendant",
    "juror",
    "operator",
}
_REGISTRY = """know read read_record see_people see_hearings read_minutes read_orders read_filing ask_protection
book_hearing see_access give_access record_counsel suspend_counsel seal
replace_judge move_case review_filing see_clashes clerk_hearing ask_correction correct keep_notes
take_money see_exhibits keep_exhibits
keep_people find_people merge_people"""
_BENCH = """know read read_record see_people see_hearings read_minutes read_orders read_filing ask_protection
book_hearing see_access give_access record_counsel suspend_counsel seal
replace_judge move_case reopen_case read_sealed_reasons rule_on_protection write_order
give_leave unseal ask_correction correct order_correction keep_notes keep_bench_notes
rule_on_fees see_exhibits keep_people"""
_SIGNATURE = "submit_filing ask_protection ask_leave"
_OTHERS = "appear prepare_filing handle_filing see_metadata read_log configure open_case"
ACTS = sorted({*_REGISTRY.split(), *_BENCH.split(), *_SIGNATURE.split(), *_OTHERS.split()})


@dataclass(frozen=True, slots=True)
class Fact:
    """Somebody is something to the case, from one minute to another. `document`: only as to this one."""

    who: str
    what: str
    since: int = 0
    until: int | None = None
    suspended: bool = False
    client: str | None = None
    document: str | None = None

    def holds(self, at: int) -> bool:
        return not self.suspended and self.since <= at and (self.until is None or at < self.until)


@dataclass(frozen=True, slots=True)
class Deputy:
    """Somebody acts for another; `case` False: in another case than this one."""

    who: str
    whom: str
    kind: str
    since: int = 0
    until: int | None = None
    here: bool = True
    may_sign: bool = True


@dataclass(frozen=True, slots=True)
class Office:
    """The desk somebody signs in at. `here`: at the court of the case; `units`: True of its unit, False of others."""

    desk: str
    here: bool = False
    units: bool | None = None


@dataclass(frozen=True, slots=True)
class Matter:
    """One thing: its seals from the case inwards as (level, named persons), who filed it for whom, its documents."""

    seals: tuple[tuple[str, frozenset[str]], ...]
    filer: str | None = None
    client: str | None = None  # "" for the prosecution
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class World:
    """Everything that is so about one case."""

    offices: Mapping[str, Office]
    facts: Sequence[Fact] = ()
    deputies: Sequence[Deputy] = ()
    names: Sequence[Fact] = field(default=())  # who was ever named to anything in the case, as facts


def verdicts(world: World, at: int, cells: Sequence[tuple[str | None, str, Matter]]) -> list[bool]:
    """For each (who, act, thing): whether the law allows it at that minute."""
    asked: list[dict[str, Any]] = []
    owner: list[int] = []
    for place, (who, act, matter) in enumerate(cells):
        for request in _requests(world, at, who, act, matter):
            asked.append(request)
            owner.append(place)
    allowed = [False] * len(cells)
    answers = _answers(asked, _entities(world, at))
    for place, answer in zip(owner, answers, strict=True):
        allowed[place] |= answer
    return allowed


def _requests(world: World, at: int, who: str | None, act: str, matter: Matter) -> Iterable[dict[str, Any]]:
    yield _request(world, at, who, act, matter, "self", may_sign=True, conflict=False)
    if who is None:
        return
    conflict = any(fact.who == who and fact.what in PARTS for fact in world.facts)
    for deputy in world.deputies:
        in_time = deputy.since <= at and (deputy.until is None or at < deputy.until)
        if deputy.who == who and in_time and deputy.here:
            yield _request(
                world, at, deputy.whom, act, matter, deputy.kind, may_sign=deputy.may_sign, conflict=conflict
            )


def _request(
    world: World, at: int, who: str | None, act: str, matter: Matter, by: str, *, may_sign: bool, conflict: bool
) -> dict[str, Any]:
    reader = who if by == "self" else None
    in_force = [fact for fact in world.facts if fact.who == who and fact.holds(at)]
    clients = {fact.client or fact.who if fact.what != "prosecutor" else "" for fact in in_force if fact.what in SIDE}
    counsel_of = {fact.client if fact.what != "prosecutor" else "" for fact in in_force if fact.what in COUNSEL}
    own = matter.filer is not None and (who == matter.filer or matter.client in clients)
    context = {
        "by": by,
        "may_sign": may_sign,
        "conflict": conflict,
        "own": own,
        "filed_it": who is not None and who == matter.filer,
        "same_counsel": matter.filer is not None and matter.client in counsel_of and matter.filer != matter.client,
        "opens": {
            "anybody": _opens(matter, 0, reader),
            "parties": _opens(matter, 1, reader),
            "own_side": _opens(matter, 1, reader, own=True),
            "office": _opens(matter, 2, reader),
            "plainly_public": all(level == "public" for level, _ in matter.seals),
        },
    }
    document = "+".join(sorted(matter.documents)) or "none"
    return {
        "principal": {"type": "Person", "id": f"{who or ''}|{document}|{by}"},
        "action": {"type": "Action", "id": act},
        "resource": {"type": "Thing", "id": "it"},
        "context": context,
    }


def _opens(matter: Matter, limit: int, reader: str | None, *, own: bool = False) -> bool:
    """The highest seal decides; naming carries a person through their own seal and what lies around it."""
    levels = [RANK[level] for level, _ in matter.seals]
    named = [place for place, level in enumerate(levels) if level == 3]
    if named and 4 not in levels:
        if reader is None or any(reader not in matter.seals[place][1] for place in named):
            return False
        levels = levels[named[-1] + 1 :]
    highest = max(levels, default=0)
    return highest <= limit or (own and highest == 2)


def _entities(world: World, at: int) -> list[dict[str, Any]]:
    found = [
        *({"uid": _uid("Action", act), "attrs": {}, "parents": _families(act)} for act in ACTS),
        *({"uid": _uid("Action", family), "attrs": {}, "parents": []} for family in ("bench", "registry", "signature")),
    ]
    documents = sorted({fact.document for fact in world.facts if fact.document} | {"none"})
    for who in ["", *world.offices]:
        for document in documents:
            for by in ("self", "delegate", "assistant"):
                groups = sorted(_groups(world, at, who, document)) if who else []
                parents = [_uid("Group", group) for group in groups]
                found.append({"uid": _uid("Person", f"{who}|{document}|{by}"), "attrs": {}, "parents": parents})
    return found


def _families(act: str) -> list[dict[str, str]]:
    families = {"bench": _BENCH, "registry": _REGISTRY, "signature": _SIGNATURE}
    return [_uid("Action", name) for name, acts in families.items() if act in acts.split()]


def _groups(world: World, at: int, who: str, document: str) -> set[str]:
    office = world.offices[who]
    groups = {office.desk} & {"registrar", "auditor", "administrator"}
    if office.desk == "clerk" and office.here and office.units is not False:
        groups.add("registry")
    for fact in (*world.facts, *world.names):
        if fact.who == who and fact.holds(at):
            groups |= _of_fact(fact, document)
    return groups


def _of_fact(fact: Fact, document: str) -> set[str]:
    if fact.what in {"guest", "press"} and fact.document is not None:
        return {f"{fact.what}_of_a_document"} | ({f"{fact.what}_of_this"} if fact.document == document else set())
    if fact.what not in PARTS:
        return {fact.what}
    groups = {"part", fact.what} | ({"bench"} if fact.what == "judge" else set())
    groups |= {"counsel"} if fact.what in COUNSEL else set()
    groups |= {"side"} if fact.what in SIDE else set()
    return groups | ({"filer"} if fact.what in SIDE - FOLLOWERS else set())


def _uid(kind: str, name: str) -> dict[str, str]:
    return {"type": kind, "id": name}


@cache
def _policies() -> Any:
    return cedarpy.PolicySet.from_str((Path(__file__).parent / "access.cedar").read_text())


def _answers(asked: list[dict[str, Any]], entities: list[dict[str, Any]]) -> list[bool]:
    held = cedarpy.Entities.from_json_str(json.dumps(entities))
    return [answer.allowed for answer in _judged(asked, held)]


def _judged(asked: list[dict[str, Any]], held: Any) -> list[Any]:
    answers = cedarpy.is_authorized_batch(asked, _policies(), held)
    for answer in answers:
        assert not answer.diagnostics.errors, answer.diagnostics.errors
    return answers
