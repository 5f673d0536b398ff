"""Every event is registered under a kind that is its own for ever."""

import inspect
import re
import sys

from app.kernel.events import Event, kinds
from tests.architecture.source import import_everything, modules

import_everything()
EVENTS = [
    found
    for module in modules()
    if module.name in sys.modules
    for name, found in vars(sys.modules[module.name]).items()
    if inspect.isclass(found) and issubclass(found, Event) and found is not Event
    if found.__module__ == module.name and not name.startswith("_")  # what events share is not itself one
]


def test_there_are_events() -> None:
    assert len(EVENTS) > 5


def test_every_event_is_registered_under_its_own_kind() -> None:
    assert [found.__qualname__ for found in EVENTS if kinds().get(found.kind) is not found] == []


def test_a_kind_says_where_and_what_happened() -> None:
    for found in EVENTS:
        assert re.fullmatch(r"[a-z]+\.[a-z]+(-[a-z]+)*", found.kind), found.kind
