"""Quick entry: one line such as "call with Dana yesterday 15:00 about pricing" read as an activity. Pure.

What was not understood stays in the text; who is not sure to be meant is asked about, never guessed.
"""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Literal

from ringside.deals.records import moments
from ringside.deals.records.moments import Clock, Span, Tense
from ringside.deals.schemas import ActivityKind, Direction, Part
from ringside.dialogue.language import View, fold

What = Literal["kind", "when", "duration", "person", "direction"]


@dataclass(frozen=True, slots=True)
class Known:
    """A contact who may be meant; `near`: one of the deal or its account."""

    id: str
    name: str
    email: str | None = None
    near: bool = False


@dataclass(frozen=True, slots=True)
class Unsure:
    """A name that nobody, or more than one person, bears."""

    name: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Entry:
    """What a line says. Spans are offsets in the line as it was written."""

    kind: ActivityKind
    at: datetime
    direction: Direction | None = None
    duration_s: float | None = None
    subject: str = ""
    people: tuple[tuple[str, Part], ...] = ()
    unsure: tuple[Unsure, ...] = ()
    spans: tuple[tuple[What, int, int], ...] = field(default=())


def read(text: str, now: datetime, known: Sequence[Known], *, month_first: bool = False) -> Entry:
    """The line as an activity; `now` in the zone of whoever writes. What names no kind is a note of now."""
    view = fold(text)
    kind, kind_span = _kind(view.text)
    direction, direction_span = _direction(view.text, kind)
    clock = Clock(now, month_first, _tense(view.text, kind, direction))
    when = moments.read(view.text, clock)
    duration, duration_span = _duration(view.text)
    taken = [span for span in (kind_span, duration_span, *(when.spans if when else ())) if span is not None]
    people, unsure = _people(text, view, known, taken)
    spans: list[tuple[What, Span | None]] = [
        ("kind", kind_span),
        ("direction", direction_span),
        ("duration", duration_span),
    ]
    spans += [("when", span) for span in (when.spans if when else ())]
    spans += [("person", span) for _, span in people]
    part: Part = "with" if direction is None else ("from" if direction == "in" else "to")
    return Entry(
        kind=kind,
        at=when.at if when else now,
        direction=direction,
        duration_s=duration,
        subject=_subject(text, view),
        people=tuple((contact_id, part) for contact_id in dict.fromkeys(one for one, _ in people)),
        unsure=unsure,
        spans=tuple(sorted(((what, *view.span(*span)) for what, span in spans if span), key=lambda one: one[1:])),
    )


# ---- what it was

_KINDS: tuple[tuple[ActivityKind, re.Pattern[str]], ...] = (
    ("task", re.compile(r"\b(?:todo|to-do|task|remind(?:er)?|remember to)\b|(?<![^\W_])(?:משימה|תזכורת|להזכיר|לא לשכוח)(?![^\W_])")),
    ("meeting", re.compile(r"\b(?:meeting|meet|met|demo(?:ed)?|lunch|breakfast|dinner|coffee|workshop|visited|on-?site|presented|presentation)\b|(?<![^\W_])[הב]?(?:פגישה|פגישת|נפגשתי|נפגשנו|נפגש|ישיבה|ישיבת|דמו|הדגמה|ארוחת|הצגתי)(?![^\W_])")),
    ("call", re.compile(r"\b(?:calls?|called|calling|phoned?|rang|zoom|teams|spoke|talked|chatted|voicemail)\b|(?<![^\W_])[הב]?(?:שיחה|שיחת|דיברתי|דיברנו|שוחחתי|שוחחנו|התקשרתי|התקשר|התקשרה|צלצלתי|צלצל|צלצלה|זום|טלפון)(?![^\W_])")),
    ("email", re.compile(r"\b(?:e-?mails?|e-?mailed|mail|mailed|wrote|replied|forwarded|newsletter|sent)\b|(?<![^\W_])[הב]?(?:מייל|אימייל|דוא\"ל|שלחתי|שלח|שלחה|כתבתי|כתב|כתבה|השיב|השיבה|ענה במייל)(?![^\W_])")),
    ("note", re.compile(r"\b(?:notes?|noted|fyi|idea)\b|(?<![^\W_])(?:הערה|פתק|לתשומת לב)(?![^\W_])")),
)  # fmt: skip


def _kind(folded: str) -> tuple[ActivityKind, Span | None]:
    """The kind whose word stands first; a task wins wherever it is."""
    found = [(match.start(), kind, match.span()) for kind, pattern in _KINDS if (match := pattern.search(folded))]
    if not found:
        return "note", None
    task = next((one for one in found if one[1] == "task"), None)
    _, kind, span = task or min(found, key=lambda one: one[0])
    return kind, span


_IN = re.compile(
    r"\b(?:(?:called|phoned|rang|e-?mailed|mailed|wrote|replied|texted)(?: back)?(?: to)? (?:me|us)|inbound|incoming|"
    r"(?:got|received|had) an? (?:e-?mail|mail|call|reply|answer|voicemail)(?: from)?|(?:e-?mail|mail|call|reply|voicemail) from|s?he (?:called|wrote|e-?mailed|replied)|they (?:called|wrote|e-?mailed|replied))\b|"
    r"(?<![^\W_])(?:(?:התקשר|התקשרה|התקשרו|צלצל|צלצלה|כתב|כתבה|כתבו|שלח|שלחה|שלחו|השיב|השיבה|קיבלתי|קיבלנו)(?![^\W_])|(?:מייל|אימייל|שיחה) מ)"
)
_OUT = re.compile(
    r"\bi (?:called|phoned|rang|e-?mailed|mailed|wrote|replied|sent|texted)\b|\b(?:sent|outbound|outgoing|left (?:a )?voicemail)\b|\b(?:e-?mail|mail|call) to\b|^(?:called|phoned|rang|e-?mailed|mailed|wrote|replied|texted)\b|"
    r"(?<![^\W_])(?:התקשרתי|צלצלתי|שלחתי|כתבתי|השבתי|עניתי)(?![^\W_])"
)


def _direction(folded: str, kind: ActivityKind) -> tuple[Direction | None, Span | None]:
    """Who turned to whom, where the words say so and the kind has two ends."""
    if kind not in ("call", "email"):
        return None, None
    inward, outward = _IN.search(folded), _OUT.search(folded)
    if inward and (not outward or inward.start() <= outward.start()):
        return "in", inward.span()
    return ("out", outward.span()) if outward else (None, None)


_FUTURE = re.compile(
    r"\b(?:will|going to|plan(?:ned|ning)?|schedule[ds]?|next|upcoming|set up|book(?:ed)?|todo|to-do|remind(?:er)?)\b|(?<![^\W_])(?:נקבעה|קבעתי|קבענו|תתקיים|מתוכננת|הבא|הבאה|הקרוב|הקרובה|תזכורת|משימה)(?![^\W_])"
)
_PAST = re.compile(
    r"\b(?:met|called|phoned|rang|spoke|talked|wrote|sent|replied|e-?mailed|mailed|visited|presented|demoed|had|was|were|got|received|said|told|asked|last)\b|(?<![^\W_])(?:נפגשתי|נפגשנו|דיברתי|דיברנו|התקשרתי|שלחתי|כתבתי|היה|הייתה|היתה|קיבלתי|אמר|אמרה|שעבר|הקודם)(?![^\W_])"
)


def _tense(folded: str, kind: ActivityKind, direction: Direction | None) -> Tense:
    if _PAST.search(folded) or direction == "in":
        return "past"
    return "future" if _FUTURE.search(folded) or kind in ("meeting", "task") else "past"


_LENGTH = re.compile(
    r"(?:\bfor )?(?<![\d.:/-])\b(\d{1,3}(?:[.,]\d)?)[ -]?(min(?:ute)?s?|hours?|hrs?|h|דקות|שעות)\b(?! (?:ago|from))|(?:\bfor )?\b(half an hour|an hour and a half|an hour)\b(?! (?:ago|from))|"
    r"(?<!לפני )(?<!בעוד )(?<!עוד )(?<![^\W_])(חצי שעה|שעה וחצי|שעתיים|רבע שעה)(?![^\W_])"
)
_LENGTHS = {
    "half an hour": 30,
    "an hour": 60,
    "an hour and a half": 90,
    "חצי שעה": 30,
    "שעה וחצי": 90,
    "שעתיים": 120,
    "רבע שעה": 15,
}
_BEFORE = re.compile(r"(?:\bin|\bwithin|לפני|בעוד|עוד|תוך) $")


def _duration(folded: str) -> tuple[float | None, Span | None]:
    """How long it took, in seconds."""
    for found in _LENGTH.finditer(folded):
        if _BEFORE.search(folded[: found.start()]):
            continue
        words = found[3] or found[4]
        if words:
            return 60.0 * _LENGTHS[words], found.span()
        unit = 60.0 if found[2].startswith(("min", "דק")) else 3600.0
        seconds = float(found[1].replace(",", ".")) * unit
        if 0 < seconds <= 86_400:
            return seconds, found.span()
    return None, None


_TOPIC = re.compile(
    r"(?:\b(?:about|regarding|concerning|re:?|on the topic of|subject:)|(?<![^\W_])(?:בנושא|בעניין|לגבי|בקשר ל|על)) "
)


def _subject(text: str, view: View) -> str:
    """What it was about, in the writer's words: what follows "about" until the clause ends."""
    found = _TOPIC.search(view.text)
    if found is None:
        return ""
    start, end = view.span(found.end(), len(view.text))
    return re.split(r"[.;!?\n]\s|\n|[.;!?]$", text[start:end], maxsplit=1)[0].strip()[:200]


# ---- with whom

_PREFIX = r"(?:ו?(?:ל|מ|ב|ש|ה|עם ))?"
_ONE = r"[A-Z][\w'’-]+(?:\s+[A-Z][\w'’-]+)?"
_NAMES = re.compile(
    rf"\b(?:with|w/|to|from|[Cc]alled|[Pp]honed|[Rr]ang|[Ee]-?mailed|[Mm]et|and)\s+({_ONE}(?:(?:\s*,\s*|\s+and\s+|\s*&\s*){_ONE})*)"
)
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_LED = re.compile(r"(?:\b(?:with|w/|to|from|for|called?|phoned?|rang|e-?mailed|mailed|met|and|cc|see)|&|,) $|^$")
_HE_NAME = re.compile(r"(?<![^\W_])עם\s+([\u05d0-\u05ea]{2,}(?:\s+[\u05d0-\u05ea]{2,})?)")
_NO_NAME = frozenset(
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "today", "tomorrow", "yesterday", "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december", "the", "a", "an", "our", "their", "his", "her", "me", "us", "them", "הלקוח", "הלקוחה", "הצוות", "כולם", "היום", "מחר", "אתמול"]
)  # fmt: skip


def _people(
    text: str, view: View, known: Sequence[Known], taken: Sequence[Span]
) -> tuple[list[tuple[str, Span]], tuple[Unsure, ...]]:
    """The contacts who are named, with where, and the names that are not clear."""
    found: list[tuple[str, Span]] = []
    unsure: list[Unsure] = []
    used: list[Span] = []
    for span, people in _mentions(view.text, known):
        if not _meant(text, view, span) or any(span[0] < end and start < span[1] for start, end in used):
            continue
        used.append(span)
        near = [one for one in people if one.near]
        if len(people) == 1 or len(near) == 1:
            found.append(((near if len(near) == 1 else people)[0].id, span))
        else:
            shown = near or people
            unsure.append(Unsure(text[slice(*view.span(*span))], tuple(one.id for one in shown[:10])))
    unsure += [Unsure(name) for name in _strangers(text, view, [*used, *taken])]
    return sorted(found, key=lambda one: one[1]), tuple(dict.fromkeys(unsure))


def _meant(text: str, view: View, span: Span) -> bool:
    """Whether a name is one here: "Will" and "will" differ, and an address is nobody's whose it is not."""
    if "@" in view.text[slice(*span)]:
        return True
    if view.text[span[1] : span[1] + 1] == "@" or view.text[max(0, span[0] - 1) : span[0]] == "@":
        return False
    written = text[view.span(*span)[0]]
    return not written.islower() or " " in view.text[slice(*span)] or bool(_LED.search(view.text[: span[0]]))


def _mentions(folded: str, known: Sequence[Known]) -> Iterator[tuple[Span, list[Known]]]:
    """Where contacts are named, the longest names first: an address, a full name, a first name, a last name."""
    by_name: dict[str, list[Known]] = defaultdict(list)
    for person in known:
        if person.email:
            by_name[fold(person.email).text].append(person)
        whole = fold(person.name).text.strip()
        parts = [part for part in re.split(r"[\s,]+", whole) if len(part) > 1]
        for name in dict.fromkeys([whole, *parts[:1], *parts[-1:]]):
            if len(name) > 1 and name not in _NO_NAME:
                by_name[name].append(person)
    places: list[tuple[Span, list[Known]]] = []
    for name, people in by_name.items():
        if name not in folded:
            continue
        pattern = rf"(?<![^\W_]){_PREFIX if _HEBREW.search(name) else ''}({re.escape(name)})(?![^\W_])"
        distinct = list({person.id: person for person in people}.values())
        places += [(match.span(1), distinct) for match in re.finditer(pattern, folded)]
    yield from sorted(places, key=lambda one: (one[0][0] - one[0][1], one[0][0]))


_HEBREW = re.compile(r"[\u05d0-\u05ea]")


def _strangers(text: str, view: View, used: Sequence[Span]) -> list[str]:
    """Names where a name is to be expected, that are nobody's."""
    taken = [view.span(*span) for span in used]
    names: list[str] = []
    places = [match.span() for match in _ADDRESS.finditer(text)]
    for listed in _NAMES.finditer(text):
        offset = listed.start(1)
        places += [(offset + one.start(), offset + one.end()) for one in re.finditer(_ONE, listed[1])]
    places += [match.span(1) for match in _HE_NAME.finditer(text)]
    for start, end in sorted(places):
        first = fold(text[start:end]).text.split(" ")[0]
        if first not in _NO_NAME and not any(start < stop and begin < end for begin, stop in taken):
            names.append(text[start:end])
            taken.append((start, end))
    return names
