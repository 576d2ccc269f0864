"""Numbers on their way in: what is uploaded, what is found wrong with it, and that nobody else sees it."""

from __future__ import annotations

import asyncio
import io
import os
import zipfile

import psycopg
import pytest

import postgres_server
from ringside.core.seal import Unsealable, unseal
from ringside.metrics.models import SavedSource
from ringside.metrics.sources import service
from ringside.metrics.sources.schema import Connection

ORDERS = (
    b"order_id,ordered on,amount,product\n1,2025-01-05,10.50,GTX Pro\n2,2025-01-06,abc,GTXPro\n"
    b"3,2025-13-06,7,GTX Pro\n4,x\n"
)


def files(*named):
    return [("files", (name, data, "application/octet-stream")) for name, data in named]


async def upload(client, *named, name=""):
    answer = await client.post("/api/metrics/sources", files=files(*named), data={"name": name})
    assert answer.status_code == 202, answer.text
    return answer.json()


async def test_a_small_upload_is_ready_in_the_answer_with_all_that_is_wrong_in_it(owner):
    source = await upload(owner, ("orders.csv", ORDERS), name="Shop")
    assert (source["status"], source["name"], source["tables"]) == ("ready", "Shop", ["orders"])
    (table,) = source["report"]["tables"]
    assert (table["rows"], table["rejected"]) == (3, 3)
    assert {c["name"]: c["type"] for c in table["columns"]} == {
        "order_id": "id", "ordered_on": "date", "amount": "money", "product": "category",
    }  # fmt: skip
    problems = {(p["code"], p["column"]): p for p in source["report"]["problems"]}
    assert problems["broken-row", ""]["row"] == 5
    assert (problems["unparsable", "amount"]["row"], problems["unparsable", "amount"]["value"]) == (3, "abc")
    assert problems["unparsable", "ordered on"]["values"] == ["2025-13-06"]
    assert problems["similar-values", "product"]["values"] == ["GTX Pro (2) / GTXPro (1)"]
    assert all(problem["what"] and problem["fix"] for problem in problems.values())


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_what_was_not_taken_over_can_be_fetched_as_it_was(owner):
    source = await upload(owner, ("orders.csv", ORDERS))
    answer = await owner.get(f"/api/metrics/sources/{source['id']}/rejected")
    assert answer.text.splitlines()[1:] == [
        'orders,5,amount,broken-row,"4,x"',
        "orders,4,ordered on,unparsable,2025-13-06",
        "orders,3,amount,unparsable,abc",
    ]  # fmt: skip
    clean = await upload(owner, ("fine.csv", b"a,b\n1,x\n2,y\n"))
    assert (await owner.get(f"/api/metrics/sources/{clean['id']}/rejected")).status_code == 404


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_problems_are_told_in_the_language_of_the_reader(make_tenant):
    reader = await make_tenant(language="he")
    source = await upload(reader, ("orders.csv", ORDERS))
    assert any("השורה" in problem["what"] or "שורות" in problem["what"] for problem in source["report"]["problems"])


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_an_archive_brings_all_its_tables_and_says_what_it_could_not_read(owner):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/one.csv", "id,v\n1,2\n")
        archive.writestr("two.tsv", "id\tv\n1\t2\n")
        archive.writestr("broken.parquet", "not at all")
        archive.writestr("notes.pdf", "left alone")
    source = await upload(owner, ("all.zip", packed.getvalue()))
    assert source["tables"] == ["one", "two"]
    told = [(p["code"], p["table"]) for p in source["report"]["problems"]]
    assert told == [("unknown-kind", "all.zip: notes.pdf"), ("damaged", "broken")]


async def test_two_sources_with_one_table_name_keep_both(owner):
    await upload(owner, ("orders.csv", ORDERS))
    second = await upload(owner, ("orders.csv", ORDERS))
    assert second["tables"] == ["orders_2"]
    assert any(problem["code"] == "renamed-table" for problem in second["report"]["problems"])


async def test_new_files_replace_the_tables_and_old_versions_are_cleared_away(owner, app):
    source = await upload(owner, ("orders.csv", ORDERS))
    path = f"/api/metrics/sources/{source['id']}/refresh"
    for rows in (1, 2, 3):
        data = b"order_id,amount\n" + b"".join(b"%d,5.5\n" % n for n in range(rows))
        source = (await owner.post(path, files=files(("orders.csv", data)))).json()
    assert (source["version"], source["rows"], source["tables"]) == (4, 3, ["orders"])
    folder = app.state.settings.data / "files" / owner.tenant["id"]
    assert {path.name.split("-")[2] for path in folder.iterdir()} == {"3", "4"}
    assert (await owner.post(path)).status_code == 409
    assert (await owner.delete(path.removesuffix("/refresh"))).status_code == 204
    assert not list(folder.iterdir())


async def test_a_load_that_fails_keeps_the_tables_of_the_one_before(owner):
    source = await upload(owner, ("orders.csv", ORDERS))
    path = f"/api/metrics/sources/{source['id']}/refresh"
    again = (await owner.post(path, files=files(("orders.xlsx", b"PK\x03\x04nonsense")))).json()
    assert (again["status"], again["tables"]) == ("failed", ["orders"])
    assert again["problem"]


async def test_only_managers_handle_sources_and_only_their_own(owner, make_user, other_tenant):
    source = await upload(owner, ("orders.csv", ORDERS))
    rep = await make_user(owner, "rep")
    assert (await rep.get("/api/metrics/sources")).status_code == 403
    assert (await other_tenant.get("/api/metrics/sources")).json()["items"] == []
    assert (await other_tenant.get(f"/api/metrics/sources/{source['id']}/rejected")).status_code == 404


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_forms_without_files_are_refused(owner):
    for sent in ({"data": {"name": "x"}}, {"json": {}}, {"files": [("name", (None, "x"))]}):
        answer = await owner.post("/api/metrics/sources", **sent)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/no-files")
    empty = await upload(owner, ("empty.csv", b""))
    assert (empty["status"], empty["report"]["problems"][0]["code"]) == ("failed", "nothing-in-it")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_the_demo_company_can_be_taken_in(owner):
    demo = (await owner.post("/api/metrics/sources/demo")).json()
    assert (demo["status"], demo["kind"]) == ("ready", "demo")
    assert {"customers", "order_lines", "opportunities", "targets"} <= set(demo["tables"])


async def test_what_ringside_knows_itself_can_be_taken_in(owner):
    own = (await owner.post("/api/metrics/sources/own")).json()
    crm = ["crm_accounts", "crm_activities", "crm_deals"]
    assert own["tables"] == [*crm, "customer_calls", "practice_calls", "team_members"]
    columns = {table["name"]: [c["name"] for c in table["columns"]] for table in own["report"]["tables"]}
    assert "score" in columns["practice_calls"]
    again = (await owner.post("/api/metrics/sources/own")).json()
    assert (again["id"], again["version"]) == (own["id"], 2)


async def test_what_is_large_is_loaded_by_a_job(owner, monkeypatch):
    monkeypatch.setattr(service, "SMALL", 0)
    source = await upload(owner, ("orders.csv", ORDERS))
    assert source["status"] in ("queued", "loading", "ready")
    source = await settled(owner, source["id"])
    assert (source["status"], source["rows"]) == ("ready", 3)


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    "url",
    [
        "sqlite:////etc/passwd", "duckdb:///tmp/x.duckdb", "file:///etc/passwd", "postgresql://", "nonsense",
        "postgresql://u:p@h/d?passfile=/etc/passwd", "mysql://u:p@h/d?local_infile=1", "postgresql://u:p@h:99999/d",
    ],
)  # fmt: skip
async def test_addresses_that_would_read_this_machine_are_refused(owner, url):
    answer = await owner.post("/api/metrics/sources/connect", json={"url": url})
    assert answer.status_code == 422, answer.text
    assert "passwd" not in answer.json()["detail"]


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
async def test_a_database_that_does_not_answer_is_said_and_its_password_kept_secret(owner, app):
    url = "postgresql://reader:hush-hush@127.0.0.1:1/shop"
    made = await owner.post("/api/metrics/sources/connect", json={"url": url, "name": "Shop"})
    assert made.status_code == 202
    source = await settled(owner, made.json()["id"])
    assert (source["status"], source["report"]["problems"][0]["code"]) == ("failed", "unreachable")
    assert "hush-hush" not in str(source)
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        saved = await session.get(SavedSource, source["id"])
        assert "hush-hush" not in str(saved.connection)
        sealed = Connection.model_validate(saved.connection["connection"])
    place = (owner.tenant["id"], "metrics_sources", "connection", source["id"])
    assert unseal(app.state.settings, sealed.sealed, *place) == url
    with pytest.raises(Unsealable):
        unseal(app.state.settings, sealed.sealed, "another tenant", *place[1:])


@pytest.mark.postgres
@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
@pytest.mark.parametrize("mode", ["live", "copy"])
async def test_a_postgres_is_looked_at_where_it_is_or_copied(owner, postgres, mode):
    with postgres_server.database(postgres, f"shop_{os.getpid()}_{mode}") as url:
        with psycopg.connect(url) as db:
            db.execute(
                'CREATE TABLE "Sales" (id int PRIMARY KEY, "Sold On" date NOT NULL, amount numeric(10, 2), shop text)'
            )
            db.execute("INSERT INTO \"Sales\" VALUES (1, '2024-01-05', 9.50, 'a'), (2, '2024-02-05', 1, 'b')")
            db.execute("CREATE TABLE nothing (id uuid NOT NULL)")
        body = {"url": url, "mode": mode, "tables": ["Sales", "nothing"]}
        made = await owner.post("/api/metrics/sources/connect", json=body)
        source = await settled(owner, made.json()["id"])
        assert (source["status"], source["tables"], source["rows"]) == ("ready", ["Sales", "nothing"], 2)
        (table, _) = source["report"]["tables"]
        assert [(c["name"], c["type"], c["distinct"]) for c in table["columns"]] == [
            ("id", "id", 2), ("Sold_On", "date", 2), ("amount", "money", 2), ("shop", "category", 2),
        ]  # fmt: skip
        assert (table["columns"][1]["min"], table["columns"][2]["max"]) == ("2024-01-05", 9.5)


async def settled(client, source_id):
    for _ in range(1000):
        source = (await client.get(f"/api/metrics/sources/{source_id}")).json()
        if source["status"] not in ("queued", "loading"):
            return source
        await asyncio.sleep(0.02)
    raise TimeoutError
