"""For whom this work is done: what every transaction tells PostgreSQL, whose policies are the second wall.

Who is not told is nobody, and sees what is public. What the service does for no single person says `system()`.
"""

from collections.abc import Callable, Coroutine, Iterator
from contextlib import AbstractContextManager, contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import wraps
from typing import Any, ParamSpec, TypeVar
from uuid import UUID

P = ParamSpec("P")
R = TypeVar("R")


@dataclass(frozen=True, slots=True)
class Acting:
    """A person at their desk and court. `desk`: one of `auth.terms.Desk`, or `system`; empty for nobody."""

    person_id: UUID | None = None
    desk: str = ""
    court_id: UUID | None = None


NOBODY = Acting()
SYSTEM = Acting(desk="system")
_acting: ContextVar[Acting] = ContextVar("acting", default=NOBODY)


def acting() -> Acting:
    """For whom transactions that begin now are."""
    return _acting.get()


def act_for(who: Acting) -> None:
    """From here on, in this request, everything is for this person."""
    _acting.set(who)


@contextmanager
def acting_for(who: Acting) -> Iterator[None]:
    """Transactions begun in this block are for this person."""
    before = _acting.set(who)
    try:
        yield
    finally:
        _acting.reset(before)


def system() -> AbstractContextManager[None]:
    """Transactions begun in this block see everything: the first wall alone stands there."""
    return acting_for(SYSTEM)


def as_system(work: Callable[P, Coroutine[Any, Any, R]]) -> Callable[P, Coroutine[Any, Any, R]]:
    """The same for a whole coroutine function."""

    @wraps(work)
    async def done(*given: P.args, **named: P.kwargs) -> R:
        with system():
            return await work(*given, **named)

    return done
