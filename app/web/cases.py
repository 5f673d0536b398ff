"""My cases, and one case: docket, parties by label, what I have filed, and the way to file something."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from app.cases.terms import LEVEL_WORDS, Level
from app.desks.cases import case_desk, my_cases
from app.edge import identity
from app.edge.services import services_of
from app.filings.terms import STATUS_WORDS
from app.kernel.paging import BadCursor
from app.language.i18n import translate
from app.orders.terms import OUTCOME_WORDS
from app.web.pages import language_of, show

router = APIRouter()
_OUTCOMES = {outcome.value: words for outcome, words in OUTCOME_WORDS.items()}


@router.get("/cases")
async def cases_page(request: Request, search: str = "", after: str = "") -> Response:
    """The cases on my desk, the newest first."""
    principal = await identity.require(request)
    async with services_of(request).database.read() as reader:
        try:
            found = await my_cases(reader, principal, search, after)
        except BadCursor:
            found = await my_cases(reader, principal, search)
    return await show(request, "cases/list.html", found=found, search=search, desk=principal.desk)


@router.get("/cases/{case_id:uuid}")
async def case_page(request: Request, case_id: UUID) -> Response:
    """One case as I may know it."""
    principal, services = await identity.require(request), services_of(request)
    language = language_of(request, principal).code
    async with services.database.read() as reader:
        desk = await case_desk(reader, case_id, principal, services.clock.now(), lambda text: translate(text, language))
    return await show(
        request,
        "cases/case.html",
        desk=desk,
        level_words=_level_words(),
        status_words=STATUS_WORDS,
        outcome_words=_OUTCOMES,
    )


def _level_words() -> dict[str, str]:
    return {level.value: LEVEL_WORDS[Level(level)] for level in Level}
