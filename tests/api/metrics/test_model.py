"""The semantic model over HTTP: drafted by the first upload, edited by people, completed by later data."""

from __future__ import annotations

from typing import Any

import pytest

ORDERS = """id,customer_id,order_date,amount,status
1,10,2025-01-05,100.00,completed
2,11,2025-02-06,250.50,completed
3,10,2025-03-07,75.25,cancelled
4,12,2025-03-09,80.00,completed
"""
CUSTOMERS = """id,name,country,signup_date
10,Bakery Nord,DE,2024-01-01
11,Cafe Sud,FR,2024-02-01
12,Deli West,IE,2024-03-01
"""
VISITS = """id,customer_id,visit_date,minutes
1,10,2025-01-03,30
2,11,2025-02-04,45
"""


async def upload(client: Any, name: str, **files: str) -> dict[str, Any]:
    sent = [("files", (f"{table}.csv", text.encode(), "text/csv")) for table, text in files.items()]
    answer = await client.post("/api/metrics/sources", data={"name": name}, files=sent)
    assert answer.status_code == 202, answer.text
    return dict(answer.json())


async def test_the_first_upload_is_drafted_and_what_people_then_change_survives_later_uploads(owner: Any) -> None:
    await upload(owner, "Shop", orders=ORDERS, customers=CUSTOMERS)
    first = (await owner.get("/api/metrics/model")).json()
    assert first["version"] == 1
    assert "{to: customers, on: [customer_id]}" in first["yaml"]
    edited = first["yaml"].replace("label: {en: Revenue, he: הכנסות}", "label: Takings  # as the boss says")
    edited = edited.replace("      status: {", "      # gone on purpose: status\n      # {", 1)
    edited = "\n".join(line for line in edited.splitlines() if "orders.status" not in line) + "\n"
    start = edited.index("measures:")
    edited = edited[:start] + "measures:\n  takings:\n    label: Takings  # as the boss says\n    table: orders\n"
    edited += "    agg: sum\n    of: orders.amount\n    format: money\n"
    saved = await owner.put("/api/metrics/model", json={"yaml": edited, "version": 1})
    assert saved.status_code == 200, saved.text
    assert saved.json()["version"] == 2

    await upload(owner, "Visits", visits=VISITS)
    later = (await owner.get("/api/metrics/model")).json()
    assert later["version"] == 3
    kept = later["yaml"].splitlines()
    assert [line for line in edited.splitlines() if line not in kept] == []
    assert "  visits:" in kept
    known = (await owner.get("/api/metrics")).json()
    assert {"takings", "visits_count"} <= {measure["name"] for measure in known["measures"]}
    assert "orders.status" not in {dimension["field"] for dimension in known["dimensions"]}
    versions = (await owner.get("/api/metrics/model/versions")).json()["items"]
    assert [(one["version"], one["note"]) for one in versions] == [(3, "data"), (2, ""), (1, "drafted")]
    assert (await owner.get("/api/metrics/model/versions/2")).json()["yaml"] == edited


async def test_a_model_with_mistakes_is_refused_with_their_places_and_what_would_help(owner: Any) -> None:
    await upload(owner, "Shop", orders=ORDERS, customers=CUSTOMERS)
    text = (await owner.get("/api/metrics/model")).json()["yaml"]
    wrong = text.replace("of: orders.amount", "of: orders.amonut", 1)
    answer = await owner.put("/api/metrics/model", content=wrong.encode(), headers={"content-type": "text/yaml"})
    assert (answer.status_code, answer.json()["type"]) == (422, "/problems/bad-model")
    (problem,) = answer.json()["problems"]
    line = wrong.splitlines()[problem["line"] - 1]
    assert line[problem["column"] - 1 :] == "orders.amonut"
    assert "orders.amount" in problem["fix"]
    checked = (await owner.post("/api/metrics/model/check", json={"yaml": wrong})).json()
    assert (checked["valid"], checked["problems"]) == (False, [problem])
    missing = text.replace("      country: {", "      nation: {", 1)
    said = (await owner.post("/api/metrics/model/check", json={"yaml": missing})).json()["problems"]
    assert "no column 'nation'" in said[0]["reason"]


async def test_a_version_that_somebody_else_has_followed_up_is_not_overwritten(owner: Any, manager: Any) -> None:
    await upload(owner, "Shop", orders=ORDERS)
    text = (await owner.get("/api/metrics/model")).json()["yaml"]
    assert (await manager.put("/api/metrics/model", json={"yaml": text, "version": 1})).status_code == 200
    answer = await owner.put("/api/metrics/model", json={"yaml": text, "version": 1})
    assert (answer.status_code, answer.json()["type"]) == (409, "/problems/model-changed")


async def test_a_fresh_draft_is_only_shown(owner: Any) -> None:
    await upload(owner, "Shop", orders=ORDERS)
    await owner.put("/api/metrics/model", json={"yaml": "name: Empty\n"})
    shown = (await owner.post("/api/metrics/model/draft")).json()
    assert "orders" in shown["added"]
    assert shown["yaml"].startswith("name: Empty\n")
    assert shown["problems"] == []
    assert (await owner.get("/api/metrics/model")).json()["yaml"] == "name: Empty\n"
    afresh = (await owner.post("/api/metrics/model/draft?afresh=true")).json()
    assert "name: Empty" not in afresh["yaml"]


async def test_before_any_data_there_is_nothing_and_reps_do_not_edit(owner: Any, rep: Any) -> None:
    assert (await owner.get("/api/metrics/model")).status_code == 404
    assert (await owner.get("/api/metrics")).json()["measures"] == []
    assert (await rep.get("/api/metrics")).status_code == 200
    assert (await rep.get("/api/metrics/model")).status_code == 403
    assert (await rep.put("/api/metrics/model", json={"yaml": "name: X"})).status_code == 403


@pytest.mark.parametrize("body", [b"\xff\xfe", b"[1]", b'{"yaml": 3}', b"["])
async def test_what_is_no_text_is_refused(owner: Any, body: bytes) -> None:
    answer = await owner.put("/api/metrics/model", content=body, headers={"content-type": "application/json"})
    assert answer.status_code == 400


async def test_two_companies_never_see_each_other(make_tenant: Any) -> None:
    one, other = await make_tenant(), await make_tenant()
    await upload(one, "Shop", orders=ORDERS)
    assert (await other.get("/api/metrics/model")).status_code == 404
    assert (await other.get("/api/metrics/model/versions")).json()["items"] == []
    assert (await other.get("/api/metrics/model/versions/1")).status_code == 404
    assert (await other.post("/api/metrics/model/draft")).json()["added"] == []
