"""Uploads on the disk: expiry, a full disk, and how a call takes them over."""

from __future__ import annotations

import os
from datetime import UTC, datetime, timedelta

import pytest

from ringside.accounts.principal import Principal
from ringside.calls import uploads
from ringside.calls.media_routes import OutOfRange, read_range
from ringside.core.files import LocalFiles, NoSpace
from ringside.core.ids import new_id
from ringside.core.partial import NoSuchUpload, PartialFiles

NOW = datetime(2026, 3, 1, tzinfo=UTC)


def somebody() -> Principal:
    return Principal(user_id=new_id(), tenant_id=new_id(), role="rep", language="en")


async def chunks(*parts: bytes):
    for part in parts:
        yield part


async def test_what_nobody_finishes_expires(tmp_path):
    store, who = PartialFiles(tmp_path), somebody()
    old = await uploads.announce(store, who, 3, {}, 10, NOW)
    new = await uploads.announce(store, who, 3, {}, 10, NOW + timedelta(hours=20))
    assert (old.filename, old.expires_at) == ("recording", NOW + timedelta(days=1))
    assert await store.expire(NOW + timedelta(hours=25)) == 1
    with pytest.raises(NoSuchUpload):
        await uploads.look(store, who, old.id)
    assert (await uploads.look(store, who, new.id)).offset == 0


async def test_a_full_disk_is_said_and_costs_nothing_that_arrived(tmp_path):
    store, who = PartialFiles(tmp_path), somebody()
    with pytest.raises(NoSpace):
        await uploads.announce(store, who, 2**52, {}, 2**53, NOW)
    upload = await uploads.announce(store, who, 4, {}, 10, NOW)
    part = store.path(who.tenant_id, upload.id)
    part.unlink()
    part.symlink_to("/dev/full")
    with pytest.raises(NoSpace):
        await uploads.go_on(store, who, upload.id, 0, chunks(b"abcd"))
    part.unlink()
    part.write_bytes(b"ab")
    assert (await uploads.go_on(store, who, upload.id, 2, chunks(b"cd"))).offset == 4


async def test_a_call_takes_its_uploads_or_leaves_them(tmp_path):
    store, files, who = PartialFiles(tmp_path / "u"), LocalFiles(tmp_path / "f"), somebody()
    ids = []
    for number in range(2):
        upload = await uploads.announce(store, who, 4, {"filename": f"{number}.WAV"}, 10, NOW)
        await uploads.go_on(store, who, upload.id, 0, chunks(b"side" if number else b"SIDE"))
        ids.append(upload.id)
    unfinished = await uploads.announce(store, who, 4, {}, 10, NOW)
    with pytest.raises(uploads.UploadUnfinished):
        async with uploads.taken(store, files, who, [ids[0], unfinished.id]):
            pass
    with pytest.raises(RuntimeError, match="not committed"):
        async with uploads.taken(store, files, who, ids):
            raise RuntimeError("not committed")
    assert os.listdir(tmp_path / "f" / who.tenant_id) == []
    async with uploads.taken(store, files, who, [*ids, ids[0]]) as taken:
        assert [(file.filename, file.size) for file in taken] == [("0.WAV", 4), ("1.WAV", 4)]
    assert [await files.read(who.tenant_id, file.name) for file in taken] == [b"SIDE", b"side"]
    with pytest.raises(NoSuchUpload):
        await uploads.look(store, who, ids[0])
    assert await store.expire(NOW + timedelta(days=9)) == 1
    assert [await files.size(who.tenant_id, file.name) for file in taken] == [4, 4]
    async with files.on_disk(who.tenant_id, taken[0].name) as path:
        assert path.read_bytes() == b"SIDE"
    assert [block async for block in files.open_range(who.tenant_id, taken[0].name, 1, 3)] == [b"ID"]


@pytest.mark.parametrize(
    ("header", "span"),
    [
        (None, None),
        ("bytes=0-", (0, 100)),
        ("bytes=0-0", (0, 1)),
        ("bytes=10-19", (10, 20)),
        ("bytes=90-1000", (90, 100)),
        ("bytes=-10", (90, 100)),
        ("bytes=-1000", (0, 100)),
        ("bytes=20-10", None),
        ("bytes=-", None),
        ("bytes=0-1,5-6", None),
        ("pages=1-2", None),
    ],
)
def test_a_range_is_read_as_players_mean_it(header, span):
    assert read_range(header, 100) == span


@pytest.mark.parametrize("header", ["bytes=100-", "bytes=-0", "bytes=500-600"])
def test_a_range_beyond_the_end_is_refused_with_the_size(header):
    with pytest.raises(OutOfRange) as refused:
        read_range(header, 100)
    assert refused.value.headers == {"Content-Range": "bytes */100"}
