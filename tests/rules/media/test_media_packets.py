"""What is read from a packet and how a header is written, against aiortc's own reading and writing."""

from aiortc import RTCRtpHeaderExtensionParameters, RTCRtpParameters
from aiortc.codecs.vpx import VpxPayloadDescriptor
from aiortc.rtp import HeaderExtensionsMap, RtpPacket
from hypothesis import given, settings
from hypothesis import strategies as st

from app.media.embedded.header import HeaderTemplate
from app.media.embedded.rtp import LONGEST_PAYLOAD, element, parse, starts_keyframe

URIS = {
    "urn:ietf:params:rtp-hdrext:sdes:mid": 1,
    "urn:ietf:params:rtp-hdrext:ssrc-audio-level": 2,
    "http://www.webrtc.org/experiments/rtp-hdrext/abs-send-time": 3,
}
EXTENSIONS = HeaderExtensionsMap()
EXTENSIONS.configure(
    RTCRtpParameters(headerExtensions=[RTCRtpHeaderExtensionParameters(id=i, uri=u) for u, i in URIS.items()])
)
WORDS = st.integers(0, 0xFFFFFFFF)


@settings(max_examples=100)
@given(WORDS, WORDS, st.integers(0, 0xFFFF), st.binary(max_size=60), st.integers(0, 127), st.integers(0, 255))
def test_a_packet_is_read_as_it_was_written(
    timestamp: int, ssrc: int, number: int, payload: bytes, level: int, padding: int
) -> None:
    packet = RtpPacket(96, 1, number, timestamp, ssrc, payload)
    packet.csrc = [1, 2]
    packet.extensions.mid = "0"
    packet.extensions.audio_level = (False, level)
    packet.padding_size = padding
    read = parse(packet.serialize(EXTENSIONS))
    assert read is not None
    assert (read.sequence_number, read.timestamp, read.ssrc) == (number, timestamp, ssrc)
    assert (read.marker, read.payload) == (0x80, payload)
    assert element(read.extension, 2) == bytes([level])
    assert element(read.extension, 3) == b""


@settings(max_examples=200)
@given(st.binary(max_size=80))
def test_no_bytes_upset_the_reader(data: bytes) -> None:
    packet = parse(data)
    if packet is not None:
        element(packet.extension, 1)
        starts_keyframe(packet.payload)


def test_a_packet_too_long_to_protect_again_is_left_out() -> None:
    head = RtpPacket(96).serialize()
    assert parse(head + b"x" * LONGEST_PAYLOAD) is not None
    assert parse(head + b"x" * (LONGEST_PAYLOAD + 1)) is None


@settings(max_examples=100)
@given(
    st.sampled_from([(b"\x01\x02\x03", 3), (b"\x11", 2), (b"\x11", None)]),
    st.sampled_from([("", None), ("0", 1), ("12", 1), ("12", None)]),
    st.integers(0, 1 << 20),
    st.integers(0, 1 << 33),
)
def test_a_header_is_read_by_others_as_it_was_meant(
    stamp: tuple[bytes, int | None], mid: tuple[str, int | None], number: int, timestamp: int
) -> None:
    template = HeaderTemplate(97, 0xABCDEF, stamp[1], mid[1], mid[0])
    packet = RtpPacket.parse(template.fill(0x80, number, timestamp, stamp[0]) + b"payload", EXTENSIONS)
    assert (packet.payload_type, packet.ssrc, packet.marker) == (97, 0xABCDEF, 1)
    assert packet.sequence_number == number & 0xFFFF
    assert packet.timestamp == timestamp & 0xFFFFFFFF
    assert packet.payload == b"payload"
    assert packet.extensions.mid == (mid[0] or None if mid[1] else None)
    assert packet.extensions.abs_send_time == (0x010203 if stamp[1] == 3 else None)
    assert packet.extensions.audio_level == ((False, 0x11) if stamp[1] == 2 else None)


@settings(max_examples=200)
@given(
    st.integers(0, 1),
    st.integers(0, 7),
    st.none() | st.integers(0, 0x7FFF),
    st.none() | st.integers(0, 255),
    st.none() | st.tuples(st.integers(0, 3), st.integers(0, 1)),
    st.none() | st.integers(0, 31),
    st.booleans(),
)
def test_a_keyframe_begins_where_the_descriptor_and_the_frame_header_say_so(
    start: int,
    partition: int,
    picture: int | None,
    layer: int | None,
    temporal: tuple[int, int] | None,
    key: int | None,
    whole: bool,
) -> None:
    descriptor = VpxPayloadDescriptor(
        partition_start=start,
        partition_id=partition,
        picture_id=picture,
        tl0picidx=layer,
        tid=temporal,
        keyidx=key,
    )
    payload = bytes(descriptor) + bytes([0x10 if whole else 0x11]) + b"rest"
    assert starts_keyframe(payload) == (start == 1 and partition == 0 and whole)
