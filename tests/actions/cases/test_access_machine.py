"""Lives of a case: grants, counsel, seals, stand-ins and time in any order, after each step judged by the law.

Every change goes through the acts of the product. One life of 500 steps in every run; in the long one five of 1 000
on each database, 10 000 in all.
"""

import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field, replace
from datetime import timedelta
from uuid import UUID

import pytest
from sqlmodel import select

from app.auth.views import Principal
from app.cases.actions.counsel import Counsel
from app.cases.actions.grants import Grants
from app.cases.actions.seals import Seals
from app.cases.actions.stand_ins import StandIns
from app.cases.commands.access import (
    DecideNotice,
    GiveAccess,
    GiveStandIn,
    LiftSeal,
    NamePerson,
    PutSeal,
    RecordCounsel,
    SuspendCounsel,
)
from app.cases.models import Case, CounselNotice, DocketEntry, SealName
from app.cases.queries import actor_of, open_file, visible_to
from app.cases.terms import Act, GrantKind, Level, StandInKind
from app.db.database import Database
from app.documents.models import Document
from app.kernel.clock import SettableClock
from app.kernel.errors import Refusal
from tests.builders import NOW
from tests.doubles import access_rows as rows
from tests.doubles.access_facts import CASE, key, when
from tests.doubles.access_law import RANK, Deputy, Fact, Matter, Office, World, verdicts
from tests.sampling import LONG

LIVES, STEPS = (5, 1_000) if LONG else (1, 500)
LEVELS = [level.value for level in Level]
LAWYERS = ("lawyer one", "lawyer two", "lawyer three", "lawyer four")
OTHERS = ("expert", "reporter", "friend", "officer")
OFFICES = {
    "judge": Office("judge", here=True),
    "second judge": Office("judge", here=True),
    "clerk": Office("clerk", here=True),
    "accused": Office("participant"),
    "victim": Office("participant"),
    **dict.fromkeys(LAWYERS, Office("counsel")),
    **dict.fromkeys(OTHERS, Office("participant")),
}
ASKED = (Act.know, Act.see_people, Act.prepare_filing, Act.submit_filing, Act.see_access, Act.rule_on_protection)


class ByName:
    """Finds the account whose address is the name."""

    def blind_index(self, text: str) -> bytes:
        return key(text.removeprefix("email:")).bytes


@dataclass(slots=True)
class Thing:
    """A case, entry or document: its level, and who is named to it."""

    kind: str
    id: UUID
    level: str
    names: dict[str, UUID] = field(default_factory=dict)

    @property
    def seal(self) -> tuple[str, frozenset[str]]:
        return self.level, frozenset(self.names)


@dataclass(slots=True)
class Life:
    """What is so, as the law sees it, beside the acts that make it so."""

    database: Database
    clock: SettableClock
    choose: random.Random
    things: list[Thing]
    minute: int = 0
    parts: dict[UUID, Fact] = field(default_factory=dict)
    grants: dict[UUID, Fact] = field(default_factory=dict)
    deputies: dict[UUID, Deputy] = field(default_factory=dict)
    done: int = 0

    def world(self) -> World:
        always = [Fact("judge", "judge"), Fact("accused", "accused"), Fact("victim", "victim")]
        named = [Fact(who, "named") for thing in self.things for who in thing.names]
        facts = [*always, *self.parts.values(), *self.grants.values()]
        return World(OFFICES, facts, list(self.deputies.values()), named)

    def principal(self, who: str) -> Principal:
        found = rows.principal(World(OFFICES), who)
        assert found is not None
        return replace(found, proved_at=self.clock.now())

    def judge(self) -> Principal:
        return self.principal("judge")

    def matters(self) -> dict[UUID, Matter]:
        case, first, paper, second = self.things
        mine = ("lawyer one", "accused")
        return {
            case.id: Matter((case.seal,)),
            first.id: Matter((case.seal, first.seal), *mine, frozenset({"paper"})),
            paper.id: Matter((case.seal, first.seal, paper.seal), *mine, frozenset({"paper"})),
            second.id: Matter((case.seal, second.seal)),
        }


@pytest.fixture(params=range(LIVES))
async def life(database: Database, request: pytest.FixtureRequest) -> Life:
    clock = SettableClock(NOW)
    database.clock = clock
    things = [Thing("case", CASE, "public")]
    async with database.begin() as uow:
        world = World(OFFICES, [Fact("judge", "judge"), Fact("accused", "accused"), Fact("victim", "victim")])
        await rows.people(uow, world)
        await rows.case(uow, world, CASE, Matter((("public", frozenset()),)))
        for number, (filer, client) in enumerate((("lawyer one", "accused"), (None, None)), 1):
            matter = Matter((("public", frozenset()),) * 3, filer, client)
            entry_id, document_id = await rows.entry(uow, world, CASE, number, matter)
            things.append(Thing("entry", entry_id, "public"))
            if number == 1:
                things.append(Thing("document", document_id, "public"))
    return Life(database, clock, random.Random(10_000 + request.param), things)


async def test_a_life_of_changes_agrees_with_the_law_at_every_step(life: Life) -> None:
    acts = [_give, _give, _recall, _record, _withdraw, _suspend, _seal, _unseal, _name, _unname, _stand_in, _end, _wait]
    for _ in range(STEPS):
        act: Callable[[Life], Awaitable[None]] = life.choose.choice(acts)
        try:
            await act(life)
        except Refusal:
            continue
        life.done += 1
        await _judged(life)
    assert life.done > STEPS // 3


async def _judged(life: Life) -> None:
    """Two people, asked of the file and of the lists, against the law."""
    world, matters = life.world(), life.matters()
    cells: list[tuple[str | None, str, Matter]] = []
    answers: list[bool] = []
    async with life.database.read() as reader:
        for who in life.choose.sample(list(OFFICES), 2):
            asks = rows.principal(world, who)
            file = await open_file(reader, CASE, asks)
            cells += [(who, act.value, matters[CASE]) for act in ASKED]
            answers += [file.may(act) for act in ASKED]
            scope = visible_to(await actor_of(reader, asks))
            for model, over in ((Case, scope.cases()), (DocketEntry, scope.entries()), (Document, scope.documents())):
                shown = set(await reader.all(select(model.id).where(over).params(scope.values)))
                wanted = [thing for thing in life.things if thing.kind == _KINDS[model]]
                act = "know" if model is Case else "read"
                cells += [(who, act, matters[thing.id]) for thing in wanted]
                answers += [thing.id in shown for thing in wanted]
    law = verdicts(world, life.minute, cells)
    differ = [(*cell, due) for cell, answer, due in zip(cells, answers, law, strict=True) if answer != due]
    assert not differ, (life.done, differ[0], life.minute)


_KINDS = {Case: "case", DocketEntry: "entry", Document: "document"}


async def _give(life: Life) -> None:
    who, kind = life.choose.choice(OTHERS + LAWYERS), life.choose.choice(("guest", "press", "advocate", "liaison"))
    document = life.things[2].id if kind in {"guest", "press"} and life.choose.random() < 0.5 else None
    until = life.minute + life.choose.randint(1, 60)
    command = GiveAccess(
        email=who,
        kind=GrantKind(kind),  # type: ignore[arg-type]
        purpose="To follow",
        until=when(until),
        document_id=document,
        person_id=key("victim") if kind == "advocate" else None,
        order_ref="Order 1",
    )
    made = await Grants(life.database, ByName(), life.clock).give(CASE, command, by=life.judge())
    client = "victim" if kind == "advocate" else None
    life.grants[made] = Fact(who, kind, life.minute, until, client=client, document="paper" if document else None)


async def _recall(life: Life) -> None:
    made = life.choose.choice([*life.grants, CASE])
    await Grants(life.database, ByName(), life.clock).recall(CASE, made, by=life.judge())
    ends = life.grants[made].until
    life.grants[made] = replace(life.grants[made], until=min(ends or life.minute, life.minute))


async def _record(life: Life) -> None:
    who, client = life.choose.choice(LAWYERS), life.choose.choice(("accused", "victim", None))
    roles = {"accused": "defence_counsel", "victim": "victim_counsel", None: "prosecutor"}
    command = RecordCounsel(
        email=who,
        role=roles[client],  # type: ignore[arg-type]
        person_id=key(client) if client else None,
    )
    made = await Counsel(life.database, ByName(), life.clock).record(CASE, command, by=life.judge())
    life.parts[made] = Fact(who, command.role, life.minute, client=client)


async def _withdraw(life: Life) -> None:
    who, counsel = life.choose.choice(LAWYERS), Counsel(life.database, ByName(), life.clock)
    made = await counsel.ask_leave(CASE, by=life.principal(who))
    async with life.database.read() as reader:
        notice = await reader.get(CounselNotice, made)
    assert notice is not None
    assert notice.part_id is not None
    agreed = life.choose.random() < 0.7
    await counsel.decide(CASE, made, DecideNotice(confirm=agreed), by=life.judge())
    if agreed:
        life.parts[notice.part_id] = replace(life.parts[notice.part_id], until=life.minute)


async def _suspend(life: Life) -> None:
    counsel, made = Counsel(life.database, ByName(), life.clock), life.choose.choice([*life.parts, CASE])
    if life.choose.random() < 0.5:
        await counsel.suspend(CASE, made, SuspendCounsel(order_ref="Bar 1"), by=life.judge())
        life.parts[made] = replace(life.parts[made], suspended=True)
    else:
        await counsel.restore(CASE, made, by=life.judge())
        life.parts[made] = replace(life.parts[made], suspended=False)


async def _seal(life: Life) -> None:
    thing, level = life.choose.choice(life.things), life.choose.choice(LEVELS)
    names = life.choose.sample([*OTHERS, *LAWYERS, "victim"], 2) if level == "named" else []
    command = PutSeal(
        thing=thing.kind,  # type: ignore[arg-type]
        thing_id=thing.id,
        level=Level(level),
        reason="A motion",
        emails=tuple(names),
    )
    await Seals(life.database, ByName(), life.clock).seal(CASE, command, by=life.judge())
    thing.level = level
    await _read_names(life, thing)


async def _unseal(life: Life) -> None:
    thing = life.choose.choice(life.things)
    level = life.choose.choice(LEVELS[: RANK[thing.level] + 1])
    command = LiftSeal(
        thing=thing.kind,  # type: ignore[arg-type]
        thing_id=thing.id,
        level=Level(level),
        reason="A ruling",
    )
    await Seals(life.database, ByName(), life.clock).unseal(CASE, command, by=life.judge())
    thing.level = level


async def _name(life: Life) -> None:
    thing, who = life.choose.choice(life.things), life.choose.choice(OTHERS + LAWYERS)
    command = NamePerson(thing=thing.kind, thing_id=thing.id, email=who)  # type: ignore[arg-type]
    await Seals(life.database, ByName(), life.clock).name(CASE, command, by=life.judge())
    await _read_names(life, thing)


async def _unname(life: Life) -> None:
    thing = life.choose.choice(life.things)
    who = life.choose.choice([*thing.names, "nobody"])
    await Seals(life.database, ByName(), life.clock).unname(CASE, thing.names.get(who, CASE), by=life.judge())
    del thing.names[who]


async def _read_names(life: Life, thing: Thing) -> None:
    """The ids of namings, by whom they name; whom they should name the model knows by itself."""
    async with life.database.read() as reader:
        found = (await open_file(reader, CASE, None)).names.get(thing.id, frozenset())
        rows_ = await reader.all(select(SealName).where(SealName.thing_id == thing.id))
    by_id = {key(who): who for who in OFFICES}
    thing.names = {by_id[row.person_id]: row.id for row in rows_ if row.until is None and row.person_id in found}


async def _stand_in(life: Life) -> None:
    kind = life.choose.choice(tuple(StandInKind))
    giver = life.choose.choice(("judge", *LAWYERS))
    who = life.choose.choice(("second judge", *LAWYERS, *OTHERS))
    until = life.minute + life.choose.randint(1, 60)
    signs = life.choose.random() < 0.5
    command = GiveStandIn(kind=kind, email=who, until=when(until), may_sign=signs)
    made = await StandIns(life.database, ByName(), life.clock).give(command, by=life.principal(giver))
    may_sign = signs or kind is StandInKind.delegate
    life.deputies[made] = Deputy(who, giver, kind.value, life.minute, until, may_sign=may_sign)


async def _end(life: Life) -> None:
    made = life.choose.choice([*life.deputies, CASE])
    who = life.deputies[made].whom if made in life.deputies else "judge"
    await StandIns(life.database, ByName(), life.clock).end(made, by=life.principal(who))
    ends = life.deputies[made].until or life.minute
    life.deputies[made] = replace(life.deputies[made], until=min(ends, life.minute))


async def _wait(life: Life) -> None:
    minutes = life.choose.randint(1, 30)
    life.minute += minutes
    life.clock.advance(timedelta(minutes=minutes))
