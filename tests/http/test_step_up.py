"""Before what cannot be taken back a fresh proof is asked for, by page and by API; without one nothing happens."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from sqlalchemy import func
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.terms import FRESH
from app.kernel.clock import SettableClock
from tests.builders import NOW
from tests.doubles.app import running_app
from tests.http import api_law, page_law
from tests.http.asked import asks_to_confirm, confirm
from tests.http.law import Law
from tests.http.town import Town, open_town

pytestmark = pytest.mark.asyncio(loop_scope="module")

A, G, K = "/api/v1/admin/accounts/{account_id}", "/api/v1/break-glass/{request_id}", "/api/v1/cases/{case_id}"
PA, PG, PK = "/admin/accounts/{account_id:uuid}", "/break-glass/{request_id:uuid}", "/cases/{case_id:uuid}/access"
STEPS = {
    "export the log": ("auditor", ("GET", "/api/v1/log/leaves"), ("GET", "/audit/leaves")),
    "reveal an identity": ("clerk", ("POST", G + "/identity"), ("POST", PG + "/identity")),
    "unseal": ("judge", ("POST", K + "/unsealings"), ("POST", PK + "/unsealings")),
    "name somebody to a seal": ("judge", ("POST", K + "/names"), ("POST", PK + "/names")),
    "change a role": ("administrator", ("PUT", A + "/desk"), ("POST", PA + "/desk")),
    "change units": ("administrator", ("PUT", A + "/units"), ("POST", PA + "/units")),
    "open an account": ("administrator", ("POST", "/api/v1/admin/accounts"), ("POST", "/admin/accounts/new")),
    "close an account": ("administrator", ("PUT", A + "/closure"), ("POST", PA + "/closure")),
    "set a limit": ("administrator", ("PUT", "/api/v1/admin/limits"), ("POST", "/admin/limits")),
    "ask for an erasure": ("registrar", ("POST", "/api/v1/erasures"), ("POST", "/erasures")),
    "ask for emergency access": ("clerk", ("POST", "/api/v1/break-glass"), ("POST", "/break-glass")),
    "allow emergency access": ("registrar", ("PUT", G + "/approval"), ("POST", PG + "/approval")),
}


@pytest_asyncio.fixture(loop_scope="module")
async def stale(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Town]:
    """A town of the test's own, for proving it lasts: everybody proved who they are five minutes ago."""
    clock = SettableClock(NOW)
    async with running_app(tmp_path_factory.mktemp("court"), clock=clock) as app, open_town(app) as town:
        clock.advance(FRESH)
        yield town


def law_of(step: tuple[str, str]) -> Law:
    return next(law for law in (*api_law.LAWS, *page_law.LAWS) if (law.method, law.route) == step)


async def ask(town: Town, role: str, step: tuple[str, str]) -> bool:
    """Whether they are asked to confirm first."""
    law = law_of(step)
    case = "closed" if "closed" in law.cases else law.cases[0]
    path, sent = town.address(law.at or law.route, case), law.send(town, case) if law.send else None
    body = {"json": sent} if path.startswith("/api/") else {"data": sent}
    answer = await town.browsers[role].request(law.method, path, **body)  # type: ignore[arg-type]
    assert answer.status_code not in {401, 404}, (step, answer.status_code)
    return asks_to_confirm(answer)


async def leaves(town: Town) -> int:
    async with town.app.services.database.read() as reader:
        return await reader.first(select(func.count()).select_from(LogLeaf)) or 0


async def test_each_step_is_asked_about_first_by_page_and_by_api(stale: Town) -> None:
    before = await leaves(stale)
    asked = {name: [await ask(stale, who, one) for one in (api, page)] for name, (who, api, page) in STEPS.items()}
    assert asked == {name: [True, True] for name in STEPS}
    assert await leaves(stale) == before


@pytest.mark.parametrize("name", ["export the log", "reveal an identity"])
async def test_whoever_has_just_proved_it_goes_on(stale: Town, name: str) -> None:
    who, *ways = STEPS[name]
    await confirm(stale.browsers[who])
    assert [await ask(stale, who, one) for one in ways] == [False, False]
