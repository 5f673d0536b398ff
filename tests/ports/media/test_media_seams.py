"""Every private name of aiortc 1.16, aioice 0.13 and pylibsrtp 1.0 that forwarding leans on is still there."""

import importlib.metadata
import inspect
from collections.abc import Callable
from typing import Any

import pytest
from aioice import ice
from aiortc import codecs, rtcdtlstransport, rtcicetransport, rtcpeerconnection, rtcrtpreceiver, rtcrtpsender, rtp
from aiortc.rate import RemoteBitrateEstimator
from pylibsrtp import Session

SIGNATURES: list[tuple[Callable[..., Any], list[str]]] = [
    (rtcrtpreceiver.RTCRtpReceiver.__init__, ["self", "kind", "transport"]),
    (rtcrtpreceiver.RTCRtpReceiver.receive, ["self", "parameters"]),
    (rtcrtpreceiver.RTCRtpReceiver.stop, ["self"]),
    (rtcrtpreceiver.RTCRtpReceiver._handle_disconnect, ["self"]),
    (rtcrtpreceiver.RTCRtpReceiver._set_rtcp_ssrc, ["self", "ssrc"]),
    (rtcrtpreceiver.StreamStatistics.add, ["self", "packet"]),
    (rtcrtpsender.RTCRtpSender.__init__, ["self", "trackOrKind", "transport"]),
    (rtcrtpsender.RTCRtpSender.send, ["self", "parameters"]),
    (rtcrtpsender.RTCRtpSender.stop, ["self"]),
    (rtcrtpsender.random_sequence_number, []),
    (rtcdtlstransport.RTCDtlsTransport.__init__, ["self", "transport", "certificates"]),
    (rtcdtlstransport.RTCDtlsTransport._setup_srtp, ["self"]),
    (rtcdtlstransport.RTCDtlsTransport._set_role, ["self", "role"]),
    (rtcdtlstransport.RTCDtlsTransport.stop, ["self"]),
    (ice.Connection.get_component_candidates, ["self", "component", "addresses", "timeout"]),
    (ice.Connection.add_remote_candidate, ["self", "remote_candidate"]),
    (ice.Connection.data_received, ["self", "data", "component"]),
    (ice.StunProtocol.__init__, ["self", "receiver"]),
    (ice.StunProtocol.datagram_received, ["self", "data", "addr"]),
    (RemoteBitrateEstimator.add, ["self", "arrival_time_ms", "abs_send_time", "payload_size", "ssrc"]),
    (rtp.is_rtcp, ["msg"]),
    (rtp.pack_remb_fci, ["bitrate", "ssrcs"]),
    (Session.protect, ["self", "packet"]),
    (Session.protect_rtcp, ["self", "packet"]),
    (Session.unprotect, ["self", "packet"]),
    (Session.unprotect_rtcp, ["self", "packet"]),
]

NAMES_IN_SOURCE = [
    (rtcpeerconnection.RTCPeerConnection, "RTCRtpSender(sender_track or kind, dtlsTransport)"),
    (rtcpeerconnection.RTCPeerConnection, "RTCRtpReceiver(kind, dtlsTransport)"),
    (rtcpeerconnection.RTCPeerConnection, "RTCDtlsTransport(iceTransport, self.__certificates)"),
    (rtcpeerconnection.RTCPeerConnection, "receiver._set_rtcp_ssrc(transceiver.sender._ssrc)"),
    (rtcpeerconnection.RTCPeerConnection, "sender._stream_id = self.__stream_id"),
    (rtcpeerconnection.create_media_description_for_transceiver, "transceiver.sender._stream_id"),
    (rtcpeerconnection.RTCPeerConnection, 'if dtlsTransport._role == "auto":'),
    (rtcicetransport.RTCIceGatherer, "self._connection = Connection("),
    (rtcdtlstransport.RTCDtlsTransport, "self._srtp_profiles = SRTP_PROFILES"),
    (rtcdtlstransport.RTCDtlsTransport, "self._rx_srtp = Session(rx_policy)"),
    (rtcdtlstransport.RTCDtlsTransport, "self._tx_srtp = Session(tx_policy)"),
    (rtcrtpsender.RTCRtpSender, "self._ssrc = random32()"),
    (rtcrtpsender.RTCRtpSender, "self._rtx_ssrc = random32()"),
    (ice.Connection, "self._nominated: dict[int, CandidatePair] = {}"),
    (ice.Connection, "self._protocols: list[StunProtocol] = []"),
    (ice.Connection, "self._remote_candidates: list[Candidate] = []"),
    (ice.Connection, "self._queue: asyncio.Queue"),
    (ice.Connection, "self.get_component_candidates(component=component, addresses=addresses)"),
]


def test_the_versions_are_the_ones_that_were_read() -> None:
    versions = {name: importlib.metadata.version(name) for name in ("aiortc", "aioice", "pylibsrtp")}
    assert versions["aiortc"].startswith("1.16.")
    assert versions["aioice"].startswith("0.13.")
    assert versions["pylibsrtp"].startswith("1.")


@pytest.mark.parametrize(("function", "parameters"), SIGNATURES, ids=lambda v: getattr(v, "__qualname__", ""))
def test_each_signature_is_the_one_overridden_or_called(function: Callable[..., Any], parameters: list[str]) -> None:
    assert list(inspect.signature(function).parameters) == parameters


@pytest.mark.parametrize(("owner", "text"), NAMES_IN_SOURCE, ids=lambda v: v if isinstance(v, str) else "")
def test_each_private_name_is_used_as_expected(owner: Any, text: str) -> None:
    assert text in inspect.getsource(owner)


def test_the_module_globals_to_be_replaced_exist() -> None:
    for name in ("RTCRtpReceiver", "RTCRtpSender", "RTCDtlsTransport"):
        assert hasattr(rtcpeerconnection, name)
    assert rtcicetransport.__dict__["Connection"] is ice.Connection
    assert {c.mimeType for kind in codecs.CODECS.values() for c in kind} >= {"audio/opus", "video/VP8", "video/rtx"}


def test_nothing_is_replaced_in_this_process() -> None:
    assert rtcpeerconnection.RTCRtpSender is rtcrtpsender.RTCRtpSender  # type: ignore[attr-defined]
    assert rtcpeerconnection.RTCDtlsTransport is rtcdtlstransport.RTCDtlsTransport  # type: ignore[attr-defined]
