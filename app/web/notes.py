"""The notes of the court about a case, and the form for another."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.views import Principal
from app.cases.commands.notes import WriteNote
from app.cases.terms.notes import NOTE_WORDS
from app.desks.notes import notes_desk
from app.edge import identity
from app.edge.forms import Form, read_form
from app.edge.services import services_of
from app.kernel.errors import N_
from app.language.i18n import translate
from app.web.pages import go, language_of, show
from app.web.templating import Flash

router = APIRouter()
_WRITTEN = N_("The note is kept.")
_EMPTY = N_("Write the note, in at most 4000 letters.")
_KIND = N_("Choose what kind of note it is.")


@router.get("/cases/{case_id:uuid}/notes")
async def notes_page(request: Request, case_id: UUID) -> Response:
    """What the court noted about a case."""
    return await _page(request, await identity.require(request), case_id, Form({}), [])


@router.post("/cases/{case_id:uuid}/notes")
async def write_note(request: Request, case_id: UUID) -> Response:
    """Keep a note."""
    principal, form = await identity.require(request), await read_form(request)
    try:
        command = WriteNote.model_validate(form.chosen("kind", "words", "caller"))
    except ValidationError as error:
        names = dict.fromkeys(str(one["loc"][0]) for one in error.errors())
        language = language_of(request, principal).code
        wrong = [(name, translate(_KIND if name == "kind" else _EMPTY, language)) for name in names]
        return await _page(request, principal, case_id, form, wrong)
    await services_of(request).notes.write(case_id, command, by=principal)
    return go(f"/cases/{case_id}/notes?done=written")


async def _page(
    request: Request, principal: Principal, case_id: UUID, form: Form, errors: list[tuple[str, str]]
) -> Response:
    services, language = services_of(request), language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await notes_desk(
            reader, case_id, principal, services.clock.now(), lambda text: translate(text, language)
        )
    done = request.query_params.get("done") == "written"
    return await show(
        request,
        "notes/case.html",
        status=422 if errors else 200,
        flash=Flash(translate(_WRITTEN, language)) if done else None,
        desk=desk,
        form=form,
        errors=errors,
        words={kind.value: text for kind, text in NOTE_WORDS.items()},
    )
