"""Which rights texts a reader may be shown: only those somebody has reviewed in that language, never a guess.

`locale/<language>/texts.json` maps a text id (the message context of the text) to its state:
`{"rights:stop": {"state": "reviewed", "role": "court interpreter", "date": "2026-10-02"}}`.
"""

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Literal

from app.language.i18n import LANGUAGES, LOCALES, Language, language


@dataclass(frozen=True, slots=True)
class TextState:
    """The state of one text in one language and the languages in which it has been reviewed."""

    state: Literal["drafted", "reviewed"]
    role: str | None
    date: str | None
    reviewed_in: tuple[Language, ...]

    @property
    def reviewed(self) -> bool:
        return self.state == "reviewed"


@lru_cache
def _states(path: Path) -> dict[str, dict[str, str]]:
    if not path.exists():
        return {}
    found: dict[str, dict[str, str]] = json.loads(path.read_text())
    return found


def text_state(text_id: str, code: str, locales: Path = LOCALES) -> TextState:
    """How far this text is in this language; a text nobody has entered counts as drafted."""

    def entry_in(one: Language) -> dict[str, str]:
        return _states(locales / one.folder / "texts.json").get(text_id, {})

    entry = entry_in(language(code))
    elsewhere = tuple(one for one in LANGUAGES if entry_in(one).get("state") == "reviewed")
    reviewed = entry.get("state") == "reviewed"
    return TextState("reviewed" if reviewed else "drafted", entry.get("role"), entry.get("date"), elsewhere)
