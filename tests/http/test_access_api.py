"""Every API route, every part somebody can play, open and closed cases: the answer is the one the law gives."""

import pytest

from tests.doubles.app import RunningApp
from tests.http import api_law
from tests.http.asked import differences, fits_api
from tests.http.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_api_route_gives_each_part_what_the_law_gives_it(each_town: Town) -> None:
    found = [line async for line in differences(each_town, api_law.LAWS, fits_api)]
    assert not found, "\n".join(found)


async def test_every_api_route_has_its_law(app: RunningApp) -> None:
    routes = {(verb.upper(), path) for path, verbs in app.web.openapi()["paths"].items() for verb in verbs}
    assert routes == {(law.method, law.route) for law in api_law.LAWS}
