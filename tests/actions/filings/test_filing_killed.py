"""`kill -9` at each step of filing: no receipt without its documents, no document without its receipt."""

import asyncio
import signal
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from uuid import UUID

import pytest
from sqlmodel import select

from app.db.database import Database
from app.documents.models import Document
from app.filings.models import Filing, Submission
from app.kernel.clock import SettableClock, SystemClock
from app.keys.file import FileKeys
from app.keys.port import Purpose
from app.pdf.port import PdfTools
from tests.builders import NOW
from tests.doubles.filing_office import CLEAN, Office, open_office, storage_in
from tests.doubles.streams import collected, stream

CHILD = """
import asyncio, json, os, signal, sys
from pathlib import Path
from uuid import UUID
from app.auth.terms import Desk
from app.auth.views import Principal
from app.db.database import Database
from app.filings.actions.submitting import Submissions
from app.filings.actions.uploading import Uploads
from app.kernel.clock import SettableClock, SystemClock
from app.keys.file import FileKeys
from app.keys.port import Purpose
from tests.builders import NOW
from tests.doubles.filing_office import storage_in
from tests.doubles.streams import stream

url, folder, who, filing, stop = sys.argv[1], Path(sys.argv[2]), UUID(sys.argv[3]), UUID(sys.argv[4]), sys.argv[5]
content = (folder / "motion.pdf").read_bytes()
steps = 0

def stepping(thing):
    '''`thing`, dying when its step number `stop` begins; steps are counted over all of them.'''
    class Stepping:
        def __getattr__(self, name):
            found = getattr(thing, name)
            if not callable(found):
                return found
            def counted(*args, **kwargs):
                global steps
                steps += 1
                if steps == int(stop):
                    os.kill(os.getpid(), signal.SIGKILL)
                return found(*args, **kwargs)
            return counted
    return Stepping()

async def main():
    cipher = FileKeys(folder / "root.json").cipher(Purpose.IDENTITY)
    database = stepping(Database(url, cipher=cipher, clock=SettableClock(NOW)))
    storage, clock, by = stepping(storage_in(folder)), SystemClock(), Principal(who, Desk.counsel)
    uploads = Uploads(database, storage, clock, 10**7)
    view = await uploads.create(by, "motion.pdf", len(content), case_id=None, filing_id=filing)
    print("upload", view.id, flush=True)
    done = await uploads.append(by, view.id, 0, stream(content, 100))
    print("document", done.document_id, flush=True)
    receipt = await Submissions(database, clock).submit(by, filing, str(filing))
    print("receipt", receipt.number, flush=True)
    print("steps", steps, flush=True)

asyncio.run(main())
"""


@pytest.fixture
async def office(database_url: str, tools: PdfTools, tmp_path: Path) -> AsyncIterator[Office]:
    """The same court under keys that the child process finds too."""
    cipher = FileKeys(tmp_path / "root.json").cipher(Purpose.IDENTITY)
    database = Database(database_url, cipher=cipher, clock=SettableClock(NOW))
    yield await open_office(database, storage_in(tmp_path), tools, SystemClock())
    await database.close()


async def test_whatever_is_killed_when_what_was_acknowledged_is_there(office: Office, tmp_path: Path) -> None:
    (tmp_path / "motion.pdf").write_bytes(CLEAN)
    whole = await _run(office, tmp_path, stop=0)
    assert set(whole) == {"draft", "upload", "document", "receipt", "steps"}
    for stop in range(1, int(whole["steps"]) + 1):
        said = await _run(office, tmp_path, stop)
        assert "steps" not in said
        await _nothing_is_lost(office, said)


async def _run(office: Office, folder: Path, stop: int) -> dict[str, str]:
    """What a child process that files one draft said before it died at a step."""
    draft = await office.acts.drafts.begin(office.lawyer, office.payload())
    arguments = [office.database.url, str(folder), str(office.lawyer.person_id), str(draft.id), str(stop)]
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-c", CHILD, *arguments, stdout=asyncio.subprocess.PIPE
    )
    out, _ = await child.communicate()
    assert child.returncode == (-signal.SIGKILL if stop else 0)
    return {"draft": str(draft.id)} | dict(line.split() for line in out.decode().splitlines())


async def _nothing_is_lost(office: Office, said: dict[str, str]) -> None:
    async with office.database.read() as reader:
        filing = await reader.first(select(Filing).where(Filing.id == UUID(said["draft"])))
        submissions = await reader.all(select(Submission).where(Submission.filing_id == UUID(said["draft"])))
        documents = await reader.all(select(Document))
    for row in documents:  # every document on record can be read back
        assert await collected(office.storage.read(row.blob, row.wrapped_key)) == CLEAN
    assert filing is not None
    assert (filing.number is not None) == bool(submissions) == (filing.status == "submitted")
    if "receipt" in said:
        assert filing.number == said["receipt"]
    if "document" in said:
        assert UUID(said["document"]) in {row.id for row in documents}
    await _goes_on(office, said)


async def _goes_on(office: Office, said: dict[str, str]) -> None:
    """The person comes back: the upload is finished, the draft filed, once."""
    view = await office.view(UUID(said["draft"]))
    if not view.documents and "upload" in said:
        at = await office.acts.uploads.status(office.lawyer, UUID(said["upload"]))
        if at.document_id is None:
            rest = stream(CLEAN[at.offset :])
            await office.acts.uploads.append(office.lawyer, at.id, at.offset, rest)
    elif not view.documents:
        await office.upload(filing_id=view.id)
    receipt = await office.acts.submissions.submit(office.lawyer, view.id, str(view.id))
    assert [one.sha256 for one in receipt.documents] == [(await office.view(view.id)).documents[0].sha256]
