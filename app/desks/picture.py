"""The picture of who acts for whom: those acted for in one column, those who act beside them, in whole pixels.

It is drawn from views, so it shows what the reader may know and nothing else.
"""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from app.cases.views import InCaseView

WIDE, HIGH, GAP, BETWEEN = 250, 50, 14, 120
LONGEST = 28  # letters of a name that fit; the words beside the picture have all of it


@dataclass(frozen=True, slots=True)
class Box:
    """A person: where they stand, their name as it fits, their part. `direction`: of the letters of the name."""

    x: int
    y: int
    width: int
    height: int
    name: str
    part: str
    direction: str


@dataclass(frozen=True, slots=True)
class Line:
    """From somebody who acts to the person they act for."""

    x1: int
    y1: int
    x2: int
    y2: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Boxes and the lines between them; no line where nobody acts for anybody."""

    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


def drawn(people: Sequence[InCaseView]) -> Picture:
    """Everybody who acts for somebody here and everybody acted for, each once; in the order they are given in."""
    by_id = {one.id: one for one in people}
    acting = [one for one in people if any(served in by_id for served in one.acts_for)]
    served = [one for one in people if any(one.id in other.acts_for for other in acting)]
    first = [one for one in served if one not in acting]
    rows, right = _rows(first, acting)
    places = {one: (0, row) for one, row in rows.items()} | {one: (1, row) for one, row in right.items()}
    boxes = {one: _box(by_id[one], column, row) for one, (column, row) in places.items()}
    lines = tuple(_line(boxes[one.id], boxes[other]) for one in acting for other in one.acts_for if other in boxes)
    height = max((box.y + box.height for box in boxes.values()), default=0) + GAP
    return Picture(2 * WIDE + BETWEEN + 2 * GAP, height, tuple(boxes.values()), lines)


def _rows(first: Sequence[InCaseView], acting: Sequence[InCaseView]) -> tuple[dict[UUID, int], dict[UUID, int]]:
    """The row of each person acted for, and of each who acts, beside the first person they act for."""
    left: dict[UUID, int] = {}
    right: dict[UUID, int] = {}
    row = 0
    for one in first:
        mine = [other for other in acting if one.id in other.acts_for and other.id not in right]
        left[one.id] = row
        right |= {other.id: row + place for place, other in enumerate(mine)}
        row += max(len(mine), 1)
    for other in acting:  # who acts for somebody who acts: below
        if other.id not in right:
            right[other.id], row = row, row + 1
    return left, right


def _box(one: InCaseView, column: int, row: int) -> Box:
    name = one.name if len(one.name) <= LONGEST else one.name[: LONGEST - 1] + "…"
    return Box(
        GAP + column * (WIDE + BETWEEN),
        GAP + row * (HIGH + GAP),
        WIDE,
        HIGH,
        name,
        ", ".join(one.parts),
        "rtl" if any(unicodedata.bidirectional(letter) in ("R", "AL") for letter in name) else "ltr",
    )


def _line(acting: Box, served: Box) -> Line:
    """From the near edge of one box to the near edge of the other; in one column, around its right side."""
    end = served.x + served.width
    start = acting.x if acting.x > served.x else acting.x + acting.width
    return Line(start, acting.y + acting.height // 2, end, served.y + served.height // 2)
