"""The deal coach: always three to five steps on an open deal, each on facts that exist; marked, judged, told."""

from __future__ import annotations

from datetime import timedelta

import pytest
import sqlalchemy as sa

from ringside.ai import Answer, Models
from ringside.ai.schemas import BUILTIN
from ringside.core.clock import now, request_time
from ringside.deals import demo, evidence
from ringside.deals.coach import judging
from ringside.deals.coach.models import CoachDecision, CoachStep
from ringside.deals.coach.wordsmith import Drafted
from ringside.deals.models import Deal
from ringside.deals.schemas import Evidence

NOW = now().replace(microsecond=0)


@pytest.fixture
async def company(app, owner):
    """A small demo company, and the ids of its deals by status."""
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        await demo.insert(session, demo.generate(NOW, deals=24, open_=12))
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        rows = await session.execute(sa.select(Deal.id, Deal.status).order_by(Deal.id))
        found = {"open": [], "won": [], "lost": []}
        for deal_id, status in rows:
            found[status].append(deal_id)
        return found


def at(app, moment):
    async def then():
        return moment

    app.dependency_overrides[request_time] = then


async def asked(client, deal_id, **query):
    answer = await client.get(f"/api/ai/deal-coach/{deal_id}", params=query)
    assert answer.status_code == 200, answer.text
    return answer.json()


async def test_every_open_deal_gets_steps_whose_evidence_stands(app, owner, company):
    for deal_id in company["open"]:
        told = await asked(owner, deal_id)
        steps = told["recommendations"]
        assert 3 <= len(steps) <= 5
        assert sum(step["lead"] for step in steps) == (0 if told["held_back"] else 1)
        assert told["basis"] == "rules"
        assert "Too little data" in told["message"]
        async with app.state.databases.tenant(owner.tenant["id"]) as session:
            for step in steps:
                assert step["draft"]
                assert step["why"]
                assert step["evidence"]
                for found in step["evidence"]:
                    assert await evidence.verify(session, Evidence.model_validate(found)), found


async def test_a_deal_of_which_almost_nothing_is_known_gets_steps_too(owner):
    made = (await owner.post("/api/deals", json={"name": "New"})).json()
    told = await asked(owner, made["id"])
    assert 3 <= len(told["recommendations"]) <= 5
    assert "book_meeting" in {step["kind"] for step in told["recommendations"]} or told["held_back"]


async def test_a_closed_deal_gets_a_plain_answer(owner, company):
    for status in ("won", "lost"):
        told = await asked(owner, company[status][0])
        assert (told["status"], told["recommendations"]) == (status, [])
        assert status in told["message"]


async def test_wishes_change_words_and_number_but_never_facts(owner, company):
    deal_id = company["open"][0]
    await owner.put("/api/deals/preferences", json={"tone": "aggressive", "length": "short", "boldness": 0})
    short = await asked(owner, deal_id)
    await owner.put("/api/deals/preferences", json={"tone": "empathetic", "length": "long", "boldness": 2})
    long = await asked(owner, deal_id)
    assert (len(short["recommendations"]), len(long["recommendations"])) == (3, 5)
    for one, other in zip(short["recommendations"], long["recommendations"], strict=False):
        assert (one["id"], one["evidence"], one["confidence"]) == (other["id"], other["evidence"], other["confidence"])
        assert len(one["draft"]) < len(other["draft"])
    hebrew = await asked(owner, deal_id, language="he")
    assert hebrew["recommendations"][0]["id"] == long["recommendations"][0]["id"]
    assert any("א" <= letter <= "ת" for letter in hebrew["recommendations"][0]["action"])


async def test_an_answer_is_kept_until_the_deal_changes(app, owner, company):
    deal_id = company["open"][1]
    first = await asked(owner, deal_id)
    at(app, now() + timedelta(seconds=1))
    assert await asked(owner, deal_id) == first
    kinds = {step["kind"] for step in first["recommendations"]}
    note = {"kind": "meeting", "at": (now() - timedelta(hours=2)).isoformat(), "deal_id": deal_id, "text": "Met."}
    assert (await owner.post("/api/activities", json=note)).status_code == 201
    after = await asked(owner, deal_id)
    assert after["at"] != first["at"]
    lead = next((s["kind"] for s in first["recommendations"] if s["lead"]), None)
    if lead and lead in {s["kind"] for s in after["recommendations"]}:  # what was put first stays first
        assert after["recommendations"][0]["kind"] == lead
    assert kinds & {step["kind"] for step in after["recommendations"]}


async def test_what_is_done_or_dismissed_makes_room_and_stands_in_the_history(owner, company):
    deal_id = company["open"][2]
    first, second, *_ = (await asked(owner, deal_id))["recommendations"]
    address = "/api/deals/recommendations/"
    done = await owner.post(address + first["id"], json={"status": "done", "note": "Called her."})
    assert (done.json()["status"], done.json()["by"]) == ("done", owner.user["name"])
    gone = await owner.post(address + second["id"], json={"status": "dismissed", "reason": "not_relevant"})
    assert gone.json()["reason"] == "not_relevant"
    left = (await asked(owner, deal_id))["recommendations"]
    assert not {first["kind"], second["kind"]} & {step["kind"] for step in left}
    assert 3 <= len(left) <= 5
    listed = (await owner.get(f"/api/ai/deal-coach/{deal_id}/history")).json()["items"]
    states = {item["kind"]: item["status"] for item in listed}
    assert (states[first["kind"]], states[second["kind"]]) == ("done", "dismissed")
    assert (await owner.post(address + first["id"], json={"status": "open"})).json()["status"] == "open"


async def test_reps_mark_only_what_is_theirs(owner, rep, company):
    step = (await asked(rep, company["open"][0]))["recommendations"][0]
    answer = await rep.post(f"/api/deals/recommendations/{step['id']}", json={"status": "done"})
    assert answer.status_code in (200, 403)
    assert (await rep.get("/api/deals/coach/export")).status_code == 403


async def test_outcomes_are_judged_when_the_window_is_over_and_never_earlier(app, owner, company):
    deal_id = company["open"][3]
    step = (await asked(owner, deal_id))["recommendations"][0]
    await owner.post(f"/api/deals/recommendations/{step['id']}", json={"status": "done"})
    met = {"kind": "meeting", "at": (now() + timedelta(days=3)).isoformat(), "deal_id": deal_id, "text": ""}
    assert (await owner.post("/api/activities", json=met)).status_code == 201
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        assert await judging.judge(session, now() + timedelta(days=13)) == 0
        assert await judging.judge(session, now() + timedelta(days=15)) >= 2
    async with app.state.databases.tenant(owner.tenant["id"]) as session:
        decision = await session.scalar(sa.select(CoachDecision).where(CoachDecision.deal_id == deal_id))
        kept = await session.get(CoachStep, step["id"])
        assert (decision.progress, decision.what) == (True, "meeting")
        assert (kept.progress, kept.what) == (True, "meeting")
        shares = [arm["propensity"] for arm in decision.arms]
        assert sum(shares) + decision.null_propensity == pytest.approx(1)
        assert min(shares) > 0
        assert decision.null_propensity >= 0.1


async def test_effectiveness_says_plainly_that_there_is_too_little_data(owner, company):
    await asked(owner, company["open"][0])
    told = (await owner.get("/api/deals/coach/effectiveness")).json()
    assert (told["enough"], told["outcomes"], told["waiting"]) == (False, 0, 1)
    assert told["calibration"]["brier"] is None
    assert all(action["effect"] is None for action in told["actions"])
    lines = (await owner.get("/api/deals/coach/export")).text.splitlines()
    assert len(lines) >= 4
    assert lines[0].endswith("progress,what")


class Wordsmith(Models):
    """A model that words every draft the same way, unchecked as yet."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.stations = {"fast": (None,), "smart": ()}
        self.text = text

    async def run(self, task, value, caller, *, on_wait=None):
        made = Drafted(subject="Hello", text=self.text)
        if task.check(value, made) is not None:
            return Answer(task.builtin(value), BUILTIN, task.words.version, 1.0, None, note="refused")
        return Answer(made, "test:model", task.words.version, 1.0, 0.001)

    async def close(self):
        """There is nothing to let go of."""


async def test_a_model_may_word_the_drafts_and_nothing_else(app, owner, company):
    deal_id = company["open"][4]
    plain = await asked(owner, deal_id)
    app.state.models = Wordsmith("Shall we talk this week? I would like to hear what is new on your side.")
    worded = (await owner.post(f"/api/ai/deal-coach/{deal_id}", json={"variant": "b"})).json()
    assert (worded["source"], worded["prompt_version"]) == ("test:model", "2")
    for before, after in zip(plain["recommendations"], worded["recommendations"], strict=True):
        assert after["draft"].startswith("Shall we talk")
        assert {key: before[key] for key in FACTS} == {key: after[key] for key in FACTS}
    app.state.models = Wordsmith("We saved 1234567 customers, see https://example.com")
    refused = (await owner.post(f"/api/ai/deal-coach/{deal_id}", json={"length": "short"})).json()
    assert refused["source"] == "builtin"
    assert all(step["draft_note"] == "refused" for step in refused["recommendations"])


FACTS = ("id", "action", "why", "evidence", "confidence", "effort", "lead")


@pytest.mark.parametrize("store", ["sqlite"], indirect=True)
class TestRateLimit:
    @pytest.fixture
    def settings(self, settings):
        return settings.model_copy(update={"coach_limit": "2/minute"})

    async def test_a_company_cannot_have_more_worked_out_than_its_limit(self, owner, company):
        for deal_id in company["open"][:2]:
            await asked(owner, deal_id)
        refused = await owner.get(f"/api/ai/deal-coach/{company['open'][2]}")
        assert (refused.status_code, refused.json()["type"]) == (429, "/problems/too-many-attempts")
        assert int(refused.headers["Retry-After"]) >= 1
        await asked(owner, company["open"][0])  # what is kept costs nothing
