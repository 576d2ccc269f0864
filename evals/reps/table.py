"""Let reps meet several buyers at once: `python -m evals.reps.table [--seeds N] [--show NAME] [--check]`.

A rep who brings everybody in can win; one who talks to the decider alone, or not to the point, cannot. Exit code 1
when a target is missed.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from typing import Protocol

import yaml

from evals.reps.reps import _SCRIPTS, Quality, all_reps, cue, unpunctuated
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, Turn
from ringside.practice import speech
from ringside.practice.buyer import minds, panel
from ringside.practice.buyer.panel import Panel
from ringside.practice.catalogue import catalogue

MOST_TURNS = 45
LEAST_GOOD, MOST_BAD = 0.5, 0.0
"""Share of calls that end with a meeting: of good reps at least, of all others at most."""


_ASKS = re.compile(
    "cost us per month|would we pay|of the contract|stop after half|לנו בחודש|כמה נשלם|מהחוזה|אחרי חצי שנה"
)
_GUARDED = re.compile(
    "details with somebody|first call|know you well|want to know that|leave it at that|"
    "מספיק כדי|שיחה ראשונה|למה אתם רוצים לדעת|נעצור בזה|לפרטים"
)


class Rep(Protocol):
    name: str
    quality: Quality
    language: Language

    def reply(self, who: str, line: str, turn: int) -> str: ...


@dataclass
class Chairing:
    """Goes round the table; `only` the first of it when told so, and `skips` what a hasty rep leaves out."""

    name: str
    quality: Quality
    language: Language
    names: list[str]
    seed: int
    skips: frozenset[str] = frozenset()
    only: bool = False
    spoken: bool = False
    _plan: list[tuple[str, str]] = field(default_factory=list)
    _used: list[str] = field(default_factory=list)
    _answer_to: str = ""

    def __post_init__(self) -> None:
        people = self.names[:1] if self.only else self.names
        # The first question to whoever decides is asked in the opening.
        round_table = [(move, who) for who in people for move in ("question", "pain", "impact", "value")][1:]
        self._plan = [(move, who) for move, who in round_table if move not in self.skips]

    def reply(self, who: str, line: str, turn: int) -> str:
        text = self._text(*self._move(who, line, turn))
        return unpunctuated(text) if self.spoken else text

    def _move(self, who: str, line: str, turn: int) -> tuple[str, str]:  # noqa: PLR0911 - one line per thing heard
        if turn == 0:
            return "opener", self.names[0]
        heard = cue(line, self.language)
        if _ASKS.search(line):
            return "answer", who
        if _GUARDED.search(line):
            return self._later(who)
        wanted = next((name for name in self.names[1:] if re.search(rf"(?<!\w)ל?{name}(?!\w)", line)), None)
        if self._answer_to:
            answering, self._answer_to = self._answer_to, ""
            return "respond", answering
        if wanted and who != wanted and not self.only:
            self._plan = [("question", wanted), ("value", wanted), ("proof", wanted)]
            return self._next(who)
        if heard == "agreed" and who == self.names[0]:
            return "confirm", who
        if heard in ("objection", "missed") and "explore" not in self.skips:
            self._answer_to = who
            return "explore", who
        if heard == "not_value":
            return "value", who
        if heard == "not_trust":
            return "proof", who
        return self._next(who)

    def _later(self, who: str) -> tuple[str, str]:
        """Who does not want to open up yet is asked again after the others."""
        waiting = [step for step in self._plan if step[1] == who]
        again = [("pain", who), *waiting] if ("pain", who) not in waiting else waiting
        self._plan = [step for step in self._plan if step[1] != who] + again
        return self._next(who)

    def _next(self, who: str) -> tuple[str, str]:
        return self._plan.pop(0) if self._plan else ("ask", self.names[0])

    def _text(self, move: str, who: str) -> str:
        options = _scripts()[self.language][move]
        fresh = [text for text in options if text not in self._used] or options
        text = random.Random(f"{self.seed}:{self.name}:{len(self._used)}").choice(fresh)
        self._used.append(text)
        return text.format(name=who)


@dataclass
class Alone:
    """A rep made for one buyer, who does not notice that there are three."""

    name: str
    quality: Quality
    language: Language
    one: object

    def reply(self, who: str, line: str, turn: int) -> str:
        return self.one.reply(line, turn)  # type: ignore[attr-defined, no-any-return]


@dataclass(frozen=True)
class Met:
    rep: str
    quality: str
    language: Language
    scenario: str
    outcome: str | None
    turns: int
    spoke: tuple[int, ...]
    faults: tuple[str, ...]


@cache
def _scripts() -> dict[Language, dict[str, list[str]]]:
    scripts: dict[Language, dict[str, list[str]]] = yaml.safe_load((_SCRIPTS / "table.yaml").read_text("utf-8"))
    return scripts


def reps(names: dict[Language, list[str]], seed: int) -> Iterator[Rep]:
    """Every rep, fresh for one call."""
    for language in ("en", "he"):
        people = names[language]
        for spoken in (False, True):
            tag = f"{language}{'-asr' if spoken else ''}"
            yield Chairing(f"good-chairing-{tag}", "good", language, people, seed, spoken=spoken)
            yield Chairing(f"bad-decider-only-{tag}", "bad", language, people, seed, only=True, spoken=spoken)
            hasty = frozenset({"pain", "impact"})
            yield Chairing(f"mixed-hasty-{tag}", "mixed", language, people, seed, hasty, spoken=spoken)
            deaf = frozenset({"explore"})
            yield Chairing(f"mixed-no-explore-{tag}", "mixed", language, people, seed, deaf, spoken=spoken)
    for rep in all_reps(seed):
        if rep.quality == "bad":
            yield Alone(rep.name, "bad", rep.language, rep)


def play(rep: Rep, scenario_id: str, seed: int, show: bool = False) -> Met:
    """One meeting on the pure functions only."""
    content = catalogue()
    scenario = content.scenarios[scenario_id]
    cast = [content.personas[name] for name in (scenario.persona, *(c.persona for c in scenario.colleagues))]
    answer = minds.open(minds.start(cast, scenario, "expert", seed, rep.language))
    spoke: Counter[str] = Counter()
    lines = [speech.say(answer.intent)]
    faults: list[str] = []
    turn = 0
    while answer.status == "open" and turn < MOST_TURNS:
        first = answer.intent.name.split()[0]
        spoke[first] += 1
        text = rep.reply(first, lines[-1], turn)
        heard = Turn(index=2 * turn + 1, speaker="rep", text=text)
        read = acts.read(heard, Turn(index=2 * turn, speaker="customer", text=lines[-1]), rep.language)
        before = answer.state
        answer = minds.react(before, heard, read)
        lines.append(speech.say(answer.intent))
        if answer.outcome == "meeting" and isinstance(before, Panel) and before.outcome is None:
            faults += [
                f"agreed over {seat.state.persona.id}"
                for seat in before.seats[1:]
                if seat.gone or not panel.won(seat.state)
            ]
        if show:
            causes = [f"{e.cause}/{(e.name or '').split()[0]}" for e in answer.log if e.cause != "overheard"]
            print(f"REP   {text}\n{answer.intent.name.upper()}: {lines[-1]}  <{answer.intent.kind} {causes}>")
        turn += 1
    if show and isinstance(answer.state, Panel):
        for seat in answer.state.seats:
            s, ends = seat.state, "gone" if seat.gone else "won" if panel.won(seat.state) else "open"
            print(f"{s.part}: {ends}, trust {s.trust}, interest {s.interest}, patience {s.patience}, earned {s.earned}")
    if answer.status == "open":
        faults.append("endless")
    if len({speech.plain(line) for line in lines}) < len(lines):
        faults.append("repeated line")
    return Met(
        rep.name, rep.quality, rep.language, scenario.id, answer.outcome, turn, tuple(spoke.values()), tuple(faults)
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seeds", type=int, default=4)
    parser.add_argument("--show")
    parser.add_argument("--check", action="store_true")
    wish = parser.parse_args()
    content = catalogue()
    played: list[Met] = []
    for scenario in (s for s in content.scenarios.values() if s.colleagues):
        cast = [content.personas[name] for name in (scenario.persona, *(c.persona for c in scenario.colleagues))]
        names: dict[Language, list[str]] = {
            language: [person.name.of(language).split()[0] for person in cast] for language in ("en", "he")
        }
        for seed in range(wish.seeds):
            for rep in reps(names, seed):
                if wish.show is None or rep.name == wish.show:
                    played.append(play(rep, scenario.id, seed, show=wish.show is not None))
    return report(played)


def report(played: list[Met]) -> int:
    """The figures on paper; 1 when a target is missed."""
    kinds: dict[tuple[str, str], list[Met]] = defaultdict(list)
    for met in played:
        kinds[met.quality, re.sub(r"-asr$", "", met.rep)].append(met)
    print(f"{'rep':<34}{'calls':>6}{'won':>7}{'turns':>7}  outcomes")
    for (_, name), calls in sorted(kinds.items()):
        share = sum(call.outcome == "meeting" for call in calls) / len(calls)
        middle = sorted(call.turns for call in calls)[len(calls) // 2]
        print(f"{name:<34}{len(calls):>6}{share:>7.0%}{middle:>7}  {dict(Counter(c.outcome for c in calls))}")
    shares = {q: [m.outcome == "meeting" for m in played if m.quality == q] for q in ("good", "bad")}
    good, bad = (sum(found) / max(1, len(found)) for found in (shares["good"], shares["bad"]))
    faults = Counter(fault for met in played for fault in met.faults)
    print(f"meetings: good {good:.0%} (at least {LEAST_GOOD:.0%}), bad {bad:.1%} (at most {MOST_BAD:.0%})")
    print(f"faults: {dict(faults)}")
    missed = good < LEAST_GOOD or bad > MOST_BAD or bool(faults)
    return int(missed)


if __name__ == "__main__":
    sys.exit(main())
