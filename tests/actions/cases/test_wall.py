"""The second wall, with the first one switched off: what PostgreSQL itself shows to the role that works.

Every statement here is a plain one over a whole table; only who acts is said, as the edge says it.
"""

from collections.abc import AsyncIterator, Sequence
from itertools import islice
from uuid import UUID, uuid4

import pytest
from sqlalchemy import ColumnElement, func, text, true
from sqlalchemy.exc import DBAPIError
from sqlmodel import SQLModel, col, select

from app.audit.models import LogLeaf
from app.cases.models import (
    Case,
    CounselNotice,
    DocketEntry,
    Grant,
    Likeness,
    NameKey,
    OtherName,
    Part,
    PersonLink,
    Seal,
)
from app.cases.models.deadlines import Deadline
from app.cases.queries.wall import WALLED
from app.cases.terms import Act
from app.db import migrate
from app.db.acting import NOBODY, Acting, acting_for, system
from app.db.database import Database
from app.db.wall import RolePassesTheWall
from app.documents.models import Document
from app.filings.models import Filing, FilingDocument
from app.hearings.models import Exposed, Hearing, Participant, SittingEvent
from app.kernel.clock import SettableClock
from app.kernel.ids import new_id
from app.kernel.protected import Protected
from app.protection.models import ProtectionOrder
from tests import builders
from tests.builders import NOW, RowCipher
from tests.doubles import access_rows as rows
from tests.doubles.access_cast import NOW_MINUTE, OFFICES, WORLD
from tests.doubles.access_facts import key
from tests.doubles.access_law import Matter, verdicts
from tests.doubles.access_shelf import Shelf, filled
from tests.postgres import APPLICATION, OWNER, Postgres, administer

EVERYBODY = (None, *OFFICES)
SEEN_BY: tuple[tuple[type[Case | DocketEntry | Document], tuple[Act, ...]], ...] = (
    (Case, (Act.know, Act.see_metadata)),
    (DocketEntry, (Act.read,)),
    (Document, (Act.read, Act.handle_filing, Act.read_filing)),
)


@pytest.fixture
async def court(postgres: Postgres) -> AsyncIterator[Database]:
    """A fresh database as an installation with two roles has it, opened by the one that owns nothing."""
    name = f"wall_{uuid4().hex}"
    await administer(postgres, f"CREATE DATABASE {name} OWNER {OWNER}")
    await migrate.upgrade(postgres.url(name, OWNER), works_as=APPLICATION)
    opened = Database(
        postgres.url(name, APPLICATION),
        cipher=RowCipher(),
        clock=SettableClock(NOW),
        owner_url=postgres.url(name, OWNER),
    )
    yield opened
    await opened.close()
    await administer(postgres, f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
async def shelf(court: Database) -> Shelf:
    with system():
        return await filled(court)


def _as(who: str | None) -> Acting:
    principal = rows.principal(WORLD, who)
    return Acting(principal.person_id, principal.desk, principal.court_id) if principal else NOBODY


async def _shown(database: Database, model: type[SQLModel], who: Acting) -> set[UUID]:
    with acting_for(who):
        async with database.read() as reader:
            return set(await reader.all(select(col(model.id))))  # type: ignore[attr-defined]


async def test_without_the_first_wall_each_person_is_shown_what_the_law_lets_them_see_and_nothing_else(
    shelf: Shelf,
) -> None:
    things = {Case: shelf.cases, DocketEntry: shelf.entries, Document: shelf.documents}
    asked: list[tuple[str | None, str, Matter]] = []
    shown: list[bool] = []
    for who in EVERYBODY:
        for model, acts in SEEN_BY:
            seen = await _shown(shelf.database, model, _as(who))
            shown += [thing_id in seen for thing_id in things[model]]
            asked += [(who, act.value, matter) for matter in things[model].values() for act in acts]
    law, due = iter(verdicts(WORLD, NOW_MINUTE, asked)), []
    for _who in EVERYBODY:
        for model, acts in SEEN_BY:
            due += [any(tuple(islice(law, len(acts)))) for _thing in things[model]]
    differ = sum(here != may for here, may in zip(shown, due, strict=True))
    assert len(shown) >= 5_000
    assert not differ, f"{differ} of {len(shown)}"
    assert 0 < sum(shown) < len(shown)


async def test_nobody_is_shown_what_is_not_public(shelf: Shelf) -> None:
    public = {rows.OTHER_CASE, *(one for one, matter in shelf.cases.items() if matter.seals[0][0] == "public")}
    assert await _shown(shelf.database, Case, NOBODY) == public
    assert not set(shelf.cases) <= public
    async with shelf.database.read() as reader:
        assert set(await reader.all(select(col(Part.case_id)))) <= public
        entries = await reader.all(select(DocketEntry))
    assert entries
    assert all(entry.level == "public" and entry.case_id in public for entry in entries)


async def test_a_desk_without_a_person_is_nobodys(shelf: Shelf) -> None:
    nobody = await _shown(shelf.database, Case, NOBODY)
    assert await _shown(shelf.database, Case, Acting(desk="judge", court_id=rows.HERE)) == nobody
    assert await _shown(shelf.database, Case, Acting(person_id=new_id(), desk="auditor")) == nobody


async def test_parts_and_deadlines_are_shown_where_the_case_is(shelf: Shelf) -> None:
    with system():
        async with shelf.database.begin() as uow:
            uow.add(*(_deadline(case_id) for case_id in shelf.cases))
    for who in EVERYBODY[::7]:
        known = await _known(shelf, who)
        with acting_for(_as(who)):
            async with shelf.database.read() as reader:
                others = col(Part.person_id) != _as(who).person_id if who else col(Part.id).is_not(None)
                assert set(await reader.all(select(col(Part.case_id)).where(others))) <= known
                assert set(await reader.all(select(col(Deadline.case_id)))) == known


async def _known(shelf: Shelf, who: str | None) -> set[UUID]:
    asked: Sequence[tuple[str | None, str, Matter]] = [(who, Act.know.value, one) for one in shelf.cases.values()]
    return {case_id for case_id, may in zip(shelf.cases, verdicts(WORLD, NOW_MINUTE, asked), strict=True) if may}


def _deadline(case_id: UUID) -> Deadline:
    return Deadline(
        case_id=case_id,
        court_id=rows.HERE,
        title="Answer",
        event_at=NOW,
        length=1,
        unit="days",
        way="after",
        ends_at=NOW,
        trace=[],
        state="running",
        set_at=NOW,
    )


async def test_a_draft_and_its_document_are_shown_to_the_side_that_prepares_it_alone(court: Database) -> None:
    people = {key: builders.person(key) for key in ("counsel", "client", "other", "judge", "clerk")}
    house, roles = builders.court(), {"counsel": "defence_counsel", "client": "accused", "judge": "judge"}
    case = builders.case(house.id, level="parties")
    with system():
        async with court.begin() as uow:
            uow.add(house, *people.values())
            await uow.flush()
            uow.add(case)
            await uow.flush()
            for key, role in (*roles.items(), ("other", "prosecutor")):
                part = builders.part(case.id, people[key].id, role)
                part.for_person_id = people["client"].id if key == "counsel" else None
                uow.add(part)
            draft = _draft(case, people["counsel"].id, people["client"].id)
            document = rows.document(case.id, new_id(), None, people["counsel"].id, "public")
            uow.add(draft, document)
            await uow.flush()
            uow.add(FilingDocument(filing_id=draft.id, document_id=document.id, position=1))
    desks = {"counsel": "counsel", "client": "participant", "other": "counsel", "judge": "judge", "clerk": "clerk"}
    for model in (Filing, FilingDocument, Document):
        seers = {
            key for key, desk in desks.items() if await _shown(court, model, Acting(people[key].id, desk, house.id))
        }
        assert seers == {"counsel"}, model


def _draft(case: Case, filer_id: UUID, side_id: UUID) -> Filing:
    return Filing(
        court_id=case.court_id,
        case_id=case.id,
        filer_id=filer_id,
        side_id=side_id,
        status="draft",
        type="motion",
        level="parties",
        drafted_at=NOW,
    )


async def test_names_likenesses_and_merges_are_shown_to_whoever_knows_a_case_of_each_of_the_people(
    court: Database,
) -> None:
    here, there = builders.court(), builders.court()
    people = {key: builders.person(key) for key in ("one", "two", "both", "clerk", "second")}
    with system():
        async with court.begin() as uow:
            uow.add(here, there, *people.values())
            await uow.flush()
            cases = {key: builders.case(at.id, level="parties") for key, at in (("one", here), ("two", there))}
            uow.add(*cases.values())
            await uow.flush()
            for key, case in cases.items():
                uow.add(
                    builders.part(case.id, people[key].id, "party"), builders.part(case.id, people["both"].id, "party")
                )
            one_id, other_id = sorted(people[key].id for key in cases)
            names = {key: _called(people[key].id, people["clerk"].id) for key in cases}
            likeness = Likeness(one_id=one_id, other_id=other_id, score=90, found_at=NOW)
            link = PersonLink(
                one_id=one_id, other_id=other_id, reason=Protected("Same"), since=NOW, made_by=people["clerk"].id
            )
            keys = [NameKey(key=b"k", person_id=people[key].id) for key in cases]
            uow.add(*names.values(), likeness, link, *keys)
    clerks = {key: Acting(people[key].id, "clerk", here.id) for key in ("clerk", "second")}
    seers = clerks | {key: Acting(people[key].id, "participant", None) for key in ("one", "two", "both")}
    called = {key: await _shown(court, OtherName, who) for key, who in (seers | {"nobody": NOBODY}).items()}
    one, two = names["one"].id, names["two"].id
    assert called == {"clerk": {one}, "second": {one}, "one": {one}, "two": {two}, "both": {one, two}, "nobody": set()}
    found = {key for key, who in seers.items() if await _shown(court, Likeness, who)}
    merged = {key for key, who in seers.items() if await _shown(court, PersonLink, who)}
    assert (found, merged) == ({"both"}, {"both", "clerk"})  # the clerk made it, and may take it back
    with acting_for(clerks["second"]):
        async with court.read() as reader:
            assert await reader.all(select(NameKey.person_id)) == [people["one"].id]
        async with court.begin() as uow:
            uow.add(_called(people["one"].id, people["second"].id))
        with pytest.raises(DBAPIError, match="row-level security"):
            async with court.begin() as uow:
                uow.add(_called(people["two"].id, people["second"].id))


def _called(person_id: UUID, by: UUID) -> OtherName:
    return OtherName(person_id=person_id, kind="called", name=Protected("Other"), since=NOW, written_by=by)


async def test_nobody_writes_into_a_case_they_may_not_know_of(shelf: Shelf) -> None:
    hidden = next(case_id for case_id, matter in shelf.cases.items() if matter.seals[0][0] == "judge")
    with acting_for(NOBODY), pytest.raises(DBAPIError, match="row-level security"):
        async with shelf.database.begin() as uow:
            uow.add(_deadline(hidden))
    async with shelf.database.begin() as uow:
        changed = await uow.execute(text("UPDATE cases SET about = 'x' WHERE level <> 'public'"))
    assert changed.rowcount == 0  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "statement",
    [
        "ALTER TABLE cases DISABLE ROW LEVEL SECURITY",
        "ALTER TABLE cases NO FORCE ROW LEVEL SECURITY",
        "DROP POLICY wall ON cases",
        "CREATE POLICY all_of_it ON cases USING (true)",
        "CREATE OR REPLACE FUNCTION wall_knows(_case uuid) RETURNS boolean LANGUAGE sql AS 'SELECT true'",
        "DROP FUNCTION wall_knows(uuid) CASCADE",
        "ALTER TABLE log_leaf DISABLE TRIGGER ALL",
        "DROP TABLE log_leaf",
        "TRUNCATE log_leaf",
        "DELETE FROM log_leaf",
        "UPDATE log_leaf SET kind = 'y'",
        "UPDATE log_leaf SET leaf_hash = ''",
        "DELETE FROM log_tile",
        "UPDATE log_checkpoint SET note = ''",
        "DELETE FROM log_cosignature",
        "UPDATE alembic_version SET version_num = '9999'",
        f"SET ROLE {OWNER}",
        f"ALTER ROLE {APPLICATION} BYPASSRLS",
    ],
)
async def test_the_role_that_works_can_change_neither_the_wall_nor_the_log(court: Database, statement: str) -> None:
    async with court.begin() as uow:
        uow.add(LogLeaf(kind="x", at=NOW, payload=None, salt=None, commitment=bytes(32), leaf_hash=bytes(32)))
    async with court.writer.connect() as connection:
        with pytest.raises(DBAPIError, match=r"permission denied|must be owner|must be superuser"):
            await connection.execute(text(statement))


async def test_without_row_security_the_role_that_works_reads_nothing(court: Database) -> None:
    async with court.reader.connect() as connection:
        await connection.execute(text("SET LOCAL row_security = off"))
        with pytest.raises(DBAPIError, match="row-level security"):
            await connection.execute(select(Case))


async def test_the_owner_is_held_by_the_wall_as_well(shelf: Shelf) -> None:
    async with shelf.database.owner.connect() as connection:
        levels = set((await connection.execute(select(col(Case.level)))).scalars())
        standing = await connection.execute(
            text("SELECT relname FROM pg_class WHERE relrowsecurity AND relforcerowsecurity")
        )
        assert levels == {"public"}
        assert set(standing.scalars()) == set(WALLED)


async def test_who_acts_is_forgotten_when_a_transaction_ends(shelf: Shelf) -> None:
    with system():
        async with shelf.database.read() as reader:
            assert await reader.first(select(func.count()).select_from(Case)) == len(shelf.cases) + 1
    raw = shelf.database.writer
    async with raw.connect() as connection:
        assert set((await connection.execute(select(col(Case.level)))).scalars()) == {"public"}


async def test_what_is_read_beyond_the_wall_leaves_it_standing(shelf: Shelf) -> None:
    async with shelf.database.read() as reader:
        async with reader.beyond_the_wall():
            assert await reader.first(select(col(Case.id)).where(Case.level == "judge")) is not None
        with pytest.raises(LookupError):
            async with reader.beyond_the_wall():
                raise LookupError
        assert await reader.first(select(col(Case.id)).where(Case.level == "judge")) is None


async def test_a_wall_that_is_not_that_of_the_code_is_laid_anew(court: Database) -> None:
    async with court.owner.begin() as connection:
        await connection.execute(text("COMMENT ON FUNCTION wall_rank(text) IS 'an earlier one'"))
        await connection.execute(text("ALTER POLICY wall ON cases USING (true)"))
        await connection.execute(text(f"REVOKE ALL ON ALL TABLES IN SCHEMA public FROM {APPLICATION}"))
    owner = court.owner.url.render_as_string(hide_password=False)
    await migrate.upgrade(owner, works_as=APPLICATION)
    async with court.owner.connect() as connection:
        found = await connection.execute(text("SELECT qual FROM pg_policies WHERE tablename = 'cases'"))
        assert "wall_case" in found.scalar_one()
    assert await _shown(court, Case, NOBODY) == set()


@pytest.mark.parametrize("role", ["postgres", OWNER, "nobody_there"])
async def test_a_role_that_would_pass_the_wall_is_refused_with_a_sentence(court: Database, role: str) -> None:
    owner = court.owner.url.render_as_string(hide_password=False)
    with pytest.raises(RolePassesTheWall, match=role):
        await migrate.upgrade(owner, works_as=role)


CONTENT: tuple[type[SQLModel], ...] = (Hearing, ProtectionOrder, Seal, CounselNotice, Grant)
OF_A_HEARING: tuple[type[SQLModel], ...] = (Participant, SittingEvent, Exposed)


@pytest.fixture
async def busy(shelf: Shelf) -> Shelf:
    """Every case with a hearing, a request for protection, a seal, a notice and a grant, of nobody of the cast."""
    stranger = builders.person("stranger")
    with system():
        async with shelf.database.begin() as uow:
            uow.add(stranger)
            await uow.flush()
            for case_id in shelf.cases:
                hearing = _hearing(case_id)
                uow.add(hearing, *_of_case(case_id, stranger.id))
                await uow.flush()
                uow.add(
                    Participant(hearing_id=hearing.id, person_id=stranger.id, role="witness", state="expected"),
                    SittingEvent(hearing_id=hearing.id, sequence=1, kind="open", at=NOW, data={}),
                    Exposed(hearing_id=hearing.id, subject_id=stranger.id, medium="video", variant="full", since=NOW),
                )
    return shelf


def _hearing(case_id: UUID) -> Hearing:
    return Hearing(
        court_id=rows.HERE,
        case_id=case_id,
        kind="trial",
        status="booked",
        wall_time="2026-12-03T10:30",
        zone="Europe/Vienna",
        starts_at=NOW,
        ends_at=NOW,
    )


def _of_case(case_id: UUID, person_id: UUID) -> Sequence[SQLModel]:
    return (
        ProtectionOrder(
            case_id=case_id,
            person_id=person_id,
            status="requested",
            preset="P3",
            measures={},
            requested_by=person_id,
            requested_at=NOW,
        ),
        Seal(
            case_id=case_id,
            thing="case",
            thing_id=case_id,
            level="parties",
            before="public",
            reason="",
            sealed_by=person_id,
            since=NOW,
        ),
        CounselNotice(
            case_id=case_id, person_id=person_id, kind="appearance", role="prosecutor", state="waiting", given_at=NOW
        ),
        Grant(case_id=case_id, person_id=person_id, kind="guest", purpose="x", granted_by=person_id, since=NOW),
    )


async def test_hearings_orders_and_rows_of_access_are_shown_where_the_case_is(busy: Shelf) -> None:
    for who in EVERYBODY[::5]:
        seen = await _known(busy, who)
        with acting_for(_as(who)):
            async with busy.database.read() as reader:
                for model in CONTENT:
                    mine = _mine(model, who)
                    shown = await reader.all(select(model.case_id).where(mine))  # type: ignore[attr-defined]
                    assert set(shown) & set(busy.cases) == seen, (who, model)
                of_seen = set(await reader.all(select(col(Hearing.id)).where(col(Hearing.case_id).in_(busy.cases))))
                for model in OF_A_HEARING:
                    shown = await reader.all(select(model.hearing_id).where(_mine(model, who)))  # type: ignore[attr-defined]
                    assert set(shown) == of_seen, (who, model)


def _mine(model: type[SQLModel], who: str | None) -> ColumnElement[bool]:
    """Rows of others: what is about oneself is shown to oneself."""
    me = _as(who).person_id
    column = getattr(model, "person_id", None)
    return column != me if column is not None and me is not None else true()


async def test_a_wall_without_its_fast_way_in_shows_the_same(busy: Shelf) -> None:
    """The cases of one's own parts are looked up at once; the slow way, row by row, gives no other answer."""
    quick = {who: await _shown(busy.database, Case, _as(who)) for who in EVERYBODY}
    async with busy.database.owner.begin() as connection:
        slow = WALLED["cases"][0].replace("id IN (SELECT wall_my_cases()) OR ", "")
        assert slow != WALLED["cases"][0]
        await connection.execute(text(f"ALTER POLICY wall ON cases USING ({slow})"))
    assert {who: await _shown(busy.database, Case, _as(who)) for who in EVERYBODY} == quick
    assert any(quick.values())


async def test_nobody_writes_a_hearing_or_an_order_into_a_case_they_may_not_know_of(busy: Shelf) -> None:
    hidden = next(case_id for case_id, matter in busy.cases.items() if matter.seals[0][0] == "judge")
    stranger = rows.principal(WORLD, None)
    assert stranger is None
    for row in (_hearing(hidden), *_of_case(hidden, key("victim"))[:2]):
        with acting_for(NOBODY), pytest.raises(DBAPIError, match="row-level security"):
            async with busy.database.begin() as uow:
                uow.add(row)
