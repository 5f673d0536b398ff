"""The public follows evidence in a public hearing; a private one is private whatever leave is on paper."""

from dataclasses import replace
from datetime import timedelta

import pytest

from app.protection.exposure import exposure
from app.protection.terms import FULL, HEARING_EVIDENCE, NOTHING, Leave, Person, Rulings, SittingState
from tests.rules.protection.generated import AT, IDS, IN_SESSION, JUDGE, PRESS, PUBLIC, on_floor


@pytest.mark.parametrize("watcher", [PUBLIC, PRESS], ids=lambda one: one.role)
@pytest.mark.parametrize("state", SittingState)
def test_the_public_is_there_while_evidence_is_heard_and_at_no_other_time(state: SittingState, watcher: Person) -> None:
    got = exposure(on_floor(watcher), on_floor(JUDGE), replace(IN_SESSION, state=state), Rulings(), AT)
    assert got == (FULL if state in HEARING_EVIDENCE else NOTHING)


@pytest.mark.parametrize("watcher", [PUBLIC, PRESS], ids=lambda one: one.role)
def test_no_leave_brings_the_public_into_a_private_hearing(watcher: Person) -> None:
    leave = Leave(JUDGE.id, frozenset(IDS), FULL, AT, AT + timedelta(hours=1))
    private = replace(IN_SESSION, public=False)
    assert exposure(on_floor(watcher), on_floor(JUDGE), private, Rulings((), (leave,)), AT) == NOTHING
