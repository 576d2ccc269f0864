"""What was done well and what was missed in a call, each at its turn, with the words that prove it."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ringside.dialogue import language as lang
from ringside.dialogue import objections as laer
from ringside.dialogue.evidence import Quote, quote
from ringside.dialogue.objections import Objection
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Act, LogEntry, Transcript, Turn
from ringside.dialogue.signals import Signals

LONG_TURN = 60
"""Words a rep can say at a stretch before the other side stops listening."""
QUOTE_WORDS = 14

NEEDS = ("need_impact", "need_pain", "need_surface")
OFFERS = ("pitch", "value", "proof", "price_mention")
ASKS = ("question_open", "question_closed", "follow_up")


@dataclass(frozen=True)
class Finding:
    """One moment. `topic` names the phrases that tell it, `worth` ranks it, `words` are the customer's it turns on."""

    topic: str
    turn: int
    good: bool
    skill: Skill
    worth: float
    quotes: tuple[Quote, ...]
    words: str = ""
    kind: str = ""
    cause: str = ""


@dataclass(frozen=True)
class Moments:
    """A call prepared for looking up what came before and after a turn."""

    transcript: Transcript
    acts: tuple[Act, ...]
    signals: Signals
    log: tuple[LogEntry, ...]

    @classmethod
    def of(cls, transcript: Transcript, acts: Sequence[Act], signals: Signals, log: Sequence[LogEntry]) -> Moments:
        return cls(transcript, tuple(a for a in acts if a.certain), signals, tuple(log))

    def turns(self, speaker: str) -> list[Turn]:
        return [t for t in self.transcript.turns if t.speaker == speaker and lang.words(t.text)]

    def of_kind(self, *kinds: str) -> list[Act]:
        return [a for a in self.acts if a.kind in kinds]

    def at(self, turn: int) -> set[str]:
        return {a.kind for a in self.acts if a.turn == turn}

    def next(self, turn: int, speaker: str) -> Turn | None:
        return next((t for t in self.turns(speaker) if t.index > turn), None)

    def quoted(self, turn: int, start: int = 0, end: int | None = None) -> tuple[Quote, ...]:
        """A short quote from there on: at most QUOTE_WORDS words, verbatim."""
        text = self.transcript.turns[turn].text
        stop = len(text) if end is None else end
        spans = [s for s in lang.word_spans(text[:stop]) if s[1] >= start][:QUOTE_WORDS]
        return (quote(self.transcript, turn, spans[0][1], spans[-1][2]),) if spans else ()

    def quoted_act(self, act: Act) -> tuple[Quote, ...]:
        return self.quoted(act.turn, act.start, act.end)

    def need_before(self, turn: int) -> str:
        """The customer's weightiest words before a turn: impact before pain, before a wish, before a fact; else empty."""
        for kinds in (("need_impact",), ("need_pain",), ("need_surface",), ("fact",)):
            named = [a for a in self.of_kind(*kinds) if a.turn < turn]
            if named:
                return own_words(self.transcript, named[-1])
        return ""


def own_words(transcript: Transcript, act: Act | Objection, most: int = 16) -> str:
    """The customer's words of an act, ready to be given back: a whole clause without the filler in front of it."""
    text = transcript.turns[act.turn].text
    spans = [s for s in lang.word_spans(text[: act.end]) if s[1] >= act.start]
    while len(spans) > 3 and spans[0][0] in _LEADS:
        spans = spans[1:]
    if len(spans) > most:
        breaks = [i for i in range(4, most) if text[spans[i - 1][2] : spans[i][1]].strip()]
        spans = spans[: breaks[-1] if breaks else most]
        while len(spans) > 3 and spans[-1][0] in _DANGLING:
            spans = spans[:-1]
    return text[spans[0][1] : spans[-1][2]] if spans else ""


_LEADS = frozenset(
    "well so and but because honestly look yeah yes no um uh okay ok i mean like sorry אז אבל כן לא טוב תראה תראי אממ אה כי".split()
)
_DANGLING = frozenset(
    "and or but the a an to of for with in on at our my we i that so it is because של את על עם כי אבל או אז לא זה".split()
)


def find(moments: Moments) -> list[Finding]:
    """Everything worth saying about the call, in call order."""
    found = [f for look in _LOOKS for f in look(moments) if f.quotes]
    return sorted(found, key=lambda f: (f.turn, f.good, -f.worth, f.topic))


def _opening(m: Moments) -> Iterator[Finding]:
    rep = m.turns("rep")
    if not rep:
        return
    opened = [a for t in rep[:2] for a in m.of_kind("opener_permission", "opener_reason") if a.turn == t.index]
    if opened:
        yield Finding("good_opening", opened[0].turn, True, "opening", 8, m.quoted_act(opened[0]))
    else:
        yield Finding("no_opening", rep[0].index, False, "opening", 12, m.quoted(rep[0].index), cause="no_introduction")


def _questions(m: Moments) -> Iterator[Finding]:
    rep = m.turns("rep")
    asked = m.of_kind("question_open")
    needs = m.of_kind(*NEEDS, "fact")
    drew = [a for a in asked if any(n.turn == a.turn + 1 for n in needs)]
    for act in drew[:1] or asked[:1]:
        yield Finding("good_question", act.turn, True, "discovery", 9, m.quoted_act(act), m.need_before(act.turn + 2))
    if rep and not asked:
        first = next((a for a in m.of_kind("question_closed", "question_leading")), None)
        turn = first.turn if first else rep[min(1, len(rep) - 1)].index
        yield Finding(
            "no_question", turn, False, "discovery", 18,
            m.quoted_act(first) if first else m.quoted(turn), m.need_before(turn), cause="closed_question",
        )  # fmt: skip
    for act in m.of_kind("question_leading")[:1]:
        yield Finding("leading_question", act.turn, False, "discovery", 7, m.quoted_act(act), m.need_before(act.turn))


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


def _needs(m: Moments) -> Iterator[Finding]:
    taken: set[int] = set()
    for act in m.of_kind(*NEEDS):
        reply = m.next(act.turn, "rep")
        if reply is None or reply.index in taken:
            continue
        taken.add(reply.index)
        kinds, words = m.at(reply.index), own_words(m.transcript, act)
        if kinds & {"follow_up", "reflection"}:
            best = next(a for a in m.of_kind("follow_up", "reflection") if a.turn == reply.index)
            yield Finding("good_follow_up", reply.index, True, "listening", 10, m.quoted_act(best), words)
        elif not kinds & {"acknowledgement", "summary", *ASKS, "value", "next_step_ask"}:
            both = m.quoted_act(act) + m.quoted(reply.index)
            yield Finding("missed_need", reply.index, False, "listening", 14, both, words)


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
    for objection in m.signals.objections:
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
    step, rep = m.signals.next_step, m.turns("rep")
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
    elif asks:
        first, last = asks[0], asks[-1]
        if not any(a.turn < first.turn for a in m.of_kind(*NEEDS, "buying_signal", "fact")):
            yield Finding("asked_early", first.turn, False, "closing", 11, m.quoted_act(first), cause="asked_too_early")
        elif not step.dated:
            yield Finding("undated", last.turn, False, "closing", 10, m.quoted_act(last), m.need_before(last.turn))
        else:
            yield Finding("ask_refused", last.turn, False, "closing", 9, m.quoted_act(last), m.need_before(last.turn))
    elif len(rep) >= 3:
        yield Finding(
            "no_ask", rep[-1].index, False, "closing", 14, m.quoted(rep[-1].index), m.need_before(rep[-1].index)
        )


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
    "one_breath": ("one_breath", "composure"),
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
            "quantify",
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


_LOOKS: tuple[Callable[[Moments], Iterator[Finding]], ...] = (
    _opening, _early_offer, _questions, _needs, _value, _objections, _customer_questions, _long_turns, _close, _logged,
    _stretch,
)  # fmt: skip
