"""What a person sees of a file before it is imported. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from ringside.deals.importing import cells, drafts, planning, values
from ringside.deals.importing.cells import Wrong
from ringside.deals.importing.inspecting import Before, Inspected, mapping_of
from ringside.deals.importing.profiling import Column
from ringside.deals.importing.schemas import (
    ImportColumn,
    ImportMapping,
    ImportOutcome,
    ImportPreview,
    ImportProblem,
    ImportQuestion,
)
from ringside.deals.importing.wording import QUESTIONS, TEXTS, said
from ringside.deals.schemas import DealStatus
from ringside.dialogue.schemas import Language

SHOWN_ROWS = 12
SHOWN_PROBLEMS = 50
_SHORT = 200


def preview(seen: Inspected, given: ImportMapping | None, before: Before, language: Language) -> ImportPreview:
    """The columns with their fields, the first rows, what is open and what is wrong."""
    mapping = mapping_of(seen, given, before)
    return ImportPreview(
        kind=seen.plan.kind, rows=seen.rows, encoding=seen.layout.encoding, delimiter=seen.layout.delimiter,
        identity=seen.plan.identity, columns=[_column(seen, column) for column in seen.columns],
        fields=planning.fields(seen.plan.kind),
        sample=[[cell[:_SHORT] for cell in line.cells] for line in seen.sample[:SHOWN_ROWS]],
        outcome=outcome_of(seen), questions=questions(seen, mapping, language),
        problems=_problems(seen, language), mapping=mapping, saved=before.mapping is not None,
    )  # fmt: skip


def _column(seen: Inspected, column: Column) -> ImportColumn:
    guess = seen.guesses[column.header]
    examples = [value[:80] for value, _ in column.counts.most_common(4)]
    return ImportColumn(
        header=column.header, field=guess.field, confidence=min(1.0, round(guess.confidence, 2)), type=column.kind,
        filled=column.filled, distinct=column.distinct, examples=examples,
    )  # fmt: skip


def outcome_of(seen: Inspected) -> list[ImportOutcome]:
    """How each value of the column that says the outcome is read."""
    if seen.plan.kind != "deals":
        return []
    named = {part.field: part.header for part in seen.plan.parts}
    ends = {"won", "lost"} & set(seen.plan.outcome.values())
    order = ("status", "stage", "won", "lost") if ends else ("status", "won", "lost", "stage")
    field = next((name for name in order if name in named), None)
    column = next((column for column in seen.columns if field and column.header == named[field]), None)
    if column is None:
        return []
    return [
        ImportOutcome(value=value, status=_read_as(seen, field, value), rows=count)
        for value, count in column.counts.most_common(60)
    ]


def _read_as(seen: Inspected, field: str | None, value: str) -> DealStatus | None:
    if field not in ("won", "lost"):
        return seen.plan.outcome.get(values.plain(value))
    yes = values.flag(value)
    if yes is None or (yes is False and seen.plan.fields & {"closed", "stage", "lost", "won"} != {field}):
        return None if yes is None else "open"
    return "won" if yes is (field == "won") else "lost"


def questions(seen: Inspected, mapping: ImportMapping, language: Language) -> list[ImportQuestion]:
    """What the file leaves open and the mapping does not answer."""
    found: list[ImportQuestion] = []
    if mapping.date_order is None and (columns := open_dates(seen)):
        examples = _examples(columns, _either)
        guess = (
            "day" if any(part.day_first for part in seen.plan.parts if part.header == columns[0].header) else "month"
        )
        found.append(_ask("date_order", columns, ["day", "month"], guess, examples, language))
    if mapping.decimal is None and (columns := _open_numbers(seen)):
        examples = _examples(columns, lambda value: "." in value or "," in value)
        comma = any(part.comma for part in seen.plan.parts if part.header == columns[0].header)
        found.append(_ask("decimal", columns, ["comma", "point"], "comma" if comma else "point", examples, language))
    amounts = [column for column in seen.columns if seen.guesses[column.header].field == "amount"]
    has_currency = "currency" in seen.plan.fields or seen.plan.currency
    if (
        amounts
        and not has_currency
        and not any(seen.evidence[c.header].currencies for c in amounts if c.header in seen.evidence)
    ):
        found.append(_ask("currency", amounts, ["EUR", "USD", "GBP", "ILS"], None, [], language))
    odd = [item.value for item in outcome_of(seen) if item.status is None and not values.missing(item.value)]
    if odd and "status" in seen.plan.fields:
        columns = [column for column in seen.columns if seen.guesses[column.header].field == "status"]
        found.append(_ask("outcome", columns, ["won", "lost", "open"], "open", odd[:20], language))
    return found


def _ask(
    code: str, columns: Sequence[Column], options: list[str], guess: str | None, examples: list[str], language: Language
) -> ImportQuestion:
    return ImportQuestion.model_validate({
        "id": code, "text": said(QUESTIONS, code, language, value=examples[0] if examples else "1.234"),
        "columns": [column.header for column in columns], "options": options, "guess": guess, "examples": examples,
    })  # fmt: skip


def open_dates(seen: Inspected) -> list[Column]:
    """Columns whose dates can be read in two ways, where no column of the file settles it."""
    all_ = seen.evidence.values()
    if any(item.day_first or item.month_first for item in all_):
        return []
    return [column for column in seen.columns if (mine := seen.evidence.get(column.header)) and mine.either]


def _open_numbers(seen: Inspected) -> list[Column]:
    if any(item.comma or item.point for item in seen.evidence.values()):
        return []
    return [
        column
        for column in seen.columns
        if seen.guesses[column.header].field == "amount" and len(seen.evidence[column.header].grouped) > 1
    ]


def _either(value: str) -> bool:
    parts = values.date_parts(value)
    return parts is not None and parts[0] != parts[1]


def _examples(columns: Sequence[Column], holds: Callable[[str], bool]) -> list[str]:
    return [value for column in columns for value in column.counts if holds(value)][:3]


def _problems(seen: Inspected, language: Language) -> list[ImportProblem]:
    found: list[ImportProblem] = []
    for line in seen.sample:
        row = cells.read(seen.plan, line)
        wrong = row.wrong
        if seen.plan.kind == "deals" and not wrong:
            made = drafts.deal(seen.plan, row, "")
            wrong = made if isinstance(made, list) else []
        found.extend(problems(line.number, wrong, language))
        if len(found) >= SHOWN_PROBLEMS:
            break
    return found[:SHOWN_PROBLEMS]


def problems(number: int, wrong: Iterable[Wrong], language: Language) -> list[ImportProblem]:
    """What is wrong with a row, in words."""
    return [
        ImportProblem(
            row=number, column=item.column, value=item.value,
            problem=said(TEXTS, item.code, language, **item.values),
        )
        for item in wrong
    ]  # fmt: skip
