"""What no route should have to look at: each a clean problem, never a crash, on both stores."""

import json
import logging
import re

import pytest

from ringside.core import logs

LOGIN = "/api/auth/login"
JSON = {"Content-Type": "application/json"}


def problem(answer):
    assert answer.headers["content-type"] == "application/problem+json", answer.text
    body = answer.json()
    assert {"type", "title", "status", "detail", "instance", "request_id"} <= set(body)
    assert body["status"] == answer.status_code
    return answer.status_code, body["type"].removeprefix("/problems/")


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (b"", (422, "invalid")),
        (b"{", (400, "bad-request")),
        (b"[1, 2]", (422, "invalid")),
        (b"null", (422, "invalid")),
        (b"\x00\x01\x02\xff\xfe", (400, "bad-request")),
        (b'{"email": "\xff\xfe@example.com", "password": "x"}', (400, "bad-request")),
        (b'{"email": "a@example.com", "password": "a\x00b"}', (400, "bad-request")),
        (b'{"email": "a@example.com", "password": "a\\u0000b"}', (422, "bad-text")),
        (b'{"email": "a@example.com", "password": "a\\ud800b"}', (422, "bad-text")),
        (b'{"email": "a@example.com", "\\u0000": "key"}', (422, "bad-text")),
        (b'{"email": "a@example.com", "password": NaN}', (422, "bad-text")),
        (b'{"email": "a@example.com", "password": 1e999}', (422, "bad-text")),
        (b'{"email": "a@example.com", "password": 99999999999999999999}', (422, "bad-text")),
        (b"[" * 100_000, (400, "bad-request")),
        (b'{"email": "a@example.com", "password": "\\ud83d\\ude00 an emoji"}', (401, "wrong-credentials")),
        ('{"email": "a@example.com", "password": "סיסמה ארוכה"}'.encode(), (401, "wrong-credentials")),
    ],
)
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_bodies(client, body, expected):
    assert problem(await client.post(LOGIN, content=body, headers=JSON)) == expected


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_megabyte_is_refused(client, owner):
    huge = {"scenario_id": "cold-call", "text": "word " * 200_000}
    assert problem(await owner.post("/api/chat", json=huge)) == (413, "too-large")
    assert problem(await client.post(LOGIN, json=huge)) == (413, "too-large")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_body_of_unknown_length_is_cut_off(client, settings):
    sent = 0

    async def endless():
        nonlocal sent
        while sent < 100 * settings.max_body_bytes:
            sent += 65536
            yield b" " * 65536

    assert problem(await client.post(LOGIN, content=endless(), headers=JSON)) == (413, "too-large")
    assert sent <= settings.max_body_bytes + 2 * 65536


async def test_nul_in_an_address(owner):
    assert problem(await owner.get("/api/users/%00"))[0] in (404, 422)
    assert problem(await owner.get("/api/users", params={"cursor": "\x00"})) == (422, "bad-text")
    assert problem(await owner.get("/api/users/%ED%A0%80"))[0] == 404


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_unknown_address_and_method(client):
    assert problem(await client.get("/api/nothing/here")) == (404, "not-found")
    assert problem(await client.get("/api")) == (404, "not-found")
    assert problem(await client.post("/api/nothing/here")) == (404, "not-found")
    answer = await client.delete("/api/health")
    assert problem(answer) == (405, "method-not-allowed")
    assert answer.headers["Allow"] == "GET"


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_crash_is_a_problem_and_says_nothing(app, client, caplog):
    secret = "postgresql://user:hunter2@db"

    @app.get("/api/crash", tags=["core"])
    async def crash():
        raise RuntimeError(secret)

    with caplog.at_level(logging.CRITICAL):
        answer = await client.get("/api/crash")
    assert problem(answer) == (500, "internal")
    assert "hunter2" not in answer.text


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_request_ids(client):
    given = await client.get("/api/health", headers={"X-Request-Id": "from-the-proxy.1"})
    assert given.headers["X-Request-Id"] == "from-the-proxy.1"
    for bad in ("x" * 65, "a b", "a;b", ""):
        made = (await client.get("/api/health", headers={"X-Request-Id": bad})).headers["X-Request-Id"]
        assert made != bad
        assert len(made) == 32
    missing = await client.get("/api/none")
    assert missing.json()["request_id"] == missing.headers["X-Request-Id"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_security_headers(client, owner):
    for answer in (await client.get("/api/health"), await client.get("/"), await client.post(LOGIN, content=b"{")):
        policy = answer.headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "script-src 'self';" in policy
        assert "unsafe-eval" not in policy
        assert "frame-ancestors 'none'" in policy
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers["Referrer-Policy"]
    assert (await owner.get("/api/auth/me")).headers["Cache-Control"] == "no-store"


@pytest.fixture
def quiet_afterwards():
    """Asked for before capsys, so that it points the log back at the real standard error when capsys is gone."""
    yield
    logs.configure(level="warning")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
class TestLogForMachines:
    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"log": "json"})

    async def test_log_lines_name_tenant_and_request_but_no_secret(self, quiet_afterwards, owner, capsys):
        logs.configure("json", "info")
        await owner.patch("/api/users/me", json={"name": "Log"}, headers={"X-Request-Id": "known"})
        await owner.post("/api/auth/login", json={"email": owner.user["email"], "password": "hunter2 hunter2"})
        written = capsys.readouterr().err
        lines = [json.loads(line) for line in written.splitlines()]
        changed = next(line for line in lines if line.get("request_id") == "known")
        assert changed["tenant_id"] == owner.tenant["id"]
        assert (changed["method"], changed["path"], changed["status"]) == ("PATCH", "/api/users/me", 200)
        assert "hunter2" not in written
        assert owner.headers["Authorization"].removeprefix("Bearer ") not in written


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("level", "slow", "expected"),
    [
        ("info", 60_000, ["/api/users/none"]),
        ("info", -1, ["/api/auth/me", "/api/users/none"]),
        ("debug", 60_000, ["/api/auth/me", "/api/users/none"]),
    ],
)
async def test_on_a_console_only_problems_and_waits_are_news(
    quiet_afterwards, owner, capsys, monkeypatch, level, slow, expected
):
    monkeypatch.setattr("ringside.core.http.SLOW_MS", slow)
    logs.configure("text", level)
    assert (await owner.get("/api/auth/me")).status_code == 200
    assert (await owner.delete("/api/users/none")).status_code == 404
    lines = [line for line in capsys.readouterr().err.splitlines() if "status=" in line]
    assert [re.search(r"path=(\S+)", line)[1] for line in lines] == expected
