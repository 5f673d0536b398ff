"""How far administrators may set the limits: never off, and never so tight that somebody is locked out."""

from collections.abc import Mapping

from app.auth.errors import LimitOutOfBounds
from app.auth.terms import BOUNDS, Limit


def check_limits(wanted: Mapping[Limit, int]) -> None:
    """Raises LimitOutOfBounds, with the first limit that is and its bounds."""
    for name, value in wanted.items():
        bounds = BOUNDS[name]
        if not bounds.hold(value):
            raise LimitOutOfBounds(limit=name.value, least=bounds.least, most=bounds.most)


def in_force(stored: Mapping[str, int]) -> dict[Limit, int]:
    """Every limit as it counts. What is stored and out of bounds, by whatever way it came there, does not count."""
    found = {name: stored.get(name.value, bounds.usual) for name, bounds in BOUNDS.items()}
    return {name: value if BOUNDS[name].hold(value) else BOUNDS[name].usual for name, value in found.items()}
