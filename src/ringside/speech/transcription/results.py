"""What recognisers write: results of Amazon Transcribe, Deepgram and Google as utterances."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ringside.speech.transcription.schemas import Spoken, Word

GAP = 1.5
"""Seconds of silence that end an utterance of one speaker."""


@dataclass(frozen=True, slots=True)
class Token:
    """A recognised word with who said it; `joined` when it stands without a blank before it, as marks do."""

    text: str
    start: float | None = None
    end: float | None = None
    speaker: str | None = None
    channel: int | None = None
    confidence: float | None = None
    joined: bool = False


def utterances(tokens: Iterable[Token]) -> list[Spoken]:
    """Words of one speaker up to a pause, in the order given."""
    groups: list[list[Token]] = []
    for token in tokens:
        if groups and (token.joined or _goes_on(groups[-1], token)):
            groups[-1].append(token)
        else:
            groups.append([token])
    return [_spoken(group) for group in groups]


def _goes_on(group: Sequence[Token], token: Token) -> bool:
    last = next((t for t in reversed(group) if not t.joined), group[-1])
    if (last.speaker, last.channel) != (token.speaker, token.channel):
        return False
    return last.end is None or token.start is None or token.start - last.end <= GAP


def _spoken(group: Sequence[Token]) -> Spoken:
    text = "".join(t.text if t.joined or i == 0 else f" {t.text}" for i, t in enumerate(group))
    ends = [t.end for t in group if t.end is not None]
    sure = [t.confidence for t in group if t.confidence is not None and not t.joined]
    words = tuple(
        Word(text=t.text, start=t.start, end=t.end, confidence=t.confidence)
        for t in group
        if not t.joined and t.start is not None and t.end is not None
    )
    return Spoken(
        text=text.strip(),
        start=next((t.start for t in group if t.start is not None), None),
        end=ends[-1] if ends else None,
        channel=group[0].channel,
        speaker=group[0].speaker,
        confidence=round(sum(sure) / len(sure), 3) if sure else None,
        words=words,
    )


def in_order(spoken: Iterable[Spoken]) -> list[Spoken]:
    """By start; what has no time keeps its place behind what it followed."""
    placed: list[tuple[float, Spoken]] = []
    last = 0.0
    for one in spoken:
        last = one.start if one.start is not None else last
        placed.append((last, one))
    return [one for _, one in sorted(placed, key=lambda p: p[0])]


def transcribe(results: dict[str, Any]) -> list[Spoken] | None:
    """`results` of an Amazon Transcribe batch job; None when it is something else."""
    channels = objects(_object(results.get("channel_labels")).get("channels"))
    items = objects(results.get("items"))
    if channels and not any("channel_label" in item for item in items):
        items = [{**i, "channel_label": c.get("channel_label")} for c in channels for i in objects(c.get("items"))]
    if items:
        speakers = _labelled(_object(results.get("speaker_labels")))
        per_channel: dict[int | None, list[Token]] = {}
        for token in _items(items, speakers):
            per_channel.setdefault(token.channel, []).append(token)
        return in_order(one for tokens in per_channel.values() for one in utterances(tokens))
    if segments := objects(results.get("audio_segments")):
        return in_order(_segment(segment) for segment in segments)
    if "transcripts" in results:
        return [Spoken(text=str(t.get("transcript") or "")) for t in objects(results["transcripts"])]
    return None


def _segment(segment: dict[str, Any]) -> Spoken:
    return Spoken(
        text=str(segment.get("transcript") or ""),
        start=number(segment.get("start_time")),
        end=number(segment.get("end_time")),
        channel=_channel(segment.get("channel_label")),
        speaker=_voice(segment.get("speaker_label")),
    )


def _labelled(speaker_labels: dict[str, Any]) -> dict[str, Any]:
    """Speaker by start time: older results name the speaker only there."""
    return {
        str(item.get("start_time")): item.get("speaker_label") or segment.get("speaker_label")
        for segment in objects(speaker_labels.get("segments"))
        for item in objects(segment.get("items"))
    }


def _items(items: list[dict[str, Any]], speakers: dict[str, Any]) -> Iterator[Token]:
    for item in items:
        best = next(iter(objects(item.get("alternatives"))), {})
        if text := str(best.get("content") or ""):
            yield Token(
                text,
                number(item.get("start_time")),
                number(item.get("end_time")),
                _voice(item.get("speaker_label") or speakers.get(str(item.get("start_time")))),
                _channel(item.get("channel_label")),
                share(best.get("confidence")),
                joined=item.get("type") == "punctuation",
            )


def _channel(label: Any) -> int | None:
    if isinstance(label, str) and label.startswith("ch_") and label[3:].isdigit():
        return int(label[3:8])
    return None


def _voice(speaker: Any) -> str | None:
    """ "Speaker 1" for the recogniser's spk_0 or 0."""
    if isinstance(speaker, str) and (tail := speaker.rpartition("_")[2]).isdigit() and len(tail) < 6:
        speaker = int(tail)
    if isinstance(speaker, int) and not isinstance(speaker, bool):
        return f"Speaker {speaker + 1}"
    return speaker if isinstance(speaker, str) and speaker else None


def deepgram(root: dict[str, Any]) -> list[Spoken] | None:
    """A Deepgram answer: utterances where asked for, else paragraphs, else words; None when it is something else.

    With one person to a channel the diarizer's numbers start anew in each and say less than the channel.
    """
    results = _object(root.get("results"))
    if not ("channels" in results or "utterances" in results):
        return None
    channels = objects(results.get("channels"))
    said = objects(results.get("utterances"))
    many = len(channels) > 1 or len({str(u.get("channel")) for u in said}) > 1
    if said:
        return in_order(_said(u, u.get("channel") if many else None, "transcript") for u in said)
    found = [one for i, c in enumerate(channels) for one in _of_channel(c, i if many else None)]
    return in_order(found) if many else found


def _of_channel(heard: dict[str, Any], channel: int | None) -> list[Spoken]:
    best = next(iter(objects(heard.get("alternatives"))), {})
    if parts := objects(_object(best.get("paragraphs")).get("paragraphs")):
        return [
            _said({**sentence, "speaker": part.get("speaker")}, channel, "text")
            for part in parts
            for sentence in objects(part.get("sentences"))
        ]
    if words := objects(best.get("words")):
        return utterances(_deepgram_words(words, channel))
    return [Spoken(text=str(best.get("transcript") or ""), channel=channel)]


def _deepgram_words(words: list[dict[str, Any]], channel: int | None) -> Iterator[Token]:
    for w in words:
        yield Token(
            str(w.get("punctuated_word") or w.get("word") or ""),
            number(w.get("start")),
            number(w.get("end")),
            _voice(w.get("speaker")) if channel is None else None,
            channel,
            share(w.get("confidence")),
        )


def _said(said: dict[str, Any], channel: Any, text: str) -> Spoken:
    channel = channel if type(channel) is int and channel >= 0 else None
    tokens = list(_deepgram_words(objects(said.get("words")), channel))
    return Spoken(
        text=str(said.get(text) or ""),
        start=number(said.get("start")),
        end=number(said.get("end")),
        channel=channel,
        speaker=_voice(said.get("speaker")) if channel is None else None,
        confidence=share(said.get("confidence")),
        words=_spoken(tokens).words if tokens else (),
    )


def google(root: dict[str, Any]) -> list[Spoken] | None:
    """An answer of Google Speech-to-Text v1 or v2; None when it is something else."""
    results = objects(root.get("results"))
    if not results or not any("alternatives" in r for r in results):
        return None
    heard = [(r, next(iter(objects(r.get("alternatives"))), {})) for r in results]
    if any("speakerTag" in w for w in objects(heard[-1][1].get("words"))):
        heard = heard[-1:]  # v1 repeats the whole call, with speakers, in its last result
    many = len({str(r.get("channelTag")) for r, _ in heard}) > 1
    found = [one for r, best in heard for one in _google_result(r, best, many=many)]
    return in_order(found) if many else found


def _google_result(result: dict[str, Any], best: dict[str, Any], *, many: bool) -> list[Spoken]:
    tag = result.get("channelTag")
    channel = tag - 1 if many and type(tag) is int and tag > 0 else None
    words = objects(best.get("words"))
    if not words:
        end = number(result.get("resultEndOffset") or result.get("resultEndTime"))
        sure = share(best.get("confidence"))
        return [Spoken(text=str(best.get("transcript") or ""), end=end, channel=channel, confidence=sure)]
    return utterances(
        Token(
            str(w.get("word") or ""),
            number(w.get("startOffset", w.get("startTime", "0s"))),
            number(w.get("endOffset", w.get("endTime"))),
            _google_speaker(w) if channel is None else None,
            channel,
            share(w.get("confidence")),
        )
        for w in words
    )


def _google_speaker(word: dict[str, Any]) -> str | None:
    said_by = word.get("speakerLabel") or word.get("speakerTag")
    return f"Speaker {said_by}" if said_by else None


def objects(value: Any) -> list[dict[str, Any]]:
    """The objects in a list; [] for anything else."""
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def number(value: Any) -> float | None:
    """Seconds as a number, "4.87" or "1.400s"."""
    if isinstance(value, str):
        try:
            value = float(value.strip().rstrip("s"))
        except ValueError:
            return None
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return None
    return float(value) if abs(value) < 1e9 and math.isfinite(value) else None


def share(value: Any) -> float | None:
    """A confidence within 0..1; Google writes 0 for "not told"."""
    found = number(value)
    return None if not found else min(1.0, max(0.0, found))
