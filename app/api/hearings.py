"""Hearings: those of a case, one to prepare, booking, moving, vacating, and codes for people without an account."""

from uuid import UUID

from fastapi import APIRouter, Response

from app.api.deps import CurrentPrincipal, IdempotencyKey, ServicesDep
from app.desks.hearings import of_case, prepare
from app.hearings.commands import BookHearing, Reschedule, Vacate
from app.hearings.queries import Look
from app.hearings.views import HearingRef, HearingView, InvitationView

router = APIRouter(tags=["hearings"])


@router.get("/cases/{case_id}/hearings")
async def list_hearings(case_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> list[HearingView]:
    """The hearings of a case, earliest first, with everybody this person may know of."""
    async with services.database.read() as reader:
        return await of_case(reader, case_id, Look(principal, services.clock.now()))


@router.post("/cases/{case_id}/hearings", status_code=201)
async def book_hearing(
    case_id: UUID,
    command: BookHearing,
    key: IdempotencyKey,
    principal: CurrentPrincipal,
    services: ServicesDep,
    response: Response,
) -> HearingRef:
    """Book a remote hearing. Nobody is booked twice at one time; everybody asked is told."""
    ref = await services.bookings.book(case_id, command, principal, key)
    response.headers["location"] = f"/api/v1/hearings/{ref.id}"
    return ref


@router.get("/hearings/{hearing_id}")
async def show_hearing(hearing_id: UUID, principal: CurrentPrincipal, services: ServicesDep) -> HearingView:
    """One hearing: its time, its people as this person may know them, how ready they are."""
    async with services.database.read() as reader:
        return (await prepare(reader, hearing_id, Look(principal, services.clock.now()))).hearing


@router.put("/hearings/{hearing_id}/time")
async def reschedule_hearing(
    hearing_id: UUID, command: Reschedule, principal: CurrentPrincipal, services: ServicesDep
) -> HearingRef:
    """Move a hearing. Send the version you saw."""
    return await services.bookings.reschedule(hearing_id, command, principal)


@router.put("/hearings/{hearing_id}/vacatur")
async def vacate_hearing(
    hearing_id: UUID, command: Vacate, principal: CurrentPrincipal, services: ServicesDep
) -> HearingRef:
    """Take a hearing off the list. Everybody asked is told, and every code for it ends."""
    return await services.bookings.vacate(hearing_id, command, principal)


@router.post("/hearings/{hearing_id}/participants/{participant_id}/invitation", status_code=201)
async def issue_invitation(
    hearing_id: UUID, participant_id: UUID, principal: CurrentPrincipal, services: ServicesDep
) -> InvitationView:
    """A fresh link and spoken code for somebody without an account. They are shown this once; earlier ones end."""
    return await services.bookings.issue_invitation(hearing_id, participant_id, principal)


@router.delete("/hearings/{hearing_id}/participants/{participant_id}/invitation", status_code=204)
async def recall_invitation(
    hearing_id: UUID, participant_id: UUID, principal: CurrentPrincipal, services: ServicesDep
) -> None:
    """End the code given to somebody, and the sign-in that came with it."""
    await services.bookings.recall_invitation(hearing_id, participant_id, principal)
