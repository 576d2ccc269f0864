"""Scripted reps: they hear only what the buyer says and answer from a script, with a seeded choice of wording."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, Protocol

import yaml

from ringside.dialogue.schemas import Language

_SCRIPTS = Path(__file__).parent / "scripts"
Quality = Literal["good", "mixed", "bad"]

# What a person on the phone would hear in the buyer's line. First match counts.
_CUES: dict[Language, list[tuple[str, str]]] = {
    "en": [
        ("agreed", r"works for me|let's do|let's meet|that works|i'll take the meeting|let's set|convinced me|slot free|agreed|is good\b|i'm in\b|let's go ahead|take that step|move forward|fine with it|hold you to it|do it that way|i'll be there"),
        ("bye", r"\bbye\b|goodbye|hanging up|ending this call"),
        ("silence", r"are you there|can't hear|still on the line|anybody there"),
        ("brush", r"not interested|no interest|of interest|email|in writing|busy|bad time|good time|swamped|don't have time|call me later"),
        ("objection", r"expensive|budget|price|cost too much|money is tight|right time|priority|timing|not now|next year|anything new|think about it|my boss|decision alone|by myself|partners|run this by|need this|manage fine|the need|that big a problem|something we need|heard of you|promises that|don't know your company|those promises|be sure you'll|work with somebody|supplier|competitors|another vendor|already have|happy with what|always done it|good enough|systems we have|security people|how secure|integrate with|security and|talk to my husband|talk it over|promise everything|can't wait any|above the other|still thinking|haven't decided|not sure\.|need to think"),
        ("missed", r"that's not quite|misses the point|doesn't really answer|not what bothers|answering something|more behind it|asked me why|has its reasons|where that comes from|taking in what i said|straight past me|why it bothers|ready-made"),
        ("not_value", r"in it for us|get out of it|help with what i told|good reason|difference would it make"),
        ("not_trust", r"not sure about you|know you better|know our situation|who says it works"),
        ("not_known", r"how we work yet|bit early|asked me much|sit together|understand what we do|asked me anything|about us yet"),
        ("resolved", r"makes sense\.|live with that|that helps\.|less of a problem|looked at it like|reasonable|worry away|better answer"),
        ("warm", r"actually help|that's interesting|could use|wouldn't mind|want to know more|speaks to me|attention|where do we go|what do you suggest|what's next|so what now|told you the important|all there is|picture now|much to add|that's the story|said what i can"),
        ("granted", r"got a minute|go ahead|a minute|tell me\.|go on then|quickly then|keep it short|what did you want|what do you want|like to ask|your question|what is it|about\?|why are you calling|what it's about"),
        ("question", r"\?$"),
    ],
    "he": [
        ("agreed", r"בואו נעשה את זה|ניפגש\.|מתאים\.|מתאים לי|שכנעתם|נקבע\.|בואו ניפגש|בואו נקבע|נקבע לחצי|אני בפנים|הצעד הזה|סגרנו|הולכים על זה|בסדר מבחינתי|נעשה ככה|סיכמנו"),
        ("bye", r"להתראות|ביי|מנתק|מסיימ?ת? את השיחה"),
        ("silence", r"אתם שם|לא שומע|על הקו|יש שם מישהו|שומעים אותי"),
        ("brush", r"לא מעוניי?נ|לא מעניין|אין לי עניין|מעוניינים|מייל|בכתב|עסוק|זמן לא טוב|לא זמן טוב|באמצע משהו|אין לי זמן|טובע"),
        ("objection", r"יקר|תקציב|המחיר|הכסף לחוץ|הזמן המתאים|בעדיפות|התזמון|לא עכשיו|לחשוב על זה|שום דבר חדש|הבוס|החלטה שלי|להחליט לבד|השותפים|להתייעץ|צריכים את זה|מסתדרים|הצורך|כזאת בעיה|משהו שאנחנו צריכים|שמעתי עליכם|כולם מבטיחים|את החברה שלכם|הבטחות|שתהיו כאן|מישהו אחר בזה|ספק|מהמתחרים|המתחרים|חברה לזה|כבר יש לנו|ממה שיש|תמיד עשינו|מספיק טוב|המערכות שלנו|אבטח|להתחבר|עם בעלי|בן הזוג|מבטיחים הכול|לחכות יותר|גבוה|חושבים על זה|לא החלטנו|לא בטוחים"),
        ("missed", r"לא בדיוק זה|מפספס|לא באמת עונה|לא זה מה שמפריע|שלא שאלתי|מאחורי זה עוד|אותי למה|לזה סיבות|מאיפה זה בא|קלטתם|ממש לידי|מטריד אותי\?|תשובה מוכנה"),
        ("not_value", r"יוצא לנו|נרוויח|יעזור עם מה|סיבה אחת|איזה הבדל"),
        ("not_trust", r"לגביכם|להכיר אתכם|את המצב אצלנו|מי אומר שזה"),
        ("not_known", r"איך אנחנו עובדים|קצת מוקדם|כמעט לא שאלתם|למה שנשב|להבין מה אנחנו|לא שאלתם אותי|לא יודעים עלינו"),
        ("resolved", r"זה הגיוני|לחיות עם זה|זה עוזר|פחות בעיה|לא הסתכלתי|זה סביר|מהדאגה|יותר טובה"),
        ("warm", r"יכול לעזור|זה מעניין\.|להשתמש בו|מזיק לי|לדעת עוד|מדבר אליי|תשומת הלב|לאן ממשיכים|מה אתם מציעים|מה הלאה|מה עכשיו|החשובים|כל מה שיש|את התמונה|מה להוסיף|זה הסיפור"),
        ("granted", r"דקה|קדימה|ספרו\.|מקשיב|בקצרה|בבקשה\.|מהר\.|רציתם|רוצים ממני|לשאול|השאלה|מדובר|מתקשרים"),
        ("question", r"\?$"),
    ],
}  # fmt: skip


class Rep(Protocol):
    name: str
    quality: Quality
    language: Language

    def reply(self, buyer_line: str, turn: int) -> str: ...


@dataclass
class Scripted:
    """Follows a good script by ear; `skips` names the moves a mixed rep forgets."""

    name: str
    quality: Quality
    language: Language
    script: dict[str, list[str]]
    seed: int
    skips: frozenset[str] = frozenset()
    spoken: bool = False
    _used: list[str] = field(default_factory=list)
    _stage: int = 0
    _explored: bool = False
    _brushed: int = 0

    def reply(self, buyer_line: str, turn: int) -> str:
        text = self._pick(self._move(buyer_line, turn))
        return unpunctuated(text) if self.spoken else text

    def _move(self, line: str, turn: int) -> str:
        if turn == 0:
            return "opener"
        heard = cue(line, self.language)
        explored, self._explored = self._explored, False
        if heard == "agreed":
            return "confirm"
        if heard == "brush":
            self._brushed += 1
            return "brush" if "brush" not in self.skips else "value"
        if heard in ("objection", "missed") and not explored:
            self._explored = "explore" not in self.skips
            return "explore" if self._explored else "respond"
        if explored:
            return "respond"
        if heard == "not_value":
            return "value"
        if heard == "not_trust":
            return "proof"
        if heard == "not_known":
            self._stage = min(self._stage, 1)
        if heard == "question" and self._stage > 2:
            return "answer"
        if heard in ("resolved", "warm") and self._stage >= 3:
            return "ask" if self._stage >= 4 or heard == "resolved" else self._advance()
        return self._advance()

    def _advance(self) -> str:
        stages = [s for s in ("question", "pain", "impact", "value", "ask") if s not in self.skips]
        move = stages[min(self._stage, len(stages) - 1)]
        self._stage += 1
        if self._stage > len(stages) + 1:
            self._stage = 0
        return move

    def _pick(self, move: str) -> str:
        options = self.script[move]
        fresh = [text for text in options if text not in self._used] or options
        text = random.Random(f"{self.seed}:{self.name}:{len(self._used)}").choice(fresh)
        self._used.append(text)
        return text


@dataclass
class Monotone:
    """Says one kind of line whatever the buyer answers."""

    name: str
    quality: Quality
    language: Language
    lines: list[str]
    seed: int
    spoken: bool = False
    shuffled: bool = True

    def reply(self, buyer_line: str, turn: int) -> str:
        order = list(self.lines)
        if self.shuffled:
            random.Random(f"{self.seed}:{self.name}:{turn // len(order)}").shuffle(order)
        text = order[turn % len(order)]
        return unpunctuated(text) if self.spoken else text


@dataclass
class Function:
    name: str
    quality: Quality
    language: Language
    say: Callable[[str, int], str]

    def reply(self, buyer_line: str, turn: int) -> str:
        return self.say(buyer_line, turn)


def cue(line: str, language: Language) -> str:
    """What a listener would take the buyer's line for."""
    text = line.lower().strip()
    return next((name for name, pattern in _CUES[language] if re.search(pattern, text)), "told")


def unpunctuated(text: str) -> str:
    """The text as a plain speech recogniser writes it."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.lower()).split())


def all_reps(seed: int) -> Iterator[Rep]:
    """Every scripted rep, fresh for one call."""
    for language in ("en", "he"):
        good = yaml.safe_load((_SCRIPTS / f"good.{language}.yaml").read_text("utf-8"))
        bad = yaml.safe_load((_SCRIPTS / "bad.yaml").read_text("utf-8"))[language]
        for spoken in (False, True):
            tag = f"{language}{'-asr' if spoken else ''}"
            for style, script in good.items():
                yield Scripted(f"good-{style}-{tag}", "good", language, script, seed, spoken=spoken)
            for style, skips in (
                ("no-explore", {"explore"}), ("no-value", {"value"}), ("no-depth", {"pain", "impact"}), ("pushy", {"brush", "impact"}),
            ):  # fmt: skip
                script = good[sorted(good)[0]]
                yield Scripted(f"mixed-{style}-{tag}", "mixed", language, script, seed, frozenset(skips), spoken=spoken)
            for style, lines in bad.items():
                ordered = style in ("pitch_dumper", "all_in_one_breath", "arguer")
                yield Monotone(f"bad-{style}-{tag}", "bad", language, lines, seed, spoken=spoken, shuffled=not ordered)
        yield Function(f"bad-silent-{language}", "bad", language, lambda line, turn: "")
        yield Function(f"bad-echo-{language}", "bad", language, lambda line, turn: line)
        yield Function(f"bad-echo-so-{language}", "bad", language,
                       lambda line, turn, so="So you are saying: " if language == "en" else "אז אתם אומרים: ": so + line)  # fmt: skip
