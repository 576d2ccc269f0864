"""Ordinary talk of real people, with the acts it surely is not: python -m evals.acts.natural [--public DIR]

From CaSiNo (Chawla et al. 2021, CC BY 4.0) and PersuasionForGood (Wang et al. 2019, Apache-2.0), both chats that sell
nothing. Their labels do not say which of our acts a line makes, but some acts cannot be in it: nobody there names the
cost of a problem or gets rid of a caller. Every other dialogue goes to training, the rest is for measuring.
"""

# A word list reads best as words.
# ruff: noqa: SIM905

from __future__ import annotations

import argparse
import csv
import json
import random
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from evals.acts.lines import DATA, strip

EACH = 450
"""Lines kept per source, speaker and part."""
SEED = 7

_REP = (
    "opener_permission opener_reason price_mention hold callback_offer argument objection_answer trial_close "
    "next_step_ask"
).split()
_NEVER = {
    "persuasion rep": [*_REP, "summary"],
    "persuasion customer": "brush_off need_pain need_impact need_surface objection refusal".split(),
    "casino rep": [*(k for k in _REP if k != "trial_close"), "proof"],
    "casino customer": "brush_off need_impact buying_signal".split(),
    "chat rep": "pitch proof summary".split(),
    "chat customer": "objection refusal need_pain need_surface".split(),
}
_CHAT = {"small-talk", "elicit-pref", "promote-coordination", "showing-empathy"}
_UNCLEAR = {
    "negative-reaction-to-donation", "disagree-donation", "disagree-donation-more", "negative-to-inquiry",
    "proposition-of-donation", "ask-donation-amount", "ask-donate-more", "ask-not-donate-reason", "confirm-donation",
    "foot-in-the-door", "closing", "neutral-reaction-to-donation", "provide-donation-amount", "donation-information",
}  # fmt: skip


def casino(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Turns of campers who share out supplies; what they say of their needs is left out."""
    for number, dialogue in enumerate(json.loads((folder / "casino_train.json").read_text(encoding="utf-8"))):
        before = ""
        for i, (text, given) in enumerate(dialogue["annotations"]):
            labels = set(given.split(","))
            speaker = "rep" if i % 2 else "customer"
            if labels <= _CHAT or labels == {"non-strategic"}:
                never = _NEVER[f"casino {speaker}"] + (_NEVER[f"chat {speaker}"] if labels <= _CHAT else [])
                yield number, _line(text, speaker, before, never, "casino")
            before = text


def persuasion(folder: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    """Units of a persuader (rep) and a persuadee (customer); proposals and resistance are left out."""
    number, last = -1, {"rep": "", "customer": ""}
    with (folder / "300_dialog.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["Turn"] == "0" and row["B4"] == "0" and last["customer"]:
                number, last = number + 1, {"rep": "", "customer": ""}
            speaker, other = ("rep", "customer") if row["B4"] == "0" else ("customer", "rep")
            labels = {row[k] for k in ("er_label_1", "ee_label_1", "er_label_2", "ee_label_2") if row[k]}
            if labels and not labels & _UNCLEAR:
                never = _NEVER[f"persuasion {speaker}"]
                yield number, _line(row["Unit"], speaker, last[other], never, "persuasionforgood")
            last[speaker] = row["Unit"]


def _line(text: str, speaker: str, previous: str, never: list[str], source: str) -> dict[str, Any]:
    return {
        "text": " ".join(text.split()), "speaker": speaker, "language": "en", "previous": " ".join(previous.split()),
        "acts": [], "never": never, "register": "written", "source": source,
    }  # fmt: skip


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--public", type=Path, default=Path("../shared/data"), help="folder with the public sets")
    folder = options.parse_args().public
    draw = random.Random(SEED)
    parts: dict[str, list[dict[str, Any]]] = {"train": [], "held": []}
    for name, read in (("casino", casino), ("persuasionforgood", persuasion)):
        for part, odd in (("train", 0), ("held", 1)):
            for speaker in ("rep", "customer"):
                lines = [
                    x for n, x in read(folder / name)
                    if n % 2 == odd and x["speaker"] == speaker and 3 <= len(x["text"].split()) <= 60
                ]  # fmt: skip
                parts[part] += draw.sample(lines, min(EACH, len(lines)))
    for part, lines in parts.items():
        for line in lines:
            if draw.random() < 1 / 3:
                line |= {"text": strip(line["text"]), "previous": strip(line["previous"]), "register": "asr"}
        path = DATA / f"natural_{part}_en.jsonl"
        path.write_text("".join(json.dumps(x, ensure_ascii=False) + "\n" for x in lines), encoding="utf-8")
        sys.stdout.write(f"{path.name}: {len(lines)} lines\n")


if __name__ == "__main__":
    main()
