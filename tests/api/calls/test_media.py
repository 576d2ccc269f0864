"""A recording sent in pieces becomes a call, and is played back whole or in ranges."""

from __future__ import annotations

import pytest

from api.recordings import two_sides

pytestmark = [pytest.mark.parametrize("store", ["sqlite"], indirect=True), pytest.mark.usefixtures("at_once")]
PIECE = "application/offset+octet-stream"


async def uploaded(client, data: bytes) -> str:
    where = (await client.post("/api/calls/uploads", headers={"Upload-Length": str(len(data))})).headers["location"]
    for start in range(0, len(data), 10_000):
        headers = {"Upload-Offset": str(start), "Content-Type": PIECE}
        piece = await client.patch(where, headers=headers, content=data[start : start + 10_000])
        assert piece.status_code == 204, piece.text
    return where.rpartition("/")[2]


async def test_a_recording_in_pieces_is_a_call_that_can_be_played(rep, make_user, owner, other_tenant, settings):
    data = two_sides()
    upload = await uploaded(rep, data)
    body = {"uploads": [upload], "title": "By pieces"}
    sent = await rep.post("/api/calls", json=body)
    assert sent.status_code == 202, sent.text
    assert (await rep.post("/api/calls", json=body)).status_code == 404  # taken: it is that call's now
    where = f"/api/calls/{sent.json()['id']}/audio"

    whole = await rep.get(where)
    assert (whole.status_code, whole.content) == (200, data)
    assert whole.headers["content-type"] == "audio/wav"
    assert (whole.headers["content-length"], whole.headers["accept-ranges"]) == (str(len(data)), "bytes")
    assert whole.headers["content-disposition"] == "inline"

    part = await rep.get(where, headers={"Range": "bytes=100-199"})
    assert (part.status_code, part.content) == (206, data[100:200])
    assert part.headers["content-range"] == f"bytes 100-199/{len(data)}"
    assert (await rep.get(where, headers={"Range": "bytes=-50"})).content == data[-50:]
    beyond = await rep.get(where, headers={"Range": f"bytes={len(data)}-"})
    assert (beyond.status_code, beyond.headers["content-range"]) == (416, f"bytes */{len(data)}")

    tag = whole.headers["etag"]
    assert (await rep.get(where, headers={"If-None-Match": tag})).status_code == 304
    assert (await rep.get(where, headers={"Range": "bytes=0-9", "If-Range": tag})).status_code == 206
    assert (await rep.get(where, headers={"Range": "bytes=0-9", "If-Range": '"older"'})).status_code == 200

    colleague = await make_user(owner)
    assert (await owner.get(where)).status_code == 200
    assert [(await who.get(where)).status_code for who in (colleague, other_tenant)] == [404, 404]
    assert (await rep.delete(f"/api/calls/{sent.json()['id']}")).status_code == 204
    assert (await rep.get(where)).status_code == 404
    left = [path.name for folder in ("files", "uploads") for path in (settings.data / folder).rglob("*.*")]
    assert left == []


async def test_an_unfinished_or_foreign_upload_makes_no_call(rep, manager):
    answer = await rep.post("/api/calls/uploads", headers={"Upload-Length": "5"})
    body = {"uploads": [answer.json()["id"]], "title": "Too early"}
    early = await rep.post("/api/calls", json=body)
    assert (early.status_code, early.json()["type"]) == (409, "/problems/upload-unfinished")
    assert (await manager.post("/api/calls", json=body)).status_code == 404
    assert (await rep.get("/api/calls")).json()["items"] == []
