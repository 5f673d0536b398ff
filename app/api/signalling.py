"""The room's WebSocket: decode a message, let an act or the floor take it, send frames; it holds no transaction."""

import asyncio
import contextlib
from enum import IntEnum
from functools import partial
from typing import assert_never
from uuid import UUID

from fastapi import APIRouter, WebSocket
from pydantic import ValidationError
from starlette.websockets import WebSocketDisconnect

from app.auth.errors import TicketUsed
from app.auth.terms import Mark
from app.auth.views import Principal
from app.edge import identity
from app.edge.services import Services, services_of
from app.edge.standing import Standing
from app.kernel.errors import Refusal, Unauthenticated
from app.language.i18n import negotiate, speaker, translate
from app.media.errors import EngineDown
from app.sittings import commands as c
from app.sittings.errors import ListChanged, MessageUnreadable, ProtocolTooOld
from app.sittings.live import Floor, Seat
from app.sittings.live.shown import Showing
from app.sittings.views import AnswerFrame, ClosedFrame, OfferFrame, ProblemFrame

router = APIRouter()

LARGEST_MESSAGE = 128 * 1024
AUDIO_SLOTS = VIDEO_SLOTS = 8
SUBPROTOCOL = "ejustice.v1"


class Close(IntEnum):
    """How the socket is closed (RFC 6455 §7.4.2: 4000 to 4999 are ours)."""

    normal = 1000
    signed_out = 4401  # the sign-in, token or ticket does not stand
    not_allowed = 4403  # the part in the case was withdrawn, or the public is excluded
    not_found = 4404


@router.websocket("/hearings/{hearing_id}/room")
async def room(socket: WebSocket, hearing_id: UUID) -> None:
    """The live room of one hearing for whoever holds the cookie or a ticket, or for one of the public."""
    services = services_of(socket)
    try:
        principal, unknown = await _who(socket, hearing_id), None
    except Refusal as refusal:
        principal, unknown = None, refusal
    await socket.accept(SUBPROTOCOL if SUBPROTOCOL in socket.scope["subprotocols"] else None)
    language = _language(socket, principal, services)
    if unknown is not None:
        await _refuse(socket, unknown, language, Close.signed_out)
        return
    try:
        floor, seat = await services.floors.enter(hearing_id, principal, speaker(language))
    except (Refusal, EngineDown) as refusal:
        await _refuse(socket, refusal, language, Close.not_found)
        return
    talk = _Talk(services, socket, floor, seat, principal, language)
    try:
        await talk.run()
    finally:
        await services.floors.leave(floor, seat)


async def _who(socket: WebSocket, hearing_id: UUID) -> Principal | None:
    """Whose ticket was offered beside our subprotocol, else whoever the request itself is from."""
    ticket = next((one for one in socket.scope["subprotocols"] if one.startswith(Mark.ticket)), None)
    if ticket is None:
        return await identity.who(socket)
    principal = await services_of(socket).tickets.redeem(ticket, hearing_id)
    if principal is None:
        raise TicketUsed()
    return principal


class _Talk:
    """One socket from hello to close: reading, writing and watching the sign-in, until one of them ends."""

    def __init__(
        self,
        services: Services,
        socket: WebSocket,
        floor: Floor,
        seat: Seat,
        principal: Principal | None,
        language: str,
    ) -> None:
        self._services, self._socket, self._floor, self._seat = services, socket, floor, seat
        self._principal, self._language = principal, language
        self._standing = Standing(services.sign_ins.still, principal, partial(services.floors.keeps, floor, seat))
        self._code = Close.normal

    async def run(self) -> None:
        tasks = [asyncio.create_task(work()) for work in (self._read, self._write, self._watch)]
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            with contextlib.suppress(RuntimeError, WebSocketDisconnect):
                await self._socket.close(self._code)

    async def _read(self) -> None:
        while (frame := await self._socket.receive())["type"] != "websocket.disconnect":
            try:
                await self._take(_decode(frame.get("text")))
            except (Refusal, EngineDown) as refusal:
                self._seat.send(_problem(refusal, self._language))

    async def _write(self) -> None:
        with contextlib.suppress(WebSocketDisconnect, RuntimeError):
            while True:
                frame = await self._seat.frames.get()
                await self._socket.send_text(frame.model_dump_json())
                if isinstance(frame, ClosedFrame):
                    return

    async def _watch(self) -> None:
        """Until the person may not be here: what flows stops first, then it is recorded, then they are told."""
        ending = await self._standing.ended(patient=True)
        await self._services.floors.dismiss(self._floor, self._seat)
        self._code = Close.signed_out if ending == "signed_out" else Close.not_allowed
        await self._socket.send_text(ClosedFrame(reason=ending).model_dump_json())

    async def _take(self, message: c.Message) -> None:
        match message:
            case c.Hello():
                if message.version != c.PROTOCOL:
                    raise ProtocolTooOld()
                self._seat.shown = ""
                self._services.floors.wake()
            case c.Subscribe() | c.Subscribed() | c.Candidate() | c.Publish():
                await self._media(message)
            case c.Prefer():
                self._prefer(message)
            case c.Devices() | c.Attest() | c.Consent() | c.CaptureOff() | c.Leave() | c.Say():
                await self._participate(message, self._participant())
            case _:
                assert_never(message)

    async def _media(self, message: c.Subscribe | c.Subscribed | c.Candidate | c.Publish) -> None:
        engine, room, peer = self._services.engine, self._floor.room, self._seat.peer
        relay_only = self._services.ice.relays and self._guarded()
        match message:
            case c.Subscribe():
                offer = await engine.subscribe(
                    room,
                    peer,
                    message.epoch,
                    audio_slots=AUDIO_SLOTS,
                    video_slots=VIDEO_SLOTS,
                    relay_only=relay_only,
                )
                self._seat.send(OfferFrame(epoch=message.epoch, sdp=offer.sdp, slots=offer.slots))
            case c.Subscribed():
                await engine.subscribed(room, peer, message.epoch, message.sdp)
                self._floor.bind_again()
                self._services.floors.wake()
            case c.Candidate():
                await engine.candidate(room, peer, message.which, message.epoch, message.candidate)
            case c.Publish():
                self._participant()
                answer = await engine.publish(room, peer, message.epoch, message.sdp, relay_only=relay_only)
                self._seat.send(AnswerFrame(epoch=message.epoch, sdp=answer))

    async def _participate(
        self, message: c.Devices | c.Attest | c.Consent | c.CaptureOff | c.Leave | c.Say, by: Principal
    ) -> None:
        presence, hearing_id = self._services.presence, self._floor.hearing_id
        match message:
            case c.Devices():
                await presence.devices(
                    hearing_id, by, camera=message.camera, microphone=message.microphone, alone=message.alone
                )
            case c.Attest():
                await presence.attest(hearing_id, by)
            case c.Consent():
                if message.list != self._showing().room(self._services.ice.view).told.mark:
                    raise ListChanged()
                await presence.consent(hearing_id, by)
            case c.CaptureOff():
                await presence.capture_off(hearing_id, by)
            case c.Leave():
                await presence.leave(hearing_id, by)
                self._seat.send(ClosedFrame(reason="left"))
            case c.Say():
                await self._services.floors.take(hearing_id, message.act, by)

    def _prefer(self, message: c.Prefer) -> None:
        facts = self._floor.facts
        rows = {row.id: row.person_id for row in facts.participants} if facts else {}
        self._seat.pins = frozenset(rows[pin] for pin in message.pins if pin in rows)
        self._seat.less_data = message.less_data
        self._services.floors.wake()

    def _participant(self) -> Principal:
        if self._principal is None or self._seat.observer:
            raise Unauthenticated()
        return self._principal

    def _guarded(self) -> bool:
        return self._floor.facts is None or self._showing().guarded

    def _showing(self) -> Showing:
        assert self._floor.facts is not None
        return Showing(self._floor, self._floor.facts, self._seat, self._services.clock.now())


def _decode(text: str | None) -> c.Message:
    """`text` is None for a binary frame, which no client of ours sends."""
    if text is None or len(text) > LARGEST_MESSAGE:
        raise MessageUnreadable()
    try:
        return c.MESSAGE.validate_json(text)
    except ValidationError as reason:
        raise MessageUnreadable() from reason


def _problem(refusal: Refusal, language: str) -> ProblemFrame:
    missing = refusal.data.get("missing", ())
    words = [str(item) for item in missing] if isinstance(missing, tuple | list) else []
    return ProblemFrame(
        code=refusal.code,
        title=translate(refusal.title, language),
        hint=translate(refusal.hint, language) if refusal.hint else "",
        missing=words,
    )


async def _refuse(socket: WebSocket, refusal: Refusal, language: str, code: Close) -> None:
    await socket.send_text(_problem(refusal, language).model_dump_json())
    await socket.close(code)


def _language(socket: WebSocket, principal: Principal | None, services: Services) -> str:
    default = principal.language if principal else services.settings.language
    return negotiate("", socket.cookies.get("language", ""), socket.headers.get("accept-language", ""), default).code
