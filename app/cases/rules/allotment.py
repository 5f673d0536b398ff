"""Who is given a case: drawn at random among the judges of a list, and explained so that anybody can draw again.

The draw depends on nothing but what it records: the people in order, their weights, and a seed drawn for it.
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.cases.errors import NobodyToAllot
from app.cases.terms import Bar, Method


@dataclass(frozen=True, slots=True)
class Candidate:
    """A judge on the list. `share`: part of a full post, 1–100; `open_cases`: as counted at the draw."""

    person_id: UUID
    share: int = 100
    open_cases: int = 0
    bars: frozenset[Bar] = frozenset()


@dataclass(frozen=True, slots=True)
class Allotment:
    """A draw: who was chosen, of whom, with which weights, and who was left out and why."""

    chosen: UUID
    method: Method
    seed: str
    weights: tuple[tuple[UUID, int], ...]
    left_out: tuple[tuple[UUID, frozenset[Bar]], ...]


def allot(candidates: Sequence[Candidate], method: Method, seed: str) -> Allotment:
    """Draw one judge; the same candidates, method and seed give the same judge. Raises NobodyToAllot."""
    in_order = sorted(candidates, key=lambda one: one.person_id.bytes)
    weights = tuple((one.person_id, _weight(one, method)) for one in in_order if not one.bars)
    if not weights:
        raise NobodyToAllot()
    left_out = tuple((one.person_id, one.bars) for one in in_order if one.bars)
    return Allotment(pick(weights, seed), method, seed, weights, left_out)


def pick(weights: Sequence[tuple[UUID, int]], seed: str) -> UUID:
    """The one a seed falls on: the draw itself, from nothing but what was recorded of it."""
    at = _below(sum(weight for _, weight in weights), seed)
    for person_id, weight in weights:
        if at < weight:
            return person_id
        at -= weight
    raise AssertionError("a draw below the sum falls on somebody")


def _weight(one: Candidate, method: Method) -> int:
    if method is Method.uniform:
        return 1
    return max(1, one.share * 1000 // (one.open_cases + 1))


def _below(limit: int, seed: str) -> int:
    """A whole number from 0 to `limit` - 1 from a seed; 256 bits over a small limit leave no bias to speak of."""
    return int.from_bytes(hashlib.sha256(seed.encode()).digest()) % limit
