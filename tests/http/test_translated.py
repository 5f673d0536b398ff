"""No page shows a word that never went through the catalogues: each is read in the pseudo language."""

from zoneinfo import available_timezones

import pytest

from app.kernel.events import kinds
from app.language.i18n import LANGUAGES
from app.protection.terms import Preset
from tests.http import page_law
from tests.http.law import ROLES, Law
from tests.http.town import CANARIES, CASES, DESKS, Town
from tests.sampling import part_of
from tests.translated import untranslated

pytestmark = pytest.mark.asyncio(loop_scope="module")

PSEUDO = {"lang": "en-XA"}
COURTS = ("District Court of Varda", "District Court of Esk")
# The API's reference shows its own description, and the key and checkpoint of the log are data.
READ_BY_PROGRAMMERS = {"/api"}


def _data(town: Town) -> tuple[str, ...]:
    """What people wrote and are called, and codes that are the same in every language."""
    names = [*CANARIES.values(), *(f"Name of {key}" for key in DESKS), "Judge of Esk"]
    written = [
        "Trafficking in persons",
        "Her safety requires it.",
        "Others of the group are at large.",
        "To follow",
        "Leave",
    ]
    sealed = ["Sealedcanary of the request", "Sealedcanary of the ruling"]
    filings = [f"F-2026-{number:06}" for number in range(20)]
    registry = [f"{what} of the town, {case}" for what in ("Kind", "List", "Template") for case in CASES]
    petitions = [f"P-2026-{number:06}" for number in range(20)]
    written += ["Answer to the motion", "Harbour", "The judge is in hospital and a bail order lapses tonight."]
    written += ["Family", "Retention is over.", "Rent of a mooring", "The owner is asked to keep the mooring free."]
    written += ["Order of the town", "In {{case_number}}, about {{injured}}.", "About {{injured}}.", "{{injured}}"]
    written += ["Motion to hear the expert by video", "It was shortened."]
    written += ["The place is in its district.", "Entered twice."]
    written += [f"{what}{case}" for what in ("Without a judge, ", "Doppel Namesake ") for case in CASES]
    written += [f"Motion to hear the expert by video, correction{how}" for how in ("", "-by-page")]
    called = [
        "Bar of Varda",
        "Spare",
        *(one.name for one in LANGUAGES),
        *available_timezones(),
    ]
    sizes = ["200 MB", "1 MB"]  # written as the locale has them, which is that of English here
    groups = {kind.partition(".")[0] for kind in kinds()}
    return (
        *COURTS,
        *town.numbers.values(),
        *names,
        *written,
        *sealed,
        *filings,
        *registry,
        *petitions,
        *called,
        *sizes,
        *kinds(),
        *groups,
        *Preset,
    )


def _readers(law: Law) -> list[str]:
    """Everybody who may read a page, and one of those who are told that they may not."""
    case = law.cases[0]
    able = [role for role in ROLES if law.expected(role, case) == "done"]
    return able + part_of(role for role in ROLES if role not in able)[:1]


async def test_every_word_of_every_page_can_be_translated(town: Town) -> None:
    forgotten: dict[str, list[str]] = {}
    pages = [law for law in page_law.LAWS if law.method == "GET" and law.route not in {"/leave", *READ_BY_PROGRAMMERS}]
    for law in pages:
        for role in _readers(law):
            answer = await town.browsers[role].get(town.address(law.at or law.route, law.cases[0]), params=PSEUDO)
            if "html" in answer.headers.get("content-type", "") and (words := untranslated(answer.text, _data(town))):
                forgotten[f"{law.route} as {role}"] = words
    assert not forgotten, "\n".join(f"{page}: {words}" for page, words in forgotten.items())


@pytest.mark.parametrize("path", ["/no-such-page", "/problems/wrong-sign-in"])
async def test_a_refusal_can_be_translated_too(town: Town, path: str) -> None:
    assert not untranslated((await town.browsers["clerk"].get(path, params=PSEUDO)).text, COURTS)


async def test_a_form_that_is_refused_says_so_in_the_readers_language(town: Town) -> None:
    async with town.app.client("198.51.100.30") as browser:
        answer = await browser.post("/sign-in", params=PSEUDO, data={"email": "a@b.example", "password": "x"})
        assert answer.status_code == 422
        assert not untranslated(answer.text, COURTS)


async def test_the_check_finds_a_word_that_was_forgotten(town: Town) -> None:
    page = (await town.browsers["clerk"].get("/cases")).text
    assert untranslated(page)
