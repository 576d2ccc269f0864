"""Score how objections are read: python -m evals.deals.objections_score [--check] [--wrong]

On lines nobody trained on: the kind right first and among the two shown, calibration (expected error and Brier score of
the first), what is no objection and is taken for one, and the concern where the words tell it.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from evals.deals.objections_lines import NONE, Line, own
from ringside.deals.objections import concerns, kinds
from ringside.deals.objections.handling import OBJECTS
from ringside.dialogue.schemas import Language

TARGETS = {"en": (0.718, 0.836), "he": (0.774, 0.83)}
"""Least share right first and among two on the held-out lines."""
QUIET = {"en": 0.14, "he": 0.22}
"""Most of the lines that are no objection that may be taken for one."""
MISSED = {"en": 0.083, "he": 0.099}
"""Most of the objections that may be taken for none."""
BINS = 5


def score(title: str, lines: Sequence[Line], wrong: bool) -> tuple[float, float]:
    """Prints the figures; the shares right first and among two."""
    objecting = [line for line in lines if line.kind != NONE]
    read = [kinds.read(line.text, line.language) for line in objecting]
    first = np.array([r.chances[0][0] == line.kind for r, line in zip(read, objecting, strict=True)])
    second = np.array([line.kind in [k for k, _ in r.chances[:2]] for r, line in zip(read, objecting, strict=True)])
    sure = np.array([r.chances[0][1] for r in read])
    sys.stdout.write(
        f"{title}: {len(objecting)} objections, right first {first.mean():.3f}, among two {second.mean():.3f}, "
        f"calibration error {calibration_error(sure, first):.3f}, Brier {((sure - first) ** 2).mean():.3f}\n"
    )
    if wrong:
        for r, line in zip(read, objecting, strict=True):
            if r.chances[0][0] != line.kind:
                sys.stdout.write(
                    f"   {line.kind} read as {[(k, round(p, 2)) for k, p in r.chances[:2]]}: {line.text[:110]}\n"
                )
    return float(first.mean()), float(second.mean())


def calibration_error(sure: NDArray[np.float64], right: NDArray[np.bool_]) -> float:
    """Expected calibration error over bins of equal count."""
    order = np.argsort(sure)
    error = sum(abs(sure[part].mean() - right[part].mean()) * len(part) for part in np.array_split(order, BINS))
    return float(error / len(sure))


def quiet(lines: Sequence[Line], wrong: bool) -> tuple[float, float]:
    """The shares of other lines taken for objections, and of objections taken for none; prints both."""
    taken: dict[bool, list[bool]] = {True: [], False: []}
    for line in lines:
        said = kinds.read(line.text, line.language).objection >= OBJECTS
        taken[line.kind != NONE].append(said)
        if wrong and said != (line.kind != NONE):
            sys.stdout.write(f"   {line.kind}, taken for {'an objection' if said else 'none'}: {line.text[:110]}\n")
    false, caught = float(np.mean(taken[False])), float(np.mean(taken[True]))
    sys.stdout.write(
        f"   taken for objections: {caught:.3f} of the objections, {false:.3f} of {len(taken[False])} others\n"
    )
    return false, 1 - caught


def underlying(lines: Sequence[Line]) -> None:
    """Prints how often the concern is told, and told right, where the line tells it and the kind is known."""
    told = [(line, concerns.seen(line.text, line.kind, line.language)) for line in lines if line.concern]
    named = [(line, seen[0].concern.id) for line, seen in told if seen]
    right = np.mean([line.concern == found for line, found in named]) if named else 0.0
    sys.stdout.write(f"   concern named for {len(named)} of {len(told)}, right {right:.3f} of those\n")


def main() -> int:
    wrong, failed = "--wrong" in sys.argv, False
    languages: tuple[Language, ...] = ("en", "he")
    for language in languages:
        held = own("held", language)
        first, second = score(f"{language}, held-out lines", held, wrong)
        false, missed = quiet(held, wrong)
        failed |= false > QUIET[language] or missed > MISSED[language]
        failed |= first < TARGETS[language][0] or second < TARGETS[language][1]
        underlying(held)
    return int(failed and "--check" in sys.argv)


if __name__ == "__main__":
    sys.exit(main())
