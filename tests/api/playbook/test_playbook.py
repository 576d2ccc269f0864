"""Rubrics, and the company questionnaire with its guard against overwriting unseen."""

from __future__ import annotations

import asyncio

import pytest

from practice_kit import problem

URL = "/api/playbook/questionnaire"
ANSWERS = {"product": "Claims software", "market": "b2b", "problems": ["It is slow"], "tone": "warm"}


async def test_rubrics_in_both_languages(rep):
    items = (await rep.get("/api/playbook/rubrics")).json()["items"]
    assert {item["id"] for item in items} >= {"cold-call", "discovery", "objection", "closing", "technical", "service"}
    for language in ("en", "he"):
        rubric = (await rep.get("/api/playbook/rubrics/cold-call", params={"language": language})).json()
        assert rubric["language"] == language
        assert any("א" <= char <= "ת" for char in rubric["title"]) is (language == "he")
        for criterion in rubric["criteria"]:
            assert criterion["weight"] > 0
            assert criterion["yes"]
            assert criterion["no"]
    problem(await rep.get("/api/playbook/rubrics/nope"), 404, "unknown-rubric")


async def test_an_empty_questionnaire_says_what_to_fill_in_first(owner, rep):
    first = (await owner.get(URL)).json()
    assert (first["completeness"], first["version"], first["editable"]) == (0, 0, True)
    assert first["missing"][0] == "product"
    assert (await rep.get(URL)).json()["editable"] is False


async def test_managers_and_owners_save_and_reps_read(owner, manager, rep):
    saved = await owner.put(URL, json={"answers": ANSWERS, "version": 0})
    assert saved.status_code == 200, saved.text
    assert saved.json()["version"] == 1
    assert saved.json()["updated_by"] == owner.user["id"]
    assert 0 < saved.json()["completeness"] < 1
    assert "product" not in saved.json()["missing"]
    changed = await manager.put(URL, json={"answers": ANSWERS | {"product": "More"}, "version": 1})
    assert changed.json()["answers"]["product"] == "More"
    problem(await rep.put(URL, json={"answers": ANSWERS, "version": 2}), 403, "role-too-low")
    assert (await rep.get(URL)).json()["answers"]["product"] == "More"


async def test_nobody_overwrites_unseen(owner):
    await owner.put(URL, json={"answers": ANSWERS, "version": 0})
    for old in (0, 2, 7):
        answer = await owner.put(URL, json={"answers": ANSWERS | {"product": "Mine"}, "version": old})
        problem(answer, 409, "questionnaire-changed")
    assert (await owner.get(URL)).json()["answers"]["product"] == "Claims software"


@pytest.mark.parametrize("first_saved", [False, True])
async def test_of_savers_at_once_one_wins(owner, first_saved):
    if first_saved:
        await owner.put(URL, json={"answers": ANSWERS, "version": 0})
    wishes = [{"answers": ANSWERS | {"product": f"P{i}"}, "version": int(first_saved)} for i in range(6)]
    answers = await asyncio.gather(*(owner.put(URL, json=wish) for wish in wishes))
    assert sorted(answer.status_code for answer in answers) == [200, *[409] * 5]
    assert (await owner.get(URL)).json()["version"] == 1 + first_saved


async def test_the_questionnaire_is_the_companys_own(owner, other_tenant):
    await owner.put(URL, json={"answers": ANSWERS, "version": 0})
    assert (await other_tenant.get(URL)).json()["answers"]["product"] == ""


@pytest.mark.parametrize(
    "answers",
    [
        {"product": "x" * 2001},
        {"problems": [" "]},
        {"problems": ["x"] * 21},
        {"tone": "shouting"},
        {"competitors": [{"name": ""}]},
        {"product": "a\u0007"},
    ],
)
async def test_answers_that_cannot_be_kept(owner, answers):
    problem(await owner.put(URL, json={"answers": answers, "version": 0}), 422, "invalid")
    assert (await owner.get(URL)).json()["version"] == 0
