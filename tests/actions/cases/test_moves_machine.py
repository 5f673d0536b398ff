"""Lives of cases: up to fifty moves in any order, and after each of them what a move may never do was not done.

No entry is lost, no received time moves, no deadline is dropped or ends sooner, nobody but the court that was handed
a case reads or learns more than before, whoever is screened stays screened, and what is refused changes nothing.
"""

import os
import random
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from itertools import permutations
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from app.cases.commands.moves import AcceptOffer, AppealCase, GiveReason, JoinCase, OfferCase, SeverCase
from app.cases.errors import CaseNotFound
from app.cases.models import Case, CaseLink, CaseOffer, CaseRest, DocketEntry, Part
from app.cases.models.deadlines import Deadline
from app.cases.queries import case_file, case_people, docket
from app.cases.terms.moves import TOGETHER, Kinship, Move
from app.db.acting import system
from app.db.database import Database, Reader
from app.kernel.errors import Refusal
from app.protection.exposure import screened
from app.protection.models import ProtectionOrder
from app.protection.terms import Name
from tests import builders
from tests.doubles.two_courts import EARLIER, PEOPLE, TwoCourts, two_courts

LIVES = 20 if os.environ.get("EJ_TEST_EXAMPLES") == "long" else 1
MOVES = 50
MOST_CASES = 7
SIDES = tuple(who for who in PEOPLE if who != "judge")
STAFF = ("clerk", "judge", "other clerk", "other judge")
RANK = {Name.NOTHING: 0, Name.PSEUDONYM: 1, Name.FULL: 2}
WHY = GiveReason(reason="It is time.")
RECORD = (Case, Part, DocketEntry, Deadline, ProtectionOrder, CaseLink, CaseOffer, CaseRest)


@dataclass
class Seen:
    """What everybody reads and is called, and who is kept from whom, over all cases at one moment."""

    entries: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    deadlines: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    reads: dict[str, set[UUID]] = field(default_factory=dict)
    names: dict[tuple[str, UUID], int] = field(default_factory=dict)
    apart: dict[UUID, set[tuple[UUID, UUID]]] = field(default_factory=dict)
    present: dict[UUID, set[UUID]] = field(default_factory=dict)


async def look(world: TwoCourts) -> Seen:
    """Entries count as what they repeat, so that a copy is no new thing."""
    seen = Seen(
        entries={row["id"]: row for row in await world.rows(DocketEntry)},
        deadlines={row["id"]: row for row in await world.rows(Deadline)},
    )
    with system():
        async with world.database.read() as reader:
            for case in await reader.all(select(Case)):
                await _look_at(reader, world, case, seen)
    return seen


async def _look_at(reader: Reader, world: TwoCourts, case: Case, seen: Seen) -> None:
    people = await case_people(reader, case)
    seen.present[case.id] = set(people.people)
    seen.apart[case.id] = {
        (one, other)
        for one, other in permutations(people.people, 2)
        if screened(people.people[one], people.people[other], people.rulings.restrictions, reader.at)
    }
    bench = {world.people[who].person_id for who in ("judge", "other judge")}
    for who in (*SIDES, *STAFF, ""):
        principal = world.people.get(who)
        try:
            file = await case_file(reader, case.id, principal)
        except CaseNotFound:
            continue
        rows = [seen.entries[view.id] for view in await docket(reader, file)]
        seen.reads.setdefault(who, set()).update(row["origin_id"] or row["id"] for row in rows)
        viewer = people.viewer(principal)
        for subject in people.people:
            if subject in bench:  # judges are no secret of the case they are given
                continue
            rank = RANK[people.label(viewer, subject, reader.at).name]
            seen.names[who, subject] = max(seen.names.get((who, subject), 0), rank)


@dataclass
class Life:
    """A world, and the dice."""

    world: TwoCourts
    dice: random.Random

    def court(self, case: dict[str, Any]) -> str:
        return "here" if case["court_id"] == self.world.courts["here"].id else "there"

    def clerk(self, court: str) -> str:
        return "clerk" if court == "here" else "other clerk"

    async def step(self) -> tuple[str, frozenset[str]]:
        """One move or try: what it was, and the staff who may read more after it."""
        cases = await self.world.rows(Case)
        case = self.dice.choice(cases)
        here = self.court(case)
        there = "there" if here == "here" else "here"
        by = self.world.people[self.clerk(here)]
        move = self.dice.choice(list(Move))
        act, gain = await self._act(move, case, cases, by, here, there)
        before = [await self.world.rows(model) for model in RECORD]
        try:
            await act()
        except Refusal:
            assert [await self.world.rows(model) for model in RECORD] == before, f"{move} was refused and did something"
            return f"{move} refused", frozenset()
        return move.value, gain

    async def _act(
        self, move: Move, case: dict[str, Any], cases: list[dict[str, Any]], by: Any, here: str, there: str
    ) -> tuple[Callable[[], Awaitable[object]], frozenset[str]]:
        world, dice, id_ = self.world, self.dice, case["id"]
        at_other = frozenset({"clerk", "judge"} if there == "here" else {"other clerk", "other judge"})
        court_id, kind = world.courts[there].id, world.kinds[there]
        match move:
            case Move.offer:
                return lambda: world.transfers.offer(id_, OfferCase(court_id=court_id, reason="Nearer."), by=by), NOBODY
            case Move.withdraw_offer:
                return lambda: world.transfers.withdraw(id_, by=by), NOBODY
            case Move.accept | Move.refuse:
                offers = [o for o in await world.rows(CaseOffer) if o["state"] == "waiting"]
                offer = dice.choice(offers or [{"id": id_, "to_court_id": court_id}])
                to = "here" if offer["to_court_id"] == world.courts["here"].id else "there"
                clerk = world.people[self.clerk(to)]
                gets = frozenset({"clerk", "judge"} if to == "here" else {"other clerk", "other judge"})
                if move is Move.refuse:
                    return lambda: world.transfers.refuse(offer["id"], WHY, by=clerk), NOBODY
                taking = AcceptOffer(type_id=world.kinds[to])
                return lambda: world.transfers.accept(offer["id"], taking, by=clerk), gets
            case Move.together | Move.consolidate:
                lead = dice.choice(cases)
                command = JoinCase(number=lead["number"], consolidated=move is Move.consolidate, reason="Same events.")
                return lambda: world.lineage.join(id_, command, by=by), NOBODY
            case Move.separate:
                return lambda: world.lineage.separate(id_, WHY, by=by), NOBODY
            case Move.sever:
                command_ = await self._severing(id_, few=len(cases) < MOST_CASES)
                return lambda: world.lineage.sever(id_, command_, by=by), NOBODY
            case Move.appeal:
                appeal = AppealCase(court_id=court_id, type_id=kind, reason="An appeal.")
                if len(cases) >= MOST_CASES:
                    return _nothing, NOBODY
                return lambda: world.instances.appeal(id_, appeal, by=by), at_other
            case Move.remit:
                return lambda: world.instances.remit(id_, WHY, by=by), frozenset(STAFF)
            case Move.archive:
                return lambda: world.instances.archive(id_, WHY, by=by), NOBODY
            case Move.reopen:
                judge = world.people["judge" if here == "here" else "other judge"]
                return lambda: world.instances.reopen(id_, WHY, by=judge), NOBODY

    async def _severing(self, case_id: UUID, *, few: bool) -> SeverCase:
        parts = [row for row in await self.world.rows(Part) if row["case_id"] == case_id and row["until"] is None]
        entries = [row["id"] for row in await self.world.rows(DocketEntry) if row["case_id"] == case_id]
        ids = [row["id"] for row in parts]
        goes = self.dice.sample(ids, min(len(ids), self.dice.randrange(3))) if few else []
        return SeverCase(
            goes=tuple(goes),
            both=tuple(self.dice.sample(ids, min(len(ids), self.dice.randrange(4)))),
            entries=tuple(self.dice.sample(entries, self.dice.randrange(len(entries) + 1))),
            reason="The others are ready.",
        )


NOBODY: frozenset[str] = frozenset()


async def _nothing() -> None:
    """There are cases enough."""


def check(before: Seen, after: Seen, gain: frozenset[str]) -> None:
    """What no move may do."""
    for id_, row in before.entries.items():
        assert after.entries[id_] == row, "an entry was lost or changed"
    for id_, row in before.deadlines.items():
        assert after.deadlines[id_]["ends_at"] >= row["ends_at"], "a deadline ends sooner"
        assert after.deadlines[id_]["state"] == row["state"], "a deadline was dropped"
    made = set(after.entries) - set(before.entries)
    for who, reads in after.reads.items():
        if who not in gain:
            assert reads - made <= before.reads.get(who, set()), f"{who or 'the public'} reads more"
    for (who, subject), rank in after.names.items():
        if who not in gain:
            assert rank <= before.names.get((who, subject), 0), f"{who or 'the public'} learns a name"


async def check_apart(world: TwoCourts, seen: Seen) -> None:
    """Whoever is screened in a case is screened in what comes out of it or went along with it."""
    for row in await world.rows(CaseLink):
        ways = [(row["from_case_id"], row["to_case_id"])]
        ways += [(b, a) for a, b in ways if Kinship(row["kind"]) in TOGETHER]
        for source, target in ways:
            for one, other in seen.apart[source]:
                if {one, other} <= seen.present[target]:
                    assert (one, other) in seen.apart[target], f"no screen any more after {row['kind']}"


async def _second(world: TwoCourts) -> None:
    """A case without a profile that shares the victim, and one of the accused, with the first."""
    case = builders.case(world.courts["here"].id, profile="none", level="parties", opened_at=EARLIER)
    async with world.database.begin() as uow:
        uow.add(case)
        await uow.flush()
        for who, role in (("second accused", "party"), ("victim", "victim"), ("judge", "judge")):
            pseudonym = "M2" if role == "victim" else None
            person_id = world.people[who].person_id
            uow.add(builders.part(case.id, person_id, role, since=EARLIER, pseudonym=pseudonym))


@pytest.mark.parametrize("seed", range(LIVES))
async def test_no_life_of_fifty_moves_loses_anything_or_shows_anybody_more(database: Database, seed: int) -> None:
    world = await two_courts(database)
    with system():
        await _second(world)
    async with database.begin() as uow:
        for row in await uow.all(select(Deadline)):
            row.state = "met" if seed % 2 else row.state  # in every other life cases can be archived
    life, done = Life(world, random.Random(seed)), []
    before = await look(world)
    for _ in range(MOVES):
        move, gain = await life.step()
        after = await look(world)
        check(before, after, gain)
        await check_apart(world, after)
        before = after
        done.append(move)
    assert len({one for one in done if "refused" not in one}) >= 4, done
