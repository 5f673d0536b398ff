"""Loss, keyframes, clocks and bandwidth between publisher and listener."""

from aiortc.rtp import unpack_remb_fci

from app.media.port import Source
from tests.doubles.media_peers import DELTA, KEY
from tests.ports.media.court import PICTURE, SOUND, Court


async def test_a_late_subscriber_begins_with_a_keyframe_asked_for_on_its_behalf(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 30)
    asked = ann.video.requests
    late = await court.viewer("late")
    await court.allow(("bench", "v0", PICTURE), ("late", "v0", PICTURE))
    await late.until(lambda: late.count("v0") > 10)
    assert ann.video.requests > asked
    assert late.ears["v0"].packets[0].payload.startswith(KEY)


async def test_a_keyframe_is_asked_for_until_one_passes(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    await ann.video.send(DELTA + b"not a beginning")
    await ann.until(lambda: ann.video.requests >= 3)
    assert bench.count("v0") == 0
    await ann.send_frame(key=True)
    await bench.until(lambda: bench.count("v0") == 2)


async def test_a_listeners_wish_for_a_keyframe_reaches_the_publisher(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    ann.stream()
    await bench.until(lambda: bench.count("v0") > 10)
    asked = ann.video.requests
    await bench.ears["v0"].ask_for_keyframe()
    await ann.until(lambda: ann.video.requests > asked)


async def test_a_lost_packet_is_sent_again_to_who_asks(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    await ann.send_frame(key=True)
    await ann.send_frame()
    await bench.until(lambda: bench.count("v0") == 4)
    lost = bench.ears["v0"].packets[2]
    await bench.ears["v0"].nack([lost.sequence_number])
    await bench.until(lambda: bool(bench.ears["v0"].again))
    [again] = bench.ears["v0"].again
    assert again.payload == lost.sequence_number.to_bytes(2, "big") + lost.payload
    assert again.timestamp == lost.timestamp


async def test_nothing_is_sent_again_after_the_slot_was_emptied(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench", video=2)
    other = Source("ben", "video")
    ben = await court.publisher("ben")
    await court.allow(("bench", "v0", PICTURE), ("bench", "v1", other))
    await ann.send_frame(key=True)
    await ben.send_frame(key=True)
    await bench.until(lambda: bench.count("v0") == 2 and bench.count("v1") == 2)
    await court.allow(("bench", "v1", other))
    await bench.ears["v0"].nack([bench.ears["v0"].packets[0].sequence_number])
    await bench.ears["v1"].nack([bench.ears["v1"].packets[0].sequence_number])
    await bench.until(lambda: bool(bench.ears["v1"].again))
    assert bench.ears["v0"].again == []


async def test_packets_lost_on_the_way_in_are_asked_for_and_find_their_place(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    await ann.video.send(KEY + b"first")
    lost = ann.video.number & 0xFFFF
    ann.video.number += 1
    await ann.video.send(DELTA + b"third")
    await ann.until(lambda: lost in ann.video.nacked)
    await ann.video.send_again(lost, DELTA + b"second")
    await bench.until(lambda: bench.count("v0") == 3)
    packets = sorted(bench.ears["v0"].packets, key=lambda p: p.sequence_number)
    assert [p.payload[2:] for p in packets] == [b"first", b"second", b"third"]
    assert packets[2].sequence_number - packets[0].sequence_number == 2


async def test_padding_is_closed_up(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    await ann.video.send(KEY + b"first")
    for _ in range(5):
        await ann.video.send(b"", padding=100)
    await ann.video.send(DELTA + b"second")
    await bench.until(lambda: bench.count("v0") == 2)
    first, second = bench.ears["v0"].packets
    assert (second.sequence_number - first.sequence_number) & 0xFFFF == 1


async def test_a_senders_clock_stays_its_own_and_lips_stay_in_step(court: Court) -> None:
    ann, bench = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "a0", SOUND), ("bench", "v0", PICTURE))
    await ann.send_frame(key=True)
    await ann.audio.send(b"sound")
    await bench.until(lambda: bench.count("v0") == 2 and bench.count("a0") == 1)
    theirs = 0xDEAD_BEEF << 32
    await ann.audio.tell_clock(theirs)
    await ann.video.tell_clock(theirs + (1 << 31))
    sound, picture = bench.ears["a0"], bench.ears["v0"]
    await bench.until(lambda: bool(sound.clocks) and bool(picture.clocks))
    ntp = {ear.slot: ear.clocks[0].sender_info.ntp_timestamp for ear in (sound, picture)}
    assert abs(ntp["a0"] - theirs) > 1 << 48
    apart = (ntp["v0"] - ntp["a0"]) / (1 << 32)
    assert 0.4 < apart < 0.6
    offset = picture.clocks[0].sender_info.rtp_timestamp - picture.packets[0].timestamp
    assert offset & 0xFFFFFFFF == 1800


async def test_a_publisher_hears_how_much_arrives_and_never_less_than_a_face_needs(court: Court) -> None:
    ann, _ = await court.publisher(), await court.viewer("bench")
    await court.allow(("bench", "v0", PICTURE))
    ann.stream((40,))
    await ann.until(lambda: len(ann.video.bitrates) >= 2 and bool(ann.video.reports))
    assert min(unpack_remb_fci(fci)[0] for fci in ann.video.bitrates) >= 149_000
    assert ann.video.reports[0].reports[0].packets_lost == 0
