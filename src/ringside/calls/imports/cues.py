"""WebVTT and SRT as Zoom, Teams, Meet, YouTube and editors write them, broken ones included."""

from __future__ import annotations

import html
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ringside.calls.imports import labels
from ringside.calls.imports.schemas import Draft, Format, Found
from ringside.calls.imports.text import take_apart
from ringside.calls.imports.times import seconds
from ringside.calls.imports.wording import BadTranscript, Log

_TIMING = re.compile(r"\s*(?P<start>-?[\d:.,]{1,20})\s*-{1,2}>\s*(?P<end>-?[\d:.,]{1,20})(?:\s.*)?$")
_VOICE = re.compile(r"<v(?:\.[^\s>]*)*[ \t]+(?P<name>[^>]{0,300})>")
_TAG = re.compile(
    r"</?(?:v|c|i|b|u|ruby|rt|lang|font|span|p|br)(?:[.\s/][^<>]{0,300})?/?>|<\d[\d:.]{0,20}>|\{\\[^{}]{0,40}\}",
    re.IGNORECASE,
)
_SKIPPED = re.compile(r"(?:NOTE|STYLE|REGION)(?:\s|$)|X-TIMESTAMP-MAP=")
_NUMBER = re.compile(r"\d{1,9}")
_ZOOM_ID = re.compile(r"\d{1,9}\s+\"(?P<name>[^\"]{1,100})\"(?:\s*\(\d+\))?$")
HEAD = 200


@dataclass(slots=True)
class Cue:
    """A cue as written: the line it starts in, the line above its times, and its lines."""

    line: int
    start: float | None
    end: float | None
    above: str
    lines: list[str]


def read(text: str, log: Log) -> Found:
    """The cues. Raises BadTranscript when there is none."""
    kind: Format = "vtt" if text.lstrip().startswith("WEBVTT") else "srt"
    cues = list(_cues(text))
    if not cues:
        raise BadTranscript("silent") if kind == "vtt" else BadTranscript("mismatch", name="SRT / VTT")
    drafts = [draft for cue in cues for draft in _said(cue)]
    _name_speakers(drafts)
    return Found(kind, drafts)


def _cues(text: str) -> Iterator[Cue]:
    """Cues by their timing lines alone: numbers, blank lines and headers may be missing or doubled."""
    lines = text.split("\n")
    timings = [
        (at, match) for at, line in enumerate(lines) if "->" in line[:80] and (match := _TIMING.match(line[:400]))
    ]
    for n, (at, match) in enumerate(timings):
        above = lines[at - 1].strip() if at and _is_id(lines[at - 1]) else ""
        until = timings[n + 1][0] if n + 1 < len(timings) else len(lines)
        if until < len(lines) and until - 1 > at and _is_id(lines[until - 1]):
            until -= 1  # the id of the next cue
        body = list(_without_comments(lines[at + 1 : until]))
        yield Cue(at + 1, seconds(match["start"])[0], seconds(match["end"])[0], above, body)


def _without_comments(lines: list[str]) -> Iterator[str]:
    """The lines that are words: blocks that begin with NOTE, STYLE or REGION behind a blank line are not."""
    blank = skipping = False
    for line in lines:
        if not line or line.isspace():
            blank, skipping = True, False
            continue
        skipping = skipping or (blank and bool(_SKIPPED.match(line)))
        if not skipping:
            yield line
        blank = False


def _is_id(line: str) -> bool:
    """A cue's number, or the id that Teams writes: {uuid}/12-0."""
    line = line.strip()
    return bool(_NUMBER.fullmatch(line) or _ZOOM_ID.match(line) or re.fullmatch(r"[\w\-]{16,60}(?:/\d+-\d+)?", line))


def _said(cue: Cue) -> Iterator[Draft]:
    """What one cue says: by each voice in it, where it names voices."""
    body = "\n".join(cue.lines)
    if body.lstrip().startswith("{") and (draft := _of_json(body, cue)):
        yield draft
        return
    voices = list(_VOICE.finditer(body))
    named = _ZOOM_ID.match(cue.above)
    if not voices:
        yield Draft(_plain(body), named["name"] if named else None, cue.start, cue.end, line=cue.line)
        return
    if before := _plain(body[: voices[0].start()]).strip():
        yield Draft(before, None, cue.start, cue.end, line=cue.line)
    for match, until in zip(voices, [*(v.start() for v in voices[1:]), len(body)], strict=True):
        name = labels.clean(html.unescape(match["name"]))
        yield Draft(_plain(body[match.end() : until]), name or None, cue.start, cue.end, line=cue.line)


def _of_json(body: str, cue: Cue) -> Draft | None:
    """Teams' metadata track has an object in each cue."""
    try:
        told = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(told, dict) or not isinstance(told.get("spokenText"), str):
        return None
    name = told.get("speakerName")
    return Draft(told["spokenText"], name if isinstance(name, str) else None, cue.start, cue.end, line=cue.line)


def _plain(text: str) -> str:
    return html.unescape(_TAG.sub("", text))


def _name_speakers(drafts: list[Draft]) -> None:
    """Take "Dana: ..." at the head of a caption for the speaker, where the file as a whole writes so."""
    if any(draft.label for draft in drafts):
        return
    heads = [take_apart(draft.text.lstrip()[:HEAD].split("\n")[0], draft.line) for draft in drafts]
    counts = Counter(labels.key(h.label) for h in heads if h.label)
    known = {
        k
        for h in heads
        if h.label and not h.timed
        for k in [labels.key(h.label)]
        if labels.names_a_role(h.label)
        or (labels.looks_like_a_name(h.label) and (counts[k] > 1 or len(drafts) < 20))
        or counts[k] > len(drafts) // 5 > 1
    }
    if not known:
        return
    carried: str | None = None
    for draft, head in zip(drafts, heads, strict=True):
        if head.label and labels.key(head.label) in known:
            carried = head.label
            draft.text = draft.text.lstrip()
            first = draft.text[:HEAD].split("\n")[0]
            draft.text = draft.text[len(first) - len(head.words) :] if head.words else draft.text[len(first) :]
        draft.label = carried
