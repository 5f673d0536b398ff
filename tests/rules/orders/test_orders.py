"""Templates can do nothing but fill in fields; a panel decides by more than half; an order names nobody it may not."""

import unicodedata
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.orders.commands import FreeField
from app.orders.errors import (
    BracesUnpaired,
    FieldEmpty,
    FieldUnknown,
    FreeFieldUnusable,
    OrderNamesProtected,
    OrderPerhapsNames,
    OrderStepNotOpen,
)
from app.orders.rules.language import check, fill, names
from app.orders.rules.naming import check_names
from app.orders.rules.panel import moved, outcome
from app.orders.rules.paper import OrderPaper, Signed, paper
from app.orders.terms import FIELDS, Answer, OrderState
from app.pdf.writer import write
from tests.builders import NOW

KNOWN = dict.fromkeys(FIELDS, "x")
PLAIN = st.text(st.characters(exclude_characters="{}", exclude_categories=["Cs"]))
ANSWERS = st.dictionaries(st.uuids(), st.sampled_from(Answer), min_size=1, max_size=9)


@given(PLAIN, st.sampled_from(sorted(FIELDS)), PLAIN, PLAIN)
def test_what_stands_around_a_field_stays_as_it_is(before: str, field: str, after: str, value: str) -> None:
    filled = fill(f"{before}{{{{ {field} }}}}{after}", KNOWN | {field: value or "y"}) if value.strip() else None
    assert filled in (None, f"{before}{value}{after}")


@given(st.sampled_from(sorted(FIELDS)))
def test_what_is_filled_in_is_never_read_for_fields_again(field: str) -> None:
    assert fill("{{court}}", KNOWN | {"court": f"{{{{{field}}}}}"}) == f"{{{{{field}}}}}"


@given(st.text(st.sampled_from("{} \nacourt_"), max_size=40))
def test_a_template_is_right_or_its_first_wrong_place_is_said(words: str) -> None:
    try:
        check(words, KNOWN)
    except (BracesUnpaired, FieldUnknown) as refused:
        line, column = refused.data["line"], refused.data["column"]
        assert words.split("\n")[line - 1][column - 1 :][:2] in ("{{", "}}")  # type: ignore[operator]
    else:
        assert "{{" not in fill(words, KNOWN)


def test_an_empty_field_is_refused_with_its_place() -> None:
    with pytest.raises(FieldEmpty) as refused:
        fill("One\n two {{accused}}", KNOWN | {"accused": " "})
    assert refused.value.data == {"line": 2, "column": 6}


@pytest.mark.parametrize("free", [("sum", "sum"), ("court",)])
def test_no_field_has_two_meanings(free: tuple[str, ...]) -> None:
    with pytest.raises(FreeFieldUnusable):
        names([FreeField(name=name, label="What") for name in free])


@given(ANSWERS)
def test_an_order_is_made_by_more_than_half_and_by_nobody_before_all_have_answered(answers: dict[UUID, Answer]) -> None:
    found, signed = outcome(answers), list(answers.values()).count(Answer.signed)
    if Answer.waiting in answers.values():
        assert found is OrderState.signing
    else:
        assert (found is OrderState.signed) == (signed > len(answers) - signed)


@given(ANSWERS, st.data())
def test_one_more_signature_never_unmakes_an_order(answers: dict[UUID, Answer], data: st.DataObject) -> None:
    one = data.draw(st.sampled_from(sorted(answers)))
    if outcome(answers) is OrderState.signed:
        assert outcome(answers | {one: Answer.signed}) is OrderState.signed


@pytest.mark.parametrize("ended", [OrderState.signed, OrderState.refused, OrderState.withdrawn])
@pytest.mark.parametrize("wanted", list(OrderState))
def test_what_has_ended_stays_as_it_is(ended: OrderState, wanted: OrderState) -> None:
    with pytest.raises(OrderStepNotOpen):
        moved(ended.value, wanted)


@given(PLAIN, PLAIN, st.booleans())
def test_a_closed_name_is_refused_wherever_it_stands(before: str, after: str, not_meant: bool) -> None:
    for written in ("Zinaqua Mirelovska", "MIRELOVSKA Zinaqua", unicodedata.normalize("NFD", "Zinaqua Mirelovska")):
        with pytest.raises(OrderNamesProtected):
            check_names("", f"{before} {written} {after}", ["Zinaqua Mirelovska"], [], not_meant=not_meant)


def test_a_part_of_a_name_that_readers_know_of_somebody_else_tells_nothing() -> None:
    check_names("", "Viktor Sarn pays.", ["Mirela Sarn"], ["Viktor Sarn"], not_meant=False)
    with pytest.raises(OrderPerhapsNames):
        check_names("", "Ms Sarn pays.", ["Mirela Sarn"], ["Viktor Berg"], not_meant=False)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("en", "The motion is granted."),
        ("fr", "La requête est accueillie."),
        ("es", "Se estima la petición."),
        ("ru", "Ходатайство удовлетворено."),
        ("ar", "تُقبل الطلب."),
        ("zh-Hans", "准予该动议。"),
    ],
)
def test_an_order_is_written_in_each_of_the_six_languages(code: str, text: str) -> None:
    signed = (Signed("A", True, Answer.signed, NOW), Signed("B", False, Answer.dissented, NOW, text))
    order = OrderPaper("Court", "Europe/Vienna", code, "CR-1", 3, text, f"{text}\n\n{text}", signed, "0" * 64)
    assert write(paper(order)).startswith(b"%PDF-")
