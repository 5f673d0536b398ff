"""Somebody whose way in changes is told, without a name, an address or a secret; nothing is reset by message."""

import pytest

from app.auth.commands import ProposeRecovery, SetPassword, UseRecovery
from app.auth.terms import Desk
from app.db.database import Database
from app.db.outbox import Relay
from app.kernel.clock import SettableClock
from app.kernel.protected import Protected
from app.notices.actions import Warnings
from app.wiring import CONSEQUENCES
from tests.actions.auth.factors import BETTER, House, email
from tests.actions.notices.conftest import Mailbox


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("counsel", Desk.counsel)
    database.consequences = {kind: then for kind, then in CONSEQUENCES.items() if "notify-way-in" in then}
    return made


async def told(house: House) -> list[str]:
    """The texts that reach counsel once everything due was done."""
    mailbox = Mailbox()
    warnings = Warnings(house.database, mailbox, house.clock)
    await Relay(house.database, warnings.handlers, house.clock).drain()
    await Relay(house.database, warnings.senders, house.clock).drain()
    assert {one.to for one in mailbox.taken} <= {Protected(email("counsel"))}
    return [one.text for one in mailbox.taken]


async def test_a_new_factor_and_a_new_password_are_told(house: House) -> None:
    principal, _, codes = await house.with_app("counsel")
    (text,) = await told(house)
    assert "how you sign in was changed" in text
    await house.passwords.change(principal, SetPassword(password=BETTER))
    (text,) = await told(house)
    for secret in (BETTER, codes[0], "Name of", "varda"):
        assert secret not in text


async def test_every_step_of_a_recovery_is_told_and_no_message_holds_its_code(house: House) -> None:
    one, two = await house.officer("one", Desk.registrar), await house.officer("two", Desk.registrar)
    asked = await house.recoveries.propose(one, ProposeRecovery(email=email("counsel"), reason="Lost the phone."))
    (proposed,) = await told(house)
    given = await house.recoveries.confirm(two, asked.id)
    (confirmed,) = await told(house)
    await house.recoveries.use(UseRecovery(code=given.code, password=BETTER))
    (used,) = await told(house)
    assert "giving your account back" in proposed
    assert "giving your account back" in confirmed
    assert "how you sign in was changed" in used
    for text in (proposed, confirmed, used):
        assert not [part for part in (*given.code.split("-"), "Lost the phone", "http") if part in text]
