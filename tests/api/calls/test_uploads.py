"""Resumable uploads: whatever breaks, what has arrived stays and the rest can follow."""

from __future__ import annotations

import asyncio
import base64
import tracemalloc

import pytest

from ringside.core.ids import new_id

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
URL = "/api/calls/uploads"
PIECE = "application/offset+octet-stream"


@pytest.fixture
def settings(settings):
    return settings.model_copy(update={"max_upload_bytes": 64 * 1024 * 1024})


def described(filename: str) -> dict[str, str]:
    return {"Upload-Metadata": f"filename {base64.b64encode(filename.encode()).decode()},private"}


async def begin(client, size: int, **headers: str) -> str:
    answer = await client.post(URL, headers={"Tus-Resumable": "1.0.0", "Upload-Length": str(size)} | headers)
    assert answer.status_code == 201, answer.text
    assert answer.headers["location"] == f"{URL}/{answer.json()['id']}"
    return answer.headers["location"]


async def send(client, where: str, offset: int, content) -> object:
    headers = {"Tus-Resumable": "1.0.0", "Upload-Offset": str(offset), "Content-Type": PIECE}
    return await client.patch(where, headers=headers, content=content)


async def test_a_file_in_pieces(rep, settings):
    where = await begin(rep, 10, **described("שיחה 1/Call of Dana.mp3"))
    first = await send(rep, where, 0, b"01234")
    assert (first.status_code, first.headers["upload-offset"], first.text) == (204, "5", "")
    head = await rep.head(where, headers={"Tus-Resumable": "1.0.0"})
    assert head.status_code == 200
    assert (head.headers["upload-offset"], head.headers["upload-length"]) == ("5", "10")
    assert head.headers["cache-control"] == "no-store"
    wrong = await send(rep, where, 3, b"34567")
    assert (wrong.status_code, wrong.json()["type"], wrong.json()["offset"]) == (409, "/problems/wrong-offset", 5)
    over = await send(rep, where, 5, b"567890")
    assert (over.status_code, over.json()["type"]) == (413, "/problems/too-much")
    last = await send(rep, where, 5, b"56789")
    assert (last.status_code, last.headers["upload-offset"]) == (204, "10")
    (part,) = (settings.data / "uploads" / rep.tenant["id"]).glob("*.part")
    assert part.read_bytes() == b"0123456789"
    assert (await rep.delete(where)).status_code == 204
    assert (await rep.head(where)).status_code == 404
    assert not list(part.parent.iterdir())


async def test_what_the_server_can_and_what_it_refuses(rep, manager, settings):
    able = await rep.options(URL)
    assert (able.status_code, able.headers["tus-version"]) == (204, "1.0.0")
    assert able.headers["tus-max-size"] == str(settings.max_upload_bytes)
    large = await rep.post(URL, headers={"Upload-Length": str(settings.max_upload_bytes + 1)})
    assert (large.status_code, large.json()["limit"]) == (413, settings.max_upload_bytes)
    assert (await rep.post(URL)).json()["type"] == "/problems/no-upload-length"
    assert (await rep.post(URL, headers={"Upload-Length": "-1"})).status_code == 422
    bad = await rep.post(URL, headers={"Upload-Length": "1", "Upload-Metadata": "filename not*base64"})
    assert (bad.status_code, bad.json()["type"]) == (400, "/problems/bad-metadata")
    old = await rep.post(URL, headers={"Upload-Length": "1", "Tus-Resumable": "0.2.2"})
    assert (old.status_code, old.headers["tus-version"]) == (412, "1.0.0")
    where = await begin(rep, 4)
    json = await rep.patch(where, headers={"Upload-Offset": "0"}, json={})
    assert (json.status_code, json.json()["type"]) == (415, "/problems/not-a-piece")
    for path in (f"{URL}/nonsense", f"{URL}/{new_id()}", where):
        other = await manager.head(path)
        assert other.status_code == 404, path
    assert (await send(manager, where, 0, b"mine")).status_code == 404


async def test_the_first_bytes_may_come_with_the_announcement(rep):
    headers = {"Upload-Length": "6", "Content-Type": PIECE, **described("x.wav")}
    answer = await rep.post(URL, headers=headers, content=b"RIFF")
    assert (answer.status_code, answer.json()["offset"], answer.json()["filename"]) == (201, 4, "x.wav")
    assert (await send(rep, answer.headers["location"], 4, b"ab")).headers["upload-offset"] == "6"


async def test_what_came_before_a_connection_broke_is_kept(app, rep):
    where = await begin(rep, 100)
    messages = iter(
        [
            {"type": "http.request", "body": b"a" * 30, "more_body": True},
            {"type": "http.request", "body": b"b" * 12, "more_body": True},
            {"type": "http.disconnect"},
        ]
    )
    sent = []

    async def receive() -> dict:
        return next(messages)

    async def note(message: dict) -> None:
        sent.append(message)

    headers = [(b"content-type", PIECE.encode()), (b"upload-offset", b"0"), (b"host", b"ringside.example")]
    headers.append((b"authorization", rep.headers["authorization"].encode()))
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": "PATCH",
        "path": where,
        "raw_path": where.encode(),
        "query_string": b"",
        "headers": headers,
        "scheme": "http",
        "server": ("ringside.example", 80),
        "client": ("127.0.0.1", 1),
    }
    await app(scope, receive, note)
    assert sent[0]["status"] == 400
    assert (await rep.head(where)).headers["upload-offset"] == "42"
    assert (await send(rep, where, 42, b"c" * 58)).headers["upload-offset"] == "100"


async def test_only_one_request_at_a_time_sends_an_upload(rep):
    where, go_on = await begin(rep, 6), asyncio.Event()
    reading = asyncio.Event()

    async def slowly():
        yield b"abc"
        reading.set()
        await go_on.wait()
        yield b"def"

    first = asyncio.create_task(send(rep, where, 0, slowly()))
    await reading.wait()
    second = await send(rep, where, 0, b"xyz")
    assert (second.status_code, second.json()["type"]) == (423, "/problems/upload-busy")
    go_on.set()
    assert (await first).headers["upload-offset"] == "6"


async def test_a_large_piece_is_never_held_in_memory(rep):
    size, chunk = 48 * 1024 * 1024, bytes(256 * 1024)
    where = await begin(rep, size)

    async def pieces():
        for _ in range(size // len(chunk)):
            yield chunk

    tracemalloc.start()
    try:
        answer = await send(rep, where, 0, pieces())
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert answer.headers["upload-offset"] == str(size)
    assert peak < 12 * 1024 * 1024
