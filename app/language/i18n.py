"""The languages a page can speak, which one a reader gets, and the words in it (gettext; rules from CLDR)."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, partial
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path
from typing import Literal

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from app.language.pseudo import PseudoTranslations

LOCALES = Path(__file__).parent / "locale"


@dataclass(frozen=True, slots=True)
class Language:
    """`code` is BCP 47 (html lang), `folder` the catalogue, `formats` the CLDR locale of dates."""

    code: str
    folder: str
    name: str
    formats: str
    direction: Literal["ltr", "rtl"] = "ltr"


ARABIC = Language("ar", "ar", "العربية", "ar", "rtl")
CHINESE = Language("zh-Hans", "zh_Hans", "简体中文", "zh_Hans")
ENGLISH = Language("en", "en", "English", "en_001")
FRENCH = Language("fr", "fr", "Français", "fr")
RUSSIAN = Language("ru", "ru", "Русский", "ru")
SPANISH = Language("es", "es", "Español", "es")
LANGUAGES = (ARABIC, CHINESE, ENGLISH, FRENCH, RUSSIAN, SPANISH)
# Accented, lengthened, bracketed English; no reader is offered it, tests ask for it by code.
PSEUDO = Language("en-XA", "en_XA", "Pseudo", "en_001")

_BY_CODE = {language.code.lower(): language for language in (*LANGUAGES, PSEUDO)}
_BY_PRIMARY = {language.code.split("-")[0]: language for language in LANGUAGES}


def language(code: str) -> Language:
    """The language with this code, or English: a page is never without one."""
    return _BY_CODE.get(code.lower(), ENGLISH)


def negotiate(asked: str = "", kept: str = "", accept: str = "", default: str = "en") -> Language:
    """Choose: what the link asks for, then what the person chose before, then Accept-Language.

    Only the primary subtag is used and nothing is stored: a region (`fr-CA`) would hint at a place.
    """
    for tag in (asked, kept, *_by_preference(accept)):
        found = _BY_PRIMARY.get(tag.strip().lower().replace("_", "-").split("-")[0])
        if found:
            return found
    return language(default)


def _by_preference(accept: str) -> list[str]:
    """Tags of an Accept-Language header, dearest first (RFC 9110 §12.5.4); broken weights count as 0."""
    weighed = []
    for item in accept[:500].split(","):
        tag, _, weight = item.partition(";q=")
        try:
            quality = float(weight) if weight else 1.0
        except ValueError:
            quality = 0.0
        if quality > 0:
            weighed.append((quality, tag))
    return [tag for _, tag in sorted(weighed, key=lambda pair: -pair[0])]


@lru_cache
def translations(code: str) -> NullTranslations:
    """The words of a language; English sources are the keys, so English needs a catalogue only for plurals."""
    chosen = language(code)
    if chosen is PSEUDO:
        return PseudoTranslations()
    return load(LOCALES / chosen.folder / "LC_MESSAGES" / "messages.po", chosen.folder)


def load(source: Path, locale: str) -> Translations:
    """A catalogue: the compiled one when it is as new as its source, otherwise compiled in memory."""
    compiled = source.with_suffix(".mo")
    if compiled.exists() and compiled.stat().st_mtime >= source.stat().st_mtime:
        return Translations(BytesIO(compiled.read_bytes()))
    target = BytesIO()
    write_mo(target, read_po(BytesIO(source.read_bytes()), locale=locale))
    target.seek(0)
    return Translations(target)


def translate(message: str, code: str, **values: object) -> str:
    """A message in a language, with its named values."""
    text = translations(code).gettext(message)
    return text % values if values else text


@lru_cache
def speaker(code: str) -> Callable[[str], str]:
    """The messages in a language: the same function each time, so that two who read alike can be known to."""
    return partial(translate, code=code)
