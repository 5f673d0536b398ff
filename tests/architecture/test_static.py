"""The look keeps its promises: contrast, no physical sides, nothing inline, nothing from elsewhere, safe paths."""

import asyncio
import re
from itertools import product
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.routing import Mount
from starlette.types import Message

from app.web.static_files import ROOT, TREE, StaticMount, StaticTree

CSS, JS = ROOT / "css", ROOT / "js"
THEMES = {
    "light": ["tokens.css"],
    "dark": ["tokens.css", "tokens-dark.css"],
    "light, more contrast": ["tokens.css", "tokens-contrast.css"],
    "dark, more contrast": ["tokens.css", "tokens-dark.css", "tokens-contrast.css", "tokens-contrast-dark.css"],
}
GROUNDS = ("paper", "card", "sunk")
TEXT = [
    *product(("ink", "soft", "accent", "accent-strong", "wrong"), GROUNDS),
    ("accent-ink", "accent"),
    ("accent-ink", "accent-strong"),
    ("stop-ink", "stop"),
    ("stop-ink", "stop-strong"),
    ("exit-ink", "exit"),
    ("card", "wrong"),
    ("card", "ink"),
    ("tile-ink", "tile"),
    ("tile-ink", "tile-deep"),
    ("accent", "tint"),
    ("accent-strong", "tint"),
    *((tone, f"{tone}-tint") for tone in ("ok", "warn", "wrong")),
    *(("ink", f"{tint}") for tint in ("tint", "ok-tint", "warn-tint", "wrong-tint")),
]
MARKS = [*product(("edge", "accent", "ink"), GROUNDS), ("ok", "ok-tint"), ("warn", "warn-tint"), ("accent", "tint")]


def colours(files: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for name in files:
        found |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", (CSS / name).read_text()))
    return found


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    channels = [int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def test_black_on_white_is_21_to_1() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") < 4.5


@pytest.mark.parametrize("theme", THEMES)
def test_text_can_be_read_in_every_theme(theme: str) -> None:
    tokens = colours(THEMES[theme])
    least = 7.0 if "more" in theme else 4.5
    weak = {
        (text, ground): round(contrast(tokens[text], tokens[ground]), 2)
        for text, ground in TEXT
        if contrast(tokens[text], tokens[ground]) < (least if text in ("ink", "soft", "accent") else 4.5)
    }
    assert weak == {}


@pytest.mark.parametrize("theme", THEMES)
def test_edges_and_marks_can_be_seen_in_every_theme(theme: str) -> None:
    tokens = colours(THEMES[theme])
    weak = [pair for pair in MARKS if contrast(tokens[pair[0]], tokens[pair[1]]) < 3]
    assert weak == []


def test_what_more_contrast_changes_by_day_it_changes_by_night() -> None:
    assert colours(["tokens-contrast.css"]).keys() <= colours(["tokens-contrast-dark.css"]).keys()


def css_files() -> list[Path]:
    return sorted(CSS.rglob("*.css"))


def declarations(path: Path) -> list[tuple[str, str]]:
    text = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)
    return re.findall(r"(?:^|[{;])\s*([a-z-]+)\s*:\s*([^;{}]+)(?=[;}])", text)


PHYSICAL = re.compile(
    r"^(left|right|top|bottom|width|height|(min|max)-(width|height)|float|clear"
    r"|(margin|padding|border|scroll-margin|scroll-padding)-(left|right|top|bottom)(-.*)?"
    r"|border-(top|bottom)-(left|right)-radius)$"
)


@pytest.mark.parametrize("path", css_files(), ids=lambda path: path.name)
def test_no_style_knows_left_from_right(path: Path) -> None:
    found = [name for name, _ in declarations(path) if PHYSICAL.match(name)]
    sides = [value for name, value in declarations(path) if name == "text-align" and value in ("left", "right")]
    assert found + sides == []


def test_the_eye_for_physical_sides_is_open() -> None:
    assert PHYSICAL.match("margin-left")
    assert PHYSICAL.match("height")
    assert not PHYSICAL.match("margin-inline-start")


@pytest.mark.parametrize("path", css_files(), ids=lambda path: path.name)
def test_styles_use_only_tokens_that_exist_and_nothing_from_elsewhere(path: Path) -> None:
    text = path.read_text()
    known = set(re.findall(r"--([\w-]+):", (CSS / "tokens.css").read_text()))
    assert set(re.findall(r"var\(--([\w-]+)", text)) <= known
    assert "//" not in re.sub(r"/\*.*?\*/", "", text, flags=re.S)


def imports(sheet: str) -> list[str]:
    return re.findall(r'@import "([^"]+)"', (CSS / sheet).read_text())


def test_every_component_has_a_place_and_every_import_a_file() -> None:
    sheets = {name: imports(name) for name in ("app.css", "plain.css", "room.css")}
    for names in sheets.values():
        assert [name for name in names if not (CSS / name).exists()] == []
    placed = {name for names in sheets.values() for name in names}
    assert {f"components/{path.name}" for path in (CSS / "components").glob("*.css")} <= placed


def closure(start: Path) -> set[Path]:
    """A module and everything it imports at once (not what it imports later, when needed)."""
    seen, waiting = set(), [start]
    while waiting:
        path = waiting.pop()
        if path not in seen:
            seen.add(path)
            found = re.findall(r'^import .*? from "(\.[^"]+)";', path.read_text(), flags=re.M)
            waiting.extend((path.parent / name).resolve() for name in found)
    return seen


def test_a_page_for_people_at_risk_weighs_less_than_100_kb() -> None:
    css = [CSS / "plain.css", *(CSS / name for name in imports("plain.css"))]
    files = [*css, *closure(JS / "core" / "start.js"), ROOT / "img" / "appointment.svg"]
    assert sum(path.stat().st_size for path in files) < 80_000, "20 kB are for the page itself"


SINKS = re.compile(
    r"\.innerHTML|\.outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function"
    r"|\.style\b|setAttribute\(\"(?:style|on)|DOMParser|https?://"
)


@pytest.mark.parametrize("path", sorted(JS.rglob("*.js")), ids=lambda path: path.name)
def test_scripts_never_make_markup_of_text_and_say_that_they_are_checked(path: Path) -> None:
    text = path.read_text()
    assert SINKS.findall(text) == []
    assert text.startswith("// @ts-check")


@pytest.mark.parametrize("path", sorted(JS.rglob("*.js")), ids=lambda path: path.name)
def test_every_import_of_a_script_is_a_file_of_ours(path: Path) -> None:
    code = re.sub(r"/\*.*?\*/", "", path.read_text(), flags=re.S)  # types in comments name no file
    names = re.findall(r'(?:from|import)\s*\(?"([^"]+)"', code)
    assert [name for name in names if not (path.parent / name).resolve().is_relative_to(JS)] == []
    assert [name for name in names if not (path.parent / name).exists()] == []


@pytest.fixture
def tree(tmp_path: Path) -> StaticTree:
    root = tmp_path / "static"
    root.mkdir()
    (root / "app.css").write_text("a { color: red; }")
    (root / "app.js").write_text("export {};")
    (root / "notes.md").write_text("not for the web")
    (tmp_path / "secret.css").write_text("outside")
    (root / "link.css").symlink_to(tmp_path / "secret.css")
    return StaticTree(root)


async def ask(tree: StaticTree, path: str) -> tuple[int, dict[str, str]]:
    """Status and headers for a path exactly as sent: clients would tidy `..` away before we see it."""
    app = Starlette(routes=[Mount("/static", StaticMount(tree))])
    scope = {"type": "http", "method": "GET", "path": path, "query_string": b"", "headers": [], "root_path": ""}
    sent: list[Message] = []

    async def receive() -> Message:
        await asyncio.Event().wait()  # the client stays connected and says nothing more
        raise AssertionError

    async def send(message: Message) -> None:
        sent.append(message)

    await app(scope, receive, send)
    headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
    return sent[0]["status"], headers


async def test_a_file_of_this_build_may_be_kept_for_ever(tree: StaticTree) -> None:
    status, headers = await ask(tree, tree.url("app.css"))
    assert status == 200
    assert "immutable" in headers["cache-control"]
    assert headers["content-type"] == "text/css; charset=utf-8"
    assert headers["x-content-type-options"] == "nosniff"
    _, headers = await ask(tree, tree.url("app.js"))
    assert headers["content-type"] == "text/javascript; charset=utf-8"


async def test_a_page_from_before_an_upgrade_keeps_its_look_but_asks_again(tree: StaticTree) -> None:
    status, headers = await ask(tree, "/static/0123456789ab/app.css")
    assert (status, headers["cache-control"]) == (200, "no-cache")


OUTSIDE = "../secret.css x/../../secret.css ..\\secret.css link.css notes.md . app.css/x //etc/passwd x/app.css"


@pytest.mark.parametrize("path", ["", "app.css\0", *OUTSIDE.split()])
async def test_nothing_outside_the_tree_is_served(tree: StaticTree, path: str) -> None:
    assert (await ask(tree, f"/static/{tree.build}/{path}"))[0] == 404


def test_the_build_changes_with_one_byte(tree: StaticTree) -> None:
    before = tree.build
    (tree.root / "app.css").write_text("a { color: rad; }")
    assert StaticTree(tree.root).build != before


def test_a_link_to_a_missing_file_fails_at_once(tree: StaticTree) -> None:
    with pytest.raises(LookupError):
        tree.url("app.cs")
    assert TREE.url("css/app.css").startswith("/static/")
