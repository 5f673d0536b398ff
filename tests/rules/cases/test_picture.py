"""The picture of who acts for whom shows everybody once, each relation as a line, and no two on one place."""

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.cases.views import InCaseView
from app.desks.picture import LONGEST, drawn

IDS = [UUID(int=number) for number in range(8)]


def _view(one: UUID, acts_for: tuple[UUID, ...], name: str = "Petra Lind") -> InCaseView:
    return InCaseView(
        id=one,
        name=name,
        parts=("party",),
        kind="natural",
        called="",
        on_behalf_of=tuple("Petra Lind" for _ in acts_for),
        acts_for=acts_for,
        names=(),
        keeps=False,
    )


casts = st.lists(
    st.tuples(st.sampled_from(IDS), st.sets(st.sampled_from(IDS), max_size=3)), unique_by=lambda one: one[0]
)


@given(casts)
def test_everybody_concerned_stands_in_it_once_and_each_relation_is_a_line(cast: list[tuple[UUID, set[UUID]]]) -> None:
    present = {one for one, _ in cast}
    people = [_view(one, tuple(sorted(served - {one}))) for one, served in cast]
    picture = drawn(people)
    relations = [(one.id, other) for one in people for other in one.acts_for if other in present]
    assert len(picture.lines) == len(relations)
    assert len(picture.boxes) == len({end for pair in relations for end in pair})
    assert len({(box.x, box.y) for box in picture.boxes}) == len(picture.boxes)
    assert all(box.y + box.height <= picture.height and box.x + box.width <= picture.width for box in picture.boxes)


def test_a_long_name_is_cut_in_the_picture_and_letters_keep_their_direction() -> None:
    names = ("A" * 60, "عائشة رحمن")
    picture = drawn([_view(IDS[0], (), names[0]), _view(IDS[1], (IDS[0],), names[1])])
    assert [len(box.name) <= LONGEST for box in picture.boxes] == [True, True]
    assert {box.direction for box in picture.boxes} == {"ltr", "rtl"}
    assert picture.lines[0].x1 > picture.lines[0].x2


def test_where_nobody_acts_for_anybody_there_is_no_line() -> None:
    assert drawn([_view(IDS[0], ())]).lines == ()
