"""How packets of changing sources are renumbered into one stream."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.embedded.rewrite import KEPT_RUNS, Rewriter
from app.media.embedded.rtp import Packet, Unwrapped


def packet(number: int, timestamp: int = 0) -> Packet:
    made = Packet(number & 0xFFFF, timestamp & 0xFFFFFFFF, 1, 0, b"", b"x")
    made.number = number
    return made


def begun(at: int = 70_000, first: int = 100) -> Rewriter:
    rewriter = Rewriter(90_000, first, 5)
    rewriter.begin(packet(at), 0.0)
    return rewriter


@settings(max_examples=60)
@given(st.lists(st.booleans(), min_size=1, max_size=200), st.integers(65_400, 65_600), st.integers(0, 0xFFFF))
def test_packets_in_order_leave_without_a_hole_whatever_pads_between_them(
    padding: list[bool], start: int, first: int
) -> None:
    rewriter = begun(start, first)
    sent = []
    for number, pads in enumerate(padding, start):
        if pads:
            assert rewriter.skip(number)
        else:
            sent.append(rewriter.place(packet(number), 0.0))
    assert sent == list(range(0x10000 + first + 1, 0x10000 + first + 1 + len(sent)))


@settings(max_examples=60)
@given(st.lists(st.sampled_from("pxm"), min_size=1, max_size=KEPT_RUNS), st.data())
def test_a_packet_that_comes_late_gets_the_number_kept_for_it(kinds: list[str], data: st.DataObject) -> None:
    """`p` pads, `x` passes, `m` is missing at first and comes at the end, in any order."""
    rewriter = begun()
    taken: dict[int, int | None] = {}
    for number, kind in enumerate(kinds, 70_000):
        if kind == "x" or (kind == "p" and not rewriter.skip(number)):
            taken[number] = rewriter.place(packet(number), 0.0)
    late = [number for number, kind in enumerate(kinds, 70_000) if kind == "m"]
    for number in data.draw(st.permutations(late)):
        taken[number] = rewriter.place(packet(number), 0.0)
    in_order = [taken[number] for number in sorted(taken)]
    assert None not in in_order
    assert in_order == sorted(set(in_order), key=lambda out: out or 0)


@settings(max_examples=60)
@given(st.lists(st.booleans(), min_size=1, max_size=KEPT_RUNS - 1), st.integers(0, 0xFFFF))
def test_each_number_that_went_out_leads_back_to_its_packet(padding: list[bool], first: int) -> None:
    rewriter = begun(first=first)
    sent = {}
    for number, pads in enumerate(padding, 70_000):
        if not pads:
            out = rewriter.place(packet(number), 0.0)
            assert out is not None
            sent[out & 0xFFFF] = number
        else:
            rewriter.skip(number)
    assert {out: rewriter.source_number(out) for out in sent} == sent


def test_a_number_that_was_closed_over_is_never_used_twice() -> None:
    rewriter = begun()
    rewriter.place(packet(70_000), 0.0)
    rewriter.skip(70_001)
    assert rewriter.place(packet(70_002), 0.0) is not None
    assert rewriter.place(packet(70_001), 0.0) is None


def test_what_came_before_the_binding_has_no_number() -> None:
    assert begun().place(packet(69_999), 0.0) is None


def test_after_the_end_of_a_binding_no_number_leads_back() -> None:
    rewriter = begun()
    out = rewriter.place(packet(70_000), 0.0)
    assert out is not None
    assert rewriter.source_number(out & 0xFFFF) == 70_000
    rewriter.end()
    assert rewriter.source_number(out & 0xFFFF) is None


def test_numbers_of_an_earlier_source_do_not_lead_to_the_new_one() -> None:
    rewriter = begun()
    old = rewriter.place(packet(70_000), 0.0)
    assert old is not None
    rewriter.begin(packet(90_000), 1.0)
    rewriter.place(packet(90_000), 1.0)
    assert rewriter.source_number(old & 0xFFFF) is None


@settings(max_examples=60)
@given(st.lists(st.tuples(st.integers(0, 0xFFFFFFFF), st.floats(0.001, 60.0)), min_size=2, max_size=20))
def test_time_goes_on_by_the_clock_whichever_source_speaks(sources: list[tuple[int, float]]) -> None:
    rewriter, now, before = Rewriter(90_000, 0, 0xFFFFFF00), 0.0, None
    for timestamp, pause in sources:
        now += pause
        first = packet(70_000, timestamp)
        rewriter.begin(first, now)
        rewriter.place(first, now)
        ticks = (timestamp + rewriter.ticks) & 0xFFFFFFFF
        if before is not None:
            assert abs(((ticks - before) & 0xFFFFFFFF) - round(pause * 90_000)) <= 1
        before = ticks


@settings(max_examples=60)
@given(st.integers(0, 0xFFFF), st.lists(st.integers(-200, 400), min_size=1, max_size=100))
def test_a_sequence_number_counts_on_beyond_its_wrapping(first: int, steps: list[int]) -> None:
    unwrapped = Unwrapped()
    origin = unwrapped.number(first)
    highest = first
    for step in steps:
        number = highest + step
        assert unwrapped.number(number & 0xFFFF) - origin == number - first
        highest = max(highest, number)
