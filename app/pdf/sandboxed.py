"""`PdfTools` that open every foreign byte in the sandbox."""

from collections.abc import Mapping, Sequence
from typing import Any, assert_never

from app.pdf.findings import CheckReport, Finding
from app.pdf.port import PageUnknown, PdfSigned, PdfUnreadable
from app.pdf.titles import names_around
from app.sandbox.port import Ran, Sandbox, SandboxLimit

JOBS = "app.pdf.jobs"


class SandboxedPdfTools:
    """Needs a sandbox that has the module `JOBS` loaded."""

    def __init__(self, sandbox: Sandbox) -> None:
        self._sandbox = sandbox

    async def check(
        self, pdf: bytes, *, title: str = "", file_name: str = "", protected_terms: Sequence[str] = ()
    ) -> CheckReport:
        around = names_around(title, file_name, protected_terms)
        inside = _report(await self._sandbox.run(f"{JOBS}:check", pdf, {"terms": list(protected_terms)}))
        return CheckReport((*around, *inside.findings), inside.pages, inside.text_ratio, inside.signed)

    async def clean(self, pdf: bytes) -> bytes:
        ran = await self._run("clean", pdf, {})
        if ran.value["signed"]:
            raise PdfSigned()
        return ran.data

    async def stamp(self, pdf: bytes, line: str) -> bytes:
        return (await self._run("stamp", pdf, {"line": line})).data

    async def render_page(self, pdf: bytes, page: int, width: int) -> bytes:
        return _page(await self._run("render", pdf, {"page": page, "width": width}))

    async def page_text(self, pdf: bytes, page: int) -> str:
        return _page(await self._run("text", pdf, {"page": page})).decode()

    async def bind(self, parts: Sequence[tuple[str, bytes]]) -> tuple[bytes, list[int]]:
        lengths = [[title, len(data)] for title, data in parts]
        ran = await self._run("bind", b"".join(data for _, data in parts), {"parts": lengths})
        return ran.data, [int(place) for place in ran.value["left_out"]]

    async def _run(self, job: str, pdf: bytes, args: Mapping[str, Any]) -> Ran:
        match await self._sandbox.run(f"{JOBS}:{job}", pdf, args):
            case Ran() as ran:
                return ran
            case SandboxLimit():
                raise PdfUnreadable()


def _report(outcome: Ran | SandboxLimit) -> CheckReport:
    """What came back, believed only as far as it has the shape of a report."""
    match outcome:
        case Ran(value):
            try:
                return CheckReport.from_json(value)
            except (KeyError, TypeError, ValueError):
                return CheckReport((Finding("unreadable"),))
        case SandboxLimit("memory" | "cpu" | "time"):
            return CheckReport((Finding("too-demanding"),))
        case SandboxLimit():
            return CheckReport((Finding("unreadable"),))
        case _:
            assert_never(outcome)


def _page(ran: Ran) -> bytes:
    if not ran.value["found"]:
        raise PageUnknown(pages=ran.value["pages"])
    return ran.data
