"""The company's own rubrics: copied, changed, kept in every version, and used to score."""

from __future__ import annotations

import asyncio

import pytest

from practice_kit import problem

URL = "/api/playbook/rubrics"


async def copied(person, of: str = "discovery") -> dict:
    answer = await person.post(URL, json={"copy_of": of, "title": {"en": "Ours", "he": "שלנו"}})
    assert answer.status_code == 201, answer.text
    return answer.json()


def criterion(**changes) -> dict:
    shown = {"kind": "phrases", "phrases": ["thirty-day guarantee"]}
    return {"title": {"en": "Named the guarantee"}, "skill": "value", "weight": 10, "shows": shown} | changes


async def test_a_copy_is_the_companys_own(owner, rep, other_tenant):
    made = await copied(owner)
    assert (made["own"], made["version"], made["based_on"]) == (True, 1, "discovery")
    listed = (await rep.get(URL)).json()["items"]
    assert listed[0]["id"] == made["id"]
    assert listed[0]["editable"] is False
    assert [c["id"] for c in made["criteria"]] == [
        c["id"] for c in next(r for r in listed if r["id"] == "discovery")["criteria"]
    ]
    assert (await rep.get(f"{URL}/{made['id']}", params={"language": "he"})).json()["title"] == "שלנו"
    problem(await other_tenant.get(f"{URL}/{made['id']}"), 404, "unknown-rubric")


async def test_a_copy_is_changed_dropped_and_added_to(owner):
    made = await copied(owner)
    draft = (await owner.get(f"{URL}/{made['id']}/form")).json()
    form = draft["form"]
    form["criteria"] = [*form["criteria"][:2], criterion()]
    form["criteria"][0] |= {"title": {"en": "Start well"}, "weight": 33}
    saved = await owner.put(f"{URL}/{made['id']}", json=draft)
    assert saved.status_code == 200, saved.text
    assert saved.json()["version"] == 2
    first, _, last = saved.json()["criteria"]
    assert (first["title"], first["weight"]) == ("Start well", 33)
    assert (last["id"], last["title"], last["speaker"]) == ("own-3", "Named the guarantee", "rep")
    again = (await owner.get(f"{URL}/{made['id']}/form")).json()
    assert again["version"] == 2
    assert again["form"]["criteria"][2]["shows"]["phrases"] == ["thirty-day guarantee"]
    problem(await owner.put(f"{URL}/{made['id']}", json=draft), 409, "rubric-changed")


async def test_a_rubric_from_a_form(owner):
    form = {"title": {"he": "הסולם שלנו"}, "criteria": [criterion()]}
    made = await owner.post(URL, json={"form": form})
    assert made.status_code == 201, made.text
    assert made.json()["title"] == "הסולם שלנו"
    gone = await owner.delete(f"{URL}/{made.json()['id']}")
    assert gone.status_code == 204
    problem(await owner.get(f"{URL}/{made.json()['id']}"), 404, "unknown-rubric")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (criterion(weight=0), "form.criteria.0.weight"),
        (criterion(skill="magic"), "form.criteria.0.skill"),
        (criterion(title={}), "criteria.0.title"),
        (criterion(shows={"kind": "phrases", "phrases": []}), "phrases"),
        (criterion(shows={"kind": "phrases", "phrases": ["?!"]}), "criteria.0.shows.phrases.0"),
        (criterion(shows={"kind": "shipped", "rubric": "discovery", "criterion": "x"}), "criteria.0.shows.criterion"),
        (criterion(shows={"kind": "moves", "moves": ["objection"]}), "criteria.0.shows.moves.0"),
        (criterion(shows={"kind": "sorcery"}), "form.criteria.0.shows"),
    ],
)
async def test_each_wrong_field_is_named(wrong, field, owner):
    answer = await owner.post(URL, json={"form": {"title": {"en": "Ours"}, "criteria": [wrong]}})
    assert answer.status_code == 422
    assert any(field in e["field"] for e in answer.json()["errors"]), answer.json()["errors"]


async def test_reps_read_and_what_ships_stays(owner, rep):
    made = await copied(owner)
    draft = (await rep.get(f"{URL}/{made['id']}/form")).json()
    for refused in (
        await rep.post(URL, json={"copy_of": "discovery"}),
        await rep.put(f"{URL}/{made['id']}", json=draft),
        await rep.delete(f"{URL}/{made['id']}"),
    ):
        problem(refused, 403, "role-too-low")
    shipped = (await owner.get(f"{URL}/discovery/form")).json()
    problem(await owner.put(f"{URL}/discovery", json=shipped), 409, "shipped-rubric")
    problem(await owner.delete(f"{URL}/discovery"), 409, "shipped-rubric")
    problem(await owner.post(URL, json={"copy_of": "nope"}), 404, "unknown-rubric")
    assert (await owner.post(URL, json={})).status_code == 422


async def test_of_savers_at_once_one_wins(owner):
    made = await copied(owner)
    draft = (await owner.get(f"{URL}/{made['id']}/form")).json()
    answers = await asyncio.gather(*(owner.put(f"{URL}/{made['id']}", json=draft) for _ in range(4)))
    assert sorted(a.status_code for a in answers) == [200, 409, 409, 409]


async def test_the_vocabulary_speaks_both_languages(rep):
    for language in ("en", "he"):
        found = (await rep.get("/api/playbook/rubric-vocabulary", params={"language": language})).json()
        assert {"question_open", "reflection"} <= {m["id"] for m in found["rep_moves"]}
        assert {"need_pain"} <= {m["id"] for m in found["customer_moves"]}
        for part in ("skills", "kinds", "rep_moves", "customer_moves", "outcomes", "places"):
            for choice in found[part]:
                assert any("א" <= char <= "ת" for char in choice["name"]) is (language == "he")
