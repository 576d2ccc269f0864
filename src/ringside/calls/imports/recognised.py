"""What recognisers write, as a transcript: Amazon Transcribe with Call Analytics, Deepgram, Google."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from ringside.calls.imports.schemas import Draft, Found, Person
from ringside.calls.imports.times import seconds
from ringside.speech.transcription import results
from ringside.speech.transcription.results import objects
from ringside.speech.transcription.schemas import Spoken


def transcribe(root: dict[str, Any]) -> Found | None:
    """Amazon Transcribe: a batch job's results, or the transcript of Call Analytics and Contact Lens."""
    if isinstance(turns := root.get("Transcript"), list) and not isinstance(root.get("results"), dict):
        return _call_analytics(root, turns)
    told = root.get("results")
    if not isinstance(told, dict) or "channels" in told or "utterances" in told:
        return None
    spoken = results.transcribe(told)
    if spoken is None:
        return None
    return Found("transcribe", _drafts(spoken), title=_text(root.get("jobName")))


def _call_analytics(root: dict[str, Any], turns: list[Any]) -> Found:
    roles = {str(p.get("ParticipantId")): p.get("ParticipantRole") for p in objects(root.get("Participants"))}
    drafts: list[Draft] = []
    people: dict[str, Person] = {}
    for number, turn in enumerate(objects(turns), 1):
        who = turn.get("ParticipantId")
        role = turn.get("ParticipantRole") or roles.get(str(who)) or who
        label = str(role).capitalize() if role else None
        start, end = (seconds(turn.get(name))[0] for name in ("BeginOffsetMillis", "EndOffsetMillis"))
        drafts.append(
            Draft(
                str(turn.get("Content") or ""),
                label,
                None if start is None else start / 1000,
                None if end is None else end / 1000,
                line=number,
            )
        )
        if label in ("Agent", "Customer"):
            people[label] = Person(side="rep" if label == "Agent" else "customer")
    return Found("transcribe", drafts, people=people)


def deepgram(root: dict[str, Any]) -> Found | None:
    """Deepgram's answer to a recording."""
    spoken = results.deepgram(root)
    return None if spoken is None else Found("deepgram", _drafts(spoken))


def google(root: dict[str, Any]) -> Found | None:
    """Google Speech-to-Text's answer, v1 or v2."""
    spoken = results.google(root)
    return None if spoken is None else Found("json", _drafts(spoken))


def _drafts(spoken: Iterable[Spoken]) -> list[Draft]:
    return [
        Draft(
            one.text,
            one.speaker or (f"Channel {one.channel + 1}" if one.channel is not None else None),
            one.start,
            one.end,
            one.channel,
            number,
        )
        for number, one in enumerate(spoken, 1)
    ]


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) and value else None
