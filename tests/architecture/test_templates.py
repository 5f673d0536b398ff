"""Templates: strict, nothing inline, every word in the catalogues, nothing on a page at risk that tells."""

import re
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.extract import extract
from babel.messages.pofile import read_po
from jinja2 import UndefinedError

from app.kernel.protected import Protected, ProtectedValueShown
from app.language.i18n import LANGUAGES, LOCALES, PSEUDO
from app.web.templating import TEMPLATES, Flash, NavItem, RequestContext, environment, render, showing
from tests.translated import assert_all_translated, untranslated

FILES = sorted(path.relative_to(TEMPLATES).as_posix() for path in TEMPLATES.rglob("*.html"))
NOON = datetime(2026, 12, 3, 11, 0, tzinfo=UTC)
CONTEXT = RequestContext(
    court_name="District Court of Varda",
    court_address="12 Court Square",
    person="N. Chen",
    role="clerk",
    nav=(NavItem("Today", "/today"), NavItem("Review", "/review", 12)),
    path="/today",
    court_zone="Europe/Vienna",
)


def source(name: str) -> str:
    return (TEMPLATES / name).read_text()


def written(text: str, context: RequestContext = CONTEXT, **views: object) -> str:
    with showing(context):
        return environment().from_string(text).render(**views)


@pytest.mark.parametrize("name", FILES)
def test_every_template_compiles(name: str) -> None:
    environment().get_template(name)


class Tags(HTMLParser):
    """Markup of a template, its Jinja parts taken out: attributes that act, words that stand bare."""

    def __init__(self) -> None:
        super().__init__()
        self.inline: list[str] = []
        self.bare: list[str] = []
        self.open: list[tuple[str, bool]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        acts = [name for name in values if name.startswith("on") or name in ("style", "srcdoc")]
        runs = tag == "script" and "src" not in values and values.get("type") != "application/json"
        if tag == "style" or runs:
            acts.append(tag)
        addresses = [values.get(name) or "" for name in ("src", "href", "action")]
        away = [address for address in addresses if re.match(r"(?i)https?:|//|javascript:|data:", address)]
        self.inline += acts + away
        spoken = [values.get(name) or "" for name in ("alt", "title", "placeholder", "aria-label", "data-label")]
        self.bare += [value for value in spoken if re.search(r"[^\W\d_]", value)]
        if tag not in ("input", "img", "br", "hr", "meta", "link"):
            self.open.append((tag, tag in ("bdi", "code", "kbd") or values.get("translate") == "no"))

    def handle_endtag(self, tag: str) -> None:
        if tag in (name for name, _ in self.open):
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not any(data for _, data in self.open) and re.search(r"[^\W\d_]", data):
            self.bare.append(data.strip())


def tags(text: str) -> Tags:
    plain = re.sub(r"\{#.*?#\}", "", text, flags=re.S)
    plain = re.sub(r"\{%-?\s*trans\b.*?endtrans\s*-?%\}", "", plain, flags=re.S)
    plain = re.sub(r"\{% block width %\}\w*", "", plain)  # a class of the page, not a word
    plain = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", plain, flags=re.S)
    reader = Tags()
    reader.feed(plain)
    return reader


@pytest.mark.parametrize("name", FILES)
def test_nothing_acts_or_looks_inline_or_comes_from_elsewhere(name: str) -> None:
    assert tags(source(name)).inline == []


@pytest.mark.parametrize("name", FILES)
def test_no_word_stands_bare(name: str) -> None:
    assert tags(source(name)).bare == []


@pytest.mark.parametrize("name", FILES)
def test_nothing_switches_escaping_off(name: str) -> None:
    assert re.findall(r"\|\s*safe\b|autoescape false|Markup\(", source(name)) == []


@pytest.mark.parametrize(
    "text", ['<p style="x">', "<p onclick='x'>", "<script>x</script>", "<style></style>", '<a href="//x.test">']
)
def test_what_is_inline_is_found(text: str) -> None:
    assert tags(text).inline


@pytest.mark.parametrize(
    "text", ["<p>Hello</p>", '<img alt="Hello">', "<bdi>{{ x }}</bdi> of", "<td>{{ x }} привет</td>"]
)
def test_a_bare_word_is_found(text: str) -> None:
    assert tags(text).bare


def test_a_protected_value_is_never_written() -> None:
    ways = ("name", "name ~ ''", "name|e", "'%s'|format(name)", "_('x %(n)s', n=name)", "name|string", "[name]|join")
    for text in (f"{{{{ {way} }}}}" for way in ways):
        with pytest.raises(ProtectedValueShown):
            written(text, name=Protected("Amara"))


def test_an_unknown_variable_is_an_error_and_nothing_is_nothing() -> None:
    with pytest.raises(UndefinedError):
        written("{{ nobody }}")
    assert written("{{ x }}", x=None) == ""


def test_what_people_typed_is_escaped() -> None:
    assert written("{{ x }}", x="<b>") == "&lt;b&gt;"
    assert written("{{ _('Hello %(x)s', x=x) }}", x="<b>") == "Hello &lt;b&gt;"


def test_macros_follow_the_reader_of_each_request() -> None:
    text = "{% from 'macros/shell.html' import skip_link %}{{ skip_link() }}"
    assert "Skip to the content" in written(text)
    assert "Aller au contenu" in written(text, RequestContext(language="fr"))
    assert "Skip to the content" in written(text)


PSEUDO_CONTEXT = replace(CONTEXT, language=PSEUDO.code)
NAMES = (CONTEXT.court_name,)


@pytest.mark.parametrize("wrong", [False, True])
def test_every_word_of_every_component_is_translated(wrong: bool) -> None:
    page = render("styleguide.html", request_context=PSEUDO_CONTEXT, now=NOON, wrong=wrong)
    assert_all_translated(page, NAMES)


@pytest.mark.parametrize("shell", ["base.html", "witness_base.html", "room_base.html"])
def test_every_word_of_every_shell_is_translated(shell: str) -> None:
    assert_all_translated(render(shell, request_context=PSEUDO_CONTEXT), NAMES)


def test_an_error_page_is_translated_and_names_its_code() -> None:
    page = render("error.html", request_context=PSEUDO_CONTEXT, title="It is gone.", hint="Ask us.", code="ended")
    assert_all_translated(page, NAMES)
    assert "/problems/ended" in page


def test_a_forgotten_word_on_a_page_is_found() -> None:
    assert untranslated("<p>⟦Hééllôô <b>N. Chen</b>⟧ <bdi>TR-1</bdi> 12</p>") == []
    assert untranslated("<p>⟦Hééllôô⟧ of 12</p>") == ["⟦Hééllôô⟧ of 12"]
    assert untranslated('<img alt="Hello">') == ["Hello"]


def test_the_page_says_its_language_and_direction() -> None:
    assert '<html lang="ar" dir="rtl"' in render("base.html", request_context=RequestContext(language="ar"))
    assert '<html lang="zh-Hans" dir="ltr"' in render("base.html", request_context=RequestContext(language="zh-Hans"))


def test_the_place_where_one_is_is_marked() -> None:
    page = render("base.html", request_context=CONTEXT)
    assert re.search(r'href="/today" aria-current="page"', page)
    assert not re.search(r'href="/review" aria-current', page)


def test_a_notice_is_said_aloud_once() -> None:
    page = render("base.html", request_context=RequestContext(flashes=(Flash("Saved."),)))
    assert page.count("Saved.") == 1
    assert re.search(r'role="status">\s*<p class="flash flash-ok">', page)


def test_every_page_has_help_in_the_same_place_and_one_way_past_the_navigation() -> None:
    for shell in ("base.html", "witness_base.html"):
        page = render(shell, request_context=CONTEXT)
        assert page.count('class="foot-help"') == 1
        assert page.index('class="skip"') < page.index("<main")


def reaches(name: str, base: str) -> bool:
    found = re.search(r'\{%-?\s*extends "([^"]+)"', source(name))
    return found is not None and (found[1] == base or reaches(found[1], base))


def pulled_in(name: str) -> set[str]:
    names = set(re.findall(r'(?:from|import|include|extends) "([^"]+)"', source(name)))
    return names.union({name}, *(pulled_in(other) for other in names))


@cache
def at_risk() -> tuple[str, ...]:
    """Every template that a person at risk may have on screen, macros included."""
    pages = ["witness_base.html", *(name for name in FILES if reaches(name, "witness_base.html"))]
    return tuple(sorted(set().union(*(pulled_in(name) for name in pages))))


# Words that tell somebody who looks over the shoulder what this page is about.
TELLING = {
    "en": "victim abus traffick accused police violen crim rape assault exploit testif witness prosecut slave",
    "fr": "victime abus trafi traite accusé police violen crim viol agress exploit témoi procureur esclav",
    "es": "víctima abus trata traficante acusado policía violen crim violación agres explot testig fiscal esclav",
    "ru": "жертв потерпевш насили торговл обвиняем полици преступ изнасил эксплуат свидетел прокурор рабств",
    "ar": "ضحية ضحايا اعتداء اتجار متهم شرطة عنف جريمة اغتصاب استغلال شاهد شهادة نيابة",
    "zh-Hans": "受害 被害 虐待 贩运 被告 警察 暴力 犯罪 强奸 剥削 证人 作证 检察",
}


def messages(name: str) -> list[str]:
    """Every marked text of a template, both numbers of a plural."""
    with (TEMPLATES / name).open("rb") as template:
        found = extract("jinja2.ext:babel_extract", template, options={"trimmed": "true", "silent": "false"})
        texts = [text for _, message, _, _ in found for text in (message if isinstance(message, tuple) else (message,))]
    return [text for text in texts if isinstance(text, str)]


def telling(text: str, language: str) -> list[str]:
    start = "" if language == "zh-Hans" else r"\b"
    return [word for word in TELLING[language].split() if re.search(f"(?i){start}{word}", text)]


@pytest.mark.parametrize("name", at_risk())
def test_no_text_at_risk_tells_in_english(name: str) -> None:
    assert {text: found for text in messages(name) if (found := telling(text, "en"))} == {}


@pytest.mark.parametrize("language", [one for one in LANGUAGES if one.code != "en"], ids=lambda one: one.code)
def test_no_text_at_risk_tells_in_any_language(language: object) -> None:
    code, folder = language.code, language.folder  # type: ignore[attr-defined]
    with (LOCALES / folder / "LC_MESSAGES" / "messages.po").open("rb") as catalogue:
        known = read_po(catalogue, locale=folder)
    ours = {text for name in at_risk() for text in messages(name)}
    strings = [
        " ".join([m.string] if isinstance(m.string, str) else m.string or ()) for m in known if _first(m.id) in ours
    ]
    assert len(strings) > 20
    assert {text: found for text in strings if (found := telling(text, code))} == {}


def _first(message: object) -> object:
    return message[0] if isinstance(message, tuple) else message


def test_a_telling_word_is_found_in_every_language() -> None:
    samples = {"en": "A victim", "fr": "La police", "es": "Un testigo", "ru": "Свидетель", "ar": "ضحية"}
    samples["zh-Hans"] = "证人"
    assert all(telling(text, code) for code, text in samples.items())
    assert telling("Appointment", "en") == []


def test_a_page_at_risk_says_appointment_and_leads_out_without_a_script() -> None:
    page = render("witness_base.html", request_context=CONTEXT)
    assert "<title>Appointment</title>" in page
    assert "District Court" not in page
    assert re.search(r'<a class="exit-link" href="/leave"', page)
    assert page.index("/leave") < page.index("<main")
    for name in FILES:
        assert not (reaches(name, "witness_base.html") and "{% block title %}" in source(name)), name


def test_there_are_templates_to_look_at() -> None:
    assert Path(TEMPLATES / "base.html").exists()
    assert len(FILES) > 20
    assert "macros/exit.html" in at_risk()
