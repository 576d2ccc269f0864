"""A finished call as a file: what happened, what was found, what was said."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

from ringside.core.document import Block, File
from ringside.core.document.markdown import markdown
from ringside.dialogue.schemas import Language
from ringside.practice.schemas import ConversationDetail, CriterionView, QuoteView, StepView

Format = Literal["md", "pdf"]


WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "rep": "Rep", "date": "Date", "level": "Level", "outcome": "Outcome", "score": "Score", "of": "of 100",
        "no_score": "no number: too little could be observed", "goal": "Goal", "feedback": "Feedback, in order",
        "why": "Why it mattered", "how": "What to do", "say": "For example", "criteria": "Scorecard",
        "call": "The call", "mind": "What the buyer was thinking", "met": "met", "not_met": "not met",
        "not_observed": "not observed",
        "foundation": "foundation", "intermediate": "intermediate", "advanced": "advanced", "expert": "expert",
        "meeting": "meeting agreed", "callback": "call back later", "refused": "refused", "hangup": "the buyer hung up",
        "ended": "ended without a result", "silence": "(silence)", "replayed": "carried over from the earlier call",
        "trust": "trust", "interest": "interest", "patience": "patience",
    },
    "he": {
        "rep": "נציג", "date": "תאריך", "level": "רמה", "outcome": "תוצאה", "score": "ציון", "of": "מתוך 100",
        "no_score": "אין מספר: מעט מדי ניתן היה לבחון", "goal": "מטרה", "feedback": "משוב, לפי הסדר",
        "why": "למה זה חשוב", "how": "מה לעשות", "say": "למשל", "criteria": "כרטיס ציון", "call": "השיחה",
        "mind": "מה הלקוח חשב", "met": "התקיים", "not_met": "לא התקיים", "not_observed": "לא נצפה",
        "foundation": "בסיס", "intermediate": "בינוני", "advanced": "מתקדם", "expert": "מומחה",
        "meeting": "נקבעה פגישה", "callback": "לחזור מאוחר יותר", "refused": "סירוב", "hangup": "הלקוח ניתק",
        "ended": "הסתיימה בלי תוצאה", "silence": "(שתיקה)", "replayed": "הועבר מהשיחה הקודמת",
        "trust": "אמון", "interest": "עניין", "patience": "סבלנות",
    },
}  # fmt: skip


def render(call: ConversationDetail, kind: Format) -> File:
    """The call as Markdown or PDF."""
    blocks = list(document(call))
    name = file_name(call, kind)
    if kind == "md":
        return File(markdown(blocks, call.language).encode(), "text/markdown; charset=utf-8", name)
    from ringside.core.document.pdf import pdf  # noqa: PLC0415  the PDF library takes half a second to load

    return File(pdf(blocks, call.language), "application/pdf", name)


def file_name(call: ConversationDetail, kind: Format) -> str:
    """A name every system accepts: no words of people in it."""
    slug = re.sub(r"[^a-z0-9-]+", "", call.scenario_id.lower())[:40] or "call"
    return f"ringside-{slug}-{call.started_at:%Y-%m-%d-%H%M}.{kind}"


def document(call: ConversationDetail) -> Iterator[Block]:
    """The paragraphs of the file, in order."""
    words = WORDS[call.language]
    yield Block("title", call.title)
    yield from _head(call, words)
    if call.feedback and call.feedback.steps:
        yield Block("heading", words["feedback"])
        for number, step in enumerate(call.feedback.steps, 1):
            yield from _step(number, step, words)
    if call.scorecard:
        yield Block("heading", words["criteria"])
        for criterion in call.scorecard.criteria:
            yield from _criterion(criterion, words)
    yield Block("heading", words["call"])
    for turn in call.turns:
        name = words["rep"] if turn.speaker == "rep" else call.persona.name
        note = f" ({words['replayed']})" if turn.replayed else ""
        yield Block("said", turn.text or words["silence"], f"{turn.index + 1}. {name}{note}")
    if call.buyer_log:
        yield Block("heading", words["mind"])
        for entry in call.buyer_log:
            yield Block(
                "point",
                f"{entry.text} {_mind(entry.trust, entry.interest, entry.patience, words)}",
                str(entry.turn + 1),
            )


def _head(call: ConversationDetail, words: Mapping[str, str]) -> Iterator[Block]:
    person = call.persona
    yield Block("text", f"{person.name}, {person.role}, {person.company}")
    yield Block("fact", call.user.name, words["rep"])
    yield Block("fact", f"{call.started_at:%Y-%m-%d %H:%M} UTC", words["date"])
    yield Block("fact", words[call.level], words["level"])
    yield Block("fact", call.goal, words["goal"])
    if call.outcome:
        yield Block("fact", words[call.outcome], words["outcome"])
    if call.scorecard:
        score = call.scorecard.score
        yield Block("fact", words["no_score"] if score is None else f"{score:g} {words['of']}", words["score"])
        if call.scorecard.outcome:
            yield Block("text", call.scorecard.outcome)


def _step(number: int, step: StepView, words: Mapping[str, str]) -> Iterator[Block]:
    yield Block("point", step.what, f"{number}.")
    yield from (_quote(quote) for quote in step.quotes)
    yield Block("fact", step.why, words["why"])
    yield Block("fact", step.how, words["how"])
    if step.rewrite:
        yield Block("fact", step.rewrite, words["say"])


def _criterion(criterion: CriterionView, words: Mapping[str, str]) -> Iterator[Block]:
    yield Block("point", f"{criterion.title}: {words[criterion.result]}")
    yield from (_quote(quote) for quote in criterion.quotes)


def _quote(quote: QuoteView) -> Block:
    return Block("quote", quote.text, str(quote.turn + 1))


def _mind(trust: float, interest: float, patience: float, words: Mapping[str, str]) -> str:
    changes = {"trust": trust, "interest": interest, "patience": patience}
    said = [f"{words[name]} {change:+g}" for name, change in changes.items() if change]
    return f"({', '.join(said)})" if said else ""
