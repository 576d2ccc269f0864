"""A call prepared for feedback: who said what when, the customer's weightiest words, and quotes of whole clauses."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from ringside.dialogue import language as lang
from ringside.dialogue.call import Call
from ringside.dialogue.evidence import Quote, quote
from ringside.dialogue.exchanges import phrases
from ringside.dialogue.objections import Objection
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act, Language, LogEntry, Speaker, Transcript, Turn
from ringside.dialogue.signals import Signals

MOST_QUOTED = 22
"""Words of a quote; a sentence that is longer is cut where it takes a breath."""
FEW = 4
"""Words up to which a sentence ("Right.") says nothing by itself."""
WEIGHTY = 2.5
"""From here the customer's words carry a problem, not only a detail."""
MOST_SAID_BACK = 10
"""Words of the customer's in a line to say."""
MOST_GIVEN_BACK = 16
"""Words of the customer's that a rep can say back in one line."""


@dataclass(frozen=True)
class Finding:
    """One moment. `topic` names the phrases that tell it, `worth` ranks it, `words` are the customer's it turns on."""

    topic: str
    turn: int
    good: bool
    skill: Skill
    worth: float
    quotes: tuple[Quote, ...]
    words: str = ""
    kind: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Heard:
    """A clause of the customer's and how much it weighs: impact before pain before a wish, numbers and losses first."""

    turn: int
    words: str
    weight: float


@dataclass(frozen=True)
class Moments:
    """A call prepared for looking up what came before and after a turn."""

    call: Call
    signals: Signals
    heard: tuple[Heard, ...]
    kinds: dict[int, frozenset[str]]
    service: bool = False

    @classmethod
    def of(
        cls, transcript: Transcript, acts: Sequence[Act], signals: Signals, log: Sequence[LogEntry], *, service: bool
    ) -> Moments:
        call = Call.of(transcript, acts, log)
        kinds: dict[int, set[str]] = {}
        for act in call.acts:
            kinds.setdefault(act.turn, set()).add(act.kind)
        by_turn = {turn: frozenset(done) for turn, done in kinds.items()}
        return cls(call, signals, tuple(_heard(call)), by_turn, service)

    @property
    def transcript(self) -> Transcript:
        return self.call.transcript

    @property
    def language(self) -> Language:
        return self.call.transcript.language

    @property
    def log(self) -> tuple[LogEntry, ...]:
        return self.call.log

    @property
    def acts(self) -> tuple[Act, ...]:
        return self.call.acts

    def turns(self, speaker: Speaker) -> list[Turn]:
        return self.call.turns(speaker)

    def of_kind(self, *kinds: str) -> list[Act]:
        return self.call.of_kind(*kinds)

    def at(self, turn: int) -> frozenset[str]:
        return self.kinds.get(turn, frozenset())

    def next(self, turn: int, speaker: Speaker) -> Turn | None:
        """The next turn of a side that is more than a listening noise."""
        run = next((r for r in self.call.runs if r.speaker == speaker and r.turns[-1] > turn), None)
        index = next((t for t in run.turns if t > turn), None) if run else None
        return None if index is None else self.transcript.turns[index]

    def quoted(self, turn: int, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """The clauses from there on, whole, as many as fit into a short quote."""
        span = clauses_at(self.transcript.turns[turn].text, start, end, self.language)
        return (quote(self.transcript, turn, *span),) if span else ()

    def quoted_act(self, act: Act) -> tuple[Quote, ...]:
        return self.quoted(act.turn, act.start, act.end)

    def need_before(self, turn: int, used: frozenset[str] = frozenset()) -> str:
        """The customer's weightiest words before a turn, the latest of equal weight; empty when there are none."""
        said = [h for h in self.heard if h.turn < turn and h.weight >= WEIGHTY and h.words not in used]
        return max(said, key=lambda h: (h.weight, h.turn)).words if said else ""


def clauses_at(text: str, start: int, end: int | None, language: Language) -> tuple[int, int] | None:
    """Offsets of the whole clauses that hold start..end, cut at a breath where they are too long."""
    stop = len(text) if end is None else end
    found = [span for span in phrases(text, language) if span[1] > start and span[0] < stop]
    if not found:
        return None
    first, last = found[0]
    for span in found[1:]:
        if len(lang.words(text[first : span[1]])) > MOST_QUOTED and len(lang.words(text[first:last])) >= FEW:
            break
        last = span[1]
    return first, _breath(text, first, last, MOST_QUOTED)


def _breath(text: str, start: int, end: int, most: int) -> int:
    """Where a stretch of words ends at the latest: at its last comma or dash within `most` words, else at its end."""
    spans = lang.word_spans(text[start:end])
    if len(spans) <= most:
        bare = text[start:end].rstrip()[-1:] not in ".?!…,"
        return start + _closed(spans)[-1][2] if bare else end
    gaps = [
        i for i in range(4, most + 1) if re.search(r"[,;:—–-]", text[start + spans[i - 1][2] : start + spans[i][1]])
    ]
    return start + spans[(gaps[-1] if gaps else most) - 1][2]


def own_words(transcript: Transcript, act: Act | Objection, most: int = MOST_GIVEN_BACK) -> str:
    """The customer's words of an act, ready to be given back: a whole clause without the filler in front of it."""
    turn = transcript.turns[act.turn]
    span = clauses_at(turn.text, act.start, act.end, transcript.language)
    return given_back(turn.text[slice(*span)], most) if span else ""


def given_back(said: str, most: int = MOST_GIVEN_BACK) -> str:
    """A clause without filler at its edges, no longer than one can say back."""
    spans = lang.word_spans(said)
    while len(spans) > 3 and (spans[0][0] in _LEADS or (spans[0][0] == "i" and spans[1][0] == "mean")):
        spans = spans[2 if spans[0][0] == "i" else 1 :]
    turns = [i for i, s in enumerate(spans[:4]) if s[0] in ("but", "אבל")]
    if turns and len(spans) - turns[0] > 3:
        spans = spans[turns[0] + 1 :]
    if not spans:
        return ""
    end = _breath(said, spans[0][1], spans[-1][2], most)
    kept = [s for s in spans if s[2] <= end]
    kept = _closed(kept)
    return said[kept[0][1] : kept[-1][2]]


def _closed(spans: list[tuple[str, int, int]]) -> list[tuple[str, int, int]]:
    """Without words at the end that only begin something: "and", "and they"."""
    while len(spans) > 3:
        if spans[-1][0] in _OPENS:
            spans = spans[:-1]
        elif spans[-1][0] in _STARTS and spans[-2][0] in _OPENS:
            spans = spans[:-2]
        else:
            break
    return spans


_LEADS = frozenset(
    "well so and but because honestly look yeah yes no um uh okay ok sorry oh hm mm right now then actually you know see אז אבל כן לא טוב תראה תראי אממ אה כי שמע תשמע אוקיי נו".split()
)
_OPENS = frozenset("and or but because the a an to of for with in on at our my um uh של את על עם כי אבל או אז".split())
_STARTS = frozenset(
    "they he she you i we it i'm we're they're he's she's who what that so kind הם הוא היא אני אנחנו זה".split()
)


def _heard(call: Call) -> list[Heard]:
    """The customer's clauses that are worth giving back."""
    language = call.transcript.language
    by_turn: dict[int, list[Act]] = {}
    for act in call.acts:
        by_turn.setdefault(act.turn, []).append(act)
    weights = {"need_impact": 4.0, "need_pain": 3.0, "need_surface": 1.5, "fact": 1.0}
    found = []
    for turn in call.turns("customer"):
        acts = by_turn.get(turn.index, [])
        for start, end in phrases(turn.text, language):
            said = turn.text[start:end]
            here = {a.kind for a in acts if a.start < end and a.end > start}
            words = given_back(said)
            if not about_them(said, language):
                continue
            if not 3 <= len(lang.words(words)) <= MOST_GIVEN_BACK or (here & _REFUSES and not here & _PROBLEMS):
                continue
            weight = max((weights.get(kind, 0.0) for kind in here), default=0.0)
            weight += 1.5 * bool(_NUMBER[language].search(lang.fold(said).text))
            weight += 1.5 * bool(_LOSS[language].search(lang.fold(said).text))
            if weight > 0:
                found.append(Heard(turn.index, words, weight))
    return found


def sized(words: str, language: Language) -> bool:
    """Whether the words already say how much or how often."""
    return bool(_NUMBER[language].search(lang.fold(words).text))


def core(words: str) -> str:
    """The part of long words that one says back: a clause of a fitting length, or what stands before "because"."""
    spans = lang.word_spans(words)
    if len(spans) <= MOST_SAID_BACK:
        return words
    parts = [part.strip() for part in re.split(r"[,;:—–]", words)]
    fitting = [part for part in parts if FEW <= len(lang.words(part)) <= MOST_SAID_BACK]
    if fitting:
        return given_back(fitting[-1], MOST_SAID_BACK)
    joints = [i for i in range(FEW, MOST_SAID_BACK + 1) if spans[i][0] in _JOINS]
    return words[: spans[joints[-1] - 1][2]] if joints else words


_JOINS = frozenset("because and but so when which while כי אבל אז כש וגם".split())


def about_them(said: str, language: Language) -> bool:
    """Whether a clause tells something of their business: it neither asks nor speaks of the call itself."""
    return not said.rstrip().endswith("?") and not _MANNERS[language].search(lang.fold(said).text)


_PROBLEMS = frozenset({"need_pain", "need_impact"})
_REFUSES = frozenset({"brush_off", "refusal", "agreement", "objection"})
_MANNERS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:minutes?|seconds?|moment|interested|call me|answer (?:it|that|me)|your call)\b"),
    "he": re.compile(r"(?<!\w)(?:דקה|דקות|שנייה|רגע|מעוניין|מעוניינת|להתקשר|לצאת)(?!\w)"),
}
"""Words about the call itself, not about the business."""
_NUMBER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\d|\b(?:hundred|thousand|million|dozen|half|twice|(?:two|three|four|five|six|seven|eight|nine|ten|twelve|twenty|thirty|forty|fifty|sixty) (?!o'clock)\w+s|percent|every (?:week|month|day))\b"
    ),
    "he": re.compile(
        r"\d|(?<!\w)(?:מאה|מאות|אלף|אלפים|מיליון|חצי|פעמיים|אחוז|אחוזים|שעתיים|יומיים|שבועיים|חודשיים|שקל|שקלים|(?:שתי|שני|שלוש|שלושה|ארבע|ארבעה|חמש|חמישה|שש|עשר|עשרה|עשרים|שלושים|ארבעים) \w+ים)(?!\w)"
    ),
}
_LOSS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:los[et]|losing|cost\w*|fined|fines|penalt\w+|late|wait\w*|quit|left|leav\w+|waste\w*|miss\w*|broke\w*|fail\w*|complain\w*|angry|stuck|mess|overtime|nobody|closed|dead|stood still|gone|went to)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:ו|ש|ה|כש)?(?:הפסד\w*|מפסיד\w*|איבדנו|מאבד\w*|עולה|עלה|קנס\w*|מאחר\w*|איחור\w*|מחכ\w*|עזב\w*|עוזב\w*|נופל\w*|מתפספס\w*|נתקע\w*|תקוע\w*|בלגן|כועס\w*|התלונ\w*|מתלונ\w*|לבזבז|מבזבז\w*|שעות נוספות|הלך|נגמר)(?!\w)"
    ),
}
