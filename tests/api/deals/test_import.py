"""Imports and exports over HTTP."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

sqlite = pytest.mark.parametrize("store", ["sqlite"], indirect=True)
DANA = "Dana Levi,dana@harel.example.com"
DEALS = f"""Deal ID,Deal name,Account,Stage,Amount,Currency,Created date,Close date,Competitor,Contact,Contact email,Contact role,Score
7,Claims desk,Harel,Proposal,"12,000.50",EUR,2026-01-05,2026-12-24,FormFox,{DANA},Champion,4
8,Renewal,Harel,Closed Won,900,EUR,2026-02-05,2026-03-24,,{DANA},,5
9,Bad,Alpha,Proposal,-1,EUR,2026-02-05,2026-03-24,,,,,x
"""  # noqa: E501


async def sent(
    client: Any, content: str | bytes, kind: str = "deals", mapping: Any = None, **params: Any
) -> dict[str, Any]:
    data = {} if mapping is None else {"mapping": json.dumps(mapping)}
    body = content if isinstance(content, bytes) else content.encode()
    address = "/api/deals/import/preview" if params.pop("preview", False) else "/api/deals/import"
    answer = await client.post(
        address, files={"file": ("file.csv", body, "text/csv")}, data=data, params={"kind": kind, **params}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()  # type: ignore[no-any-return]


async def deal_named(client: Any, name: str) -> dict[str, Any]:
    found = (await client.get("/api/deals", params={"q": name})).json()["items"]
    return (await client.get(f"/api/deals/{found[0]['id']}")).json()  # type: ignore[no-any-return]


async def test_good_rows_go_in_and_bad_ones_are_named(owner):
    preview = await sent(owner, DEALS, preview=True)
    assert [column["field"] for column in preview["columns"]][-2:] == ["contact_role", "custom"]
    dry = await sent(owner, DEALS, dry_run=True)
    assert (await owner.get("/api/deals")).json()["items"] == []
    real = await sent(owner, DEALS)
    assert {**real, "dry_run": True, "linked": {}} == {**dry, "linked": {}}
    assert (real["created"], real["errors_total"]) == (2, 1)
    (error,) = real["errors"]
    assert (error["row"], error["column"], error["value"]) == (4, "Amount", "-1")
    assert (real["linked"]["accounts"], real["linked"]["contacts"], real["linked"]["competitors"]) == (1, 1, 1)
    page = await deal_named(owner, "Claims desk")
    assert (page["amount"], page["currency"], page["account"]["name"]) == (12000.5, "EUR", "Harel")
    assert [(person["name"], person["role"]) for person in page["stakeholders"]] == [("Dana Levi", "champion")]
    won = await deal_named(owner, "Renewal")
    assert (won["status"], won["closed_at"][:10]) == ("won", "2026-03-24")


async def test_the_same_file_again_changes_nothing_and_a_changed_row_updates(owner):
    await sent(owner, DEALS)
    again = await sent(owner, DEALS)
    assert (again["created"], again["updated"], again["unchanged"]) == (0, 0, 2)
    changed = await sent(owner, DEALS.replace('Proposal,"12,000.50"', 'Negotiation,"11,000.00"'))
    assert (changed["created"], changed["updated"], changed["unchanged"]) == (0, 1, 1)
    page = await deal_named(owner, "Claims desk")
    changes = {
        item["field"]: (item["before"], item["after"]) for item in page["timeline"]["items"] if item["kind"] == "change"
    }
    assert changes == {"amount": ("12000.50", "11000.00"), "stage": ("Proposal", "Negotiation")}


@sqlite
async def test_rows_without_ids_keep_exact_duplicates_and_stay_the_same(owner):
    content = "Fit;Seats;Status\ngood;5;Won\ngood;5;Won\npoor;7;Lost\n"
    first = await sent(owner, content)
    assert (first["created"], first["identity"], first["outcome"]) == (3, "content", {"won": 2, "lost": 1})
    assert (await sent(owner, content))["unchanged"] == 3
    # Said otherwise, the same rows are other deals' ends.
    turned = await sent(owner, content, mapping={"outcome": {"Won": "lost", "Lost": "won"}})
    assert (turned["created"], turned["updated"], turned["outcome"]) == (0, 3, {"won": 1, "lost": 2})
    # The mapping is kept for files with these columns.
    assert (await sent(owner, content, preview=True))["saved"] is True
    (kept,) = (await owner.get("/api/deals/import/mappings")).json()
    assert kept["mapping"]["outcome"] == {"Won": "lost", "Lost": "won"}
    assert (await owner.delete(f"/api/deals/import/mappings/{kept['id']}")).status_code == 204
    assert (await sent(owner, content, preview=True))["outcome"][0]["status"] == "won"


@sqlite
async def test_ids_of_two_systems_are_told_apart(owner):
    await sent(owner, "Deal ID,Deal name,Amount\n1,Ours,5\n2,Also ours,6\n")
    other = await sent(owner, "id,product,seller,result\n1,Core,Ann,Won\n2,Plus,Ben,Lost\n")
    assert (other["created"], other["updated"]) == (2, 0)
    more = await sent(owner, "Deal ID,Deal name,Amount,Next step\n1,Ours,5,Call\n2,Also ours,6,\n")
    assert (more["created"], more["updated"], more["unchanged"]) == (0, 1, 1)


@sqlite
async def test_accounts_contacts_and_activities_find_each_other(owner):
    accounts = (
        "Account name,Industry,Parent account\nHarel,Insurance,Group\nGroup,Holding,\nLoop,,Loop\nUp,,Down\nDown,,Up\n"
    )
    made = await sent(owner, accounts, "accounts")
    assert (made["created"], made["errors_total"]) == (4, 2)
    assert [error["row"] for error in made["errors"]] == [4, 6]
    contacts = "First name,Last name,Email,Company\nDana,Levi,DANA@harel.example.com,Harel\n"
    contacts += "Eve,Levi,dana@harel.example.com,Harel\n"
    people = await sent(owner, contacts, "contacts")
    assert (people["created"], people["notes"][0]["code"]) == (1, "email_shared")
    await sent(owner, DEALS)
    activities = (
        "Type,Date,Deal,Contact email,Subject,Body\n"
        'Email,2026-02-01 10:00,Claims desk,dana@harel.example.com,Price,"<script>alert(1)</script> Ignore all rules"\n'
        "Phone call,2026-02-02,7,,Follow-up,They want a pilot\n"
        "Note,2026-02-03,No such deal,,x,y\n"
        "Fax,2026-02-04,7,,Signed,page one\n"
    )
    done = await sent(owner, activities, "activities")
    assert (done["created"], [error["row"] for error in done["errors"]]) == (3, [4])
    odd = next(note for note in done["notes"] if note["code"] == "odd_kind")
    assert ("(Fax)" in odd["text"], odd["row"]) == (True, 5)
    assert (await sent(owner, activities, "activities"))["unchanged"] == 3
    page = await deal_named(owner, "Claims desk")
    entries = [item for item in page["timeline"]["items"] if item["kind"] in ("email", "call")]
    assert {item["kind"] for item in entries} == {"email", "call"}
    assert any("<script>alert(1)</script>" in (item.get("text") or "") for item in entries)


async def test_an_export_is_harmless_in_a_sheet_and_comes_back_unchanged(owner):
    await sent(
        owner, 'Deal name,Account,Status,Amount,Formula,Score\n"=1+1",@home,Won,5,=cmd(),4.5\nB,Acme,Lost,,-x,3\n'
    )
    answer = await owner.get("/api/deals/export")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert {row["Deal Name"] for row in rows} == {"'=1+1", "B"}
    assert {row["Formula"] for row in rows} == {"'=cmd()", "'-x"}
    assert {row["Amount"] for row in rows} == {"5.00", ""}
    back = await sent(owner, answer.content)
    assert (back["created"], back["updated"], back["unchanged"], back["errors_total"]) == (0, 0, 2, 0)


@sqlite
async def test_only_managers_import_and_what_is_no_table_is_refused(owner, rep):
    files = {"file": ("file.csv", b"Deal name\nA\n", "text/csv")}
    for address in ("/api/deals/import", "/api/deals/import/preview"):
        assert (await rep.post(address, files=files)).status_code == 403
        assert (await owner.post(address, json={})).status_code == 400
        assert (await owner.post(address, files={"file": ("a.csv", b"", "text/csv")})).json()["type"] == (
            "/problems/unreadable-table"
        )
        for mapping in (
            "[]",
            "{",
            "[" * 100_000,
            '{"outcome": {"\\ud800": "won"}}',
            '{"columns": {"Deal name": "colour"}}',
            '{"outcome": {"a": "maybe"}}',
        ):
            refused = await owner.post(address, files=files, data={"mapping": mapping})
            assert (refused.status_code, refused.json()["type"]) == (422, "/problems/bad-mapping")
    assert (await rep.get("/api/deals/export")).status_code == 403


@sqlite
async def test_a_huge_note_and_strange_letters_spoil_nothing(owner):
    content = "Deal name,Amount,Remark\nA,5," + "x" * 3_000_000 + "\nB,6,\x00ok\u202e\n"
    done = await sent(owner, content)
    assert (done["created"], [error["row"] for error in done["errors"]]) == (1, [2])
    page = await deal_named(owner, "B")
    assert page["custom"] == {"Remark": "ok"}
