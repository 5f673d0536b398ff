"""Pages for anybody: what this court does online, the cause list, public dockets, help."""

from datetime import UTC, datetime, time, timedelta

from fastapi import APIRouter, Request
from starlette.convertors import StringConvertor, register_url_convertor
from starlette.responses import Response

from app.auth.queries.accounts import nobody_has_an_account
from app.cases.errors import CaseNotFound
from app.cases.queries import case_by_number
from app.cases.terms import Act
from app.desks.public import CASE_NUMBER, cause_list, public_case
from app.desks.shell import shell_for
from app.edge import identity
from app.edge.device import address_of
from app.edge.services import services_of
from app.kernel.zones import local
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.today import day_asked


class CaseNumberConvertor(StringConvertor):
    """`CR-2026-1`, or what the form of another court makes of it. The pages of one case, by its id, come first."""

    regex = CASE_NUMBER.pattern


register_url_convertor("case_number", CaseNumberConvertor())
router = APIRouter()
_DAY = timedelta(days=1)


@router.get("/")
async def home_page(request: Request) -> Response:
    """What this court does online, and today's hearings."""
    services = services_of(request)
    async with services.database.read() as reader:
        zone = (await shell_for(reader, None)).zone
        hearings = await cause_list(reader, local(services.clock.now(), zone).date())
        if await nobody_has_an_account(reader):
            return await show(request, "new_installation.html")
    return await show(request, "home.html", hearings=[one for one in hearings if one.status != "vacated"], wrong=None)


@router.get("/hearings")
async def cause_list_page(request: Request) -> Response:
    """The cause list of a day."""
    services = services_of(request)
    async with services.database.read() as reader:
        zone = (await shell_for(reader, None)).zone
        today = local(services.clock.now(), zone).date()
        day = day_asked(request, "date") or today
        hearings = await cause_list(reader, day)
    return await show(
        request,
        "public/cause_list.html",
        hearings=hearings,
        day=day.isoformat(),
        noon=datetime.combine(day, time(12), UTC),
        previous=(day - _DAY).isoformat(),
        next_day=(day + _DAY).isoformat(),
        is_today=day == today,
    )


@router.get("/cases/find")
async def find_case(request: Request, number: str = "") -> Response:
    """On to the docket of the case with this number; what cannot be found is said on the start page."""
    services = services_of(request)
    await services.limits.look_up(address_of(request))
    wanted = "-".join(number.upper().split()).replace("/", "-")
    try:
        async with services.database.read() as reader:
            found = await public_case(reader, wanted, services.clock.now())
    except CaseNotFound as refusal:
        wrong = say(request, await identity.who(request), refusal)
        return await show(request, "home.html", status=404, hearings=[], wrong=wrong)
    return go(f"/cases/{found.number}")


@router.get("/cases/{number:case_number}")
async def docket_page(request: Request, number: str) -> Response:
    """The public docket; those of the court and of the case go on to the page they work with."""
    principal, services = await identity.reader(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        if principal is not None:
            mine = await case_by_number(reader, number, principal)
            if mine.may(Act.read_record):
                return go(f"/cases/{mine.case.id}")
        now = services.clock.now()
        case = await public_case(reader, number, now, lambda text: translate(text, language))
    return await show(request, "public/docket.html", case=case)


@router.get("/help")
async def help_page(request: Request) -> Response:
    """How to do what people come for, and who helps; somebody invited reads it without a word that tells."""
    principal = await identity.who(request)
    invited = principal is not None and principal.hearing_id is not None
    return await show(request, "help/plain.html" if invited else "help/index.html")
