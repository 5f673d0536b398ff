"""Somebody whose refresh token came twice is told by mail, which says neither which program nor which court."""

from datetime import timedelta

from app.auth.actions.programs import Programs
from app.auth.commands import RefreshAccess
from app.auth.errors import RefreshTokenEnded
from app.auth.models import Account
from app.auth.steps import open_family
from app.db.database import Database
from app.db.outbox import Relay
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.notices.actions import Warnings
from app.wiring import CONSEQUENCES
from tests.actions.auth.test_programs import OURS
from tests.actions.notices.conftest import Mailbox
from tests.builders import person

ADDRESS = Protected("ada@varda.example")


async def _reuse(database: Database, clock: SettableClock, *, email: Protected[str] | None) -> None:
    kind = "auth.refresh-token-reused"
    database.consequences = {kind: CONSEQUENCES[kind]}
    someone = person("Ada Berger", email=email)
    async with database.begin() as uow:
        uow.add(someone)
        await uow.flush()
        account = Account(person_id=someone.id, email_index=b"ada", desk="counsel", password_hash="x")
        uow.add(account)
        await uow.flush()
        _, token = await open_family(uow, account, clock.now(), how="password")
    programs = Programs(database, OURS, clock)
    await programs.refresh(RefreshAccess(refresh_token=token))
    try:
        await programs.refresh(RefreshAccess(refresh_token=token))
    except RefreshTokenEnded:
        return
    raise AssertionError("the token worked twice")


async def _deliver(database: Database, clock: SettableClock, mailbox: Mailbox) -> None:
    warnings = Warnings(database, mailbox, clock)
    for handlers in (warnings.handlers, warnings.senders):
        await Relay(database, dict(handlers), clock).drain()


async def test_its_owner_gets_one_message_that_tells_nobody_else_anything(
    database: Database, clock: SettableClock
) -> None:
    await _reuse(database, clock, email=ADDRESS)
    mailbox = Mailbox()
    await _deliver(database, clock, mailbox)
    await _deliver(database, clock, mailbox)
    (message,) = mailbox.taken
    assert message.to == ADDRESS
    assert "My sign-ins" in message.text
    assert not [word for word in ("ejr_", "Ada", "court", "http", "token") if word in message.subject + message.text]


async def test_a_mail_system_that_is_away_is_asked_again_and_an_address_it_refuses_is_left_alone(
    database: Database, clock: SettableClock
) -> None:
    await _reuse(database, clock, email=ADDRESS)
    mailbox = Mailbox(failing={ADDRESS})
    await _deliver(database, clock, mailbox)
    assert mailbox.taken == []
    mailbox.failing.clear()
    mailbox.gone.add(ADDRESS)
    clock.advance(timedelta(days=1))
    await _deliver(database, clock, mailbox)
    mailbox.gone.clear()
    clock.advance(timedelta(days=1))
    await _deliver(database, clock, mailbox)
    assert mailbox.taken == []


async def test_a_message_that_was_put_off_comes_later(database: Database, clock: SettableClock) -> None:
    await _reuse(database, clock, email=ADDRESS)
    mailbox = Mailbox(failing={ADDRESS})
    await _deliver(database, clock, mailbox)
    mailbox.failing.clear()
    clock.advance(timedelta(days=1))
    await _deliver(database, clock, mailbox)
    assert len(mailbox.taken) == 1


async def test_somebody_without_an_address_reads_it_on_their_page_alone(
    database: Database, clock: SettableClock
) -> None:
    await _reuse(database, clock, email=None)
    mailbox = Mailbox()
    await _deliver(database, clock, mailbox)
    assert mailbox.taken == []
