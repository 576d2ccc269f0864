"""Who has the floor and how it is held: long runs, missing questions, a customer talked over, a rep who hurries."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from ringside.calls.live.candidates import Candidate
from ringside.calls.live.following import State, ends, is_noise, lasts, quoted, starts
from ringside.calls.live.messages import CueQuote
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language, Speaker, Turn

LONG_S = 90.0
"""Seconds of the rep's run from which on the customer is losing the thread."""
SPOKEN = 0.75
"""Share of a run that is speech; a run with longer pauses is a demonstration or a wait."""
STILL = 3.0
"""Seconds after a phrase in which the rep is taken to go on."""
QUESTIONLESS_S = 240.0
REP_SHARE = 0.45
"""Share of the talk from which on a missing question is the rep's doing, not a customer who tells a lot."""
NEEDS = frozenset({"need_pain", "need_impact"})

Speaking = Mapping[Speaker, float]
"""Who speaks at this moment, and since when."""


def monologue(state: State, at: float, speaking: Speaking) -> Iterator[Candidate]:
    """The rep has talked too long at a stretch."""
    run = [turn for turn in state.run() if starts(turn) <= at]
    if not run or "customer" in speaking:
        return
    begun = starts(run[0])
    talked = sum(lasts(turn) for turn in run)
    under_way = speaking.get("rep")
    if under_way is not None:
        talked += max(0.0, at - max(under_way, ends(run[-1])))
    going_on = under_way is not None or at - ends(run[-1]) <= STILL
    waits = under_way is None and state.asks[run[-1].index]
    if at - begun < LONG_S or talked < SPOKEN * LONG_S or not going_on or waits:
        return
    if quote := _last_words(run[-1]):
        yield Candidate("monologue", "long", at, quotes=(quote,), words={"seconds": int((at - begun) // 5 * 5)})


def _last_words(turn: Turn, most: int = 60) -> CueQuote | None:
    """How a phrase ends."""
    start = max(0, len(turn.text) - most)
    start = 0 if not start else start + turn.text[start:].find(" ") + 1
    return quoted(turn, start)


def no_questions(state: State, at: float, speaking: Speaking) -> Iterator[Candidate]:
    """The rep has talked for minutes without asking."""
    since = max(state.asked_at, min((starts(turn) for turn in state.turns), default=at))
    recent = [turn for turn in state.turns if ends(turn) > at - QUESTIONLESS_S]
    if at - since < QUESTIONLESS_S or not recent or "customer" in speaking:
        return
    said = {side: sum(lasts(turn) for turn in recent if turn.speaker == side) for side in ("rep", "customer")}
    together = said["rep"] + said["customer"]
    if together < QUESTIONLESS_S / 3 or said["rep"] < REP_SHARE * together or not said["customer"]:
        return
    minutes = int((at - since) // 60)
    quote = _worth_following(state, since)
    case = "follow_up" if quote else "plain"
    words = {"minutes": minutes, "words": quote.text if quote else ""}
    yield Candidate("no_questions", case, at, quotes=(quote,) if quote else (), words=words)


def _worth_following(state: State, since: float) -> CueQuote | None:
    """The latest trouble the customer told of and nobody asked about."""
    for turn in state.latest("customer"):
        if starts(turn) < since:
            return None
        for act in state.acts[turn.index]:
            if act.kind in NEEDS and act.confidence >= 0.6 and act.end - act.start >= 12:
                return quoted(turn, act.start, act.end, most=70)
    return None


TALKED_ON = 1.5
"""Seconds the rep must have gone on after the customer gave up."""
HEAD_START = 0.3
"""Seconds the rep must have been speaking before."""
GOES_ON = 0.5
"""Seconds between two phrases of the rep in which nobody could have fallen in."""
TRIES_S = 60.0
"""Seconds within which two tries are a pattern."""


def customer_cut_off(state: State, at: float) -> Iterator[Candidate]:
    """The customer began to speak and the rep talked on; told only when the rep's phrase ends, as it goes on till then."""
    tries = [turn for turn in state.turns[-12:] if turn.speaker == "customer" and _gave_up(state, turn)]
    if not tries or at - ends(tries[-1]) > 20:
        return
    latest = tries[-1]
    again = [turn for turn in tries if starts(latest) - starts(turn) <= TRIES_S]
    if not _WANTS_IN[state.language].search(lang.fold(latest.text).text) and len(again) < 2:
        return
    if quote := quoted(latest):
        yield Candidate("customer_cut_off", "tried", at, f"{starts(latest):.1f}", (quote,))


def _gave_up(state: State, tried: Turn) -> bool:
    """Whether a phrase was said into the rep's, which went on after it, and the customer did not."""
    wants_in = bool(_WANTS_IN[state.language].search(lang.fold(tried.text).text))
    if (is_noise(tried, state.language) and not wants_in) or _AGREES[state.language].fullmatch(
        lang.fold(tried.text).text.strip(" .!,")
    ):
        return False
    if len(lang.words(tried.text)) > 8:
        return False
    over = any(
        begun <= starts(tried) - HEAD_START and ended >= ends(tried) + TALKED_ON for begun, ended in _stretches(state)
    )
    went_on = any(
        turn.speaker == "customer" and 0 <= starts(turn) - ends(tried) <= TALKED_ON and not is_noise(turn, state.language)
        for turn in state.turns[-40:]
    )  # fmt: skip
    return over and not went_on


def _stretches(state: State) -> list[tuple[float, float]]:
    """When the rep spoke: recognisers cut a phrase where somebody falls in, though the rep goes on."""
    found: list[tuple[float, float]] = []
    for turn in sorted((t for t in state.turns[-40:] if t.speaker == "rep"), key=starts):
        if found and starts(turn) - found[-1][1] <= GOES_ON:
            found[-1] = (found[-1][0], max(found[-1][1], ends(turn)))
        else:
            found.append((starts(turn), ends(turn)))
    return found


_WANTS_IN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:(?:um+|uh+|er|yeah|well|ok|okay|right|no|oh) )*(?:but|sorry|wait|hang on|hold on|can i|could i|may i|if i|so what|so how|what about|how about|how|what|why|when|does|do|is|just|actually|one (?:thing|question|second)|"
        r"quick question|the thing is|i (?:was|just|wanted|have|don't|think|mean|would)|we (?:don't|already|have|actually)|that's not|excuse me|let me)\b"
    ),
    "he": re.compile(
        r"^(?:(?:אה+|אמ+|כן|טוב|אוקיי|לא|רגע) )*(?:אבל|רגע|סליחה|שנייה|אפשר|רק|מה|איך|למה|מתי|כמה|האם|אם|יש לי|אני (?:רק|רוצה|רציתי|לא|חושב)|אנחנו (?:כבר|לא)|בעצם|שאלה|תן לי|תני לי|לא בדיוק)(?!\w)"
    ),
}
_AGREES: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"(?:(?:yeah|yes|yep|right|sure|okay|ok|exactly|absolutely|totally|true|great|nice|cool|wow|perfect|definitely|of course|"
        r"that's (?:true|right|great|good|fair|cool|nice|interesting|it)|(?:that )?makes sense|i see|i know|i agree|got it|good point|no worries|sounds good|fair enough|oh|ah|mm+|uh huh|haha?|no way|really|it is|it does|we do|we are|for sure)[ ,]*)+"
    ),
    "he": re.compile(
        r"(?:(?:כן|נכון|בדיוק|ברור|לגמרי|סבבה|אוקיי|אוקי|בסדר|טוב|יפה|מעולה|וואו|הבנתי|אני מבינה?|הגיוני|זה נכון|ממש|בטח|אה+|חח+|באמת|צודק|צודקת|אתה צודק|את צודקת|לא נורא)[ ,]*)+"
    ),
}

FASTER = 1.25
"""How many times the rep's pace of before is hurrying."""
BEFORE_S, AFTER_S = 15.0, 5.0
"""Seconds of speech either side of an objection that make a pace."""
AFTER_WITHIN = 45.0


def speeding_up(state: State, at: float, objected_at: float | None) -> Iterator[Candidate]:
    """Since an objection the rep speaks much faster than before: in letters a second, as words differ in length."""
    if objected_at is None or at - objected_at > AFTER_WITHIN or not state.turns or state.turns[-1].speaker != "rep":
        return
    mine = [turn for turn in state.turns[-200:] if turn.speaker == "rep" and lasts(turn) >= 1.0]
    before = [turn for turn in mine if ends(turn) <= objected_at]
    after = [turn for turn in mine if starts(turn) >= objected_at - 0.5]
    usual, now = pace(before, BEFORE_S), pace(after, AFTER_S)
    if usual and now and now >= FASTER * usual and (quote := _last_words(after[-1])):
        percent = int(round(100 * (now / usual - 1), -1))
        yield Candidate("speeding_up", "after_objection", at, quotes=(quote,), words={"percent": percent})


def pace(turns: Sequence[Turn], least: float) -> float | None:
    """Letters a second over at least so many seconds of speech, None over fewer."""
    seconds = sum(lasts(turn) for turn in turns)
    letters = sum(len(word) for turn in turns for word in lang.words(turn.text))
    return letters / seconds if seconds >= least else None
