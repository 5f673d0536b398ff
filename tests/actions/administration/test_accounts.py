"""Giving out accounts: the first one, a link used once, rights that begin anew, and an administrator who is left."""

import asyncio
from datetime import timedelta

import pytest
from sqlmodel import select

from app.auth.commands import ChangeAccount, OpenAccount, SetUpAccount
from app.auth.errors import (
    AccountClosed,
    AddressTaken,
    AdministratorExists,
    AlreadySetUp,
    ConfirmItIsYou,
    CourtNeeded,
    LastAdministrator,
    NotYourOwnAccount,
    OnlyAdministrators,
    PasswordTooShort,
    WrongSetUpLink,
)
from app.auth.models import Account, SetUpLink
from app.auth.queries.accounts import account_file, nobody_has_an_account
from app.auth.terms import Desk, LinkEnd, Standing
from app.kernel.protected import Protected
from tests.builders import cheap_passwords
from tests.doubles.administration import PHRASE, Office

NORA = "nora@court.example"


async def test_an_installation_begins_with_a_link_for_its_first_administrator(office: Office) -> None:
    async with office.database.read() as reader:
        assert await nobody_has_an_account(reader)
    secret = await office.first()
    await office.accounts.set_up(SetUpAccount(link=secret, password=PHRASE))
    async with office.database.read() as reader:
        assert not await nobody_has_an_account(reader)
    assert office.mailbox.taken == []
    with pytest.raises(AdministratorExists):
        await office.first()


async def test_asked_again_before_it_was_used_the_first_link_is_replaced(office: Office) -> None:
    earlier, fresh = await office.first(), await office.first()
    with pytest.raises(WrongSetUpLink):
        await office.accounts.set_up(SetUpAccount(link=earlier, password=PHRASE))
    await office.accounts.set_up(SetUpAccount(link=fresh, password=PHRASE))


async def test_a_first_administrator_at_a_mistaken_address_is_closed_by_the_next(office: Office) -> None:
    mistaken, right = await office.first("rot@court.example"), await office.first()
    with pytest.raises(WrongSetUpLink):
        await office.accounts.set_up(SetUpAccount(link=mistaken, password=PHRASE))
    await office.accounts.set_up(SetUpAccount(link=right, password=PHRASE))


async def test_the_holder_of_a_new_account_is_sent_a_link_and_chooses_a_password(office: Office) -> None:
    court_id = await office.court()
    account_id = await office.open(NORA, Desk.clerk, court_id)
    assert len(office.mailbox.to(NORA)) == 1
    assert "Varda" not in office.mailbox.to(NORA)[0].text
    await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password=PHRASE))
    async with office.database.read() as reader:
        file = await account_file(reader, account_id)
        account = await reader.get(Account, account_id)
    assert (file.holder.standing, file.court_id) == (Standing.open, court_id)
    assert account is not None
    assert await cheap_passwords().matches(account.password_hash, PHRASE)


async def test_a_link_works_once_for_whoever_comes_first(office: Office) -> None:
    await office.open(NORA, Desk.counsel)
    command = SetUpAccount(link=office.link_to(NORA), password=PHRASE)
    tries = await asyncio.gather(*(office.accounts.set_up(command) for _ in range(8)), return_exceptions=True)
    assert sum(one is None for one in tries) == 1
    assert all(one is None or isinstance(one, WrongSetUpLink) for one in tries)


async def test_a_link_ends_after_three_days_and_a_fresh_one_ends_the_earlier(office: Office) -> None:
    account_id = await office.open(NORA, Desk.counsel)
    first = office.link_to(NORA)
    office.clock.advance(timedelta(days=3))
    with pytest.raises(WrongSetUpLink):
        await office.accounts.set_up(SetUpAccount(link=first, password=PHRASE))
    await office.accounts.reissue(account_id, by=await office.administrator())
    await office.deliver()
    second = office.link_to(NORA)
    await office.accounts.reissue(account_id, by=await office.administrator())
    await office.deliver()
    with pytest.raises(WrongSetUpLink):
        await office.accounts.set_up(SetUpAccount(link=second, password=PHRASE))
    await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password=PHRASE))


async def test_a_password_that_is_refused_leaves_the_link_good(office: Office) -> None:
    await office.open(NORA, Desk.counsel)
    with pytest.raises(PasswordTooShort):
        await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password="short"))
    await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password=PHRASE))


async def test_an_account_that_was_set_up_gets_no_link_by_mail(office: Office) -> None:
    await office.staff("nora", Desk.counsel)
    account_id = office.people["nora"].account_id
    assert account_id is not None
    with pytest.raises(AlreadySetUp):
        await office.accounts.reissue(account_id, by=await office.administrator())


async def test_a_mail_that_is_late_brings_a_link_that_works(office: Office) -> None:
    office.mailbox.delayed.add(Protected(NORA))
    await office.open(NORA, Desk.counsel)
    office.mailbox.delayed.clear()
    office.clock.advance(timedelta(minutes=15))
    await office.deliver()
    assert len(office.mailbox.to(NORA)) == 1
    await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password=PHRASE))


async def test_an_address_the_mail_system_refuses_is_shown_as_such(office: Office) -> None:
    office.mailbox.refused.add(Protected(NORA))
    account_id = await office.open(NORA, Desk.counsel)
    async with office.database.read() as reader:
        assert (await account_file(reader, account_id)).link_end is LinkEnd.refused
    assert "auth.set-up-link-refused" in await office.kinds()


async def test_the_secret_of_a_link_is_kept_by_nobody(office: Office) -> None:
    await office.open(NORA, Desk.counsel)
    secret = office.link_to(NORA)
    assert all(secret not in str(row.model_dump()) for row in await office.rows(SetUpLink))


async def test_one_address_has_one_account(office: Office) -> None:
    await office.open(NORA, Desk.counsel)
    with pytest.raises(AddressTaken):
        await office.open(NORA.upper(), Desk.counsel)


async def test_a_clerk_needs_a_court_that_exists(office: Office) -> None:
    administrator = await office.administrator()
    for court_id in (None, administrator.person_id):
        with pytest.raises(CourtNeeded):
            await office.open(NORA, Desk.clerk, court_id)


async def test_another_desk_takes_effect_at_once_and_ends_every_sign_in(office: Office) -> None:
    nora = await office.staff("nora", Desk.counsel)
    assert nora.account_id is not None
    assert await office.standing_sign_ins(nora.person_id) == 1
    change = ChangeAccount(desk=Desk.registrar)
    await office.accounts.change(nora.account_id, change, by=await office.administrator())
    assert await office.standing_sign_ins(nora.person_id) == 0
    assert (await office.principal(nora.account_id)).desk is Desk.registrar


async def test_a_closed_account_is_out_at_once_until_it_is_opened_again(office: Office) -> None:
    nora, administrator = await office.staff("nora", Desk.counsel), await office.administrator()
    assert nora.account_id is not None
    await office.accounts.close(nora.account_id, by=administrator)
    assert await office.standing_sign_ins(nora.person_id) == 0
    with pytest.raises(AccountClosed):
        await office.accounts.reissue(nora.account_id, by=administrator)
    await office.accounts.reopen(nora.account_id, by=administrator)
    async with office.database.read() as reader:
        assert (await account_file(reader, nora.account_id)).holder.standing is Standing.open


async def test_the_link_of_a_closed_account_sets_nothing_up(office: Office) -> None:
    account_id = await office.open(NORA, Desk.counsel)
    await office.accounts.close(account_id, by=await office.administrator())
    with pytest.raises(WrongSetUpLink):
        await office.accounts.set_up(SetUpAccount(link=office.link_to(NORA), password=PHRASE))


async def test_nobody_but_an_administrator_gives_out_or_changes_anything(office: Office) -> None:
    nora = await office.staff("nora", Desk.registrar)
    assert nora.account_id is not None
    new = OpenAccount(name="Eve", email="eve@court.example", desk=Desk.administrator)
    for act in (
        office.accounts.open(new, by=nora),
        office.accounts.change(nora.account_id, ChangeAccount(desk=Desk.administrator), by=nora),
        office.accounts.close(nora.account_id, by=nora),
        office.accounts.reopen(nora.account_id, by=nora),
        office.accounts.reissue(nora.account_id, by=nora),
    ):
        with pytest.raises(OnlyAdministrators):
            await act


async def test_what_cannot_be_taken_back_needs_a_fresh_proof(office: Office) -> None:
    nora, administrator = await office.staff("nora", Desk.counsel), await office.administrator()
    assert nora.account_id is not None
    office.clock.advance(timedelta(minutes=5))
    new = OpenAccount(name="Eve", email="eve@court.example", desk=Desk.administrator)
    for act in (
        office.accounts.open(new, by=administrator),
        office.accounts.change(nora.account_id, ChangeAccount(desk=Desk.judge), by=administrator),
        office.accounts.close(nora.account_id, by=administrator),
    ):
        with pytest.raises(ConfirmItIsYou):
            await act


async def test_nobody_changes_their_own_rights(office: Office) -> None:
    administrator = await office.administrator()
    assert administrator.account_id is not None
    with pytest.raises(NotYourOwnAccount):
        await office.accounts.change(administrator.account_id, ChangeAccount(desk=Desk.judge), by=administrator)
    with pytest.raises(NotYourOwnAccount):
        await office.accounts.close(administrator.account_id, by=administrator)


async def test_of_administrators_who_close_each_other_at_one_moment_one_is_left(office: Office) -> None:
    first, second = await office.administrator(), await office.staff("second", Desk.administrator)
    assert first.account_id is not None
    assert second.account_id is not None
    tries = await asyncio.gather(
        office.accounts.close(second.account_id, by=first),
        office.accounts.change(first.account_id, ChangeAccount(desk=Desk.counsel), by=second),
        return_exceptions=True,
    )
    assert sum(isinstance(one, LastAdministrator) for one in tries) == 1
    async with office.database.read() as reader:
        rows = await reader.all(select(Account).where(Account.desk == "administrator"))
    assert len([row for row in rows if row.disabled_at is None]) == 1


async def test_every_act_is_in_the_log(office: Office) -> None:
    nora, administrator = await office.staff("nora", Desk.counsel), await office.administrator()
    assert nora.account_id is not None
    await office.accounts.change(nora.account_id, ChangeAccount(desk=Desk.registrar), by=administrator)
    await office.accounts.close(nora.account_id, by=administrator)
    await office.accounts.reopen(nora.account_id, by=administrator)
    kinds = await office.kinds()
    assert kinds[-3:] == ["auth.account-changed", "auth.account-closed", "auth.account-reopened"]
    assert {"auth.account-opened", "auth.set-up-link-made", "auth.account-set-up"} <= set(kinds)
