"""Puts the forwarding parts in the places where aiortc 1.16 looks its own up.

Only ever called in a media process, before its first connection. Every private name leaned on here and in
the modules named below is asserted by a contract test, so another aiortc fails there and not in a hearing.
"""

import functools
import logging

from aiortc import codecs, rtcdtlstransport, rtcicetransport, rtcpeerconnection

from app.media.embedded.ice import CourtConnection
from app.media.embedded.network import Network
from app.media.embedded.receiver import SourceReceiver
from app.media.embedded.sender import SlotSender
from app.media.embedded.srtp import MediaTransport


def install(network: Network) -> None:
    """From now on connections gather on `network`, forward without decoding, and speak VP8 and Opus only."""
    for module, name, part in (
        (rtcicetransport, "Connection", functools.partial(CourtConnection, network)),
        (rtcpeerconnection, "RTCDtlsTransport", MediaTransport),
        (rtcpeerconnection, "RTCRtpReceiver", SourceReceiver),
        (rtcpeerconnection, "RTCRtpSender", SlotSender),
    ):
        setattr(module, name, part)
    rtcdtlstransport.SRTP_PROFILES[:] = [
        rtcdtlstransport.SRTP_AEAD_AES_128_GCM,
        rtcdtlstransport.SRTP_AES128_CM_SHA1_80,
    ]
    opus = next(c for c in codecs.CODECS["audio"] if c.mimeType == "audio/opus")
    opus.parameters.update({"minptime": 10, "useinbandfec": 1})
    codecs.CODECS["audio"][:] = [opus]
    vp8 = next(c for c in codecs.CODECS["video"] if c.mimeType == "video/VP8")
    codecs.CODECS["video"][:] = [
        c for c in codecs.CODECS["video"] if c is vp8 or c.parameters.get("apt") == vp8.payloadType
    ]
    # Their debug and info lines hold descriptions and addresses of people.
    for name in ("aiortc", "aioice"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
