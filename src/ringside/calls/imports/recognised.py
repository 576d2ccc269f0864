"""What recognisers write word by word: Amazon Transcribe, Deepgram, Google. Words become utterances."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from ringside.calls.imports.schemas import Draft, Found, Person
from ringside.calls.imports.times import seconds

GAP = 1.5
"""Seconds of silence that end an utterance of one speaker."""


@dataclass(slots=True)
class Word:
    """A word as recognised; `joined` when it stands without a blank before it, as marks do."""

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    channel: int | None = None
    joined: bool = False


def utterances(words: Iterable[Word]) -> list[Draft]:
    """Words of one speaker up to a pause, in the order given."""
    drafts: list[Draft] = []
    parts: list[list[str]] = []
    for word in words:
        last = drafts[-1] if drafts else None
        same = last is not None and (last.label, last.channel) == (word.speaker, word.channel)
        paused = last is not None and last.end is not None and word.start is not None and word.start - last.end > GAP
        if last is not None and ((same and not paused) or word.joined):
            parts[-1].append(word.text if word.joined else f" {word.text}")
            last.end = word.end if word.end is not None else last.end
        else:
            drafts.append(Draft("", word.speaker, word.start, word.end, word.channel, len(drafts) + 1))
            parts.append([word.text])
    for draft, said in zip(drafts, parts, strict=True):
        draft.text = "".join(said)
    return drafts


def transcribe(root: dict[str, Any]) -> Found | None:
    """Amazon Transcribe: a batch job's results, or the transcript of Call Analytics and Contact Lens."""
    if isinstance(turns := root.get("Transcript"), list):
        return _call_analytics(root, turns)
    results = root.get("results")
    if not isinstance(results, dict) or "channels" in results or "utterances" in results:
        return None
    language = results.get("language_code") or root.get("language_code")
    if segments := _objects(results.get("audio_segments")):
        drafts = [_segment(segment, number) for number, segment in enumerate(segments, 1)]
    elif items := _objects(results.get("items")):
        speakers = _labelled(results.get("speaker_labels"))
        by_channel = _objects((results.get("channel_labels") or {}).get("channels"))
        if by_channel and not any("channel_label" in item for item in items):
            items = [
                {**i, "channel_label": c.get("channel_label")} for c in by_channel for i in _objects(c.get("items"))
            ]
        per_channel: dict[Any, list[Word]] = {}
        for word in _items(items, speakers):
            per_channel.setdefault(word.channel, []).append(word)
        drafts = sorted(
            (draft for words in per_channel.values() for draft in utterances(words)), key=lambda d: d.start or 0.0
        )
    elif whole := _objects(results.get("transcripts")):
        drafts = [Draft(str(t.get("transcript") or ""), line=n) for n, t in enumerate(whole, 1)]
    else:
        return None
    return Found("transcribe", drafts, language=language, title=root.get("jobName"))


def _segment(segment: dict[str, Any], number: int) -> Draft:
    channel = _channel(segment.get("channel_label"))
    start, end = seconds(segment.get("start_time"))[0], seconds(segment.get("end_time"))[0]
    label = speaker_label(segment.get("speaker_label"), channel)
    return Draft(str(segment.get("transcript") or ""), label, start, end, channel, number)


def _labelled(speaker_labels: Any) -> dict[str, str]:
    """Speaker by start time: older results name the speaker only there."""
    segments = _objects((speaker_labels or {}).get("segments")) if isinstance(speaker_labels, dict) else []
    return {
        str(item.get("start_time")): str(item.get("speaker_label") or segment.get("speaker_label"))
        for segment in segments
        for item in _objects(segment.get("items"))
    }


def _items(items: list[dict[str, Any]], speakers: dict[str, str]) -> Iterator[Word]:
    for item in items:
        options = _objects(item.get("alternatives"))
        text = str(options[0].get("content") or "") if options else ""
        if not text:
            continue
        channel = _channel(item.get("channel_label"))
        said_by = item.get("speaker_label") or speakers.get(str(item.get("start_time")))
        start, end = seconds(item.get("start_time"))[0], seconds(item.get("end_time"))[0]
        yield Word(text, start, end, speaker_label(said_by, channel), channel, item.get("type") == "punctuation")


def _channel(label: Any) -> int | None:
    if isinstance(label, str) and label.startswith("ch_") and label[3:].isdigit():
        return int(label[3:])
    return None


def speaker_label(speaker: Any, channel: int | None) -> str | None:
    """What a person calls the recogniser's spk_0 or channel 1; both count from zero there."""
    if isinstance(speaker, str) and speaker.rpartition("_")[2].isdigit():
        speaker = int(speaker.rpartition("_")[2])
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        return f"Speaker {speaker + 1}"
    if isinstance(speaker, str) and speaker:
        return speaker
    return f"Channel {channel + 1}" if channel is not None else None


def _call_analytics(root: dict[str, Any], turns: list[Any]) -> Found:
    roles = {p.get("ParticipantId"): p.get("ParticipantRole") for p in _objects(root.get("Participants"))}
    drafts: list[Draft] = []
    people: dict[str, Person] = {}
    for number, turn in enumerate(_objects(turns), 1):
        role = turn.get("ParticipantRole") or roles.get(turn.get("ParticipantId")) or turn.get("ParticipantId")
        label = str(role).capitalize() if role else None
        start, end = _thousandths(turn.get("BeginOffsetMillis")), _thousandths(turn.get("EndOffsetMillis"))
        drafts.append(Draft(str(turn.get("Content") or ""), label, start, end, line=number))
        if label in ("Agent", "Customer"):
            people[label] = Person(side="rep" if label == "Agent" else "customer")
    return Found("transcribe", drafts, language=root.get("LanguageCode"), people=people)


def _thousandths(value: Any) -> float | None:
    at, _ = seconds(value)
    return None if at is None else at / 1000


def deepgram(root: dict[str, Any]) -> Found | None:
    """Deepgram: utterances where asked for, else paragraphs, else words; diarized or by channel."""
    results = root.get("results")
    if not isinstance(results, dict) or not ("channels" in results or "utterances" in results):
        return None
    channels = _objects(results.get("channels"))
    many = len(channels) > 1
    drafts: list[Draft] = []
    if said := _objects(results.get("utterances")):
        many = many or len({u.get("channel") for u in said}) > 1
        drafts = [_said(u, u.get("channel") if many else None, "transcript") for u in said]
    else:
        for number, channel in enumerate(channels):
            best = next(iter(_objects(channel.get("alternatives"))), {})
            drafts += _of_channel(best, number if many else None)
        drafts.sort(key=lambda d: d.start or 0.0)
    language = next((c.get("detected_language") for c in channels), None)
    return Found("deepgram", drafts, language=language)


def _of_channel(best: dict[str, Any], channel: int | None) -> list[Draft]:
    paragraphs = best.get("paragraphs")
    if isinstance(paragraphs, dict) and (parts := _objects(paragraphs.get("paragraphs"))):
        return [
            _said({**sentence, "speaker": part.get("speaker")}, channel, "text")
            for part in parts
            for sentence in _objects(part.get("sentences"))
        ]
    if words := _objects(best.get("words")):
        return utterances(
            Word(
                str(w.get("punctuated_word") or w.get("word") or ""),
                seconds(w.get("start"))[0],
                seconds(w.get("end"))[0],
                speaker_label(w.get("speaker"), channel),
                channel,
            )
            for w in words
        )
    return [Draft(str(best.get("transcript") or ""), speaker_label(None, channel), channel=channel, line=1)]


def _said(said: dict[str, Any], channel: Any, text: str) -> Draft:
    channel = channel if isinstance(channel, int) else None
    speaker = said.get("speaker")
    # With one person to a channel the diarizer's numbers start anew in each and say less than the channel.
    label = speaker_label(None, channel) if channel is not None else speaker_label(speaker, None)
    return Draft(str(said.get(text) or ""), label, seconds(said.get("start"))[0], seconds(said.get("end"))[0], channel)


def google(root: dict[str, Any]) -> Found | None:
    """Google Speech-to-Text v1 and v2: results with alternatives; with diarization the words name their speaker."""
    results = _objects(root.get("results"))
    if not results or not all("alternatives" in r or "channelTag" in r or "resultEndOffset" in r for r in results):
        return None
    best = [(r, next(iter(_objects(r.get("alternatives"))), {})) for r in results]
    by_speaker = [
        (r, a) for r, a in best if any(w.get("speakerTag") or w.get("speakerLabel") for w in _objects(a.get("words")))
    ]
    # v1 repeats the whole call, with speakers, in its last result.
    if by_speaker and any("speakerTag" in w for w in _objects(by_speaker[-1][1].get("words"))):
        best = by_speaker[-1:]
    many = len({r.get("channelTag") for r, _ in best}) > 1
    drafts = [draft for r, a in best for draft in _google_result(r, a, many=many)]
    if many:
        drafts.sort(key=lambda d: d.start or 0.0)
    return Found("json", drafts, language=next((r.get("languageCode") for r, _ in best), None))


def _google_result(result: dict[str, Any], best: dict[str, Any], *, many: bool) -> list[Draft]:
    tag = result.get("channelTag")
    channel = tag - 1 if many and isinstance(tag, int) and tag > 0 else None
    words = _objects(best.get("words"))
    if not words:
        end = seconds(result.get("resultEndOffset") or result.get("resultEndTime"))[0]
        return [Draft(str(best.get("transcript") or ""), speaker_label(None, channel), None, end, channel)]
    return utterances(
        Word(
            str(w.get("word") or ""),
            seconds(w.get("startOffset", w.get("startTime", "0s")))[0],
            seconds(w.get("endOffset", w.get("endTime")))[0],
            _google_speaker(w, channel),
            channel,
        )
        for w in words
    )


def _google_speaker(word: dict[str, Any], channel: int | None) -> str | None:
    said_by = word.get("speakerLabel") or word.get("speakerTag")
    return f"Speaker {said_by}" if said_by and channel is None else speaker_label(None, channel)


def _objects(value: Any) -> list[dict[str, Any]]:
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []
