"""Where the rep took up what the customer told, and where it was passed over."""

from __future__ import annotations

from collections.abc import Iterator

from ringside.dialogue import language as lang
from ringside.dialogue.evidence import Quote
from ringside.dialogue.exchanges import phrases
from ringside.dialogue.moments import WEIGHTY, Finding, Heard, Moments, about_them, given_back, sized


def needs(m: Moments) -> Iterator[Finding]:
    """Where weighty words of the customer were taken up, and where the rep went past them."""
    taken = {span[0]: span for span in (*m.call.uptake.probed, *m.call.uptake.taken)}
    done: set[int] = set()
    for heard in _weighty(m):
        reply = m.next(heard.turn, "rep")
        if reply is None or reply.index in done:
            continue
        done.add(reply.index)
        if reply.index in taken and not m.at(reply.index) & {"argument"}:
            quotes = m.quoted(*taken[reply.index])
            yield Finding("good_follow_up", reply.index, True, "listening", 9 + heard.weight / 3, quotes, heard.words)
        elif reply.index not in taken and not m.at(reply.index) & _STAYS:
            both = _said(m, heard.turn, heard.words) + m.quoted(reply.index)
            yield Finding("missed_need", reply.index, False, "listening", 8 + heard.weight, both, heard.words)


def _weighty(m: Moments) -> list[Heard]:
    """The customer's words that carry a problem, the weightiest first, before the call came to its close."""
    step = m.call.next_step
    close = step.turn if step.agreed and step.turn is not None else len(m.transcript.turns) - 3
    return sorted((h for h in m.heard if h.weight >= WEIGHTY and h.turn < close), key=lambda h: (-h.weight, h.turn))


_STAYS = frozenset({"follow_up", "reflection", "summary"})


def passed(m: Moments) -> Iterator[Finding]:
    """Every place where something was told and nothing of it taken up, the fullest answers first."""
    told = sorted(m.call.uptake.missed, key=lambda span: (-len(lang.words(m.transcript.turns[span[0]].text)), span[0]))
    for turn, _, _ in told[:MOST_PASSED]:
        reply = m.next(turn, "rep")
        words = _last_clause(m, turn)
        if reply and words:
            both = _said(m, turn, words) + m.quoted(reply.index)
            yield Finding("passed_over", reply.index, False, "listening", 4, both, words)
            yield Finding("not_asked_on", reply.index, False, "discovery", 3.8, both, words)


MOST_PASSED = 6


def _last_clause(m: Moments, turn: int) -> str:
    """The customer's last clause that says something of their business, ready to be given back."""
    text = m.transcript.turns[turn].text
    said = [text[start:end] for start, end in phrases(text, m.language)]
    told = [given_back(clause) for clause in said if about_them(clause, m.language)]
    full = [words for words in told if len(lang.words(words)) >= 3]
    return full[-1] if full else ""


def _said(m: Moments, turn: int, words: str) -> tuple[Quote, ...]:
    place = m.transcript.turns[turn].text.find(words)
    return m.quoted(turn, max(0, place), max(0, place) + len(words))


def unfollowed(m: Moments) -> Iterator[Finding]:
    """The weightiest words of the customer after which no question asked on."""
    probed = {span[0] for span in m.call.uptake.probed}
    for heard in _weighty(m):
        reply = m.next(heard.turn, "rep")
        if reply and reply.index not in probed and not m.at(reply.index) & (_STAYS | {"question_open"}):
            both = _said(m, heard.turn, heard.words) + m.quoted(reply.index)
            topic = "not_weighed" if sized(m.transcript.turns[heard.turn].text, m.language) else "not_deeper"
            yield Finding(topic, reply.index, False, "discovery", 6 + heard.weight, both, heard.words)
            return
