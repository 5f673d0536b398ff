"""Another password: held to the policy, and the end of every other sign-in."""

import pytest

from app.auth.commands import AskForToken, SetPassword, SignInWithPassword
from app.auth.errors import LastWayIn, PasswordTellsWhoYouAre, PasswordTooEasy, PasswordTooShort, WrongSignIn
from app.auth.terms import Desk
from app.auth.views import Opened
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.actions.auth.conftest import PHRASE
from tests.actions.auth.factors import BETTER, House, email


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("party", Desk.participant)
    return made


async def _in(house: House, password: str = PHRASE) -> Opened:
    came = await house.sign_ins.sign_in(SignInWithPassword(email=email("party"), password=password))
    assert isinstance(came, Opened)
    return came


async def test_a_new_password_ends_every_other_sign_in_and_every_token(house: House) -> None:
    here, there = await _in(house), await _in(house)
    token = (await house.sign_ins.issue_token(AskForToken(email=email("party"), password=PHRASE))).access_token
    await house.passwords.change(here.principal, SetPassword(password=BETTER))
    assert await house.sign_ins.recognise(here.token) is not None
    assert await house.sign_ins.recognise(there.token) is None
    assert await house.sign_ins.recognise_bearer(token) is None
    with pytest.raises(WrongSignIn):
        await _in(house)
    assert await _in(house, BETTER)
    assert await house.logged("auth.password-changed") == 1


@pytest.mark.parametrize(
    ("password", "refusal"),
    [
        ("fourteen chars", PasswordTooShort),
        ("passwordpassword1", PasswordTooEasy),
        ("party@varda.example 1", PasswordTellsWhoYouAre),
        ("under the District Court of Varda", PasswordTellsWhoYouAre),
    ],
)
async def test_a_poor_password_is_refused_and_the_old_one_stays(
    house: House, password: str, refusal: type[Exception]
) -> None:
    opened = await _in(house)
    with pytest.raises(refusal):
        await house.passwords.change(opened.principal, SetPassword(password=password))
    assert await _in(house)


async def test_a_password_is_given_up_for_a_passkey_and_for_nothing_less(house: House) -> None:
    opened = await _in(house)
    with pytest.raises(LastWayIn):
        await house.passwords.give_up(opened.principal)
