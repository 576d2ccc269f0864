"""What each stretch of a turn does: the acts of rep and customer, with span and confidence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import get_args

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader import GRAMMAR, he
from ringside.dialogue.reader.rules import Rule
from ringside.dialogue.schemas import Act, ActKind, CustomerAct, Language, ObjectionKind, RepAct, Transcript, Turn

READ_LIMIT = 20_000
"""Characters of one turn that are read: ten minutes of speech without a breath. The rest changes nothing."""

REP_KINDS: tuple[str, ...] = get_args(RepAct)
CUSTOMER_KINDS: tuple[str, ...] = get_args(CustomerAct)
QUESTIONS = ("question_open", "question_closed", "question_leading")

# A question clause asks for one of these before it is a question about the customer's business.
_ASKS = {"opener_permission", "next_step_ask", "trial_close", "callback_offer", "rapport"}


@dataclass(frozen=True, slots=True)
class Hit:
    """A kind of act seen in folded characters start..end."""

    kind: str
    start: int
    end: int
    sure: float
    by: str
    detail: str | None = None


def read(turn: Turn, previous: Turn | None, language: Language) -> list[Act]:
    """The acts of one turn in text order; `previous` is the other speaker's last turn."""
    view = lang.fold(turn.text[:READ_LIMIT])
    if turn.speaker == "rep":
        hits = _read_rep(view, previous.text[:READ_LIMIT] if previous else "", language)
    else:
        hits = list(_read_customer(turn.text[:READ_LIMIT], language))
    acts = [_act(turn.index, view, hit) for hit in _strongest(hits)]
    return sorted(acts, key=lambda act: (act.start, act.end, act.kind))


def read_all(transcript: Transcript) -> list[Act]:
    """The acts of a whole call in order."""
    found: list[Act] = []
    last: dict[str, Turn] = {}
    for turn in transcript.turns:
        other = last.get("customer" if turn.speaker == "rep" else "rep")
        found += read(turn, other, transcript.language)
        last[turn.speaker] = turn
    return found


def _act(turn: int, view: lang.View, hit: Hit) -> Act:
    start, end = view.span(hit.start, hit.end)
    kind: ActKind = hit.kind  # type: ignore[assignment]
    detail: ObjectionKind | None = hit.detail  # type: ignore[assignment]
    return Act(
        kind=kind, turn=turn, start=start, end=end, confidence=round(hit.sure, 3), detector=hit.by, objection=detail
    )


def _strongest(hits: list[Hit]) -> list[Hit]:
    """One hit per kind and place: the surest of those that overlap."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda h: -h.sure):
        if not any(k.kind == hit.kind and k.start < hit.end and hit.start < k.end for k in kept):
            kept.append(hit)
    return kept


# Rules --------------------------------------------------------------------------------------------------------------


def _matches(rules: tuple[Rule, ...], body: str, offset: int, clause: lang.Clause) -> Iterator[Hit]:
    for rule in rules:
        if rule.pattern.search(body):
            yield Hit(rule.kind, offset, clause.end, rule.sure, "rules", rule.detail)


def is_sentence(text: str, language: Language) -> bool:
    """Whether folded `text` has the small words that make a move of its content words; short text passes."""
    found = lang._WORD.findall(text)
    if len(found) < 5:
        return True
    small = GRAMMAR[language].FUNCTION_WORDS
    glue = sum(1.0 for w in found if w in small)
    if language == "he":
        glue += sum(0.5 for w in found if w not in small and len(w) > 3 and w[0] in "והבלמשכ")
    return glue / len(found) >= 0.12


def _bodies(view: lang.View, language: Language) -> Iterator[tuple[lang.Clause, int, str]]:
    """Clauses that are sentences, each with where it starts once leading fillers are cut off."""
    if not is_sentence(view.text, language):
        return
    for clause in lang.clauses(view, language):
        text = view.text[clause.start : clause.end]
        lead = GRAMMAR[language].LEAD.match(text)
        skip = lead.end() if lead else 0
        if skip >= len(text.rstrip(" .?!,")):
            skip = 0
        if is_sentence(text, language):
            yield clause, clause.start + skip, text[skip:].strip()


def _question(body: str, asked: bool, language: Language) -> tuple[str, float] | None:
    """The form of a question and how sure we are, None when the clause does not ask."""
    g = GRAMMAR[language]
    if g.PROBE_ALONE.match(body):
        return "question_open", 0.9 if asked else 0.8
    if g.TAG.search(body) and len(body) > 12 and (asked or language == "en"):
        return "question_leading", 0.85
    if g.LEADING.match(body):
        return "question_leading", 0.85
    if g.OPEN_ASK.match(body):
        return "question_open", 0.93
    if g.CLOSED_WH.match(body):
        return "question_closed", 0.85 if asked else 0.75
    if g.WH.match(body) and not (g.NOT_WH.match(body) and not asked):
        return "question_open", 0.93 if asked else 0.85
    if g.INVERTED.match(body) and (asked or not g.NOT_INVERTED.match(body)):
        if language == "he" and not asked and not he.ASKS_ALONE.match(body):
            return None
        return "question_closed", 0.93 if asked else 0.85
    return ("question_closed", 0.8) if asked else None


def _read_rep(view: lang.View, previous: str, language: Language) -> list[Hit]:
    g = GRAMMAR[language]
    hits: list[Hit] = []
    objected = any(h.kind in ("objection", "brush_off") and h.sure >= 0.5 for h in _read_customer(previous, language))
    for clause, start, body in _bodies(view, language):
        found = list(_matches(g.REP, body, start, clause))
        kinds = {h.kind for h in found}
        whole = view.text[clause.start : clause.end].strip()
        question = _question(whole, clause.asked, language) if g.PROBE_ALONE.match(whole) else None
        question = question or _question(body, clause.asked, language)
        if question or "next_step_ask" in kinds:
            found = [h for h in found if h.kind not in ("acknowledgement", "pitch", "value")]
        if "next_step_ask" in kinds:
            found = [h for h in found if h.kind != "trial_close"]
        if question and not (kinds & _ASKS) and not ("reflection" in kinds and not g.WH.match(body)):
            kind, sure = question
            found.append(Hit(kind, start, clause.end, sure, "rules"))
            if kind != "question_leading" and _follows(body, previous, language):
                found.append(Hit("follow_up", start, clause.end, 0.8, "rules"))
        if objected and kinds & {"pitch", "value", "proof"} and not question:
            found.append(Hit("objection_answer", start, clause.end, 0.75, "rules"))
        if not objected:
            # contradicting needs something to contradict; plain rudeness does not
            found = [
                Hit(h.kind, h.start, h.end, 0.4, h.by) if h.kind == "argument" and h.sure < 0.86 else h for h in found
            ]
        hits += found
    return hits


def _follows(question: str, previous: str, language: Language) -> bool:
    """Whether a question goes into what the customer said last."""
    if not previous:
        return False
    g = GRAMMAR[language]
    if g.PROBE.match(question) or g.PROBE_ALONE.match(question):
        return True
    return topics.shared_words(question, previous, language) >= 1


@lru_cache(maxsize=4096)
def _read_customer(text: str, language: Language) -> tuple[Hit, ...]:
    g = GRAMMAR[language]
    view = lang.fold(text)
    hits: list[Hit] = []
    for clause, start, body in _bodies(view, language):
        whole = view.text[clause.start : clause.end].strip()
        found = list(_matches(g.CUSTOMER, body, start, clause))
        if whole != body:
            found += [h for h in _matches(g.CUSTOMER, whole, clause.start, clause) if h.kind in ("agreement", "refusal")]
        if any(h.kind in ("objection", "brush_off", "refusal") for h in found):
            found = [h for h in found if h.kind not in ("agreement", "buying_signal", "need_surface")]
        if _question(body, clause.asked, language):
            found.append(Hit("question", start, clause.end, 0.9 if clause.asked else 0.8, "rules"))
        hits += found
    return tuple(hits)
