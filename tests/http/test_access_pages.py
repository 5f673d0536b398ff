"""The same for every page, in a town of its own: what was done through the API would be in the way."""

from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from app import web
from tests.http import page_law
from tests.http.asked import differences, fits_page
from tests.http.town import Town

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def test_every_page_gives_each_part_what_the_law_gives_it(each_town: Town) -> None:
    found = [line async for line in differences(each_town, page_law.LAWS, fits_page)]
    assert not found, "\n".join(found)


async def test_every_page_has_its_law() -> None:
    pages = {page for router in web.routers() for page in _pages(router.routes)}
    assert pages == {(law.method, law.route) for law in page_law.LAWS}


def _pages(routes: Sequence[Any]) -> Iterator[tuple[str, str]]:
    for route in routes:
        if hasattr(route, "original_router"):
            yield from _pages(route.original_router.routes)
        else:
            yield from ((method, route.path) for method in route.methods)
