"""A recording becomes a report by way of a recogniser, through the application and its job."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest

from api.recordings import one_side, two_sides
from peers.desk import Desk, open_desk
from peers.speech.fake_recogniser import Fail, FakeRecogniser
from ringside.core.settings import Settings

pytestmark = pytest.mark.peer

SAID = (
    (0, "Hi Dana, this is Sam from Loopline. How do you handle renewals today?"),
    (1, "We use spreadsheets, and last month we lost two clients because nobody called them."),
    (0, "What did that cost you?"),
    (1, "About forty thousand a year. But honestly, we have no budget for another tool right now."),
    (0, "I hear you. Shall we look at your numbers on Tuesday at ten?"),
    (1, "Yes, Tuesday at ten works."),
)


def deepgram(by: str = "channel") -> dict[str, Any]:
    """What Deepgram answers: speakers by channel, by voice, or not told apart."""
    return {
        "results": {
            "channels": [{"detected_language": "en", "alternatives": [{"words": []}]}],
            "utterances": [
                {
                    "start": 2.0 * i,
                    "end": 2.0 * i + 1.5,
                    "channel": side if by == "channel" else 0,
                    **({"speaker": 1 - side} if by == "speaker" else {}),
                    "transcript": text,
                    "confidence": 0.9,
                    "words": [],
                }
                for i, (side, text) in enumerate(SAID)
            ],
        }
    }


@pytest.fixture
async def desk(request, tmp_path: Path, fake: FakeRecogniser, monkeypatch) -> AsyncIterator[Desk]:
    more = getattr(request, "param", {})
    chosen = {"speech_to_text": "deepgram:nova-3", "deepgram_api_key": "dg-secret", "deepgram_base_url": fake.url}
    chosen |= {"openai_api_key": "sk-secret", "openai_base_url": f"{fake.url}/v1", "speech_retries": 0}
    async with open_desk(Settings(_env_file=None, data=tmp_path / "data", **(chosen | more))) as opened:
        yield opened


async def test_two_channels_are_two_known_speakers_with_times(desk, fake):
    fake.does(deepgram())
    call = await desk.upload(two_sides(12))
    assert (call["status"], call["needs"], call["source"]) == ("done", [], "audio")
    assert call["transcription"] == "deepgram:nova-3"
    turns = [(t["speaker"], t["start"], t["text"]) for t in call["turns"]]
    assert turns == [("customer" if side else "rep", 2.0 * i, text) for i, (side, text) in enumerate(SAID)]
    assert {s["label"]: s["role"] for s in call["speakers"]} == {"Channel 1": "rep", "Channel 2": "customer"}
    assert [o["kind"] for o in call["objections"]] == ["price"]
    assert call["objections"][0]["quote"]["at"] == 6.0
    assert call["signals"]["talk_ratio"]["basis"] == "seconds"
    (asked,) = fake.heard
    assert ("multichannel", "true") in asked.query


async def test_the_rep_may_be_on_the_second_channel(desk, fake):
    told = deepgram()
    for utterance in told["results"]["utterances"]:
        utterance["channel"] = 1 - utterance["channel"]
    fake.does(told)
    call = await desk.upload(two_sides(12))
    assert [t["speaker"] for t in call["turns"][:2]] == ["rep", "customer"]
    assert [c["role"] for c in call["sound"]["channels"]] == ["customer", "rep"]


async def test_voices_told_apart_on_one_channel(desk, fake):
    fake.does(deepgram("speaker"))
    call = await desk.upload(one_side(12))
    assert (call["status"], len({t["label"] for t in call["turns"]})) == ("done", 2)
    assert [t["speaker"] for t in call["turns"][:2]] == ["rep", "customer"]
    turned = {s["label"]: "customer" if s["role"] == "rep" else "rep" for s in call["speakers"]}
    await desk.client.put(f"/calls/{call['id']}/speakers", json={"roles": turned})
    other = await desk.call(call["id"])
    assert ([t["speaker"] for t in other["turns"][:2]], other["needs"]) == (["customer", "rep"], [])
    assert len(fake.heard) == 1  # the recording is not sent again


async def test_one_channel_without_voices_asks_who_is_the_rep_and_says_why(desk, fake):
    fake.does(deepgram("nobody"))
    call = await desk.upload(one_side(12))
    assert (call["status"], call["needs"]) == ("done", ["speakers"])
    assert [(n["where"], n["code"]) for n in call["notes"]] == [("deepgram:nova-3", "heard_no_speakers")]
    assert (await desk.client.get("/skills/me")).json()["history"] == []  # a guess teaches nobody anything


async def test_silence_is_a_report_by_sound(desk, fake):
    fake.does({"results": {"channels": [], "utterances": []}})
    call = await desk.upload(two_sides(4))
    assert (call["status"], call["turns"], "transcript" in call["needs"]) == ("done", [], True)
    assert "heard_nothing_said" in [n["code"] for n in call["notes"]]


@pytest.mark.parametrize(
    ("deed", "slug", "cause", "tries"),
    [
        (Fail(503), "transcription-failed", "unavailable", 3),
        (Fail(401, {"err_code": "INVALID_AUTH", "err_msg": "dg-secret"}), "transcription-refused", "bad_key", 1),
    ],
    ids=["down", "key"],
)
async def test_what_fails_there_is_said_and_works_when_it_is_tried_again(desk, fake, deed, slug, cause, tries):
    fake.does(deed)
    call = await desk.upload(two_sides(4))
    problem = call["problem"]
    assert (call["status"], problem["slug"], problem["cause"]) == ("failed", slug, cause)
    assert "deepgram" in problem["detail"]
    assert "dg-secret" not in str(call)
    assert len(fake.heard) == tries
    assert (call["media"]["available"], call["sound"]["duration_s"]) == (True, 4.0)  # it can be played meanwhile
    await desk.client.patch("/users/me", json={"language": "he"})
    hebrew = (await desk.call(call["id"]))["problem"]
    assert (hebrew["title"], "deepgram" in hebrew["detail"]) == ("השיחה לא תומללה", True)
    assert hebrew["detail"] != problem["detail"]
    fake.does(deepgram())
    assert (await desk.client.post(f"/calls/{call['id']}/analyse", json={})).status_code == 202
    again = await desk.call(call["id"])
    assert (again["status"], again["problem"], len(again["turns"])) == ("done", None, 6)


@pytest.mark.parametrize("desk", [{"deepgram_api_key": None}], indirect=True)
async def test_a_missing_key_is_named_and_settings_say_that_nobody_listens(desk, fake):
    assert (await desk.client.get("/calls/settings")).json()["transcription"] is None
    call = await desk.upload(two_sides(2))
    assert (call["status"], call["problem"]["cause"]) == ("failed", "misconfigured")
    assert fake.asked == []


@pytest.mark.parametrize("desk", [{"speech_to_text": "openai:gpt-4o-transcribe"}], indirect=True)
async def test_how_far_it_is_can_be_seen(desk, fake, monkeypatch):
    told: list[tuple[str, float]] = []

    async def tell(work: Any, stage: str, progress: float) -> None:
        told.append((stage, progress))

    monkeypatch.setattr("ringside.calls.progress.LOOK_SECONDS", 0.0)
    monkeypatch.setattr("ringside.calls.progress._tell", tell)
    fake.does({"text": "Hi there."})
    assert (await desk.upload(two_sides(4)))["status"] == "done"
    assert told == sorted(told)  # decode before transcribe, and never back
    assert {stage for stage, _ in told} <= {"decode", "transcribe"}
    assert any(0.3 < progress <= 0.7 for stage, progress in told if stage == "transcribe")
