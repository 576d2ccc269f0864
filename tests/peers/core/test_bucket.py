"""The file store in a bucket, against moto's S3 server: the same promises as the local one."""

from __future__ import annotations

import asyncio

import httpx
import pytest
from moto.server import ThreadedMotoServer

from ringside.core.bucket import PART, BucketFiles, BucketUnreachable
from ringside.core.files import LocalFiles, NoSuchFile, open_files
from ringside.core.ids import new_id
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer
OURS, THEIRS = new_id(), new_id()


@pytest.fixture(scope="module")
def address():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    httpx.put(f"http://{host}:{port}/files")
    yield f"http://{host}:{port}"
    server.stop()


def settings(address, tmp_path, **more):
    values = {
        "files_bucket": "files", "files_prefix": "house/", "files_region": "eu-central-1",
        "files_endpoint_url": address, "files_access_key_id": "k", "files_secret_access_key": "s",
    }  # fmt: skip
    return Settings(_env_file=None, data=tmp_path / "data", **values | more)


@pytest.fixture(params=["bucket", "local"])
def store(request, address, tmp_path):
    chosen = settings(address, tmp_path, **({} if request.param == "bucket" else {"files_bucket": None}))
    opened = open_files(chosen)
    assert isinstance(opened, BucketFiles if request.param == "bucket" else LocalFiles)
    return opened


async def pieces(*parts):
    for part in parts:
        yield part


async def test_what_is_saved_can_be_read_whole_and_in_parts(store):
    assert await store.save(OURS, "a.bin", pieces(b"0123", b"456", b"789")) == 10
    assert (await store.size(OURS, "a.bin"), await store.read(OURS, "a.bin")) == (10, b"0123456789")
    for start, end, wanted in ((3, 6, b"345"), (8, None, b"89"), (8, 99, b"89"), (5, 5, b""), (10, None, b"")):
        assert b"".join([block async for block in store.open_range(OURS, "a.bin", start, end)]) == wanted
    assert await store.save(OURS, "none.bin", pieces()) == 0
    assert await store.read(OURS, "none.bin") == b""


async def test_large_files_go_in_parts_and_come_back_the_same(store, tmp_path):
    data = bytes(range(256)) * (PART // 128) + b"the rest"
    path = tmp_path / "large"
    path.write_bytes(data)
    await store.put(OURS, "large.bin", path)
    assert await store.size(OURS, "large.bin") == len(data)
    async with store.on_disk(OURS, "large.bin") as found:
        assert found.read_bytes() == data


async def test_a_save_cut_off_in_the_middle_leaves_what_was_there(store):
    await store.save(OURS, "kept.bin", pieces(b"old"))

    async def failing():
        yield b"x" * (PART + 1)
        yield b"y" * (PART + 1)
        raise ConnectionError

    with pytest.raises(ConnectionError):
        await store.save(OURS, "kept.bin", failing())
    assert await store.read(OURS, "kept.bin") == b"old"


async def test_tenants_are_apart_and_go_one_by_one(store):
    for tenant in (OURS, THEIRS):
        await store.save(tenant, "same.bin", pieces(tenant.encode()))
    await store.delete_all(OURS)
    with pytest.raises(NoSuchFile):
        await store.size(OURS, "same.bin")
    assert await store.read(THEIRS, "same.bin") == THEIRS.encode()
    await store.delete(THEIRS, "same.bin")
    await store.delete(THEIRS, "same.bin")
    for call in (store.read(THEIRS, "same.bin"), store.read(OURS, "../x"), store.save("..", "x", pieces(b""))):
        with pytest.raises(NoSuchFile):
            await call


async def test_copies_are_reused_follow_the_content_and_make_room(address, tmp_path):
    store = open_files(settings(address, tmp_path, files_cache_mb=1))
    await store.save(OURS, "t.parquet", pieces(b"one"))
    async with store.on_disk(OURS, "t.parquet") as first, store.on_disk(OURS, "t.parquet") as again:
        assert first == again
        await store.save(OURS, "t.parquet", pieces(b"two"))
        async with store.on_disk(OURS, "t.parquet") as second:
            assert (first.read_bytes(), second.read_bytes()) == (b"one", b"two")
    await store.save(OURS, "big", pieces(b"x" * 2_000_000))
    async with store.on_disk(OURS, "big") as big:
        assert big.exists()
    assert not big.exists()


async def test_the_same_store_serves_several_event_loops(address, tmp_path):
    store = open_files(settings(address, tmp_path))
    await store.save(OURS, "loop.bin", pieces(b"here"))
    assert await asyncio.to_thread(lambda: asyncio.run(store.read(OURS, "loop.bin"))) == b"here"


async def test_a_bucket_that_is_not_there_is_a_clear_refusal(address, tmp_path):
    store = open_files(settings(address, tmp_path, files_bucket="missing"))
    with pytest.raises(BucketUnreachable):
        await store.save(OURS, "a", pieces(b"x"))
