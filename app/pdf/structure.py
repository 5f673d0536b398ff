"""What a PDF can do besides being read, found by walking every object, direct ones included (ISO 32000-2)."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Pdf, Stream
from pikepdf.settings import set_qpdf_limits

from app.pdf.findings import Finding

MOST_PAGES = 5000
MOST_OBJECTS = 500_000
_MOST_FILTERS = 3
_MOST_DECODED = 128 * 1024 * 1024  # bytes of one stream
_A0_LONG_SIDE = 3371  # points
_SMALLEST_SIDE = 72
_ACTIONS = {
    "/JavaScript": "script",
    "/Launch": "launch",
    "/GoToR": "external-access",
    "/GoToE": "external-access",
    "/SubmitForm": "external-access",
    "/ImportData": "external-access",
    "/Rendition": "multimedia",
    "/Sound": "multimedia",
    "/Movie": "multimedia",
    "/RichMediaExecute": "multimedia",
    "/GoTo3DView": "multimedia",
    "/URI": "link",
}
ANNOTATIONS = {
    "/RichMedia": "multimedia",
    "/Movie": "multimedia",
    "/Sound": "multimedia",
    "/Screen": "multimedia",
    "/3D": "multimedia",
    "/FileAttachment": "attachment",
}


class TooDemanding(Exception):
    """More objects than a document needs."""


@dataclass(slots=True)
class Walk:
    """What was met on one walk; `pages`: object ids of pages and their annotations to page numbers."""

    pages: dict[tuple[int, int], int]
    found: dict[tuple[str, int | None], None] = field(default_factory=dict)
    seen: set[tuple[int, int]] = field(default_factory=set)
    count: int = 0

    def add(self, code: str, page: int | None) -> None:
        self.found.setdefault((code, page))


def structure(pdf: Pdf) -> list[Finding]:
    """Findings about what the objects of an opened PDF can do, and about its pages' number and size."""
    if len(pdf.objects) > MOST_OBJECTS:
        raise TooDemanding
    walk = Walk(_page_ids(pdf))
    for item in (pdf.trailer, *pdf.objects):
        _visit(item, walk)
    _named_things(pdf, walk)
    findings = [Finding(code, page) for code, page in walk.found]
    if len(pdf.pages) > MOST_PAGES:
        findings.append(Finding("too-many-pages"))
    return findings + [Finding("page-size", number) for number in _odd_sizes(pdf)]


def _page_ids(pdf: Pdf) -> dict[tuple[int, int], int]:
    ids = {}
    for number, page in enumerate(pdf.pages[:MOST_PAGES], start=1):
        ids[page.obj.objgen] = number
        annotations = page.obj.get("/Annots")
        for annotation in annotations if isinstance(annotations, Array) else ():
            ids[getattr(annotation, "objgen", (0, 0))] = number
    ids.pop((0, 0), None)
    return ids


def _visit(root: Any, walk: Walk) -> None:
    """Look at one indirect object and everything directly inside it; never deeper than memory allows."""
    waiting: list[tuple[Any, int | None]] = [(root, None)]
    while waiting:
        item, page = waiting.pop()
        walk.count += 1
        if walk.count > MOST_OBJECTS * 4:
            raise TooDemanding
        if isinstance(item, Dictionary | Stream):
            page = walk.pages.get(item.objgen, page)
            _look(item, page, walk)
            children = [item.get(key) for key in item.keys()]  # noqa: SIM118 (not a Python dict)
        elif isinstance(item, Array):
            children = list(item)
        else:
            continue
        for child in children:
            if isinstance(child, Dictionary | Array) and not child.is_indirect:
                waiting.append((child, page))


def _look(item: Any, page: int | None, walk: Walk) -> None:
    kind = _name(item.get("/S"))
    if kind in _ACTIONS:
        walk.add(_ACTIONS[kind], page)
    if "/JS" in item:
        walk.add("script", page)
    subtype = _name(item.get("/Subtype"))
    if subtype in ANNOTATIONS:
        walk.add(ANNOTATIONS[subtype], page)
    if _name(item.get("/Type")) == "/EmbeddedFile" or isinstance(item.get("/EF"), Dictionary):
        walk.add("attachment", page)
    if isinstance(item, Stream) and item.get("/F") is not None:
        walk.add("external-access", page)  # the stream's bytes are in another file
    if _name(item.get("/FS")) == "/URL":
        walk.add("external-access", page)
    for trigger in ("/OpenAction", "/AA"):
        if _opens_address(item.get(trigger)):
            walk.add("external-access", page)
    if _name(item.get("/Type")) == "/Sig" and "/ByteRange" in item:
        walk.add("signed", None)


def _opens_address(trigger: Any) -> bool:
    """Whether an automatic action (alone, or one of several by event) opens a web address."""
    if not isinstance(trigger, Dictionary):
        return False
    actions = [trigger, *(trigger.get(key) for key in trigger.keys())]  # noqa: SIM118
    return any(isinstance(a, Dictionary) and _name(a.get("/S")) == "/URI" for a in actions)


def _named_things(pdf: Pdf, walk: Walk) -> None:
    names = pdf.Root.get("/Names")
    if isinstance(names, Dictionary):
        if "/JavaScript" in names:
            walk.add("script", None)
        if "/EmbeddedFiles" in names:
            walk.add("attachment", None)
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        walk.add("form-program", None)


def _odd_sizes(pdf: Pdf) -> Iterator[int]:
    for number, page in enumerate(pdf.pages[:MOST_PAGES], start=1):
        box = [float(edge) for edge in page.mediabox]
        sides = sorted((abs(box[2] - box[0]), abs(box[3] - box[1])))
        if sides[0] < _SMALLEST_SIDE or sides[1] > _A0_LONG_SIDE:
            yield number


def _name(value: Any) -> str:
    return str(value) if isinstance(value, Name) else ""


def limit_decoding() -> None:
    """Keep qpdf in this process from unpacking bombs: few filters on each other, bounded memory for each."""
    set_qpdf_limits(
        max_stream_filters=_MOST_FILTERS,
        flate_max_memory=_MOST_DECODED,
        dct_max_memory=_MOST_DECODED,
        png_max_memory=_MOST_DECODED,
        run_length_max_memory=_MOST_DECODED,
        tiff_max_memory=_MOST_DECODED,
    )


def ran_out_of_memory(reason: pikepdf.PdfError) -> bool:
    """Whether qpdf stopped at a limit of memory; it says so in words only."""
    return any(words in str(reason) for words in ("memory limit exceeded", "bad_alloc"))


def opened(data: bytes) -> Pdf:
    """The PDF, opened with the empty password. Raises pikepdf.PasswordError or pikepdf.PdfError."""
    return pikepdf.open(BytesIO(data))
