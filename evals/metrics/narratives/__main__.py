"""Score the gate for narratives: python -m evals.metrics.narratives [--check] [--show]

Per language: how many true sentences pass, and how many untrue ones are refused. A true sentence that is refused costs
nothing but a model's wording, as the template is shown then; an untrue one that passes is what must not happen.
`--check` demands the floors.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import yaml

from ringside.dialogue.schemas import Language
from ringside.metrics.answer import compose, gate, scope
from ringside.metrics.model.schema import Measure, Model
from ringside.metrics.query.schema import MetricQuery, Result, ResultColumn

CASES = Path(__file__).with_name("cases.yaml")
TODAY = date(2026, 3, 1)
PASSED, REFUSED = 0.9, 0.98
"""Floors: the share of true sentences that pass, and of untrue ones that are refused."""
MODEL = Model(
    measures={
        "revenue": Measure(label={"en": "Revenue", "he": "הכנסות"}, table="sales", agg="sum",
        of="sales.amount", format="money"),
        "orders": Measure(label={"en": "Orders", "he": "הזמנות"}, table="sales", agg="count", format="integer"),
        "win_rate": Measure(label={"en": "Win rate", "he": "אחוז הזכייה"}, formula="orders / orders", format="percent"),
    }
)  # fmt: skip


def result_of(case: dict[str, Any]) -> Result:
    """The result that a case describes."""
    columns = []
    for name, kind, form, *unit in case["columns"]:
        measure = name.partition(":")[2] or name
        columns.append(
            ResultColumn(name=name, label=name, kind=kind, measure=measure, format=form, unit=unit[0] if unit else None)
        )
    return Result(columns=tuple(columns), rows=tuple(map(tuple, case["rows"])))


def judged() -> Iterator[tuple[Language, bool, bool, str, list[str]]]:
    """Language, whether it is true, whether it passed, the sentence, and the reasons against it."""
    for case in yaml.safe_load(CASES.read_text(encoding="utf-8")):
        query, result = MetricQuery.model_validate(case["query"]), result_of(case)
        for language in get_args(Language):
            answer = compose(query, result, MODEL, language, TODAY)
            names = scope.names(query, MODEL, language)
            for label in ("honest", "dishonest"):
                for sentence in case[label].get(language, []):
                    problems = gate.check(sentence, answer.facts, language, names)
                    yield language, label == "honest", not problems, sentence, problems


def main() -> int:
    """Prints the figures and, with --show, every sentence that is judged wrongly."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--check", action="store_true")
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args()
    right: Counter[tuple[Language, bool]] = Counter()
    all_of: Counter[tuple[Language, bool]] = Counter()
    for language, is_true, passed, sentence, problems in judged():
        all_of[language, is_true] += 1
        right[language, is_true] += is_true == passed
        if options.show and is_true != passed:
            sys.stdout.write(f"{language} {'true, refused' if is_true else 'UNTRUE, PASSED'}: {sentence} {problems}\n")
    missed = False
    for language in get_args(Language):
        shares = []
        for is_true, floor in ((True, PASSED), (False, REFUSED)):
            share = right[language, is_true] / all_of[language, is_true]
            missed |= share < floor
            shares.append(f"{right[language, is_true]} of {all_of[language, is_true]} ({share:.3f})")
        sys.stdout.write(f"{language}: true sentences passed {shares[0]}, untrue ones refused {shares[1]}\n")
    return int(options.check and missed)


if __name__ == "__main__":
    sys.exit(main())
