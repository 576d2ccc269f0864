"""Any JSON list of things said: finds the list, and in each item the words, the speaker and the times."""

# A word list reads best as words.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator
from typing import Any, cast

from ringside.calls.imports import labels
from ringside.calls.imports.schemas import Draft, Found, Person
from ringside.calls.imports.times import seconds
from ringside.calls.imports.wording import BadTranscript, Log
from ringside.dialogue.schemas import Speaker

Item = dict[str, Any]

TEXT = (
    "text", "transcript", "spokentext", "content", "sentence", "utterance", "message", "snippet", "body", "words_text",
    "human_transcript", "caption", "phrase", "line", "value", "punctuated_word", "word", "display", "displaytext", "raw_text",
    "טקסט",
)  # fmt: skip
WHO = (
    "label", "speaker_name", "speakername", "speaker_label", "speaker", "name", "participant", "participantname", "username",
    "displayname", "speaker_role", "participantrole", "role", "author", "user", "speakerid", "speaker_id", "participantid",
    "speakertag", "speakerlabel", "who", "party", "sender", "from", "דובר",
)  # fmt: skip
START = (
    "start", "start_time", "starttime", "startms", "start_ms", "begin", "begin_time", "begintime", "beginoffsetmillis",
    "offset_ms", "offsetms", "offset", "startoffset", "start_offset", "start_timestamp", "starttimestamp", "startdatetime", "ts",
    "timestamp", "time", "snippet_time", "startinseconds", "start_seconds", "start_s", "t", "from", "offsets", "timestamps", "at",
)  # fmt: skip
END = (
    "end", "end_time", "endtime", "endms", "end_ms", "stop", "finish", "endoffsetmillis", "endoffset", "end_offset",
    "end_timestamp", "endtimestamp", "enddatetime", "end_ts", "endinseconds", "end_seconds", "end_s", "to", "until", "timestamps",
    "offsets",
)  # fmt: skip
LASTS = ("duration", "duration_ms", "durationms", "dur", "length", "durationinseconds", "duration_s")
SIDE = ("participantrole", "speaker_role", "speaker_type", "role", "affiliation", "speaker")
PARTS = ("words", "sentences", "elements", "items", "terms", "tokens")
_THOUSANDTHS = re.compile(r"(?:_|\b)ms$|[a-z]Ms$|milli", re.IGNORECASE)
_SIDES: dict[str, Speaker] = {
    "agent": "rep", "rep": "rep", "internal": "rep", "host": "rep", "seller": "rep",
    "customer": "customer", "client": "customer", "prospect": "customer", "external": "customer", "caller": "customer",
}  # fmt: skip
DEEPEST = 8
MOST = 2_000_000


def read(root: Any, log: Log) -> Found:
    """The list with the most words. Raises BadTranscript when nothing in it was said."""
    name, items = _best(root)
    if not items:
        raise BadTranscript("shape")
    drafts, people = drafts_of(items, log)
    scale_times(drafts, items)
    ours = name in ("turns", "") and all(isinstance(item.get("text"), str) for item in items[:20])
    return Found("turns" if ours else "json", drafts, title=title_of(root), people=people, clock=_dated(items))


def has_list(root: Any) -> bool:
    """Whether somewhere in it there is a list of things said."""
    return next(_lists(root), None) is not None


def title_of(root: Any) -> str | None:
    if isinstance(root, dict):
        for name in ("title", "topic", "meeting_title", "subject"):
            if isinstance(root.get(name), str) and root[name].strip():
                return " ".join(root[name].split())[:200]
    return None


def _best(root: Any) -> tuple[str, list[Item]]:
    best: tuple[int, int, str, list[Item]] = (0, 0, "", [])
    for depth, name, items in _lists(root):
        said = sum(len(words_of(item)) for item in items)
        who = any(_value(item, WHO) is not None for item in items[:50])
        if (said * (2 if who else 1), -depth) > best[:2]:
            best = (said * (2 if who else 1), -depth, name, items)
    return best[2], best[3]


def _lists(root: Any) -> Iterator[tuple[int, str, list[Item]]]:
    """Every list of objects, outer ones first; a word list within an utterance is not looked into."""
    waiting: deque[tuple[int, str, Any]] = deque([(0, "", root)])
    for _ in range(MOST):
        if not waiting:
            return
        depth, name, value = waiting.popleft()
        if isinstance(value, list):
            items = [item for item in value if isinstance(item, dict)]
            if items and any(words_of(item) for item in items[:50]):
                yield depth, name, items
            elif depth < DEEPEST:
                waiting += [(depth + 1, name, item) for item in value[:1000] if isinstance(item, (dict, list))]
        elif isinstance(value, dict) and depth < DEEPEST:
            waiting += [
                (depth + 1, key.lower(), inner) for key, inner in value.items() if isinstance(inner, (dict, list))
            ]


def drafts_of(items: list[Item], log: Log) -> tuple[list[Draft], dict[str, Person]]:
    """One draft per item that says something."""
    drafts: list[Draft] = []
    people: dict[str, Person] = {}
    for number, item in enumerate(items, 1):
        words = words_of(item)
        label, person = speaker_of(item)
        if not words.strip():
            log.add("untold", number)
            continue
        start, end = times_of(item)
        channel = item.get("channel", item.get("channel_index", item.get("channelTag")))
        drafts.append(
            Draft(words, label, start, end, channel if type(channel) is int and channel >= 0 else None, number)
        )
        if label and person:
            people[label] = person
    return drafts, people


def _value(item: Item, names: tuple[str, ...]) -> Any:
    """The first of these fields that is set, whatever its capitals."""
    lowered = item if all(map(str.islower, item)) else {key.lower(): value for key, value in item.items()}
    for name in names:
        if (value := lowered.get(name)) is not None and value != "":
            return value
    return None


def words_of(item: Item) -> str:
    """What was said in this item, "" for nothing."""
    said = _value(item, TEXT)
    if isinstance(said, str):
        return said
    if isinstance(said, dict):
        return words_of(said)
    for name in ("alternatives", "nBest", "nbest"):
        if isinstance(options := item.get(name), list) and options and isinstance(options[0], dict):
            return words_of(options[0])
    for name in PARTS:
        if isinstance(parts := item.get(name), list):
            return _joined(parts)
    return ""


def _joined(parts: list[Any]) -> str:
    spaced = not any(isinstance(p, dict) and p.get("type") == "punct" for p in parts)  # Rev gives the blanks as well
    said = [words_of(p) if isinstance(p, dict) else p if isinstance(p, str) else "" for p in parts]
    return (" " if spaced else "").join(word for word in said if word)


def speaker_of(item: Item) -> tuple[str | None, Person | None]:
    """The label and what is known of the person behind it."""
    who = _value(item, WHO)
    side = _side(item)
    email = item.get("email") or item.get("emailAddress")
    if isinstance(who, dict):
        person_like = {key.lower(): value for key, value in who.items()}
        email = email or person_like.get("email") or person_like.get("emailaddress")
        side = side or _side(who)
        names = ("name", "displayname", "username", "speaker_name", "label", "role", "id")
        who = next((person_like[n] for n in names if person_like.get(n) not in (None, "")), None)
    if isinstance(who, bool) or not isinstance(who, (str, int, float)):
        channel = item.get("channel", item.get("channel_index"))
        who = f"Channel {channel}" if type(channel) is int or (isinstance(channel, str) and channel) else None
    label = f"Speaker {who}" if isinstance(who, (int, float)) else who
    label = labels.clean(label)[:200] or None if isinstance(label, str) else None
    person = Person(name=label, email=email if isinstance(email, str) else None, side=side) if email or side else None
    return label, person


def _side(item: Item) -> Speaker | None:
    lowered = {key.lower(): value for key, value in item.items()}
    for name in SIDE:
        if isinstance(value := lowered.get(name), str) and (side := _SIDES.get(value.strip().lower())):
            return side
    return None


def times_of(item: Item) -> tuple[float | None, float | None]:
    """Start and end in seconds as far as the field names tell the unit; see `scale_times`."""
    start, end = _time(item, START, "from"), _time(item, END, "to")
    if start is not None and end is None:
        lasts = _time(item, LASTS, "")
        end = start + lasts if lasts is not None else None
    if start is None:
        for name in PARTS:
            if isinstance(parts := item.get(name), list) and (inner := [p for p in parts if isinstance(p, dict)]):
                starts = [t for p in inner if (t := _time(p, START, "from")) is not None]
                ends = [t for p in inner if (t := _time(p, END, "to")) is not None]
                return min(starts, default=None), max(ends, default=None)
    return start, end


def _time(item: Item, names: tuple[str, ...], inner: str) -> float | None:
    for key, value in item.items():
        if key.lower() not in names:
            continue
        told = value
        if isinstance(told, dict):
            told = next((told[n] for n in (inner, "relative", "seconds") if n in told), None)
        at, _ = seconds(told)
        if at is None:
            continue
        of_offsets = key.lower() == "offsets"
        bare = isinstance(told, (int, float)) or (isinstance(told, str) and told.strip().lstrip("-").isdigit())
        if bare and (of_offsets or _THOUSANDTHS.search(key)):
            at /= 1000
        return at
    return None


def scale_times(drafts: list[Draft], items: list[Item]) -> None:
    """Bare numbers may be seconds or thousandths: nobody speaks a word in half a minute, all call long."""
    if any(_THOUSANDTHS.search(key) or key.lower() == "offsets" for item in items[:3] for key in item):
        return
    if thousandths(drafts):
        for draft in drafts:
            draft.start = None if draft.start is None else draft.start / 1000
            draft.end = None if draft.end is None else draft.end / 1000


def thousandths(drafts: list[Draft]) -> bool:
    """Whether the times only make sense as milliseconds."""
    timed = [d for d in drafts if d.start is not None and d.start >= 0]
    lasting = [(d.end - cast(float, d.start), len(d.text.split())) for d in timed if d.end is not None]
    spoken, words = sum(s for s, _ in lasting if s > 0), sum(w for s, w in lasting if s > 0)
    if words:
        return spoken / words > 30
    if len(timed) < 2:
        return False
    starts = [cast(float, d.start) for d in timed]
    told = sum(len(d.text.split()) for d in timed)
    return all(float(s).is_integer() for s in starts) and (max(starts) - min(starts)) / max(1, told) > 60


def _dated(items: list[Item]) -> bool:
    return any(seconds(item.get(key))[1] for item in items[:5] for key in item if key.lower() in START)
