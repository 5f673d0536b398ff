"""Coming in with a passkey, proving again with one, and looking after one's own; on both databases."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.auth.commands import AddPasskey, AskForToken, NamePasskey, PasskeyAnswer, ProveItIsYou
from app.auth.errors import (
    LastSecondFactor,
    LastWayIn,
    PasskeyKnown,
    PasskeyLooksCopied,
    PasskeyNotRight,
    SecondFactorNeeded,
    WrongSignIn,
)
from app.auth.models import Account
from app.auth.queries.factors import passkeys_of
from app.auth.terms import CHALLENGE_LIFE, FRESH, Desk, Strength
from app.auth.views import Challenge
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.errors import NotFound
from tests.actions.auth.conftest import PHRASE
from tests.actions.auth.factors import BETTER, House, email
from tests.doubles.authenticator import SecurityKey


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("clerk", Desk.clerk)
    await made.add("judge", Desk.judge)
    return made


def answer(asked: Challenge, credential: dict[str, object]) -> PasskeyAnswer:
    return PasskeyAnswer(challenge_id=asked.challenge_id, credential=credential)


async def test_a_passkey_alone_is_two_factors(house: House) -> None:
    principal, key = await house.with_passkey("clerk")
    opened = await house.by_passkey(key)
    assert (opened.principal.person_id, opened.principal.strength) == (principal.person_id, Strength.two)
    assert (opened.principal.desk, opened.principal.proved_at) == (Desk.clerk, house.clock.now())


async def test_browsers_are_asked_for_keys_that_check_their_owner_and_are_found_without_a_name(house: House) -> None:
    asked = await house.second.ask_to_register((await house.half("clerk")).token, "Nora")
    chosen = asked.options["authenticatorSelection"]
    assert chosen == {"residentKey": "required", "requireResidentKey": True, "userVerification": "required"}
    assert asked.options["attestation"] == "none"
    request = (await house.passkeys.ask_to_sign_in()).options
    assert (request["userVerification"], request["rpId"], request["allowCredentials"]) == ("required", "localhost", [])


async def test_a_passkey_is_a_second_step_too(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    half = await house.half("clerk")
    asked = await house.second.ask_passkey(half.token)
    assert len(asked.options["allowCredentials"]) == 1  # type: ignore[arg-type]
    opened = await house.second.give_passkey(half.token, answer(asked, key.get(asked.options)))
    assert opened.principal.strength is Strength.two


async def test_a_program_cannot_pass_by_a_passkey_with_the_password_alone(house: House) -> None:
    await house.with_passkey("clerk")
    with pytest.raises(SecondFactorNeeded):
        await house.sign_ins.issue_token(AskForToken(email=email("clerk"), password=PHRASE))


async def test_an_answer_works_once(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    asked = await house.passkeys.ask_to_sign_in()
    said = answer(asked, key.get(asked.options))
    await house.passkeys.sign_in(said)
    with pytest.raises(PasskeyNotRight):
        await house.passkeys.sign_in(said)


async def test_an_answer_is_for_its_challenge_its_purpose_its_address_and_its_time(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    asked, other = await house.passkeys.ask_to_sign_in(), await house.passkeys.ask_to_sign_in()
    half = await house.half("clerk")
    for_step = await house.second.ask_passkey(half.token)
    wrong = [
        answer(asked, key.get(other.options)),
        answer(for_step, key.get(for_step.options)),
        answer(asked, key.get(asked.options, origin="https://localhost:8000")),
        answer(asked, key.get(asked.options, origin="http://evil.example")),
        answer(asked, key.get({**asked.options, "rpId": "evil.example"})),
        answer(asked, key.get(asked.options, type_="webauthn.create")),
    ]
    for one in wrong:
        with pytest.raises(PasskeyNotRight):
            await house.passkeys.sign_in(one)
    late = answer(asked, key.get(asked.options))
    house.clock.advance(CHALLENGE_LIFE)
    with pytest.raises(PasskeyNotRight):
        await house.passkeys.sign_in(late)


async def test_a_key_that_did_not_check_its_owner_opens_nothing(house: House) -> None:
    principal, key = await house.with_passkey("clerk")
    with pytest.raises(PasskeyNotRight):
        await house.by_passkey(replace(key, verifies=False))
    with pytest.raises(PasskeyNotRight):
        await house.add_passkey(principal, SecurityKey(verifies=False))
    await house.by_passkey(key)


async def test_another_signature_another_owner_and_nonsense_open_nothing(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    _, other = await house.with_passkey("judge")
    asked = await house.passkeys.ask_to_sign_in()
    right = key.get(asked.options)
    forged = [
        replace(other, id=key.id, handle=key.handle).get(asked.options),
        replace(key, handle=other.handle).get(asked.options),
        {**right, "id": "!!!"},
        {**right, "response": {}},
        {**right, "response": {**right["response"], "signature": ""}},
        {**right, "response": {**right["response"], "clientDataJSON": "e30"}},
        {**right, "response": {**right["response"], "userHandle": "%%"}},
        {**right, "rawId": "AQID"},
        {},
    ]
    for credential in forged:
        with pytest.raises(PasskeyNotRight):
            await house.passkeys.sign_in(answer(asked, credential))
    await house.passkeys.sign_in(answer(asked, right))


async def test_a_key_whose_counter_goes_back_is_refused_and_the_log_keeps_it(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    copy = replace(key)
    for _ in range(2):
        await house.by_passkey(key)
    with pytest.raises(PasskeyLooksCopied):
        await house.by_passkey(copy)
    assert await house.logged("auth.passkey-counted-back") == 1
    await house.by_passkey(key)


@pytest.mark.parametrize("kind", [{"counts": False}, {"synced": True}])
async def test_keys_that_do_not_count_or_live_on_several_devices_are_not_judged_by_their_counter(
    house: House, kind: dict[str, bool]
) -> None:
    principal, _ = await house.with_passkey("clerk")
    key = SecurityKey(**kind)
    await house.add_passkey(principal, key)
    elsewhere = replace(key)
    for device in (key, elsewhere, key, elsewhere):
        await house.by_passkey(device)


async def test_a_passkey_is_registered_once_and_by_an_answer_to_its_own_challenge(house: House) -> None:
    clerk, key = await house.with_passkey("clerk")
    judge, _ = await house.with_passkey("judge")
    with pytest.raises(PasskeyKnown):
        await house.add_passkey(judge, key)
    asked = await house.passkeys.ask_to_register(clerk, "somebody")
    command = AddPasskey(name="x", challenge_id=asked.challenge_id, credential=SecurityKey().create(asked.options))
    with pytest.raises(PasskeyNotRight):
        await house.passkeys.add(judge, command)
    await house.passkeys.add(clerk, command)


async def test_the_last_passkey_of_a_clerk_without_an_app_stays(house: House) -> None:
    principal, _ = await house.with_passkey("clerk")
    async with house.database.read() as reader:
        first = (await passkeys_of(reader, house.accounts["clerk"]))[0]
    with pytest.raises(LastSecondFactor):
        await house.passkeys.remove(principal, first.id)
    second = await house.add_passkey(principal, SecurityKey())
    await house.passkeys.remove(principal, first.id)
    with pytest.raises(LastSecondFactor):
        await house.passkeys.remove(principal, second)


async def test_without_a_password_the_last_passkey_is_the_last_way_in(house: House) -> None:
    principal, key = await house.with_passkey("clerk")
    await house.passwords.give_up(principal)
    with pytest.raises(WrongSignIn):
        await house.half("clerk")
    async with house.database.read() as reader:
        only = (await passkeys_of(reader, house.accounts["clerk"]))[0]
    with pytest.raises(LastWayIn):
        await house.passkeys.remove(principal, only.id)
    assert (await house.by_passkey(key)).principal.person_id == principal.person_id


async def test_the_passkeys_of_others_are_not_there(house: House) -> None:
    clerk, _ = await house.with_passkey("clerk")
    judge, _ = await house.with_passkey("judge")
    async with house.database.read() as reader:
        theirs = (await passkeys_of(reader, house.accounts["judge"]))[0]
    for act in (
        house.passkeys.remove(clerk, theirs.id),
        house.passkeys.rename(clerk, theirs.id, NamePasskey(name=BETTER)),
    ):
        with pytest.raises(NotFound):
            await act
    await house.passkeys.rename(judge, theirs.id, NamePasskey(name="Blue key"))


async def test_a_passkey_proves_again_who_one_is(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    before = await house.by_passkey(key)
    house.clock.advance(FRESH + timedelta(minutes=1))
    asked = await house.proofs.ask_passkey(before.principal)
    proof = ProveItIsYou(passkey=answer(asked, key.get(asked.options)))
    after = await house.proofs.prove(before.principal, proof)
    assert await house.sign_ins.recognise(before.token) is None
    assert after.principal.proved_at == house.clock.now()


async def test_a_closed_account_is_not_opened_by_its_passkey(house: House) -> None:
    _, key = await house.with_passkey("clerk")
    async with house.database.begin() as uow:
        account = await uow.lock(Account, house.accounts["clerk"])
        account.disabled_at = house.clock.now()
    with pytest.raises(PasskeyNotRight):
        await house.by_passkey(key)
