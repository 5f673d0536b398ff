"""The log over HTTP: what auditors find, what anybody can check, and who is told who read what."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from tests.http.town import CANARIES, Town
from tools import verify_log

pytestmark = pytest.mark.asyncio(loop_scope="module")


async def entries(town: Town, **asked: object) -> list[dict[str, Any]]:
    answer = await town.browsers["auditor"].get("/api/v1/log/entries", params={"limit": 200, **asked})
    assert answer.status_code == 200
    return list(answer.json()["items"])


async def folded(town: Town, kind: str, count: int) -> list[dict[str, Any]]:
    """The entries of one kind, once there are so many with a place."""
    for _ in range(400):
        found = await entries(town, kind=kind)
        if len(found) >= count:
            return found
    raise AssertionError(f"{kind} never came")


async def opened(town: Town, by: Sequence[str], case: str) -> str:
    """A document on the docket that these people read, one after another."""
    path = f"/api/v1/documents/{town.id('docketed-document', case)}"
    entered = [who for who in by if who != "counsel"]  # counsel filed it: their own reading is not
    due = len(await entries(town, kind="documents.read")) + len(entered)
    for who in by:
        assert (await town.browsers[who].get(path)).status_code == 200, who
    await folded(town, "documents.read", due)
    return path


async def test_an_auditor_finds_who_read_in_a_case_by_its_number_and_nobody_by_name(town: Town) -> None:
    await opened(town, ["clerk", "judge"], "closed")
    found = await entries(town, case=town.numbers["closed"], kind="documents.")
    by = [one["by"] for one in found if one["kind"] == "documents.read"]
    assert by[:2] == [str(town.people[who].person_id) for who in ("judge", "clerk")]
    assert {one["case_id"] for one in found} == {str(town.id("case", "closed"))}
    page = await town.browsers["auditor"].get("/audit", params={"case": town.numbers["closed"]})
    one = await town.browsers["auditor"].get(f"/audit/{found[0]['id']}")
    assert (page.status_code, one.status_code) == (200, 200)
    assert town.numbers["closed"] in page.text
    for text in (page.text, one.text, str(found)):
        assert not [name for name in CANARIES.values() if name in text]


async def test_an_auditors_search_is_itself_in_the_log(town: Town) -> None:
    person = str(town.people["clerk"].person_id)
    await entries(town, person_id=person, kind="documents.")
    said: list[dict[str, Any]] = []
    while not said:  # the entry of a search has its place within half a second
        found = await entries(town, kind="log.searched")
        said = [one["says"] for one in found if one["says"]["person_id"] == person]
    assert [one["kinds"] for one in said] == [["documents."]]
    assert {one["by"] for one in found} == {str(town.people["auditor"].person_id)}


async def test_what_is_asked_for_wrongly_is_said_and_nothing_is_lost(town: Town) -> None:
    answer = await town.browsers["auditor"].get("/audit", params={"person_id": "Ada", "since": "x", "case": "9"})
    assert answer.status_code == 422
    assert 'value="9"' in answer.text
    assert 'href="#f-person_id"' in answer.text
    past_the_end = await town.browsers["auditor"].get("/audit", params={"after": "bogus", "until": "9999-12-31"})
    assert past_the_end.status_code == 200
    for beyond in ("0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"):
        for word in ("since", "until"):
            answer = await town.browsers["auditor"].get("/api/v1/log/entries", params={word: beyond})
            assert answer.status_code == 200


async def test_an_exported_log_agrees_with_what_anybody_can_download(town: Town, tmp_path: Path) -> None:
    public, auditor = town.browsers["anonymous"], town.browsers["auditor"]
    kept, key = await public.get("/.well-known/ejustice-log/hashes"), await public.get("/.well-known/ejustice-log/key")
    leaves = await auditor.get("/api/v1/log/leaves")
    note = await public.get("/.well-known/ejustice-log/checkpoint")
    for name, answer in (("kept.txt", kept), ("key.txt", key), ("leaves.jsonl", leaves), ("note.txt", note)):
        (tmp_path / name).write_bytes(answer.content)
    given = ["--checkpoint", str(tmp_path / "kept.txt"), "--key", str(tmp_path / "key.txt")]
    assert verify_log.main(["log", str(tmp_path / "leaves.jsonl"), *given]) == 0
    assert verify_log.main(["checkpoint", str(tmp_path / "note.txt"), "--key", str(tmp_path / "key.txt")]) == 0
    exports = await folded(town, "log.exported", 1)
    assert exports[0]["by"] == str(town.people["auditor"].person_id)
    verifier = await public.get("/api/v1/log/verifier.py")
    assert verifier.content == Path(verify_log.__file__).read_bytes()


async def test_a_filer_is_not_told_what_bench_and_lawyers_read_and_the_court_is(town: Town) -> None:
    path = await opened(town, ["clerk", "judge", "prosecutor", "accused"], "closed")
    seen = {who: (await town.browsers[who].get(f"{path}/readers")).json() for who in ("counsel", "clerk")}
    parts = [[one["part"] or one["who"] for one in seen[who]["readings"]] for who in ("counsel", "clerk")]
    assert (seen["counsel"]["whole"], seen["clerk"]["whole"]) == (False, True)
    assert parts[0][:2] == ["accused", "A clerk of the court"]
    assert parts[1][:4] == ["accused", "prosecutor", "judge", "You"]
    assert not {"judge", "prosecutor"} & set(parts[0])
    page = await town.browsers["counsel"].get(path.removeprefix("/api/v1") + "/readers")
    assert "A clerk of the court" in page.text
    assert CANARIES["judge"] not in page.text
    shown = await folded(town, "log.readers-shown", 3)
    assert {one["by"] for one in shown} == {str(town.people[who].person_id) for who in ("counsel", "clerk")}


async def test_a_witness_is_told_who_of_the_office_looked_and_not_what_bench_and_lawyers_read(town: Town) -> None:
    await opened(town, ["clerk", "judge", "counsel", "prosecutor"], "open")
    report = (await town.browsers["witness"].get("/api/v1/access-report")).json()["readings"]
    assert "A clerk of the court" in {one["who"] for one in report}
    assert not {"judge", "prosecutor", "counsel"} & {one["part"] for one in report}
    page = await town.browsers["witness"].get("/who-looked")
    assert page.status_code == 200
    assert "A clerk of the court" in page.text
    for told in (CANARIES["judge"], town.numbers["open"], town.numbers["closed"]):
        assert told not in page.text


async def test_what_another_filed_and_minutes_are_read_on_record(town: Town) -> None:
    filing = f"/api/v1/filings/{town.id('filed', 'closed')}"
    minutes = f"/api/v1/hearings/{town.id('hearing', 'closed')}/minutes"
    for who, path in (("clerk", filing), ("clerk", f"{filing}/receipt"), ("counsel", filing), ("judge", minutes)):
        assert (await town.browsers[who].get(path)).status_code == 200, path
    read = await folded(town, "filings.read", 2)
    mine = [one for one in read if one["says"]["filing_id"] == str(town.id("filed", "closed"))]
    assert {(one["by"], one["says"]["part"]) for one in mine} == {
        (str(town.people["clerk"].person_id), part) for part in ("envelope", "receipt")
    }
    assert (await folded(town, "sitting.minutes-read", 1))[0]["by"] == str(town.people["judge"].person_id)


async def test_a_signature_by_nobody_we_know_is_not_taken(town: Town) -> None:
    note = await town.browsers["anonymous"].get("/.well-known/ejustice-log/checkpoint")
    answer = await town.browsers["anonymous"].post("/.well-known/ejustice-log/cosignatures", content=note.content)
    assert answer.status_code == 422
    assert answer.json()["type"] == "/problems/checkpoint-refused"
    newest = (await town.browsers["anonymous"].get("/api/v1/log/checkpoints", params={"limit": 1})).json()["items"]
    assert newest[0]["witnesses"] == []
