"""The command line, as an administrator uses it."""

from __future__ import annotations

import asyncio
import json
import re
import socket
import sqlite3
from functools import partial
from pathlib import Path

import httpx
import pytest
from typer.testing import CliRunner

from ringside.accounts.demo import PASSWORD, PEOPLE
from ringside.app import create_app
from ringside.cli import _prepare_demo, app
from ringside.core import migrations
from ringside.core.settings import Settings
from ringside.practice import catalogue
from ringside.practice.catalogue import ContentError

NEW = ["tenant", "create", "Acme", "--email", "boss@example.com", "--password", "correct horse battery"]


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def call(*arguments, expect=0, **options):
        result = CliRunner().invoke(app, [*arguments], **options)
        assert result.exit_code == expect, result.output + result.stderr
        return result

    return call


def test_tenants_come_and_go(run, tmp_path):
    created = run(*NEW).stdout
    tenant_id = re.match(r"([0-9a-f]{32})  Acme  owner boss@example.com", created)[1]
    assert tenant_id in run("tenant", "list").stdout
    assert "1 people  Acme" in run("tenant", "list").stdout
    assert list((tmp_path / "data" / "tenants").glob(f"{tenant_id}.db"))
    (tmp_path / "data" / "files" / tenant_id).mkdir(parents=True)
    run("tenant", "delete", tenant_id, input="n\n", expect=1)
    assert tenant_id in run("tenant", "list").stdout
    run("tenant", "delete", tenant_id, "--yes")
    assert run("tenant", "list").stdout == ""
    assert not list((tmp_path / "data").rglob(f"*{tenant_id}*"))
    run(*NEW)  # the address is free again


def test_what_cannot_be_done_is_said_in_words(run):
    run(*NEW)
    assert "has an account already" in run(*NEW, expect=1).stderr
    assert "no such tenant" in run("tenant", "delete", "0" * 32, "--yes", expect=1).stderr
    assert "password" in run(*NEW[:-1], "short", expect=2).stderr
    assert "port" in run("tenant", "list", env={"RINGSIDE_PORT": "many"}, expect=2).stderr
    assert "carrier-pigeon" in run("openapi", env={"RINGSIDE_MODELS": "carrier-pigeon:x"}, expect=2).stderr


@pytest.fixture
def serve(run, monkeypatch):
    monkeypatch.setattr("ringside.core.logs.configure", lambda *_: None)  # would stay after the test
    monkeypatch.setattr("gc.disable", lambda: None)
    return partial(run, "serve", "--port", "0")


def test_what_keeps_it_from_starting_is_said_in_words(serve, tmp_path):
    def refused(*options, expect=1, **env):
        return serve(*options, expect=expect, env=env).stderr

    (tmp_path / "file").write_text("")
    assert "cannot use its data folder" in refused("--data", "file")
    assert "cannot use its database" in refused(RINGSIDE_DATABASE_URL="postgresql://u:hush@127.0.0.1:1/x")
    wrong = refused(expect=2, RINGSIDE_DATABASE_URL="mysql://u:hush@127.0.0.1/x", RINGSIDE_REDIS_URL="nonsense")
    assert "database_url" in wrong
    assert "redis_url" in wrong
    assert "hush" not in wrong
    assert "oidc_algorithms" in refused(expect=2, RINGSIDE_OIDC_ALGORITHMS="RS256")
    with socket.create_server(("127.0.0.1", 0)) as other:
        taken = serve("--port", str(other.getsockname()[1]), expect=1)
        assert "Cannot listen" in taken.stderr
        assert "Ringside is at" not in taken.stdout


def test_a_malformed_content_file_stops_the_start(serve, monkeypatch):
    def broken():
        raise ContentError(Path("scenarios/closing.yaml"), 3, "kind: not known")

    monkeypatch.setattr(catalogue, "catalogue", broken)
    assert "scenarios/closing.yaml:3: kind: not known" in serve(expect=2).stderr


def test_migrate(run, tmp_path):
    run(*NEW)
    assert "1 tenant databases" in run("migrate").stdout
    with sqlite3.connect(tmp_path / "data" / "control.db") as control:
        assert control.execute("select version_num from alembic_version").fetchone() == (migrations.head("control"),)


def test_openapi_to_a_file_or_to_standard_output(run, tmp_path):
    run("openapi", "document.json")
    document = json.loads((tmp_path / "document.json").read_text())
    assert json.loads(run("openapi").stdout) == document == create_app(Settings(_env_file=None)).openapi()
    assert not (tmp_path / "data").exists()


def test_a_document_that_cannot_be_written_is_one_line(run):
    assert run("openapi", "no/such/document.json", expect=1).stderr.splitlines() == [
        "Cannot write no/such/document.json: No such file or directory"
    ]


async def test_the_demo_can_be_prepared_again_and_again(tmp_path):
    settings = Settings(_env_file=None, data=tmp_path / "data")
    await _prepare_demo(settings)
    await asyncio.gather(_prepare_demo(settings))
    app = create_app(settings)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://ringside.example") as client,
    ):
        tenants = set()
        for person in PEOPLE:
            answer = await client.post("/api/auth/login", json={"email": person.email, "password": PASSWORD})
            assert answer.json()["user"]["role"] == person.role
            tenants.add(answer.json()["tenant"]["id"])
        assert len(tenants) == 1
        assert await app.state.databases.tenants() == sorted(tenants)
