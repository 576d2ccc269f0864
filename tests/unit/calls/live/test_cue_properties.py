"""What must hold of cues whatever is said, by whom and when."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.cues import GAPS, Cues
from ringside.calls.live.messages import CueVerdictIn
from ringside.dialogue.rubrics import shipped
from ringside.dialogue.schemas import Turn
from unit.calls.live.cue_kit import agreeing

LINES = {
    "en": (
        "that's way too expensive for us", "how much is it per month", "we looked at acme last year", "mhm okay",
        "i've got to jump into another meeting now", "sorry can i just", "can you just send me an email", "",
        "what would you change about it", "so our planner does that over night and it is forty nine pounds per van",
        "it takes me half of friday and it wears me out", "we're not interested thanks", "?!", "tuesday at ten works",
        "is there any room on the price", "thanks so much for the demo", "and then it goes on to the next stop " * 6,
    ),
    "he": (
        "זה יקר לנו", "כמה זה עולה לחודש", "בדקנו את אקמי בשנה שעברה", "כן אוקיי", "אני חייב לרוץ עכשיו", "רגע אבל",
        "תשלח לי משהו במייל", "", "מה היית משנה", "לא מעוניין תודה", "יום שלישי בעשר מתאים", "יש איזו הנחה",
        "והמערכת מחשבת את זה בלילה לכל סניף בנפרד " * 6, "תודה רבה על השיחה",
    ),
}  # fmt: skip

EVENT = st.tuples(
    st.sampled_from(["rep", "customer"]),
    st.integers(0, 16),
    st.floats(-3, 40),
    st.floats(0.1, 25),
    st.sampled_from([None, None, None, "off", "few", "normal", "dismiss", "useful"]),
)


@st.composite
def calls(draw):
    """A language, events in order of arrival, and how long the call is planned."""
    language = draw(st.sampled_from(["en", "he"]))
    clock, found = 0.0, []
    for speaker, line, gap, length, wish in draw(st.lists(EVENT, min_size=1, max_size=30)):
        start = max(0.0, clock + gap)
        said = LINES[language][line % len(LINES[language])]
        turn = Turn(index=len(found), speaker=speaker, text=said, start=start, end=start + length)
        clock = max(clock, start + length)
        found.append((turn, clock + 0.5, wish))
    return language, found, draw(st.sampled_from([None, 1.0, 10.0]))


def played(language, events, minutes, amount="normal"):
    """Every message about a cue with the time it came, and the coach at the end."""
    rivals = (Rival("Acme"), Rival("אקמי"))
    briefing = Briefing(language, rivals, rubric=shipped()["meddpicc"], minutes=minutes, resists=agreeing)
    cues, told, clock = Cues(briefing, amount), [], 0.0
    for turn, at, wish in events:
        for _ in range(3):
            clock = min(at, clock + 1)
            told += [(clock, cue) for cue in cues.tick(clock, {turn.speaker: turn.start} if clock > turn.start else {})]
        clock = at
        told += [(at, cue) for cue in cues.turn(turn, at)]
        if wish in ("off", "few", "normal"):
            told += [(at, cue) for cue in cues.wish(wish, at)]
        elif wish and cues.cues:
            standing = "dismissed" if wish == "dismiss" else None
            last = list(cues.cues)[-1]
            told.append((at, cues.verdict(CueVerdictIn(id=last, standing=standing, useful=wish == "useful"))))
    return told, cues


@given(calls())
@settings(max_examples=120, deadline=None)
def test_cues_keep_their_rules(call):
    language, events, minutes = call
    told, cues = played(language, events, minutes)
    new = [(at, cue) for i, (at, cue) in enumerate(told) if cue.id not in {c.id for _, c in told[:i]}]
    times = [at for at, _ in new]
    assert all(b - a >= GAPS["normal"] - 1e-9 for a, b in itertools.pairwise(times)), "one per 20 s"
    for at, cue in new:
        assert cue.standing == "shown"
        assert cue.text
        assert cue.why
        assert abs(cue.at - at) < 0.01 < cue.expires_at - cue.at
        for quote in cue.quotes:
            turn = events[quote.turn][0]
            assert turn.index == quote.turn
            assert turn.speaker == quote.speaker
            assert turn.text[quote.start : quote.end] == quote.text
            assert quote.text.strip()
    last = {cue.id: cue for _, cue in told}
    for cue in last.values():
        assert cue.standing != "shown" or cue.expires_at > events[-1][1], "what has expired is told"
    assert sum(cue.standing == "shown" for cue in last.values()) <= 1, "one at a time"
    cues.close(events[-1][1] + 1)
    assert all(cue.standing != "shown" for cue in cues.cues.values())


@given(calls())
@settings(max_examples=40, deadline=None)
def test_the_same_turns_give_the_same_cues(call):
    language, events, minutes = call
    assert played(language, events, minutes)[0] == played(language, events, minutes)[0]


@given(calls())
@settings(max_examples=30, deadline=None)
def test_off_means_none(call):
    language, events, minutes = call
    silent = [(turn, at, None) for turn, at, _ in events]
    assert played(language, silent, minutes, "off")[0] == []
