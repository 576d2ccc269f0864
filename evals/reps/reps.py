"""Scripted reps: they hear only what the buyer says and answer from a script, with a seeded choice of wording."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Literal, Protocol

import yaml

from ringside.dialogue.schemas import Language

_SCRIPTS = Path(__file__).parent / "scripts"
MIXED = {
    "no-explore": frozenset({"explore"}),
    "no-value": frozenset({"value"}),
    "no-depth": frozenset({"pain", "impact"}),
    "pushy": frozenset({"brush", "impact"}),
}
"""Decent reps who leave out a move."""
Quality = Literal["good", "mixed", "bad"]


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

    def _move(self, line: str, turn: int) -> str:  # noqa: PLR0911 - one line per thing heard
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
class Listed:
    """Has prepared what to say in a scenario, in order; explores and answers when the customer objects."""

    name: str
    quality: Quality
    language: Language
    scenario: str
    lines: list[str]
    doubts: list[tuple[str, str]]
    confirm: str
    _said: int = 0
    _owed: str = ""

    def reply(self, buyer_line: str, turn: int) -> str:
        heard = cue(buyer_line, self.language) if turn else ""
        if heard == "agreed":
            return self.confirm
        if self._owed:
            text, self._owed = self._owed, ""
            return text
        if heard in ("objection", "missed") and self.doubts:
            text, self._owed = self.doubts.pop(0)
            return text
        text = self.lines[self._said % len(self.lines)]
        self._said += 1
        return text


def scene_reps(seed: int) -> Iterator[Rep]:
    """Reps for the scenarios other than the cold call; the seed only chooses who is called."""
    scenes = yaml.safe_load((_SCRIPTS / "scenes.yaml").read_text("utf-8"))
    for scenario, reps in scenes.items():
        for rep in reps:
            doubts = [(ask, answer) for ask, answer in rep.get("doubts", ())]
            confirm = rep.get("confirm", rep["lines"][-1])
            name = f"{rep['quality']}-{scenario}-{rep['name']}"
            yield Listed(name, rep["quality"], rep["language"], scenario, rep["lines"], doubts, confirm)


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
    cues = _cues()[language].items()
    return next((name for name, patterns in cues if any(re.search(pattern, text) for pattern in patterns)), "told")


@cache
def _cues() -> dict[str, dict[str, list[str]]]:
    cues: dict[str, dict[str, list[str]]] = yaml.safe_load((_SCRIPTS / "cues.yaml").read_text("utf-8"))
    return cues


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
            for style, skips in MIXED.items():
                script = good[sorted(good)[0]]
                yield Scripted(f"mixed-{style}-{tag}", "mixed", language, script, seed, skips, spoken=spoken)
            for style, lines in bad.items():
                ordered = style in ("pitch_dumper", "all_in_one_breath", "arguer")
                yield Monotone(f"bad-{style}-{tag}", "bad", language, lines, seed, spoken=spoken, shuffled=not ordered)
        yield Function(f"bad-silent-{language}", "bad", language, lambda line, turn: "")
        yield Function(f"bad-echo-{language}", "bad", language, lambda line, turn: line)
        so = "So you are saying: " if language == "en" else "אז אתם אומרים: "
        yield Function(f"bad-echo-so-{language}", "bad", language, lambda line, turn, so=so: so + line)
