"""The summary of a call: why they talked, what was needed, offered, objected and agreed, each with its words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ringside.dialogue import language as lang
from ringside.dialogue import topics, wording
from ringside.dialogue.commitments import Commitment
from ringside.dialogue.evidence import Quote
from ringside.dialogue.moments import FEW, MOST_QUOTED, Moments, about_them
from ringside.dialogue.objections import Objection
from ringside.dialogue.schemas import Act, Frozen, Speaker

AT_LEAST, MOST = 3, 7
EARLY = 12
"""Turns at the start of a call in which its reason is said."""
NEEDS = ("need_impact", "need_pain", "need_surface")
OFFERS = ("value", "proof", "pitch", "objection_answer")


class Sentence(Frozen):
    text: str
    quotes: tuple[Quote, ...]


def write(m: Moments, steps: Sequence[Commitment]) -> tuple[Sentence, ...]:
    """Three to seven sentences in the order of a call; fewer only where hardly anything was said."""
    used: set[tuple[int, int]] = set()
    opening = list(_reason(m, used))
    wanted = list(_wanted(m, used))
    offered = list(_offered(m, used))
    objected = list(_objected(m, used))
    end = list(_ending(m, steps, used))
    core = [*opening, *wanted, *offered, *objected][: MOST - len(end)]
    missing = AT_LEAST - len(core) - len(end)
    return (*core, *_told(m, used, missing), *end)


def _say(m: Moments, name: str, quotes: Sequence[Quote], used: set[tuple[int, int]], **values: str) -> Sentence:
    used.update((q.turn, q.start) for q in quotes)
    shown = {f"q{i}": marked(q.text, m) for i, q in enumerate(quotes)}
    text = wording.say(m.language, "digest", "summary", name, **shown, **values)
    return Sentence(text=text, quotes=tuple(quotes))


def marked(said: str, m: Moments) -> str:
    """Words in quotation marks, without the stop before the closing one."""
    open_mark, close_mark = ("“", "”") if m.language == "en" else ('"', '"')
    return f"{open_mark}{' '.join(said.split()).rstrip(' .,;:')}{close_mark}"


def _reason(m: Moments, used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """Why they talked: the rep's reason, else what the customer came with, else the first words that say something."""
    early = [a for a in m.acts if a.turn < EARLY]
    reasons = [a for a in early if a.kind == "opener_reason"]
    asked = [a for a in early if a.kind in (*NEEDS, "objection", "question") and a.turn <= EARLY // 2]
    if reasons and not m.service:
        yield from _said(m, "reason", reasons, used)
    elif asked:
        yield from _said(m, "came_with", asked, used)
    else:
        first = [q for run in m.call.runs[:EARLY] for turn in run.turns for q in m.quoted(turn) if _full(q)]
        if first:
            yield _say(m, f"opened_{first[0].speaker}", first[:1], used)


def _said(m: Moments, name: str, acts: Sequence[Act], used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """One sentence with the fullest of some acts."""
    found = [q for a in acts for q in m.quoted_act(a) if (q.turn, q.start) not in used]
    if found:
        yield _say(m, name, [max(found, key=lambda q: (_size(q), -q.turn))], used)


def _size(q: Quote) -> int:
    return min(len(lang.words(q.text)), MOST_QUOTED)


def _full(q: Quote) -> bool:
    return len(lang.words(q.text)) > FEW


def _wanted(m: Moments, used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """The weightiest need at each level: what is wanted, what hurts, what it costs."""
    weight = {(h.turn, h.words): h.weight for h in m.heard}
    for kind in reversed(NEEDS):
        found = []
        for act in m.of_kind(kind):
            for q in m.quoted_act(act):
                if (q.turn, q.start) not in used and len(lang.words(q.text)) >= FEW:
                    heavy = max((w for (t, words), w in weight.items() if t == q.turn and words in q.text), default=0.0)
                    found.append((heavy + act.confidence, q))
        if found:
            yield _say(m, kind, [max(found, key=lambda f: (f[0], -f[1].turn))[1]], used)


def _offered(m: Moments, used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """What was offered: the offer that is most about what the customer said, and a price that was named."""
    theirs = frozenset(s for a in m.of_kind(*NEEDS, "fact") for s in topics.stems(_words(m, a), m.language))
    offers = [(a, q) for a in m.of_kind(*OFFERS) for q in m.quoted_act(a) if (q.turn, q.start) not in used and _full(q)]
    prices = [q for a in m.of_kind("price_mention") for q in m.quoted_act(a) if (q.turn, q.start) not in used]

    def fits(offer: tuple[Act, Quote]) -> tuple[float, int]:
        act, q = offer
        about = len(theirs & set(topics.stems(q.text, m.language)))
        return act.confidence + min(about, 3) / 3 + (act.kind in ("value", "pitch")) / 2, -act.turn

    best = max(offers, key=fits)[1] if offers else None
    price = next((q for q in reversed(prices) if best is None or q.text != best.text), None)
    if best and price:
        yield _say(m, "offered_price", (best, price), used)
    elif best or price:
        yield _say(m, "offered" if best else "price", [best or price], used)  # type: ignore[list-item]


def _words(m: Moments, act: Act) -> str:
    return m.transcript.turns[act.turn].text[act.start : act.end]


def _objected(m: Moments, used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """The two objections that mattered most, and how each ended."""
    ranked = sorted(m.call.objections, key=lambda o: (o.resolved is not False, o.brush_off, -o.turn))
    for objection in sorted(ranked[:2], key=lambda o: o.turn):
        said = m.quoted(objection.turn, objection.start, objection.end)
        answer = m.quoted(objection.answered_at) if objection.answered_at is not None else ()
        kind = wording.say(m.language, "kinds", objection.kind)
        if said:
            yield _say(m, _fate(objection, bool(answer)), (*said, *answer), used, kind=kind)


def _fate(objection: Objection, answered: bool) -> str:
    if not answered:
        return "objection_unanswered"
    fate = {True: "objection_settled", False: "objection_open", None: "objection_unclear"}
    return fate[objection.resolved]


def _ending(m: Moments, steps: Sequence[Commitment], used: set[tuple[int, int]]) -> Iterator[Sentence]:
    """What was agreed, else what was left loose, else the words the call ended with."""
    firm = [s for s in steps if s.kind in ("order", "advance")][-1:]
    loose = [s for s in steps if s.kind == "vague"][-1:]
    for step in firm or loose:
        named = step.when is not None and step.when.text not in step.what.text
        name = f"{step.kind}_{step.who}" + ("_when" if named else "")
        when = marked(step.when.text, m) if step.when and named else ""
        yield _say(m, name, [step.what, *([step.when] if named and step.when else [])], used, when=when)
    if not firm and not loose:
        refused = [s for s in steps if s.kind == "none" and s.reply]
        last = [
            q for t in reversed(m.transcript.turns[-6:]) for q in m.quoted(t.index) if (q.turn, q.start) not in used
        ]
        if refused and refused[-1].reply:
            yield _say(m, "refused", (refused[-1].what, refused[-1].reply), used)
        elif last:
            yield _say(m, "last_words", [next((q for q in last if _full(q)), last[0])], used)


def _told(m: Moments, used: set[tuple[int, int]], wanted: int) -> list[Sentence]:
    """The customer's fullest words besides, then the rep's, where there is too little else to tell."""
    found: list[Quote] = []
    speakers: tuple[Speaker, ...] = ("customer", "rep")
    for speaker in speakers:
        said = [q for t in m.turns(speaker) for q in m.quoted(t.index) if (q.turn, q.start) not in used]
        telling = [q for q in said if speaker == "rep" or about_them(q.text, m.language)]
        found += sorted(telling or said, key=lambda q: (-_size(q), q.turn))
    return [_say(m, f"told_{q.speaker}", [q], used) for q in sorted(found[: max(0, wanted)], key=lambda q: q.turn)]
