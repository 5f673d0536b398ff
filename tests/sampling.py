"""What `make test` leaves to `make test-long`: of many like cells it asks a part, another one each run.

The part is drawn from the seed that pytest-randomly prints; `--randomly-seed=N` draws the same again.
"""

import os
import random
from collections.abc import Iterable
from typing import TypeVar

T = TypeVar("T")

LONG = os.environ.get("EJ_TEST_EXAMPLES") == "long"


def drawn(share: float) -> bool:
    """Whether one cell of many is asked in this run."""
    return LONG or random.random() < share


def part_of(cells: Iterable[T], share: float = 0.1) -> list[T]:
    """At least one of the cells, in their order; all of them in the long run."""
    every = list(cells)
    if LONG or not every:
        return every
    chosen = set(random.sample(range(len(every)), max(1, round(len(every) * share))))
    return [cell for place, cell in enumerate(every) if place in chosen]
