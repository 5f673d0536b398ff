"""A leaf's hash covers everything said in the open, and the payload only through its commitment."""

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from hashlib import sha256
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.audit.leaf import LeafContent, canonical_bytes, commit, opens
from app.db.types import canonical

LEAF = LeafContent(
    id=UUID(int=7),
    kind="filing.received",
    at=datetime(2026, 11, 23, 9, 0, tzinfo=UTC),
    by="clerk",
    case=UUID(int=8),
    commitment=bytes(32),
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
)


def test_the_leaf_hash_is_the_one_the_documentation_shows() -> None:
    written = (
        '{"at":"2026-11-23T09:00:00.000000Z","by":"clerk","case":"00000000-0000-0000-0000-000000000008",'
        '"commitment":"' + "0" * 64 + '","id":"00000000-0000-0000-0000-000000000007","kind":"filing.received"}'
    )
    assert LEAF.hash() == sha256(b"\x00" + written.encode()).digest()


@pytest.mark.parametrize(
    "change",
    [
        {"id": UUID(int=9)},
        {"kind": "filing.refused"},
        {"at": LEAF.at + timedelta(microseconds=1)},
        {"by": None},
        {"case": None},
        {"commitment": bytes(31) + b"\x01"},
    ],
)
def test_no_field_of_a_leaf_can_change_without_its_hash(change: dict[str, object]) -> None:
    assert replace(LEAF, **change).hash() != LEAF.hash()  # type: ignore[arg-type]


def test_the_same_instant_in_another_zone_is_the_same_leaf() -> None:
    vienna = LEAF.at.astimezone(timezone(timedelta(hours=1)))
    assert replace(LEAF, at=vienna).hash() == LEAF.hash()


@given(JSON)
def test_what_is_hashed_is_what_the_row_stores(value: object) -> None:
    assert canonical_bytes(value) == canonical(value).encode()
    assert json.loads(canonical_bytes(value)) == value


def test_a_number_that_is_none_has_no_place_in_the_log() -> None:
    with pytest.raises(ValueError, match="JSON"):
        canonical_bytes(float("nan"))


@given(st.binary(min_size=32, max_size=32), st.binary(max_size=80))
def test_a_commitment_opens_only_with_its_own_salt_and_payload(salt: bytes, payload: bytes) -> None:
    commitment = commit(salt, payload)
    assert opens(commitment, salt, payload)
    assert not opens(commitment, salt, payload + b"x")
    assert not opens(commitment, salt[:-1], salt[-1:] + payload)
    assert not opens(commitment, bytes([salt[0] ^ 1]) + salt[1:], payload)


def test_a_short_salt_is_refused() -> None:
    with pytest.raises(ValueError, match="32"):
        commit(b"salt", b"payload")
