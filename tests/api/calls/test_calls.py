"""A call from the moment it is sent in until its report is read, changed, searched, taken along and erased."""

from __future__ import annotations

import csv
import io
import json

import pytest

from api.calls.conftest import GOOD, HEBREW, POOR, assert_quoted

SQLITE = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


async def test_a_transcript_becomes_a_report(rep, queued):
    call = await queued(rep)
    assert (call["status"], call["progress"], call["needs"], call["source"]) == ("done", 1.0, [], "transcript")
    assert call["rubric"]["chosen_by"] == "kind"
    assert call["rubric"]["id"] == "cold-call"
    assert call["rubric"]["why"]
    assert call["rep"] == {"user_id": rep.user["id"], "name": rep.user["name"]}
    assert [t["speaker"] for t in call["turns"][:2]] == ["rep", "customer"]
    assert call["scorecard"]["score"] == call["scorecard"]["score_with_changes"] == call["score"]
    assert call["signals"]["talk_ratio"]["basis"] == "words"
    assert [o["kind"] for o in call["objections"]] == ["price"]
    assert {s["class"] for s in call["next_steps"]} == {"advance"}
    assert call["summary_text"]
    assert assert_quoted(call) > 15
    assert len({f["id"] for f in call["findings"]}) == len(call["findings"]) >= 3
    listed = (await rep.get("/api/calls")).json()["items"]
    assert [(item["id"], item["score"], item["turns"]) for item in listed] == [(call["id"], call["score"], 10)]
    skills = (await rep.get("/api/skills/me")).json()
    assert any(point.get("source") == "call" for point in skills["history"])


async def test_another_rubric_people_and_a_re_run(owner, rep, send):
    call = await send(rep, POOR, rubric="cold-call")
    address = f"/api/calls/{call['id']}"
    missed = next(c for c in call["scorecard"]["criteria"] if c["result"] == "not_met")
    body = {"result": "met", "note": "I was there"}
    changed = (await rep.put(f"{address}/criteria/{missed['id']}", json=body)).json()
    word = next(c for c in changed["scorecard"]["criteria"] if c["id"] == missed["id"])
    assert (word["result"], word["override"]["result"], word["override"]["machine"]) == ("not_met", "met", "not_met")
    assert word["override"]["by"]["name"] == rep.user["name"]
    assert changed["scorecard"]["score"] == call["score"] < changed["scorecard"]["score_with_changes"]
    wrong = call["findings"][0]["id"]
    marked = (await rep.put(f"{address}/findings/{wrong}", json={"verdict": "wrong", "note": "no"})).json()
    assert next(f for f in marked["findings"] if f["id"] == wrong)["judgement"]["verdict"] == "wrong"

    assert (await rep.post(f"{address}/analyse", json={"rubric": "discovery"})).status_code == 202
    other = await send.settled(rep, call["id"])
    assert (other["rubric"]["id"], other["rubric"]["chosen_by"]) == ("discovery", "person")
    assert all(c["override"] is None for c in other["scorecard"]["criteria"])
    assert (await rep.post(f"{address}/analyse", json={"rubric": "cold-call"})).status_code == 202
    again = await send.settled(rep, call["id"])
    assert again["scorecard"] == marked["scorecard"]
    assert again["findings"] == marked["findings"]

    mine = await owner.put(f"{address}/criteria/{missed['id']}", json={"result": "not_met"})
    word = next(c for c in mine.json()["scorecard"]["criteria"] if c["id"] == missed["id"])["override"]
    assert (word["by"]["name"], word["result"]) == (owner.user["name"], "not_met")  # an owner's word goes first
    back = (await owner.delete(f"{address}/criteria/{missed['id']}")).json()
    assert next(c for c in back["scorecard"]["criteria"] if c["id"] == missed["id"])["override"]["result"] == "met"
    table = (await owner.get("/api/calls/agreement")).json()
    assert (table["overall"]["n"], table["overall"]["agreement"], table["overall"]["kappa"]) == (1, 0.0, None)
    assert table["findings"] == [{"source": "builtin", "right": 0, "wrong": 1}]


@SQLITE
async def test_who_sees_what(owner, rep, make_user, send):
    call = await send(rep)
    colleague = await make_user(owner)
    for method, path, body in (
        ("GET", "", None),
        ("DELETE", "", None),
        ("PUT", "/findings/x", {"verdict": "wrong"}),
        ("GET", "/export", None),
        ("POST", "/analyse", {}),
    ):
        assert (await colleague.request(method, f"/api/calls/{call['id']}{path}", json=body)).status_code == 404
    assert (await colleague.get("/api/calls")).json()["items"] == []
    assert (await colleague.get("/api/calls/search", params={"q": "spreadsheets"})).json()["items"] == []
    assert (await colleague.get("/api/calls/compare")).json()["n"] == 0
    assert (await owner.get(f"/api/calls/{call['id']}")).json()["may_judge"]
    theirs = {"title": "x", "transcript": GOOD, "user_id": rep.user["id"]}
    assert (await colleague.post("/api/calls", json=theirs)).json()["type"] == "/problems/others-calls"
    sent = await send(owner, GOOD, user_id=rep.user["id"])
    assert sent["rep"]["user_id"] == rep.user["id"]
    assert len((await rep.get("/api/calls")).json()["items"]) == 2
    unknown = await owner.post("/api/calls", json=theirs | {"user_id": "0" * 32})
    assert unknown.json()["type"] == "/problems/unknown-rep"


async def test_consent_before_analysis(owner, rep, send):
    assert (await owner.patch("/api/tenants/current", json={"require_call_consent": True})).is_success
    assert (await rep.get("/api/calls/settings")).json()["consent_required"]
    call = await send(rep)
    assert (call["status"], call["needs"], call["scorecard"]) == ("queued", ["consent"], None)
    body = {"basis": "consent", "note": "asked on the call"}
    assert (await rep.post(f"/api/calls/{call['id']}/consent", json=body)).status_code == 202
    done = await send.settled(rep, call["id"])
    assert (done["status"], done["needs"]) == ("done", [])
    assert done["consent"]["confirmed_by"]["name"] == rep.user["name"]
    assert (done["consent"]["basis"], done["consent"]["note"]) == ("consent", "asked on the call")
    at_once = await send(rep, consent={"basis": "notice"})
    assert at_once["status"] == "done"


@SQLITE
async def test_the_same_key_is_the_same_call(rep, send):
    first = await send(rep, client_key="k1")
    assert (await send(rep, client_key="k1"))["id"] == first["id"]
    assert len((await rep.get("/api/calls")).json()["items"]) == 1


@SQLITE
async def test_speakers_are_set_by_a_person_and_stay(rep, send):
    call = await send(rep, GOOD.replace("Rep:", "Sam:").replace("Customer:", "Dana:"))
    assert {s["label"]: s["role"] for s in call["speakers"]} == {"Sam": "rep", "Dana": "customer"}
    body = {"roles": {"Sam": "customer", "Dana": "rep"}}
    assert (await rep.put(f"/api/calls/{call['id']}/speakers", json=body)).status_code == 202
    turned = await send.settled(rep, call["id"])
    assert [t["speaker"] for t in turned["turns"][:2]] == ["customer", "rep"]
    assert turned["needs"] == []
    assert assert_quoted(turned)


@SQLITE
async def test_search_by_words_and_speaker(owner, rep, send):
    call = await send(rep)
    found = (await owner.get("/api/calls/search", params={"q": "lost clients", "speaker": "customer"})).json()["items"]
    assert [(hit["call_id"], hit["turn"]) for hit in found] == [(call["id"], 3)]
    words = {found[0]["text"][start:end] for start, end in found[0]["highlights"]}
    assert words == {"lost", "clients"}
    assert (await rep.get("/api/calls/search", params={"q": "spreadsheets", "speaker": "rep"})).json()["items"] == []
    seen, page = [], {"next_cursor": None}
    while page["next_cursor"] or not seen:
        query = {"q": "two", "limit": 1} | ({"cursor": page["next_cursor"]} if page["next_cursor"] else {})
        page = (await rep.get("/api/calls/search", params=query)).json()
        seen += [hit["turn"] for hit in page["items"]]
    assert sorted(seen) == [1, 3, 4, 8]
    assert (await rep.get("/api/calls/search", params={"q": "two", "cursor": "x"})).status_code == 422


@SQLITE
async def test_comparing_names_where_bands_come_from(rep, send):
    for text in (GOOD, POOR):
        await send(rep, text)
    found = (await rep.get("/api/calls/compare", params={"signal": "talk_ratio"})).json()
    assert (found["n"], found["basis"], found["enough"]) == (2, "words", False)
    assert found["band"]["provenance"] == "secondary"
    assert [point["percentile"] for point in sorted(found["points"], key=lambda p: p["value"])] == [0.5, 1.0]
    scores = (await rep.get("/api/calls/compare", params={"signal": "score"})).json()
    assert scores["points"][0]["value"] > scores["points"][1]["value"]
    unknown = await rep.get("/api/calls/compare", params={"signal": "mood"})
    assert (unknown.status_code, unknown.json()["type"]) == (422, "/problems/unknown-signal")


@SQLITE
@pytest.mark.parametrize("text", [GOOD, HEBREW], ids=["en", "he"])
async def test_the_report_as_a_file(rep, send, text):
    call = await send(rep, text.replace("ten works", "ten works\nRep: =HYPERLINK(1)"), title="=1+1 <b>")
    address = f"/api/calls/{call['id']}/export"
    markdown = (await rep.get(address, params={"format": "markdown"})).text
    assert call["scorecard"]["criteria"][0]["title"] in markdown
    assert "<b>" not in markdown.replace(r"\<b\>", "")
    rows = list(csv.reader(io.StringIO((await rep.get(address, params={"format": "csv"})).content.decode("utf-8-sig"))))
    assert {row[0] for row in rows[1:]} >= {"criterion", "miss", "turn"}
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]
    assert json.loads((await rep.get(address, params={"format": "json"})).content)["findings"] == call["findings"]
    pdf = await rep.get(address, params={"format": "pdf"})
    assert pdf.content.startswith(b"%PDF")
    assert pdf.headers["content-disposition"].startswith("attachment")


@SQLITE
async def test_erasing_leaves_no_byte(rep, send, settings):
    marked = GOOD.replace("spreadsheets", "zebrafish spreadsheets")
    call = await send(rep, marked, title="Zebrafish inc")
    folder = settings.data
    assert any(b"zebrafish" in path.read_bytes() for path in folder.rglob("*") if path.is_file())
    assert (await rep.delete(f"/api/calls/{call['id']}")).status_code == 204
    assert (await rep.get(f"/api/calls/{call['id']}")).status_code == 404
    left = [path for path in folder.rglob("*") if path.is_file() and b"zebrafish" in path.read_bytes().lower()]
    # What was written before a checkpoint stays in the write-ahead log until the next one.
    assert [path for path in left if not path.name.endswith("-wal")] == []
    skills = (await rep.get("/api/skills/me")).json()
    assert not [point for point in skills["history"] if point["source_id"] == call["id"]]


@SQLITE
async def test_calls_come_out_in_the_order_a_coach_would_give(rep, send):
    good, poor = await send(rep, GOOD, rubric="cold-call"), await send(rep, POOR, rubric="cold-call")
    assert good["score"] > poor["score"] + 30
    told = {f["skill"] for f in poor["findings"] if f["kind"] == "miss"}
    assert {"objection_handling"} < told
    assert {"listening", "discovery"} & told


@SQLITE
async def test_hebrew_is_reported_in_hebrew(rep, send):
    call = await send(rep, HEBREW)
    assert (call["language"], call["rubric"]["id"], call["status"]) == ("he", "cold-call", "done")
    assert assert_quoted(call) > 8
    assert [o["kind"] for o in call["objections"]] == ["price"]
