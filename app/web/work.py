"""The page of work: one's own and the team's, taken and given back with one press, given to colleagues after a look."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.work import ChooseWork, GiveWork, TaskRef
from app.cases.errors.work import (
    ColleagueNotFound,
    NotForThisColleague,
    WorkHeldByAnother,
    WorkNotWithYou,
    WorkStandsOtherwise,
)
from app.cases.terms.work import DUE_WORDS, WORK_WORDS, DueIn, WorkKind, WorkScope
from app.desks import work as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_, Refusal
from app.language.i18n import translate
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
Problem = tuple[str | None, str]
_WORDS = {"kind": WORK_WORDS, "due": DUE_WORDS}
_DONE = {
    "take": N_("You have it now."),
    "back": N_("You gave it back. Nobody has it now."),
    "give": N_("It is with your colleague now."),
}
_NOTHING = N_("Tick what this is about first: one thing or several, at most a hundred.")
_NOBODY = N_("Choose the colleague who gets it.")
_HELD = N_("It is with %(name)s now.")
_SHOWN = (ColleagueNotFound, NotForThisColleague, WorkHeldByAnother, WorkNotWithYou, WorkStandsOtherwise)
"""What the list says above itself, as it stands now."""


@router.get("/work")
async def work_page(request: Request) -> Response:
    """What I have, or all that waits for the court and that I work with."""
    asked = Form({"view": [request.query_params.get("view", "")]})
    return await _page(request, await identity.require(request), asked, [])


@router.get("/work/{kind}/{thing_id:uuid}")
async def work_history_page(request: Request, kind: WorkKind, thing_id: UUID) -> Response:
    """Who has and had one thing that waits."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        found = await desk.history_of(reader, principal, TaskRef(kind=kind, id=thing_id))
    return await show(request, "work/history.html", history=found, words=_WORDS)


@router.post("/work")
async def change_work(request: Request) -> Response:
    """One thing at once, by the button beside it; what is ticked after a page that says what will happen."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        act, command = _asked(form)
    except ValueError:  # pydantic's is one too
        return await _page(request, principal, form, [_unclear(request, principal, form)])
    try:
        if not form["now"] and form["confirmed"] != "yes":
            return await _confirm(request, principal, act, command, form)
        await _do(request, principal, act, command)
    except _SHOWN as refusal:
        return await _page(request, principal, form, [(None, await _told(request, principal, refusal))])
    return go(f"/work?view={_scope(form['view'])}&done={act}")


def _scope(text: str) -> WorkScope:
    return WorkScope.team if text == WorkScope.team else WorkScope.mine


def _asked(form: Form) -> tuple[str, ChooseWork | GiveWork]:
    """What is to be done, and with what, each as the list wrote it: `kind id holder`. Raises ValueError."""
    act, chosen = form["act"], form.all("task")
    if form["now"]:
        act, _, task = form["now"].partition(" ")
        chosen = [task]
    if act not in _DONE:
        raise ValueError
    tasks = [_task(one) for one in chosen]
    if act == "give":
        return act, GiveWork.model_validate({"tasks": tasks, "to": form["to"]})
    return act, ChooseWork.model_validate({"tasks": [{"kind": one["kind"], "id": one["id"]} for one in tasks]})


def _task(text: str) -> dict[str, str | None]:
    kind, thing_id, *holder = text.split(" ")
    return {"kind": kind, "id": thing_id, "held_by": holder[0] if holder else None}


def _unclear(request: Request, principal: Principal, form: Form) -> Problem:
    nobody = form["act"] == "give" and form.all("task") and not form["to"]
    words = translate(_NOBODY if nobody else _NOTHING, language_of(request, principal).code)
    return ("to" if nobody else None), words


async def _do(request: Request, principal: Principal, act: str, command: ChooseWork | GiveWork) -> None:
    work = services_of(request).work
    if isinstance(command, GiveWork):
        await work.give(command, by=principal)
    elif act == "back":
        await work.give_back(command, by=principal)
    else:
        await work.take(command, by=principal)


async def _confirm(
    request: Request, principal: Principal, act: str, command: ChooseWork | GiveWork, form: Form
) -> Response:
    """What would happen with what is ticked."""
    async with services_of(request).database.read() as reader:
        found = await desk.chosen_work(reader, principal, command.tasks)
        colleagues = {one.person_id: one for one in await desk.colleagues_of(reader, principal)}
    to = colleagues.get(command.to) if isinstance(command, GiveWork) else None
    if isinstance(command, GiveWork) and to is None:
        raise ColleagueNotFound()
    return await show(
        request,
        "work/sure.html",
        work=found,
        act=act,
        to=to,
        ticked=form.all("task"),
        view=_scope(form["view"]),
        words=_WORDS,
    )


async def _told(request: Request, principal: Principal, refusal: Refusal) -> str:
    """What was refused and, where somebody else has it, who."""
    words = [say(request, principal, refusal)]
    held_by = refusal.data.get("held_by")
    if isinstance(held_by, list):
        async with services_of(request).database.read() as reader:
            names = [o.name for o in await desk.colleagues_of(reader, principal) if str(o.person_id) in held_by]
        language = language_of(request, principal).code
        words += [translate(_HELD, language, name=name) for name in names]
    return " ".join(words)


async def _page(request: Request, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    scope = _scope(form["view"])
    async with services_of(request).database.read() as reader:
        found = await desk.work_of(reader, principal, scope)
        colleagues = await desk.colleagues_of(reader, principal)
    done = _DONE.get(request.query_params.get("done", "")) if request.method == "GET" else None
    return await show(
        request,
        "work/list.html",
        status=422 if errors else 200,
        flash=Flash(translate(done, language_of(request, principal).code)) if done else None,
        groups=[(due, [one for one in found if one.due_in is due]) for due in DueIn],
        colleagues=[(str(one.person_id), one.name) for one in colleagues if not one.me],
        view=scope,
        ticked={" ".join(one.split(" ")[:2]) for one in form.all("task")},
        errors=errors,
        words=_WORDS,
    )
