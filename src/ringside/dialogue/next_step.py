"""What the call ended in: none, vague (a continuation), advance (dated and mutual) or order."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from itertools import pairwise
from typing import Literal

from ringside.dialogue import language as lang
from ringside.dialogue.exchanges import Run, join, phrases
from ringside.dialogue.reader import GRAMMAR
from ringside.dialogue.schemas import Act, Frozen, Language, Transcript

StepClass = Literal["none", "vague", "advance", "order"]

ENDING = 10
"""The turns at the end of a call in which a day named by the rep is a proposal, asked or not."""
READ = 2_000
"""Characters of a turn that are looked at."""


RESISTS = frozenset({"refusal", "brush_off", "objection"})
_PUTS_OFF = frozenset({"send_email", "call_later"})
"""Who says these puts a step off, which leaves it vague; a refusal says so itself."""


class NextStep(Frozen):
    """The class of the best next step, and the rep's words that proposed it."""

    kind: StepClass
    turn: int | None = None
    start: int | None = None
    end: int | None = None
    dated: bool = False
    agreed: bool = False


def dated(text: str, language: Language) -> bool:
    """Whether a day, an hour or a week is named."""
    return bool(GRAMMAR[language].DATE.search(_folded(text)))


def definite(text: str, language: Language) -> bool:
    """Whether a day or an hour is named; a week or a month alone is no date."""
    folded = _folded(text)
    days = GRAMMAR[language].DATE.finditer(folded)
    if any(not _LOOSE.search(m.group()) for m in days) or _SAME.search(folded):
        return True
    return language == "en" and bool(_CALENDAR.search(folded))


_NUMBERS = "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve"
_CALENDAR = re.compile(
    rf"\b(?:(?:{_NUMBERS}) o'clock|half (?:past )?(?:{_NUMBERS})|\d{{1,2}}(?:st|nd|rd|th)|"
    r"(?:ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen|twentie|thirtie)th|"
    r"twenty[- ](?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth))\b"
)
"""Days of the month and hours in words."""
_LOOSE = re.compile(r"week(?!end|day)|month|quarter|שבוע|חודש|רבעון")
_SAME = re.compile(r"\bsame (?:time|day|hour|slot)\b|באותה שעה|באותו (?:זמן|יום)")
_LEFTOVER: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:anything else|something else|anything more|forg[oe]t|leave (?:anything|something) out|miss anything)"
    ),
    "he": re.compile(r"עוד משהו|משהו נוסף|שכחתי|שכחנו|פספסתי|עוד שאלות"),
}
_FAIR: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\bfair\b"),
    "he": re.compile(r"(?<!\w)(?:הוגן|קיבלתי|מאה אחוז)"),
}


def _folded(text: str) -> str:
    return lang.fold(text[:READ]).text


def assent(texts: Sequence[str], language: Language) -> int:
    """Words of assent less words of doubt or denial."""
    g = GRAMMAR[language]
    said = [_folded(text) for text in texts]
    yes = sum(len(g.ASSENT.findall(text)) + len(_FAIR[language].findall(text)) for text in said)
    return yes - sum(len(g.NEGATION.findall(text)) for text in said)


def nothing_left(asked: str, reply: str, language: Language) -> bool:
    """Whether a "no" only says that nothing is left open ("Anything else?" "No, thank you.")."""
    return bool(_LEFTOVER[language].search(_folded(asked))) and len(lang.words(reply[:READ])) <= 12


def classify(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run] | None = None) -> NextStep:
    """The best next step of the call: a refused proposal is none, an undated or unanswered one vague."""
    runs = join(transcript) if runs is None else runs
    found = every(transcript, acts, runs)
    rank: dict[StepClass, int] = {"none": 0, "vague": 1, "advance": 2, "order": 3}
    best = max(found, key=lambda step: (rank[step.kind], step.turn or 0), default=NextStep(kind="none"))
    if best.kind == "none":
        best = _vague(transcript, acts, runs) or best
    if best.kind in ("none", "vague"):
        best = _arranged(transcript, acts, runs) or best
    if best.kind == "none":
        best = _taken_on(transcript, acts, runs) or best
    if best.kind != "vague":
        return best
    gone = _refused_at_last(transcript, acts, runs) or _only_sends(runs, transcript.language)
    return NextStep(kind="none") if gone else best


def _arranged(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run]) -> NextStep | None:
    """A time that both sides named over several turns, said last by the rep and not taken back after."""
    language = transcript.language
    refused = {a.turn for a in acts if a.kind == "refusal"}
    named: set[str] = set()
    found: NextStep | None = None
    for run in runs[-SETTLING:]:
        times = _times(run.text, language)
        if run.speaker == "customer":
            denied = bool(GRAMMAR[language].NEGATION.search(_folded(run.text)))
            if found and refused & set(run.turns):
                found = None
            named = named - times if denied else named | times
        elif times & named and GRAMMAR[language].COMMITS.search(_folded(run.text)):
            turn, start, end = words_at(transcript, run, language)
            found = NextStep(kind="advance", turn=turn, start=start, end=end, dated=True, agreed=True)
    return found


SETTLING = 24
"""Runs at the end of a call in which a time is settled bit by bit."""


def _times(text: str, language: Language) -> set[str]:
    """The days and hours that are named, as words that both sides would use."""
    folded = _folded(text)
    found = [m.group() for m in GRAMMAR[language].DATE.finditer(folded)]
    found += [m.group() for m in _CALENDAR.finditer(folded)] if language == "en" else []
    return {re.sub(r"^(?:the|at|in|on|ב|ל) ?", "", said) for said in found if not _LOOSE.search(said)}


def _taken_on(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run]) -> NextStep | None:
    """Something the rep has set going for the customer, where the customer did not resist at the end."""
    language = transcript.language
    last = {turn for run in runs[-4:] if run.speaker == "customer" for turn in run.turns}
    if any(a.turn in last and a.kind in ("refusal", "brush_off") for a in acts):
        return None
    for run in reversed(runs[-SETTLING:]):
        if run.speaker == "rep" and _TAKES_ON[language].search(_folded(run.text)):
            turn, start, end = words_at(transcript, run, language, _TAKES_ON[language])
            return NextStep(kind="vague", turn=turn, start=start, end=end)
    return None


_TAKES_ON: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:i've|i have|we've) (?:just |now |already )?(?:\w+ )?(?:raised|booked|logged|opened|ordered|arranged|"
        r"cancelled|canceled|refunded|credited|escalated|passed|requested|reported)\b"
    ),
    "he": re.compile(r"(?<!\w)(?:פתחתי|הזמנתי|ביטלתי|זיכיתי|העברתי|דיווחתי|רשמתי|ביקשתי) "),
}


def _only_sends(runs: Sequence[Run], language: Language) -> bool:
    """Whether the end of a call is only material to read or a form to fill: nobody does anything with anybody."""
    said = [_folded(run.text) for run in runs[-ENDING:] if run.speaker == "rep"]
    sends = any(_MATERIAL[language].search(text) for text in said)
    return sends and not any(_MEETS[language].search(text) or _TAKES_ON[language].search(text) for text in said)


_MATERIAL: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:send|email|pop|drop|forward|fire|ping)\b.{0,40}\b(?:brochure|video|leaflet|info\w*|details|link|form|deck|"
        r"pdf|catalogue|catalog|flyer|one[- ]pager|material\w*|website|something|stuff|overview)\b"
    ),
    "he": re.compile(
        r"(?<!\w)(?:אשלח|שולח|שולחת|נשלח|אעביר|מעביר|מעבירה)(?!\w).{0,40}(?:חוברת|עלון|חומר|סרטון|פרטים|לינק|קישור|טופס|מצגת|קטלוג|מידע|ברושור)"
    ),
}
_MEETS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"\b(?:(?:call|ring|phone|visit|see|meet|chase|show) (?:you|back|them|him|her|up)|"
        r"give you a (?:call|ring|shout|bell)|(?:we|we'll|let's|i'll|i|to) (?:\w+ )?"
        r"(?:speak|talk|meet|catch up|follow up|check in|get back|come back|touch base|call|ring)|"
        r"in touch|meeting|demo|appointment|visit|follow up|get back to you|come back to you)(?![\w'])"
    ),
    "he": re.compile(
        r"(?<!\w)(?:ו|ש)?(?:נדבר|אתקשר|אחזור|נחזור|ניפגש|נפגש|פגישה|נקבע|אבוא|מגיע|מגיעה|שיחה|נשתמע|בקשר|אבדוק)(?!\w)"
    ),
}


def every(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run]) -> list[NextStep]:
    """What came of each proposal of the rep, in call order."""
    asks = {a.turn: a for a in acts if a.kind == "next_step_ask"}
    kinds: dict[int, set[str]] = {}
    for act in acts:
        if act.objection not in _PUTS_OFF:
            kinds.setdefault(act.turn, set()).add(act.kind)
    found = []
    for i, run in enumerate(runs):
        if run.speaker != "rep":
            continue
        asked = next((asks[t] for t in run.turns if t in asks), None)
        before = runs[i - 1] if i else None
        if asked or (i >= len(runs) - ENDING and _proposes(run, before, transcript.language)):
            found.append(_outcome(transcript, kinds, runs, i, asked))
        if before and _confirms(run, before, transcript.language):
            turn, start, end = words_at(transcript, run, transcript.language)
            found.append(NextStep(kind="advance", turn=turn, start=start, end=end, dated=True, agreed=True))
    return found


def _refused_at_last(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run]) -> bool:
    """Whether the customer's last words take a loose promise back."""
    places = [i for i, run in enumerate(runs) if run.speaker == "customer"]
    if not places or not places[-1]:
        return False
    last = runs[places[-1]]
    resists = any(
        a.turn in last.turns and a.kind in ("refusal", "brush_off") and a.objection not in _PUTS_OFF for a in acts
    )
    left = nothing_left(runs[places[-1] - 1].text, last.text, transcript.language)
    return resists and not left and assent([last.text], transcript.language) < 0


def _proposes(run: Run, before: Run | None, language: Language) -> bool:
    """A day is named by somebody who takes something on, asks, or answers a day with another one."""
    if not definite(_real(run.text, language), language):
        return False
    if GRAMMAR[language].COMMITS.search(_folded(run.text)) or "?" in run.text:
        return True
    return before is not None and before.speaker == "customer" and definite(before.text, language)


_IMAGINED: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:what if|imagine|suppose|if)\b.{0,60}"),
    "he": re.compile(r"(?<!\w)(?:מה אם|תאר לך|תארי לך|נניח|אם)(?!\w).{0,60}"),
}
"""A day in a case that is only imagined is no proposal."""


def _real(text: str, language: Language) -> str:
    return _IMAGINED[language].sub(" ", _folded(text))


def _confirms(run: Run, before: Run, language: Language) -> bool:
    """Whether the rep says yes to a time that the customer proposes."""
    g, said = GRAMMAR[language], _folded(before.text)
    if before.speaker != "customer" or not definite(before.text, language) or not g.PROPOSES.search(said):
        return False
    refuses = g.NEGATION.search(_folded(run.text)[:40])
    return not refuses and bool(g.ACCEPTS.search(_folded(run.text)) or assent([run.text], language) > 0)


def _outcome(
    transcript: Transcript, kinds: Mapping[int, Set[str]], runs: Sequence[Run], place: int, asked: Act | None
) -> NextStep:
    language, said = transcript.language, runs[place]
    replies = [r for r in runs[place + 1 : place + 5] if r.speaker == "customer"][:2]
    first = set().union(*(kinds.get(turn, set()) for turn in replies[0].turns)) if replies else set()
    settled = bool(replies) and nothing_left(said.text, replies[0].text, language)
    names_day = any(definite(r.text, language) for r in replies)
    accepted = bool(replies) and _accepted(replies[0], first, language)
    refused = bool(first & RESISTS) and not settled and not accepted
    has_date = definite(_real(said.text, language), language) or names_day
    mood = assent([r.text for r in replies[:1]], language)
    willing = "agreement" in first or mood > 0 or settled or accepted
    agreed = bool(replies) and not refused and (willing or (names_day and mood >= 0))
    turn, start, end = (asked.turn, asked.start, asked.end) if asked else words_at(transcript, said, language)
    kind: StepClass = "vague"
    if refused:
        kind = "none"
    elif (
        agreed
        and "agreement" in first
        and GRAMMAR[language].ORDER.search(_folded(transcript.turns[turn].text[start:end]))
    ):
        kind = "order"
    elif agreed and has_date:
        kind = "advance"
    return NextStep(kind=kind, turn=turn, start=start, end=end, dated=has_date, agreed=agreed)


def _accepted(reply: Run, kinds: Set[str], language: Language) -> bool:
    """Whether a reply takes the time that was named, or asks for the invitation, whatever else it says."""
    g, said = GRAMMAR[language], _folded(reply.text)
    if "refusal" in kinds or g.NEGATION.search(said):
        return False
    return bool(
        g.INVITE.search(said) or (g.ACCEPTS.search(said) and (definite(reply.text, language) or reply.size <= SHORT))
    )


SHORT = 8
"""Words up to which a word of acceptance is the whole of a reply."""


def words_at(
    transcript: Transcript, run: Run, language: Language, wanted: re.Pattern[str] | None = None
) -> tuple[int, int, int]:
    """The sentence of a run that names the day or has the wanted words, else its last."""
    found = [
        (index, start, end) for index in run.turns for start, end in phrases(transcript.turns[index].text, language)
    ]
    named = []
    for index, start, end in found:
        said = transcript.turns[index].text[start:end]
        if wanted.search(_folded(said)) if wanted else definite(said, language):
            named.append((index, start, end))
    return (named or found or [(run.first, 0, len(transcript.turns[run.first].text))])[-1]


def _vague(transcript: Transcript, acts: Sequence[Act], runs: Sequence[Run]) -> NextStep | None:
    """A loose promise near the end that nobody refused."""
    resisting = {a.turn for a in acts if a.kind in RESISTS and a.objection not in _PUTS_OFF}
    last = runs[-7:]
    for before, run in pairwise(last):
        left = nothing_left(before.text, run.text, transcript.language)
        if run.speaker == "customer" and resisting & set(run.turns) and not left:
            return None
    for run in reversed(last):
        if run.speaker == "rep" and GRAMMAR[transcript.language].VAGUE.search(_folded(run.text)):
            turn, start, end = words_at(transcript, run, transcript.language, GRAMMAR[transcript.language].VAGUE)
            return NextStep(kind="vague", turn=turn, start=start, end=end)
    return None
