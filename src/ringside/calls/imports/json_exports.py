"""JSON of meeting tools and recognisers, told apart by shape."""

from __future__ import annotations

import json
from typing import Any

from ringside.calls.imports import recognised, text, things_said
from ringside.calls.imports.schemas import Draft, Found, Person
from ringside.calls.imports.times import seconds
from ringside.calls.imports.wording import BadTranscript, Log
from ringside.dialogue.schemas import Speaker


def read(content: str, log: Log) -> Found:
    """Whatever list of things said the JSON holds. Raises BadTranscript."""
    root = load(content)
    if isinstance(root, str):
        raise BadTranscript("shape")
    if isinstance(root, dict):
        for reader in (recognised.transcribe, recognised.deepgram, recognised.google):
            if (found := reader(root)) is not None:
                return found
    found = _zoom(root) or _gong(root, log)
    if found is None and (whole := _whole(root)):
        found = text.read(whole, log)
        found.format, found.title = "json", found.title or things_said.title_of(root)
    return found or things_said.read(root, log)


def _whole(root: Any) -> str | None:
    """A transcript that stands in the JSON as one text, where there is no list of things said beside it."""
    if not isinstance(root, dict) or things_said.has_list(root):
        return None
    fields = (root.get(name) for name in ("transcript", "text", "transcription", "content"))
    return next((told for told in fields if isinstance(told, str) and told.strip()), None)


def load(content: str) -> Any:
    """The JSON value, or the list of values of JSON lines. Raises BadTranscript with the line of the mistake."""
    try:
        return json.loads(content)
    except json.JSONDecodeError as mistake:
        lines = [line for line in content.split("\n") if line.strip()]
        if mistake.msg == "Extra data" and len(lines) > 1:
            try:
                return [json.loads(line) for line in lines]
            except (ValueError, RecursionError):
                pass
        raise BadTranscript("json", line=mistake.lineno, why=mistake.msg[0].lower() + mistake.msg[1:]) from None
    except (ValueError, RecursionError):
        raise BadTranscript("json", why="numbers or nesting beyond measure") from None


def _zoom(root: Any) -> Found | None:
    """Zoom's recording transcript: a timeline of {text, ts, end_ts, users}."""
    timeline = root.get("timeline") if isinstance(root, dict) else None
    if not isinstance(timeline, list):
        return None
    entries = [entry for entry in timeline if isinstance(entry, dict)]
    if entries and not any(entry.get("text") for entry in entries):
        raise BadTranscript("timeline")
    drafts: list[Draft] = []
    people: dict[str, Person] = {}
    for number, entry in enumerate(entries, 1):
        users = (
            [u for u in entry.get("users") or [] if isinstance(u, dict)] if isinstance(entry.get("users"), list) else []
        )
        name = next((str(u[k]) for u in users for k in ("username", "name", "user_id") if u.get(k)), None)
        label = name or things_said.speaker_of({k: v for k, v in entry.items() if k != "users"})[0]
        start = seconds(entry.get("ts", entry.get("start_ts", entry.get("start"))))[0]
        drafts.append(Draft(str(entry.get("text") or ""), label, start, seconds(entry.get("end_ts"))[0], line=number))
        email = next((u["email"] for u in users if isinstance(u.get("email"), str)), None)
        if label and email:
            people[label] = Person(name=label, email=email)
    return Found("zoom", drafts, title=things_said.title_of(root), people=people)


_SIDES: dict[str, Speaker] = {"internal": "rep", "external": "customer"}


def _gong(root: Any, log: Log) -> Found | None:
    """Gong: monologues of sentences in milliseconds; parties, where joined, tell names and who is of the company."""
    calls = root.get("callTranscripts") if isinstance(root, dict) else None
    if isinstance(calls, list) and calls and isinstance(calls[0], dict):
        if len(calls) > 1:
            log.count("several", len(calls))
        monologues = calls[0].get("transcript")
        parties = _parties(root, calls[0])
    elif isinstance(root, dict):
        monologues, parties = root.get("transcript"), _parties(root)
    else:
        monologues, parties = root, {}
    if not (isinstance(monologues, list) and monologues and _is_monologue(monologues[0])):
        return None
    return _monologues([m for m in monologues if isinstance(m, dict)], parties, things_said.title_of(root))


def _is_monologue(item: Any) -> bool:
    return isinstance(item, dict) and isinstance(item.get("sentences"), list) and _speaker(item) is not None


def _speaker(monologue: dict[str, Any]) -> str | None:
    said_by = monologue.get("speakerId", monologue.get("speaker_id"))
    return None if said_by is None else str(said_by)


def _monologues(monologues: list[dict[str, Any]], parties: dict[str, Person], title: str | None) -> Found:
    drafts: list[Draft] = []
    people: dict[str, Person] = {}
    numbers: dict[str, int] = {}
    for monologue in monologues:
        said_by = _speaker(monologue) or ""
        known = parties.get(said_by)
        label = known.name if known and known.name else f"Speaker {numbers.setdefault(said_by, len(numbers) + 1)}"
        if known:
            people[label] = known
        for sentence in monologue.get("sentences") or []:
            if isinstance(sentence, dict):
                start, end = seconds(sentence.get("start"))[0], seconds(sentence.get("end"))[0]
                drafts.append(
                    Draft(
                        str(sentence.get("text") or ""),
                        label,
                        None if start is None else start / 1000,
                        None if end is None else end / 1000,
                        line=len(drafts) + 1,
                    )
                )
    return Found("gong", drafts, title=title, people=people)


def _parties(*places: dict[str, Any]) -> dict[str, Person]:
    found: dict[str, Person] = {}
    for place in places:
        calls = place.get("calls")
        inner = [c for c in calls if isinstance(c, dict)] if isinstance(calls, list) else []
        for holder in (place, *inner):
            parties = holder.get("parties") or holder.get("participants") or []
            for party in parties if isinstance(parties, list) else []:
                if isinstance(party, dict) and party.get("speakerId") is not None:
                    found[str(party["speakerId"])] = Person(
                        name=_text(party.get("name")),
                        email=_text(party.get("emailAddress")) or _text(party.get("email")),
                        company=_text(party.get("company")),
                        side=_SIDES.get(str(party.get("affiliation", "")).lower()),
                    )
    return found


def _text(value: Any) -> str | None:
    return " ".join(value.split())[:200] or None if isinstance(value, str) else None
