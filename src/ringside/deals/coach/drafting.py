"""The draft of a step: message, agenda or questions, put together from templates in a tone and length. Pure."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from ringside.deals.coach import wording
from ringside.deals.coach.actions import ACTIONS, ActionId
from ringside.deals.schemas import Evidence, Preferences
from ringside.dialogue.schemas import Frozen, Language

Variant = Literal["a", "b"]
"""a: what we want first. b: the customer's own words first, where there are any."""
VARIANTS: tuple[Variant, ...] = ("a", "b")
QUOTE = 160
"""Characters of a customer's words that are given back to them."""
QUOTING: frozenset[ActionId] = frozenset({"answer_customer", "talk_value", "settle_objection", "find_buyer"})
"""Steps whose quotes are the customer's words; those of others may be notes of our own."""
_ITEMS = {"short": 3, "medium": 5, "long": 7}


class Draft(Frozen):
    """Text that can be copied. `[...]` marks what only the rep can fill in."""

    subject: str | None
    text: str


def draft(
    action: ActionId, slots: Mapping[str, str], evidence: Sequence[Evidence], language: Language, wanted: Preferences,
    variant: Variant,
) -> Draft:  # fmt: skip
    """The built-in draft."""
    words = wording.table(language)["actions"][action]
    quote = _quote(evidence) if variant == "b" and action in QUOTING else None
    if ACTIONS[action].form == "message":
        return _message(words, slots, quote, language, wanted)
    heading = wording.say(language, f"{ACTIONS[action].form}_for", deal=slots["deal"])
    items = [wording.fill(item, slots) for item in words["items"][: _ITEMS[wanted.length]]]
    if quote is not None:
        items.insert(0, wording.say(language, "you_said", quote=quote))
    return Draft(subject=heading, text="\n".join(f"{number}. {item}" for number, item in enumerate(items, 1)))


def _message(
    words: Mapping[str, Any], slots: Mapping[str, str], quote: str | None, language: Language, wanted: Preferences
) -> Draft:
    tone = wording.table(language)["tones"][wanted.tone]
    hello = tone["hello"] if slots["first"] else tone["hello_unknown"]
    parts = [words["core"], *([words["more"]] if wanted.length != "short" else [])]
    if wanted.length == "long":
        parts.append(words["extra"])
    body = " ".join(wording.fill(part, slots) for part in parts)
    ask = wording.fill(words["ask"][wanted.tone], slots)
    if wanted.boldness == 0:
        ask = f"{ask} {tone['soft']}"
    elif wanted.boldness == 2:
        ask = f"{ask} {wording.say(language, 'bold')}"
    opening = [wording.say(language, "you_said", quote=quote)] if quote is not None else []
    body = _sentence(body, "" if opening else hello)
    blocks = [wording.fill(hello, slots), *opening, body, ask, "\n".join((tone["bye"], slots["rep"])).strip()]
    return Draft(subject=wording.fill(words["subject"], slots), text="\n\n".join(blocks))


def _sentence(body: str, hello: str) -> str:
    """After "Hi Dana," a letter goes on small, after a full stop it begins a sentence."""
    return body if hello.endswith(",") else body[:1].upper() + body[1:]


def _quote(evidence: Sequence[Evidence]) -> str | None:
    """Words of the customer that may be given back to them in a draft."""
    for found in evidence:
        text = " ".join(found.text.split())
        if found.start is not None and len(text) <= QUOTE:
            return text
    return None
