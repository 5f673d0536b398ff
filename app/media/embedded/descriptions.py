"""Decides whether a client's session description or candidate is one we can answer (RFC 8866, RFC 8839)."""

from typing import Any

from aiortc import sdp
from aiortc.rtcicetransport import RTCIceCandidate

from app.media.errors import BadCandidate, BadDescription

LONGEST = 256 * 1024
MOST_SLOTS = 32
FINGERPRINTS = ("sha-256", "sha-384", "sha-512")


def check_offer(text: str) -> None:
    """At most one sound and one picture, sent by the client, in one bundle; else `BadDescription`."""
    media = _media(text)
    kinds = [m.kind for m in media]
    if not media or len(set(kinds)) != len(kinds):
        raise BadDescription(most_audio=1, most_video=1)
    types = [c.payloadType for m in media for c in m.rtp.codecs]
    if len(set(types)) != len(types):
        raise BadDescription
    if any(m.direction not in ("sendonly", "sendrecv", "inactive") for m in media):
        raise BadDescription


def check_answer(text: str, slots: int) -> None:
    """One m-line for each slot offered; else `BadDescription`."""
    media = _media(text)
    roles = {m.dtls.role for m in media if m.dtls is not None}
    if len(media) != slots or not roles <= {"client", "server"}:
        raise BadDescription(slots=slots)


def read_candidate(init: dict[str, Any] | None) -> RTCIceCandidate | None:
    """A trickled candidate, or None when there are no more."""
    text = init.get("candidate") if init is not None else ""
    if not text:
        return None
    if not isinstance(text, str) or len(text) > 1024:
        raise BadCandidate
    try:
        return sdp.candidate_from_sdp(text.removeprefix("candidate:"))
    except (ValueError, IndexError, AssertionError) as error:
        raise BadCandidate from error


def _media(text: str) -> list[sdp.MediaDescription]:
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        raise BadDescription(longest=LONGEST)
    try:
        media = sdp.SessionDescription.parse(text).media
    # The parser promises nothing about what it raises on foreign text.
    except Exception:
        raise BadDescription from None
    mids = {m.rtp.muxId for m in media}
    if len(media) > MOST_SLOTS or len(mids) != len(media) or not all(_usable(m) for m in media):
        raise BadDescription
    return media


def _usable(media: sdp.MediaDescription) -> bool:
    if media.kind not in ("audio", "video") or not media.rtp.muxId or not media.rtcp_mux:
        return False
    if media.ice is None or not media.ice.usernameFragment or not media.ice.password:
        return False
    return media.dtls is not None and any(f.algorithm.lower() in FINGERPRINTS for f in media.dtls.fingerprints)
