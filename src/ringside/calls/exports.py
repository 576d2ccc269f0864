"""The report of a call as a file: Markdown and PDF to read, JSON and CSV to work on."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping
from typing import Literal

from ringside.calls.schemas import CallCriterion, CallDetail, CallFinding, CallQuote
from ringside.core.document import Block, File
from ringside.core.document.markdown import markdown
from ringside.dialogue.schemas import Language

Format = Literal["markdown", "pdf", "json", "csv"]

WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "rep": "Rep", "customer": "Customer", "date": "Date", "length": "Length", "minutes": "min", "score": "Score",
        "of": "of 100", "no_score": "no number: too little could be observed", "rubric": "Scored by",
        "with_changes": "Score with people's changes", "summary": "Summary", "findings": "Findings",
        "why": "Why it mattered",
        "how": "What to do", "say": "For example", "criteria": "Scorecard", "met": "met", "not_met": "not met",
        "not_observed": "not observed", "changed": "{name} says: {result}", "wrong": "{name} marked this wrong",
        "right": "{name} confirmed this", "needs": "What the customer needs", "objections": "Objections",
        "resolved": "resolved", "open": "not resolved", "unknown": "nobody can say", "next_steps": "Next steps",
        "call": "The call", "nobody": "somebody", "unfinished": "The analysis of this call is not finished.",
    },
    "he": {
        "rep": "נציג", "customer": "לקוח", "date": "תאריך", "length": "אורך", "minutes": "דק׳", "score": "ציון",
        "of": "מתוך 100", "no_score": "אין מספר: מעט מדי ניתן היה לבחון", "rubric": "נבחן לפי",
        "with_changes": "ציון עם תיקוני אנשים", "summary": "תקציר", "findings": "ממצאים", "why": "למה זה חשוב",
        "how": "מה לעשות", "say": "למשל", "criteria": "כרטיס ציון", "met": "התקיים", "not_met": "לא התקיים",
        "not_observed": "לא נצפה", "changed": "לפי {name}: {result}", "wrong": "סומן כשגוי על ידי {name}",
        "right": "אושר על ידי {name}", "needs": "צורכי הלקוח", "objections": "התנגדויות", "resolved": "נפתרה",
        "open": "לא נפתרה", "unknown": "אי אפשר לדעת", "next_steps": "צעדים הבאים", "call": "השיחה", "nobody": "מישהו",
        "unfinished": "הניתוח של השיחה לא הסתיים.",
    },
}  # fmt: skip

COLUMNS = ("part", "turn", "at", "speaker", "label", "title", "result", "text", "quotes", "by")


def render(call: CallDetail, kind: Format) -> File:
    """The report as a file."""
    name = f"ringside-call-{call.happened_at:%Y-%m-%d-%H%M}"
    match kind:
        case "markdown":
            text = markdown(list(document(call)), call.language)
            return File(text.encode(), "text/markdown; charset=utf-8", f"{name}.md")
        case "json":
            return File(call.model_dump_json(indent=1, by_alias=True).encode(), "application/json", f"{name}.json")
        case "csv":
            # The mark in front tells spreadsheets that it is UTF-8.
            return File(table(call).encode("utf-8-sig"), "text/csv; charset=utf-8", f"{name}.csv")
        case "pdf":
            from ringside.core.document.pdf import pdf  # noqa: PLC0415  the PDF library takes half a second to load

            return File(pdf(list(document(call)), call.language), "application/pdf", f"{name}.pdf")


def document(call: CallDetail) -> Iterator[Block]:
    """The paragraphs of the report, in order."""
    words = WORDS[call.language]
    yield Block("title", call.title)
    yield from _head(call, words)
    if call.summary:
        yield Block("heading", words["summary"])
        yield Block("text", call.summary_text)
    if call.findings:
        yield Block("heading", words["findings"])
        for number, finding in enumerate(call.findings, 1):
            yield from _finding(number, finding, words)
    if call.scorecard:
        yield Block("heading", words["criteria"])
        for criterion in call.scorecard.criteria:
            yield from _criterion(criterion, words)
    yield from _said(call, words)
    if call.turns:
        yield Block("heading", words["call"])
        for turn in call.turns:
            at = f" {clock(turn.start)}" if turn.start is not None else ""
            yield Block("said", turn.text, f"{turn.index + 1}. {turn.label}{at}")


def clock(seconds: float) -> str:
    """Seconds as minutes and seconds, from an hour on with hours."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


def _head(call: CallDetail, words: Mapping[str, str]) -> Iterator[Block]:
    if call.rep.name:
        yield Block("fact", call.rep.name, words["rep"])
    yield Block("fact", f"{call.happened_at:%Y-%m-%d %H:%M} UTC", words["date"])
    if call.duration_s:
        yield Block("fact", f"{clock(call.duration_s)} {words['minutes']}", words["length"])
    if call.status != "done":
        yield Block("text", words["unfinished"])
    if call.scorecard and call.rubric:
        card = call.scorecard
        yield Block("fact", call.rubric.title, words["rubric"])
        yield Block("fact", _score(card.score, words), words["score"])
        if any(criterion.override for criterion in card.criteria):
            yield Block("fact", _score(card.score_with_changes, words), words["with_changes"])
        if card.outcome:
            yield Block("text", card.outcome)


def _score(score: float | None, words: Mapping[str, str]) -> str:
    return words["no_score"] if score is None else f"{score:g} {words['of']}"


def _finding(number: int, finding: CallFinding, words: Mapping[str, str]) -> Iterator[Block]:
    yield Block("point", finding.title, f"{number}.")
    yield from map(_quote, finding.quotes)
    yield Block("fact", finding.why, words["why"])
    if finding.how:
        yield Block("fact", finding.how, words["how"])
    if finding.rewrite:
        yield Block("fact", finding.rewrite, words["say"])
    if finding.judgement:
        name = finding.judgement.by.name or words["nobody"]
        yield Block("text", words[finding.judgement.verdict].format(name=name))


def _criterion(criterion: CallCriterion, words: Mapping[str, str]) -> Iterator[Block]:
    yield Block("point", f"{criterion.title}: {words[criterion.result]}")
    if criterion.override:
        by = criterion.override.by.name or words["nobody"]
        yield Block("text", words["changed"].format(name=by, result=words[criterion.override.result]))
    yield from map(_quote, criterion.quotes)


def _said(call: CallDetail, words: Mapping[str, str]) -> Iterator[Block]:
    """Needs, objections and next steps, each in the customer's or rep's own words."""
    if call.needs_stated:
        yield Block("heading", words["needs"])
        yield from (_quote(need.quote) for need in call.needs_stated)
    if call.objections:
        yield Block("heading", words["objections"])
        for objection in call.objections:
            state = {True: "resolved", False: "open", None: "unknown"}[objection.resolved]
            yield Block("point", f"{objection.label or objection.kind}: {words[state]}")
            yield _quote(objection.quote)
    if call.next_steps:
        yield Block("heading", words["next_steps"])
        for step in call.next_steps:
            yield from map(_quote, step.quotes)


def _quote(quote: CallQuote) -> Block:
    return Block("quote", quote.text, str(quote.turn + 1))


def table(call: CallDetail) -> str:
    """The report as rows: one for each criterion, finding, objection, need, next step and turn."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    for row in _rows(call):
        writer.writerow([safe(str(row.get(name, "") if row.get(name) is not None else "")) for name in COLUMNS])
    return out.getvalue()


def _rows(call: CallDetail) -> Iterator[dict[str, object]]:
    for criterion in call.scorecard.criteria if call.scorecard else ():
        word = criterion.override
        yield {
            "part": "criterion", "title": criterion.title, "result": word.result if word else criterion.result,
            "text": criterion.why, "quotes": _joined(criterion.quotes), "by": word.by.name if word else "",
            "turn": criterion.quotes[0].turn + 1 if criterion.quotes else None,
        }  # fmt: skip
    for finding in call.findings:
        word_of = finding.judgement
        yield {
            "part": finding.kind, "turn": finding.turn + 1, "title": finding.title, "text": finding.why,
            "result": word_of.verdict if word_of else "", "quotes": _joined(finding.quotes),
            "by": word_of.by.name if word_of else finding.source,
        }  # fmt: skip
    for objection in call.objections:
        yield _of_quote("objection", objection.quote, objection.label or objection.kind, objection.resolved)
    for need in call.needs_stated:
        yield _of_quote("need", need.quote, need.level)
    for step in call.next_steps:
        yield _of_quote("next_step", step.quotes[0], step.class_)
    for turn in call.turns:
        yield {
            "part": "turn", "turn": turn.index + 1, "at": turn.start, "speaker": turn.speaker, "label": turn.label,
            "text": turn.text,
        }  # fmt: skip


def _of_quote(part: str, quote: CallQuote, title: str, resolved: bool | None = None) -> dict[str, object]:
    return {
        "part": part, "turn": quote.turn + 1, "at": quote.at, "speaker": quote.speaker, "title": title,
        "text": quote.text, "result": {True: "resolved", False: "open"}.get(resolved) if resolved is not None else "",
    }  # fmt: skip


def _joined(quotes: list[CallQuote]) -> str:
    return " | ".join(quote.text for quote in quotes)


_FORMULA = ("=", "+", "-", "@", "＝", "＋", "－", "＠")


def safe(value: str) -> str:
    """The value so that a spreadsheet takes it for words, never for a formula."""
    risky = value.lstrip().startswith(_FORMULA) or value.startswith(("\t", "\r", "\n"))
    return f"'{value}" if risky else value
