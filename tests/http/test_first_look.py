"""A court has read its own first pages before anybody can: whoever comes first waits no longer than the next."""

from pathlib import Path

from starlette.types import Receive, Scope, Send

from app.main import create_app
from app.settings import Settings
from app.web import first_look
from app.web.templating import environment
from tests.doubles.app import URL


async def test_the_templates_of_the_first_pages_are_there_before_the_first_request(tmp_path: Path) -> None:
    environment.cache_clear()
    web = create_app(Settings(data_dir=tmp_path, public_url=URL))
    async with web.router.lifespan_context(web):
        cache = environment().cache
        assert cache is not None
        assert {"base.html", "sign_in.html", "start/code.html"} <= {name for _, name in cache}


async def test_a_page_that_fails_keeps_no_court_from_starting() -> None:
    read: list[str] = []

    async def broken(scope: Scope, _receive: Receive, _send: Send) -> None:
        read.append(scope["path"])
        raise RuntimeError

    await first_look.look(broken, URL)
    assert tuple(read) == first_look.FIRST_PAGES
