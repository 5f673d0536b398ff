"""Coming in through an identity provider, on both databases: held for approval, mapped, linked, ended from there."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlmodel import select

from app.auth.commands import ChangeProvider, DecideRequest, SwitchProvider
from app.auth.errors import (
    AccountStandsClosed,
    AnotherIdentity,
    ConfirmItIsYou,
    CourtNeeded,
    DeskLost,
    IdentityInUse,
    JourneyEnded,
    NothingMapped,
    OnlyAdministrators,
    OnlyForRegistration,
    OnlyWayIn,
    ProviderKeyTaken,
    ProviderUnknown,
    RequestDecided,
)
from app.auth.models import Account, Person
from app.auth.models.providers import AccountRequest, Provider, ProviderAttempt
from app.auth.queries.providers import identities_of, open_providers
from app.auth.terms import JOURNEY_LIFE, Desk, RequestDecision, Strength, Vouches
from app.auth.views import HalfOpen, Opened
from app.db.database import Database
from app.kernel.clock import SettableClock
from app.kernel.errors import NotFound, Precondition
from app.kernel.protected import Protected
from app.oidc.errors import ProviderNotTrusted
from tests.actions.auth.bar import ADVOCATES, COURT, JUDGES, Bar, open_bar
from tests.doubles.hostile_provider import SECRET


@pytest.fixture
async def bar(database: Database, clock: SettableClock) -> AsyncIterator[Bar]:
    async with open_bar(database, clock) as made:
        yield made


async def test_who_comes_for_the_first_time_waits_and_is_not_signed_in(bar: Bar) -> None:
    await bar.add()
    bar.provider.people["ines"] = {"name": "Ines Moreau", "email": "ines@bar.example"}
    came, again = await bar.come(), await bar.come()
    assert came.opened is None
    assert came.waits is not None
    assert came.waits == again.waits
    assert not came.waits.refused
    assert await bar.open_sign_ins() == 0
    assert (await bar.kinds()).count("auth.account-requested") == 1


async def test_an_approved_person_comes_in_at_the_desk_the_court_chose(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve(Desk.judge, COURT)
    came = await bar.come()
    assert isinstance(came.opened, Opened)
    who = came.opened.principal
    assert (who.desk, who.court_id, who.strength, came.after) == (Desk.judge, COURT, Strength.two, "/cases")
    assert who.proved_at == bar.clock.now() - timedelta(seconds=5)
    assert await bar.stands(came.opened)
    assert "auth.signed-in" in await bar.kinds()


async def test_an_address_nobody_verified_is_never_written_to(bar: Bar) -> None:
    await bar.add()
    for subject, verified in (("ines", True), ("omar", False)):
        bar.provider.people[subject] = {"email": f"{subject}@bar.example", "email_verified": verified}
        await bar.come(subject)
        await bar.approve()
    async with bar.database.read() as reader:
        persons = await reader.all(select(Person).order_by(Person.id))  # type: ignore[arg-type]
    assert [person.email for person in persons] == [Protected("ines@bar.example"), None]


async def test_a_refused_person_is_told_and_can_still_be_approved_later(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    request = await bar.waiting()
    refuse = DecideRequest(decision=RequestDecision.refused)
    await bar.requests.decide(request, refuse, bar.officer)
    came = await bar.come()
    assert came.waits is not None
    assert came.waits.refused
    with pytest.raises(RequestDecided):
        await bar.requests.decide(request, refuse, bar.officer)
    approve = DecideRequest(decision=RequestDecision.approved, desk=Desk.counsel, name="Ines")
    await bar.requests.decide(request, approve, bar.officer)
    with pytest.raises(RequestDecided):
        await bar.requests.decide(request, refuse, bar.officer)
    assert (await bar.opened()).principal.desk is Desk.counsel


async def test_who_may_decide_and_what_they_may_give(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    request, at = await bar.waiting(), bar.clock.now()
    officer = bar.officer
    as_registrar = type(officer)(officer.person_id, Desk.registrar, proved_at=at)
    give = DecideRequest(decision=RequestDecision.approved, desk=Desk.administrator, name="Ines")
    clerk = type(officer)(officer.person_id, Desk.clerk, COURT, proved_at=at)
    for by, refusal in ((clerk, OnlyForRegistration), (as_registrar, OnlyForRegistration)):
        with pytest.raises(refusal):
            await bar.requests.decide(request, give, by)
    stale = type(officer)(officer.person_id, Desk.administrator, proved_at=at - timedelta(minutes=6))
    with pytest.raises(ConfirmItIsYou):
        await bar.requests.decide(request, give, stale)
    with pytest.raises(CourtNeeded):
        await bar.requests.decide(request, give.model_copy(update={"desk": Desk.clerk}), as_registrar)
    with pytest.raises(NothingMapped):
        await bar.requests.decide(request, give.model_copy(update={"desk": None}), as_registrar)
    await bar.requests.decide(request, give.model_copy(update={"desk": Desk.counsel}), as_registrar)


async def test_the_desk_follows_the_claims_at_each_sign_in_and_goes_when_they_go(bar: Bar) -> None:
    await bar.add([ADVOCATES, JUDGES])
    bar.provider.people["ines"] = {"groups": ["advocates"]}
    await bar.come()
    await bar.approve(desk=None)
    first = await bar.opened()
    assert first.principal.desk is Desk.counsel
    bar.provider.people["ines"] = {"groups": ["judges"]}
    second = await bar.opened()
    assert (second.principal.desk, second.principal.court_id) == (Desk.judge, COURT)
    assert not await bar.stands(first)  # it had other rights
    bar.provider.people["ines"] = {"groups": []}
    with pytest.raises(DeskLost):
        await bar.come()
    assert not await bar.stands(second)
    assert (await bar.account()).disabled_at is not None
    with pytest.raises(DeskLost):
        await bar.come()
    bar.provider.people["ines"] = {"groups": ["advocates"]}
    assert (await bar.opened()).principal.desk is Desk.counsel
    assert (await bar.kinds()).count("auth.desk-mapped") == 3


async def test_a_desk_given_by_hand_does_not_follow_claims(bar: Bar) -> None:
    await bar.add([ADVOCATES])
    bar.provider.people["ines"] = {"groups": ["advocates"]}
    await bar.come()
    await bar.approve(Desk.judge, COURT)
    bar.provider.people["ines"] = {}
    assert (await bar.opened()).principal.desk is Desk.judge


async def test_an_account_the_court_closed_stays_closed_whatever_the_provider_says(bar: Bar) -> None:
    await bar.add([ADVOCATES])
    bar.provider.people["ines"] = {"groups": ["advocates"]}
    await bar.come()
    await bar.approve(desk=None)
    async with bar.database.begin() as uow:
        row = await uow.first(select(Account))
        assert row is not None
        row.disabled_at = bar.clock.now()
    with pytest.raises(AccountStandsClosed):
        await bar.come()


async def test_an_account_of_the_provider_has_no_password_and_no_address(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    assert (await bar.account()).password_hash == "!"


@pytest.mark.parametrize(
    ("vouches", "claims", "two"),
    [
        (Vouches.never, {"amr": ["mfa"], "acr": "loa3"}, False),
        (Vouches.when_said, {"amr": ["pwd"]}, False),
        (Vouches.when_said, {"amr": ["pwd", "pin"]}, False),
        (Vouches.when_said, {"amr": ["pwd", "otp"]}, True),
        (Vouches.when_said, {"amr": ["mfa"]}, True),
        (Vouches.when_said, {"acr": "loa3"}, True),
        (Vouches.when_said, {"acr": "loa1"}, False),
        (Vouches.always, {}, True),
    ],
)
async def test_a_providers_word_is_two_factors_only_where_the_court_trusts_it_for_that(
    bar: Bar, vouches: Vouches, claims: dict[str, object], two: bool
) -> None:
    await bar.add(vouches=vouches, acr_values="loa3 loa4")
    await bar.come()
    await bar.approve()
    bar.provider.lies.claims = lambda true: {**true, **claims}
    opened = (await bar.come()).opened
    assert isinstance(opened, Opened if two else HalfOpen)


async def test_a_provider_that_does_not_say_when_somebody_proved_it_gives_no_fresh_proof(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    bar.provider.lies.claims = lambda true: {k: v for k, v in true.items() if k != "auth_time"}
    opened = await bar.opened()
    with pytest.raises(ConfirmItIsYou):
        await bar.sign_ins.begin_linking("bar", "", opened.principal)


async def test_a_way_back_works_once_in_its_own_browser_for_ten_minutes_and_for_its_own_provider(bar: Bar) -> None:
    await bar.add()
    gone = await bar.sign_ins.begin("bar", "", "")
    answer = bar.provider.authorize(gone.address)
    for browser in ("", "x" * 43, gone.browser + "x"):
        with pytest.raises(JourneyEnded):
            await bar.sign_ins.come_back("bar", answer, browser, None)
    with pytest.raises(ProviderUnknown):
        await bar.sign_ins.come_back("other", answer, gone.browser, None)
    assert (await bar.sign_ins.come_back("bar", answer, gone.browser, None)).waits is not None
    with pytest.raises(JourneyEnded):
        await bar.sign_ins.come_back("bar", answer, gone.browser, None)
    late = await bar.sign_ins.begin("bar", "", "")
    answer = bar.provider.authorize(late.address)
    bar.clock.advance(JOURNEY_LIFE)
    with pytest.raises(JourneyEnded):
        await bar.sign_ins.come_back("bar", answer, late.browser, None)


async def test_of_many_who_bring_one_state_at_one_moment_one_goes_on(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    for _ in range(5):
        gone = await bar.sign_ins.begin("bar", "", "")
        answer = bar.provider.authorize(gone.address)
        tries = (bar.sign_ins.come_back("bar", answer, gone.browser, None) for _ in range(16))
        done = await asyncio.gather(*tries, return_exceptions=True)
        assert sum(not isinstance(one, BaseException) for one in done) == 1
        assert sum(isinstance(one, JourneyEnded) for one in done) == 15


async def test_two_tabs_of_one_browser_can_be_on_the_way_at_once(bar: Bar) -> None:
    await bar.add()
    first = await bar.sign_ins.begin("bar", "", "")
    second = await bar.sign_ins.begin("bar", first.browser, "")
    assert second.browser == first.browser
    for gone in (first, second):
        answer = bar.provider.authorize(gone.address)
        assert (await bar.sign_ins.come_back("bar", answer, gone.browser, None)).waits is not None


async def test_no_row_holds_what_a_journey_needs(bar: Bar) -> None:
    await bar.add()
    gone = await bar.sign_ins.begin("bar", "", "")
    async with bar.database.read() as reader:
        row = await reader.first(select(ProviderAttempt))
    assert row is not None
    answer = bar.provider.authorize(gone.address)
    sent = next(iter(bar.provider.codes.values()))
    secrets = (answer.state, gone.browser, sent["nonce"], sent["code_challenge"])
    assert not [secret for secret in secrets if secret in str(row.model_dump())]


async def test_a_lie_on_the_way_back_opens_nothing_and_uses_up_the_journey(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    gone = await bar.sign_ins.begin("bar", "", "")
    answer = bar.provider.authorize(gone.address)
    bar.provider.lies.claims = lambda true: {**true, "aud": "another court"}
    with pytest.raises(ProviderNotTrusted):
        await bar.sign_ins.come_back("bar", answer, gone.browser, None)
    with pytest.raises(JourneyEnded):
        await bar.sign_ins.come_back("bar", answer, gone.browser, None)
    assert await bar.open_sign_ins() == 0


async def test_subjects_that_differ_only_in_case_are_two_people(bar: Bar) -> None:
    await bar.add()
    await bar.come("ines")
    await bar.approve()
    assert (await bar.come("Ines")).waits is not None
    assert (await bar.come("ines")).opened is not None


async def _link(bar: Bar, opened: Opened, subject: str, by: object = None) -> None:
    who = bar.fresh(opened)
    gone = await bar.sign_ins.begin_linking("bar", "", who)
    await bar.sign_ins.come_back("bar", bar.provider.authorize(gone.address, subject), gone.browser, who)


async def test_the_holder_links_another_identity_and_it_opens_their_account_from_then_on(bar: Bar) -> None:
    await bar.add()
    await bar.come("ines")
    await bar.approve()
    opened = await bar.opened("ines")
    await bar.come("ines-at-home")  # waits, until its owner links it
    await _link(bar, opened, "ines-at-home")
    assert (await bar.opened("ines-at-home")).principal.account_id == opened.principal.account_id
    async with bar.database.read() as reader:
        assert await reader.all(select(AccountRequest.id).where(AccountRequest.decision == None)) == []  # noqa: E711
        assert len(await identities_of(reader, (await bar.account()).id)) == 2


async def test_linking_needs_a_fresh_proof_the_same_sign_in_and_an_identity_nobody_else_has(bar: Bar) -> None:
    await bar.add()
    for subject in ("ines", "omar"):
        await bar.come(subject)
        await bar.approve()
    ines, omar = await bar.opened("ines"), await bar.opened("omar")
    stale = bar.fresh(ines)
    bar.clock.advance(timedelta(minutes=6))
    with pytest.raises(ConfirmItIsYou):
        await bar.sign_ins.begin_linking("bar", "", stale)
    with pytest.raises(IdentityInUse):
        await _link(bar, ines, "omar")
    gone = await bar.sign_ins.begin_linking("bar", "", bar.fresh(ines))
    answer = bar.provider.authorize(gone.address, "new")
    with pytest.raises(JourneyEnded):  # somebody else's sign-in in this browser by now
        await bar.sign_ins.come_back("bar", answer, gone.browser, bar.fresh(omar))
    gone = await bar.sign_ins.begin_linking("bar", "", bar.fresh(ines))
    answer = bar.provider.authorize(gone.address, "new")
    with pytest.raises(JourneyEnded):
        await bar.sign_ins.come_back("bar", answer, gone.browser, None)


async def test_an_identity_is_taken_off_by_its_holder_unless_it_is_the_only_way_in(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    opened = await bar.opened()
    async with bar.database.read() as reader:
        (only,) = await identities_of(reader, (await bar.account()).id)
    with pytest.raises(OnlyWayIn):
        await bar.sign_ins.unlink(only.id, bar.fresh(opened))
    await _link(bar, opened, "second")
    through = await bar.opened("second")
    with pytest.raises(ConfirmItIsYou):
        await bar.sign_ins.unlink(only.id, type(opened.principal)(opened.principal.person_id, Desk.counsel))
    with pytest.raises(NotFound):
        await bar.sign_ins.unlink(only.id, bar.officer)
    await bar.sign_ins.unlink(only.id, bar.fresh(through))
    assert not await bar.stands(opened)
    assert await bar.stands(through)
    assert (await bar.come("ines")).waits is not None


async def test_a_proof_at_the_provider_renews_the_sign_in_under_a_new_secret(bar: Bar) -> None:
    await bar.add()
    for subject in ("ines", "omar"):
        await bar.come(subject)
        await bar.approve()
    opened = await bar.opened("ines")
    bar.clock.advance(timedelta(minutes=6))
    for subject in ("omar", "stranger"):
        gone = await bar.sign_ins.begin_confirming("bar", "", opened.principal, "/cases")
        answer = bar.provider.authorize(gone.address, subject)
        with pytest.raises(AnotherIdentity):
            await bar.sign_ins.come_back("bar", answer, gone.browser, opened.principal)
    gone = await bar.sign_ins.begin_confirming("bar", "", opened.principal, "/cases")
    answer = bar.provider.authorize(gone.address, "ines")
    came = await bar.sign_ins.come_back("bar", answer, gone.browser, opened.principal)
    assert isinstance(came.opened, Opened)
    assert not await bar.stands(opened)
    assert await bar.stands(came.opened)
    await bar.sign_ins.begin_linking("bar", "", came.opened.principal)
    token = bar.provider.logout_token(session="session of ines")
    await bar.sign_ins.end_by_provider("bar", token)  # the session of the first sign-in is still that of the second
    assert not await bar.stands(came.opened)


async def test_who_signs_out_at_the_provider_leaves_here_and_nobody_else_does(bar: Bar) -> None:
    await bar.add()
    for subject in ("ines", "omar"):
        await bar.come(subject)
        await bar.approve()
    ines, omar = await bar.opened("ines"), await bar.opened("omar")
    await bar.sign_ins.end_by_provider("bar", bar.provider.logout_token("ines", session="another session"))
    assert await bar.stands(ines)
    token = bar.provider.logout_token("ines")
    await bar.sign_ins.end_by_provider("bar", token)
    assert not await bar.stands(ines)
    assert await bar.stands(omar)
    back = await bar.opened("ines")
    await bar.sign_ins.end_by_provider("bar", token)  # heard already
    assert await bar.stands(back)


async def test_a_provider_that_is_switched_off_lets_nobody_in_and_everybody_out(bar: Bar) -> None:
    await bar.add()
    await bar.come()
    await bar.approve()
    opened = await bar.opened()
    on_the_way = await bar.sign_ins.begin("bar", "", "")
    await bar.providers.switch(bar.provider_id, SwitchProvider(enabled=False), bar.officer)
    assert not await bar.stands(opened)
    with pytest.raises(ProviderUnknown):
        await bar.come()
    with pytest.raises(ProviderUnknown):
        await bar.sign_ins.come_back("bar", bar.provider.authorize(on_the_way.address), on_the_way.browser, None)
    async with bar.database.read() as reader:
        assert await open_providers(reader) == []
    await bar.providers.switch(bar.provider_id, SwitchProvider(enabled=True), bar.officer)
    assert await bar.opened()


async def test_a_provider_is_changed_with_the_version_one_saw_and_keeps_its_secret(bar: Bar) -> None:
    await bar.add()
    change = ChangeProvider(version=1, name="The Bar", issuer=bar.provider.issuer, client_id="court")
    await bar.providers.change(bar.provider_id, change, bar.officer)
    with pytest.raises(Precondition):
        await bar.providers.change(bar.provider_id, change, bar.officer)
    async with bar.database.read() as reader:
        row = await reader.get(Provider, bar.provider_id)
    assert row is not None
    assert (row.name, row.client_secret) == ("The Bar", Protected(SECRET))


async def test_providers_are_looked_after_by_administrators_with_a_fresh_proof_and_have_names_of_their_own(
    bar: Bar,
) -> None:
    await bar.add()
    with pytest.raises(ProviderKeyTaken):
        await bar.add()
    officer = bar.officer
    switch = SwitchProvider(enabled=False)
    with pytest.raises(OnlyAdministrators):
        await bar.providers.switch(bar.provider_id, switch, type(officer)(officer.person_id, Desk.registrar))
    bar.clock.advance(timedelta(minutes=6))
    with pytest.raises(ConfirmItIsYou):
        await bar.providers.switch(bar.provider_id, switch, officer)
