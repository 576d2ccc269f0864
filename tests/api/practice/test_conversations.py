"""Looking back: history, one call in full, its evidence, its export, and practising a moment of it again."""

from __future__ import annotations

import io

import pytest
import sqlalchemy as sa
from pypdf import PdfReader

from practice_kit import BAD, GOOD, HEBREW, held, problem, say
from ringside.practice.models import CallReport, CallTurn
from ringside.skills.models import SkillResult


def quotes_of(detail):
    for criterion in detail["scorecard"]["criteria"]:
        yield from criterion["quotes"]
    for step in detail["feedback"]["steps"]:
        yield from step["quotes"]
    for entry in detail["buyer_log"]:
        if entry["quote"]:
            yield entry["quote"]


@pytest.mark.parametrize("lines", [GOOD, BAD, HEBREW], ids=["good", "bad", "hebrew"])
async def test_every_quote_stands_in_the_call(rep, lines):
    call = await held(rep, *lines, language="he" if lines is HEBREW else "en")
    detail = (await rep.get(f"/api/conversations/{call}")).json()
    quotes = list(quotes_of(detail))
    assert quotes
    for quote in quotes:
        turn = detail["turns"][quote["turn"]]
        assert turn["text"][quote["start"] : quote["end"]] == quote["text"]
        assert turn["speaker"] == quote["speaker"]
    assert len(detail["feedback"]["steps"]) >= 3
    assert detail["signals"]["talk_ratio"]["value"] is not None
    assert detail["start_mind"].keys() == {"trust", "interest", "patience"}


async def test_a_good_call_scores_above_a_bad_one_and_always_the_same(rep):
    good, again, bad = [await held(rep, *lines) for lines in (GOOD, GOOD, BAD)]
    cards = [(await rep.get(f"/api/conversations/{call}")).json()["scorecard"] for call in (good, again, bad)]
    assert cards[0] == cards[1]
    assert cards[0]["score"] > (cards[2]["score"] or 0)


async def test_nothing_hidden_is_shown_before_the_end(rep):
    begun = await say(rep, GOOD[0], scenario_id="cold-call")
    detail = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    for name in ("scorecard", "signals", "feedback", "buyer_log", "start_mind", "ended_at", "score"):
        assert detail[name] is None
    assert all(turn["acts"] == [] for turn in detail["turns"])
    exported = await rep.get(f"/api/conversations/{begun['conversation_id']}/export")
    assert GOOD[0] in exported.text
    assert "trust" not in exported.text


async def test_a_quote_that_no_longer_stands_there_is_not_shown(rep, app):
    call = await held(rep, *GOOD)
    before = (await rep.get(f"/api/conversations/{call}")).json()
    turn = next(quote["turn"] for quote in quotes_of(before))
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        change = sa.update(CallTurn).where(CallTurn.call_id == call, CallTurn.index == turn)
        await session.execute(change.values(text="Something else was said."))
    after = (await rep.get(f"/api/conversations/{call}")).json()
    assert [quote for quote in quotes_of(after) if quote["turn"] == turn and "Something" not in quote["text"]] == []
    assert len(list(quotes_of(after))) < len(list(quotes_of(before)))
    assert all(step["quotes"] for step in after["feedback"]["steps"])
    suggestion = (await rep.get("/api/skills/suggestion")).json()
    if quote := suggestion["reason"]["quote"]:
        assert after["turns"][quote["turn"]]["text"][quote["start"] : quote["end"]] == quote["text"]


async def test_history_is_paged_and_never_skips(rep):
    calls = [await held(rep, GOOD[0]) for _ in range(5)]
    seen, cursor = [], None
    for _ in range(10):
        params = {"limit": 2} | ({"cursor": cursor} if cursor else {})
        page = (await rep.get("/api/conversations", params=params)).json()
        seen += [item["id"] for item in page["items"]]
        if not seen[2:]:
            calls.append(await held(rep, GOOD[0]))  # a new call while somebody turns pages
        cursor = page["next_cursor"]
        if cursor is None:
            break
    assert seen == list(reversed(calls[:5]))
    assert (await rep.get("/api/conversations", params={"cursor": "nonsense"})).status_code == 422
    assert (await rep.get("/api/conversations", params={"limit": 0})).status_code == 422


async def test_history_is_filtered(rep):
    good, bad = await held(rep, *GOOD), await held(rep, *BAD, scenario_id="discovery")
    score = (await rep.get(f"/api/conversations/{good}")).json()["score"]

    async def found(**wish):
        return [item["id"] for item in (await rep.get("/api/conversations", params=wish)).json()["items"]]

    assert await found(scenario="cold-call") == [good]
    assert await found(scenario="discovery") == [bad]
    assert good in await found(min_score=score)
    assert good not in await found(min_score=score + 0.1)
    assert good not in await found(max_score=score - 0.1)
    assert await found(outcome="meeting") == []
    assert (await rep.get("/api/conversations", params={"min_score": "x"})).status_code == 422


async def test_who_sees_whose_calls(rep, manager, owner, make_user, other_tenant):
    colleague = await make_user(owner, "rep")
    call = await held(rep, *GOOD[:2])
    for client, sees in ((rep, True), (manager, True), (owner, True), (colleague, False), (other_tenant, False)):
        listed = [item["id"] for item in (await client.get("/api/conversations")).json()["items"]]
        assert (call in listed) is sees
        for path in ("", "/export?format=md"):
            assert (await client.get(f"/api/conversations/{call}{path}")).status_code == (200 if sees else 404)
    item = (await manager.get("/api/conversations", params={"user": rep.user["id"]})).json()["items"][0]
    assert item["user"] == {"id": rep.user["id"], "name": rep.user["name"]}
    assert (await colleague.get("/api/conversations", params={"user": rep.user["id"]})).json()["items"] == []


async def test_a_deleted_call_is_gone_with_all_that_was_made_of_it(rep, owner, app):
    call = await held(rep, *GOOD)
    problem(await owner.delete(f"/api/conversations/{call}"), 404, "unknown-conversation")
    assert (await rep.delete(f"/api/conversations/{call}")).status_code == 204
    problem(await rep.get(f"/api/conversations/{call}"), 404, "unknown-conversation")
    async with app.state.databases.tenant(rep.tenant["id"]) as session:
        for table in (CallTurn, CallReport, SkillResult):
            assert (await session.scalar(sa.select(sa.func.count()).select_from(table))) == 0


async def test_a_moment_is_practised_again_with_the_buyer_as_they_were(rep):
    call = await held(rep, *GOOD[:3])
    old = (await rep.get(f"/api/conversations/{call}")).json()
    moment = {"conversation_id": call, "turn": 3}
    begun = await say(rep, "", start_from=moment)
    assert begun["reply"]["text"] == old["turns"][2]["text"]
    assert begun["reply"]["turn"] == 2
    # saying the same again brings the same buyer to the same words
    same = await say(rep, GOOD[1], begun["conversation_id"])
    assert same["reply"]["text"] == old["turns"][4]["text"]
    new = (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()
    assert [turn["replayed"] for turn in new["turns"]] == [True, True, True, False, False]
    assert new["restarted_from"] == moment
    ended = await rep.post(f"/api/chat/{begun['conversation_id']}/end", json={})
    assert ended.status_code == 200
    assert (await rep.get(f"/api/conversations/{begun['conversation_id']}")).json()["scorecard"]


async def test_a_moment_may_be_restarted_with_new_words_at_once(rep):
    call = await held(rep, *GOOD[:2])
    first = await say(rep, BAD[0], start_from={"conversation_id": call, "turn": 1}, client_key="k")
    assert first["reply"]["turn"] == 2
    assert await say(rep, BAD[0], start_from={"conversation_id": call, "turn": 1}, client_key="k") == first
    turns = (await rep.get(f"/api/conversations/{first['conversation_id']}")).json()["turns"]
    assert [turn["text"] for turn in turns][1] == BAD[0]


async def test_moments_that_cannot_be_restarted(rep, other_tenant):
    call = await held(rep, GOOD[0])
    for turn in (99, 2**40):
        body = {"start_from": {"conversation_id": call, "turn": turn}, "text": ""}
        problem(await rep.post("/api/chat", json=body), 422, "no-such-turn")
    body = {"start_from": {"conversation_id": call, "turn": 1}, "text": ""}
    problem(await other_tenant.post("/api/chat", json=body), 404, "unknown-conversation")
    running = (await say(rep, "", scenario_id="cold-call"))["conversation_id"]
    body = {"start_from": {"conversation_id": running, "turn": 0}, "text": ""}
    problem(await rep.post("/api/chat", json=body), 409, "conversation-open")


async def test_markdown_export_holds_the_call_and_no_markup_of_the_reps(rep):
    call = await held(rep, "# Hi **Dana** <script>alert(1)</script> [link](http://x) 😀", GOOD[1])
    file = await rep.get(f"/api/conversations/{call}/export", params={"format": "md"})
    assert file.headers["content-type"] == "text/markdown; charset=utf-8"
    assert "<script>" not in file.text
    assert "😀" in file.text
    assert "\\*\\*Dana\\*\\*" in file.text
    assert file.text.startswith("# ")


@pytest.mark.parametrize(
    ("lines", "language"),
    [(HEBREW, "he"), ((*GOOD[:2], "Emoji 😀👍🏽 日本 \u202eevil", "x" * 4000), "en")],
    ids=["hebrew", "odd"],
)
async def test_pdf_export(rep, lines, language):
    call = await held(rep, *lines, language=language)
    file = await rep.get(f"/api/conversations/{call}/export", params={"format": "pdf"})
    assert file.headers["content-type"] == "application/pdf"
    assert file.headers["content-disposition"].isascii()
    text = "".join(page.extract_text() for page in PdfReader(io.BytesIO(file.content)).pages)
    assert ("קליימלייט" in text) if language == "he" else ("half a minute" in text)
    assert (await rep.get(f"/api/conversations/{call}/export", params={"format": "exe"})).status_code == 422
