"""The cleaned copy: the same pages without anything that acts, reaches out, or says who and where."""

from io import BytesIO

from pikepdf import Array, Dictionary, Pdf, Stream
from pikepdf.sanitize import Sanitizer

from app.pdf.metadata import remove_traces
from app.pdf.structure import ANNOTATIONS, opened


def clean(data: bytes) -> bytes:
    """The cleaned copy, without a password lock; the same bytes for the same PDF."""
    with opened(data) as pdf:
        sanitizer = Sanitizer().remove_javascript().remove_external_access().remove_attachments()
        sanitizer = sanitizer.remove_multimedia().remove_thumbnails().remove_search_index()
        sanitizer.remove_private_app_data().remove_web_capture().remove_collection().apply(pdf)
        _remove_players(pdf)
        _remove_form_program(pdf)
        _remove_outside_streams(pdf)
        remove_traces(pdf)
        pdf.remove_unreferenced_resources()
        return saved(pdf)


def is_signed(data: bytes) -> bool:
    """Whether a signature covers bytes of this PDF."""
    with opened(data) as pdf:
        return any(isinstance(item, Dictionary) and _signature(item) for item in pdf.objects)


def saved(pdf: Pdf) -> bytes:
    """The bytes of a new PDF: not encrypted, its identifier made from its content."""
    out = BytesIO()
    pdf.save(out, encryption=False, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _signature(item: Dictionary) -> bool:
    return "/ByteRange" in item and str(item.get("/Type", "/Sig")) == "/Sig"


def _remove_players(pdf: Pdf) -> None:
    """Annotations that play, show in 3D or carry a file are taken off their pages."""
    for page in pdf.pages:
        annotations = page.obj.get("/Annots")
        if isinstance(annotations, Array):
            quiet = [one for one in annotations if not _plays(one)]
            page.obj.Annots = Array(quiet)


def _plays(annotation: object) -> bool:
    return isinstance(annotation, Dictionary) and str(annotation.get("/Subtype", "")) in ANNOTATIONS


def _remove_form_program(pdf: Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary) and "/XFA" in form:
        del form["/XFA"]


def _remove_outside_streams(pdf: Pdf) -> None:
    """A stream whose bytes are in another file becomes an empty one."""
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/F") is not None:
            for key in ("/F", "/FFilter", "/FDecodeParms"):
                if key in item:
                    del item[key]
