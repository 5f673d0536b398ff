"""Administrators configure and see health, never content; emergency access shows on every page and in the log."""

import json
import re

import pytest
from sqlmodel import select

from app.audit.models import LogLeaf
from tests.http import api_law, page_law
from tests.http.law import Law
from tests.http.town import CANARIES, CASES, DESKS, Town

pytestmark = pytest.mark.asyncio(loop_scope="module")

LAWS: tuple[Law, ...] = (*api_law.LAWS, *page_law.LAWS)
OFFICE = ("/admin", "/api/v1/admin")
REFERENCE = "/api"  # shows invented examples of every request
SEALED, TITLE = "Sealedcanary", "Motion to hear the expert by video"


async def _read(town: Town, role: str, case: str) -> dict[str, str]:
    """What this person is answered by everything that can be read."""
    found = {}
    for law in (
        law for law in LAWS if law.method == "GET" and law.route not in {"/leave", REFERENCE} and case in law.cases
    ):
        path = town.address(law.at or law.route, case)
        answer = await town.browsers[role].get(path)
        text = answer.content.decode("utf-8", "replace")
        found[path] = f"{answer.headers}\n{text}\n{json.dumps(text, ensure_ascii=False)}"
    return found


def _telling(found: dict[str, str], *words: str) -> list[tuple[str, str]]:
    return [(path, word) for path, text in found.items() for word in words if word in text]


def _content(town: Town, case: str) -> tuple[str, ...]:
    """What only somebody with a part in a closed case, or its court, may come across."""
    kinds = ("case", "hearing", "order", "request", "filed", "docketed", "filed-document", "docketed-document")
    ids = [str(town.ids[f"{kind}:{case}"]) for kind in kinds if f"{kind}:{case}" in town.ids]
    return (*ids, f">{town.numbers[case]}<", f'"{town.numbers[case]}"', TITLE)


async def test_an_administrator_comes_across_no_case_docket_filing_or_hearing(each_town: Town) -> None:
    for case in ("closed", "foreign"):
        found = await _read(each_town, "administrator", case)
        answered = {path: text for path, text in found.items() if not _asked_for(each_town, path, case)}
        assert _telling(answered, *_content(each_town, case)) == []


async def test_nothing_an_administrator_asks_for_by_its_address_is_there(each_town: Town) -> None:
    for case in ("closed", "foreign"):
        for law in LAWS:
            path = each_town.address(law.at or law.route, case) if case in law.cases else ""
            if law.method == "GET" and _asked_for(each_town, path, case):
                assert (await each_town.browsers["administrator"].get(path)).status_code in {401, 403, 404}, path


def _asked_for(town: Town, path: str, case: str) -> bool:
    """Whether an address names something of a case; what is refused there may repeat the address.

    Templates of orders are a court's, and set up by its administrator.
    """
    if path.startswith(OFFICE):
        return False
    kinds = {key.rpartition(":")[0]: value for key, value in town.ids.items() if key.endswith(f":{case}")}
    names = [str(value) for kind, value in kinds.items() if kind not in {"leaf", "court", "spare", "template"}]
    return any(name in path for name in (*names, town.numbers[case]))


async def test_an_administrator_knows_holders_of_accounts_and_nobody_else(each_town: Town) -> None:
    for case in CASES:
        found = await _read(each_town, "administrator", case)
        assert _telling(found, *CANARIES["witness"].split(), SEALED) == []
        elsewhere = {path: text for path, text in found.items() if not path.startswith(OFFICE)}
        assert _telling(elsewhere, *CANARIES["interpreter"].split()) == []
    assert _telling(found, CANARIES["interpreter"]), "the list of people shows who has an account"


async def test_the_same_walk_finds_all_of_it_for_the_judge(each_town: Town) -> None:
    found = await _read(each_town, "judge", "closed")
    told = {word for _, word in _telling(found, *_content(each_town, "closed"), CANARIES["witness"], SEALED)}
    assert {TITLE, CANARIES["witness"], SEALED, str(each_town.id("case", "closed"))} <= told


@pytest.mark.parametrize("role", sorted({*DESKS} - {"administrator"}))
async def test_the_administrators_desk_is_closed_to(town: Town, role: str) -> None:
    for path in ("/admin", "/api/v1/admin/accounts", "/api/v1/admin/settings", "/api/v1/admin/health"):
        assert (await town.browsers[role].get(path)).status_code == 403, path


async def test_settings_are_shown_without_any_secret(town: Town) -> None:
    assert "EJ_PUBLIC_URL" in (await town.browsers["administrator"].get("/admin/settings")).text
    shown = (await town.browsers["administrator"].get("/api/v1/admin/settings")).json()
    values = " ".join(one["value"] for one in shown)
    assert not re.search(r"://[^\s]*:[^@\s]+@", values.replace(":(set)@", ""))


async def test_while_emergency_access_runs_each_page_says_so_and_each_read_is_in_the_log(town: Town) -> None:
    request_id, path = town.id("identity", "closed"), f"/cases/{town.id('case', 'closed')}"
    page = (await town.browsers["clerk"].get(path)).text
    assert f'action="/break-glass/{request_id}/end"' in page
    assert "Emergency access to" not in (await town.browsers["judge"].get(path)).text
    async with town.app.services.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.kind == "case.break-glass-used"))
    read = {(leaf.payload or {}).get("page") for leaf in leaves if leaf.by == str(town.people["clerk"].person_id)}
    assert path in read


async def test_a_search_finds_account_holders_by_a_part_of_name_or_address(town: Town) -> None:
    async def found(search: str) -> set[str]:
        answer = await town.browsers["administrator"].get("/api/v1/admin/accounts", params={"search": search})
        return {one["name"] for one in answer.json()["items"]}

    assert await found("QORVEX") == {CANARIES["interpreter"]}
    assert await found("spare-closed@") == {"Spare"}
    assert await found("Mirelovska") == set()


async def test_the_first_page_leads_on_where_there_are_people(town: Town) -> None:
    assert "first-administrator" not in (await town.browsers["anonymous"].get("/")).text
