"""What an identity provider's word is worth: desks, strength, freshness, and whose account it is."""

from datetime import UTC, datetime, timedelta
from uuid import uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.errors import ConfirmItIsYou, NothingMapped, OnlyForRegistration
from app.auth.rules.providers import (
    Place,
    Rule,
    approved_place,
    place_for,
    proved_at,
    require_may_give,
    require_registration,
    secret_for,
    strength_of,
    subject_text,
)
from app.auth.rules.step_up import require_fresh
from app.auth.terms import FRESH, Desk, Strength, Vouches

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
COURT = uuid4()
RULES = [
    Rule("groups", "judges", Place(Desk.judge, COURT)),
    Rule("groups", "advocates", Place(Desk.counsel)),
    Rule("realm.roles", "party", Place(Desk.participant)),
]
METHODS = st.frozensets(st.sampled_from(["pwd", "pin", "kba", "otp", "hwk", "swk", "sms", "face", "fpt", "geo", "rba"]))


@pytest.mark.parametrize(
    ("claims", "place"),
    [
        ({"groups": {"advocates"}}, Place(Desk.counsel)),
        ({"groups": {"advocates", "judges"}}, Place(Desk.judge, COURT)),
        ({"realm.roles": {"party"}}, Place(Desk.participant)),
        ({"groups": {"Advocates"}}, None),
        ({"roles": {"advocates"}}, None),
        ({}, None),
    ],
)
def test_the_first_rule_that_fits_gives_the_desk_letter_by_letter(
    claims: dict[str, set[str]], place: Place | None
) -> None:
    assert place_for(RULES, {name: frozenset(values) for name, values in claims.items()}) == place


@given(METHODS, st.text(max_size=5), st.sampled_from(["", "loa3", "loa3 loa4"]))
def test_a_provider_that_is_not_trusted_for_it_never_makes_two_factors_of_one(
    amr: frozenset[str], acr: str, wanted: str
) -> None:
    assert strength_of(Vouches.never, wanted, acr, amr | {"mfa"}) is Strength.one
    assert strength_of(Vouches.always, wanted, acr, amr) is Strength.two


@given(METHODS)
def test_two_methods_of_one_kind_are_one_factor(amr: frozenset[str]) -> None:
    know, have, are = {"pwd", "pin", "kba"}, {"otp", "hwk", "swk", "sms"}, {"face", "fpt"}
    kinds = sum(bool(amr & kind) for kind in (know, have, are))
    assert (strength_of(Vouches.when_said, "", "", amr) is Strength.two) == (kinds > 1)


@pytest.mark.parametrize(
    ("wanted", "acr", "two"),
    [
        ("loa3", "loa3", True),
        ("loa3 loa4", "loa4", True),
        ("loa34", "loa3", False),
        ("", "", False),
        ("loa3", "", False),
    ],
)
def test_a_level_counts_when_the_court_named_it(wanted: str, acr: str, two: bool) -> None:
    assert (strength_of(Vouches.when_said, wanted, acr, frozenset()) is Strength.two) == two


@given(st.timedeltas(timedelta(), timedelta(days=2)), st.booleans())
def test_a_proof_is_as_old_as_the_provider_says_and_never_of_tomorrow(age: timedelta, again: bool) -> None:
    assert proved_at(NOON - age, again, NOON) == NOON - age
    assert proved_at(NOON + age, again, NOON) == NOON


def test_without_a_time_only_a_proof_that_was_asked_for_is_fresh() -> None:
    require_fresh(proved_at(None, True, NOON), NOON)
    with pytest.raises(ConfirmItIsYou):
        require_fresh(proved_at(None, False, NOON), NOON)
    assert proved_at(None, False, NOON) == NOON - FRESH


def test_the_court_may_choose_another_desk_and_only_the_mapped_one_follows_the_claims() -> None:
    mapped = Place(Desk.counsel)
    assert approved_place(None, None, mapped) == (mapped, True)
    assert approved_place(Desk.judge, COURT, mapped) == (Place(Desk.judge, COURT), False)
    with pytest.raises(NothingMapped):
        approved_place(None, None, None)


@pytest.mark.parametrize("desk", Desk)
def test_administrators_and_registrars_decide_and_a_registrar_gives_no_desk_above_others(desk: Desk) -> None:
    if desk in {Desk.administrator, Desk.registrar}:
        require_registration(desk)
    else:
        with pytest.raises(OnlyForRegistration):
            require_registration(desk)
    require_may_give(Desk.administrator, desk)
    if desk in {Desk.administrator, Desk.registrar, Desk.auditor}:
        with pytest.raises(OnlyForRegistration):
            require_may_give(Desk.registrar, desk)
    else:
        require_may_give(Desk.registrar, desk)


@given(st.text(max_size=9), st.text(max_size=9), st.text(max_size=9), st.text(max_size=9))
def test_no_two_identities_are_the_same(issuer: str, subject: str, other_issuer: str, other_subject: str) -> None:
    same = (issuer, subject) == (other_issuer, other_subject)
    assert (subject_text(issuer, subject) == subject_text(other_issuer, other_subject)) == same


@given(st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9), st.text(min_size=1, max_size=9))
def test_each_journey_has_secrets_of_its_own(browser: str, state: str, other: str) -> None:
    nonce = secret_for(browser, state, "nonce")
    assert nonce != secret_for(browser, state, "verifier")
    assert (nonce == secret_for(browser, other, "nonce")) == (state == other)
    assert 43 <= len(secret_for(browser, state, "verifier")) <= 128  # RFC 7636 §4.1
