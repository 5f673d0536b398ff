"""Languages: who gets which, catalogues that can be shown, times in the reader's own zone, rights reviewed only."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from hypothesis import given
from hypothesis import strategies as st

from app.language import i18n, texts
from app.language.i18n import LANGUAGES, LOCALES, Language, negotiate, translations
from app.language.pseudo import pseudo
from app.web import filters
from app.web.templating import TEMPLATES, RequestContext, environment, showing

NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
NEW_YEAR = datetime(2026, 12, 31, 20, 0, tzinfo=UTC)
BY_CODE = pytest.mark.parametrize("language", LANGUAGES, ids=lambda one: one.code)


def catalogue(language: Language) -> Catalog:
    with (LOCALES / language.folder / "LC_MESSAGES" / "messages.po").open("rb") as source:
        return read_po(source, locale=language.folder)


def test_the_link_is_stronger_than_what_was_chosen_and_that_than_the_browser() -> None:
    assert negotiate("ru", "fr", "es").code == "ru"
    assert negotiate("", "fr", "es").code == "fr"
    assert negotiate("", "", "es").code == "es"
    assert negotiate("tlh", "xx", "yy").code == "en"
    assert negotiate(default="ar").code == "ar"


def test_a_region_says_nothing() -> None:
    assert negotiate(accept="fr-CA").code == "fr"
    assert negotiate(accept="zh-TW, en;q=0.5").code == "zh-Hans"
    assert negotiate("es_MX").code == "es"


def test_the_browser_s_order_of_preference_counts() -> None:
    assert negotiate(accept="fr;q=0.3, ar;q=0.9, *;q=0.1").code == "ar"
    assert negotiate(accept="fr;q=0, es;q=0.1").code == "es"
    assert negotiate(accept="fr;q=much, es").code == "es"


@given(st.text(max_size=80), st.text(max_size=12), st.text(max_size=12))
def test_whatever_a_browser_sends_a_page_has_a_language(accept: str, asked: str, kept: str) -> None:
    assert negotiate(asked, kept, accept) in LANGUAGES


def test_nobody_is_offered_the_test_language() -> None:
    assert negotiate("en-XA").code == "en"
    assert i18n.language("en-XA").code == "en-XA"


@BY_CODE
def test_every_text_of_the_shells_is_translated(language: Language) -> None:
    if language.code == "en":
        pytest.skip("English is the source")
    shells = {"base.html", "witness_base.html", "room_base.html", "error.html", "problem.html"}
    ours = [TEMPLATES / name for name in shells] + list((TEMPLATES / "macros").glob("*.html"))
    names = {path.relative_to(TEMPLATES.parents[2]).as_posix() for path in ours}
    missing = [
        message.id
        for message in catalogue(language)
        if message.id and names & {name for name, _ in message.locations} and not _words(message.string)[0]
    ]
    assert missing == []


@BY_CODE
def test_a_translation_keeps_every_placeholder_and_adds_no_markup(language: Language) -> None:
    for message in filter(lambda one: one.id, catalogue(language)):
        sources = _words(message.id)
        for text in filter(None, _words(message.string)):
            assert _places(text) <= _places(" ".join(sources)), text
            assert _places(sources[-1]) - _places(text) <= {"%(num)s"}, text
            assert set(re.findall(r"</?\w+", text)) <= set(re.findall(r"</?\w+", " ".join(sources))), text


def _words(text: str | tuple[str, ...] | list[str] | None) -> list[str]:
    return [text] if isinstance(text, str) else list(text or ())


def _places(text: str) -> set[str]:
    return set(re.findall(r"%\(\w+\)[sd]|\{\w+\}", text))


def test_plurals_follow_each_language() -> None:
    def count(code: str, n: int) -> str:
        texts = ("There is one thing to correct", "There are %(num)s things to correct")
        return translations(code).ngettext(*texts, n) % {"num": n}

    assert count("en", 1) != count("en", 2)
    assert len({count("ar", n) for n in (1, 2, 3, 11, 100)}) == 5
    assert count("ru", 21).endswith("пункт")
    assert count("ru", 3).endswith("пункта")
    assert count("ru", 11).endswith("пунктов")
    assert count("zh-Hans", 1) == "有 1 处需要更正"


def test_a_changed_source_is_heard_before_it_is_compiled(tmp_path: Path) -> None:
    source = tmp_path / "messages.po"
    for answer in ("Oui", "Si fait"):
        known = Catalog(locale="fr")
        known.add("Yes", answer)
        with source.open("wb") as target:
            write_po(target, known)
        assert i18n.load(source, "fr").gettext("Yes") == answer


def test_arabic_runs_from_the_right() -> None:
    assert {one.code: one.direction for one in LANGUAGES if one.direction != "ltr"} == {"ar": "rtl"}


def test_the_test_language_keeps_what_is_not_words() -> None:
    assert pseudo("Step %(n)s of <b>{all}</b> &amp; 100%%") == "⟦Štéép %(n)s ôôf <b>{all}</b> &amp; 100%%⟧"
    assert len(pseudo("Leave this page now")) > 1.3 * len("Leave this page now")


def shown(text: str, at: object, **context: str) -> str:
    with showing(RequestContext(**context)):  # type: ignore[arg-type]
        written = environment().from_string("{{ at|" + text + " }}").render(at=at)
    return re.sub(r"<[^>]+>", "", written)


def test_the_reader_s_own_time_comes_first_and_the_court_s_beside_it() -> None:
    assert shown("when", NOON, zone="Asia/Shanghai", court_zone="Europe/Vienna") == (
        "Thursday, 3 December 2026, 19:00 (China Standard Time) Court time: 12:00 (Central European Standard Time)"
    )


def test_where_the_court_has_another_day_it_is_named() -> None:
    written = shown("when", NEW_YEAR, zone="Asia/Shanghai", court_zone="Europe/Vienna")
    assert written.startswith("Friday, 1 January 2027, 04:00")
    assert "Court time: Thursday, 31 December 2026, 21:00" in written


def test_one_time_is_enough_where_the_clocks_agree() -> None:
    written = shown("when", NOON, zone="Europe/Berlin", court_zone="Europe/Vienna")
    assert written == "Thursday, 3 December 2026, 12:00 (Central European Standard Time)"


@BY_CODE
def test_times_are_written_with_day_and_zone_in_words_in_every_language(language: Language) -> None:
    written = shown("when", NOON, language=language.code, zone="Europe/Vienna", court_zone="Europe/Vienna")
    assert "12:00" in written
    assert "2026" in written
    assert re.search(r"\([^()\d]{4,}\)", written), written


def test_sizes_and_lengths_are_written_as_in_the_language() -> None:
    assert shown("bytes", 2_400_000) == "2.4 MB"
    assert shown("bytes", 2_400_000, language="fr").replace("\u202f", " ").replace("\xa0", " ") == "2,4 Mo"
    assert shown("bytes", 7) == "7 byte"
    assert shown("lasting", timedelta(minutes=45)) == "45 mins"
    assert shown("language", "ar", language="fr") == "arabe"
    assert shown("language", "zz-unknown") == "zz-unknown"


def test_a_hash_is_grouped_for_the_eye_and_whole_for_the_clipboard() -> None:
    written = str(filters.grouped("0123456789abcdef"))
    assert written.count("<span>") == 4
    assert re.sub(r"<[^>]+>", "", written) == "0123456789abcdef"


@pytest.fixture
def locales(tmp_path: Path) -> Path:
    for folder, entry in {"fr": {"state": "reviewed", "role": "court interpreter", "date": "2026-10-02"}}.items():
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "texts.json").write_text(json.dumps({"rights:stop": entry}))
    return tmp_path


def test_a_right_is_shown_only_in_a_reviewed_language_and_offered_in_those(locales: Path) -> None:
    french = texts.text_state("rights:stop", "fr", locales)
    arabic = texts.text_state("rights:stop", "ar", locales)
    assert (french.reviewed, french.role, french.date) == (True, "court interpreter", "2026-10-02")
    assert (arabic.reviewed, [one.code for one in arabic.reviewed_in]) == (False, ["fr"])


def test_a_right_nobody_has_entered_counts_as_drafted(locales: Path) -> None:
    assert not texts.text_state("rights:unknown", "fr", locales).reviewed


def test_an_unreviewed_right_is_not_shown_in_production() -> None:
    text = "{% from 'macros/rights.html' import rights %}{% call rights('rights:none') %}You may refuse.{% endcall %}"
    for production in (False, True):
        with showing(RequestContext(production=production)):
            page = environment().from_string(text).render()
        assert ("You may refuse." in page) is not production
        assert "A person will read it to you." in page
