"""Where the sign of a criterion shows in a call: the spans that prove it, none when it does not show."""

from __future__ import annotations

from collections.abc import Sequence

from ringside.dialogue import language as lang
from ringside.dialogue import objections as laer
from ringside.dialogue.call import Call, costly, opportunity, spans
from ringside.dialogue.next_step import assent, nothing_left
from ringside.dialogue.rubrics import Sign
from ringside.dialogue.schemas import Act, Speaker
from ringside.dialogue.uptake import Span


def shown(call: Call, sign: Sign, speaker: Speaker, acts: Sequence[Act]) -> list[Span]:  # noqa: PLR0911 one line a case
    """Where a sign shows, empty when it does not."""
    if sign.causes:
        earned = _logged(call, sign.causes)
        return earned if len({turn for turn, _, _ in earned}) >= sign.share * len(call.order["rep"]) else []
    if sign.next_step:
        step = call.next_step
        reached = step.kind in sign.next_step and step.turn is not None
        return [(step.turn or 0, step.start or 0, step.end or 0)] if reached else []
    if sign.steps:
        return _stepped(call, sign)
    if sign.absent:
        return [] if call.of_kind(*sign.absent) else _composed(call)
    if sign.most_talk is not None:
        return _let_talk(call, sign.most_talk)
    taken = call.uptake
    if sign.uptake is not None and (taken.share or 0.0) < sign.uptake:
        return []
    if sign.draws is not None:
        return list(taken.drawn) if (taken.draws or 0.0) >= sign.draws else []
    if sign.probes is not None:
        return list(taken.probed) if (taken.probes or 0.0) >= sign.probes else []
    if sign.ends_well:
        return _ended_well(call)
    if sign.uptake is not None and not sign.acts:
        return list(taken.taken)
    if sign.acts:
        places = spans(a for a in acts if a.kind in sign.acts and a.turn in call.order[speaker])
    else:
        places = [call.whole(t) for t in call.turns(speaker)]
    kept = [s for s in places if _in_place(call, sign, speaker, s) and _worded(call, sign, s)]
    return kept if len(kept) >= sign.at_least else []


def _in_place(call: Call, sign: Sign, speaker: Speaker, span: Span) -> bool:
    place, count = call.order[speaker][span[0]], len(call.order[speaker])
    if sign.first is not None and place >= sign.first:
        return False
    if sign.last is not None and place < count - sign.last:
        return False
    if sign.after is None:
        return True
    before = min((m[0] for m in opportunity(call, sign.after)), default=None)
    return before is not None and span[0] > before


def _worded(call: Call, sign: Sign, span: Span) -> bool:
    if sign.words is None:
        return True
    said = f" {lang.fold(call.transcript.turns[span[0]].text[span[1] : span[2]]).text} "
    return any(phrase in said for phrase in sign.words.of(call.transcript.language))


def _logged(call: Call, causes: Sequence[str]) -> list[Span]:
    found = []
    spoilt = costly(call.log)
    for entry in call.log:
        if (
            entry.cause in causes
            and (entry.turn not in spoilt or entry.patience < 0)
            and entry.turn < len(call.transcript.turns)
        ):
            length = len(call.transcript.turns[entry.turn].text)
            found.append((entry.turn, entry.start or 0, length if entry.end is None else entry.end))
    return found


def _stepped(call: Call, sign: Sign) -> list[Span]:
    """The rep's words that make the last wanted step, for objections where all wanted steps were done."""
    kinds = {
        "listen": None, "acknowledge": laer.ACKNOWLEDGES, "explore": laer.EXPLORES,
        "respond": laer.RESPONDS, "confirm": frozenset({"trial_close"}),
    }[sign.steps[-1]]  # fmt: skip
    found: list[Span] = []
    done = 0
    for objection in call.objections:
        if objection.answered_at is None or not set(sign.steps) <= set(objection.steps):
            continue
        until = next((o.turn for o in call.objections if o.turn > objection.turn), len(call.transcript.turns))
        acts = [a for a in call.acts if objection.turn < a.turn < until and a.turn in call.order["rep"]]
        wanted = [a for a in acts if kinds is None or a.kind in kinds]
        found += spans(wanted[:1]) or [call.whole(call.transcript.turns[objection.answered_at])]
        done += 1
    answered = sum(o.answered_at is not None for o in call.objections)
    return found if done and done >= sign.share * answered else []


def _ended_well(call: Call) -> list[Span]:
    """The customer's last three runs, when they assent more than they doubt and do not resist at the very end."""
    language = call.transcript.language
    ends = [i for i, run in enumerate(call.runs) if run.speaker == "customer"][-3:]
    if not ends:
        return []
    last = call.runs[ends[-1]]
    asked = call.runs[ends[-1] - 1].text if ends[-1] else ""
    settled = nothing_left(asked, last.text, language)
    if not settled and any(a.turn in last.turns and a.kind in laer.RESISTS for a in call.acts):
        return []
    texts = [call.runs[i].text for i in ends]
    agreed = assent(texts, language) > (-1 if settled else 0)
    return [call.whole(call.transcript.turns[call.runs[i].first]) for i in ends[-2:]] if agreed else []


def _composed(call: Call) -> list[Span]:
    """Where the rep stayed calm: the first answer to each objection."""
    answered = [o.answered_at for o in call.objections if o.answered_at is not None]
    return [call.whole(call.transcript.turns[i]) for i in answered]


def _let_talk(call: Call, most: float) -> list[Span]:
    """The customer's longest turn, when the rep left them enough of the talking."""
    sizes = {t.index: len(lang.words(t.text)) for t in call.transcript.turns}
    total = sum(sizes.values())
    rep = sum(sizes[i] for i in call.order["rep"])
    if not total or not call.order["customer"] or rep / total > most:
        return []
    longest = max(call.turns("customer"), key=lambda t: sizes[t.index])
    return [call.whole(longest)]
