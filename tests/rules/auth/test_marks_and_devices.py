"""Secrets that can be told from other text, and devices in the words of their owner."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.auth.rules import Device, device_of, marked, secrets_of
from app.auth.terms import Mark

SECRETS = st.text("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_", min_size=43, max_size=43)
FORM = re.compile(r"ej[prt]_[A-Za-z0-9_-]{43,86}[A-Za-z0-9]{6}")

AGENTS = {
    "Mozilla/5.0 (Android 14; Mobile; rv:131.0) Gecko/131.0 Firefox/131.0": Device("Firefox", "Android"),
    "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0": Device("Firefox", "Linux"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
    " Edg/130.0.0.0": Device("Edge", "Windows"),
    "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.6"
    " Safari/605.1.15": Device("Safari", "Mac"),
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
    " CriOS/130.0.0.0 Mobile/15E148 Safari/604.1": Device("Chrome", "iPhone"),
    "Mozilla/5.0 (Linux; Android 14; SM-S911B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/26.0"
    " Chrome/122.0.0.0 Mobile Safari/537.36": Device("Samsung Internet", "Android"),
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/128.0.0.0 Safari/537.36"
    " OPR/114.0.0.0": Device("Opera", "Windows"),
    "curl/8.9": Device(),
    "": Device(),
}


@pytest.mark.parametrize("agent", AGENTS)
def test_a_browser_is_told_by_its_name_and_system(agent: str) -> None:
    assert device_of(agent) == AGENTS[agent]


@given(st.text(max_size=300))
def test_nothing_else_of_what_a_browser_says_is_kept(agent: str) -> None:
    device = device_of(agent)
    assert Device.kept(str(device)) == device
    known = {one.browser for one in AGENTS.values()} | {one.system for one in AGENTS.values()} | {"iPad", "ChromeOS"}
    assert {device.browser, device.system} <= known


@given(mark=st.sampled_from(Mark), secret=SECRETS)
def test_a_secret_comes_back_out_of_its_text_and_out_of_no_other_kind(mark: Mark, secret: str) -> None:
    text = marked(mark, secret)
    assert FORM.fullmatch(text)
    assert secrets_of(mark, text) == (secret,)
    assert all(secrets_of(other, text) is None for other in Mark if other is not mark)
    assert secrets_of(mark, text, 2) is None


@given(secret=SECRETS, at=st.integers(0, 52), letter=st.sampled_from("Aa0-_~ é"))
def test_a_text_with_one_letter_changed_is_refused_before_anybody_is_asked(secret: str, at: int, letter: str) -> None:
    text = marked(Mark.personal, secret)
    changed = text[:at] + letter + text[at + 1 :]
    assert changed == text or secrets_of(Mark.personal, changed) is None


@given(st.text(max_size=120))
def test_any_other_text_is_none(text: str) -> None:
    assert all(secrets_of(mark, text, count) is None for mark in Mark for count in (1, 2))
