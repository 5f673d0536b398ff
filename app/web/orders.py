"""Orders of a case on pages: the list, the draft, its preview, the panel, and what everybody else sees of one."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.errors import ConfirmItIsYou
from app.auth.views import Principal
from app.cases.terms import LEVEL_WORDS
from app.desks import orders as desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.filings.terms import METHOD_WORDS
from app.kernel.errors import N_, Forbidden, NotFound, Refusal
from app.language.i18n import translate
from app.orders.commands import AnswerOrder, BeginOrder, ChangeOrder, EndDraft, PutToPanel
from app.orders.errors import OrderChangedMeanwhile
from app.orders.terms import ANSWER_WORDS, FIELDS, LEVELS, STATE_WORDS, OrderState
from app.web.pages import go, language_of, say, show
from app.web.templating import Flash

router = APIRouter()
Problem = tuple[str | None, str]
_VALUE = "value-"  # what stands before the name of a free field in the form
_DONE = {
    "kept": N_("The draft is kept."),
    "asked": N_("Its words stand. Every judge of the panel is asked to answer."),
    "back": N_("It is a draft again. No signature counts."),
    "withdrawn": N_("The order is withdrawn."),
    OrderState.signing.value: N_("Your answer is on record. Others of the panel have not answered yet."),
    OrderState.signed.value: N_("The order is made: signed, sealed, on the docket. The parties are being told."),
    OrderState.refused.value: N_("The order is not made: the majority of the panel did not sign it."),
}
_MISSING = {
    "title": N_("Give the order a title. It stands on the docket."),
    "words": N_("The text is longer than the court takes."),
    "reasons": N_("The reasons are longer than the court takes."),
}
_WHERE = N_("Line %(line)s, character %(column)s: %(words)s")
_LINE = N_("Line %(line)s: %(words)s")


@router.get("/cases/{case_id:uuid}/orders")
async def case_orders_page(request: Request, case_id: UUID) -> Response:
    """The orders of a case, and for its judges the form that begins one."""
    return await _case(request, case_id, await identity.require(request), Form({}), [])


@router.post("/cases/{case_id:uuid}/orders")
async def begin_order(request: Request, case_id: UUID) -> Response:
    """Begin a draft."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = BeginOrder.model_validate(form.chosen("template_id", "title", "level", "motion_id", "outcome"))
        order_id = await services_of(request).orders.begin(case_id, command, by=principal)
    except ValidationError as error:
        return await _case(request, case_id, principal, form, _missing(request, principal, error))
    return go(f"/orders/{order_id}")


@router.get("/orders/{order_id:uuid}")
async def order_page(request: Request, order_id: UUID) -> Response:
    """One order as this reader may know it."""
    return await _order(request, order_id, await identity.require(request), None, [])


@router.post("/orders/{order_id:uuid}")
async def change_order(request: Request, order_id: UUID) -> Response:
    """Keep the draft; then go on to whatever button was pressed."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = ChangeOrder.model_validate(_said(form))
        version = await services_of(request).orders.change(order_id, command, by=principal)
    except ValidationError as error:
        return await _order(request, order_id, principal, form, _missing(request, principal, error))
    except OrderChangedMeanwhile as refusal:  # what was typed stays on the page
        return await _order(request, order_id, principal, form, [("words", say(request, principal, refusal))])
    if form["then"] == "panel":
        return await _put(request, order_id, principal, PutToPanel(version=version), form)
    return go(f"/orders/{order_id}?done=kept")


@router.post("/orders/{order_id:uuid}/preview")
async def preview_order(request: Request, order_id: UUID) -> Response:
    """The draft as a PDF."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = ChangeOrder.model_validate(_said(form)) if form["version"] else None
        found = await services_of(request).orders.preview(order_id, said, by=principal)
    except ValidationError as error:
        return await _order(request, order_id, principal, form, _missing(request, principal, error))
    except (NotFound, Forbidden):
        raise
    except Refusal as refusal:
        kept = form if form["version"] else None
        return await _order(request, order_id, principal, kept, placed(request, principal, refusal, "words"))
    name = "attachment; filename=draft.pdf"
    return Response(found.content, media_type="application/pdf", headers={"content-disposition": name})


@router.post("/orders/{order_id:uuid}/panel")
async def put_to_panel(request: Request, order_id: UUID) -> Response:
    """Let its words stand and ask the panel."""
    principal, form = await identity.require(request), await read_form(request)
    command = PutToPanel.model_validate(form.chosen("version", "presiding_id"))
    return await _put(request, order_id, principal, command, form)


@router.post("/orders/{order_id:uuid}/draft")
async def take_back_order(request: Request, order_id: UUID) -> Response:
    """Make it a draft again."""
    principal, form = await identity.require(request), await read_form(request)
    await services_of(request).orders.take_back(order_id, EndDraft.model_validate(form.chosen("version")), by=principal)
    return go(f"/orders/{order_id}?done=back")


@router.post("/orders/{order_id:uuid}/withdrawal")
async def withdraw_order(request: Request, order_id: UUID) -> Response:
    """End it before it is made, once the judge has said so a second time."""
    principal, form = await identity.require(request), await read_form(request)
    command = EndDraft.model_validate(form.chosen("version"))
    if form["confirmed"] != "yes":
        async with services_of(request).database.read() as reader:
            found = await desk.of_order(reader, order_id, principal, services_of(request).clock.now())
        return await show(request, "orders/withdraw.html", order=found.order, version=command.version)
    await services_of(request).orders.withdraw(order_id, command, by=principal)
    return go(f"/orders/{order_id}?done=withdrawn")


@router.post("/orders/{order_id:uuid}/answers")
async def answer_order(request: Request, order_id: UUID) -> Response:
    """Sign it, or dissent."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        said = {**form.chosen("sha256", "reasons"), "agrees": form["agrees"] == "yes"}
        state = await services_of(request).order_signatures.answer(
            order_id, AnswerOrder.model_validate(said), by=principal
        )
    except ValidationError as error:
        return await _order(request, order_id, principal, form, _missing(request, principal, error))
    except (ConfirmItIsYou, NotFound, Forbidden):
        raise
    except Refusal as refusal:
        return await _order(request, order_id, principal, form, placed(request, principal, refusal, "reasons"))
    return go(f"/orders/{order_id}?done={state.value}")


async def _put(request: Request, order_id: UUID, principal: Principal, command: PutToPanel, form: Form) -> Response:
    try:
        await services_of(request).orders.put_to_panel(order_id, command, by=principal)
    except (NotFound, Forbidden):
        raise
    except Refusal as refusal:
        return await _order(request, order_id, principal, None, placed(request, principal, refusal, "words"))
    return go(f"/orders/{order_id}?done=asked")


async def _case(request: Request, case_id: UUID, principal: Principal, form: Form, errors: list[Problem]) -> Response:
    async with services_of(request).database.read() as reader:
        found = await desk.of_case(reader, case_id, principal)
    return await show(
        request,
        "orders/case.html",
        status=422 if errors else 200,
        desk=found,
        form=form,
        errors=errors,
        states={state.value: words for state, words in STATE_WORDS.items()},
        levels=[(level.value, LEVEL_WORDS[level]) for level in LEVELS],
    )


async def _order(
    request: Request, order_id: UUID, principal: Principal, form: Form | None, errors: list[Problem]
) -> Response:
    services, code = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        found = await desk.of_order(
            reader, order_id, principal, services.clock.now(), lambda words: translate(words, code)
        )
    order = found.order
    draft = {"title": order.title, "level": order.level, "words": order.words}
    done = _DONE.get(request.query_params.get("done", ""))
    return await show(
        request,
        "orders/order.html",
        status=422 if errors else 200,
        flash=Flash(translate(done, code)) if done and not errors else None,
        order=order,
        judges=found.judges,
        form=form or Form({name: [value] for name, value in draft.items()}),
        values=_values(form) if form else order.values,
        not_meant=form["not_meant"] == "yes" if form else order.not_meant,
        errors=errors,
        states={state.value: words for state, words in STATE_WORDS.items()},
        answers={answer.value: words for answer, words in ANSWER_WORDS.items()},
        levels=[(level.value, LEVEL_WORDS[level]) for level in LEVELS],
        level_words={level.value: words for level, words in LEVEL_WORDS.items()},
        methods={method.value: words for method, words in METHOD_WORDS.items()},
        fields=FIELDS,
    )


def _said(form: Form) -> dict[str, object]:
    return {
        **form.chosen("version", "title", "level"),
        "words": form["words"],
        "values": _values(form),
        "not_meant": form["not_meant"] == "yes",
    }


def _values(form: Form) -> dict[str, str]:
    found = [name for name, _ in form.fields() if name.startswith(_VALUE)]
    return {name.removeprefix(_VALUE): form[name] for name in found}


def _missing(request: Request, principal: Principal, error: ValidationError) -> list[Problem]:
    code = language_of(request, principal).code
    names = dict.fromkeys(str(item["loc"][0]) for item in error.errors())
    return [
        (name if name in _MISSING else None, translate(_MISSING.get(name, _MISSING["title"]), code)) for name in names
    ]


def placed(request: Request, principal: Principal, refusal: Refusal, field: str) -> list[Problem]:
    """A refusal at the text, with the line and the character where it has them."""
    code, words, where = language_of(request, principal).code, say(request, principal, refusal), refusal.data
    if where.get("line") == 0:
        return [("title", words)]
    if "column" in where:
        words = translate(_WHERE, code, line=where["line"], column=where["column"], words=words)
    elif "line" in where:
        words = translate(_LINE, code, line=where["line"], words=words)
    return [(field, words)]
