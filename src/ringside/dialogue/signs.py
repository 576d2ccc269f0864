"""Where the sign of a criterion shows in a call: the spans that prove it, none when it does not show."""

# A pattern reads best in one line, a word list as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import pairwise

from ringside.dialogue import exchanges, orders, topics
from ringside.dialogue import language as lang
from ringside.dialogue import objections as laer
from ringside.dialogue import uptake as uptakes
from ringside.dialogue.call import Call, costly, opportunity, spans
from ringside.dialogue.exchanges import Run, phrases
from ringside.dialogue.next_step import assent, nothing_left
from ringside.dialogue.rubrics import Patterns, Sign, Words
from ringside.dialogue.schemas import Act, Language, Speaker
from ringside.dialogue.uptake import Span


def shown(call: Call, sign: Sign, speaker: Speaker, acts: Sequence[Act]) -> list[Span]:  # noqa: PLR0911, PLR0912 one line a case
    """Where a sign shows, empty when it does not."""
    language = call.transcript.language
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
    if (never := sign.unsaid or sign.avoids) is not None:
        if any(never.stand_in(_folded(call, s), language) for s in sentences(call, speaker)):
            return []
        return _composed(call) or opportunity(call, "conversation")
    if sign.most_talk is not None:
        return _let_talk(call, sign.most_talk)
    taken = call.uptake
    if sign.uptake is not None and (taken.share or 0.0) < sign.uptake:
        return []
    if (taken.common or 0.0) < (sign.common or 0.0) or (taken.answered or 0.0) < (sign.answered or 0.0):
        return []
    if sign.draws is not None:
        return list(taken.drawn) if (taken.draws or 0.0) >= sign.draws else []
    if sign.probes is not None:
        return list(taken.probed) if (taken.probes or 0.0) >= sign.probes else []
    if sign.ends_well:
        return _ended_well(call)
    if (sign.uptake is not None or sign.common is not None or sign.answered is not None) and not sign.acts:
        return list(taken.probed if sign.answered else taken.taken)
    kept = [
        s for s in _places(call, sign, speaker, acts)
        if _in_place(call, sign, s) and _worded(call, sign, s) and _takes_up(call, sign, s) and _answers(call, sign, s)
    ]  # fmt: skip
    runs = sum(run.speaker == speaker for run in call.runs)
    return kept if len({turn for turn, _, _ in kept}) >= max(sign.at_least, sign.share * runs) else []


def _places(call: Call, sign: Sign, speaker: Speaker, acts: Sequence[Act]) -> Iterable[Span]:
    """Where a sign is looked for: acts, answers, sentences or whole turns."""
    if (asked := sign.asked or sign.asks) is not None:
        return answers(call, asked)
    if sign.acts:
        return spans(a for a in acts if a.kind in sign.acts and a.turn in call.order[speaker])
    if sign.says is not None:
        return sentences(call, speaker)
    return [call.whole(t) for t in call.turns(speaker)]


def sentences(call: Call, speaker: Speaker) -> list[Span]:
    """Every sentence of a speaker."""
    language = call.transcript.language
    return [(t.index, *span) for t in call.turns(speaker) for span in phrases(t.text, language)]


def answers(call: Call, asked: Patterns | Words) -> list[Span]:
    """What the customer tells in answer to a question of the rep with the wanted words: more than a word, and not that
    they do not know or will not say."""
    language = call.transcript.language
    found: list[Span] = []
    for before, run in pairwise(call.runs):
        if before.speaker != "rep" or not any(asked.stand_in(q, language) for q in _questions(call, before)):
            continue
        if tells(run.text, language):
            turn = next(t for t in run.turns if call.transcript.turns[t].text.strip())
            found.append(call.whole(call.transcript.turns[turn]))
    return found


def _questions(call: Call, run: Run) -> list[str]:
    """The folded sentences of a run that ask something."""
    language = call.transcript.language
    return [q for t in run.turns for q in _asking(call.transcript.turns[t].text, language)]


@lru_cache(maxsize=4096)
def _asking(text: str, language: Language) -> tuple[str, ...]:
    said = [lang.fold(text[start:end]).text for start, end in phrases(text, language)]
    return tuple(q for q in said if uptakes.asked(q, language) or _ASKS[language].search(q))


def tells(text: str, language: Language) -> bool:
    """Whether an answer tells something: a word more than yes or no, and neither ignorance nor refusal."""
    folded = lang.fold(text[: exchanges.READ]).text
    spoken = [w for w in lang.tokens(folded) if w not in _EMPTY[language]]
    return len(spoken) >= TELLS and not _UNKNOWN[language].search(folded)


TELLS = 2
"""Words besides yes, no and the like from which on an answer tells something."""
_EMPTY: dict[Language, frozenset[str]] = {
    "en": frozenset(
        "yes no yeah yep ok okay well um uh so right sure i mean not really just the a it is that you know".split()
    ),
    "he": frozenset("כן לא אוקיי אוקי טוב אז אה אמ נו בסדר זה את של כאילו ברור אולי".split()),
}
_UNKNOWN: dict[Language, re.Pattern[str]] = {
    "en": re.compile(
        r"^(?:\W*(?:well|um+|uh+|oh|no|honestly|look|yeah|i mean|to be honest) )*(?:i (?:don't|do not|wouldn't|couldn't|can't) (?:really )?(?:know|say|tell|remember|recall|want to|have (?:a|any|that))|no idea|not sure|i'm not sure|hard to say|can't say|couldn't tell|who knows|why (?:do|would|are) you|"
        r"(?:that's|it's) (?:confidential|private|none of)|i'd rather not|not (?:going to|something)|we haven't (?:really )?(?:thought|talked|looked|decided|discussed|got)|haven't (?:really )?thought|never (?:really )?(?:thought|measured|counted)|we (?:don't|do not) (?:really )?(?:know|have (?:a|any|one|that)|measure|track|count))"
    ),
    "he": re.compile(
        r"^(?:\W*(?:טוב|אה|אמ+|לא|האמת|תראה|תראי|נו) )*(?:(?:אני |אנחנו )?(?:לא|ממש לא) (?:יודע|יודעת|יודעים|בטוח|בטוחה|זוכר|זוכרת|חשבנו|חשבתי|מדדנו|ספרנו|סגור|סגורה)|אין לי מושג|אין לנו מושג|קשה (?:לי )?(?:להגיד|לומר|לדעת)|מי יודע|למה אתה שואל|למה את שואלת|זה (?:חסוי|סודי|פרטי)|מעדיף לא|מעדיפה לא|עוד לא (?:חשבנו|דיברנו|החלטנו|בדקנו))"
    ),
}
_ASKS: dict[Language, re.Pattern[str]] = {
    "en": re.compile(r"\b(?:tell me|walk me|help me understand|curious|wondering|talk me)\b"),
    "he": re.compile(
        r"(?<!\w)(?:ספר|ספרי|תספר|תספרי|תסביר|תסבירי|אשמח (?:לשמוע|להבין|לדעת)|מעניין אותי|יש לכם|יש לך|אתם|אתה|את)(?!\w)"
    ),
}


def _answers(call: Call, sign: Sign, span: Span) -> bool:
    """Whether the words answer a question of the rep, where the sign asks for that."""
    if not sign.answering:
        return True
    run = bisect_left([r.turns[-1] for r in call.runs], span[0])
    return run > 0 and uptakes.asked(call.runs[run - 1].text, call.transcript.language)


def _takes_up(call: Call, sign: Sign, span: Span) -> bool:
    """Whether the words use as many of the customer's as the sign asks for."""
    if not sign.theirs:
        return True
    language = call.transcript.language
    said = set(topics.stems(call.transcript.turns[span[0]].text[span[1] : span[2]], language))
    heard: set[str] = set()
    for run in call.runs:
        if run.first >= span[0]:
            break
        if run.speaker == "customer":
            heard |= run.stems
    return len(said & heard) >= sign.theirs


def _in_place(call: Call, sign: Sign, span: Span) -> bool:
    speaker = call.transcript.turns[span[0]].speaker
    place, count = call.order[speaker][span[0]], len(call.order[speaker])
    if sign.first is not None and place >= sign.first * max(1.0, count / USUAL):
        return False
    if sign.last is not None and place < count - sign.last:
        return False
    if sign.after is None:
        return True
    before = min((m[0] for m in opportunity(call, sign.after)), default=None)
    return before is not None and span[0] > before


USUAL = 20
"""Turns of a side in a usual call; in a longer one the beginning lasts longer: somebody else answered, small talk."""


def _worded(call: Call, sign: Sign, span: Span) -> bool:
    """Whether the words hold one of the phrases, and match the pattern, that the sign asks for."""
    wanted = [w for w in (sign.words, sign.says) if w is not None]
    said = _folded(call, span) if wanted else ""
    return all(w.stand_in(said, call.transcript.language) for w in wanted)


def _folded(call: Call, span: Span) -> str:
    return lang.fold(call.transcript.turns[span[0]].text[span[1] : span[2]]).text


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
    judged = [*call.turns("rep"), *call.turns("customer")]
    sizes = {t.index: len(lang.words(orders.without(t.text))) for t in judged}
    total = sum(sizes.values())
    rep = sum(sizes[i] for i in call.order["rep"])
    if not total or not call.order["customer"] or rep / total > most:
        return []
    longest = max(call.turns("customer"), key=lambda t: sizes[t.index])
    return [call.whole(longest)]
