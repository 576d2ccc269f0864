"""Health, readiness, the web app's files, the document, the stream of news."""

import asyncio
import shutil
import stat

import pytest

from ringside.app import create_app
from ringside.core import events
from ringside.core.settings import Settings


async def test_health_and_readiness(client):
    assert (await client.get("/api/health")).json() == {"status": "ok"}
    assert (await client.get("/api/ready")).json() == {"status": "ok"}


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_not_ready_without_a_data_folder(client, settings):
    shutil.rmtree(settings.data)
    answer = await client.get("/api/ready")
    assert answer.status_code == 503
    assert answer.json()["type"] == "/problems/not-ready"
    assert (await client.get("/api/health")).status_code == 200


async def test_the_signing_key_is_kept_and_private(settings, app):
    path = settings.data / "secret.key"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert settings.signing_key() == path.read_text() == app.state.signing_key
    assert Settings(_env_file=None, data=settings.data, secret_key="x" * 32).signing_key() == "x" * 32


@pytest.fixture
def built(tmp_path):
    folder = tmp_path / "dist"
    (folder / "assets").mkdir(parents=True)
    (folder / "index.html").write_text("<!doctype html><title>Ringside</title>")
    (folder / "assets" / "app-1a2b.js").write_text("export {}" + " " * 2000)
    (folder / "favicon.svg").write_text("<svg/>")
    (tmp_path / "secret.txt").write_text("secret")
    return folder


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
class TestWebApp:
    @pytest.fixture
    def settings(self, settings, built):
        return settings.model_copy(update={"webapp": built})

    @pytest.mark.parametrize("path", ["/", "/practice", "/practice/abc", "/invitation", "/index.html"])
    async def test_pages(self, client, path):
        answer = await client.get(path)
        assert answer.status_code == 200
        assert "<title>Ringside</title>" in answer.text
        assert answer.headers["Cache-Control"] == "no-cache"

    async def test_files(self, client):
        script = await client.get("/assets/app-1a2b.js", headers={"Accept-Encoding": "gzip"})
        assert script.status_code == 200
        assert script.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert "javascript" in script.headers["Content-Type"]
        assert script.headers["Content-Encoding"] == "gzip"
        icon = await client.get("/favicon.svg")
        assert icon.headers["Cache-Control"] == "no-cache"
        again = await client.get("/favicon.svg", headers={"If-None-Match": icon.headers["ETag"]})
        assert again.status_code == 304

    @pytest.mark.parametrize("path", ["/assets/gone-9z.js", "/robots.txt", "/..%2fsecret.txt", "/%2e%2e/secret.txt"])
    async def test_missing_files_stay_missing(self, client, path):
        answer = await client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"

    async def test_pages_can_only_be_read(self, client):
        assert (await client.post("/practice")).status_code == 405
        assert (await client.get("/api/practise")).status_code == 404


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_the_document(client):
    document = (await client.get("/api/openapi.json")).json()
    operations = [op for path in document["paths"].values() for op in path.values()]
    ids = [operation["operationId"] for operation in operations]
    assert len(ids) == len(set(ids))
    for operation in operations:
        room = operation["operationId"].partition("_")[0]
        assert room in operation["tags"]
        for status, answer in operation["responses"].items():
            if status >= "400":
                assert list(answer["content"]) == ["application/problem+json"], operation["operationId"]
                assert answer["content"]["application/problem+json"]["examples"]
    login = document["paths"]["/api/auth/login"]["post"]["responses"]
    assert "wrong-credentials" in login["401"]["content"]["application/problem+json"]["examples"]
    assert "too-many-attempts" in login["429"]["content"]["application/problem+json"]["examples"]
    me = document["paths"]["/api/auth/me"]["get"]["responses"]
    assert "unauthenticated" in me["401"]["content"]["application/problem+json"]["examples"]
    schemas = document["components"]["schemas"]
    assert "HTTPValidationError" not in schemas
    assert not [name for name in schemas if "__" in name], "two rooms name their types alike"


def test_the_document_needs_no_data(tmp_path):
    create_app(Settings(_env_file=None, data=tmp_path / "none")).openapi()
    assert not (tmp_path / "none").exists()


async def test_news_reach_the_tenant_and_nobody_else():
    async def first(tenant, user):
        listening = events.listen(tenant, user)
        assert (await anext(listening)).name == "hello"
        return listening, asyncio.ensure_future(anext(listening))

    (mine, mine_next), (colleague, colleague_next), (stranger, stranger_next) = [
        await first(*who) for who in (("t1", "me"), ("t1", "colleague"), ("t2", "me"))
    ]
    await asyncio.sleep(0)
    events.publish("t1", "me", "score", {"conversation_id": "c"})
    assert (await mine_next).data == {"conversation_id": "c"}
    events.publish("t1", None, "all", {})
    assert (await colleague_next).name == "all"
    assert not stranger_next.done()
    stranger_next.cancel()
    for listening in (mine, colleague, stranger):
        await asyncio.gather(listening.aclose(), return_exceptions=True)
