"""Asks a town every route of a law as everybody, and says what was answered otherwise than the law has it."""

from collections.abc import AsyncIterator, Callable, Sequence

import httpx

from tests.http.law import ROLES, Answer, Law
from tests.http.town import PHRASE, Town
from tests.sampling import drawn, part_of

Fits = Callable[[httpx.Response, Answer], bool]
SHARE = 0.2
_STATUS: dict[Answer, int] = {"sign-in": 401, "refused": 403, "hidden": 404}


async def differences(town: Town, laws: Sequence[Law], fits: Fits) -> AsyncIterator[str]:
    """One line for each wrong answer; those who may not ask first, so that nothing is done before they do.

    Of the cells of a route that are due the same answer a fifth is asked, and as many as it takes to work once.
    """
    for law in laws:
        ended: set[str] = set()
        worked, address = False, f"{law.method} {law.at or law.route}"
        for due, role, case in _cells(law):
            if due == "done" and (case in ended or (worked and not drawn(SHARE))):
                continue
            response = await _ask(town, law, role, case)
            worked = worked or response.status_code < 400
            if law.once and response.status_code < 400:
                ended.add(case)
            if not fits(response, due):
                yield f"{address} of {case} as {role}: {response.status_code}, not {due}"
        if law.works and not worked:
            yield f"{address}: worked for nobody"


def _cells(law: Law) -> list[tuple[Answer, str, str]]:
    """All who may, in the order of the law's cases; of those who may not a part of each kind of answer, before them."""
    cells = [(law.expected(role, case), role, case) for case in law.cases for role in ROLES]
    refused = [cell for kind in _STATUS for cell in part_of([one for one in cells if one[0] == kind], SHARE)]
    return refused + [cell for cell in cells if cell[0] == "done"]


def fits_api(response: httpx.Response, due: Answer) -> bool:
    """The status numbers of the API; what clashes with how things stand (409, 422) is not a refusal of the person."""
    if due == "done":
        return response.status_code < 500 and response.status_code not in _STATUS.values()
    return response.status_code == _STATUS[due]


def fits_page(response: httpx.Response, due: Answer) -> bool:
    """Pages lead to the sign-in, and show a refused form again (422) beside what was refused."""
    if due == "sign-in" and response.request.method == "GET":
        return response.status_code == 303 and response.headers["location"].startswith("/sign-in")
    if due == "done" and response.status_code == 303 and response.request.method == "GET":
        return not response.headers["location"].startswith("/sign-in")
    return fits_api(response, due) or (due == "refused" and response.status_code == 422)


async def _ask(town: Town, law: Law, role: str, case: str) -> httpx.Response:
    """Their answer; whoever is asked to confirm first that it is them does so, and asks again."""
    response = await _send(town, law, role, case)
    if not asks_to_confirm(response):
        return response
    await confirm(town.browsers[role])
    return await _send(town, law, role, case)


def asks_to_confirm(response: httpx.Response) -> bool:
    """Whether a fresh proof of who it is was asked for, in JSON or as a page."""
    if response.status_code == 303:
        return response.headers["location"].startswith("/account/confirm")
    return response.status_code == 403 and any(sign in response.text for sign in _ASKED_TO_CONFIRM)


async def confirm(browser: httpx.AsyncClient) -> None:
    """Prove it with the password."""
    answer = await browser.post("/account/confirm", data={"password": PHRASE})
    assert answer.status_code == 303, answer.text


_ASKED_TO_CONFIRM = ("/problems/confirm-it-is-you", 'action="/account/confirm"')


async def _send(town: Town, law: Law, role: str, case: str) -> httpx.Response:
    path = town.address(law.at or law.route, case)
    sent = law.send(town, case) if law.send else None
    browser, headers = town.browsers[role], dict(law.headers)
    if path.startswith("/api/"):
        return await browser.request(law.method, path, headers=headers, json=sent)
    return await browser.request(law.method, path, headers=headers, data=sent, content=law.body or None)
