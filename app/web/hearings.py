"""The page of one hearing: prepare it, move it, take it off the list, give out a link and a code."""

from datetime import timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.desks.hearings import Prepare, prepare
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.hearings.calendar import DoubleBooked, ParticipantNotAvailable
from app.hearings.commands import FindTimes, Reschedule, Vacate, VacateReason
from app.hearings.errors import OnlyTheCourtBooks
from app.hearings.queries import candidates, times_free
from app.hearings.views import FreeTime
from app.kernel.errors import N_, Refusal
from app.kernel.zones import TimeHappensTwice, local
from app.web.calendar import LENGTHS, Asked, clashes_of, missing
from app.web.pages import go, say, show
from app.web.templating import Flash
from app.web.today import look_of

router = APIRouter(prefix="/hearings")
_DONE = {
    "booked": N_("The hearing is booked. Everybody with an e-mail address is being told."),
    "moved": N_("The hearing has its new time. Everybody with an e-mail address is being told."),
    "vacated": N_("The hearing is off the list. Everybody with an e-mail address is being told."),
    "recalled": N_("The code has ended. Whoever came in with it is signed out."),
}
_NO_REASON = N_("Choose a reason. Everybody may read it.")


@router.get("/{hearing_id:uuid}")
async def hearing_page(request: Request, hearing_id: UUID) -> Response:
    """People, their state, checks, codes, protections in force, and what can be done."""
    principal = await identity.require(request)
    desk = await _desk(request, hearing_id, principal)
    done = _DONE.get(request.query_params.get("done", ""))
    flash = Flash(look_of(request, principal).translate(done)) if done else None
    return await show(request, "hearings/show.html", flash=flash, desk=desk, hearing=desk.hearing)


@router.get("/{hearing_id:uuid}/time")
async def move_page(request: Request, hearing_id: UUID) -> Response:
    """The form for a new time, with times that are free for everybody."""
    principal = await identity.require(request)
    desk = await _desk_of_court(request, hearing_id, principal)
    day, _, clock = desk.hearing.wall_time.partition("T")
    minutes = (desk.hearing.ends_at - desk.hearing.starts_at) // timedelta(minutes=1)
    form = Form({"date": [day], "time": [clock], "minutes": [f"{minutes}"], "version": [f"{desk.hearing.version}"]})
    return await _move_form(request, principal, desk, form, Asked())


@router.post("/{hearing_id:uuid}/time")
async def move(request: Request, hearing_id: UUID) -> Response:
    """Move it, or take a suggested time over into the form."""
    principal, form = await identity.require(request), await read_form(request)
    desk = await _desk(request, hearing_id, principal)
    if form["take"]:
        day, _, clock = form["take"].partition("T")
        return await _move_form(request, principal, desk, form.changed(date=day, time=clock, second=""), Asked())
    said: dict[str, object] = {**form.chosen("date", "time", "minutes", "version")}
    if form["second"]:
        said["second"] = form["second"] == "second"
    try:
        await services_of(request).bookings.reschedule(hearing_id, Reschedule.model_validate(said), principal)
    except ValidationError as error:
        return await _move_form(request, principal, desk, form, missing(request, principal, error))
    except Refusal as refusal:
        return await _move_form(request, principal, desk, form, await _refused(request, principal, desk, refusal))
    return go(f"/hearings/{hearing_id}?done=moved")


@router.get("/{hearing_id:uuid}/vacatur")
async def vacate_page(request: Request, hearing_id: UUID) -> Response:
    """What taking it off the list does, and the reasons to choose from."""
    return await _vacate_form(request, hearing_id, await identity.require(request), None)


@router.post("/{hearing_id:uuid}/vacatur")
async def vacate(request: Request, hearing_id: UUID) -> Response:
    """Take it off the list."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = Vacate.model_validate(form.chosen("reason", "version"))
        await services_of(request).bookings.vacate(hearing_id, command, principal)
    except ValidationError:
        words = look_of(request, principal).translate(_NO_REASON)
        return await _vacate_form(request, hearing_id, principal, words)
    except Refusal as refusal:
        return await _vacate_form(request, hearing_id, principal, say(request, principal, refusal))
    return go(f"/hearings/{hearing_id}?done=vacated")


async def _vacate_form(request: Request, hearing_id: UUID, principal: Principal, wrong: str | None) -> Response:
    desk = await _desk_of_court(request, hearing_id, principal)
    return await show(
        request,
        "hearings/vacate.html",
        status=422 if wrong else 200,
        desk=desk,
        hearing=desk.hearing,
        reasons=list(VacateReason),
        errors=[("reason", wrong)] if wrong else [],
    )


@router.post("/{hearing_id:uuid}/participants/{participant_id:uuid}/invitation")
async def give_code(request: Request, hearing_id: UUID, participant_id: UUID) -> Response:
    """A fresh link and code on a page of their own, this once."""
    principal = await identity.require(request)
    given = await services_of(request).bookings.issue_invitation(hearing_id, participant_id, principal)
    desk = await _desk(request, hearing_id, principal)
    one = next(person for person in desk.hearing.participants if person.id == participant_id)
    return await show(request, "hearings/given.html", desk=desk, hearing=desk.hearing, person=one, given=given)


@router.post("/{hearing_id:uuid}/participants/{participant_id:uuid}/recall")
async def recall_code(request: Request, hearing_id: UUID, participant_id: UUID) -> Response:
    """End a code that was given."""
    principal = await identity.require(request)
    await services_of(request).bookings.recall_invitation(hearing_id, participant_id, principal)
    return go(f"/hearings/{hearing_id}?done=recalled")


async def _desk(request: Request, hearing_id: UUID, principal: Principal) -> Prepare:
    async with services_of(request).database.read() as reader:
        return await prepare(reader, hearing_id, look_of(request, principal))


async def _desk_of_court(request: Request, hearing_id: UUID, principal: Principal) -> Prepare:
    desk = await _desk(request, hearing_id, principal)
    if not desk.manages:
        raise OnlyTheCourtBooks()
    return desk


async def _refused(request: Request, principal: Principal, desk: Prepare, refusal: Refusal) -> Asked:
    answer = Asked([("time", say(request, principal, refusal))], twice=isinstance(refusal, TimeHappensTwice))
    if answer.twice:
        answer.errors = [("second", say(request, principal, refusal))]
    if isinstance(refusal, DoubleBooked):
        async with services_of(request).database.read() as reader:
            found = await candidates(reader, desk.hearing.case_id, look_of(request, principal))
        answer.clashes = clashes_of(refusal, {f"{one.part_id}": one.label for one in found})
    answer.searched = isinstance(refusal, ParticipantNotAvailable)
    return answer


async def _move_form(request: Request, principal: Principal, desk: Prepare, form: Form, asked: Asked) -> Response:
    now = services_of(request).clock.now()
    asked.free = await _free(request, principal, desk, form) if desk.manages else []
    return await show(
        request,
        "hearings/move.html",
        status=422 if asked.errors else 200,
        desk=desk,
        hearing=desk.hearing,
        form=form,
        asked=asked,
        errors=asked.errors,
        lengths=LENGTHS,
        earliest=local(now, desk.hearing.zone).date().isoformat(),
    )


async def _free(request: Request, principal: Principal, desk: Prepare, form: Form) -> list[FreeTime]:
    """Times free for everybody asked, from the day in the form on; none when the form cannot be read."""
    services, now = services_of(request), services_of(request).clock.now()
    wanted = {**form.chosen("date", "minutes"), "hearing_id": desk.hearing.id}
    try:
        async with services.database.read() as reader:
            return await times_free(reader, desk.hearing.case_id, FindTimes.model_validate(wanted), principal, now)
    except (ValidationError, Refusal):
        return []
