"""What is owed after a password, which factor may go, and who gives an account back: every cell."""

from itertools import product
from uuid import uuid4

import pytest

from app.auth.errors import LastSecondFactor, LastWayIn
from app.auth.rules.recovery import looks_after
from app.auth.rules.second_step import (
    Factors,
    Next,
    after_password,
    require_app_may_go,
    require_passkey_may_go,
    require_password_may_go,
)
from app.auth.terms import Desk, SecondFactor

STAFF_AND_COUNSEL = (Desk.clerk, Desk.judge, Desk.counsel, Desk.registrar, Desk.auditor, Desk.administrator)
EVERY = [Factors(password, app, keys) for password, app, keys in product((True, False), (True, False), (0, 1, 2))]


@pytest.mark.parametrize("desk", Desk)
@pytest.mark.parametrize("policy", SecondFactor)
@pytest.mark.parametrize("factors", EVERY)
def test_nobody_comes_in_with_a_password_alone_who_has_more_or_needs_more(
    desk: Desk, policy: SecondFactor, factors: Factors
) -> None:
    after = after_password(desk, factors, policy)
    if factors.app or factors.passkeys:
        assert after is Next.second_step
    elif policy is SecondFactor.required and desk in STAFF_AND_COUNSEL:
        assert after is Next.set_up
    else:
        assert after is Next.come_in


@pytest.mark.parametrize("desk", Desk)
@pytest.mark.parametrize("factors", [one for one in EVERY if one.passkeys])
def test_after_a_passkey_went_there_is_a_way_in_and_the_factor_the_desk_needs(desk: Desk, factors: Factors) -> None:
    left = Factors(factors.password, factors.app, factors.passkeys - 1)
    stuck = not left.password and not left.passkeys
    too_weak = desk in STAFF_AND_COUNSEL and not left.app and not left.passkeys
    if stuck:
        with pytest.raises(LastWayIn):
            require_passkey_may_go(desk, factors, SecondFactor.required)
    elif too_weak:
        with pytest.raises(LastSecondFactor):
            require_passkey_may_go(desk, factors, SecondFactor.required)
    else:
        require_passkey_may_go(desk, factors, SecondFactor.required)


@pytest.mark.parametrize("desk", Desk)
@pytest.mark.parametrize("policy", SecondFactor)
@pytest.mark.parametrize("keys", [0, 1])
def test_an_app_goes_where_a_passkey_stays_or_none_is_needed(desk: Desk, policy: SecondFactor, keys: int) -> None:
    if policy is SecondFactor.required and desk in STAFF_AND_COUNSEL and not keys:
        with pytest.raises(LastSecondFactor):
            require_app_may_go(desk, Factors(True, True, keys), policy)
    else:
        require_app_may_go(desk, Factors(True, True, keys), policy)


def test_a_password_goes_for_a_passkey_and_not_for_an_app() -> None:
    require_password_may_go(Factors(True, False, 1))
    with pytest.raises(LastWayIn):
        require_password_may_go(Factors(True, True, 0))


def test_who_looks_after_whom() -> None:
    here, there = uuid4(), uuid4()
    for account in Desk:
        assert looks_after(Desk.registrar, None, account, here)
        assert looks_after(Desk.administrator, None, account, None)
        for nobody in (Desk.judge, Desk.counsel, Desk.participant, Desk.auditor):
            assert not looks_after(nobody, here, account, here)
    for account in (Desk.clerk, Desk.counsel, Desk.participant):
        assert looks_after(Desk.clerk, here, account, here)
        assert looks_after(Desk.clerk, here, account, None)
        assert not looks_after(Desk.clerk, here, account, there)
    for account in (Desk.judge, Desk.registrar, Desk.auditor, Desk.administrator):
        assert not looks_after(Desk.clerk, here, account, here)
        assert not looks_after(Desk.clerk, here, account, None)
