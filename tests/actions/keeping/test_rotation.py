"""A new key takes the place of an old one without anything being lost, however often it is stopped on the way."""

import os
import subprocess
import sys
from datetime import timedelta
from uuid import uuid4

import pytest
from sqlalchemy import LargeBinary
from sqlmodel import SQLModel, col, select

from app.audit.kept import KeptCheckpoint
from app.audit.models import Checkpoint, LogLeaf
from app.audit.note import CheckpointRefused, NoteKey, open_note
from app.audit.verify import verify
from app.auth.errors import BadToken
from app.auth.models import Person
from app.auth.terms import ACCESS_TOKEN_LIFE
from app.auth.tokens import CLOCKS_APART, RotatingTokens
from app.db.sealed import sealed_columns
from app.db.types import ProtectedText
from app.kernel.clock import SettableClock
from app.kernel.protected import open_protected
from app.keys.port import Purpose
from app.keys.rows import RowsStillUnderOldKeys, forget_old
from app.operator.keys import list_keys, rotate
from app.wiring import UNLOGGED
from app.wiring.keyring import log_keys, log_sequencer, token_keys
from tests.doubles.archive import Archive, raw
from tests.doubles.streams import collected, stream


@pytest.mark.parametrize("purpose", ["court", "identity"])
async def test_everything_stored_is_put_under_the_new_key_and_reads_as_before(archive: Archive, purpose: str) -> None:
    documents = {await archive.put("case", content): content for content in (b"one", b"two")}
    before = {document: await raw(archive.office.database, document) for document in documents}
    assert await rotate(archive.office, {"purpose": purpose}, print) == 0
    for document, content in documents.items():
        wrapped, name = await raw(archive.office.database, document)
        assert (wrapped[:2] == b"\0\2", name[:2] == b"\0\2") == (purpose == "court", purpose == "identity")
        assert await archive.content(document) == content
        assert open_protected((await archive.row(document)).file_name) == "letter.pdf"
        # What is in a backup of yesterday can still be opened, until the old key is forgotten.
        assert archive.office.keys.stands(Purpose.COURT, before[document][0])
    async with archive.office.database.read() as reader:
        person = await reader.first(select(Person))
    assert person is not None
    assert open_protected(person.name) == "Ada Berger"


@pytest.mark.parametrize("purpose", ["court", "identity"])
async def test_a_forgotten_key_opens_nothing_any_more_and_everything_that_stands_reads(
    archive: Archive, purpose: str
) -> None:
    document = await archive.put("case", b"one")
    old_key, old_name = await raw(archive.office.database, document)
    await rotate(archive.office, {"purpose": purpose, "forget_old": "yes"}, print)
    assert await archive.content(document) == b"one"
    assert open_protected((await archive.row(document)).file_name) == "letter.pdf"
    old = old_key if purpose == "court" else old_name
    assert not archive.office.keys.stands(Purpose(purpose), old)


async def test_no_key_is_forgotten_while_a_row_needs_it(archive: Archive) -> None:
    document = await archive.put("case", b"one")
    archive.office.keys.rotate(Purpose.COURT, archive.office.clock.now())
    with pytest.raises(RowsStillUnderOldKeys):
        await forget_old(archive.office.database, archive.office.keys, Purpose.COURT)
    assert await archive.content(document) == b"one"


async def test_an_upload_under_way_goes_on_under_the_new_key(archive: Archive) -> None:
    storage = archive.office.storage
    upload = await storage.create_upload(limit=10)
    await storage.append(upload, 0, stream(b"01234"))
    await rotate(archive.office, {"purpose": "court", "forget_old": "yes"}, print)
    again = type(storage)(storage.root, archive.office.keys.domain(Purpose.COURT))
    await again.append(upload, 5, stream(b"56789"))
    stored = await again.complete(upload)
    assert await collected(again.read(stored.blob_id, stored.wrapped_key)) == b"0123456789"


async def test_the_log_verifies_across_a_rotation_with_old_and_new_checkpoints(
    archive: Archive, clock: SettableClock
) -> None:
    office = archive.office
    await archive.put("case", b"before")
    sequencer = log_sequencer(office.settings, clock, office.keys, office.database)
    await sequencer.step()
    async with office.database.read() as reader:
        old = (await reader.all(select(Checkpoint)))[0].note
    first_key = log_keys(office.settings, office.keys)[0]
    await rotate(office, {"purpose": "log", "forget_old": "yes"}, print)
    clock.advance(timedelta(seconds=2))
    await archive.put("case", b"after")
    await sequencer.step()  # the one that ran before the rotation signs with the new key
    keys = log_keys(office.settings, office.keys)
    assert keys[1:] == [first_key]
    assert keys[0] != first_key
    async with office.database.read() as reader:
        new = (await reader.all(select(Checkpoint).order_by(col(Checkpoint.size))))[-1].note
        report = await verify(reader, KeptCheckpoint.open(old, keys), keys=keys, now=clock.now(), unlogged=UNLOGGED)
    assert (report.ok, report.checkpoints) == (True, 2)
    assert open_note(new, keys[:1]).size > open_note(old, keys[1:]).size
    with pytest.raises(CheckpointRefused):
        open_note(new, [first_key])
    with pytest.raises(CheckpointRefused):
        open_note(old, [NoteKey(first_key.name, keys[0].public)])


async def test_a_token_of_before_the_rotation_ends_with_its_own_life_and_not_later(
    archive: Archive, clock: SettableClock
) -> None:
    keys, me, sign_in = archive.office.keys, uuid4(), uuid4()
    tokens = RotatingTokens(lambda: token_keys(keys), "https://court.example")
    old = tokens.issue(me, sign_in, clock.now())
    frozen = token_keys(keys)
    stolen = RotatingTokens(lambda: frozen, "https://court.example")
    clock.advance(timedelta(seconds=60))
    await rotate(archive.office, {"purpose": "tokens"}, print)
    assert tokens.read(old, clock.now()).account_id == me
    assert tokens.read(tokens.issue(me, sign_in, clock.now()), clock.now()).sign_in_id == sign_in
    with pytest.raises(BadToken):
        stolen.read(tokens.issue(me, sign_in, clock.now()), clock.now())
    clock.advance(ACCESS_TOKEN_LIFE + CLOCKS_APART)
    # Whoever kept the old key can sign what they like: nobody reads it any more.
    with pytest.raises(BadToken):
        tokens.read(stolen.issue(me, sign_in, clock.now()), clock.now())


async def test_a_stolen_token_key_is_forgotten_at_once(archive: Archive, clock: SettableClock) -> None:
    tokens = RotatingTokens(lambda: token_keys(archive.office.keys), "https://court.example")
    old = tokens.issue(uuid4(), uuid4(), clock.now())
    await rotate(archive.office, {"purpose": "tokens", "forget_old": "yes"}, print)
    with pytest.raises(BadToken):
        tokens.read(old, clock.now())


async def test_each_change_of_a_key_is_in_the_log(archive: Archive) -> None:
    words: list[str] = []
    for purpose in ("tokens", "copies", "receipts", "backup", "log"):
        await rotate(archive.office, {"purpose": purpose}, words.append)
    await list_keys(archive.office, {}, words.append)
    async with archive.office.database.read() as reader:
        leaves = await reader.all(select(LogLeaf).where(LogLeaf.kind == "audit.key-changed"))
    assert [leaf.payload["purpose"] for leaf in leaves] == ["tokens", "copies", "receipts", "backup", "log"]
    assert any(line.startswith("tokens    2 since 2026-11-23") for line in words)


FEW, MANY = (4,), tuple(range(1, 25))
KILLED = """
import asyncio, os, signal, sys
from app.kernel.clock import SystemClock
from app.operator.keys import rewrap
from app.db import database, sealed
from app.settings import Settings
from app.wiring import back_office

sealed.BATCH, left = 2, int(sys.argv[1])

def dying(thing, name):
    real = getattr(thing, name)
    def step(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    setattr(thing, name, step)

async def main():
    office = back_office(Settings(), SystemClock())
    for name in ("begin",):
        dying(database.Database, name)
    for name in ("fsync", "replace"):
        dying(os, name)
    await rewrap(office, {"forget_old": "yes"}, print)
    print("done", flush=True)

asyncio.run(main())
"""


@pytest.mark.parametrize("stops", [FEW, pytest.param(MANY, marks=pytest.mark.long)], ids=["few", "many"])
async def test_a_rotation_killed_anywhere_loses_nothing_and_goes_on(archive: Archive, stops: tuple[int, ...]) -> None:
    documents = {await archive.put("case", b"%d" % number, f"{number}.pdf"): number for number in range(5)}
    for purpose in (Purpose.COURT, Purpose.IDENTITY):
        archive.office.keys.rotate(purpose, archive.office.clock.now())
    for stop in (*stops, 100_000):
        child = _child(archive, KILLED, stop)
        for document, number in documents.items():
            assert await archive.content(document) == b"%d" % number, stop
            assert open_protected((await archive.row(document)).file_name) == f"{number}.pdf"
        if child.returncode == 0:
            break
        assert child.returncode == -9, child.stderr
    assert stop > 4
    assert [len(archive.office.keys.versions(purpose)) for purpose in (Purpose.COURT, Purpose.IDENTITY)] == [1, 1]


def _child(archive: Archive, program: str, stop: int) -> "subprocess.CompletedProcess[str]":
    settings = archive.office.settings
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("EJ_")},
        "EJ_DATA_DIR": str(settings.data_dir),
        "EJ_KEY_FILE": str(settings.key_file),
        "EJ_DATABASE_URL": settings.database_url,
    }
    return subprocess.run(
        [sys.executable, "-c", program, str(stop)], env=environment, capture_output=True, text=True, check=False
    )


def test_every_column_of_bytes_is_under_a_key_or_is_known_not_to_be() -> None:
    keyed = {("code_tries", "key"), ("name_keys", "key")}  # hashes that need the key of the court
    open_bytes = ("_hash", "_index", "credential_id", "public_key", "challenge", "commitment", "salt", "root", "hashes")
    sealed = {(found.table.name, found.column.name) for found in sealed_columns()}
    unknown = [
        f"{table.name}.{column.name}"
        for table in SQLModel.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, LargeBinary | ProtectedText)
        if (table.name, column.name) not in sealed | keyed and not column.name.endswith(open_bytes)
    ]
    assert sealed
    assert unknown == []
