"""Whether a live call is coming to its end, and whether anything firm is agreed by then."""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from ringside.calls.live.brief import Briefing
from ringside.calls.live.candidates import Candidate
from ringside.calls.live.following import State, is_noise, quoted
from ringside.calls.live.messages import CueQuote
from ringside.dialogue import language as lang
from ringside.dialogue.next_step import classify
from ringside.dialogue.schemas import Language

FIRST_S = 30.0
"""Before this nothing sounds like an end: people say when they have to go as they begin."""
TALKED = 10
"""Turns before which thanks and good wishes open a call."""
LEFT_S = 180.0
"""Seconds before the planned end at which a next step is due."""
SOON = 6
"""Minutes: who has to go in more than that is not going yet."""
WINDOW = 80
"""Turns at the end that are looked at for a next step."""


def next_step(brief: Briefing, state: State, at: float) -> Iterator[Candidate]:
    """The call is ending without a firm next step."""
    if len(state.turns) < 4 or (at < FIRST_S and len(state.turns) < TALKED):
        return
    quote = _winding_up(state)
    by_clock = brief.minutes is not None and at >= 60 * brief.minutes - min(LEFT_S, 12 * brief.minutes)
    if quote is None and not by_clock:
        return
    if state.turns[-1].speaker == "rep" and "next_step_ask" in state.kinds(len(state.turns) - 1, 0.35):
        return
    case = _missing(state)
    if case:
        yield Candidate("next_step", case, at, quotes=(quote,) if quote else _latest(state))


def _latest(state: State) -> tuple[CueQuote, ...]:
    """What was said last."""
    said = next((t for t in reversed(state.turns) if not is_noise(t, state.language)), None)
    quote = quoted(said) if said else None
    return (quote,) if quote else ()


def _winding_up(state: State) -> CueQuote | None:
    """The words of the latest phrase by which the call is drawing to its end."""
    turn = state.turns[-1]
    view = lang.fold(turn.text)
    for found in _GOING[state.language].finditer(view.text):
        minutes = re.search(r"(\d+|\w+)(?: or so)? minutes?|(?:בעוד|עוד) (\S+) דקות", view.text[found.start() :])
        if minutes and _number(next(g for g in minutes.groups() if g), state.language) > SOON:
            continue
        return quoted(turn, *view.span(found.start(), found.end()))
    if len(state.turns) < TALKED:
        return None
    leaving = (_DONE if turn.speaker == "customer" else _CLOSING)[state.language].search(view.text)
    return quoted(turn, *view.span(leaving.start(), leaving.end())) if leaving else None


def _number(word: str, language: Language) -> int:
    return int(word) if word.isdigit() else _NUMBERS[language].get(word, 99)


def _missing(state: State) -> str | None:
    """What is missing: everything, or only the date; None when it is agreed or the customer has refused."""
    transcript = state.transcript
    first = max(0, len(transcript.turns) - WINDOW)
    turns = tuple(t.model_copy(update={"index": i}) for i, t in enumerate(transcript.turns[first:]))
    acts = [a.model_copy(update={"turn": a.turn - first}) for a in state.certain() if a.turn >= first]
    step = classify(transcript.model_copy(update={"turns": turns}), acts)
    if step.kind in ("advance", "order"):
        return None
    if _refused(state):
        return None
    return "vague" if step.kind == "vague" else "none"


def _refused(state: State) -> bool:
    """Whether the customer has just turned a proposal down: asking again would be pushing."""
    last = state.turns[-12:]
    for before, turn in pairwise(last):
        answers = (before.speaker, turn.speaker) == ("rep", "customer")
        if answers and "next_step_ask" in state.kinds(before.index, 0.35) and "refusal" in state.kinds(turn.index):
            return True
    return False


_NUMBERS: dict[Language, dict[str, int]] = {
    "en": {"a": 1, "one": 1, "two": 2, "couple": 2, "three": 3, "few": 3, "four": 4, "five": 5, "six": 6, "ten": 10},
    "he": {"דקה": 1, "שתי": 2, "כמה": 3, "שלוש": 3, "ארבע": 4, "חמש": 5, "שש": 6, "עשר": 10},
}
_GO = r"(?:run|jump|go|head|hop|drop|dash|leave|get going|wrap|wrap up|wrap this up|bounce|shoot off|shoot|scoot|fly|nip|love you and leave you|leave you|let you go|cut (?:this|it|you) (?:short|off))"
_THEN = r"(?= *$|[.,!?]| (?:off|now|soon|shortly|here|there|in|guys|otherwise|unfortunately|because|but|and|so|to (?:a|another|my|the next)|into (?:a|another|my)|for (?:a|another|my))\b)"
_GOING: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        rf"\b(?:i|we)(?:'ve| have|'m gonna| am gonna|'ll| will|'m going to| am going to)? (?:(?:really|probably|unfortunately|do|just|now|already|actually|also) ){{0,3}}(?:got to|gotta|have to|need to|should|must|better|'d better) (?:(?:probably|really|actually|just) )?{_GO}\b{_THEN}[^.?!]{{0,40}}|"
        r"\b(?:i've|i have|i've got|there's) (?:got )?(?:another|my next|a (?:hard stop|meeting|call)) (?:meeting |call |one )?(?:in|starting in|at the top|coming up|now|right now|waiting)[^.?!]{0,30}|"
        r"\b(?:let's|let us|we can|shall we|i'd say we) (?:just )?(?:leave (?:it|this|things) (?:there|here|at that)|call it a day|stop (?:there|here)|wrap (?:it |this |things )?up)(?! for a (?:second|minute|moment))\b|"
        r"\b(?:my|the) next (?:one|meeting|call|appointment|patient|client|visitor) (?:is|has|just|'s) (?:\w+ )?(?:here|arrived|waiting|starting|walked|come)\b|"
        r"\b(?:we're|we are|i see we're|looks like we're) (?:almost |about |nearly |just about |coming up |pretty much |kind of )?(?:at|out of|up on|on|over|running out of|at the end of) (?:our )?time\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:אני |אנחנו )?(?:חייב|חייבת|חייבים|צריך|צריכה|צריכים|מוכרח|מוכרחה) (?:כבר |עוד מעט |ממש |עכשיו )?(?:לרוץ|לזוז|לסיים|לסגור כאן|ללכת|לרדת|לעלות (?:לשיחה|לישיבה|לפגישה)|להיכנס ל(?:שיחה|ישיבה|פגישה)|לקפוץ|לצאת|לנתק|לעצור כאן)(?! ל?על)(?:[^.?!]{0,30})|"
        r"(?<!\w)יש לי (?:עוד )?(?:פגישה|שיחה|ישיבה)(?: \S+){0,2} (?:עכשיו|עוד \S+ דקות|בעוד \S+ דקות|תכף|עוד מעט)|(?<!\w)(?:הזמן (?:שלנו )?נגמר|אנחנו בסוף הזמן|נגמר (?:לנו|לי) הזמן)(?!\w)"
    ),
}
"""Somebody has to go."""
_DONE: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:i think )?(?:that's|that is) (?:all|everything|about it|pretty much it)(?: (?:i have|i had|from me|from my side|from our side|for (?:now|today|me)))|i (?:don't have|have no|haven't got) (?:any )?(?:more|other|further) questions|"
        r"thanks (?:so much |a lot |again )?for (?:your|the) (?:time|call|demo|presentation)|thank you (?:so much |very much )?for (?:your|the) (?:time|call|demo|presentation))"
    ),
    "he": re.compile(
        r"(?<!\w)(?:זה הכל מבחינתי|זה הכול מבחינתי|זה הכל מצידי|אין לי (?:עוד )?שאלות(?: נוספות)?|תודה (?:רבה )?(?:על הזמן|על השיחה|על ההדגמה|על ההצגה))(?!\w)"
    ),
}
"""The customer has nothing left, or gives thanks; after a good-bye it is too late for anything."""
_CLOSING: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i'll let you (?:go|get (?:on|back))|i won't keep you|(?:thanks|thank you) (?:so much |very much |again |a lot )?for your time|(?:before|so) (?:we|i) (?:wrap|finish|close) up|to wrap (?:this )?up)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:לא אעכב אותך|לא אעכב אתכם|אני אשחרר אותך|תודה (?:רבה )?על הזמן|לקראת סיום|לפני שנסיים)"
    ),
}
"""The rep brings the call to its end."""
