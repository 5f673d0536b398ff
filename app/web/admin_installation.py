"""The administrator's pages about the installation: courts with their units, limits, health, settings."""

from uuid import UUID
from zoneinfo import available_timezones

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.commands import SetLimits
from app.auth.errors import LimitOutOfBounds
from app.auth.terms import Desk, Limit
from app.auth.views import Principal
from app.cases.commands import AddUnit, DescribeCourt
from app.desks import admin
from app.edge import identity
from app.edge.bodies import LARGEST as LARGEST_BODY
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import LANGUAGES, language, translate
from app.web import filters
from app.web.admin import refusals
from app.web.pages import DESK_WORDS, go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
ZONES = [(name, name) for name in sorted(available_timezones()) if "/" in name and not name.startswith("Etc/")]
ZONES.append(("UTC", "UTC"))
OFFERED = [(one.code, one.name) for one in LANGUAGES]
PART_WORDS = {
    "database": N_("Database"),
    "storage": N_("Documents"),
    "log": N_("Log"),
    "media": N_("Picture and sound"),
    "outbox": N_("Work after acts"),
    "mail": N_("Messages"),
}
STATE_WORDS = {
    "ok": N_("works"),
    "failing": N_("does not work"),
    "behind": N_("is behind"),
    "down": N_("is not there"),
    "given-up": N_("something was given up"),
}


@router.get("/admin/courts")
async def courts_page(request: Request) -> Response:
    """Every court, and the form for another."""
    return await _courts(request, await identity.require(request), Form({}), None)


@router.post("/admin/courts")
async def add_court(request: Request) -> Response:
    """Take a new court."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        court = DescribeCourt.model_validate(form.chosen("name", "zone", "language"))
        court_id = await services_of(request).courts.add(court, by=principal)
    except (Refusal, ValidationError) as error:
        return await _courts(request, principal, form, error)
    return go(f"/admin/courts/{court_id}")


@router.get("/admin/courts/{court_id:uuid}")
async def court_page(request: Request, court_id: UUID) -> Response:
    """One court and its units."""
    return await _court(request, await identity.require(request), court_id, None, None)


@router.post("/admin/courts/{court_id:uuid}")
async def correct_court(request: Request, court_id: UUID) -> Response:
    """Take another name, zone or language."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        court = DescribeCourt.model_validate(form.chosen("name", "zone", "language"))
        await services_of(request).courts.correct(court_id, court, by=principal)
    except (Refusal, ValidationError) as error:
        return await _court(request, principal, court_id, form, error)
    return go(f"/admin/courts/{court_id}")


@router.post("/admin/courts/{court_id:uuid}/units")
async def add_unit(request: Request, court_id: UUID) -> Response:
    """Take a new unit."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        unit = AddUnit.model_validate({"name": form["unit"]})
        await services_of(request).courts.add_unit(court_id, unit, by=principal)
    except (Refusal, ValidationError) as error:
        return await _court(request, principal, court_id, None, error)
    return go(f"/admin/courts/{court_id}")


@router.get("/admin/health")
async def health_page(request: Request) -> Response:
    """Each part, and what was given up."""
    principal, services = await identity.require(request), services_of(request)
    waiting, _ = await services.relay.backlog()
    async with services.database.read() as reader:
        found = await admin.health(reader, principal, await services.health.parts(), waiting)
    return await show(request, "admin/health.html", health=found, part_words=PART_WORDS, state_words=STATE_WORDS)


@router.post("/admin/health/given-up/{row_id:uuid}")
async def retry(request: Request, row_id: UUID) -> Response:
    """Have something done again."""
    await services_of(request).queue.retry(row_id, by=await identity.require(request))
    return go("/admin/health")


@router.get("/admin/limits")
async def limits_page(request: Request) -> Response:
    """How long, how much, how often."""
    return await _limits_page(request, await identity.require(request), Form({}), None)


@router.post("/admin/limits")
async def set_limits(request: Request) -> Response:
    """Set how often something may be tried."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = SetLimits.model_validate({"limits": form.chosen(*(name.value for name in Limit))})
        await services_of(request).limit_settings.change(command, by=principal)
    except (Refusal, ValidationError) as error:
        return await _limits_page(request, principal, form, error)
    return go("/admin/limits?done=set")


@router.get("/admin/settings")
async def settings_page(request: Request) -> Response:
    """Settings in force, never a secret."""
    principal = await identity.require(request)
    found = admin.settings_in_force(principal, services_of(request).settings.shown())
    return await show(request, "admin/settings.html", found=found)


async def _limits_page(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    spoken = language_of(request, principal)
    async with services_of(request).database.read() as reader:
        found = await admin.limits(reader, principal)
    done = translate(_SET, spoken.code) if request.query_params.get("done") == "set" else None
    return await show(
        request,
        "admin/limits.html",
        status=422 if error else 200,
        flash=Flash(done) if done else None,
        found=found,
        form=form,
        errors=_out_of_bounds(request, principal, error),
        limits=_limits(request, spoken.code),
        desk_words={desk: translate(DESK_WORDS[desk], spoken.code) for desk in Desk},
        try_words={name: translate(words, spoken.code) for name, words in LIMIT_WORDS.items()},
    )


def _out_of_bounds(request: Request, principal: Principal, error: Exception | None) -> list[tuple[str | None, str]]:
    """What to correct, at the field it is in."""
    if isinstance(error, LimitOutOfBounds):
        return [(str(error.data["limit"]), say(request, principal, error))]
    if isinstance(error, ValidationError):
        words = translate(N_("Write a whole number."), language_of(request, principal).code)
        return [(str(one["loc"][-1]), words) for one in error.errors()]
    return refusals(request, principal, error)


LIMIT_WORDS = {
    Limit.account_from_address: N_("Wrong passwords for one account from one network"),
    Limit.address: N_("Wrong passwords from one network, for all accounts"),
    Limit.account: N_("Wrong passwords for one account from everywhere"),
    Limit.device: N_("Wrong passwords on a device that was signed in before"),
    Limit.second_step: N_("Wrong codes of the second step"),
    Limit.code: N_("Wrong appointment codes without a link, from one network"),
    Limit.titles: N_("Titles of filings one person tries in an hour"),
    Limit.look_ups: N_("Looks at what is public, a minute, from one network"),
    Limit.longest_pause: N_("The longest pause after a wrong try, seconds"),
}
_SET = N_("The limits are set. They count from now on.")


def _limits(request: Request, code: str) -> list[tuple[str, str]]:
    formats = language(code).formats
    sizes = (
        (N_("Largest document"), services_of(request).settings.upload_limit),
        (N_("Largest text of one request"), LARGEST_BODY),
    )
    return [(translate(words, code), filters.size(value, formats)) for words, value in sizes]


async def _courts(request: Request, principal: Principal, form: Form, error: Exception | None) -> Response:
    async with services_of(request).database.read() as reader:
        found = await admin.courts(reader, principal)
    return await show(
        request,
        "admin/courts.html",
        status=422 if error else 200,
        found=found,
        errors=refusals(request, principal, error),
        form=form,
        zones=ZONES,
        languages_offered=OFFERED,
    )


async def _court(
    request: Request, principal: Principal, court_id: UUID, form: Form | None, error: Exception | None
) -> Response:
    async with services_of(request).database.read() as reader:
        found = await admin.court(reader, principal, court_id)
    filled = form or Form({"name": [found.name], "zone": [found.zone], "language": [found.language]})
    return await show(
        request,
        "admin/court.html",
        status=422 if error else 200,
        court=found,
        errors=refusals(request, principal, error),
        form=filled,
        zones=ZONES,
        languages_offered=OFFERED,
    )
