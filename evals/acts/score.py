"""Score the acts reader: python -m evals.acts.score [--public DIR] [--dev]

Prints precision, recall and F1 per act on the held-out lines, as written and without punctuation, per language; false
alarms on background talk; the kind of objections; and question detection on the public sets.
"""

from __future__ import annotations

import argparse
import csv
import json
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

import yaml

from evals.acts import train
from evals.acts.lines import Line, load, strip
from ringside.dialogue import acts
from ringside.dialogue.reader import head
from ringside.dialogue.schemas import Speaker, Turn

MAPPING = Path(__file__).with_name("mapping.yaml")
QUESTIONS = {"question_open", "question_closed", "question_leading"}


class Tally:
    """Hits, misses and false alarms per kind."""

    def __init__(self) -> None:
        self.hit: Counter[str] = Counter()
        self.miss: Counter[str] = Counter()
        self.false: Counter[str] = Counter()

    def add(self, wanted: Iterable[str], read: Iterable[str], accept: Iterable[str] = ()) -> None:
        wanted, read = set(wanted), set(read)
        self.hit.update(wanted & read)
        self.miss.update(wanted - read)
        self.false.update(read - wanted - set(accept))

    def figures(self, kind: str) -> tuple[int, float, float, float]:
        """n, precision, recall, F1."""
        hit, n = self.hit[kind], self.hit[kind] + self.miss[kind]
        precision = hit / max(hit + self.false[kind], 1)
        recall = hit / max(n, 1)
        return n, precision, recall, 2 * precision * recall / max(precision + recall, 1e-9)

    def macro(self, kinds: Sequence[str]) -> float:
        scores = [self.figures(k)[3] for k in kinds if self.figures(k)[0]]
        return sum(scores) / max(len(scores), 1)


def certain(line: Line) -> set[str]:
    """Kinds read with certainty in a line."""
    return {a.kind for a in acts.read(line.turn, line.before, line.language) if a.certain}


def tally(lines: Sequence[Line]) -> tuple[Tally, Tally, float]:
    """Acts, question present, and the share of background lines with a false alarm."""
    per_act, present, alarms, quiet = Tally(), Tally(), 0, 0
    for line in lines:
        read = certain(line)
        per_act.add(line.acts, read, line.accept)
        any_question = QUESTIONS if line.speaker == "rep" else {"question"}
        present.add(
            ["question"] if line.acts & any_question else [], ["question"] if read & any_question else [],
            ["question"] if line.accept & any_question else [],
        )  # fmt: skip
        if not line.acts:
            quiet += 1
            alarms += bool(read - line.accept)
    return per_act, present, alarms / max(quiet, 1)


def table(title: str, variants: dict[str, Sequence[Line]], out: Callable[[str], Any]) -> None:
    found = {name: tally(lines) for name, lines in variants.items()}
    out(f"\n{title}\n{'act':20s}" + "".join(f"{name:>24s}" for name in found) + "\n")
    out(" " * 20 + "".join(f"{'n    P    R   F1':>24s}" for _ in found) + "\n")
    for kind in (*acts.REP_KINDS, *acts.CUSTOMER_KINDS):
        if any(t.figures(kind)[0] for t, _, _ in found.values()):
            cells = (t.figures(kind) for t, _, _ in found.values())
            out(f"{kind:20s}" + "".join(f"{n:9d} {p:.2f} {r:.2f} {f:.2f}" for n, p, r, f in cells) + "\n")
    summary: list[tuple[str, Callable[[tuple[Tally, Tally, float]], float]]] = [
        ("rep macro F1", lambda v: v[0].macro(acts.REP_KINDS)),
        ("customer macro F1", lambda v: v[0].macro(acts.CUSTOMER_KINDS)),
        ("question present F1", lambda v: v[1].figures("question")[3]),
        ("false alarms", lambda v: v[2]),
    ]
    for name, value in summary:
        out(f"{name:20s}" + "".join(f"{value(v):24.3f}" for v in found.values()) + "\n")


def variants(lines: Sequence[Line]) -> dict[str, Sequence[Line]]:
    found: dict[str, Sequence[Line]] = {}
    for language in ("en", "he"):
        chosen = [x for x in lines if x.language == language]
        if chosen:
            found[language] = chosen
            found[f"{language}, no punctuation"] = [x.unpunctuated() for x in chosen]
    return found


def objections(lines: Sequence[Line], out: Callable[[str], Any]) -> None:
    """Recognised at all, and the kind as first choice among those recognised and as a forced choice."""
    for name, chosen in variants(lines).items():
        seen = right = forced = 0
        for line in chosen:
            likely = acts.objection_chances(line.text, line.language)
            forced += max(likely, key=lambda k: likely[k]) == line.objection
            read = [a for a in acts.read(line.turn, line.before, line.language) if a.certain and a.objection]
            seen += bool(read)
            right += any(a.objection == line.objection for a in read)
        n = len(chosen)
        out(
            f"{name:24s} n {n:4d}  recognised {seen / n:.3f}  "
            f"kind right {right / max(seen, 1):.3f}  forced choice {forced / n:.3f}\n"
        )


def public(folder: Path, out: Callable[[str], Any]) -> None:
    mapping = yaml.safe_load(MAPPING.read_text(encoding="utf-8"))
    for name, reader in (("persuasionforgood", _persuasion), ("casino", _casino)):
        if not (folder / name).is_dir():
            out(f"{name}: skipped, {name}/ is not in the public data folder\n")
            continue
        units = list(reader(folder / name))
        for title, change in (("as written", lambda t: t.replace("?", "")), ("no punctuation", strip)):
            _public_table(f"{name}, {title}", units, mapping[name], mapping["acts"], change, out, title == "as written")


def _public_table(
    title: str, units: list[tuple[Speaker, str, str, set[str]]], labels: Any, groups: dict[str, list[str]],
    change: Callable[[str], str], out: Callable[[str], Any], written: bool,
) -> None:  # fmt: skip
    mapped, marked = Tally(), Tally()
    for speaker, text, before, given in units:
        wanted = {group for group, names in labels.get(speaker, {}).items() if given & set(names)}
        said = text if written else change(text)
        other: Speaker = "customer" if speaker == "rep" else "rep"
        previous = Turn(index=0, speaker=other, text=before if written else change(before)) if before else None
        read = {a.kind for a in acts.read(Turn(index=1, speaker=speaker, text=said), previous, "en") if a.certain}
        seen = {group for group in labels.get(speaker, {}) if read & set(groups[group])}
        # Only units with a mapped label say anything about the mapped acts.
        mapped.add(wanted, seen if wanted else set())
        marked.add({"question"} if "?" in text else set(), {"question"} if read & set(groups["question"]) else set())
    out(f"\n{title}\n")
    for group in sorted(set(mapped.hit) | set(mapped.miss)):
        n, p, r, f = mapped.figures(group)
        out(f"  {group:18s} n {n:5d}  P {p:.2f}  R {r:.2f}  F1 {f:.2f}  (labelled units)\n")
    n, p, r, f = marked.figures("question")
    out(f"  {'question present':18s} n {n:5d}  P {p:.2f}  R {r:.2f}  F1 {f:.2f}  (all units, gold: a question mark)\n")


def _persuasion(folder: Path) -> Iterable[tuple[Speaker, str, str, set[str]]]:
    last: dict[str, str] = {}
    with (folder / "300_dialog.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            speaker: Speaker = "rep" if row["B4"] == "0" else "customer"
            other = "customer" if speaker == "rep" else "rep"
            given = {row[k] for k in ("er_label_1", "ee_label_1", "er_label_2", "ee_label_2") if row[k]}
            yield speaker, row["Unit"], last.get(other, ""), given
            last[speaker] = row["Unit"]


def _casino(folder: Path) -> Iterable[tuple[Speaker, str, str, set[str]]]:
    for dialogue in json.loads((folder / "casino_train.json").read_text(encoding="utf-8")):
        before = ""
        for text, labels in dialogue["annotations"]:
            yield "rep", text, before, set(labels.split(","))
            before = text


def without(fold: int, lines: Sequence[Line]) -> list[Line]:
    """Put a head in place that has not seen a fold; the lines of that fold."""
    held = [x for x in lines if x.group * 7919 % train.FOLDS == fold]
    kept = [x for x in lines if x.group * 7919 % train.FOLDS != fold]
    head.heads.cache_clear()
    stored = train.build(kept)
    head.heads = lambda: head.opened(stored)  # type: ignore[assignment]
    acts.heads = head.heads  # type: ignore[attr-defined]
    return held


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--public", type=Path, default=Path("../shared/data"), help="folder with the public sets")
    options.add_argument("--dev", action="store_true", help="also train without a fifth of the lines and score on it")
    chosen = options.parse_args()
    out = sys.stdout.write
    table("Held-out lines", variants(load("heldout_en.jsonl") + load("heldout_he.jsonl")), out)
    out("\nKinds of objection, held-out lines\n")
    objections(load("heldout_objections.jsonl"), out)
    public(chosen.public, out)
    if chosen.dev:
        table("A fifth of the training lines, head trained without them", variants(without(0, load(train.LINES))), out)


if __name__ == "__main__":
    main()
