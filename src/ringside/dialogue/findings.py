"""What was done well and what was missed in a call, each at its turn, with the words that prove it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ringside.dialogue import language as lang
from ringside.dialogue import listening
from ringside.dialogue import objections as laer
from ringside.dialogue.evidence import Quote
from ringside.dialogue.moments import FEW, Finding, Moments, own_words, sized
from ringside.dialogue.objections import Objection
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act
from ringside.dialogue.scorecard import CriterionResult
from ringside.dialogue.uptake import asked

LONG_TURN = 60
"""Words a rep can say at a stretch before the other side stops listening."""

NEEDS = ("need_impact", "need_pain", "need_surface")
OFFERS = ("pitch", "value", "proof", "price_mention")
ASKS = ("question_open", "question_closed", "follow_up")


def find(moments: Moments) -> list[Finding]:
    """Everything worth saying about the call, in call order."""
    found = [f for look in _LOOKS for f in look(moments) if f.quotes]
    return sorted(found, key=lambda f: (f.turn, f.good, -f.worth, f.topic))


def _opening(m: Moments) -> Iterator[Finding]:
    rep = m.turns("rep")
    if not rep:
        return
    opened = [a for t in rep[:2] for a in m.of_kind("opener_permission", "opener_reason") if a.turn == t.index]
    if opened and not m.service:
        yield Finding("good_opening", opened[0].turn, True, "opening", 8, m.quoted_act(opened[0]))
    elif not opened:
        yield Finding("no_opening", rep[0].index, False, "opening", 12, m.quoted(rep[0].index), cause="no_introduction")


def _questions(m: Moments) -> Iterator[Finding]:
    rep, drawn = m.turns("rep"), m.call.uptake.drawn
    opened = m.of_kind("question_open")
    turns = {span[0] for span in drawn}
    paid = [a for a in m.of_kind(*ASKS) if a.turn in turns and _really_asks(m, a)]
    if paid:
        best = max(paid, key=lambda a: (a.kind == "question_open", _answer_size(m, a.turn), -a.turn))
        words = m.need_before(best.turn + 2)
        yield Finding("good_question", best.turn, True, "discovery", 9, m.quoted_act(best), words)
    closed = m.of_kind("question_closed", "question_leading")
    if rep and not opened:
        turn = closed[0].turn if closed else rep[min(1, len(rep) - 1)].index
        quotes = m.quoted_act(closed[0]) if closed else m.quoted(turn)
        yield Finding("no_question", turn, False, "discovery", 18, quotes, m.need_before(turn), cause="closed_question")
    else:
        yield from listening.unfollowed(m)
    for act in m.of_kind("question_leading")[:1]:
        yield Finding("leading_question", act.turn, False, "discovery", 7, m.quoted_act(act), m.need_before(act.turn))


def _really_asks(m: Moments, act: Act) -> bool:
    """Whether the quoted clause is the question itself, beyond doubt enough to praise it."""
    text = m.transcript.turns[act.turn].text
    quoted = m.quoted_act(act)
    return bool(quoted) and asked(quoted[0].text, m.language) and ("?" in quoted[0].text or "?" not in text)


def _answer_size(m: Moments, turn: int) -> int:
    reply = m.next(turn, "customer")
    return len(lang.words(reply.text)) if reply else 0


def _early_offer(m: Moments) -> Iterator[Finding]:
    offers = m.of_kind("pitch", "price_mention")
    if not offers:
        return
    first = offers[0]
    known = any(a.turn < first.turn for a in m.of_kind(*NEEDS, "fact"))
    if not known and len([t for t in m.turns("rep") if t.index <= first.turn]) <= 4:
        yield Finding(
            "early_pitch", first.turn, False, "discovery", 16, m.quoted_act(first), cause="pitch_before_discovery"
        )


def _value(m: Moments) -> Iterator[Finding]:
    needs = m.of_kind(*NEEDS)
    for act in [a for a in m.of_kind("value", "proof") if any(n.turn < a.turn for n in needs)][:1]:
        yield Finding("good_value", act.turn, True, "value", 8, m.quoted_act(act), m.need_before(act.turn))
    plain = [
        a for a in m.of_kind("pitch") if not m.at(a.turn) & {"value", "proof"} and any(n.turn < a.turn for n in needs)
    ]
    for act in plain[:1]:
        yield Finding(
            "no_value",
            act.turn,
            False,
            "value",
            9,
            m.quoted_act(act),
            m.need_before(act.turn),
            cause="pitched_features",
        )


def _objections(m: Moments) -> Iterator[Finding]:
    for objection in m.call.objections:
        if objection.answered_at is None:
            continue
        words = own_words(m.transcript, objection)
        raised = m.quoted(objection.turn, objection.start, objection.end)
        answer = objection.answered_at

        def finding(
            topic: str, worth: float, good: bool = False, quotes: tuple[Quote, ...] | None = None, cause: str = "",
            skill: Skill = "objection_handling", turn: int = answer, words: str = words, o: Objection = objection,
            base: tuple[Quote, ...] = raised,
        ) -> Finding:  # fmt: skip
            shown = base + m.quoted(turn) if quotes is None else base + quotes
            return Finding(topic, turn, good, skill, worth, shown, words, o.kind, cause)

        argued = [a for a in m.of_kind("argument") if a.turn == answer]
        if argued:
            yield finding("argued", 20, quotes=m.quoted_act(argued[0]), cause="argument", skill="composure")
        elif "explore" in objection.steps:
            where = _step(m, objection, laer.EXPLORES)
            words_of = m.transcript.turns[where.turn].text[where.start : where.end]
            if asked(words_of, m.language) and len(lang.words(words_of)) > FEW:
                yield finding("good_explore", 11, True, m.quoted_act(where), turn=where.turn)
        elif "acknowledge" in objection.steps:
            yield finding("unexplored", 12, cause="answered_unexplored")
        elif "respond" in objection.steps:
            yield finding("unheard", 13, cause="answered_unheard")
        else:
            yield finding("ignored", 15, cause="brush_off_passed_over" if objection.brush_off else "objection_ignored")


def _step(m: Moments, objection: Objection, kinds: frozenset[str]) -> Act:
    return next(a for a in m.acts if a.turn > objection.turn and a.kind in kinds)


def _customer_questions(m: Moments) -> Iterator[Finding]:
    answers = {*OFFERS, "objection_answer", "opener_reason", "hold", "next_step_ask", "callback_offer", "rapport"}
    for act in m.of_kind("question"):
        reply = m.next(act.turn, "rep")
        ignored = any(e.cause == "question_ignored" and reply and e.turn == reply.index for e in m.log)
        only_asked = (
            reply is not None
            and m.at(reply.index)
            and m.at(reply.index) <= {"question_leading", "pitch", "trial_close"} - answers
        )
        if reply and (ignored or only_asked):
            yield Finding(
                "question_ignored", reply.index, False, "product_knowledge", 9,
                m.quoted_act(act) + m.quoted(reply.index), own_words(m.transcript, act), cause="question_ignored",
            )  # fmt: skip


def _long_turns(m: Moments) -> Iterator[Finding]:
    long = [t for t in m.turns("rep") if len(lang.words(t.text)) > LONG_TURN]
    if long:
        turn = max(long, key=lambda t: len(lang.words(t.text)))
        yield Finding(
            "monologue", turn.index, False, "listening", 13, m.quoted(turn.index), m.need_before(turn.index),
            kind=str(len(lang.words(turn.text))), cause="monologue",
        )  # fmt: skip


def _close(m: Moments) -> Iterator[Finding]:
    step, rep = m.call.next_step, m.turns("rep")
    asks = m.of_kind("next_step_ask")
    if step.kind in ("advance", "order") and step.turn is not None:
        yield Finding(
            "good_close",
            step.turn,
            True,
            "closing",
            12,
            m.quoted(step.turn, step.start or 0, step.end),
            m.need_before(step.turn),
        )
        return
    if asks and not any(a.turn < asks[0].turn for a in m.of_kind(*NEEDS, "buying_signal", "fact")):
        early = asks[0]
        yield Finding("asked_early", early.turn, False, "closing", 11, m.quoted_act(early), cause="asked_too_early")
    elif step.kind == "vague" and step.turn is not None:
        quotes = m.quoted(step.turn, step.start or 0, step.end)
        yield Finding("undated", step.turn, False, "closing", 12, quotes, m.need_before(step.turn))
    elif asks:
        topic = "ask_refused" if step.dated else "undated"
        last = asks[-1]
        yield Finding(topic, last.turn, False, "closing", 10, m.quoted_act(last), m.need_before(last.turn))
    elif len(rep) >= 3:
        end = _before_goodbye(m)
        yield Finding("no_ask", end, False, "closing", 14, m.quoted(end), m.need_before(end))


def _before_goodbye(m: Moments) -> int:
    """The rep's last turn that was not only a goodbye: the last chance to ask."""
    rep = m.turns("rep")
    return next((t.index for t in reversed(rep) if m.at(t.index) - {"farewell", "rapport"}), rep[-1].index)


def _logged(m: Moments) -> Iterator[Finding]:
    """Causes in the buyer's log that the acts alone do not show."""
    for cause, (topic, skill) in _FROM_LOG.items():
        entries = [e for e in m.log if e.cause == cause and e.turn < len(m.transcript.turns)]
        for entry in entries[:1]:
            quotes = m.quoted(entry.turn, entry.start or 0, entry.end)
            worth = 4 + (abs(entry.trust) + abs(entry.interest) + abs(entry.patience)) / 3
            yield Finding(topic, entry.turn, False, skill, worth, quotes, m.need_before(entry.turn), cause=cause)


_FROM_LOG: dict[str, tuple[str, Skill]] = {
    "stacked_questions": ("stacked", "discovery"),
    "everything_at_once": ("one_breath", "listening"),
    "echo": ("echo", "listening"),
    "stock_empathy": ("stock_empathy", "listening"),
    "repeated_line": ("repeated", "listening"),
    "interrogation": ("interrogation", "listening"),
    "begged": ("begged", "closing"),
    "off_topic_question": ("off_topic", "discovery"),
}


def _stretch(m: Moments) -> Iterator[Finding]:
    """What even a good call can add; and what a very short one never got to."""
    rep, customer = m.turns("rep"), m.turns("customer")
    if not rep:
        for topic, skill in (("silent", "opening"), ("silent_question", "discovery"), ("silent_next", "closing")):
            if customer:
                yield Finding(topic, customer[-1].index, False, skill, 6, m.quoted(customer[-1].index))  # type: ignore[arg-type]
        return
    pains = m.of_kind("need_impact", "need_pain")
    if pains:
        yield Finding(
            "weigh" if sized(m.transcript.turns[pains[-1].turn].text, m.language) else "quantify",
            pains[-1].turn,
            False,
            "discovery",
            3,
            m.quoted_act(pains[-1]),
            own_words(m.transcript, pains[-1]),
        )
    last = customer[-1] if customer else rep[-1]
    yield Finding("first_line", rep[0].index, False, "opening", 2, m.quoted(rep[0].index))
    yield Finding(
        "one_question", last.index, False, "discovery", 2, m.quoted(last.index), m.need_before(last.index + 1)
    )
    yield Finding("leave_door", last.index, False, "closing", 1.5, m.quoted(last.index))


def of_card(m: Moments, criteria: Sequence[CriterionResult]) -> list[Finding]:
    """What the card holds against the call, told plainly: for a skill of which nothing better can be said."""
    found = []
    agreed = m.call.next_step.kind in ("advance", "order")
    for criterion in criteria:
        own = [q for q in criterion.quotes if q.speaker == "rep"] or list(criterion.quotes)
        if criterion.result == "not_met" and own:
            quotes = m.quoted(own[0].turn, own[0].start, own[0].end)
            words = m.need_before(own[0].turn)
            topic = "no_check" if agreed and criterion.skill == "closing" else f"miss_{criterion.skill}"
            at, worth = own[0].turn, 3.5 + criterion.weight / 100
            found.append(Finding(topic, at, False, criterion.skill, worth, quotes, words, criterion.why))
    return [f for f in found if f.quotes]


_LOOKS: tuple[Callable[[Moments], Iterator[Finding]], ...] = (
    _opening, _early_offer, _questions, listening.needs, listening.passed, _value, _objections, _customer_questions,
    _long_turns, _close, _logged, _stretch,
)  # fmt: skip
