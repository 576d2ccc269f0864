"""Rules applied to a turn: its clauses, and per clause the kinds of act its form speaks for."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise

from ringside.dialogue import language as lang
from ringside.dialogue import topics
from ringside.dialogue.reader import GRAMMAR, he
from ringside.dialogue.reader.rules import Rule
from ringside.dialogue.schemas import Language, Speaker

# A question clause asks for one of these before it is a question about the customer's business.
_ASKS = frozenset({"opener_permission", "next_step_ask", "trial_close", "callback_offer", "rapport"})
_STATEMENTS = frozenset({"acknowledgement", "pitch", "value", "farewell"})
_RESISTS = frozenset({"objection", "brush_off", "refusal"})
# These span several clauses ("if we could ..., would you ..."), so whole sentences are tried as well.
_LONG = frozenset({"trial_close", "next_step_ask"})


@dataclass(slots=True)
class Move:
    """A clause of a turn, in folded offsets, and how sure the rules are of each kind (objections by detail)."""

    start: int
    end: int
    body: str
    asked: bool
    kinds: dict[str, float] = field(default_factory=dict)
    details: dict[str, float] = field(default_factory=dict)

    def add(self, kind: str, sure: float, detail: str | None = None) -> None:
        self.kinds[kind] = max(sure, self.kinds.get(kind, 0.0))
        if detail:
            self.details[detail] = max(sure, self.details.get(detail, 0.0))

    def drop(self, kinds: frozenset[str]) -> None:
        for kind in kinds & self.kinds.keys():
            del self.kinds[kind]


def is_sentence(text: str, language: Language, shortest: int = 5) -> bool:
    """Whether folded `text` has the small words that make a move of its content words; shorter text passes."""
    found = lang.tokens(text)
    if len(found) < shortest:
        return True
    small = GRAMMAR[language].FUNCTION_WORDS
    glue = sum(1.0 for w in found if w in small)
    if language == "he":
        glue += sum(0.5 for w in found if w not in small and len(w) > 3 and w[0] in "והבלמשכ")
    return glue / len(found) >= 0.12


def read(text: str, speaker: Speaker, previous: str, language: Language) -> list[Move]:
    """The moves of a turn as the rules see them; `previous` is what the other side said last."""
    view = lang.fold(text)
    if not is_sentence(view.text, language):
        return []
    found = []
    for clause in lang.clauses(view, language):
        whole = view.text[clause.start : clause.end]
        if is_sentence(whole, language):
            found.append(_move(clause, whole, language))
    before = _kinds(previous, "customer" if speaker == "rep" else "rep", language) if previous else frozenset()
    for move in found:
        whole = view.text[move.start : move.end].strip()
        if speaker == "rep":
            _read_rep(move, whole, previous, before, language)
        else:
            _read_customer(move, whole, language)
    if speaker == "rep" and len(found) > 1:
        _read_sentences(found, view.text, language)
        _end_only(found)
    return found


def _kinds(text: str, speaker: Speaker, language: Language) -> frozenset[str]:
    return context(text, speaker, language)


@lru_cache(maxsize=4096)
def context(text: str, speaker: Speaker, language: Language) -> frozenset[str]:
    """Kinds of act the rules see in a turn taken by itself: what a reply to it answers."""
    return frozenset(k for move in read(text, speaker, "", language) for k, sure in move.kinds.items() if sure >= 0.5)


def _move(clause: lang.Clause, whole: str, language: Language) -> Move:
    lead = GRAMMAR[language].LEAD.match(whole)
    skip = lead.end() if lead else 0
    if skip >= len(whole.rstrip(" .?!,")):
        skip = 0
    return Move(clause.start + skip, clause.end, whole[skip:].strip(), clause.asked)


def _apply(speaker: Speaker, language: Language, move: Move, body: str) -> None:
    for rule in _fitting(speaker, language, body):
        move.add(rule.kind, rule.sure, rule.detail)


@lru_cache(maxsize=8192)
def _fitting(speaker: Speaker, language: Language, body: str) -> tuple[Rule, ...]:
    """The rules that match; every turn is read twice, once for itself and once as what its answer follows."""
    g = GRAMMAR[language]
    return tuple(rule for rule in (g.REP if speaker == "rep" else g.CUSTOMER) if rule.pattern.search(body))


def question(body: str, asked: bool, language: Language) -> tuple[str, float] | None:  # noqa: PLR0911 one line a case
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
    if (
        asked
        and g.INNER_WH.search(body)
        and not (g.INVERTED.match(body) or g.CLOSED_WH.match(body) or g.TAG.search(body))
    ):
        return "question_open", 0.85
    if g.CLOSED_WH.match(body):
        return "question_closed", 0.85 if asked else 0.75
    if g.WH.match(body) and not (g.NOT_WH.match(body) and not asked):
        return "question_open", 0.93 if asked else 0.85
    if g.INVERTED.match(body) and (asked or not g.NOT_INVERTED.match(body)):
        if language == "he" and not asked and not he.ASKS_ALONE.match(body):
            return None
        return "question_closed", 0.93 if asked else 0.85
    return ("question_closed", 0.8) if asked else None


def _read_rep(move: Move, whole: str, previous: str, before: frozenset[str], language: Language) -> None:
    g = GRAMMAR[language]
    _apply("rep", language, move, move.body)
    probe = g.PROBE_ALONE.match(whole)
    asks = question(whole if probe else move.body, move.asked, language)
    if asks and not g.WH.match(move.body) and _proposes_a_day(move.body, language):
        move.add("next_step_ask", 0.8)
    if asks or "next_step_ask" in move.kinds:
        move.drop(_STATEMENTS)
    if "next_step_ask" in move.kinds:
        move.drop(frozenset({"trial_close"}))
    if asks and not (move.kinds.keys() & _ASKS) and not ("reflection" in move.kinds and not g.WH.match(move.body)):
        kind, sure = asks
        move.add(kind, sure)
        if kind != "question_leading" and _follows(move.body, previous, language):
            move.add("follow_up", 0.8)
    if not asks and _gives_back(whole, previous, language):
        move.add("reflection", 0.72)
    objected = bool(before & _RESISTS)
    if objected and move.kinds.keys() & {"pitch", "value", "proof"} and not asks:
        move.add("objection_answer", 0.75)
    if not objected and 0 < move.kinds.get("argument", 0) < 0.86:
        # contradicting needs something to contradict; plain rudeness does not
        move.kinds["argument"] = 0.4


def _gives_back(whole: str, previous: str, language: Language) -> bool:
    """A statement with so or you in front that says again what the customer said."""
    if len(lang.words(previous)) < 3 or not GRAMMAR[language].GIVES_BACK.match(whole):
        return False
    return topics.shared_words(whole, previous, language) >= 1


def _proposes_a_day(body: str, language: Language) -> bool:
    """A short question with a day in it ("maybe Monday at five?") proposes a time."""
    return len(body.split()) <= 9 and bool(GRAMMAR[language].DATE.search(body))


def _follows(asked: str, previous: str, language: Language) -> bool:
    """Whether a question goes into what the customer said last."""
    g = GRAMMAR[language]
    if g.PROBE_ALONE.match(asked):
        return True
    if len(lang.words(previous)) < 3:
        return False
    points_back = g.PROBE.match(asked) or g.ANAPHOR.search(asked)
    return bool(points_back) or topics.shared_words(asked, previous, language) > 0


def _read_customer(move: Move, whole: str, language: Language) -> None:
    _apply("customer", language, move, move.body)
    if whole != move.body:
        spare = Move(move.start, move.end, whole, move.asked)
        _apply("customer", language, spare, whole)
        for kind in ("agreement", "refusal"):
            if kind in spare.kinds:
                move.add(kind, spare.kinds[kind])
    if move.kinds.keys() & _RESISTS:
        move.drop(frozenset({"agreement", "buying_signal", "need_surface"}))
    if question(move.body, move.asked, language):
        move.add("question", 0.9 if move.asked else 0.8)


def _read_sentences(moves: list[Move], text: str, language: Language) -> None:
    """Kinds that only a pair of neighbouring clauses shows, noted on the second."""
    for first, second in pairwise(moves):
        if first.asked or _LONG & (first.kinds.keys() | second.kinds.keys()):
            continue
        both = text[first.start : second.end]
        for rule in GRAMMAR[language].REP:
            if rule.kind in _LONG and rule.pattern.search(both):
                second.add(rule.kind, rule.sure - 0.05)
                second.drop(frozenset({"question_closed", "question_open"}))


def _end_only(moves: list[Move]) -> None:
    """A farewell ends a turn: with a question after it, it was no parting."""
    asking = False
    for move in reversed(moves):
        asking = asking or bool(move.kinds.keys() & (_ASKS | {"question_open", "question_closed", "question_leading"}))
        if asking:
            move.drop(frozenset({"farewell"}))
