"""Nothing is erased by one officer: another looks at what goes, and only that goes."""

import asyncio
from dataclasses import dataclass
from uuid import UUID

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.errors import ConfirmItIsYou
from app.auth.terms import FRESH, Desk
from app.auth.views import Principal
from app.cases.actions.erasure_requests import ErasureRequests
from app.cases.commands.erasing import AskErasure
from app.cases.errors import CaseNotFound, NothingToErase
from app.cases.errors.erasing import (
    AnotherOfficerErases,
    ErasureGrew,
    ErasureNotFound,
    ErasureNotWaiting,
    NothingReached,
    OnlyRegistrarsErase,
)
from app.cases.terms.erasing import WAITS, Stage
from app.desks.erasing import Preview, request_of, requests_for
from app.kernel.clock import SettableClock
from app.kernel.errors import Refusal
from app.keys.port import KeyDestroyed
from tests import builders
from tests.doubles.archive import Archive

REASON = "The time of retention is over since January."


@dataclass(slots=True)
class Registry:
    """An archive with a case of two documents, and officers who have just proved who they are."""

    archive: Archive
    clock: SettableClock
    acts: ErasureRequests
    people: dict[str, UUID]
    documents: list[UUID]

    def who(self, name: str) -> Principal:
        desk = Desk(name.split()[-1])
        return Principal(self.people[name], desk, proved_at=self.clock.now())

    async def ask(self, by: str = "one registrar", **given: str) -> UUID:
        said = {"kind": "case", "name": self.archive.cases["old"].number, "order_ref": "3 Cg 12/26x", "reason": REASON}
        return await self.acts.ask(AskErasure.model_validate({**said, **given}), by=self.who(by))

    async def look(self, request_id: UUID, by: str = "other registrar") -> Preview:
        async with self.archive.office.database.read() as reader:
            return await request_of(reader, request_id, self.who(by), self.clock.now())

    async def kinds(self) -> list[str]:
        async with self.archive.office.database.read() as reader:
            leaves = await reader.all(select(LogLeaf).order_by(LogLeaf.at, LogLeaf.id))  # type: ignore[arg-type]
        return [leaf.kind for leaf in leaves if "eras" in leaf.kind]

    async def untouched(self) -> bool:
        await self.archive.finish()
        return [await self.archive.content(one) for one in self.documents] == [b"first", b"second"]


@pytest.fixture
async def registry(archive: Archive, clock: SettableClock) -> Registry:
    people = {}
    for name in ("one registrar", "other registrar", "an administrator", "a clerk", "a judge"):
        row = builders.person()
        async with archive.office.database.begin() as uow:
            uow.add(row)
        people[name] = row.id
    documents = [await archive.put("old", b"first"), await archive.put("old", b"second")]
    await archive.put("kept", b"kept")
    return Registry(archive, clock, ErasureRequests(archive.office.database, clock), people, documents)


async def test_what_one_asks_and_another_confirms_is_gone_and_the_log_tells_by_whom(registry: Registry) -> None:
    confirms = "other registrar"
    asked = await registry.ask()
    assert await registry.untouched()
    preview = await registry.look(asked, confirms)
    assert (preview.cases, preview.documents, preview.files, preview.grew) == (1, 2, 4, False)
    await registry.acts.confirm(asked, by=registry.who(confirms))
    await registry.archive.finish()
    for one in registry.documents:
        with pytest.raises(KeyDestroyed):
            await registry.archive.content(one)
    assert await registry.kinds() == ["case.erasure-asked", "case.erasure-decided", "documents.erased"]
    assert (await registry.look(asked)).request.stage is Stage.erased


async def test_whoever_asks_does_not_confirm_and_may_withdraw(registry: Registry) -> None:
    asked = await registry.ask()
    for act in (registry.acts.confirm, registry.acts.refuse):
        with pytest.raises(AnotherOfficerErases):
            await act(asked, by=registry.who("one registrar"))
    with pytest.raises(OnlyRegistrarsErase):
        await registry.acts.withdraw(asked, by=registry.who("other registrar"))
    await registry.acts.withdraw(asked, by=registry.who("one registrar"))
    with pytest.raises(ErasureNotWaiting):
        await registry.acts.confirm(asked, by=registry.who("other registrar"))
    assert await registry.untouched()


@pytest.mark.parametrize("who", ["a clerk", "a judge", "an administrator"])
async def test_only_registrars_ask(registry: Registry, who: str) -> None:
    with pytest.raises(OnlyRegistrarsErase):
        await registry.ask(by=who)


@pytest.mark.parametrize("who", ["a clerk", "a judge", "an administrator"])
async def test_nobody_else_decides_or_reads_requests(registry: Registry, who: str) -> None:
    asked = await registry.ask()
    for act in (registry.acts.confirm, registry.acts.refuse, registry.acts.withdraw):
        with pytest.raises(OnlyRegistrarsErase):
            await act(asked, by=registry.who(who))
    with pytest.raises(OnlyRegistrarsErase):
        await registry.look(asked, who)
    async with registry.archive.office.database.read() as reader:
        with pytest.raises(OnlyRegistrarsErase):
            await requests_for(reader, registry.who(who), registry.clock.now())


async def test_both_prove_first_who_they_are(registry: Registry) -> None:
    one, other = registry.who("one registrar"), registry.who("other registrar")
    asked = await registry.ask()
    registry.clock.advance(FRESH)
    command = AskErasure(kind="case", name=registry.archive.cases["old"].number, order_ref="1", reason=REASON)
    with pytest.raises(ConfirmItIsYou):
        await registry.acts.ask(command, by=one)
    with pytest.raises(ConfirmItIsYou):
        await registry.acts.confirm(asked, by=other)
    assert await registry.untouched()


async def test_what_came_after_it_was_looked_at_does_not_go_with_it(registry: Registry) -> None:
    asked = await registry.ask()
    late = await registry.archive.put("old", b"late")
    assert (await registry.look(asked)).grew
    with pytest.raises(ErasureGrew):
        await registry.acts.confirm(asked, by=registry.who("other registrar"))
    assert await registry.untouched()
    assert await registry.archive.content(late) == b"late"
    await registry.acts.refuse(asked, by=registry.who("other registrar"))
    assert (await registry.look(asked)).request.stage is Stage.refused


async def test_after_seven_days_it_waits_no_more(registry: Registry) -> None:
    asked = await registry.ask()
    registry.clock.advance(WAITS)
    with pytest.raises(ErasureNotWaiting):
        await registry.acts.confirm(asked, by=registry.who("other registrar"))
    assert (await registry.look(asked)).request.stage is Stage.lapsed


async def test_of_many_who_confirm_at_one_moment_one_erases(registry: Registry) -> None:
    asked, by = await registry.ask(), registry.who("other registrar")
    tries = (registry.acts.confirm(asked, by=by) for _ in range(16))
    found = await asyncio.gather(*tries, return_exceptions=True)
    assert [one for one in found if one is not None and not isinstance(one, Refusal)] == []
    assert found.count(None) == 1
    assert (await registry.kinds()).count("documents.erased") == 1


async def test_what_names_nothing_is_refused_at_once(registry: Registry) -> None:
    for refusal, given in (
        (CaseNotFound, {"name": "CR-1999-1"}),
        (NothingReached, {"kind": "year", "name": "1999"}),
        (NothingToErase, {"kind": "court", "name": "no id"}),
        (NothingToErase, {"order_ref": "a line\nand another"}),
    ):
        with pytest.raises(refusal):
            await registry.ask(**given)
    with pytest.raises(ErasureNotFound):
        await registry.acts.confirm(builders.person().id, by=registry.who("other registrar"))
    assert await registry.kinds() == []
