"""Several filings accepted at once: the page that says what will happen, and the page that says what did."""

from uuid import UUID

from fastapi import APIRouter, Request
from pydantic import ValidationError
from starlette.responses import Response

from app.auth.terms import Desk
from app.cases.terms import LEVEL_WORDS, Level
from app.desks.many import accept_each, foreseen
from app.edge import identity
from app.edge.forms import read_form
from app.edge.services import services_of
from app.filings.commands import AcceptEach
from app.filings.errors import NotTheReviewer
from app.filings.terms import MOST_AT_ONCE, TYPE_WORDS
from app.kernel.errors import N_
from app.kernel.ids import secret_token
from app.web.pages import show
from app.web.review import queue
from app.web.today import look_of

router = APIRouter(prefix="/review")
_CHOOSE = N_("Tick what you want to accept: one filing or several, at most fifty.")


@router.get("/many")
async def many_page(request: Request) -> Response:
    """What will happen with what is ticked; nothing has happened yet."""
    principal = await identity.require(request)
    if principal.desk is not Desk.clerk:
        raise NotTheReviewer()
    ids = _ids(request.query_params.getlist("filing"))
    if not 1 <= len(ids) <= MOST_AT_ONCE:
        return await queue(request, principal, _CHOOSE)
    look = look_of(request, principal)
    async with services_of(request).database.read() as reader:
        found = await foreseen(reader, principal, ids, look.at, look.translate)
    words = {level.value: LEVEL_WORDS[level] for level in Level}
    gone = len(ids) - len(found)
    return await show(
        request, "review/many.html", found=found, gone=gone, key=secret_token(), types=TYPE_WORDS, levels=words
    )


@router.post("/many")
async def accept_many(request: Request) -> Response:
    """Accept each; the answer says what became of each. Sent again, it accepts nothing twice."""
    principal, form = await identity.require(request), await read_form(request)
    if principal.desk is not Desk.clerk:
        raise NotTheReviewer()
    try:
        command = AcceptEach.model_validate({"filings": [_seen(text) for text in form.all("filing")]})
    except ValidationError:
        return await queue(request, principal, _CHOOSE)
    services = services_of(request)
    outcomes = await accept_each(services.database, services.filings.reviews.decide, principal, command, form["key"])
    return await show(request, "review/accepted.html", outcomes=outcomes)


def _seen(text: str) -> dict[str, str]:
    """A filing and the version that the page before showed: `id version`."""
    filing_id, _, version = text.partition(" ")
    return {"id": filing_id, "version": version}


def _ids(texts: list[str]) -> list[UUID]:
    """The filings ticked, once each; what is no id is none of them."""
    found = []
    for text in dict.fromkeys(texts):
        try:
            found.append(UUID(text))
        except ValueError:
            continue
    return list(dict.fromkeys(found))
