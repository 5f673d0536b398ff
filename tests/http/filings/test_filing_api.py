"""Filing over HTTP: uploads step by step, one payload, one receipt, bad input answered in words."""

import asyncio
import base64
import json
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import httpx
import pytest
from pikepdf import Dictionary, Name, String
from pydantic import TypeAdapter

from app.filings.commands import Acknowledgement, Decision, FilingPayload
from tests.doubles.pdfs import locked, pdf, with_open_action
from tests.http.town import ANONYMOUS, CANARIES, Town, settled
from tools import verify_log

pytestmark = pytest.mark.asyncio(loop_scope="module")
TUS = {"tus-resumable": "1.0.0"}
PATCH = {**TUS, "content-type": "application/offset+octet-stream"}
SMALL = pdf("The court is asked to hear the expert by video.")


def named(name: str = "motion.pdf") -> str:
    return "filename " + base64.b64encode(name.encode()).decode()


async def create(client: httpx.AsyncClient, town: Town, length: int, name: str = "motion.pdf") -> httpx.Response:
    headers = {**TUS, "upload-length": str(length), "upload-metadata": named(name)}
    return await client.post(f"/api/v1/uploads?case_id={town.id('case')}", headers=headers)


async def uploaded(client: httpx.AsyncClient, town: Town, content: bytes, name: str = "motion.pdf") -> str:
    """The id of a document that has arrived and was checked."""
    made = await create(client, town, len(content), name)
    assert made.status_code == 201, made.text
    answer = made
    if content:
        answer = await client.patch(made.headers["location"], headers={**PATCH, "upload-offset": "0"}, content=content)
        assert answer.status_code == 204
    await settled(town.app)
    return answer.headers["document-id"]


def payload(town: Town, *documents: str, **changes: Any) -> dict[str, Any]:
    said = {"case_id": str(town.id("case")), "type": "motion", "title": "Motion for leave", "level": "public"}
    return {**said, "documents": list(documents), **changes}


async def filed(client: httpx.AsyncClient, town: Town, **changes: Any) -> dict[str, Any]:
    body = payload(town, await uploaded(client, town, SMALL), **changes)
    draft = (await client.post("/api/v1/filings", json=body)).json()
    answer = await client.post(
        f"/api/v1/filings/{draft['id']}/submission", json=body, headers={"idempotency-key": uuid4().hex}
    )
    assert answer.status_code == 201, answer.text
    receipt: dict[str, Any] = answer.json()
    return receipt


async def test_nobody_files_or_uploads_without_signing_in(town: Town) -> None:
    nobody, some = town.browsers[ANONYMOUS], uuid4()
    for method, path in (
        ("POST", "/api/v1/uploads"),
        ("HEAD", f"/api/v1/uploads/{some}"),
        ("PATCH", f"/api/v1/uploads/{some}"),
        ("POST", "/api/v1/filings"),
        ("POST", "/api/v1/filings/dry-run"),
        ("GET", "/api/v1/filings"),
        ("GET", "/api/v1/cases"),
    ):
        answer = await nobody.request(method, path, headers={**PATCH, "upload-offset": "0"}, json=payload(town))
        assert answer.status_code == 401, path


async def test_an_upload_is_continued_where_it_stands(town: Town) -> None:
    counsel = town.browsers["counsel"]
    place = (await create(counsel, town, len(SMALL))).headers["location"]
    first = await counsel.patch(place, headers={**PATCH, "upload-offset": "0"}, content=SMALL[:200])
    assert (first.status_code, first.headers["upload-offset"]) == (204, "200")
    wrong = await counsel.patch(place, headers={**PATCH, "upload-offset": "150"}, content=SMALL[150:])
    assert (wrong.status_code, wrong.json()["offset"]) == (409, 200)
    head = await counsel.head(place, headers=TUS)
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("200", str(len(SMALL)))
    assert "upload-expires" in head.headers
    last = await counsel.patch(place, headers={**PATCH, "upload-offset": "200"}, content=SMALL[200:])
    assert last.headers["document-id"]


async def test_an_upload_can_be_given_up(town: Town) -> None:
    counsel = town.browsers["counsel"]
    place = (await create(counsel, town, 100)).headers["location"]
    assert (await counsel.delete(place, headers=TUS)).status_code == 204
    assert (await counsel.head(place, headers=TUS)).status_code == 404


async def test_a_file_that_is_too_large_is_refused_before_it_is_sent(town: Town) -> None:
    answer = await create(town.browsers["counsel"], town, 300 * 1024 * 1024)
    assert (answer.status_code, answer.json()["type"]) == (413, "/problems/document-too-large")
    assert answer.json()["limit"] == town.app.services.settings.upload_limit


@pytest.mark.parametrize(
    ("headers", "code"),
    [
        ({"upload-length": "10", "upload-metadata": "filename !!!"}, "file-name-missing"),
        ({"upload-length": "10"}, "file-name-missing"),
        ({"upload-metadata": named()}, "upload-length-missing"),
        ({"upload-length": "-1", "upload-metadata": named()}, "invalid"),
        ({"upload-length": "ten", "upload-metadata": named()}, "invalid"),
        ({"upload-length": "10", "upload-metadata": named(), "tus-resumable": "0.2.2"}, "tus-version"),
    ],
)
async def test_an_upload_that_is_not_announced_properly_is_answered_in_words(
    town: Town, headers: dict[str, str], code: str
) -> None:
    path = f"/api/v1/uploads?case_id={town.id('case')}"
    answer = await town.browsers["counsel"].post(path, headers={**TUS, **headers})
    assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{code}")


BAD: dict[str, tuple[bytes, str]] = {
    "notes.txt": (b"only words", "not-pdf"),
    "empty.pdf": (b"", "empty"),
    "locked.pdf": (locked(pdf("secret"), "password"), "password"),
    "script.pdf": (with_open_action(SMALL, Dictionary(S=Name.JavaScript, JS=String("app.alert(1)"))), "script"),
    "broken.pdf": (b"%PDF-1.7\n" + b"\0" * 500, "unreadable"),
    "names.pdf": (pdf(f"Statement of {CANARIES['witness']}"), "protected-term"),
}


@pytest.mark.parametrize("name", BAD)
async def test_a_document_the_court_cannot_take_is_kept_and_explained(town: Town, name: str) -> None:
    counsel, (content, code) = town.browsers["counsel"], BAD[name]
    document = await uploaded(counsel, town, content, name)
    answer = await counsel.post("/api/v1/filings/dry-run", json=payload(town, document))
    view = answer.json()
    assert answer.status_code == 200
    assert view["acceptable"] is False
    assert [one["code"] for one in view["obstacles"]] == ["documents-to-fix"]
    assert code in [finding["code"] for finding in view["documents"][0]["findings"]]
    assert all(finding["title"] and finding["hint"] for finding in view["documents"][0]["findings"])
    assert CANARIES["witness"].split()[1] not in answer.text
    body = await counsel.get(f"/api/v1/documents/{document}")
    assert body.content == content  # nothing is lost


async def test_a_protected_name_is_refused_in_a_title_and_never_said_back(town: Town) -> None:
    counsel, title = town.browsers["counsel"], f"Motion against {CANARIES['witness']}"
    answer = await counsel.post("/api/v1/filings", json=payload(town, title=title))
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/title-names-protected")
    tried = await counsel.post("/api/v1/filings/dry-run", json=payload(town, title=title))
    assert "title-names-protected" in [one["code"] for one in tried.json()["obstacles"]]
    assert CANARIES["witness"].split()[1] not in answer.text + tried.text


async def test_what_is_typed_is_not_said_back(town: Town) -> None:
    counsel = town.browsers["counsel"]
    for body in ({"case_id": "SECRETWORD"}, payload(town, type="SECRETWORD"), payload(town, title="SECRETWORD" * 30)):
        answer = await counsel.post("/api/v1/filings", json=body)
        assert answer.status_code == 422
        assert "SECRETWORD" not in answer.text


async def test_the_same_key_gives_the_same_receipt_and_a_missing_one_is_asked_for(town: Town) -> None:
    counsel = town.browsers["counsel"]
    body = payload(town, await uploaded(counsel, town, SMALL))
    draft = (await counsel.post("/api/v1/filings", json=body)).json()
    path, key = f"/api/v1/filings/{draft['id']}/submission", {"idempotency-key": "the key of this act"}
    assert (await counsel.post(path, json=body)).status_code == 422
    first = await counsel.post(path, json=body, headers=key)
    assert (first.status_code, first.json()["received_at"][-1]) == (201, "Z")
    second = (await counsel.post(path, json=body, headers=key)).json()
    assert {**second, "proof": None} == {**first.json(), "proof": None}
    other = await counsel.post(path, json={**body, "title": "Something else"}, headers=key)
    assert other.json()["type"] == "/problems/idempotency-key-reused"


async def test_a_receipt_is_checked_without_the_court(town: Town, tmp_path: Path) -> None:
    counsel = town.browsers["counsel"]
    receipt = await filed(counsel, town)
    await _signed(counsel, receipt["filing_id"])
    bundle = await counsel.get(f"/api/v1/filings/{receipt['filing_id']}/receipt/bundle")
    key = await counsel.get("/.well-known/ejustice-log/key")
    for name, content in (("receipt.json", bundle.content), ("key.txt", key.content), ("motion.pdf", SMALL)):
        (tmp_path / name).write_bytes(content)
    files = {name: str(tmp_path / name) for name in ("receipt.json", "key.txt", "motion.pdf")}
    given = ["receipt", files["receipt.json"], "--key", files["key.txt"], "--document", files["motion.pdf"]]
    assert verify_log.main(given) == 0
    said = json.loads(bundle.text)["receipt"]
    assert (said["number"], said["interruptions"]) == (receipt["number"], 0)
    (tmp_path / "motion.pdf").write_bytes(SMALL + b" ")
    assert verify_log.main(given) == 1


async def test_a_document_is_a_download_that_no_browser_runs_whole_or_in_part(town: Town) -> None:
    path = f"/api/v1/documents/{town.id('docketed-document')}"
    nobody = town.browsers[ANONYMOUS]
    whole = await nobody.get(path)
    assert whole.status_code == 200
    assert whole.headers["content-disposition"].startswith("attachment; filename*=UTF-8''")
    assert "motion" not in whole.headers["content-disposition"]
    assert whole.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in whole.headers["content-security-policy"]
    size = len(whole.content)
    for asked, start, end in (("bytes=0-9", 0, 10), ("bytes=5-", 5, size), ("bytes=-7", size - 7, size)):
        part = await nobody.get(path, headers={"range": asked})
        assert (part.status_code, part.content) == (206, whole.content[start:end]), asked
        assert part.headers["content-range"] == f"bytes {start}-{end - 1}/{size}"
    outside = await nobody.get(path, headers={"range": f"bytes={size}-"})
    assert (outside.status_code, outside.headers["content-range"]) == (416, f"bytes */{size}")
    for odd in ("bytes=3-1", "bytes=-", "bytes=0-1,4-5", "lines=1-2", "bytes=-0"):
        assert (await nobody.get(path, headers={"range": odd})).status_code in {200, 416}, odd


async def test_a_clerk_accepts_over_the_api_and_can_undo(town: Town) -> None:
    receipt = await filed(town.browsers["counsel"], town)
    clerk, path = town.browsers["clerk"], f"/api/v1/filings/{receipt['filing_id']}/review"
    accepted = await clerk.post(path, json={"decision": "accept"}, headers={"idempotency-key": uuid4().hex})
    assert (accepted.status_code, accepted.json()["status"]) == (201, "accepted")
    undone = await clerk.delete(path)
    assert (undone.status_code, undone.json()["status"]) == (200, "under_review")


async def test_every_body_has_an_example_that_works(town: Town) -> None:
    schemas = town.app.web.openapi()["components"]["schemas"]
    for model in (FilingPayload, Acknowledgement):
        for example in schemas[model.__name__]["examples"]:
            model.model_validate(example)
    for name in ("Accept", "SendBack", "Reject"):
        for example in schemas[name]["examples"]:
            assert TypeAdapter[Any](Decision).validate_python(example).decision == example["decision"]


async def _signed(client: httpx.AsyncClient, filing_id: str) -> None:
    """Wait for the sequencer of the running application to sign the next checkpoint."""
    async for receipt in _asking(client, f"/api/v1/filings/{filing_id}/receipt"):
        if receipt["proof"] is not None:
            return


async def _asking(client: httpx.AsyncClient, path: str) -> AsyncIterator[dict[str, Any]]:
    async with asyncio.timeout(30):
        while True:
            yield (await client.get(path)).json()
            await asyncio.sleep(0.05)
