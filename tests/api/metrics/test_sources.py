"""Numbers on their way in: what is uploaded, what is found wrong with it, and that nobody else sees it."""

from __future__ import annotations

import io
import zipfile

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


async def test_what_was_not_taken_over_can_be_fetched_as_it_was(owner):
    source = await upload(owner, ("orders.csv", ORDERS))
    answer = await owner.get(f"/api/metrics/sources/{source['id']}/rejected")
    assert answer.text.splitlines()[1:] == [
        'orders,5,amount,broken-row,"4,x"', "orders,4,ordered on,unparsable,2025-13-06", "orders,3,amount,unparsable,abc",
    ]  # fmt: skip
    clean = await upload(owner, ("fine.csv", b"a,b\n1,x\n2,y\n"))
    assert (await owner.get(f"/api/metrics/sources/{clean['id']}/rejected")).status_code == 404


async def test_problems_are_told_in_the_language_of_the_reader(make_tenant):
    reader = await make_tenant(language="he")
    source = await upload(reader, ("orders.csv", ORDERS))
    assert any("השורה" in problem["what"] or "שורות" in problem["what"] for problem in source["report"]["problems"])


async def test_an_archive_brings_all_its_tables_and_says_what_it_could_not_read(owner):
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        archive.writestr("folder/one.csv", "id,v\n1,2\n")
        archive.writestr("two.tsv", "id\tv\n1\t2\n")
        archive.writestr("broken.parquet", "not at all")
        archive.writestr("notes.pdf", "left alone")
    source = await upload(owner, ("all.zip", packed.getvalue()))
    assert source["tables"] == ["one", "two"]
    assert [(p["code"], p["table"]) for p in source["report"]["problems"]] == [("damaged", "broken")]


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


async def test_forms_without_files_are_refused(owner):
    for sent in ({"data": {"name": "x"}}, {"json": {}}, {"files": [("name", (None, "x"))]}):
        answer = await owner.post("/api/metrics/sources", **sent)
        assert (answer.status_code, answer.json()["type"]) == (422, "/problems/no-files")
    empty = await upload(owner, ("empty.csv", b""))
    assert (empty["status"], empty["report"]["problems"][0]["code"]) == ("failed", "nothing-in-it")
