"""Answers with a page: the shell a person gets (language, court, navigation, their own name) and the template."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse

from app.auth.terms import Desk
from app.auth.views import Principal
from app.desks.shell import Shell, shell_for
from app.edge import identity
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language import i18n
from app.language.i18n import translate
from app.web.templating import Flash, NavItem, RequestContext, render

LANGUAGE_COOKIE = "language"
_WAIT = N_("Time to wait, in seconds: %(seconds)s.")

_NAV: Mapping[Desk | None, tuple[tuple[str, str], ...]] = {
    None: ((N_("Today's hearings"), "/hearings"), (N_("Sign in"), "/sign-in")),
    Desk.clerk: (
        (N_("Today"), "/today"),
        (N_("Work"), "/work"),
        (N_("Review"), "/review"),
        (N_("Petitions"), "/askings"),
        (N_("Calendar"), "/calendar"),
        (N_("Deadlines"), "/deadlines"),
        (N_("Cases"), "/cases"),
        (N_("People"), "/people"),
        (N_("Paper"), "/paper"),
        (N_("Offers"), "/offers"),
        (N_("Emergency access"), "/break-glass"),
    ),
    Desk.judge: (
        (N_("Bench"), "/bench"),
        (N_("Relations"), "/relations"),
        (N_("Calendar"), "/calendar"),
        (N_("Deadlines"), "/deadlines"),
        (N_("Cases"), "/cases"),
        (N_("Emergency access"), "/break-glass"),
    ),
    Desk.counsel: (
        (N_("My desk"), "/desk"),
        (N_("File"), "/file"),
        (N_("Petitions"), "/askings"),
        (N_("Fees"), "/fees"),
        (N_("Calendar"), "/calendar"),
        (N_("Deadlines"), "/deadlines"),
        (N_("Cases"), "/cases"),
    ),
    Desk.participant: ((N_("Appointments"), "/assignments"),),
    Desk.registrar: (
        (N_("Emergency access"), "/break-glass"),
        (N_("Courts"), "/courts"),
        (N_("Waiting for an account"), "/admin/pending"),
        (N_("Templates"), "/templates"),
        (N_("Erase for good"), "/erasures"),
        (N_("People alike"), "/people/matches"),
    ),
    Desk.auditor: ((N_("Search the log"), "/audit"), (N_("Checkpoints"), "/log")),
    Desk.administrator: ((N_("Administration"), "/admin"),),
}
_SEARCH = frozenset({Desk.clerk, Desk.judge, Desk.counsel})
_ONLY_WAITING = frozenset({"/offers"})
"""Places named only while something waits there."""
DESK_WORDS = {
    Desk.clerk: N_("clerk"),
    Desk.judge: N_("judge"),
    Desk.counsel: N_("counsel"),
    Desk.participant: N_("participant"),
    Desk.registrar: N_("registrar"),
    Desk.auditor: N_("auditor"),
    Desk.administrator: N_("administrator"),
}


async def show(
    request: Request, template: str, *, status: int = 200, flash: Flash | None = None, **views: object
) -> HTMLResponse:
    """The page, in the reader's language; remembers the language when the address asks for one."""
    context = await context_of(request, flash)
    response = HTMLResponse(render(template, request_context=context, **views), status)
    if "lang" in request.query_params:
        response.set_cookie(LANGUAGE_COOKIE, context.language, path="/", httponly=True, samesite="lax")
    return response


def show_bare(request: Request, template: str, *, status: int, **views: object) -> HTMLResponse:
    """The page without anything that is read for its frame: for when reading itself is what failed."""
    context = RequestContext(
        language=language_of(request, None).code,
        path=request.url.path,
        production=services_of(request).settings.production,
    )
    return HTMLResponse(render(template, request_context=context, **views), status)


def go(address: str) -> RedirectResponse:
    """Go on to another page after a form was taken (303, so that reloading sends nothing twice)."""
    return RedirectResponse(address, 303)


async def context_of(request: Request, flash: Flash | None = None) -> RequestContext:
    """What the shell needs to know about this request and its reader."""
    principal = await _reader(request)
    services = services_of(request)
    async with services.database.read() as reader:
        shell = await shell_for(reader, principal)
    return RequestContext(
        language=language_of(request, principal).code,
        zone=shell.zone,
        court_zone=shell.zone,
        path=request.url.path,
        query=dict(request.query_params),
        court_name=shell.court_name,
        person=shell.person,
        role=DESK_WORDS[principal.desk] if principal else None,
        nav=_nav(principal, shell),
        searches=principal is not None and principal.hearing_id is None and principal.desk in _SEARCH,
        running=shell.running,
        flashes=(flash,) if flash else (),
        home_path=home_of(principal),
        production=services.settings.production,
    )


def language_of(request: Request, principal: Principal | None) -> i18n.Language:
    """The link's language, then the one chosen before, then the browser's, then the person's."""
    kept = request.cookies.get(LANGUAGE_COOKIE, "")
    default = principal.language if principal else services_of(request).settings.language
    asked = request.query_params.get("lang", "")
    if asked == i18n.PSEUDO.code:
        return i18n.PSEUDO
    return i18n.negotiate(asked, kept, request.headers.get("accept-language", ""), default)


def say(request: Request, principal: Principal | None, refusal: Refusal) -> str:
    """A refusal as one translated text: what happened, what to do, and how long to wait."""
    language = language_of(request, principal).code
    words = [translate(text, language) for text in (refusal.title, refusal.hint) if text]
    if "retry_after" in refusal.data:
        words.append(translate(_WAIT, language, seconds=refusal.data["retry_after"]))
    return " ".join(words)


def home_of(principal: Principal | None) -> str:
    """Where a person starts."""
    if principal is None:
        return "/"
    if principal.hearing_id is not None:
        return "/start/appointment"
    return _NAV[principal.desk][0][1]


async def _reader(request: Request) -> Principal | None:
    try:
        return await identity.who(request)
    except Refusal:
        return None


def _nav(principal: Principal | None, shell: Shell) -> tuple[NavItem, ...]:
    if principal is not None and principal.hearing_id is not None:
        return ()
    places = _NAV[principal.desk if principal else None]
    shown = [(label, href) for label, href in places if href not in _ONLY_WAITING or shell.counts.get(href)]
    return tuple(NavItem(label, href, shell.counts.get(href)) for label, href in shown)
