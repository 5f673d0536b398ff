"""Ending sign-ins: one's own, the others, all of a person; and going on under a new id after proving more."""

from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.errors import SignInNotFound
from app.auth.models import SignIn
from app.auth.queries import open_sign_ins_of
from app.auth.steps import end_sign_ins_of, renew
from app.auth.terms import LIFE, Desk, Strength
from app.auth.views import Opened, Principal
from app.desks.sign_ins import my_sign_ins
from app.kernel.protected import Protected
from tests.actions.auth.conftest import Door

FIREFOX = "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0"
CHROME = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0 Safari/537.36"


async def _row(door: Door, opened: Opened) -> SignIn:
    async with door.database.read() as reader:
        row = await reader.get(SignIn, opened.principal.sign_in_id or uuid4())
    assert row is not None
    return row


async def _prove(door: Door, opened: Opened, how: str | None = None) -> Opened:
    async with door.database.begin() as uow:
        row = await uow.lock(SignIn, opened.principal.sign_in_id or uuid4())
        return await renew(uow, row, Strength.two, door.clock.now(), how=how)


async def test_one_of_my_sign_ins_ends_and_the_others_stay(door: Door) -> None:
    here, there = await door.sign_in(), await door.sign_in()
    assert there.principal.sign_in_id is not None
    await door.sign_ins.end(there.principal.sign_in_id, here.principal)
    await door.sign_ins.end(there.principal.sign_in_id, here.principal)
    assert await door.sign_ins.recognise(there.token) is None
    assert await door.sign_ins.still(there.principal) is None
    assert await door.sign_ins.recognise(here.token) is not None


async def test_all_my_other_sign_ins_end_at_once(door: Door) -> None:
    here, *others = [await door.sign_in() for _ in range(4)]
    assert await door.sign_ins.end_others(here.principal) == 3
    assert [await door.sign_ins.recognise(one.token) for one in others] == [None, None, None]
    assert await door.sign_ins.recognise(here.token) is not None


async def test_nobody_ends_the_sign_in_of_somebody_else_or_learns_that_it_is_there(door: Door) -> None:
    mine, stranger = await door.sign_in(), Principal(door.witness, Desk.participant)
    for sign_in_id in (mine.principal.sign_in_id or uuid4(), uuid4()):
        with pytest.raises(SignInNotFound):
            await door.sign_ins.end(sign_in_id, stranger)
    assert await door.sign_ins.end_others(stranger) == 0
    assert await door.sign_ins.recognise(mine.token) is not None


async def test_each_end_is_in_the_log_with_who_ended_it_and_why(door: Door) -> None:
    first, second = await door.sign_in(), await door.sign_in()
    await door.sign_ins.end(first.principal.sign_in_id or uuid4(), second.principal)
    async with door.database.begin() as uow:
        await end_sign_ins_of(uow, door.clerk, because="account-disabled", by="officer", at=door.clock.now())
    async with door.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.kind == "auth.sign-in-ended"))
    assert len(leaves) == 2


async def test_proving_more_gives_a_new_id_and_a_new_secret_and_the_old_one_opens_nothing(door: Door) -> None:
    before = await door.sign_in()
    door.clock.advance(timedelta(minutes=20))
    after = await _prove(door, before, "password+totp")
    assert after.token != before.token
    assert after.principal.sign_in_id != before.principal.sign_in_id
    assert await door.sign_ins.recognise(before.token) is None
    now = await door.sign_ins.recognise(after.token)
    assert now is not None
    assert (now.strength, now.proved_at) == (Strength.two, door.clock.now())


async def test_what_runs_already_goes_on_after_proving_more_and_ends_with_what_took_its_place(door: Door) -> None:
    first = await door.sign_in()
    last = await _prove(door, await _prove(door, first))
    now = await door.sign_ins.still(first.principal)
    assert now is not None
    assert now.sign_in_id == last.principal.sign_in_id
    await door.sign_ins.sign_out(last.principal)
    assert await door.sign_ins.still(first.principal) is None


async def test_proving_more_again_and_again_makes_no_sign_in_last_longer(door: Door) -> None:
    opened, longest = await door.sign_in(), LIFE[Desk.counsel].longest
    began, step = door.clock.now(), timedelta(minutes=50)
    while door.clock.now() + step < began + longest:
        door.clock.advance(step)
        opened = await _prove(door, opened)
    assert opened.expires_at == began + longest
    door.clock.advance(step)
    assert await door.sign_ins.recognise(opened.token) is None


async def test_somebody_sees_their_own_open_sign_ins_and_no_others(door: Door) -> None:
    here, there, gone = await door.sign_in(), await door.sign_in(), await door.sign_in()
    await door.sign_ins.recognise(here.token, CHROME)
    door.clock.advance(timedelta(minutes=2))
    await door.sign_ins.recognise(there.token, FIREFOX)
    await door.sign_ins.sign_out(gone.principal)
    async with door.database.read() as reader:
        mine = await my_sign_ins(reader, here.principal, door.clock.now())
        theirs = await my_sign_ins(reader, Principal(door.witness, Desk.participant), door.clock.now())
    assert [(one.browser, one.system, one.this_one) for one in mine] == [
        ("Firefox", "Android", False),
        ("Chrome", "Windows", True),
    ]
    assert [one.how for one in mine] == ["password", "password"]
    assert mine[0].seen_at == door.clock.now()
    assert theirs == []


async def test_the_device_is_kept_encrypted_and_no_finer_than_its_words(door: Door) -> None:
    opened = await door.sign_in()
    await door.sign_ins.recognise(opened.token, FIREFOX)
    assert (await _row(door, opened)).device == Protected("Firefox/Android")
    async with door.database.begin() as uow:
        raw = (await uow.execute(text("SELECT device FROM sign_ins"))).scalars().all()
    assert raw
    assert not [one for one in raw if b"Firefox" in bytes(one)]


async def test_what_expired_by_itself_is_not_among_those_that_are_open(door: Door) -> None:
    await door.sign_in()
    door.clock.advance(LIFE[Desk.counsel].idle)
    async with door.database.read() as reader:
        assert await open_sign_ins_of(reader, door.clerk, door.clock.now()) == []
