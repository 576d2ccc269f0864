"""Who of the speakers is the rep: by what is known, by how they are called, else by what they say."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Sequence
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from ringside.calls.imports import labels
from ringside.calls.imports.schemas import Imported, Person, Utterance
from ringside.calls.speakers_wording import sentence
from ringside.calls.speech_sides import Heard, guess_lines, hear
from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Language, Speaker, Transcript, Turn

How = Literal["told", "channel", "source", "name", "company", "label", "words", "lines", "alone"]

SURE = 0.8
"""Confidence from which on nobody needs to be asked."""
PAUSE = 2.0
"""Seconds of silence after which the same speaker starts a new turn."""
LONGEST = 4_000
"""Characters from which on a turn is not joined any further; a line without end is cut where sentences end."""
UNNAMED = {"rep": "Speaker 1", "customer": "Speaker 2"}
"""What speakers are called whom the source does not tell apart."""
_CONFIDENCE: dict[How, float] = {
    "told": 1.0,
    "channel": 1.0,
    "source": 0.97,
    "name": 0.95,
    "company": 0.93,
    "label": 0.95,
}


class Hints(BaseModel):
    """What is known of a call before it is read. `roles` is what a person said: it decides."""

    model_config = ConfigDict(frozen=True)

    roles: dict[str, Speaker] = {}
    rep_channel: int | None = Field(None, description="Channel of the recording on which the rep speaks, from 0.")
    rep_name: str | None = Field(None, description="As given with the call.")
    user_name: str | None = Field(None, description="As in the rep's account.")
    rep_email: str | None = None
    company: str | None = Field(None, description="The rep's own company.")
    colleagues: tuple[str, ...] = Field((), description="Names of others in the rep's company.")
    people: dict[str, Person] = Field({}, description="What the source tells of its speakers, by label.")


class LabelledTurn(Turn):
    """A turn with what its speaker is called in the source."""

    label: str


class Attribution(BaseModel):
    """Who is who. One speaker's utterances are joined into turns until another speaks or after a pause."""

    model_config = ConfigDict(frozen=True)

    roles: dict[str, Speaker]
    confidence: float
    how: How
    why: str
    turns: tuple[LabelledTurn, ...]
    language: Language

    @property
    def sure(self) -> bool:
        """Whether it stands without a person's word."""
        return self.confidence >= SURE

    @property
    def transcript(self) -> Transcript:
        return Transcript(turns=self.turns, language=self.language)


def attribute(
    utterances: Sequence[Utterance], hints: Hints | None = None, language: Language | None = None
) -> Attribution:
    """Who is the rep and who the customer, and the call in turns. Finds out an unknown language; never an error."""
    hints = hints or Hints()
    language = language or lang.detect(" ".join(u.text[:500] for u in utterances[:200]))
    named, guessed = _named(utterances, language)
    order = list(dict.fromkeys(label for label, _ in named))
    by_label: dict[str, list[Utterance]] = {label: [] for label in order}
    for label, utterance in named:
        by_label[label].append(utterance)
    known, how = _known(by_label, hints)
    if guessed and not known:
        roles: dict[str, Speaker] = {label: "rep" if label == UNNAMED["rep"] else "customer" for label in order}
        confidence, how = min(0.6, guessed), "lines"
    elif len(order) > 1 and len({*known.values()}) < 2:
        heard = {label: hear(said, language) for label, said in by_label.items()}
        roles, confidence, how = _by_words(heard, known, how)
    else:
        roles = {label: known.get(label, "customer" if "rep" in known.values() else "rep") for label in order}
        confidence, how = (_CONFIDENCE[how], how) if known and how else (0.3, "alone")
    turns = tuple(
        LabelledTurn(index=i, speaker=roles[label], label=label, text=text, start=start, end=end)
        for i, (label, text, start, end) in enumerate(_joined(named))
    )
    reps = [label for label in order if roles[label] == "rep"]
    return Attribution(
        roles=roles,
        confidence=round(confidence, 2),
        how=how,
        why=sentence(how, reps, sure=confidence >= SURE, language=language),
        turns=turns,
        language=language,
    )


def hints_of(imported: Imported, hints: Hints | None = None) -> Hints:
    """The hints with what an imported transcript itself tells of its speakers."""
    hints = hints or Hints()
    return hints.model_copy(update={"people": {**imported.people, **hints.people}})


def _named(utterances: Sequence[Utterance], language: Language) -> tuple[list[tuple[str, Utterance]], float]:
    """Each utterance with a label. Where none has one, lines are given to two speakers by what they say."""
    if any(u.label is not None or u.channel is not None for u in utterances):
        return [(u.label or _of_channel(u.channel), u) for u in utterances], 0.0
    if len(utterances) < 2:
        return [(UNNAMED["rep"], u) for u in utterances], 0.0
    sides, sure = guess_lines([u.text for u in utterances], language)
    return [(UNNAMED[side], u) for side, u in zip(sides, utterances, strict=True)], sure


def _of_channel(channel: int | None) -> str:
    return f"Channel {channel + 1}" if channel is not None else "Speaker"


def _known(by_label: dict[str, list[Utterance]], hints: Hints) -> tuple[dict[str, Speaker], How | None]:
    """The roles that need no listening, from the surest source that tells any; gaps are filled from the next."""
    told = {labels.key(label): side for label, side in hints.roles.items()}
    sources: tuple[tuple[How, dict[str, Speaker | None]], ...] = (
        ("told", {label: told.get(labels.key(label)) for label in by_label}),
        ("channel", {label: _channel_side(said, hints.rep_channel) for label, said in by_label.items()}),
        ("source", {label: p.side if (p := hints.people.get(label)) else None for label in by_label}),
        ("name", {label: _name_side(label, hints) for label in by_label}),
        ("company", {label: _company_side(label, hints) for label in by_label}),
        ("label", {label: labels.side(label) for label in by_label}),
    )
    known: dict[str, Speaker] = {}
    how: How | None = None
    for source, sides in sources:
        found = {label: side for label, side in sides.items() if side is not None and label not in known}
        if found:
            known |= found
            how = how or source
        if "rep" in known.values() and (len(known) == len(by_label) or "customer" in known.values()):
            break
    return known, how


def _channel_side(said: Sequence[Utterance], rep_channel: int | None) -> Speaker | None:
    channels = [u.channel for u in said if u.channel is not None]
    if rep_channel is None or not channels:
        return None
    return "rep" if 2 * channels.count(rep_channel) > len(channels) else "customer"


def _name_side(label: str, hints: Hints) -> Speaker | None:
    """The rep's where the label is a name of theirs: in full, the first name alone, or the e-mail's."""
    person = hints.people.get(label)
    called = {key for text in (label, person.name if person else None) if text and (key := _name(text))}
    if person and person.email and hints.rep_email and person.email.lower() == hints.rep_email.lower():
        return "rep"
    ours = [hints.rep_name, hints.user_name, *hints.colleagues]
    if hints.rep_email:
        ours.append(re.sub(r"[._\d]+", " ", hints.rep_email.partition("@")[0]))
        if hints.rep_email.lower() in label.lower():
            return "rep"
    for name in filter(None, ours):
        full = _name(name)
        if any(
            full and (full == c or (c.split()[:1] == full.split()[:1] and (" " not in c or " " not in full)))
            for c in called
        ):
            return "rep"
    return None


def _name(text: str) -> str:
    return " ".join(w for w in lang.words(re.sub(r"[(\[{|].*", "", text)) if not w.isdigit())


# Sharing one of these says nothing about who somebody works for.
_ANYBODYS = frozenset(
    {
        "gmail.com", "googlemail.com", "outlook.com", "hotmail.com", "live.com", "yahoo.com", "icloud.com", "aol.com",
        "gmx.com", "gmx.net", "proton.me", "protonmail.com", "walla.co.il", "walla.com", "012.net.il", "bezeqint.net",
    }
)  # fmt: skip


def _company_side(label: str, hints: Hints) -> Speaker | None:
    """By the company in "Dana (Acme)" or in an e-mail address: ours is the rep's, another one the customer's."""
    person = hints.people.get(label)
    email = (person.email if person else None) or next(iter(re.findall(r"[\w.+-]{1,64}@([\w.-]{1,190})", label)), None)
    domain = (email or "").rpartition("@")[2].lower()
    ours = (hints.rep_email or "").rpartition("@")[2].lower()
    if domain and ours and domain not in _ANYBODYS:
        return "rep" if domain == ours else "customer"
    company = lang.words(hints.company or "")
    theirs = lang.words((person.company if person else None) or "")
    stated = lang.words(" ".join(re.findall(r"[(\[|,@–-]\s*([^)\]|]{2,60})", label)))
    if company and (company == theirs or (len(company[0]) > 2 and stated[: len(company)] == company)):
        return "rep"
    return "customer" if company and theirs else None


def _by_words(
    heard: dict[str, Heard], known: dict[str, Speaker], how: How | None
) -> tuple[dict[str, Speaker], float, How]:
    """Fill what is not known from what they say. Of all who are open one is the rep, unless a rep is known."""
    open_ = sorted((label for label in heard if label not in known), key=lambda label: -heard[label].lean)
    roles: dict[str, Speaker] = dict(known)
    if "rep" in known.values():
        # One rep is known: whoever is as plainly of the seller's side is a colleague, the others are customers.
        for label in open_:
            roles[label] = "rep" if len(open_) > 1 and heard[label].sells else "customer"
        if "customer" not in roles.values():
            roles[open_[-1]] = "customer"
        confidence = _CONFIDENCE[how or "label"] if len(open_) == 1 else 0.85
        return roles, confidence, how or "label"
    for i, label in enumerate(open_):
        roles[label] = "rep" if i == 0 or (i < len(open_) - 1 and heard[label].sells) else "customer"
    if "customer" not in roles.values():
        roles[open_[-1]] = "customer"
    if "customer" in known.values() and len(open_) == 1:
        return roles, _CONFIDENCE[how or "label"], how or "label"
    weakest_rep = min(heard[label].lean for label in open_ if roles[label] == "rep")
    strongest = max((heard[label].lean for label in open_ if roles[label] == "customer"), default=0.0)
    return roles, _sureness(weakest_rep - strongest), "words"


def _sureness(margin: float) -> float:
    """From the distance between the two sides; an even call is a coin's toss. Fitted on graded calls, see evals."""
    return 1 / (1 + math.exp(-max(0.0, margin)))


def _joined(named: Sequence[tuple[str, Utterance]]) -> Iterator[tuple[str, str, float | None, float | None]]:
    """(label, text, start, end) of each turn."""
    group: list[Utterance] = []
    label, size = "", 0
    for who, utterance in named:
        if group and (who != label or size > LONGEST or _paused(group[-1], utterance)):
            yield from _turns(label, group)
            group, size = [], 0
        label = who
        group.append(utterance)
        size += len(utterance.text)
    if group:
        yield from _turns(label, group)


def _paused(before: Utterance, after: Utterance) -> bool:
    return before.end is not None and after.start is not None and after.start - before.end > PAUSE


def _turns(label: str, group: Sequence[Utterance]) -> Iterator[tuple[str, str, float | None, float | None]]:
    text = " ".join(u.text for u in group)
    ends = [u.end for u in group if u.end is not None] if group[-1].end is not None else []
    start, end = group[0].start, max(ends) if ends else None
    if len(text) <= 2 * LONGEST:
        yield label, text, start, end
        return
    for piece, begins, stops in _cut(text):
        if start is None or end is None:
            yield label, piece, start if begins == 0 else None, None
        else:  # time in proportion to the letters
            lasts = (end - start) / len(text)
            yield label, piece, round(start + begins * lasts, 3), round(start + stops * lasts, 3)


def _cut(text: str) -> Iterator[tuple[str, int, int]]:
    """Pieces of at most LONGEST characters, ended at a sentence, else at a blank, else anywhere."""
    at = 0
    while at < len(text):
        stop = min(at + LONGEST, len(text))
        if stop < len(text):
            half = at + LONGEST // 2
            places = [text.rfind(mark, half, stop) for mark in (". ", "? ", "! ")]
            place = max(places) + 1 if max(places) > 0 else text.rfind(" ", half, stop)
            stop = place if place > 0 else stop
        piece = text[at:stop].strip()
        if piece:
            yield piece, at, stop
        at = stop
