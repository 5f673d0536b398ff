"""Events become plain JSON values, and carry nothing that could not be one."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import Enum
from typing import ClassVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.events import SignedIn
from app.kernel.events import Event, as_plain, event
from app.kernel.protected import Protected


class _Colour(Enum):
    teal = "teal"


_PLAIN = st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(max_size=10)
_VALUES = st.recursive(
    _PLAIN | st.uuids() | st.datetimes(timezones=st.just(UTC)) | st.sampled_from(_Colour),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=10,
)


@given(_VALUES)
def test_every_value_an_event_may_carry_is_json(value: object) -> None:
    assert json.loads(json.dumps(as_plain(value))) == as_plain(value)


@given(st.sets(st.uuids(), max_size=6))
def test_a_set_is_written_in_one_order(values: set[UUID]) -> None:
    assert as_plain(values) == sorted(str(value) for value in values)


@pytest.mark.parametrize("value", [Protected("Mirela"), b"bytes", 1.5, object()])
def test_what_is_not_an_id_time_word_or_number_cannot_be_carried(value: object) -> None:
    with pytest.raises(TypeError):
        as_plain({"field": [value]})


def test_a_kind_is_used_once_for_ever() -> None:
    taken = SignedIn.kind

    @dataclass(frozen=True, slots=True, kw_only=True)
    class Another(Event):
        kind: ClassVar[str] = taken

    with pytest.raises(ValueError, match=taken):
        event(Another)


def test_an_event_writes_its_fields_and_its_case() -> None:
    @dataclass(frozen=True, slots=True, kw_only=True)
    class Seen(Event):
        kind: ClassVar[str] = "tests.seen"
        at: datetime

    at, case_id = datetime(2026, 11, 23, tzinfo=UTC), UUID(int=7)
    assert Seen(case_id=case_id, at=at).payload() == {"case_id": str(case_id), "at": at.isoformat()}
