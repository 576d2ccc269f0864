"""Graded calls made long, as real ones are: `python -m evals.calls.long [turns] [--check]`

At the start and between the subjects of a call stand stretches of ordinary talk (evals/acts/data/natural_held_*: real
chats in English, own lines in Hebrew), listening noises and cut turns, without punctuation. What the rep did about the
sale stays the same, so the order of the grades has to hold, also between a long call and a short one.
"""

from __future__ import annotations

import json
import random
import sys
from collections.abc import Sequence
from functools import cache
from statistics import mean

from evals.acts.lines import DATA, strip
from evals.calls.corpus import RANK, Call, load
from evals.calls.review import Review, review
from evals.calls.score import pairs_in_order
from ringside.dialogue import topics
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

TURNS, PLACES = 200, 4
STRETCH = (6, 24)
"""Turns of ordinary talk in a row."""
FLOORS = {"pairs in order": 0.88, "long against short": 0.85, "top miss named": 0.75}
NOISES: dict[Language, tuple[str, ...]] = {
    "en": ("mhm", "yeah", "right", "uh huh", "ok"),
    "he": ("אהה", "כן", "אוקיי", "הבנתי"),
}


@cache
def ordinary(language: Language) -> list[list[tuple[Speaker, str]]]:
    """Exchanges of one or two turns in which nothing is sold: campers in English, small talk in Hebrew."""
    found = []
    for row in map(json.loads, (DATA / f"natural_held_{language}.jsonl").read_text("utf-8").splitlines()):
        other: Speaker = "customer" if row["speaker"] == "rep" else "rep"
        before = [(other, row["previous"])] if row["previous"] else []
        if row["source"] != "persuasionforgood":
            found.append([*before, (row["speaker"], row["text"])])
    return found


def lengthened(call: Call, turns: int, *, spoken: bool = True) -> Transcript:
    """The call with ordinary talk at its start and between its subjects until it has about so many turns."""
    draw = random.Random(f"{call.id} {turns}")
    language = call.transcript.language
    said: list[tuple[Speaker, str]] = [(t.speaker, t.text) for t in call.transcript.turns]
    places = draw.sample(subjects := _subjects(call), min(PLACES, len(subjects)))
    stretches: dict[int, list[tuple[Speaker, str]]] = {}
    while sum(map(len, stretches.values())) + len(said) < turns:
        stretch = [turn for _ in range(draw.randint(*STRETCH) // 2) for turn in draw.choice(ordinary(language))]
        place = draw.choice([2, *places])
        stretches[place] = stretches.get(place, []) + stretch
    whole: list[tuple[Speaker, str]] = []
    for i, turn in enumerate(said):
        whole += [*stretches.get(i, []), *_cut(turn, language, draw)]
    made = (Turn(index=i, speaker=s, text=strip(t) if spoken else t) for i, (s, t) in enumerate(whole))
    return Transcript(turns=tuple(made), language=language)


def _subjects(call: Call) -> list[int]:
    """Turns of the rep that start something new: they neither answer a question nor take up what was said."""
    turns, language = call.transcript.turns, call.transcript.language
    return [
        t.index for t in turns[2:-2]
        if t.speaker == "rep" and "?" not in turns[t.index - 1].text
        and not topics.shared_words(t.text, turns[t.index - 1].text, language)
    ] or [2]  # fmt: skip


def _cut(turn: tuple[Speaker, str], language: Language, draw: random.Random) -> list[tuple[Speaker, str]]:
    """A long turn in two, sometimes with a listening noise of the other side between."""
    speaker, text = turn
    words = text.split()
    if len(words) < 20 or draw.random() < 0.5:
        return [turn]
    half = next((i + 1 for i in range(len(words) // 3, len(words) - 3) if words[i][-1] in ".,?!"), len(words) // 2)
    other: Speaker = "customer" if speaker == "rep" else "rep"
    noise = [(other, draw.choice(NOISES[language]))] if draw.random() < 0.6 else []
    return [(speaker, " ".join(words[:half])), *noise, (speaker, " ".join(words[half:]))]


def figures(calls: Sequence[Call], turns: int) -> tuple[dict[str, float], list[tuple[Call, Review, Review]]]:
    """How well the order holds among long calls, and between long and short ones."""
    seen = [(c, review(c.transcript, c.rubric), review(lengthened(c, turns), c.rubric)) for c in calls]
    long = [(c, after) for c, _, after in seen]
    mixed = []
    for c, before, after in seen:
        for d, other_before, other_after in seen:
            if c.rubric == d.rubric and RANK[c.grade] > RANK[d.grade]:
                for a, b in ((before, other_after), (after, other_before)):
                    high, low = a.card.score, b.card.score
                    mixed.append(0.0 if high is None or low is None else 0.5 if high == low else float(high > low))
    weak = [(c, after) for c, after in long if c.coach.missed]
    named = [
        c.coach.missed[0].skill
        in {x.skill for x in r.card.criteria if x.result == "not_met"} | {s.skill for s in r.steps if not s.good}
        for c, r in weak
    ]
    drift = [abs((after.card.score or 0) - (before.card.score or 0)) for _, before, after in seen]
    result = {
        "pairs in order": pairs_in_order(long),
        "long against short": mean(mixed),
        "top miss named": mean(named),
        "drift": mean(drift),
    }
    for grade in RANK:
        result[f"{grade} short"] = mean(b.card.score or 0 for c, b, _ in seen if c.grade == grade)
        result[f"{grade} long"] = mean(a.card.score or 0 for c, _, a in seen if c.grade == grade)
    return result, seen


def main(arguments: Sequence[str]) -> int:
    turns = next((int(a) for a in arguments if a.isdigit()), TURNS)
    short = []
    for part in ("data", "held"):
        found, seen = figures(load(part), turns)
        print(f"\n{part}, {turns} turns")
        for name, figure in found.items():
            print(f"  {name:<22}{figure:7.3f}")
        if "--verbose" in arguments and part == "data":
            for call, before, after in sorted(seen, key=lambda x: (x[0].rubric, x[0].grade)):
                was = {c.id: c.result for c in before.card.criteria}
                changed = [f"{c.id}:{was[c.id]}>{c.result}" for c in after.card.criteria if c.result != was[c.id]]
                scores = f"{before.card.score!s:>6}{after.card.score!s:>6}"
                print(f"  {call.id:<18}{call.rubric:<10}{scores}  {' '.join(changed)}")
        if part == "data":
            short += [f"{n} {found[n]:.2f} < {floor}" for n, floor in FLOORS.items() if found[n] < floor]
    if "--check" in arguments and short:
        print("\nbelow the floor:", *short, sep="\n  ")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
