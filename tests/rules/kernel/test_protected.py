"""A protected value shows itself to nobody who did not ask `labels`."""

import copy
import json
import logging
import pickle
from collections.abc import Callable

import pytest
from markupsafe import escape
from pydantic import BaseModel

from app.kernel.errors import Refusal, all_refusals
from app.kernel.protected import Protected, ProtectedValueShown, open_protected

NAME = Protected("Mirela Voskanova")


class _View(BaseModel):
    model_config = {"arbitrary_types_allowed": True}
    name: Protected[str]


SHOWING: dict[str, Callable[[], object]] = {
    "str": lambda: str(NAME),
    "f-string": lambda: f"{NAME}",
    "percent": lambda: "%s" % NAME,  # noqa: UP031 (the law is about this spelling)
    "format": lambda: "{:>20}".format(NAME),  # noqa: UP032 (and this one)
    "join": lambda: " ".join([NAME]),  # type: ignore[list-item]
    "json": lambda: json.dumps({"name": NAME}),
    "pydantic json": lambda: _View(name=NAME).model_dump_json(),
    "markup": lambda: escape(NAME),
    "pickle": lambda: pickle.dumps(NAME),
    "copy": lambda: copy.deepcopy(NAME),
}


@pytest.mark.parametrize("way", SHOWING)
def test_a_protected_value_cannot_be_shown(way: str) -> None:
    with pytest.raises((ProtectedValueShown, TypeError, ValueError)) as refused:
        SHOWING[way]()
    assert "Mirela" not in str(refused.value)


def test_its_repr_says_only_that_it_is_protected(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO):
        logging.getLogger(__name__).info("somebody: %r", NAME)
    assert repr(NAME) == "<protected>"
    assert "Mirela" not in caplog.text


def test_two_protected_values_can_be_compared_without_showing_them() -> None:
    assert Protected("Mirela Voskanova") == NAME
    assert {NAME, Protected("Mirela Voskanova")} == {NAME}
    assert Protected("Other") != NAME
    assert NAME != "Mirela Voskanova"


def test_labels_can_open_it() -> None:
    assert open_protected(NAME) == "Mirela Voskanova"


def test_every_refusal_says_what_to_do_and_none_uses_the_code_of_another() -> None:
    kinds = [kind for kind in all_refusals() if kind.__module__.startswith("app.")]
    assert len({kind.code for kind in kinds}) == len(kinds)
    assert all(kind.title and kind.hint for kind in kinds)
    assert issubclass(kinds[0], Refusal)
