"""The second step after the password: owed where the work asks for it, taken once, never skipped; on both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from app.audit.models import LogLeaf
from app.auth.commands import AskForToken, GiveCode, ProveItIsYou
from app.auth.errors import (
    ConfirmItIsYou,
    FactorSetUpAlready,
    FirstStepEnded,
    LastSecondFactor,
    NoAuthenticatorApp,
    SecondFactorNeeded,
    WrongFactor,
    WrongSignIn,
)
from app.auth.terms import FIRST_STEP_LIFE, FRESH, TRIES_PER_FIRST_STEP, Desk, SecondFactor, Strength
from app.auth.views import Opened
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.actions.auth.conftest import PHRASE
from tests.actions.auth.factors import House, email


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("clerk", Desk.clerk)
    await made.add("party", Desk.participant)
    return made


def token_for(key: str, code: str | None = None) -> AskForToken:
    return AskForToken(email=email(key), password=PHRASE, code=code)


async def test_a_clerk_with_a_password_alone_gets_no_further_than_setting_up_a_second_factor(house: House) -> None:
    half = await house.half("clerk")
    assert half.set_up
    assert await house.sign_ins.recognise(half.token) is None
    with pytest.raises(WrongFactor):
        await house.second.give_code(half.token, GiveCode(code="123456"))
    with pytest.raises(SecondFactorNeeded):
        await house.sign_ins.issue_token(token_for("clerk"))


async def test_a_party_comes_in_with_a_password_until_they_set_up_more(house: House) -> None:
    opened = await house.sign_ins.sign_in(token_for("party"))
    assert isinstance(opened, Opened)
    assert opened.principal.strength is Strength.one
    await house.apps.begin(opened.principal)
    app = await house.app("party")
    assert isinstance(await house.sign_ins.sign_in(token_for("party")), Opened), "an unconfirmed app asks for nothing"
    await house.apps.confirm(opened.principal, house.code(app))
    assert not (await house.half("party")).set_up


async def test_where_it_is_optional_a_clerk_comes_in_with_one_and_is_asked_for_what_was_set_up(house: House) -> None:
    await house.with_app("clerk")
    house.allow(SecondFactor.optional)
    assert not (await house.half("clerk")).set_up
    await house.add("judge", Desk.judge)
    assert isinstance(await house.sign_ins.sign_in(token_for("judge")), Opened)


async def test_setting_up_an_app_leads_in_with_two_factors_and_ten_backup_codes(house: House) -> None:
    principal, _, codes = await house.with_app("clerk")
    assert (principal.strength, len(set(codes))) == (Strength.two, 10)
    assert await house.logged("auth.second-factor-added") == 1


async def test_the_code_that_confirmed_an_app_does_not_sign_in_as_well(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    half = await house.half("clerk")
    with pytest.raises(WrongFactor):
        await house.second.give_code(half.token, house.code(app))
    house.clock.advance(timedelta(seconds=30))
    opened = await house.second.give_code(half.token, house.code(app))
    assert (opened.principal.strength, opened.principal.proved_at) == (Strength.two, house.clock.now())


async def test_a_code_works_once_however_it_is_spaced(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=1))
    first, second, third = await house.halves("clerk", 3)
    code = house.code(app).code
    await house.second.give_code(first.token, GiveCode(code=f" {code[:3]} {code[3:]}"))
    for half, again in ((second, code), (third, f"{code[:3]} {code[3:]} ")):
        with pytest.raises(WrongFactor):
            await house.second.give_code(half.token, GiveCode(code=again))


async def test_a_clock_may_be_half_a_minute_off_and_not_a_minute(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=5))
    early, late, far = await house.halves("clerk", 3)
    await house.second.give_code(early.token, house.code(app, -1))
    await house.second.give_code(late.token, house.code(app, 1))
    with pytest.raises(WrongFactor):
        await house.second.give_code(far.token, house.code(app, 2))


async def test_a_code_before_the_last_one_taken_is_over(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=5))
    first, second = await house.halves("clerk", 2)
    await house.second.give_code(first.token, house.code(app, 1))
    with pytest.raises(WrongFactor):
        await house.second.give_code(second.token, house.code(app))


async def test_a_backup_code_works_once_and_the_log_says_how_many_are_left(house: House) -> None:
    principal, _, codes = await house.with_app("clerk")
    first, second = await house.halves("clerk", 2)
    spoken = codes[0].lower().replace("-", " ")
    assert (await house.second.give_code(first.token, GiveCode(code=spoken))).principal.person_id == principal.person_id
    with pytest.raises(WrongFactor):
        await house.second.give_code(second.token, GiveCode(code=codes[0]))
    assert await house.logged("auth.backup-code-used") == 1


async def test_new_backup_codes_end_the_earlier_ones(house: House) -> None:
    principal, _, codes = await house.with_app("clerk")
    fresh = (await house.apps.renew_backup_codes(principal)).codes
    assert not set(fresh) & set(codes)
    first, second = await house.halves("clerk", 2)
    with pytest.raises(WrongFactor):
        await house.second.give_code(first.token, GiveCode(code=codes[1]))
    await house.second.give_code(second.token, GiveCode(code=fresh[1]))


async def test_the_backup_codes_of_another_account_open_nothing(house: House) -> None:
    await house.add("judge", Desk.judge)
    _, _, codes = await house.with_app("judge")
    await house.with_app("clerk")
    half = await house.half("clerk")
    with pytest.raises(WrongFactor):
        await house.second.give_code(half.token, GiveCode(code=codes[0]))


async def test_five_wrong_codes_end_the_first_step_and_nothing_else(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=1))
    half = await house.half("clerk")
    for _ in range(TRIES_PER_FIRST_STEP):
        with pytest.raises(WrongFactor):
            await house.second.give_code(half.token, GiveCode(code="000000"))
    with pytest.raises(FirstStepEnded):
        await house.second.give_code(half.token, house.code(app))
    assert await house.second.give_code((await house.half("clerk")).token, house.code(app))


async def test_a_first_step_ends_with_its_time_and_with_its_use(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=1))
    late, used = await house.halves("clerk", 2)
    await house.second.give_code(used.token, house.code(app))
    house.clock.advance(timedelta(seconds=30))
    with pytest.raises(FirstStepEnded):
        await house.second.give_code(used.token, house.code(app))
    house.clock.advance(FIRST_STEP_LIFE)
    for token in (late.token, "", "no such token"):
        with pytest.raises(FirstStepEnded):
            await house.second.give_code(token, house.code(app))


async def test_a_password_alone_adds_no_factor_beside_one_that_stands(house: House) -> None:
    await house.with_app("clerk")
    half = await house.half("clerk")
    with pytest.raises(FactorSetUpAlready):
        await house.second.begin_app(half.token)
    with pytest.raises(FactorSetUpAlready):
        await house.second.confirm_app(half.token, GiveCode(code="123456"))
    with pytest.raises(FactorSetUpAlready):
        await house.second.ask_to_register(half.token, "somebody")


async def test_an_app_begun_by_somebody_else_confirms_nothing(house: House) -> None:
    half = await house.half("clerk")
    with pytest.raises(NoAuthenticatorApp):
        await house.second.confirm_app(half.token, GiveCode(code="123456"))


async def test_a_program_needs_a_code_where_an_app_is_set_up_and_each_code_once(house: House) -> None:
    _, app, codes = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=1))
    with pytest.raises(SecondFactorNeeded):
        await house.sign_ins.issue_token(token_for("clerk"))
    code = house.code(app).code
    assert (await house.sign_ins.issue_token(token_for("clerk", code))).access_token
    with pytest.raises(WrongFactor):
        await house.sign_ins.issue_token(token_for("clerk", code))
    assert (await house.sign_ins.issue_token(token_for("clerk", codes[3]))).access_token


async def test_the_last_second_factor_of_a_clerk_stays_and_that_of_a_party_may_go(house: House) -> None:
    clerk, _, _ = await house.with_app("clerk")
    with pytest.raises(LastSecondFactor):
        await house.apps.remove(clerk)
    party = (await house.sign_ins.sign_in(token_for("party"))).principal
    with pytest.raises(NoAuthenticatorApp):
        await house.apps.remove(party)
    await house.apps.begin(party)
    await house.apps.confirm(party, house.code(await house.app("party")))
    await house.apps.remove(party)
    assert isinstance(await house.sign_ins.sign_in(token_for("party")), Opened)


async def test_what_changes_the_way_in_asks_for_a_fresh_proof(house: House) -> None:
    principal, _, _ = await house.with_app("clerk")
    house.clock.advance(FRESH)
    for act in (
        house.apps.begin(principal),
        house.apps.renew_backup_codes(principal),
        house.apps.remove(principal),
        house.passkeys.ask_to_register(principal, "somebody"),
        house.passwords.give_up(principal),
    ):
        with pytest.raises(ConfirmItIsYou):
            await act


async def test_proving_again_gives_a_new_secret_and_five_more_minutes(house: House) -> None:
    _, app, _ = await house.with_app("clerk")
    house.clock.advance(timedelta(minutes=1))
    before = await house.second.give_code((await house.half("clerk")).token, house.code(app))
    house.clock.advance(FRESH)
    with pytest.raises(SecondFactorNeeded):
        await house.proofs.prove(before.principal, ProveItIsYou(password=PHRASE))
    with pytest.raises(WrongSignIn):
        await house.proofs.prove(before.principal, ProveItIsYou(password="wrong", code=house.code(app).code))
    after = await house.proofs.prove(before.principal, ProveItIsYou(password=PHRASE, code=house.code(app).code))
    assert await house.sign_ins.recognise(before.token) is None
    principal = await house.sign_ins.recognise(after.token)
    assert principal is not None
    assert principal.sign_in_id != before.principal.sign_in_id
    assert (principal.proved_at, principal.strength) == (house.clock.now(), Strength.two)
    await house.apps.renew_backup_codes(principal)


async def test_the_secret_of_an_app_and_the_codes_are_in_no_row_and_no_leaf(house: House) -> None:
    _, app, codes = await house.with_app("clerk")
    async with house.database.read() as reader:
        texts = [str(await reader.rows(_everything(table))) for table in ("authenticator_apps", "backup_codes")]
        texts.append(str(await reader.rows(_everything(LogLeaf.__tablename__))))
    for secret in (app.secret, codes[0], codes[0].replace("-", "")):
        assert not [text for text in texts if secret in text]


def _everything(table: str) -> object:
    return text(f"SELECT * FROM {table}")
