"""Ids, page markers, events on the wire, files, addresses of poolers."""

import asyncio
import json
import re
from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy.engine.url import make_url

from ringside.core import sse
from ringside.core.errors import BadRequest, Conflict, FieldProblem, Forbidden, Invalid, TooMany, responses
from ringside.core.files import LocalFiles, NoSuchFile
from ringside.core.http import check_json
from ringside.core.ids import is_id, new_id
from ringside.core.paging import BadCursor, decode_cursor, encode_cursor
from ringside.core.postgres import behind_pooler

TENANT = "0" * 32


def test_ids_sort_by_time():
    early = new_id(datetime(2026, 1, 1, tzinfo=UTC))
    late = new_id(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(milliseconds=1))
    assert early < late < new_id(datetime(2030, 1, 1, tzinfo=UTC))
    assert all(is_id(one) for one in (early, late, new_id()))
    assert is_id(new_id(datetime(1900, 1, 1, tzinfo=UTC))), "a letter of 1900 has an identifier too"
    assert len({new_id() for _ in range(1000)}) == 1000


@pytest.mark.parametrize("text", ["", "abc", "A" * 32, "0" * 33, "0" * 31 + "\n", "../../../../../../../../../../../x"])
def test_what_is_no_id(text):
    assert not is_id(text)


@given(st.text().filter(lambda text: text.isprintable()))
def test_markers_come_back(key):
    assert decode_cursor(encode_cursor(key)) == key


@pytest.mark.parametrize("cursor", ["", "x", "?", "AAAA", "bnVsbA", "WzFd", "ImEi", encode_cursor("\x00"), "é"])
def test_what_is_no_marker(cursor):
    with pytest.raises(BadCursor):
        decode_cursor(cursor)


@given(st.binary(max_size=300))
def test_any_bytes_are_accepted_or_refused(body):
    with suppress(BadRequest, Invalid):  # and nothing else
        check_json(body)


@given(st.text())
def test_text_without_nul_and_halves_passes(text):
    bad = "\x00" in text or any("\ud800" <= char <= "\udfff" for char in text)
    body = json.dumps({"deep": [{"text": text}]}).encode()
    if bad:
        with pytest.raises(Invalid):
            check_json(body)
    else:
        check_json(body)


def test_an_event_on_the_wire_is_one_block():
    wire = sse.encode(sse.Event("piece", {"text": "two\nlines\n\nאבג"}, id="7")).decode()
    assert re.fullmatch(r"id: 7\nevent: piece\ndata: \{.*\}\n\n", wire)
    assert wire.count("\n") == 4


async def test_silence_is_filled_and_the_source_is_closed():
    closed = asyncio.Event()

    async def source():
        try:
            yield sse.Event("first", 1)
            await asyncio.sleep(3600)
        finally:
            closed.set()

    body = sse.stream(source(), keep_alive=0.01).body_iterator
    assert (await anext(body)).startswith(b"event: first")
    assert await anext(body) == b": still here\n\n"
    await body.aclose()
    assert closed.is_set()


async def test_a_source_that_fails_fails_the_stream():
    async def source():
        yield sse.Event("first", 1)
        raise RuntimeError

    body = sse.stream(source()).body_iterator
    await anext(body)
    with pytest.raises(RuntimeError):
        await anext(body)


async def chunks(*parts):
    for part in parts:
        if isinstance(part, Exception):
            raise part
        yield part


async def test_files(tmp_path):
    files = LocalFiles(tmp_path)
    assert await files.save(TENANT, "call.wav", chunks(b"ab", b"c")) == 3
    assert await files.read(TENANT, "call.wav") == b"abc"
    await files.delete(TENANT, "call.wav")
    with pytest.raises(NoSuchFile):
        await files.read(TENANT, "call.wav")
    await files.save(TENANT, "x", chunks(b"x"))
    await files.delete_all(TENANT)
    assert not list(tmp_path.rglob("*.*"))
    await files.delete_all(TENANT)


async def test_a_file_is_written_whole_or_not_at_all(tmp_path):
    files = LocalFiles(tmp_path)
    await files.save(TENANT, "kept", chunks(b"old"))
    with pytest.raises(ConnectionError):
        await files.save(TENANT, "kept", chunks(b"new", ConnectionError()))
    assert await files.read(TENANT, "kept") == b"old"
    assert [path.name for path in (tmp_path / TENANT).iterdir()] == ["kept"]


@pytest.mark.parametrize("name", ["", "..", "../x", "a/b", ".hidden", "a\x00b", "x" * 129, "/etc/passwd"])
def test_names_that_lead_elsewhere(tmp_path, name):
    with pytest.raises(NoSuchFile):
        LocalFiles(tmp_path).path(TENANT, name)
    with pytest.raises(NoSuchFile):
        LocalFiles(tmp_path).path("../other", "x")


@pytest.mark.parametrize(
    ("address", "pooler"),
    [
        ("postgresql://u:p@db.abc.supabase.co:5432/postgres", False),
        ("postgresql://u:p@aws-0-eu.pooler.supabase.com:6543/postgres", True),
        ("postgresql://u:p@localhost:6432/ringside", True),
        ("postgresql://u:p@localhost/ringside", False),
    ],
)
def test_poolers_are_recognised(address, pooler):
    assert behind_pooler(make_url(address)) is pooler


def test_refusals_of_one_status_are_declared_together():
    class Other(Forbidden):
        slug, title = "other", "Another reason"

    declared = responses(Forbidden, Other, Conflict)
    assert set(declared) == {403, 409}
    assert set(declared[403]["content"]["application/problem+json"]["examples"]) == {"forbidden", "other"}


def test_a_refusal_carries_what_it_was_given():
    refusal = Invalid("Two fields", errors=[FieldProblem(field="a", problem="b")], hint="c")
    assert (refusal.detail, refusal.extra) == ("Two fields", {"hint": "c"})
    assert TooMany(retry_after=0).headers == {"Retry-After": "1"}
