"""Seals: the strictest of case, entry and document decides; naming opens what is sealed to named persons."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from app.cases.terms import STRICTNESS, Level


@dataclass(frozen=True, slots=True)
class Sealed:
    """The level of one thing, and the persons named to it."""

    level: Level
    names: frozenset[UUID] = frozenset()


def strictest(levels: Iterable[str]) -> Level:
    """The strictest of the levels of case, entry and document."""
    return max((Level(level) for level in levels), key=STRICTNESS.__getitem__)


def within(level: Level, limit: Level) -> bool:
    """Whether a level is no stricter than a limit."""
    return STRICTNESS[level] <= STRICTNESS[limit]


def opens(seals: Sequence[Sealed], limit: Level, named: UUID | None, *, own: bool) -> bool:
    """Whether somebody who reads up to `limit` passes every seal, from the case inwards.

    `own`: the thing was filed by their side, which passes a seal to court and filer. `named`: the person whose
    naming counts. Named to a thing, they pass its own seal and every looser one around it; where several
    things are sealed to named persons they must be named to each.
    """
    return all(_passes(seals, place, limit, named, own=own) for place in range(len(seals)))


def _passes(seals: Sequence[Sealed], place: int, limit: Level, named: UUID | None, *, own: bool) -> bool:
    seal = seals[place]
    if within(seal.level, limit) or (own and seal.level is Level.filer):
        return True
    if named is None or not within(seal.level, Level.named):
        return False
    if seal.level is Level.named:
        return named in seal.names
    return any(inner.level is Level.named and named in inner.names for inner in seals[place + 1 :])
