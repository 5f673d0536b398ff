"""Deadlines of a case and of a desk with the explanation of each end, and the days of the court: pages."""

from datetime import date, datetime, time, timedelta
from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands import ChangeDeadline, DeclareHoliday, PublishClosure, SetDeadline
from app.cases.errors import ClosureEndsFirst, HolidayDeclared, NoCourtDaysLeft, WordsNameProtected
from app.cases.terms import BECAUSE_WORDS, STATE_WORDS, UNIT_WORDS, WAY_WORDS
from app.cases.views import Recounted
from app.desks import deadlines as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.kernel.zones import TimeDoesNotExist, resolve_local
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
AHEAD = (7, 30, 90, 365)
_MISSING = {
    "title": N_("Say what is due, in a few words."),
    "event_on": N_("Give the day it is counted from."),
    "length": N_("Say how long it is, as a whole number."),
    "day": N_("Give the day."),
    "name": N_("Give the holiday a name."),
    "begins": N_("Give day and time for both ends."),
}
_REFUSED: tuple[tuple[type[Refusal], str], ...] = (
    (HolidayDeclared, "day"),
    (NoCourtDaysLeft, "day"),
    (ClosureEndsFirst, "begins"),
    (TimeDoesNotExist, "begins"),
)


@router.get("/deadlines")
async def deadlines_page(request: Request, days: int = 30) -> Response:
    """What runs on my desk, the next to end first."""
    principal, services = await identity.require(request), services_of(request)
    ahead = days if days in AHEAD else 30
    async with services.database.read() as reader:
        rows = await desk.of_desk(reader, principal, services.clock.now() + timedelta(days=ahead))
    court = principal.court_id
    return await show(
        request, "deadlines/desk.html", rows=rows, ahead=ahead, choices=AHEAD, court=court, words=_words()
    )


@router.get("/cases/{case_id:uuid}/deadlines")
async def case_deadlines_page(request: Request, case_id: UUID) -> Response:
    """The deadlines of a case, why each ends when it does, and the form for another."""
    return await _case(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/deadlines")
async def set_deadline(request: Request, case_id: UUID) -> Response:
    """Let a period run."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    try:
        async with services.database.read() as reader:
            zone = (await desk.of_case(reader, case_id, principal)).case.zone
        said = {
            **form.chosen("title", "length", "unit", "way"),
            "event_at": _wall(form, "event_on", "event_time", zone),
        }
        await services.deadlines.set(case_id, SetDeadline.model_validate(said), by=principal)
    except ValidationError as error:
        return await _case(request, case_id, principal, form, _missing(request, principal, error))
    except WordsNameProtected as refusal:
        return await _case(request, case_id, principal, form, [("title", say(request, principal, refusal))])
    except (NoCourtDaysLeft, TimeDoesNotExist) as refusal:
        return await _case(request, case_id, principal, form, [("event_on", say(request, principal, refusal))])
    return go(f"/cases/{case_id}/deadlines?done=set")


@router.post("/cases/{case_id:uuid}/deadlines/{deadline_id:uuid}")
async def change_deadline(request: Request, case_id: UUID, deadline_id: UUID) -> Response:
    """Take what became of a deadline."""
    principal, form = await identity.require(request), await read_form(request)
    command = ChangeDeadline.model_validate(form.chosen("state", "version"))
    await services_of(request).deadlines.change(deadline_id, command, by=principal)
    return go(f"/cases/{case_id}/deadlines?done=changed")


@router.get("/courts/{court_id:uuid}/days")
async def court_days_page(request: Request, court_id: UUID) -> Response:
    """The holidays of a court and when filing was not possible."""
    return await _days(request, court_id, await identity.require(request), Form({}), [])


@router.post("/courts/{court_id:uuid}/holidays")
async def declare_holiday(request: Request, court_id: UUID) -> Response:
    """Make a day a holiday."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = DeclareHoliday.model_validate(form.chosen("day", "name"))
        counted = await services_of(request).court_days.declare(court_id, command, by=principal)
    except ValidationError as error:
        return await _days(request, court_id, principal, form, _missing(request, principal, error))
    except (HolidayDeclared, NoCourtDaysLeft) as refusal:
        return await _days(request, court_id, principal, form, _refused(request, principal, refusal))
    return _counted(court_id, counted)


@router.post("/courts/{court_id:uuid}/holidays/{holiday_id:uuid}/withdrawal")
async def withdraw_holiday(request: Request, court_id: UUID, holiday_id: UUID) -> Response:
    """Make it a court day again."""
    principal = await identity.require(request)
    return _counted(court_id, await services_of(request).court_days.withdraw(court_id, holiday_id, by=principal))


@router.post("/courts/{court_id:uuid}/closures")
async def publish_closure(request: Request, court_id: UUID) -> Response:
    """Publish a time in which filing was not possible."""
    principal, form = await identity.require(request), await read_form(request)
    services = services_of(request)
    try:
        async with services.database.read() as reader:
            zone = (await desk.of_court(reader, principal, court_id, services.clock.now())).zone
        said = {name: _wall(form, f"{name}_on", f"{name}_time", zone) for name in ("begins", "ends")}
        counted = await services.court_days.publish(court_id, PublishClosure.model_validate(said), by=principal)
    except ValidationError as error:
        return await _days(request, court_id, principal, form, _missing(request, principal, error))
    except (ClosureEndsFirst, TimeDoesNotExist, NoCourtDaysLeft) as refusal:
        return await _days(request, court_id, principal, form, _refused(request, principal, refusal))
    return _counted(court_id, counted)


async def _case(
    request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[tuple[str, str]]
) -> Response:
    async with services_of(request).database.read() as reader:
        shown = await desk.of_case(reader, case_id, principal)
    done = {"set": N_("The deadline runs."), "changed": N_("The deadline was changed.")}
    return await show(
        request,
        "deadlines/case.html",
        status=422 if errors else 200,
        flash=_flash(request, principal, done),
        desk=shown,
        form=form,
        errors=errors,
        words=_words(),
    )


async def _days(
    request: Request, court_id: UUID, principal: Principal, form: Form, errors: list[tuple[str, str]]
) -> Response:
    services = services_of(request)
    async with services.database.read() as reader:
        shown = await desk.of_court(reader, principal, court_id, services.clock.now())
    moved, cases = (request.query_params.get(name, "") for name in ("moved", "cases"))
    counted = (int(moved), int(cases)) if moved.isdecimal() and cases.isdecimal() else None
    return await show(
        request,
        "deadlines/days.html",
        status=422 if errors else 200,
        desk=shown,
        form=form,
        errors=errors,
        counted=counted,
        lists=principal.court_id == court_id,
    )


def _counted(court_id: UUID, counted: Recounted) -> Response:
    return go(f"/courts/{court_id}/days?moved={counted.deadlines}&cases={counted.cases}")


def _flash(request: Request, principal: Principal, done: dict[str, str]) -> Flash | None:
    words = done.get(request.query_params.get("done", ""))
    return Flash(translate(words, language_of(request, principal).code)) if words else None


def _words() -> dict[str, dict[str, str]]:
    return {
        "because": {key.value: text for key, text in BECAUSE_WORDS.items()},
        "state": {key.value: text for key, text in STATE_WORDS.items()},
        "unit": {key.value: text for key, text in UNIT_WORDS.items()},
        "way": {key.value: text for key, text in WAY_WORDS.items()},
    }


def _wall(form: Form, day: str, clock: str, zone: str) -> datetime | None:
    try:
        return resolve_local(
            date.fromisoformat(form[day]), time.fromisoformat(form[clock] or "00:00"), zone, second=False
        )
    except ValueError:
        return None


def _missing(request: Request, principal: Principal, error: ValidationError) -> list[tuple[str, str]]:
    language, places = language_of(request, principal).code, {"event_at": "event_on", "ends": "begins"}
    names = dict.fromkeys(places.get(str(item["loc"][0]), str(item["loc"][0])) for item in error.errors())
    return [(name, translate(_MISSING.get(name, _MISSING["title"]), language)) for name in names]


def _refused(request: Request, principal: Principal, refusal: Refusal) -> list[tuple[str, str]]:
    place = next(name for kind, name in _REFUSED if isinstance(refusal, kind))
    return [(place, say(request, principal, refusal))]
