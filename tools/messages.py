"""Keeps the catalogues in step with the pages: `python -m tools.messages extract|update|compile|check`.

`update` extracts and merges new words into every catalogue, `compile` writes the .mo files that a release
carries, `check` fails when a page has words that the catalogues do not know.
"""

import sys
from collections.abc import Callable
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_mapping_cfg
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

# The application is not imported: words must be extracted even while a page does not load.
ROOT = Path(__file__).parents[1]
LOCALES = ROOT / "app" / "language" / "locale"
TEMPLATE = LOCALES / "messages.pot"
KEYWORDS = {**DEFAULT_KEYWORDS, "N_": None, "translate": None}


def catalogues() -> list[tuple[str, Path]]:
    """Locale and catalogue of every folder below `locale/`; a new language is a new folder."""
    folders = sorted(path.name for path in LOCALES.iterdir() if path.is_dir())
    return [(folder, LOCALES / folder / "LC_MESSAGES" / "messages.po") for folder in folders]


def extracted() -> Catalog:
    """Every marked text of the sources, as a template catalogue with file names but no line numbers."""
    with (ROOT / "babel.cfg").open() as mapping:
        methods, options = parse_mapping_cfg(mapping)  # type: ignore[no-untyped-call]
    found = Catalog(project="ejustice", charset="utf-8", header_comment="# Words of the interface.\n")
    for name, _, message, comments, context in extract_from_dir(
        ROOT, methods, options, KEYWORDS, comment_tags=("NOTE:",), strip_comment_tags=True
    ):
        found.add(message, None, [(name, 1)], auto_comments=comments, context=context)
    return found


def extract() -> None:
    with TEMPLATE.open("wb") as target:
        write_po(target, extracted(), include_lineno=False, sort_output=True, omit_header=True)


def update() -> None:
    extract()
    source = extracted()
    for folder, path in catalogues():
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("ab+") as present:
            present.seek(0)
            known = read_po(present, locale=folder)
        known.update(source, no_fuzzy_matching=True)
        known.obsolete.clear()
        with path.open("wb") as target:
            write_po(target, known, include_lineno=False, sort_output=True, ignore_obsolete=True)


def compile_all() -> None:
    for folder, path in catalogues():
        with path.open("rb") as source, path.with_suffix(".mo").open("wb") as target:
            write_mo(target, read_po(source, locale=folder))


def check() -> None:
    source = {(message.context, message.id) for message in extracted() if message.id}
    for folder, path in catalogues():
        with path.open("rb") as present:
            known = {(message.context, message.id) for message in read_po(present) if message.id}
        missing = source - known
        if missing:
            sys.exit(f"{folder}: {len(missing)} texts are not in the catalogue; run update")


COMMANDS: dict[str, Callable[[], None]] = {
    "extract": extract,
    "update": update,
    "compile": compile_all,
    "check": check,
}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        sys.exit(f"usage: python -m tools.messages {'|'.join(COMMANDS)}")
    COMMANDS[sys.argv[1]]()
