"""Giving an account back: two officers, never oneself, once, in time, and nothing old works afterwards."""

from datetime import timedelta

import pytest

from app.auth.commands import GiveCode, ProposeRecovery, UseRecovery
from app.auth.errors import (
    AccountNotFound,
    AnotherOfficerNeeded,
    ConfirmItIsYou,
    NotAnOfficer,
    NotYourOwnRecovery,
    PasswordTooShort,
    RecoveryEnded,
    RecoveryUnderWay,
    WrongFactor,
    WrongRecoveryCode,
    WrongSignIn,
)
from app.auth.queries.recovery import waiting_recoveries
from app.auth.terms import FRESH, PROPOSAL_LIFE, RECOVERY_CODE_LIFE, Desk, SecondFactor, Strength
from app.auth.views import HalfOpen, Opened, Principal
from app.db.database import Database
from app.kernel.clock import SettableClock
from tests.actions.auth.factors import BETTER, House, email

WHY = "Lost the phone. Seen in person."


@pytest.fixture
async def house(database: Database, clock: SettableClock) -> House:
    made = House(database, clock)
    await made.add("counsel", Desk.counsel)
    return made


@pytest.fixture
async def officers(house: House) -> tuple[Principal, Principal]:
    return await house.officer("one", Desk.clerk, house.court), await house.officer("two", Desk.registrar)


async def proposed(house: House, by: Principal, whom: str = "counsel") -> object:
    return (await house.recoveries.propose(by, ProposeRecovery(email=email(whom), reason=WHY))).id


async def test_two_officers_give_an_account_back_and_its_owner_begins_anew(
    house: House, officers: tuple[Principal, Principal]
) -> None:
    before, app, codes = await house.with_app("counsel")
    assert await house.sign_ins.still(before) is not None
    waiting = await proposed(house, officers[0])
    given = await house.recoveries.confirm(officers[1], waiting)  # type: ignore[arg-type]
    came = await house.recoveries.use(UseRecovery(code=given.code.lower().replace("-", " "), password=BETTER))
    assert isinstance(came, HalfOpen)
    assert came.set_up, "the earlier app is gone, so that a new factor comes first"
    assert await house.sign_ins.still(before) is None
    with pytest.raises(WrongSignIn):
        await house.half("counsel")
    house.clock.advance(timedelta(minutes=1))
    for code in (house.code(app), GiveCode(code=codes[0])):
        with pytest.raises(WrongFactor):
            await house.second.give_code((await house.half("counsel", BETTER)).token, code)
    await house.second.begin_app(came.token)
    opened, _ = await house.second.confirm_app(came.token, house.code(await house.app("counsel")))
    assert opened.principal.strength is Strength.two
    for kind in ("proposed", "confirmed"):
        assert await house.logged(f"auth.recovery-{kind}") == 1
    assert await house.logged("auth.account-restored") == 1


async def test_where_a_second_factor_is_optional_the_code_leads_in(
    house: House, officers: tuple[Principal, Principal]
) -> None:
    house.allow(SecondFactor.optional)
    given = await house.recoveries.confirm(officers[1], await proposed(house, officers[0]))  # type: ignore[arg-type]
    assert isinstance(await house.recoveries.use(UseRecovery(code=given.code, password=BETTER)), Opened)


async def test_nobody_confirms_what_they_proposed(house: House, officers: tuple[Principal, Principal]) -> None:
    waiting = await proposed(house, officers[0])
    with pytest.raises(AnotherOfficerNeeded):
        await house.recoveries.confirm(officers[0], waiting)  # type: ignore[arg-type]


async def test_one_person_with_two_accounts_is_not_two_officers(
    house: House, officers: tuple[Principal, Principal]
) -> None:
    waiting = await proposed(house, officers[0])
    second_account = Principal(
        officers[0].person_id,
        Desk.registrar,
        account_id=await house.add("other", Desk.registrar),
        proved_at=house.clock.now(),
    )
    with pytest.raises(AnotherOfficerNeeded):
        await house.recoveries.confirm(second_account, waiting)  # type: ignore[arg-type]


async def test_nobody_gives_their_own_account_back(house: House, officers: tuple[Principal, Principal]) -> None:
    with pytest.raises(NotYourOwnRecovery):
        await proposed(house, officers[1], "two")
    other = await house.officer("third", Desk.registrar)
    waiting = await proposed(house, other, "two")
    with pytest.raises(NotYourOwnRecovery):
        await house.recoveries.confirm(officers[1], waiting)  # type: ignore[arg-type]


@pytest.mark.parametrize("desk", [Desk.judge, Desk.registrar, Desk.auditor, Desk.administrator])
async def test_a_clerk_gives_back_no_account_that_opens_more_than_their_own(house: House, desk: Desk) -> None:
    clerk = await house.officer("one", Desk.clerk, house.court)
    await house.add("higher", desk, court=house.court if desk is Desk.judge else None)
    with pytest.raises(NotAnOfficer):
        await proposed(house, clerk, "higher")


@pytest.mark.parametrize("desk", [Desk.judge, Desk.counsel, Desk.participant, Desk.auditor])
async def test_who_is_no_officer_proposes_and_confirms_nothing(house: House, desk: Desk) -> None:
    outsider, clerk = await house.officer("x", desk), await house.officer("one", Desk.clerk, house.court)
    with pytest.raises(NotAnOfficer):
        await proposed(house, outsider)
    waiting = await proposed(house, clerk)
    with pytest.raises(NotAnOfficer):
        await house.recoveries.confirm(outsider, waiting)  # type: ignore[arg-type]
    with pytest.raises(NotAnOfficer):
        await house.recoveries.withdraw(outsider, waiting)  # type: ignore[arg-type]


async def test_a_clerk_of_another_court_has_nothing_to_do_with_it(house: House) -> None:
    here, there = house.court, (await house.officer("far", Desk.clerk, house.accounts["counsel"])).court_id
    await house.add("colleague", Desk.clerk, court=here)
    far = await house.officer("far2", Desk.clerk, there)
    with pytest.raises(NotAnOfficer):
        await proposed(house, far, "colleague")
    near = await house.officer("near", Desk.clerk, here)
    await proposed(house, near, "colleague")
    async with house.database.read() as reader:
        assert await waiting_recoveries(reader, far, house.clock.now()) == []
        assert len(await waiting_recoveries(reader, near, house.clock.now())) == 1


async def test_a_proposal_waits_a_day_and_a_code_an_hour(house: House, officers: tuple[Principal, Principal]) -> None:
    first = await proposed(house, officers[0])
    house.clock.advance(PROPOSAL_LIFE)
    late = Principal(
        officers[1].person_id, Desk.registrar, account_id=officers[1].account_id, proved_at=house.clock.now()
    )
    early = Principal(
        officers[0].person_id, Desk.clerk, house.court, account_id=officers[0].account_id, proved_at=house.clock.now()
    )
    with pytest.raises(RecoveryEnded):
        await house.recoveries.confirm(late, first)  # type: ignore[arg-type]
    given = await house.recoveries.confirm(late, await proposed(house, early))  # type: ignore[arg-type]
    house.clock.advance(RECOVERY_CODE_LIFE)
    with pytest.raises(WrongRecoveryCode):
        await house.recoveries.use(UseRecovery(code=given.code, password=BETTER))


async def test_a_code_works_once_and_a_bad_password_does_not_use_it_up(
    house: House, officers: tuple[Principal, Principal]
) -> None:
    given = await house.recoveries.confirm(officers[1], await proposed(house, officers[0]))  # type: ignore[arg-type]
    with pytest.raises(PasswordTooShort):
        await house.recoveries.use(UseRecovery(code=given.code, password="short"))
    await house.recoveries.use(UseRecovery(code=given.code, password=BETTER))
    with pytest.raises(WrongRecoveryCode):
        await house.recoveries.use(UseRecovery(code=given.code, password=BETTER))


async def test_the_owner_stops_what_they_did_not_ask_for(house: House, officers: tuple[Principal, Principal]) -> None:
    owner, _, _ = await house.with_app("counsel")
    given = await house.recoveries.confirm(officers[1], waiting := await proposed(house, officers[0]))  # type: ignore[arg-type]
    await house.recoveries.withdraw(owner, waiting)  # type: ignore[arg-type]
    with pytest.raises(WrongRecoveryCode):
        await house.recoveries.use(UseRecovery(code=given.code, password=BETTER))
    with pytest.raises(RecoveryEnded):
        await house.recoveries.withdraw(owner, waiting)  # type: ignore[arg-type]


async def test_one_proposal_at_a_time_a_known_address_and_a_fresh_proof(
    house: House, officers: tuple[Principal, Principal]
) -> None:
    await proposed(house, officers[0])
    with pytest.raises(RecoveryUnderWay):
        await proposed(house, officers[1])
    with pytest.raises(AccountNotFound):
        await proposed(house, officers[0], "nobody")
    house.clock.advance(FRESH)
    with pytest.raises(ConfirmItIsYou):
        await proposed(house, officers[1])
