"""Whether words at the head of a line name a speaker, and what kind of speaker they name."""

# A word list reads best as words.
# ruff: noqa: E501, SIM905

from __future__ import annotations

import re
from functools import lru_cache

from ringside.dialogue import language as lang
from ringside.dialogue.schemas import Speaker

LONGEST = 60
"""Characters of the longest name of a speaker."""

_REP = (
    "agent rep representative salesperson salesman saleswoman salesrep seller sdr bdr ae csr csm advisor adviser consultant "
    "operator closer recruiter broker banker specialist employee support sales host coach "
    "נציג נציגה נציגת סוכן סוכנת מוכר מוכרת איש אשת יועץ יועצת מוקדן מוקדנית טלפן טלפנית"
).split()
_CUSTOMER = (
    "customer client caller prospect buyer lead guest patient shopper consumer member callee contact user "
    "לקוח לקוחה מתקשר מתקשרת קונה מתעניין מתעניינת פונה"
).split()
_NEUTRAL = (
    "speaker participant channel voice person unknown spk s p user interviewer interviewee moderator "
    "דובר דוברת משתתף משתתפת ערוץ q a"
).split()
_WITH = (
    "sales account service call center centre care customer success business development executive manager support the inside team "
    "desk floor our side their rep assistant human virtual live מכירות שירות לקוחות של קשרי"
).split()
_NEVER = frozenset(
    (
        "note notes example examples ps p.s warning tip question answer answers point first second third finally also result results "
        "summary reason because remember meaning idea problem issue total price cost fw fwd agenda "
        "monday tuesday wednesday thursday friday saturday sunday http https ftp mailto today tomorrow yesterday action actions "
        "todo conclusion http url link phone fax address email e-mail tel website "
        "הערה הערות לדוגמה לדוגמא למשל כלומר שאלה תשובה סיכום מסקנה ראשית שנית שלישית לסיכום דבר נקודה הנקודה הבעיה השאלה הסיבה "
        "בקיצור אז כן לא מחיר היום מחר אתמול טלפון כתובת קישור"
    ).split()
)
_DETAILS = (
    "from to cc bcc sent subject date re title topic meeting call participants attendees duration recorded recording "
    "organizer organiser time location language id transcript transcription "
    "מאת אל נשלח נושא תאריך כותרת משתתפים משך שעה מיקום שפה"
).split()
_SMALL = frozenset("de da van von der den la le di bin ben al el של".split())
_MARKS = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_OUTER = " \t*_#>|•·–—-~`\"'“”"
_BRACKETS = re.compile(r"\s*[(\[{][^()\[\]{}]{0,40}[)\]}]\s*")
_LOWER = re.compile(r"[a-z]")
_PUNCTUATED = re.compile(r"[?!;…]|\.\s|,.*,")


def unmarked(text: str) -> str:
    """The text without direction marks, joiners and byte order marks."""
    return text if text.isascii() else _MARKS.sub("", text)


@lru_cache(maxsize=4096)
def clean(label: str) -> str:
    """The label without the marks around it: bold, bullets, quotes, brackets that enclose all of it."""
    label = " ".join(unmarked(label).split()).strip(_OUTER)
    while len(label) > 2 and label[0] in "[(<{" and label[-1] in "])>}":
        label = label[1:-1].strip(_OUTER)
    return label.rstrip(":").strip(_OUTER)


@lru_cache(maxsize=4096)
def key(label: str) -> str:
    """Equal for two writings of one speaker's name."""
    return lang.fold(label).text.strip()


@lru_cache(maxsize=4096)
def side(label: str) -> Speaker | None:
    """Which side a label's words name: "Sales Rep 2" the rep's, "לקוחה" the customer's, "Dana" neither.

    A word in brackets decides where the rest does not: "Dana (Customer)".
    """
    outer = _BRACKETS.sub(" ", label)
    found = _side(outer)
    if found is None and outer != label:
        inner = " ".join(re.findall(r"[(\[{]([^()\[\]{}]*)[)\]}]", label))
        found = _side(inner)
    return found


def _words(label: str) -> list[str]:
    spaced = re.sub(r"(?<=[a-z])(?=[A-Z])|[_\-/.:|]", " ", label)
    return [w for w in lang.words(re.sub(r"(?<=[^\W\d_])(?=\d)", " ", spaced)) if not w.isdigit()]


def _side(label: str) -> Speaker | None:
    words = [w.removeprefix("ה") if len(w) > 3 else w for w in _words(label)]
    rep = any(w in _REP for w in words)
    customer = any(w in _CUSTOMER for w in words)
    if rep and not customer:
        return None if words == ["support"] and len(label) > 20 else "rep"
    if customer and not rep:
        # "Customer Success" and "Customer Care" work for the seller.
        return "rep" if {"success", "care", "service"} & set(words) else "customer"
    if rep and customer:
        # "Customer Service Agent", "נציג שירות לקוחות", "Sales Lead"
        return "rep"
    return None


@lru_cache(maxsize=4096)
def names_a_role(label: str) -> bool:
    """Whether all words of a label are words for a speaker: "agent", "Speaker 1", "Sales rep", "דובר 2"."""
    words = [w.removeprefix("ה") if len(w) > 3 else w for w in _words(_BRACKETS.sub(" ", label))]
    known = {*_REP, *_CUSTOMER, *_NEUTRAL}
    return 0 < len(words) <= 5 and any(w in known for w in words) and all(w in known or w in _WITH for w in words)


@lru_cache(maxsize=4096)
def is_detail(label: str) -> bool:
    """Whether the label is of a line about the call and not of one that was said: "Subject", "Participants"."""
    words = lang.words(label)
    return 0 < len(words) <= 3 and words[0] in _DETAILS and all(w in _DETAILS or w in _WITH for w in words)


@lru_cache(maxsize=4096)
def could_name(label: str) -> bool:
    """Whether a speaker may be called so at all."""
    if not 0 < len(label) <= LONGEST or _PUNCTUATED.search(label):
        return False
    words = label.split()
    letters = lang.words(label)
    return len(words) <= 7 and bool(letters) and not any(w in _NEVER or w.removeprefix("ה") in _NEVER for w in letters)


@lru_cache(maxsize=4096)
def looks_like_a_name(label: str) -> bool:
    """Whether it is written like a name: up to four words, each with a capital where its script has capitals."""
    bare = _BRACKETS.sub(" ", label).split()
    if not 0 < len(bare) <= 4:
        return False
    return all(not _LOWER.match(word) or word in _SMALL or "@" in word for word in bare)
