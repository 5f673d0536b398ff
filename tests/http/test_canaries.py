"""Law 9 over every address there is: a protected name reaches those entitled to it and nobody else."""

import json
from datetime import timedelta

import httpx
import pytest

from app.protection.terms import Preset
from app.testimony.commands import RequestProtection, RuleOnProtection
from tests.http import api_law, page_law
from tests.http.law import Law
from tests.http.town import CANARIES, Town
from tests.http.town_people import FORMER
from tests.sampling import part_of

pytestmark = pytest.mark.asyncio(loop_scope="module")

NAME = f"{CANARIES['witness']} {FORMER.split()[0]}"  # the present name and a former one
SEALED = "Sealedcanary"
LAWS: tuple[Law, ...] = (*api_law.LAWS, *page_law.LAWS)


async def _everything(
    town: Town, role: str, case: str, *, of_the_case: bool = False, share: float = 1.0
) -> dict[str, str]:
    """What this person is answered by every address that can be read, or by those of one case alone."""
    found = {}
    readable = [law for law in LAWS if law.method == "GET" and law.route != "/leave" and case in law.cases]
    for law in part_of(readable, share):
        if of_the_case and "{" not in law.route:
            continue  # a list shows other cases too, in which another order stands
        path = town.address(law.at or law.route, case)
        answer = await town.browsers[role].get(path)
        found[path] = _words(answer)
    return found


def _words(answer: httpx.Response) -> str:
    headers = " ".join(f"{name}: {value}" for name, value in answer.headers.items())
    escaped = answer.content.decode("utf-8", "replace")
    return f"{headers}\n{escaped}\n{json.dumps(escaped, ensure_ascii=False)}"


def _telling(found: dict[str, str], name: str) -> list[str]:
    """The addresses at which any part of the name was told."""
    return [path for path, words in found.items() if any(part in words for part in name.split())]


# Under P3 the parties and their counsel know the name; the public, interpreters and clerks know a pseudonym.
@pytest.mark.parametrize("role", ["anonymous", "interpreter", "stranger", "other_judge", "other_clerk", "clerk"])
async def test_the_name_of_a_person_anonymous_to_the_public_is_told_nowhere(each_town: Town, role: str) -> None:
    share = 0.3 if each_town.app.services.database.is_postgres else 1.0  # the second wall only takes away
    for case in ("open", "closed"):
        assert not _telling(await _everything(each_town, role, case, share=share), NAME), case


@pytest.mark.parametrize("role", ["judge", "prosecutor", "counsel", "accused"])
async def test_those_who_may_know_the_name_read_it_at_the_same_addresses(each_town: Town, role: str) -> None:
    assert _telling(await _everything(each_town, role, "open"), NAME)


async def test_the_judge_of_the_case_keeps_a_former_name_where_nobody_else_is_told_it(each_town: Town) -> None:
    pages = {
        role: await each_town.browsers[role].get(each_town.address("/cases/{case}/people/{part:witness}"))
        for role in ("judge", "prosecutor", "clerk")
    }
    assert [role for role, page in pages.items() if FORMER.split()[0] in page.text] == ["judge"]


async def test_somebody_invited_is_told_nobodys_name_not_even_their_own(each_town: Town) -> None:
    found = await _everything(each_town, "witness", "open")
    for name in (NAME, CANARIES["interpreter"], CANARIES["accused"]):
        own_pages = {path: words for path, words in found.items() if path.startswith(("/start", "/rooms"))}
        assert not _telling(own_pages, name)


async def test_the_interpreter_who_serves_one_side_knows_whom_by_pseudonym(each_town: Town) -> None:
    found = await _everything(each_town, "interpreter", "open")
    assert any("Witness K7" in words for words in found.values())


async def test_sealed_reasons_are_told_to_the_judge_of_the_case_alone(each_town: Town) -> None:
    assert _telling(await _everything(each_town, "judge", "open"), SEALED)
    for role in set(each_town.browsers) - {"judge"}:
        assert not _telling(await _everything(each_town, role, "open", share=0.3), SEALED), role


async def test_withheld_from_the_accused_means_told_to_the_accused_and_counsel_nowhere(each_town: Town) -> None:
    acts, case_id = each_town.app.services.protections, each_town.id("case", "closed")
    ask = RequestProtection(person_id=each_town.people["witness"].person_id, preset=Preset.P4, public_reason="Threats.")
    with each_town.acting("prosecutor"):
        order_id = await acts.request(case_id, ask, by=each_town.people["prosecutor"])
    ruling = RuleOnProtection(
        decision="grant",
        preset=Preset.P4,
        defence_heard=True,
        legal_basis="§ 14",
        public_reason="Her safety requires it.",
        review_on=(each_town.app.services.clock.now() + timedelta(days=90)).date(),
        counterbalance="Counsel examines her without limit.",
        counsel_may_tell="What she says.",
        sole_or_decisive=False,
    )
    with each_town.acting("judge"):
        await acts.rule(order_id, ruling, by=each_town.people["judge"])
    for role in ("accused", "counsel", "clerk", "interpreter", "anonymous"):
        assert not _telling(await _everything(each_town, role, "closed", of_the_case=True), NAME), role
    for role in ("judge", "prosecutor"):
        assert _telling(await _everything(each_town, role, "closed", of_the_case=True), NAME), role
