"""A protected name is found however it is written, and never shown."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.pdf.findings import CODES, CheckReport, Finding, Severity
from app.pdf.masking import masked, protected_hits, readable, snippet
from app.pdf.titles import names_around

TERMS = ["Jana Nováková", "Hauptstraße 12", "Łucja"]


def found(text: str) -> list[str]:
    return [text[hit.start : hit.end] for hit in protected_hits(text, TERMS, "protected-term")]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("saw Jana Nováková leave", "Jana Nováková"),
        ("saw JANA NOVAKOVA leave", "JANA NOVAKOVA"),
        ("saw Jana\r\nNováková leave", "Jana\r\nNováková"),
        ("saw Jana   Nova\xadková leave", "Jana   Nova\xadková"),
        ("saw Jana Nová-\r\nková leave", "Jana Nová-\r\nková"),
        ("saw Jana No\ufb01", ""),
        ("Nováková, Jana (witness)", "Nováková, Jana"),
        ("Jana-Nováková", "Jana-Nováková"),
        ("Jana-\nNováková", "Jana-\nNováková"),
        ("lives at Hauptstrasse 12.", "Hauptstrasse 12"),
        ("HAUPTSTRASSE 12", "HAUPTSTRASSE 12"),
        ("Lucja came", "Lucja"),
    ],
)
def test_a_protected_name_is_found_however_it_is_written(text: str, place: str) -> None:
    assert found(text) == ([place] if place else [])


@pytest.mark.parametrize("text", ["Jana came", "Janas Nováková", "Hauptstraße 123", "Jana and Nováková", ""])
def test_a_part_of_a_name_or_a_longer_word_is_not_the_name(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize("term", ["", " ", "-", "A"])
def test_a_term_too_short_to_mean_anybody_finds_nothing(term: str) -> None:
    assert protected_hits("A - a letter", [term], "protected-term") == []


@given(st.text(max_size=40), st.text(max_size=40))
def test_a_name_between_any_words_is_found_and_never_in_a_snippet(before: str, after: str) -> None:
    text = f"{before} Jana Nováková {after}"
    hits = protected_hits(text, TERMS, "protected-term")
    place = len(before) + 1
    assert any(hit.start <= place and place + 13 <= hit.end for hit in hits)
    shown = masked(text, hits)
    assert len(shown) == len(text)
    assert all("Jana Nováková" not in snippet(shown, hit) for hit in hits)


@given(st.text())
def test_what_is_shown_has_no_control_characters(text: str) -> None:
    shown = readable(f"\x00{text}\ud800")
    assert shown.encode("utf-8").decode("utf-8") == shown  # no half characters
    assert "\x00" not in shown


def test_a_name_in_the_title_or_the_file_name_is_found_too() -> None:
    around = names_around("Statement of Jana Novakova", "jana_nováková.pdf", TERMS)
    assert [finding.code for finding in around] == ["protected-title", "protected-file-name"]
    assert all(finding.severity is Severity.BLOCK and finding.snippet is None for finding in around)


@pytest.mark.parametrize("code", CODES)
def test_every_finding_says_what_to_do_in_plain_words(code: str) -> None:
    assert Finding(code).hint.endswith(".")
    assert len(Finding(code).hint) <= 110


def test_a_report_survives_the_way_out_of_the_sandbox() -> None:
    report = CheckReport((Finding("script", 3, "a •"), Finding("no-text")), 5, 0.8, True)
    assert CheckReport.from_json(report.to_json()) == report
    assert report.blocked
    assert not CheckReport((Finding("no-text"),), 1).blocked


@pytest.mark.parametrize("data", [{}, {"findings": [{"code": "invented", "page": 1, "snippet": None}]}])
def test_what_is_no_report_is_not_believed(data: dict[str, object]) -> None:
    whole = {"findings": [], "pages": 1, "text_per_mille": 0, "signed": False}
    with pytest.raises((KeyError, ValueError)):
        CheckReport.from_json((whole | data) if data else data)
