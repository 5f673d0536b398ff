"""What a plan wants, what it may not want, and how it travels."""

from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.embedded import wire
from app.media.embedded.frames import Unframer, encode
from app.media.embedded.plans import wanted
from app.media.port import Binding, Edge, Forwarded, RoomPlan, RoomStats, Source

PEOPLE = st.sampled_from(["ann", "ben", "ćira 𝄞"])
SOURCES = st.builds(Source, PEOPLE, st.sampled_from(["audio", "video"]))
BINDINGS = st.builds(Binding, PEOPLE, st.sampled_from(["a0", "a1", "v0", "v1"]), st.none() | SOURCES)
PLANS = st.builds(
    RoomPlan,
    st.integers(0, 9),
    st.frozensets(st.builds(Edge, SOURCES, PEOPLE), max_size=8),
    st.lists(BINDINGS, max_size=8).map(tuple),
)


@settings(max_examples=150)
@given(PLANS)
def test_nothing_is_wanted_outside_the_edges_or_in_a_slot_of_the_other_kind(plan: RoomPlan) -> None:
    filled, refused = wanted(plan)
    for (listener, slot), source in filled.items():
        assert Edge(source, listener) in plan.edges
        assert slot[0] == source.kind[0]
        assert Binding(listener, slot, source) in plan.bindings
    slots = [(b.listener, b.slot) for b in plan.bindings]
    for binding in plan.bindings:
        if binding.source is not None and (binding.listener, binding.slot) not in filled:
            twice = slots.count((binding.listener, binding.slot)) > 1
            assert binding in refused or twice


def test_a_slot_named_twice_is_refused_and_stays_empty() -> None:
    ann, ben = Source("ann", "video"), Source("ben", "video")
    edges = frozenset({Edge(ann, "bench"), Edge(ben, "bench")})
    filled, refused = wanted(RoomPlan(1, edges, (Binding("bench", "v0", ann), Binding("bench", "v0", ben))))
    assert (filled, len(refused)) == ({}, 1)


@settings(max_examples=60)
@given(PLANS)
def test_a_plan_arrives_as_it_was_sent(plan: RoomPlan) -> None:
    assert wire.read_plan(wire.pack_plan(plan)) == plan


def test_figures_arrive_as_they_were_sent() -> None:
    ann = Source("ann", "audio")
    stats = RoomStats(
        (Forwarded(ann, "bench", "a0", 3, 99),), {ann: 4}, {("ann", "pub"): "connected"}, {("ann", "pub"): 2}
    )
    assert wire.read_stats(wire.pack_stats(stats)) == stats


@settings(max_examples=60)
@given(st.lists(st.dictionaries(st.text(max_size=5), st.integers() | st.text(max_size=9)), max_size=6), st.data())
def test_messages_come_out_of_the_pipe_whole_however_it_cuts_them(
    messages: list[dict[str, object]], data: st.DataObject
) -> None:
    stream = b"".join(encode(message) for message in messages)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(stream)), max_size=8)))
    unframer, read = Unframer(), []
    for begin, end in zip([0, *cuts], [*cuts, len(stream)], strict=True):
        read += unframer.feed(stream[begin:end])
    assert read == messages
