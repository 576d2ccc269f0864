"""What a contact's touchpoints show, trait by trait: rules over counts, times and their own words. Pure.

Confidence is the share of the evidence that can be counted on to point the same way (`sums.at_least`), so it grows
with evidence and shrinks with contradiction. Below a trait's minimum nothing is said.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import timedelta
from itertools import pairwise

from ringside.deals.persona import buying, proofs, sums, themes
from ringside.deals.persona.cues import STYLES
from ringside.deals.persona.proofs import known, mixed, too_little
from ringside.deals.persona.reading import Mention, mentions
from ringside.deals.persona.schemas import Trait
from ringside.deals.persona.values import Known, Touch

CHANNEL_MIN = 5
MESSAGES_MIN = 4
HOURS_MIN = 10
DAYS_MIN = 12
REPLIES_MIN = 4
ASKED_MIN = 5
STYLE_MIN = 3
ENGAGEMENT_MIN = 6
INITIATIVE_MIN = 6
SHORT, LONG = 50, 150
"""Words of a brief and of a long message."""
LONG_OF_OURS = 100
TIMES_H = (1.0, 4.0, 24.0, 72.0, 168.0)
LATELY, BEFORE = timedelta(days=28), timedelta(days=56)
HALF = 0.5


def traits(person: Known) -> tuple[Trait, ...]:
    """Every trait of a contact, known or not, in the order in which they are shown."""
    said = mentions(person)
    behaviour: tuple[Callable[[Known], Trait], ...] = (
        channel, length, answers_length, hours, days, response_time, answer_rate,
    )  # fmt: skip
    return (
        *(rule(person) for rule in behaviour),
        decision_style(person, said),
        *themes.pains(said),
        *themes.priorities(said),
        *themes.concerns(said),
        engagement(person),
        initiative(person),
        *buying.traits(person, said),
    )


# --- communication ----------------------------------------------------------------------------------------------------


def channel(person: Known) -> Trait:
    """Where they are reached: by the share of tries they answer where two ways were tried, else by what they use."""
    used = {kind: _days_used(person, kind) for kind in ("email", "call", "meeting")}
    n = sum(used.values())
    seen = [t for t in person.touches if t.kind in used and (t.by_them or t.held)]
    if n < CHANNEL_MIN:
        return too_little("channel", n, CHANNEL_MIN)
    tried = _tried(person)
    if preferred := _answered_more(tried):
        top, other = preferred
        figures = {f"{k}_{what}": v for k, at in (("top", top), ("other", other))
                   for what, v in zip(("answered", "tried"), tried[at], strict=True)}  # fmt: skip
        proof = [t for t in seen if t.kind == top]
        return known(
            "channel", f"{top}_answered", sums.at_least(*tried[top]), n, CHANNEL_MIN, proof, other=other, **figures
        )
    ranked = sorted(used, key=lambda kind: -used[kind])
    top, second = ranked[0], ranked[1]
    proof = [t for t in seen if t.kind == top]
    if used[second] == 0 and not any(t.kind == second for t in person.touches):
        return known("channel", f"{top}_only", sums.at_least(n, n), n, CHANNEL_MIN, proof, top=used[top])
    sure = sums.at_least(used[top], used[top] + used[second])
    if sure > HALF:
        return known("channel", top, sums.at_least(used[top], n), n, CHANNEL_MIN, proof, top=used[top])
    return mixed("channel", n, CHANNEL_MIN, seen, first=top, second=second, top=used[top], other=used[second])


def _days_used(person: Known, kind: str) -> int:
    """On how many days they used a channel: a lively thread of one afternoon is one choice, not ten."""
    mine = [t for t in person.touches if t.kind == kind and (t.by_them or t.held)]
    return len({sums.local(t.at, person.zone).date() for t in mine})


def _tried(person: Known) -> dict[str, tuple[int, int]]:
    """By channel: how many of our tries they answered, of how many."""
    answered = sums.replies(person.touches, person.now)
    calls = [t for t in person.touches if t.kind == "call" and t.expects]
    return {
        "email": (sum(1 for r in answered if r.answer), len(answered)),
        "call": (sum(1 for t in calls if t.held), len(calls)),
    }


def _answered_more(tried: dict[str, tuple[int, int]]) -> tuple[str, str] | None:
    """The channel that is clearly answered more, and the other; None where that cannot be told."""
    if any(n < REPLIES_MIN for _, n in tried.values()) or all(hits == n for hits, n in tried.values()):
        return None
    top, other = sorted(tried, key=lambda kind: -tried[kind][0] / tried[kind][1])
    return (top, other) if sums.at_least(*tried[top]) > sums.at_most(*tried[other]) else None


def length(person: Known) -> Trait:
    """How long their own messages are."""
    own = [t for t in person.touches if t.kind == "email" and t.by_them and t.words]
    sizes = [t.words or 0 for t in own]
    if len(own) < MESSAGES_MIN:
        return too_little("length", len(own), MESSAGES_MIN)
    typical = round(sums.middle([float(s) for s in sizes]) or 0)
    shares = {
        "brief": sum(s <= SHORT for s in sizes),
        "medium": sum(SHORT < s < LONG for s in sizes),
        "long": sum(s >= LONG for s in sizes),
    }
    top = max(shares, key=lambda k: shares[k])
    sure = sums.at_least(shares[top], len(own))
    proof = [t for t in own if _size(t) == top]
    if sure >= HALF:
        return known("length", top, sure, len(own), MESSAGES_MIN, proof, words=typical, hits=shares[top])
    return mixed("length", len(own), MESSAGES_MIN, own, words=typical, shortest=min(sizes), longest=max(sizes))


def _size(touch: Touch) -> str:
    words = touch.words or 0
    return "brief" if words <= SHORT else "long" if words >= LONG else "medium"


def answers_length(person: Known) -> Trait:
    """Whether they answer our short messages more often than the long ones, or the other way round."""
    asked = [r for r in sums.replies(person.touches, person.now) if r.asked.words]
    short = [r for r in asked if (r.asked.words or 0) <= LONG_OF_OURS]
    long = [r for r in asked if (r.asked.words or 0) > LONG_OF_OURS]
    if min(len(short), len(long)) < REPLIES_MIN:
        return too_little("answers_length", min(len(short), len(long)), REPLIES_MIN)
    hits = {"short": sum(1 for r in short if r.answer), "long": sum(1 for r in long if r.answer)}
    sizes = {"short": len(short), "long": len(long)}
    top, other = sorted(hits, key=lambda k: -hits[k] / sizes[k])
    figures = {"short": hits["short"], "short_n": len(short), "long": hits["long"], "long_n": len(long)}
    proof = [r.answer for r in asked if r.answer and ((r.asked.words or 0) > LONG_OF_OURS) == (top == "long")]
    low = sums.at_least(hits[top], sizes[top])
    if low > sums.at_most(hits[other], sizes[other]):
        return known("answers_length", top, low, len(asked), REPLIES_MIN, proof, **figures)
    return mixed("answers_length", len(asked), REPLIES_MIN, proof, **figures)


def hours(person: Known) -> Trait:
    """The three hours of their day in which they are most often active, where that is half of the time or more."""
    seen = sums.active(person.touches)
    if person.zone is None:
        return too_little("hours", 0, HOURS_MIN, "zone")
    if len(seen) < HOURS_MIN:
        return too_little("hours", len(seen), HOURS_MIN)
    at = [sums.local(t.at, person.zone).hour for t in seen]
    start, hits = sums.busiest(at)
    sure = sums.at_least(hits, len(seen))
    proof = [t for t, hour in zip(seen, at, strict=True) if (hour - start) % 24 < 3]
    figures: dict[str, float | str] = {"start": start, "end": (start + 3) % 24, "hits": hits, "zone": person.zone_name}
    if sure >= HALF:
        return known("hours", _part_of_day(start + 1), sure, len(seen), HOURS_MIN, proof, **figures)
    return mixed("hours", len(seen), HOURS_MIN, proof, **figures)


def _part_of_day(hour: int) -> str:
    hour %= 24
    bounds = ((5, "night"), (8, "early"), (12, "morning"), (17, "afternoon"), (22, "evening"))
    return next((name for until, name in bounds if hour < until), "night")


def days(person: Known) -> Trait:
    """The weekday on which they are most often active, where it clearly stands out."""
    seen = sums.active(person.touches)
    if len(seen) < DAYS_MIN:
        return too_little("days", len(seen), DAYS_MIN)
    at = [sums.local(t.at, person.zone).weekday() for t in seen]
    day, hits = Counter(at).most_common(1)[0]
    sure = sums.at_least(hits, len(seen))
    proof = [t for t, weekday in zip(seen, at, strict=True) if weekday == day]
    if sure >= 0.4:
        return known("days", f"day{day}", sure, len(seen), DAYS_MIN, proof, hits=hits)
    return mixed("days", len(seen), DAYS_MIN, proof, top=f"day{day}", hits=hits)


def response_time(person: Known) -> Trait:
    """The shortest span within which at least half of their answers can be counted on to come."""
    answered = [r for r in sums.replies(person.touches, person.now) if r.answer is not None]
    took = sorted(r.hours or 0.0 for r in answered)
    n = len(took)
    if n < REPLIES_MIN:
        return too_little("response_time", n, REPLIES_MIN)
    figures: dict[str, float | str] = {"median_h": round(sums.middle(took) or 0.0, 1), "slowest_h": round(took[-1], 1)}
    for bound in TIMES_H:
        hits = sum(h <= bound for h in took)
        if (sure := sums.at_least(hits, n)) >= HALF:
            proof = [r.answer for r in answered if (r.hours or 0.0) <= bound and r.answer]
            figures["hits"] = hits
            return known("response_time", f"h{bound:g}", sure, n, REPLIES_MIN, proof, **figures)
    return mixed("response_time", n, REPLIES_MIN, [r.answer for r in answered if r.answer], **figures)


def answer_rate(person: Known) -> Trait:
    """How much of what we send and of our calls they answer."""
    asked = sums.replies(person.touches, person.now)
    calls = [t for t in person.touches if t.kind == "call" and t.expects]
    n = len(asked) + len(calls)
    hits = sum(1 for r in asked if r.answer) + sum(1 for t in calls if t.held)
    if n < ASKED_MIN:
        return too_little("answer_rate", n, ASKED_MIN)
    proof = [*(r.answer for r in asked if r.answer), *(t for t in calls if t.held)]
    silent = [*(r.asked for r in asked if not r.answer), *(t for t in calls if not t.held)]
    if (sure := sums.at_least(hits, n)) >= HALF:
        return known("answer_rate", "most", sure, n, ASKED_MIN, proof, hits=hits)
    if (sure := sums.at_least(n - hits, n)) >= HALF:
        return known("answer_rate", "few", sure, n, ASKED_MIN, silent, hits=hits)
    return mixed("answer_rate", n, ASKED_MIN, proof, hits=hits)


# --- decision style ---------------------------------------------------------------------------------------------------


def decision_style(person: Known, said: Sequence[Mention]) -> Trait:
    """What they ask for before deciding, by the touchpoints in which they do: numbers, others, safety or speed."""
    shown = {style: {m.touch for m in said if m.kind == style} for style in STYLES}
    n = sum(len(touches) for touches in shown.values())
    if n < STYLE_MIN:
        return too_little("decision_style", n, STYLE_MIN)
    top, second = sorted(STYLES, key=lambda style: -len(shown[style]))[:2]
    hits, other = len(shown[top]), len(shown[second])
    if hits >= STYLE_MIN and (sure := sums.at_least(hits, n)) >= HALF:
        return known("decision_style", top, sure, n, STYLE_MIN, _said(said, top), hits=hits)
    return mixed(
        "decision_style", n, STYLE_MIN, [*_said(said, top), *_said(said, second)] if other else _said(said, top),
        first=top, second=second if other else top, hits=hits, other=other,
    )  # fmt: skip


def _said(said: Iterable[Mention], kind: str) -> list[Mention]:
    """One for each touchpoint, the surest."""
    best: dict[str, Mention] = {}
    for mention in said:
        if mention.kind == kind and (mention.touch not in best or mention.confidence > best[mention.touch].confidence):
            best[mention.touch] = mention
    return list(best.values())


# --- engagement -------------------------------------------------------------------------------------------------------


def engagement(person: Known) -> Trait:
    """Whether they do more or less of late: the last four weeks against the eight before."""
    acts = [t for t in person.touches if t.by_them or t.held]
    if len(acts) < ENGAGEMENT_MIN:
        return too_little("engagement", len(acts), ENGAGEMENT_MIN)
    quiet = (person.now - acts[-1].at).total_seconds() / 86400
    gaps = [(b.at - a.at).total_seconds() / 86400 for a, b in pairwise(acts)]
    usual = sums.middle(gaps) or 0.0
    figures: dict[str, float | str] = {"quiet_days": int(quiet), "usual_days": round(usual, 1)}
    if quiet > max(30.0, 4 * usual):
        return known("engagement", "silent", _silence(gaps, quiet), len(acts), ENGAGEMENT_MIN, acts[-1:], **figures)
    late = [t for t in acts if t.at > person.now - LATELY]
    before = [t for t in acts if person.now - LATELY - BEFORE < t.at <= person.now - LATELY]
    n = len(late) + len(before)
    figures |= {"lately": len(late), "before": len(before)}
    began = (person.now - acts[0].at) >= LATELY + BEFORE / 2
    if not began or n < ENGAGEMENT_MIN:
        return too_little("engagement", n, ENGAGEMENT_MIN, "recent")
    usually = LATELY / (LATELY + BEFORE)
    if sums.at_least(len(late), n) > usually:
        return known("engagement", "rising", _beyond(len(late), n, usually), n, ENGAGEMENT_MIN, late, **figures)
    if sums.at_most(len(late), n) < usually:
        sure = _beyond(len(before), n, 1 - usually)
        return known("engagement", "cooling", sure, n, ENGAGEMENT_MIN, before, **figures)
    return mixed("engagement", n, ENGAGEMENT_MIN, [*before, *late], **figures)


def _silence(gaps: Sequence[float], quiet: float) -> float:
    """How sure such a gap is out of the usual: the share of earlier gaps that were shorter."""
    return sums.at_least(sum(g < quiet for g in gaps), len(gaps))


def _beyond(hits: int, n: int, usual: float) -> float:
    """How sure a share lies above the usual one: the certainty of the bound that still does."""
    steps = [z / 10 for z in range(13, 31)]
    held = [z for z in steps if sums.at_least(hits, n, z) > usual]
    return 0.9 + 0.09 * (len(held) / len(steps)) if held else 0.9


def initiative(person: Known) -> Trait:
    """Whether they begin conversations themselves or answer ours."""
    theirs = [t for t in person.touches if t.by_them and t.kind in ("email", "call")]
    if len(theirs) < INITIATIVE_MIN:
        return too_little("initiative", len(theirs), INITIATIVE_MIN)
    answers = {r.answer.id for r in sums.replies(person.touches, person.now) if r.answer}
    began = [t for t in theirs if t.id not in answers and not proofs.continues(t, person.touches)]
    n = len(theirs)
    if (sure := sums.at_least(len(began), n)) >= HALF:
        return known("initiative", "starts", sure, n, INITIATIVE_MIN, began, hits=len(began))
    if (sure := sums.at_least(n - len(began), n)) >= HALF:
        rest = [t for t in theirs if t not in began]
        return known("initiative", "answers", sure, n, INITIATIVE_MIN, rest, hits=len(began))
    return mixed("initiative", n, INITIATIVE_MIN, began, hits=len(began))
