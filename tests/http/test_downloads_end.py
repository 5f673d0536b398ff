"""A download that is half done stops within two seconds of whatever ends its reader's right to it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import pytest_asyncio
from sqlmodel import select
from starlette.types import Message

from app.auth.models import Account, Person
from app.auth.steps import end_sign_ins_of, open_account, revoke_personal_tokens_of
from app.auth.terms import Desk
from app.cases.commands import DescribeCaseType
from app.cases.commands.moves import AcceptOffer
from app.cases.models import DocketEntry, Part
from app.cases.terms import Level, Matter
from app.db.database import UnitOfWork
from app.hearings.models import Hearing
from tests.doubles.app import running_app
from tests.http.town import PHRASE, Town, email_of, open_town

pytestmark = pytest.mark.asyncio(loop_scope="module")

AT_ONCE = 2  # seconds


@dataclass
class Download:
    """A request whose reader takes the first bytes and then no more until they are told to."""

    messages: list[Message] = field(default_factory=list)
    begun: asyncio.Event = field(default_factory=asyncio.Event)
    on: asyncio.Event = field(default_factory=asyncio.Event)

    async def send(self, message: Message) -> None:
        self.messages.append(message)
        if message["type"] == "http.response.body":
            self.begun.set()
            await self.on.wait()

    @property
    def whole(self) -> bool:
        """Whether the answer came to its end."""
        return any(m["type"] == "http.response.body" and not m.get("more_body") for m in self.messages)


async def _never() -> Message:
    await asyncio.Event().wait()
    raise AssertionError


@asynccontextmanager
async def downloading(town: Town, headers: Mapping[str, str]) -> AsyncIterator[tuple[Download, asyncio.Task[None]]]:
    """The document on the docket of the closed case, half done."""
    path = town.address("/api/v1/documents/{docketed-document}", "closed")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0", "spec_version": "2.4"},
        "http_version": "1.1",
        "method": "GET",
        "scheme": "http",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "root_path": "",
        "headers": [(name.encode(), value.encode()) for name, value in {"host": "localhost:8000", **headers}.items()],
        "client": ("192.0.2.10", 50_000),
        "server": ("localhost", 8000),
    }
    half = Download()
    task: asyncio.Task[None] = asyncio.create_task(town.app.web(scope, _once(), half.send))  # type: ignore[arg-type]
    async with asyncio.timeout(30):
        await half.begun.wait()
    assert half.messages[0]["status"] == 200
    try:
        yield half, task
    finally:
        half.on.set()
        await asyncio.wait({task}, timeout=10)
        task.cancel()


def _once() -> Callable[[], Awaitable[Message]]:
    waiting: list[Message] = [{"type": "http.request", "body": b"", "more_body": False}]

    async def receive() -> Message:
        return waiting.pop() if waiting else await _never()

    return receive


async def _by_cookie(town: Town) -> dict[str, str]:
    async with town.app.client() as browser:
        answer = await browser.post("/sign-in", data={"email": email_of("prosecutor"), "password": PHRASE})
        assert answer.status_code == 303
        return {"cookie": "; ".join(f"{name}={value}" for name, value in browser.cookies.items())}


async def _by_tokens(town: Town, personal: bool = False) -> dict[str, str]:
    async with town.app.client() as program:
        said = {"email": email_of("prosecutor"), "password": PHRASE}
        pair = (await program.post("/api/v1/tokens", json=said)).json()
        bearing = {"authorization": f"Bearer {pair['access_token']}"}
        if not personal:
            return bearing
        wanted = {"name": "Archive", "scopes": ["cases:read"], "days": 30}
        made = (await program.post("/api/v1/personal-tokens", json=wanted, headers=bearing)).json()
    return {"authorization": f"Bearer {made['token']}"}


async def _ends_all(town: Town) -> Callable[[], Awaitable[None]]:
    async with town.app.services.database.begin() as uow:
        person, at = town.people["prosecutor"].person_id, town.app.services.clock.now()
        await end_sign_ins_of(uow, person, because="by-officer", by=None, at=at)
        await revoke_personal_tokens_of(uow, person, by=None, at=at)
    return _nothing


async def _closes_account(town: Town) -> Callable[[], Awaitable[None]]:
    async def set_to(disabled: bool) -> None:
        async with town.app.services.database.begin() as uow:
            mine = select(Account).where(Account.person_id == town.people["prosecutor"].person_id)
            account = await uow.first(mine)
            assert account is not None
            account.disabled_at = town.app.services.clock.now() if disabled else None

    await set_to(True)
    return lambda: set_to(False)


async def _withdraws(town: Town) -> Callable[[], Awaitable[None]]:
    async def set_to(ended: bool) -> None:
        async with town.app.services.database.begin() as uow:
            part = await uow.get(Part, town.id("part:prosecutor", "closed"))
            assert part is not None
            part.until = town.app.services.clock.now() if ended else None

    await set_to(True)
    return lambda: set_to(False)


async def _seals(town: Town) -> Callable[[], Awaitable[None]]:
    async def set_to(level: str) -> str:
        async with town.app.services.database.begin() as uow:
            of_case = select(DocketEntry).where(DocketEntry.case_id == town.id("case", "closed"))
            was = "public"
            for entry in await uow.all(of_case):
                was, entry.level = entry.level, level
        return was

    before = await set_to(Level.judge.value)

    async def undo() -> None:
        await set_to(before)

    return undo


async def _nothing() -> None:
    return


WAYS = {
    "their sign-ins are ended": _ends_all,
    "their account is closed": _closes_account,
    "they withdraw from the case": _withdraws,
    "the entry is sealed": _seals,
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("bearing", ["cookie", "access token", "personal token"])
async def test_a_half_done_download_stops_within_two_seconds_when(town: Town, way: str, bearing: str) -> None:
    headers = await (_by_cookie(town) if bearing == "cookie" else _by_tokens(town, bearing.startswith("personal")))
    judge = {"cookie": "; ".join(f"{n}={v}" for n, v in town.browsers["judge"].cookies.items())}
    async with downloading(town, headers) as (half, task), downloading(town, judge) as (other, goes_on):
        undo = await WAYS[way](town)
        try:
            async with asyncio.timeout(AT_ONCE):
                await asyncio.wait({task})
            assert task.done()
            assert not half.whole
            assert not goes_on.done()  # whoever may read it still gets the rest
            other.on.set()
            async with asyncio.timeout(10):
                await goes_on
            assert other.whole
        finally:
            await undo()


async def test_a_download_that_nothing_ends_comes_to_its_end(town: Town) -> None:
    async with downloading(town, await _by_cookie(town)) as (half, task):
        half.on.set()
        async with asyncio.timeout(10):
            await task
        assert half.whole


@pytest_asyncio.fixture(loop_scope="module")
async def own_town(tmp_path: Path) -> AsyncIterator[Town]:
    """A town for one test: a case that another court took over does not come back."""
    async with running_app(tmp_path) as app, open_town(app) as made:
        yield made


async def test_the_judge_who_lost_the_case_to_another_court_gets_no_more_of_a_half_done_download(
    own_town: Town,
) -> None:
    town = own_town
    services, judge, counsel = town.app.services, town.browsers["judge"], town.browsers["counsel"]
    there = town.courts["there"].id
    sale = DescribeCaseType(name="Taken over", series="CV", matter=Matter.civil)
    kind = await services.kinds.describe(there, sale, by=town.people["administrator"])
    async with services.database.begin() as uow:
        open_account(uow, await _of(uow, town, "foreign_judge"), b"nowhere", "no way in", Desk.judge, there)
        for hearing in await uow.all(select(Hearing).where(Hearing.case_id == town.id("case", "closed"))):
            hearing.status = "vacated"
    cookies = [{"cookie": "; ".join(f"{n}={v}" for n, v in one.cookies.items())} for one in (judge, counsel)]
    async with downloading(town, cookies[0]) as (half, task), downloading(town, cookies[1]) as (other, goes_on):
        accept = AcceptOffer(type_id=kind)
        await services.transfers.accept(town.id("offer", "closed"), accept, by=town.people["other_clerk"])
        async with asyncio.timeout(AT_ONCE):
            await asyncio.wait({task})
        assert not half.whole
        assert not goes_on.done()
        other.on.set()
        async with asyncio.timeout(10):
            await goes_on
        assert other.whole


async def _of(uow: UnitOfWork, town: Town, who: str) -> Person:
    person = await uow.get(Person, town.people[who].person_id)
    assert person is not None
    return person
