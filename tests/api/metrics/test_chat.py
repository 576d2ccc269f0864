"""Asking for numbers, from the upload to the kept answer."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa

from ringside.ai import Models
from ringside.ai.schemas import BUILTIN, Answer
from ringside.core import clock
from ringside.metrics import service
from ringside.metrics.models import StoredItem
from ringside.metrics.query.schema import MetricQuery
from ringside.metrics.question.fallback import Filled

from .conftest import AS_OF

pytestmark = pytest.mark.parametrize("store", ["sqlite"], indirect=True)


def events_of(text: str) -> list[tuple[str, dict]]:
    found = []
    for block in text.strip().split("\n\n"):
        lines = dict(line.split(": ", 1) for line in block.splitlines() if not line.startswith(":"))
        if lines:
            found.append((lines["event"], json.loads(lines["data"])))
    return found


def values(answer: dict) -> list[list]:
    return answer["rows"]


async def test_a_question_is_answered_with_all_that_it_rests_on(shop, ask):
    answer = await ask(shop, "What was revenue in October 2025?")
    assert answer["status"] == "answered"
    assert values(answer) == [[650.5]]
    assert "650.5" in answer["narrative"]
    assert "".join(part["text"] for part in answer["segments"]) == answer["narrative"]
    understood = answer["understanding"]
    assert (understood["measures"], understood["intent"]) == (["revenue"], "value")
    assert (understood["time"]["period"]["start"], understood["time"]["period"]["end"]) == ("2025-10-01", "2025-11-01")
    assert understood["chips"]
    assert "_tenant" in answer["computed"]["sql"]
    assert answer["computed"]["tables"] == ["orders"]
    assert answer["facts"]
    assert (answer["as_of"], answer["asked"]) == (AS_OF, "What was revenue in October 2025?")


async def test_hebrew_is_answered_in_hebrew(shop, ask):
    answer = await ask(shop, "מה היו ההכנסות באוקטובר 2025?")
    assert (answer["status"], answer["language"], values(answer)) == ("answered", "he", [[650.5]])
    assert any("א" <= letter <= "ת" for letter in answer["narrative"])


async def test_a_follow_up_follows_what_was_understood_last(shop, ask):
    first = await ask(shop, "revenue in October 2025")
    second = await ask(shop, "and by country?", conversation_id=first["conversation_id"])
    assert sorted(values(second)) == [["France", 400.0], ["Germany", 250.5]]
    third = await ask(shop, "only Germany", conversation_id=first["conversation_id"])
    assert values(third) == [["Germany", 250.5]]
    kept = (await shop.get(f"/api/metrics/conversations/{first['conversation_id']}")).json()
    assert [item["sender"] for item in kept["items"]] == ["user", "ringside"] * 3
    assert kept["items"][2]["context"]["follows"]["measures"] == ["revenue"]


async def test_an_edited_understanding_is_asked_as_it_is(shop, ask):
    first = await ask(shop, "revenue in October 2025")
    query = first["understanding"]["query"] | {"measures": ["orders_count"]}
    second = await ask(shop, first["asked"], query=query, conversation_id=first["conversation_id"])
    assert values(second) == [[2]]
    assert second["understanding"]["source"] == "person"
    third = await ask(shop, "by country", conversation_id=first["conversation_id"])
    assert sorted(values(third)) == [["France", 1], ["Germany", 1]]


UNFIT = (
    {"measures": ["nonsense"]},
    {"measures": ["sum(orders.nonsense)"]},
    {"measures": ["revenue"], "dimensions": ["nonsense.name"]},
    {"measures": ["revenue"], "filters": [{"field": "orders.nonsense", "values": ["x"]}]},
    {"measures": ["revenue; DROP TABLE orders"]},
    {"measures": ["revenue"], "dimensions": ["orders._tenant"]},
)


async def test_an_edited_understanding_that_does_not_fit_the_model_is_refused_and_kept(shop):
    for query in UNFIT:
        answer = await shop.post("/api/metrics/chat", json={"text": "x", "query": query, "as_of": AS_OF})
        assert answer.status_code == 422, answer.text
        assert answer.headers["content-type"] == "application/problem+json"
    listed = (await shop.get("/api/metrics/conversations")).json()["items"]
    kept = (await shop.get(f"/api/metrics/conversations/{listed[0]['id']}")).json()["items"]
    assert kept[-1]["metadata"] == {"status": "failed", "problem": "unknown-name"}


async def test_what_is_not_understood_is_asked_back_and_a_choice_answers_it(shop, ask):
    asked = await ask(shop, "revnue of blorfs in October 2025")
    assert asked["status"] == "asked"
    assert asked["question"]
    unknown = await ask(shop, "what is our headcount?")
    assert unknown["status"] in {"asked", "refused"}
    if unknown["choices"]:
        chosen = await ask(shop, "", choice=0, conversation_id=unknown["conversation_id"])
        assert chosen["status"] in {"answered", "asked"}
    answer = await shop.post(
        "/api/metrics/chat", json={"text": "", "choice": 5, "conversation_id": asked["conversation_id"]}
    )
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/no-such-choice")


async def test_the_answer_comes_in_pieces(shop):
    headers = {"Accept": "text/event-stream"}
    body = {"text": "revenue by country in October 2025", "as_of": AS_OF}
    async with shop.stream("POST", "/api/metrics/chat", json=body, headers=headers) as answer:
        assert answer.headers["content-type"].startswith("text/event-stream")
        events = events_of((await answer.aread()).decode())
    kinds = [kind for kind, _ in events]
    assert kinds[:2] == ["understanding", "rows"]
    assert set(kinds[2:-1]) == {"piece"}
    assert kinds[-1] == "done"
    done = events[-1][1]
    assert "".join(data["text"] for kind, data in events if kind == "piece") == done["narrative"]
    assert dict(events)["rows"]["rows"] == done["rows"]


async def test_a_problem_comes_as_an_event(owner):
    headers = {"Accept": "text/event-stream"}
    async with owner.stream("POST", "/api/metrics/chat", json={"text": "revenue"}, headers=headers) as answer:
        [(kind, problem)] = events_of((await answer.aread()).decode())
    assert (kind, problem["status"], problem["type"]) == ("problem", 409, "/problems/no-numbers")


async def test_an_answer_outlives_the_connection_that_asked_for_it(app, shop, monkeypatch):
    released, reached = asyncio.Event(), asyncio.Event()
    query = service.query

    async def slow(*args, **kwargs):
        reached.set()
        await released.wait()
        return await query(*args, **kwargs)

    monkeypatch.setattr(service, "query", slow)
    asking = asyncio.create_task(shop.post("/api/metrics/chat", json={"text": "revenue in 2025", "as_of": AS_OF}))
    await reached.wait()
    asking.cancel()
    released.set()
    await app.state.metrics.underway.drain()
    listed = (await shop.get("/api/metrics/conversations")).json()["items"]
    kept = (await shop.get(f"/api/metrics/conversations/{listed[0]['id']}")).json()["items"]
    assert kept[-1]["answer"]["rows"] == [[800.0]]


async def test_conversations_are_listed_renamed_and_deleted_with_their_messages(shop, ask):
    ids = [(await ask(shop, f"revenue in {year}"))["conversation_id"] for year in (2024, 2025)]
    first = (await shop.get("/api/metrics/conversations", params={"limit": 1})).json()
    rest = (await shop.get("/api/metrics/conversations", params={"cursor": first["next_cursor"]})).json()
    assert [item["id"] for item in first["items"] + rest["items"]] == ids[::-1]
    assert first["items"][0]["title"] == "revenue in 2025"
    renamed = await shop.patch(f"/api/metrics/conversations/{ids[0]}", json={"title": " Last year "})
    assert (renamed.json()["title"], renamed.json()["messages"]) == ("Last year", 2)
    assert (await shop.delete(f"/api/metrics/conversations/{ids[0]}")).status_code == 204
    assert (await shop.get(f"/api/metrics/conversations/{ids[0]}")).status_code == 404
    left = (await shop.get("/api/metrics/conversations")).json()["items"]
    assert [item["id"] for item in left] == ids[1:]


async def test_conversations_are_ones_own_whatever_the_role(shop, rep, ask):
    mine = await ask(shop, "revenue in 2025")
    place = f"/api/metrics/conversations/{mine['conversation_id']}"
    for method, body in (("GET", None), ("PATCH", {"title": "x"}), ("DELETE", None)):
        assert (await rep.request(method, place, json=body)).status_code == 404
    answer = await rep.post("/api/metrics/chat", json={"text": "x", "conversation_id": mine["conversation_id"]})
    assert (answer.status_code, answer.json()["type"]) == (404, "/problems/unknown-conversation")
    assert (await rep.get("/api/metrics/conversations")).json()["items"] == []


async def test_thumbs_are_kept_with_their_reason_and_counted(shop, ask):
    answer = await ask(shop, "revenue in 2025")
    place = f"/api/metrics/conversations/{answer['conversation_id']}/messages/{answer['message_id']}/thumbs"
    for thumbs in ("up", "down", "down"):
        judged = await shop.put(place, json={"thumbs": thumbs, "reason": "Not what I meant"})
        assert judged.status_code == 200, judged.text
        assert judged.json()["answer"]["thumbs"] == thumbs
    assert judged.json()["metadata"]["thumbs_reason"] == "Not what I meant"
    used = (await shop.get("/api/metrics/usage")).json()
    assert (used["thumbs_up"], used["thumbs_down"]) == (0, 1)
    back = await shop.put(place, json={"thumbs": None})
    assert back.json()["answer"]["thumbs"] is None
    assert (await shop.get("/api/metrics/usage")).json()["thumbs_down"] == 0
    questions = (await shop.get(f"/api/metrics/conversations/{answer['conversation_id']}")).json()["items"]
    own = place.replace(answer["message_id"], questions[0]["id"])
    assert (await shop.put(own, json={"thumbs": "up"})).status_code == 404


async def test_usage_counts_what_became_of_questions_and_reps_see_their_own(shop, rep, ask):
    await ask(shop, "revenue in 2025")
    await ask(shop, "blorf of the snark")
    await ask(shop, "Blorf  of the snark")
    await shop.post("/api/metrics/chat", json={"text": "x", "query": {"measures": ["nonsense"]}})
    await ask(rep, "What was revenue in 2025?")
    used = (await shop.get("/api/metrics/usage")).json()
    assert (used["asked"], used["answered"], used["failed"]) == (5, 2, 1)
    assert used["clarified"] + used["refused"] == 2
    assert used["unanswered"][0]["count"] == 2
    assert {person["name"]: person["asked"] for person in used["by_person"]} == {
        shop.user["name"]: 4,
        rep.user["name"]: 1,
    }
    assert sum(day["asked"] for day in used["by_day"]) == 5
    assert len(used["by_day"]) == 30
    for params in ({}, {"user_id": shop.user["id"]}):
        own = (await rep.get("/api/metrics/usage", params=params)).json()
        assert (own["asked"], own["unanswered"], len(own["by_person"])) == (1, [], 1)
    theirs = (await shop.get("/api/metrics/usage", params={"user_id": rep.user["id"]})).json()
    assert theirs["asked"] == 1
    wrong = await shop.get("/api/metrics/usage", params={"since": "2025-02-01", "until": "2025-01-01"})
    assert (wrong.status_code, wrong.json()["type"]) == (422, "/problems/bad-range")


async def test_the_tone_of_messages_and_notes_over_time(shop, ask):
    await ask(shop, "I am so happy with this, thank you! What was revenue in 2025?")
    days = {"since": "2025-09-01", "until": "2025-11-30", "grain": "month"}
    tone = (await shop.get("/api/metrics/sentiment", params=days)).json()
    [notes] = tone["notes"]
    assert (notes["field"], notes["label"], notes["read"], notes["more"]) == ("orders.note", "Note", 4, False)
    by_month = {point["start"]: point for point in notes["points"]}
    assert {start: point["count"] for start, point in by_month.items()} == {
        "2025-09-01": 1,
        "2025-10-01": 2,
        "2025-11-01": 1,
    }
    assert by_month["2025-09-01"]["tone"] > 0 > by_month["2025-11-01"]["tone"]
    today = (await shop.get("/api/metrics/sentiment")).json()["messages"]
    assert today[0]["tone"] > 0


async def test_reps_do_not_meet_what_is_for_managers(shop, rep, ask):
    assert values(await ask(shop, "profit in October 2025")) == [[160.5]]
    hidden = await ask(rep, "profit in October 2025")
    assert hidden["status"] != "answered"
    assert values(await ask(rep, "revenue in October 2025")) == [[650.5]]
    for query in ({"measures": ["profit"]}, {"measures": ["sum(orders.cost)"]}, {"measures": ["max(orders.cost)"]}):
        answer = await rep.post("/api/metrics/chat", json={"text": "x", "query": query, "as_of": AS_OF})
        assert answer.status_code == 422, answer.text


async def test_bad_input_is_answered_clearly_and_nothing_is_lost(shop, ask):
    for text in ("", "   ", "?!", "🙂"):
        assert (await ask(shop, text))["status"] == "asked"
    long = "revenue and " * 10_000
    answer = await ask(shop, long)
    assert (answer["status"], answer["reason"]) == ("asked", "too_long")
    kept = (await shop.get(f"/api/metrics/conversations/{answer['conversation_id']}")).json()["items"]
    assert kept[0]["text"] == long
    future = await ask(shop, "revenue in 2031")
    assert future["status"] in {"answered", "asked", "refused"}
    assert not any(value for row in values(future) for value in row)
    wrong = await shop.post("/api/metrics/chat", json={"text": "x" * 200_001})
    assert wrong.status_code in {413, 422}


async def test_many_ask_at_once_in_one_conversation_and_nothing_is_lost(shop, ask):
    first = await ask(shop, "revenue in 2025")
    conversation = first["conversation_id"]
    answers = await asyncio.gather(
        *(ask(shop, f"revenue in {year}", conversation_id=conversation) for year in (2024, 2025) * 4)
    )
    assert [values(answer) for answer in answers] == [[[300.0]], [[800.0]]] * 4
    kept = (await shop.get(f"/api/metrics/conversations/{conversation}")).json()
    assert (kept["messages"], len(kept["items"])) == (18, 18)
    assert (await shop.get("/api/metrics/usage")).json()["asked"] == 9


async def test_a_days_questions_are_limited_by_the_owner(shop, rep, ask):
    await shop.patch("/api/tenants/current", json={"quotas": {"questions_per_user_day": 1}})
    await ask(rep, "revenue in 2025")
    answer = await rep.post("/api/metrics/chat", json={"text": "revenue in 2025"})
    assert (answer.status_code, answer.json()["type"]) == (429, "/problems/quota-exceeded")


async def test_values_of_a_field_are_offered(shop, rep):
    offered = (await rep.get("/api/metrics/values", params={"field": "customers.country", "q": "an"})).json()["items"]
    assert sorted(offered) == ["France", "Germany", "Ireland"]
    assert (await rep.get("/api/metrics/values", params={"field": "customers.nonsense"})).status_code == 404
    assert (await rep.get("/api/metrics/values", params={"field": "orders.cost"})).status_code == 404


async def test_a_period_is_summed_up_with_what_moved(shop, rep):
    days = {"period": "October 2025", "as_of": AS_OF}
    summary = (await shop.get("/api/metrics/summary", params=days)).json()
    told = {moved["measure"]: moved for moved in summary["moved"] + summary["steady"]}
    assert told.keys() == {"revenue", "profit", "orders_count"}
    values = {fact["id"]: fact["value"] for fact in summary["facts"]}
    assert {650.5, 100.0} <= set(values.values())
    assert "650.5" in summary["narrative"]["text"]
    theirs = (await rep.get("/api/metrics/summary", params=days)).json()
    assert "profit" not in {moved["measure"] for moved in theirs["moved"] + theirs["steady"]}
    for params, slug in (({"period": "blorf"}, "unknown-period"), ({"measures": "blorf"}, "unknown-name")):
        answer = await shop.get("/api/metrics/summary", params=days | params)
        assert (answer.status_code, answer.json()["type"]) == (422, f"/problems/{slug}")


async def test_what_was_said_is_forgotten_after_as_many_days_as_set(shop, ask, app, settings):
    settings.conversation_days = 30
    old = datetime.now(UTC) - timedelta(days=31)
    app.dependency_overrides[clock.request_time] = lambda: old
    first = await ask(shop, "revenue in 2025")
    app.dependency_overrides.clear()
    second = await ask(shop, "revenue in 2024")
    listed = (await shop.get("/api/metrics/conversations")).json()["items"]
    assert [item["id"] for item in listed] == [second["conversation_id"]]
    assert (await shop.get(f"/api/metrics/conversations/{first['conversation_id']}")).status_code == 404
    async with app.state.databases.tenant(shop.tenant["id"]) as session:
        kept = await session.scalar(sa.select(sa.func.count()).where(StoredItem.kind == "message"))
    assert kept == 2


class Scripted(Models):
    """A model that fills whatever query it is told to, and words nothing."""

    def __init__(self, query: dict) -> None:
        super().__init__()
        self.stations = {"fast": (None,), "smart": (None,)}
        self.query = query

    async def run(self, task, value, caller, *, on_wait=None):
        if task.name != "question":
            return Answer(task.builtin(value), BUILTIN, "", 0, None)
        return Answer(Filled(query=MetricQuery.model_validate(self.query)), "test:model", "1", 0, None)


async def test_a_model_may_fill_the_query_from_the_models_names_and_nothing_else(app, shop, rep, ask):
    october = {"period": {"start": "2025-10-01", "end": "2025-11-01"}}
    words = "blorf in October 2025"

    async def fill(client, **query):
        desk = replace(app.state.metrics.desk, models=Scripted({"time": october} | query))
        app.state.metrics = replace(app.state.metrics, desk=desk)
        return await ask(client, words)

    assert (await ask(shop, words))["status"] == "asked"
    answer = await fill(shop, measures=["revenue"])
    assert (answer["status"], answer["rows"]) == ("answered", [[650.5]])
    assert answer["understanding"]["source"] == "test:model"
    year = {"time": {"period": {"start": "2024-01-01", "end": "2026-01-01"}}}
    for query in ({"measures": ["blorf"]}, {"measures": ["revenue"], "dimensions": ["orders._tenant"]},
                  {"measures": ["revenue"], **year}):  # fmt: skip
        assert (await fill(shop, **query))["status"] == "asked"
    assert (await fill(rep, measures=["profit"]))["status"] == "asked"
