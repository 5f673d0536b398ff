"""What programs hold: tokens that work once, tokens for one purpose, tickets for one room; on both databases."""

from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from app.auth.actions.programs import Programs
from app.auth.actions.tickets import Tickets
from app.auth.commands import AskForToken, MakePersonalToken, RefreshAccess, RevokeToken
from app.auth.errors import (
    BadToken,
    ConfirmItIsYou,
    NoTicketForThis,
    PersonalTokenNotFound,
    RefreshTokenEnded,
)
from app.auth.models import PersonalToken, SignIn, Ticket
from app.auth.queries import hashed
from app.auth.steps import end_sign_ins_of, revoke_personal_tokens_of
from app.auth.steps.accounts import end_sign_ins_of as end_sign_ins_by_account
from app.auth.terms import FRESH, LIFE_OF_PROGRAM, TICKET_LIFE, Scope
from app.auth.tokens import AccessTokens
from app.auth.views import AccessToken, Principal
from app.keys.derive import p256, private_jwk
from tests.actions.auth.conftest import ADDRESS, PHRASE, Door

OURS = AccessTokens(private_jwk(p256(bytes(range(32)))), "https://court.example")
WANTED = MakePersonalToken(name="Office software", scopes=frozenset({Scope.read_cases, Scope.file}), days=90)


@pytest.fixture
def programs(door: Door) -> Programs:
    return Programs(door.database, OURS, door.clock)


@pytest.fixture
def tickets(door: Door) -> Tickets:
    return Tickets(door.database, door.clock)


async def begin(door: Door) -> AccessToken:
    return await door.sign_ins.issue_token(AskForToken(email=ADDRESS, password=PHRASE))


async def me(door: Door) -> Principal:
    """The clerk at a browser, who just came in."""
    opened = await door.sign_in()
    assert opened.principal is not None
    return opened.principal


async def kinds(door: Door) -> list[str]:
    async with door.database.read() as reader:
        return [leaf.kind for leaf in await reader.all(select(LogLeaf).order_by(LogLeaf.at))]


async def test_a_refresh_token_gives_the_next_pair_and_then_works_no_more(door: Door, programs: Programs) -> None:
    first = await begin(door)
    second = await programs.refresh(RefreshAccess(refresh_token=first.refresh_token))
    assert second.refresh_token != first.refresh_token
    speaks = await door.sign_ins.recognise_bearer(second.access_token)
    assert speaks is not None
    assert speaks.person_id == door.clerk
    third = await programs.refresh(RefreshAccess(refresh_token=second.refresh_token))
    assert await door.sign_ins.recognise_bearer(third.access_token) is not None


async def test_a_refresh_token_that_comes_again_ends_everything_that_followed_from_it(
    door: Door, programs: Programs
) -> None:
    first, other = await begin(door), await begin(door)
    second = await programs.refresh(RefreshAccess(refresh_token=first.refresh_token))
    third = await programs.refresh(RefreshAccess(refresh_token=second.refresh_token))
    with pytest.raises(RefreshTokenEnded):
        await programs.refresh(RefreshAccess(refresh_token=first.refresh_token))
    with pytest.raises(RefreshTokenEnded):
        await programs.refresh(RefreshAccess(refresh_token=third.refresh_token))
    for access in (first, second, third):
        assert await door.sign_ins.recognise_bearer(access.access_token) is None
    assert "auth.refresh-token-reused" in await kinds(door)
    assert await door.sign_ins.recognise_bearer(other.access_token) is not None  # another program of theirs goes on


async def test_a_guess_that_names_no_family_ends_none(door: Door, programs: Programs) -> None:
    first = await begin(door)
    for text in (first.access_token[:200], first.refresh_token[:-1], "ejr_", first.refresh_token.swapcase(), "x"):
        with pytest.raises(RefreshTokenEnded):
            await programs.refresh(RefreshAccess(refresh_token=text))
    assert "auth.refresh-token-reused" not in await kinds(door)
    await programs.refresh(RefreshAccess(refresh_token=first.refresh_token))


async def test_a_family_ends_when_it_is_not_used_for_its_idle_time_and_after_its_longest_time_anyway(
    door: Door, programs: Programs
) -> None:
    idle = await begin(door)
    door.clock.advance(LIFE_OF_PROGRAM.idle)
    with pytest.raises(RefreshTokenEnded):
        await programs.refresh(RefreshAccess(refresh_token=idle.refresh_token))
    busy, began = await begin(door), door.clock.now()
    while door.clock.now() + timedelta(days=6) < began + LIFE_OF_PROGRAM.longest:
        door.clock.advance(timedelta(days=6))
        busy = await programs.refresh(RefreshAccess(refresh_token=busy.refresh_token))
    door.clock.advance(timedelta(days=6))
    with pytest.raises(RefreshTokenEnded):
        await programs.refresh(RefreshAccess(refresh_token=busy.refresh_token))


async def test_a_closed_account_ends_every_token_at_the_next_request(door: Door, programs: Programs) -> None:
    pair, personal = await begin(door), await programs.make(WANTED, await me(door))
    await door.disable()
    assert await door.sign_ins.recognise_bearer(pair.access_token) is None
    assert await programs.recognise(personal.token) is None
    with pytest.raises(RefreshTokenEnded):
        await programs.refresh(RefreshAccess(refresh_token=pair.refresh_token))


async def test_whoever_holds_a_token_may_end_it_and_an_unknown_one_is_answered_alike(
    door: Door, programs: Programs
) -> None:
    personal = await programs.make(WANTED, await me(door))
    for which in ("access_token", "refresh_token"):
        pair = await begin(door)
        await programs.revoke(RevokeToken(token=getattr(pair, which)))
        assert await door.sign_ins.recognise_bearer(pair.access_token) is None
        with pytest.raises(RefreshTokenEnded):
            await programs.refresh(RefreshAccess(refresh_token=pair.refresh_token))
    await programs.revoke(RevokeToken(token=personal.token))
    assert await programs.recognise(personal.token) is None
    for unknown in (personal.token, "ejr_unknown", "eyJhbGciOiJub25lIn0.e30.", "x"):
        await programs.revoke(RevokeToken(token=unknown))


async def test_ending_all_sign_ins_of_a_person_ends_their_programs_and_those_of_nobody_else(
    door: Door, programs: Programs
) -> None:
    pair, browser, kept = await begin(door), await me(door), await door.sign_in()
    async with door.database.begin() as uow:
        count = await end_sign_ins_of(
            uow,
            door.clerk,
            because="password-changed",
            by=None,
            at=door.clock.now(),
            except_for=kept.principal.sign_in_id,
        )
        await revoke_personal_tokens_of(uow, door.clerk, by=None, at=door.clock.now())
    assert count == 2
    assert await door.sign_ins.recognise_bearer(pair.access_token) is None
    assert await door.sign_ins.still(browser) is None
    assert await door.sign_ins.still(kept.principal) is not None


async def test_one_kind_of_secret_never_passes_as_another(door: Door, programs: Programs) -> None:
    pair, personal = await begin(door), await programs.make(WANTED, await me(door))
    opened = await door.sign_in()
    secrets = {"refresh": pair.refresh_token, "personal": personal.token, "cookie": opened.token}
    inner = {name: text[4:-6] for name, text in secrets.items()} | {"family": pair.refresh_token[4:47]}
    for text in (*secrets.values(), *inner.values(), pair.access_token):
        if text != opened.token:
            assert await door.sign_ins.recognise(text) is None, text[:4]
        if text != pair.access_token:
            with pytest.raises(BadToken):
                await door.sign_ins.recognise_bearer(text)
        if text != personal.token:
            assert await programs.recognise(text) is None
        if text != pair.refresh_token:
            with pytest.raises(RefreshTokenEnded):
                await programs.refresh(RefreshAccess(refresh_token=text[:200]))
    await programs.refresh(RefreshAccess(refresh_token=pair.refresh_token))


async def test_a_personal_token_says_whose_it_is_and_what_for_and_proves_nothing_lately(
    door: Door, programs: Programs
) -> None:
    made = await programs.make(WANTED, await me(door))
    who = await programs.recognise(made.token)
    assert who is not None
    assert (who.person_id, who.scopes, who.proved_at, who.sign_in_id) == (door.clerk, WANTED.scopes, None, None)
    assert made.expires_at == door.clock.now() + timedelta(days=90)


async def test_making_one_needs_a_fresh_proof(door: Door, programs: Programs) -> None:
    browser = await me(door)
    door.clock.advance(FRESH)
    with pytest.raises(ConfirmItIsYou):
        await programs.make(WANTED, browser)


async def test_a_personal_token_ends_when_it_expires_or_its_owner_revokes_it_and_nobody_elses_can_be_revoked(
    door: Door, programs: Programs
) -> None:
    owner = await me(door)
    first, second = await programs.make(WANTED, owner), await programs.make(WANTED, owner)
    with pytest.raises(PersonalTokenNotFound):
        await programs.drop(first.id, Principal(door.witness, owner.desk))
    with pytest.raises(PersonalTokenNotFound):
        await programs.drop(uuid4(), owner)
    await programs.drop(first.id, owner)
    await programs.drop(first.id, owner)
    assert await programs.recognise(first.token) is None
    door.clock.advance(timedelta(days=90) - timedelta(seconds=1))
    assert await programs.recognise(second.token) is not None
    door.clock.advance(timedelta(seconds=1))
    assert await programs.recognise(second.token) is None


async def test_no_secret_of_a_program_is_kept_by_anybody(door: Door, programs: Programs, tickets: Tickets) -> None:
    owner = await me(door)
    pair, made, ticket = await begin(door), await programs.make(WANTED, owner), await tickets.issue(uuid4(), owner)
    async with door.database.read() as reader:
        rows = [*await reader.all(select(SignIn)), *await reader.all(select(PersonalToken))]
        kept = str([row.model_dump() for row in [*rows, *await reader.all(select(Ticket))]])
    for text in (pair.refresh_token, made.token, ticket.ticket):
        for part in (text, text[4:-6], text[4:47], text[47:90] or text):
            assert part not in kept
            assert str(hashed(part)) not in kept or part == pair.refresh_token[47:90]
    assert str(hashed(pair.refresh_token[47:90])) in kept  # so that what is looked for could be found


async def test_when_a_personal_token_was_used_is_noted_once_a_minute(door: Door, programs: Programs) -> None:
    made = await programs.make(WANTED, await me(door))

    async def used() -> object:
        async with door.database.read() as reader:
            row = await reader.get(PersonalToken, made.id)
            return row.used_at if row else None

    assert await used() is None
    await programs.recognise(made.token)
    first = await used()
    assert first == door.clock.now()
    door.clock.advance(timedelta(seconds=59))
    await programs.recognise(made.token)
    assert await used() == first
    door.clock.advance(timedelta(seconds=1))
    await programs.recognise(made.token)
    assert await used() == door.clock.now()


async def test_a_ticket_lets_its_person_into_its_room_once(door: Door, tickets: Tickets) -> None:
    owner, hearing = await me(door), uuid4()
    ticket = (await tickets.issue(hearing, owner)).ticket
    assert await tickets.redeem(ticket, uuid4()) is None
    found = await tickets.redeem(ticket, hearing)
    assert found is not None
    assert (found.person_id, found.sign_in_id) == (owner.person_id, owner.sign_in_id)
    assert await tickets.redeem(ticket, hearing) is None


async def test_a_ticket_is_worth_nothing_after_half_a_minute(door: Door, tickets: Tickets) -> None:
    owner, hearing = await me(door), uuid4()
    early, late = await tickets.issue(hearing, owner), await tickets.issue(hearing, owner)
    door.clock.advance(TICKET_LIFE - timedelta(seconds=1))
    assert await tickets.redeem(early.ticket, hearing) is not None
    door.clock.advance(timedelta(seconds=1))
    assert await tickets.redeem(late.ticket, hearing) is None
    await tickets.issue(hearing, owner)
    async with door.database.read() as reader:
        assert len(await reader.all(select(Ticket))) == 1  # what nobody came with is not kept


async def test_a_ticket_ends_with_the_sign_in_it_came_from_and_a_personal_token_gets_none(
    door: Door, programs: Programs, tickets: Tickets
) -> None:
    owner, hearing = await me(door), uuid4()
    ticket = (await tickets.issue(hearing, owner)).ticket
    bearer = await programs.recognise((await programs.make(WANTED, owner)).token)
    assert bearer is not None
    with pytest.raises(NoTicketForThis):
        await tickets.issue(hearing, bearer)
    await door.sign_ins.sign_out(owner)
    assert await tickets.redeem(ticket, hearing) is None


async def test_an_access_token_ends_with_its_sign_in_before_its_own_time(door: Door) -> None:
    pair = await begin(door)
    who = await door.sign_ins.recognise_bearer(pair.access_token)
    assert who is not None
    await door.sign_ins.sign_out(who)
    assert await door.sign_ins.recognise_bearer(pair.access_token) is None


async def test_an_access_token_for_another_account_than_its_sign_ins_is_none(door: Door) -> None:
    who = await door.sign_ins.recognise_bearer((await begin(door)).access_token)
    assert who is not None
    assert who.sign_in_id is not None
    swapped = OURS.issue(uuid4(), who.sign_in_id, door.clock.now())
    assert await door.sign_ins.recognise_bearer(swapped) is None
    elsewhere = OURS.issue(who.account_id or UUID(int=0), uuid4(), door.clock.now())
    assert await door.sign_ins.recognise_bearer(elsewhere) is None


async def test_a_personal_token_does_not_come_back_with_an_account_that_is_opened_again(
    door: Door, programs: Programs
) -> None:
    owner = await me(door)
    made, pair = await programs.make(WANTED, owner), await begin(door)
    assert owner.account_id is not None
    async with door.database.begin() as uow:  # as closing an account, or giving it another desk, does
        await end_sign_ins_by_account(uow, owner.account_id, door.clock.now())
    assert await programs.recognise(made.token) is None
    assert await door.sign_ins.recognise_bearer(pair.access_token) is None
    assert await door.sign_ins.still(owner) is None
