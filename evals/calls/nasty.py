"""Transcripts no coach would choose: they may score low or nothing, but never crash, invent a quote or score well."""

from __future__ import annotations

from collections.abc import Sequence
from time import process_time

from evals.calls.review import Review, review
from ringside.dialogue import rubrics
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

WELL = 60.0
"""None of these calls is a good one."""
SECONDS = 5.0

Said = tuple[Speaker, str]


def _call(said: Sequence[Said], language: Language = "en", times: Sequence[tuple[float, float]] = ()) -> Transcript:
    at: list[dict[str, float]] = [{"start": a, "end": b} for a, b in times] or [{} for _ in said]
    turns = tuple(Turn(index=i, speaker=s, text=t, **at[i]) for i, (s, t) in enumerate(said))
    return Transcript(turns=turns, language=language)


def _both(text: str, turns: int) -> list[Said]:
    return [("rep" if i % 2 == 0 else "customer", text) for i in range(turns)]


TRANSCRIPTS: dict[str, Transcript] = {
    "no turns": _call([]),
    "one turn of the rep": _call([("rep", "Hi, it's Dana from Harbor Mutual, do you have a minute?")]),
    "one turn of the customer": _call([("customer", "Hello? Who is this?")]),
    "only the rep": _call([("rep", "We are the market leader and our platform has forty modules.")] * 30),
    "only the customer": _call([("customer", "It's too expensive and we already have a supplier.")] * 30),
    "empty texts": _call(_both("", 20)),
    "blanks and marks": _call(_both(" \t\n... ?! -- ", 20)),
    "emoji": _call(_both("👍🏽 😂😂 🔥 👨‍👩‍👧", 20)),
    "200 turns of noise": _call(_both("mhm yeah right okay so", 200)),
    "200 turns of one question": _call(_both("What happens when it goes wrong?", 200)),
    "all capitals, no answers": _call(
        [("rep", "WE HAVE THE BEST PRICE AND THE BEST SERVICE"), ("customer", "NOT INTERESTED, STOP CALLING")] * 8
    ),
    "mixed Hebrew and English": _call(
        [("rep", "היי, I'm calling about the CRM שלכם, יש לך דקה?"), ("customer", "לא now, we're מרוצים מהספק")] * 6,
        "he",
    ),
    "Hebrew read as English": _call([("rep", "שלום, יש לנו מוצר מדהים"), ("customer", "לא מעוניין, תודה")] * 6),
    "English read as Hebrew": _call(
        [("rep", "We have an amazing product"), ("customer", "Not interested, thanks")] * 6, "he"
    ),
    "niqqud, marks of direction": _call(
        [("rep", "שָׁלוֹם \u200f, \u202bיֵשׁ לְךָ דַּקָּה\u202c?"), ("customer", "לֹא\u200e עַכְשָׁו")] * 6, "he"
    ),
    "one very long turn": _call(
        [("rep", "our platform does reports and dashboards and " * 5000), ("customer", "ok")] * 2
    ),
    "one very long word": _call([("rep", "a" * 50_000), ("customer", "?" * 50_000)] * 2),
    "letters that grow when folded": _call(
        [("rep", "İSTANBUL ﬃ ß ŉ ΐ — why is that?"), ("customer", "İt's too expensive ﬃ")] * 6
    ),
    "control characters": _call(
        [("rep", "hi\x00 there\x1b[31m\u2028 what\u00a0matters?"), ("customer", "price\x00 is too high")] * 6
    ),
    "a template's braces": _call(
        [("rep", "{words} {0} %s {{said}}?"), ("customer", "{kind} is too expensive {words}")] * 6
    ),
    "keywords without sentences": _call(
        [("rep", "pain value ROI meeting tuesday next step summary"), ("customer", "ok")] * 8
    ),
    "times that run backwards": _call(
        _both("so what do you think about it", 6), times=[(9 - i, 8 - i) for i in range(6)]
    ),
    "times that are all nought": _call(_both("so what do you think about it", 6), times=[(0.0, 0.0)] * 6),
    "the customer speaks like a rep": _call(
        [("customer", "How do you track renewals? Shall we meet Tuesday at ten?"), ("rep", "No.")] * 6
    ),
}


def troubles() -> list[str]:
    """What went wrong, per transcript and rubric."""
    found = []
    for name, transcript in TRANSCRIPTS.items():
        for rubric in rubrics.shipped():
            began = process_time()
            try:
                seen = review(transcript, rubric)
            except Exception as error:  # every kind is worth a line
                found.append(f"{name}, {rubric}: {type(error).__name__}: {error}")
                continue
            wrong = _wrong(seen)
            if process_time() - began > SECONDS:
                wrong.append(f"took {process_time() - began:.1f} s")
            found += [f"{name}, {rubric}: {w}" for w in wrong]
    return found


def _wrong(seen: Review) -> list[str]:
    found = []
    spoken = any(t.speaker == "rep" and any(c.isalnum() for c in t.text) for t in seen.transcript.turns)
    if seen.unverified:
        found.append(f"{seen.unverified} unverified quotes")
    if seen.card.score is not None and seen.card.score >= WELL:
        found.append(f"scores {seen.card.score}")
    if seen.card.score is not None and not spoken:
        found.append(f"scores {seen.card.score} though the rep said nothing")
    if spoken and not seen.well_formed:
        found.append(f"feedback not well formed: {[(s.turn, s.rewrite[:30]) for s in seen.steps]}")
    return found
