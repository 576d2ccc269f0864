"""Plain text: "Speaker: text" in the many ways people and tools write it, with and without times."""

# A word list reads best as words.
# ruff: noqa: E501

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ringside.calls.imports import labels
from ringside.calls.imports.schemas import Draft, Found
from ringside.calls.imports.times import CLOCK, seconds
from ringside.calls.imports.wording import Log

HEAD = 200
"""Characters of a line in which its time and speaker are looked for; the rest may be megabytes."""

_OPEN, _CLOSE = r"[\[(<{]", r"[\])>}]"
_SPAN = rf"(?P<t>{CLOCK})(?:\s*(?:-+>|→|-|–|—|to)\s*(?P<t2>{CLOCK}))?"
_TIME_FIRST = re.compile(rf"{_OPEN}?\s*{_SPAN}\s*(?P<close>{_CLOSE})?\s*(?P<sep>[|\-–—:,>]\s*)?(?=\s|$|\D)")
_TIME_IN_BRACKETS = re.compile(rf"\s*[,|\-–—@]?\s*{_OPEN}\s*{_SPAN}\s*{_CLOSE}\s*(?P<colon>:)?\s*")
_TIME_SIGN = re.compile(r"\d:\d")
_TIME_AT_END = re.compile(rf"(?:[ \t]+|\s*[,|\-–—@]\s*){_SPAN}\s*(?P<colon>:)?\s*$")
_TIME_BEFORE_COLON = re.compile(rf"(?:[ \t]+|\s*[,|\-–—@]\s*){_SPAN}\s*:(?!\d)\s*")
_COLON = re.compile(r"\s*(?:(?<!\d):|:(?!\d)|：)(?!//)\s*")
_TAG = re.compile(rf"{_OPEN}\s*(?P<label>[^\[\](){{}}<>:]{{1,60}}?)\s*{_CLOSE}\s*(?::\s*)?(?=\S)")
_DASH = re.compile(r"\s+[-–—|]\s+|\t+\s*|\s*>\s+")
_LEAD = re.compile(r"(?:[\s>•·▪◦*#]|-(?!\d)|[–—]|\d{1,4}[.)](?=\s))*")
_BOLD = re.compile(r"(\*\*|__)(?P<inner>[^*_]{1,80})\1")
_PREAMBLE = re.compile(
    r"(?:meeting ended after|this editable transcript|transcript(?:ion)?\s*$|attendees\s*$|\[?recording (?:started|stopped)|"
    r".{1,60} (?:started|stopped) transcription|begin(?:ning)? of transcript|end of transcript|transcribed by\b|--+\s*$|==+\s*$|\*\*\*+\s*$|"
    r"on .{5,80} wrote:$|sent from my |תמליל\s*:?\s*$|סוף התמליל)",
    re.IGNORECASE,
)


Times = tuple[float | None, float | None]


@dataclass(slots=True)
class Line:
    """A line taken apart: what may be its speaker and time, and the words. `firm`: the form itself says "speaker".

    `behind`: the time stands behind the label, and is none where that is no label.
    """

    number: int
    words: str
    label: str | None = None
    start: float | None = None
    end: float | None = None
    clock: bool = False
    timed: bool = False
    firm: bool = False
    behind: bool = False
    gap: bool = False
    whole: str = ""
    bare: str = ""


def read(text: str, log: Log) -> Found:
    """The utterances of a plain text. Lines without a speaker of their own belong to the one before."""
    lines = list(_lines(_unwrapped(text)))
    speakers = _speakers(lines) or _standing_alone(lines)
    drafts, title = _join(lines, speakers, log) if speakers else _unnamed(lines)
    return Found("text", drafts, title=title, clock=any(line.clock for line in lines))


_BLOCK = re.compile(r"</?(?:p|div|br|tr|li|h\d|table|ul|ol|body|html|head)(?:\s[^<>]{0,500})?/?>", re.IGNORECASE)
_MARKUP = re.compile(r"<(?:/|!|)[a-z][^<>]{0,500}>", re.IGNORECASE)


def _unwrapped(text: str) -> str:
    """The words of a page that was copied with its HTML."""
    if len(_BLOCK.findall(text[:10_000])) < 3:
        return text
    return html.unescape(_MARKUP.sub("", _BLOCK.sub("\n", text)))


def _lines(text: str) -> Iterator[Line]:
    gap = True
    for number, raw in enumerate(text.split("\n"), 1):
        if not raw or raw.isspace():
            gap = True
            continue
        line = take_apart(raw, number)
        line.gap = gap
        gap = False
        yield line


def take_apart(raw: str, number: int = 1) -> Line:
    """The parts of one line, as far as its form tells."""
    head, tail = labels.unmarked(raw[:HEAD]), raw[HEAD:]
    head = head[_LEAD.match(head).end() :] if not _BOLD.match(head.lstrip()) else head.lstrip()  # type: ignore[union-attr]
    bold = _BOLD.match(head)
    if bold:
        head = f"{bold['inner']}{head[bold.end() :]}"
    line = Line(number, head + tail, whole=head + tail)
    rest = head
    has_time = bool(_TIME_SIGN.search(head))
    if has_time and (match := _TIME_FIRST.match(head)):
        _set_time(line, match)
        rest = head[match.end() :].lstrip()
        line.bare = rest + tail
        bold_after = _BOLD.match(rest)
        if bold_after:
            bold, rest = bold_after, f"{bold_after['inner']}{rest[bold_after.end() :]}"
    if not (has_time and not line.timed and _take_timed_label(line, rest, tail)):
        _take_label(line, rest, tail)
    if bold and line.label:
        line.firm = True
    return line


def _take_timed_label(line: Line, rest: str, tail: str) -> bool:
    """A speaker with the time behind the name: "Dana (0:12): ...", "Dana  0:12"."""
    if not tail and (match := _TIME_AT_END.search(rest)) and _may_name(rest[: match.start()]):
        line.label, line.words = labels.clean(rest[: match.start()]), ""
        line.firm = bool(match["colon"]) or labels.looks_like_a_name(line.label)
    elif (match := _TIME_IN_BRACKETS.search(rest) or _TIME_BEFORE_COLON.search(rest)) and _may_name(
        before := rest[: match.start()].rstrip(" :")
    ):
        line.label, line.words, line.firm = labels.clean(before), rest[match.end() :] + tail, True
    else:
        return False
    line.behind = True
    _set_time(line, match)
    return True


def _take_label(line: Line, rest: str, tail: str) -> None:
    if (match := _COLON.search(rest)) and _may_name(rest[: match.start()]):
        line.label, words = labels.clean(rest[: match.start()]), rest[match.end() :].lstrip("*_ ")
        if not line.timed and (time := _TIME_FIRST.match(words)) and time["close"]:
            _set_time(line, time)
            words = words[time.end() :]
        line.words = words + tail
        return
    for form in (_TAG, _DASH):
        match = form.match(rest) if form is _TAG else form.search(rest)
        if match and _may_name(said_by := match["label"] if form is _TAG else rest[: match.start()]):
            known = labels.names_a_role(labels.clean(said_by))
            if known or form is _TAG:
                line.label, line.words, line.firm = labels.clean(said_by), rest[match.end() :] + tail, known
                return
    line.words = rest + tail
    if line.timed and not tail and _may_name(rest) and labels.looks_like_a_name(labels.clean(rest)):
        line.label, line.words = labels.clean(rest), ""


def _may_name(text: str) -> bool:
    return labels.could_name(labels.clean(text))


def _set_time(line: Line, match: re.Match[str]) -> None:
    line.start, of_clock = seconds(match["t"])
    line.end = seconds(match["t2"])[0] if match["t2"] else None
    line.clock = line.clock or of_clock
    line.timed = True


def _speakers(lines: list[Line]) -> set[str]:
    """Keys of the labels that name speakers, judged over the whole text."""
    details = sum(line.label is not None and labels.is_detail(line.label) for line in lines)
    spoken_lines = len(lines) - details
    named = [line for line in lines if line.label and not labels.is_detail(line.label)]
    times = Counter(labels.key(line.label or "") for line in named)
    firm = {labels.key(line.label or "") for line in named if line.firm or labels.names_a_role(line.label or "")}
    often = {
        k
        for line in named
        if times[k := labels.key(line.label or "")] > 1
        and (labels.looks_like_a_name(line.label or "") or times[k] >= max(3, spoken_lines // 20))
    }
    sure = firm | often
    spoken = sum(times[k] for k in sure)
    forms = Counter(_form(line) for line in named if not sure or labels.key(line.label or "") in sure)
    usual = forms.most_common(1)[0][0] if forms else None
    once = {
        labels.key(line.label or "")
        for line in named
        if labels.looks_like_a_name(line.label or "")
        and _form(line) == usual
        and (line.gap or 2 * spoken >= spoken_lines or not sure or (line.label or "")[0].isupper())
    }
    found = sure | once
    heard = sum(times[k] for k in found)
    # One colon in a page of prose makes no speaker.
    return found if sure or heard >= 2 or spoken_lines <= 2 else set()


def _standing_alone(lines: list[Line]) -> set[str]:
    """Keys of names that stand on lines of their own above what they said, as in a play; marks those lines."""
    alone = [
        line
        for i, line in enumerate(lines)
        if (line.gap or i == 0) and not line.timed and _may_name(line.whole) and line.whole.strip()[-1:].isalnum()
    ]
    times = Counter(labels.key(labels.clean(line.whole)) for line in alone)
    names = {
        k
        for line in alone
        for name in [labels.clean(line.whole)]
        if times[k := labels.key(name)] > 1 and labels.looks_like_a_name(name)
    }
    if len(names) < 2 or sum(times[k] for k in names) * 6 < len(lines):
        return set()
    for line in alone:
        if labels.key(name := labels.clean(line.whole)) in names:
            line.label, line.words = name, ""
    return names


def _form(line: Line) -> tuple[bool, bool, bool]:
    """How a line shows its speaker; a transcript keeps to one way."""
    return line.timed, line.behind, bool(line.words.strip())


class _Said:
    """The turns as they grow: words are joined at the end, so that a turn of a million lines takes linear time."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._words: list[list[str]] = []

    def add(self, line: Line, words: str, label: str | None, times: Times) -> None:
        self.drafts.append(Draft("", label, *times, line=line.number))
        self._words.append([words])

    def more(self, words: str) -> None:
        self._words[-1].append(words)

    def joined(self) -> list[Draft]:
        for draft, words in zip(self.drafts, self._words, strict=True):
            draft.text = "\n".join(words)
        return self.drafts


def _join(lines: list[Line], speakers: set[str], log: Log) -> tuple[list[Draft], str | None]:
    said = _Said()
    title: str | None = None
    waiting: Times | None = None
    for line in lines:
        named = line.label is not None and labels.key(line.label) in speakers
        timed = line.timed and (named or not line.behind)
        times = (line.start, line.end) if timed else waiting or (None, None)
        if named:
            said.add(line, line.words, line.label, times)
            waiting = None
        elif timed and not line.words.strip() and not line.label:
            waiting = times
        elif _PREAMBLE.match(line.whole):
            log.add("unread", line.number)
        elif not said.drafts:
            title = title or _title(line)
            log.add("unread", line.number)
        elif timed or waiting:
            said.add(line, line.bare if timed else line.whole, said.drafts[-1].label, times)
            waiting = None
        else:
            said.more(line.whole)
    return said.joined(), title


_TITLES = ("title", "subject", "topic", "meeting", "call", "כותרת", "נושא")


def _title(line: Line) -> str | None:
    if line.label and labels.is_detail(line.label) and labels.key(line.label).split()[0] in _TITLES:
        return line.words.strip()[:200] or None
    return None


def _unnamed(lines: list[Line]) -> tuple[list[Draft], str | None]:
    """No speakers: one utterance per time, else per paragraph where lines are wrapped, else per line."""
    said = _Said()
    timed = any(line.timed and not line.behind for line in lines)
    wrapped = not timed and _wrapped(lines)
    for line in lines:
        if line.timed and not line.behind:
            said.add(line, line.bare, None, (line.start, line.end))
        elif said.drafts and (timed or (wrapped and not line.gap)):
            said.more(line.whole)
        else:
            said.add(line, line.whole, None, (None, None))
    return said.joined(), None


def _wrapped(lines: list[Line]) -> bool:
    """Whether line ends are those of a narrow page and not of what was said."""
    gaps = sum(line.gap for line in lines)
    within = [len(a.whole) for a, b in pairwise(lines) if not b.gap]
    return gaps > 1 and bool(within) and sum(within) > 45 * len(within)
