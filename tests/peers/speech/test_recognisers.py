"""Every recogniser over its own protocol: what is asked, what comes back, and what goes wrong."""

# A sample reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import asyncio
import base64
import json
import pickle

import pytest

from peers.speech.fake_recogniser import Cut, Fail, Garbage, Hang
from ringside.core.settings import Settings
from ringside.speech.transcription import FaultKind, TranscriptionFailed, TranscriptionRefused, from_settings

pytestmark = pytest.mark.peer

DEEPGRAM = {
    "results": {
        "channels": [{"detected_language": "he", "alternatives": [{"words": []}]}, {"alternatives": []}],
        "utterances": [
            {"start": 1.0, "end": 3.0, "channel": 0, "transcript": "Hi there.", "confidence": 0.9, "words": [
                {"word": "hi", "punctuated_word": "Hi", "start": 1.0, "end": 1.4, "confidence": 0.8}]},
            {"start": 4.0, "end": 5.0, "channel": 1, "transcript": "Hello.", "confidence": 0.7, "words": []},
        ],
    }
}  # fmt: skip
GOOGLE = {
    "results": [
        {
            "languageCode": "en-us",
            "alternatives": [{"transcript": "Hi there", "confidence": 0.9, "words": [
                {"word": "Hi", "startOffset": "1s", "endOffset": "1.400s"}, {"word": "there", "startOffset": "1.5s", "endOffset": "2s"}]}],
        }
    ]
}  # fmt: skip
GOOD = {"openai:gpt-4o-transcribe": {"text": "Hi there."}, "deepgram:nova-3": DEEPGRAM, "google:chirp_3": GOOGLE}


def lines(found):
    return [(u.channel, u.start, u.end, u.text) for u in found.utterances]


async def test_openai_models_without_times_get_one_stretch_of_speech_at_a_time(made, fake, sounds):
    fake.does({"text": "Hi there."})
    found = await made("openai:gpt-4o-transcribe").transcribe(sounds[2])
    assert found.source == "openai:gpt-4o-transcribe"
    assert found.language == "en"
    assert [(c, pytest.approx(s, abs=0.25), pytest.approx(e, abs=0.25)) for c, s, e, _ in lines(found)] == [
        (0, 1, 3),
        (1, 4, 5),
        (0, 6, 8),
    ]
    assert len(fake.heard) == 3
    asked = fake.heard[0]
    assert asked.path == "/v1/audio/transcriptions"
    assert asked.headers["authorization"] == "Bearer sk-secret"
    assert b"OggS" in asked.body
    assert b'name="response_format"\r\n\r\njson' in asked.body


async def test_openai_whisper_gives_times_and_its_hallucinations_are_dropped(made, fake, sounds):
    segments = [
        {"start": 1.0, "end": 3.0, "text": " Hi there.", "avg_logprob": -0.1, "no_speech_prob": 0.01},
        {"start": 3.0, "end": 4.0, "text": " Thanks for watching!", "avg_logprob": -1.5, "no_speech_prob": 0.9},
    ]
    words = [{"word": "Hi", "start": 1.0, "end": 1.4}]
    fake.does({"language": "hebrew", "text": "x", "segments": segments, "words": words})
    found = await made("openai:whisper-1").transcribe(sounds[1], "he")
    assert lines(found) == [(None, 1.0, 3.0, "Hi there.")]
    assert found.utterances[0].confidence == pytest.approx(0.905)
    assert [w.text for w in found.utterances[0].words] == ["Hi"]
    assert found.notes == ("no_speakers",)
    assert b'name="language"\r\n\r\nhe' in fake.heard[0].body
    assert b"verbose_json" in fake.heard[0].body


async def test_openai_tells_voices_apart(made, fake, sounds):
    segments = [
        {"start": 1, "end": 3, "speaker": "A", "text": "Hi"},
        {"start": 4, "end": 5, "speaker": "B", "text": "Yes"},
    ]
    fake.does({"text": "x", "segments": segments})
    found = await made("openai").transcribe(sounds[1])
    assert [u.speaker for u in found.utterances] == ["Speaker A", "Speaker B"]
    assert found.notes == ()
    assert b"diarized_json" in fake.heard[0].body
    assert b"chunking_strategy" in fake.heard[0].body


async def test_deepgram_takes_the_whole_call_with_both_channels(made, fake, sounds):
    fake.does(DEEPGRAM)
    progress = []
    found = await made("deepgram:nova-3").transcribe(sounds[2], None, progress.append)
    assert lines(found) == [(0, 1.0, 3.0, "Hi there."), (1, 4.0, 5.0, "Hello.")]
    assert found.language == "he"
    assert progress == [5.0]
    asked = fake.heard[0]
    assert asked.path == "/v1/listen"
    assert asked.headers["authorization"] == "Token dg-secret"
    assert asked.body.startswith(b"OggS")
    assert {("model", "nova-3"), ("multichannel", "true"), ("language", "multi"), ("language_hint", "he")} <= set(
        asked.query
    )


async def test_deepgram_tells_voices_apart_on_one_channel(made, fake, sounds):
    said = [{"start": 1, "end": 3, "channel": 0, "speaker": 1, "transcript": "Hi"}]
    fake.does({"results": {"channels": [{"alternatives": []}], "utterances": said}})
    found = await made("deepgram:nova-3").transcribe(sounds[1], "he")
    assert [u.speaker for u in found.utterances] == ["Speaker 2"]
    assert {("diarize", "true"), ("language", "he")} <= set(fake.heard[0].query)


async def test_a_model_without_hebrew_is_not_sent_any(made, fake, sounds):
    with pytest.raises(TranscriptionRefused) as refusal:
        await made("deepgram:nova-2").transcribe(sounds[1], "he")
    assert refusal.value.kind is FaultKind.UNSUPPORTED_LANGUAGE
    assert fake.asked == []


async def test_google_gets_short_pieces_and_a_token(made, fake, sounds):
    fake.does(GOOGLE)
    found = await made("google:chirp_3", speech_noise_reduction=True).transcribe(sounds[2], "he")
    assert lines(found) == [(0, 1.0, 2.0, "Hi there"), (1, 1.0, 2.0, "Hi there")]
    assert len([a for a in fake.asked if a.path == "/token"]) == 1
    asked = fake.heard[0]
    assert asked.path == "/v2/projects/p-1/locations/us/recognizers/_:recognize"
    assert asked.headers["authorization"] == "Bearer token-1"
    body = json.loads(asked.body)
    assert body["config"]["languageCodes"] == ["iw-IL"]
    assert body["config"]["denoiserConfig"] == {"denoiseAudio": True}
    assert base64.b64decode(body["content"]).startswith(b"OggS")


async def test_where_noise_cannot_be_reduced_it_says_so(made, fake, sounds):
    fake.does(GOOGLE)
    found = await made("google:long", speech_noise_reduction=True).transcribe(sounds[2])
    assert "no_noise_reduction" in found.notes
    assert json.loads(fake.heard[0].body)["config"]["languageCodes"] == ["en-US", "iw-IL"]


AMAZON = {
    "results": {
        "channel_labels": {"channels": []},
        "items": [
            {"type": "pronunciation", "start_time": "1.0", "end_time": "2.0", "channel_label": "ch_0", "alternatives": [{"content": "שלום", "confidence": "0.9"}]},
            {"type": "pronunciation", "start_time": "4.0", "end_time": "5.0", "channel_label": "ch_1", "alternatives": [{"content": "כן", "confidence": "0.9"}]},
        ],
    }
}  # fmt: skip


async def test_amazon_works_through_the_bucket_and_leaves_nothing_there(made, fake, sounds, slept):
    fake.words = AMAZON
    found = await made("transcribe").transcribe(sounds[2])
    assert lines(found) == [(0, 1.0, 2.0, "שלום"), (1, 4.0, 5.0, "כן")]
    assert found.language == "he"
    wanted = fake.job["wanted"]
    assert wanted["Settings"] == {"ChannelIdentification": True}
    assert wanted["LanguageOptions"] == ["en-US", "he-IL"]
    assert slept == [2.0]
    assert fake.stored == {}
    assert fake.job["deleted"]
    put = next(a for a in fake.asked if a.method == "PUT")
    assert b"OggS" in put.body


async def test_amazon_jobs_that_fail_leave_nothing_either(made, fake, sounds):
    fake.words, fake.job = AMAZON, {"status": "FAILED", "reason": "The media duration is too long."}
    with pytest.raises(TranscriptionRefused) as refusal:
        await made("transcribe").transcribe(sounds[1], "en")
    assert refusal.value.kind is FaultKind.TOO_LONG
    assert fake.job["wanted"]["LanguageCode"] == "en-US"
    assert fake.job["wanted"]["Settings"]["ShowSpeakerLabels"]
    assert fake.stored == {}


async def test_amazon_refuses_a_wrong_key(made, fake, sounds):
    error = "<Error><Code>InvalidAccessKeyId</Code><Message>AKIASECRET</Message></Error>"
    fake.does(Fail(403, error))
    with pytest.raises(TranscriptionRefused) as refusal:
        await made("transcribe").transcribe(sounds[1])
    assert "AKIASECRET" not in str(refusal.value)


@pytest.mark.parametrize("name", GOOD)
@pytest.mark.parametrize(
    ("deed", "kind", "tries"),
    [
        (Fail(401, {"error": {"message": "sk-secret dg-secret"}}), FaultKind.BAD_KEY, 1),
        (Fail(404), FaultKind.MISSING_MODEL, 1),
        (Fail(413), FaultKind.TOO_LONG, 1),
        (Fail(422), FaultKind.REJECTED, 1),
        (Fail(429, headers=(("Retry-After", "7"),)), FaultKind.RATE_LIMITED, 3),
        (Fail(429, headers=(("Retry-After", "3600"),)), FaultKind.RATE_LIMITED, 1),
        (Fail(500), FaultKind.UNAVAILABLE, 3),
        (Garbage(), FaultKind.GARBLED, 3),
        (Cut(), FaultKind.UNREACHABLE, 3),
    ],
    ids=lambda value: str(value)[:24],
)
async def test_what_goes_wrong_is_named_and_tried_again_only_where_it_may_help(
    made, fake, sounds, slept, name, deed, kind, tries
):
    fake.does(deed)
    with pytest.raises(TranscriptionFailed) as failed:
        await made(name, speech_retries=2, speech_concurrency=1).transcribe(sounds[1], "en")
    assert failed.value.kind is kind
    assert len(fake.heard) == tries
    assert len(slept) == tries - 1
    if tries == 3 and isinstance(deed, Fail) and deed.headers:
        assert slept == [7.0, 7.0]
    again = pickle.loads(pickle.dumps(failed.value))
    assert (type(again), again.kind, again.detail) == (type(failed.value), kind, failed.value.detail)
    assert failed.value.retryable is not isinstance(failed.value, TranscriptionRefused)
    for language in ("en", "he"):
        assert "secret" not in failed.value.sentence(language)
        assert name.partition(":")[0] in failed.value.sentence(language)


@pytest.mark.parametrize("name", GOOD)
async def test_it_goes_on_after_a_passing_fault(made, fake, sounds, slept, name):
    fake.does(Fail(503), Garbage(), GOOD[name])
    found = await made(name, speech_concurrency=1).transcribe(sounds[1], "en")
    assert found.utterances[0].text.startswith("Hi there")
    assert slept == [0.5, 1.0]


@pytest.mark.parametrize(
    ("name", "told", "kind"),
    [
        ("openai:gpt-4o-transcribe", Fail(429, {"error": {"code": "insufficient_quota"}}), FaultKind.QUOTA),
        ("openai:gpt-9", Fail(400, {"error": {"code": "model_not_found"}}), FaultKind.MISSING_MODEL),
        ("deepgram:nova-3", Fail(402, {"err_code": "ASR_PAYMENT_REQUIRED"}), FaultKind.QUOTA),
        ("deepgram:x", Fail(400, {"err_msg": "No such model/language/tier combination found."}), FaultKind.UNSUPPORTED_LANGUAGE),
        ("google:long", Fail(400, {"error": {"message": "The language \"iw-IL\" is not supported"}}), FaultKind.UNSUPPORTED_LANGUAGE),
    ],
)  # fmt: skip
async def test_refusals_in_the_providers_own_words(made, fake, sounds, name, told, kind):
    fake.does(told)
    with pytest.raises(TranscriptionRefused) as refusal:
        await made(name).transcribe(sounds[1])
    assert refusal.value.kind is kind


async def test_silence_and_an_empty_answer_are_no_error(made, fake, sounds):
    fake.does({"results": {"channels": [{"alternatives": [{"transcript": "", "words": []}]}]}})
    found = await made("deepgram").transcribe(sounds[1])
    assert found.utterances == ()
    assert found.notes == ("nothing_said",)


async def test_a_recogniser_that_hangs_is_given_up(made, fake, sounds):
    fake.does(Hang())
    with pytest.raises(TranscriptionFailed) as failed:
        await made("deepgram", speech_seconds=0.2, speech_retries=0).transcribe(sounds[1])
    assert failed.value.kind is FaultKind.TIMEOUT


async def test_one_that_is_not_there(made, sounds):
    with pytest.raises(TranscriptionFailed) as failed:
        await made("deepgram", deepgram_base_url="http://127.0.0.1:9", speech_retries=0).transcribe(sounds[1])
    assert failed.value.kind is FaultKind.UNREACHABLE


@pytest.mark.parametrize("name", GOOD)
async def test_giving_up_hangs_up(made, fake, sounds, name):
    fake.does(Hang())
    task = asyncio.create_task(made(name).transcribe(sounds[1]))
    await asyncio.to_thread(fake.hanging.wait, 10)
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert await asyncio.to_thread(fake.hung_up.wait, 10)


@pytest.mark.parametrize("name", ["openai", "deepgram", "google", "transcribe", "whisper:/nowhere"])
def test_what_is_missing_is_said_before_a_call_waits_for_it(name):
    settings = Settings(_env_file=None, speech_to_text=name)
    if name.startswith("whisper"):
        assert from_settings(settings) is not None  # the folder is looked at when it is needed
        return
    with pytest.raises(TranscriptionRefused) as refusal:
        from_settings(settings)
    assert refusal.value.kind is FaultKind.MISCONFIGURED


def test_none_and_unknown_recognisers():
    assert from_settings(Settings(_env_file=None)) is None
    with pytest.raises(ValueError, match="write it like"):
        Settings(_env_file=None, speech_to_text="siri")
