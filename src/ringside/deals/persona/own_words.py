"""What a person wrote themselves in an e-mail or said in a transcript kept as text. Pure.

Everything else becomes blanks, so that a place in the result is the same place in the record.
"""

# A pattern reads best in one line.
# ruff: noqa: E501

from __future__ import annotations

import re

from ringside.dialogue import language as lang
from ringside.dialogue import orders

READ = 20_000
"""Characters of one text that are looked at."""

_HIDDEN = re.compile(
    r"<(style|script|head|blockquote)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)", re.IGNORECASE | re.DOTALL
)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,2000}>|&(?:[a-zA-Z]{2,8}|#\d{1,6});")
_BREAK = re.compile(r"(?:br|p|div|li|tr|/p|/div|/li|/tr|h\d)\b", re.IGNORECASE)
_QUOTED_LINE = re.compile(r"^[ \t]*(?:>|&gt;).*$", re.MULTILINE)
_HISTORY = re.compile(
    r"^[ \t]*(?:"
    r"-{2,} ?(?:original message|forwarded message|ursprüngliche nachricht|הודעה מקורית|הודעה שהועברה) ?-{0,}|"
    r"begin forwarded message:|_{10,}|"
    r"on [^\n]{4,120}(?:\n[^\n]{0,120})?\bwrote:|"
    r"(?:from|מאת): ?[^\n]{2,200}\n(?:[ \t]*\n)?[ \t]*(?:sent|date|to|נשלח|תאריך|אל|cc): |"
    r"(?:ב-?|בתאריך|\u202b?ב)[^\n]{4,120}(?:\n[^\n]{0,120})?(?:כתב|כתבה|כתבו|מאת)[^\n]{0,80}:"
    r")",
    re.IGNORECASE | re.MULTILINE,
)
_SIGNATURE = re.compile(
    r"^(?:--[ \t]*|[ \t]*(?:(?:best|kind|warm|many)(?: regards| wishes)?|regards|sincerely|yours(?: sincerely| truly)?|cheers|all the best|thanks(?: (?:again|a lot|so much|in advance))?|thank you|many thanks|"
    r"בברכה|תודה(?: רבה| מראש)?|בתודה|בברכת \S+|כל טוב|יום טוב)[ \t]*[,.!-]?[ \t]*)$",
    re.IGNORECASE | re.MULTILINE,
)
_DEVICE = re.compile(r"^[ \t]*(?:sent from my |get outlook for |נשלח מה|נשלח מ-).*$", re.IGNORECASE | re.MULTILINE)
_NOTICE = re.compile(
    r"^[^\n]{0,60}(?:this (?:e-?mail|message)[^\n]{0,60}(?:confidential|intended)|confidentiality notice|הודעה זו[^\n]{0,40}חסוי|if you are not the intended)",
    re.IGNORECASE | re.MULTILINE,
)
_WRAPPED = re.compile(r"([^\n]{50}[^\n.?!:;])\n(?=[a-z\u05d0-\u05ea])")
"""A line broken in the middle of a sentence."""
_SIGNED = 12
"""Lines after a parting word that may still be a signature; a longer rest is text."""
_SPEAKER = re.compile(
    r"^[ \t]*(?:\[?\(?\d{1,2}:\d{2}(?::\d{2})?\)?\]?[ \t]*)?([^\W\d_][^:\n]{0,60}?)[ \t]*(?:\([^)\n]{0,40}\))?:[ \t]+(?=\S)",
    re.MULTILINE,
)


def written(text: str) -> str:
    """The text of an e-mail without markup, quoted history, signature, legal notice, or orders to whoever reads it."""
    own = text[:READ]
    for pattern in (_HIDDEN, _QUOTED_LINE, _DEVICE):
        own = pattern.sub(_blank, own)
    own = _TAG.sub(_tag, own)
    for pattern in (_HISTORY, _NOTICE):
        if found := pattern.search(own):
            own = _cut(own, found.start())
    own = _cut(own, _signature(own))
    return orders.without(_WRAPPED.sub(r"\1 ", own))


def spoken(text: str, name: str) -> str | None:
    """What the person of this name says in a transcript kept as text; None when it is no transcript or not theirs."""
    looked = text[:READ]
    lines = list(_SPEAKER.finditer(looked))
    labels = [found[1] for found in lines]
    if len(set(labels)) < 2:
        return None
    theirs = {label for label in labels if same_person(label, name)}
    if len(theirs) != 1:
        return None
    own = [" " if char != "\n" else char for char in looked]
    for found, following in zip(lines, [*lines[1:], None], strict=True):
        if found[1] in theirs:
            start, end = found.end(), following.start() if following else len(looked)
            own[start:end] = looked[start:end]
    return orders.without("".join(own))


def heard(text: str) -> str:
    """A turn of a recording without orders to whoever reads it."""
    return orders.without(text[:READ])


def same_person(label: str, name: str) -> bool:
    """Whether a speaker's label names this person: the whole name, or its first name alone."""
    said, known = lang.words(label), lang.words(name)
    if not said or not known:
        return False
    return said == known or (len(said) == 1 and said[0] == known[0]) or (len(said) > 1 and said[: len(known)] == known)


def count(own: str) -> int:
    """Words in it."""
    return len(own.split())


def _signature(own: str) -> int:
    """Where the signature begins, or the end."""
    for found in _SIGNATURE.finditer(own):
        rest = [line for line in own[found.end() :].splitlines() if line.strip()]
        before = own[: found.start()].strip()
        if before and len(rest) <= _SIGNED and all(len(line.split()) <= 14 for line in rest):
            return found.start()
    return len(own)


def _cut(own: str, at: int) -> str:
    return own[:at] + " " * (len(own) - at)


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _tag(found: re.Match[str]) -> str:
    """Blanks as long as the tag; one that ends a line becomes a line's end, so that sentences do not run together."""
    size = len(found[0])
    return "\n" + " " * (size - 1) if _BREAK.match(found[0][1:]) else " " * size
