"""One peer connection of one peer: `pub` answers the client's offers, `sub` offers slots; neither does both."""

import asyncio
from collections.abc import Callable
from typing import Any

from aiortc import (
    RTCBundlePolicy,
    RTCConfiguration,
    RTCPeerConnection,
    RTCRtpTransceiver,
    RTCSessionDescription,
)

from app.media.embedded.descriptions import check_answer, check_offer, read_candidate
from app.media.embedded.ice import PortsExhausted, filtered
from app.media.embedded.receiver import SourceReceiver
from app.media.embedded.sender import SlotSender
from app.media.embedded.srtp import MediaTransport
from app.media.errors import BadDescription, NoMediaPort
from app.media.port import Slot, State

PATIENCE = 30.0
"""Seconds a connection may take until it stands, before its port is given back."""


class Link:
    """A connection of either direction; `on_state` hears of every change of state."""

    def __init__(self, epoch: int, on_state: Callable[["Link"], None], *, relay_only: bool) -> None:
        self.epoch = epoch
        self._relay_only = relay_only
        self.state: State = "connecting"
        self.slots: dict[Slot, SlotSender] = {}
        self._on_state = on_state
        self._turn = asyncio.Lock()
        configuration = RTCConfiguration(iceServers=[], bundlePolicy=RTCBundlePolicy.MAX_BUNDLE)
        self._connection = RTCPeerConnection(configuration)
        self._connection.add_listener("connectionstatechange", self._changed)
        self._deadline = asyncio.get_running_loop().call_later(PATIENCE, self._give_up)

    @property
    def strangers(self) -> int:
        return sum(t.strangers for t in self._transports())

    def sources(self) -> list[SourceReceiver]:
        receivers = self._connection.getReceivers() if not self.slots else []
        return [r for r in receivers if isinstance(r, SourceReceiver)]

    async def answer(self, offer_sdp: str) -> str:
        """Take the client's offer; the answer asks the client to start DTLS, so that our profile is chosen."""
        check_offer(offer_sdp)
        async with self._turn:
            with filtered(self._relay_only):
                await self._understood(self._remote(offer_sdp, "offer"))
            for transport in self._transports():
                if transport._role == "auto":
                    transport._set_role("server")
            await self._understood(self._connection.setLocalDescription())
        return str(self._connection.localDescription.sdp)

    async def offer(self, audio_slots: int, video_slots: int) -> tuple[str, dict[Slot, str]]:
        """Offer slots that only send; `aN` and `vN` share a stream, by which browsers keep lips in step."""
        wanted = [("audio", f"a{n}", n) for n in range(audio_slots)]
        wanted += [("video", f"v{n}", n) for n in range(video_slots)]
        with filtered(self._relay_only):
            made = {slot: self._add_slot(kind, slot, stream) for kind, slot, stream in wanted}
        await self._understood(self._connection.setLocalDescription())
        return str(self._connection.localDescription.sdp), {slot: str(t.mid) for slot, t in made.items()}

    async def take_answer(self, answer_sdp: str) -> None:
        check_answer(answer_sdp, len(self.slots))
        async with self._turn:
            await self._understood(self._remote(answer_sdp, "answer"))

    async def candidate(self, init: dict[str, Any] | None) -> None:
        candidate = read_candidate(init)
        for transport in self._transports():
            await transport.transport.addRemoteCandidate(candidate)

    def silence(self) -> None:
        """Stop every stream of this connection, both ways, before this returns."""
        for source in self.sources():
            source.close()
        for slot in self.slots.values():
            slot.unbind()

    async def close(self) -> None:
        self.silence()
        self._deadline.cancel()
        await self._connection.close()

    def _add_slot(self, kind: str, slot: Slot, stream: int) -> RTCRtpTransceiver:
        transceiver = self._connection.addTransceiver(kind, "sendonly")
        transceiver.sender._stream_id = f"s{stream}"
        assert isinstance(transceiver.sender, SlotSender)
        self.slots[slot] = transceiver.sender
        return transceiver

    def _remote(self, sdp: str, kind: str) -> Any:
        return self._connection.setRemoteDescription(RTCSessionDescription(sdp=sdp, type=kind))

    def _transports(self) -> set[MediaTransport]:
        found = {t.receiver.transport for t in self._connection.getTransceivers()}
        return {t for t in found if isinstance(t, MediaTransport)}

    async def _understood(self, step: Any) -> None:
        try:
            await step
        except PortsExhausted:
            raise NoMediaPort from None
        # What the library raises on a description it cannot use is not listed anywhere.
        except Exception:
            raise BadDescription from None

    def _changed(self) -> None:
        match self._connection.connectionState:
            case "connected":
                self._become("connected")
            case "failed":
                self._become("failed")
            case "closed":
                self._become("closed")

    def _give_up(self) -> None:
        self._become("failed")

    def _become(self, state: State) -> None:
        if self.state in ("failed", "closed") or state == self.state:
            return
        self._deadline.cancel()
        self.state = state
        self._on_state(self)
