"""Fields whose very name says that they are filled in when a deal closes, or after it. English and Hebrew. Pure."""

# ruff: noqa: E501 - long expressions and sentences read better whole

from __future__ import annotations

import re

_SPLIT = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|[^\w֐-׿]+|_+")
_MARKS = re.compile("[֑-ׇ\"'׳״]")

_BEFORE = re.compile(r"\b(previous|previously|prior|past|earlier|before|last year|history|historical|former|existing|ever|"
                     r"expected by|planned|target|desired|requested|קודם|קודמת|בעבר|היסטורי|היסטוריה|מתוכנן|צפוי|מבוקש)\b")  # fmt: skip
"""Words that make it a thing known beforehand: "previously lost to them"."""
_NEAR = re.compile(r"\b(nda|terms|volume|per month|monthly|per year|processed|language|competitor analysis|tool|software|system|"
                   r"תנאי|היקף|בחודש|מערכת)\b")  # fmt: skip

_ALWAYS = re.compile(
    r"\b(close[sd]?|closing|lost|loss) (reason|why|cause|comment|comments|note|notes|detail|details|category|code|to|because)\b"
    r"|\b(reason|why|cause)s? (for |of |we )?(the )?(loss|lost|losing|win|won|winning|close|closing|closed|outcome)\b"
    r"|\b(win|won|lost) (reason|amount|value|date|by|to|price|on|at|day|because)\b"
    r"|\b(closed|close) (won|lost|amount|value|date|on|at|day|by|status)\b"
    r"|\bis (won|lost|closed|open)\b|\b(actual|real|final) (close|closing|revenue|price|amount|value|discount|outcome|result)\b"
    r"|\b(forecast|forecasted) (category|amount|value)\b|\bexpected revenue\b|\bprojected amount\b|\bweighted (amount|value|revenue)\b"
    r"|\b(win |deal |stage |close )?(probability|likelihood)( percent| %)?$"
    r"|\bpost ?mortem\b|\bdebrief\b|\bwin ?back\b|\bchurn(ed)?( date| reason)?\b"
    r"|\binvoic(e|ed|ing)\b|\b(payment|paid|deposit) (date|received|status|on|amount)\b|\bamount paid\b|\bpaid\b"
    r"|\b(contract|agreement|order|deal|po|quote|proposal|offer|sow|msa) (is |was )?(signed|countersigned|executed|accepted)\b"
    r"|\b(signed|signature|countersigned|executed) (date|on|at|by|contract|agreement|order|po|copy)\b|\b(signing|signature) date\b"
    r"|\b(po|purchase order|sales order|order|contract|booking) (number|no|nr|id|date|received|start|start date|end date)\b"
    r"|\bbook(ed|ings?) (date|amount|value|arr|revenue|on)\b|\barr booked\b"
    r"|\b(kick ?off|onboarding|implementation|go ?live|handover|delivery|provisioning|renewal) (date|start|status|started|complete|completed|on|at|owner|manager)\b"
    r"|\bcommission( paid| amount| earned)?\b|\b(days|time|duration) (to|until|till) (close|won|win|signature)\b"
    r"|\b(sales |deal )?(cycle|duration) (length|days|time)?$|\blast (modified|updated|stage change)( date| at| on)?\b|\blastmodifieddate\b"
    r"|\b(hs )?date (entered|exited) closed ?(won|lost)\b|\bclosedwon\b|\bclosedlost\b"
    r"|^(deal |opportunity |opp |sales |final |pipeline )?(status|stage|stage name|outcome|result|won|lost|win|closed|is closed won|won lost|win loss|stagename)( detail| details| code| label)?$"
    r"|^(closed|close) ?(at|on)?$|^reasons?( code| category| detail| details)?$|\b(deal|opportunity|final) (outcome|result)\b"
    r"|\b(winning|chosen|selected|awarded|successful) (vendor|supplier|competitor|bidder|offer)\b|\bawarded to\b"
    r"|\bafter (the )?(close|closing|decision|signature|signing|win|loss|award)\b|\bsignature status\b|\bhandover\b"
    r"|\bcustomer (since|number|no)\b|\blicen[cs]e (key|start|number)\b"
)  # fmt: skip
_HEBREW = re.compile(
    r"סיבת (ה)?(סגירה|הפסד|זכיה|זכייה|זכיה|אי זכיה|אובדן|דחיה|דחייה)|(סיבה|סיבות) (ל|ה)?(סגירה|הפסד|זכיה|זכייה|אובדן)"
    r"|מדוע (הפסדנו|זכינו|נסגר)|הפסדנו ל|חשבונית|חשבוניות|קבלה מס"
    r"|(תאריך|מועד|יום) (ה)?(סגירה|חתימה|זכיה|זכייה|הפסד|תשלום|התחלה בפועל|עליה לאוויר|עלייה לאוויר|חידוש)"
    r"|(חוזה|הסכם|הזמנה|הצעה) (נחתם|נחתמה|חתום|חתומה|אושרה)|חתימת (ה)?(חוזה|הסכם)|נחתם (חוזה|הסכם)"
    r"|(סכום|מחיר|שווי|ערך) (ה)?(זכיה|זכייה|סגירה|סופי|בפועל)|מחיר סופי|סכום סופי|(מספר|מס) (ה)?(הזמנה|הזמנת רכש|חוזה|חשבונית)"
    r"|שולם|תשלום (התקבל|בוצע)|הסתברות|סיכויי זכיה|סיכויי סגירה|ימים (עד|ל)(סגירה| סגירה)|עמלה"
    r"|^(סטטוס|מצב|שלב)( (ה)?(עסקה|הזדמנות))?$|^(תוצאה|תוצאת (ה)?עסקה|נסגר|נסגרה|זכיה|זכייה|הפסד|זכינו|הפסדנו)$|תחקיר|הפקת לקחים"
)  # fmt: skip

_OWNERS = re.compile(r"\b(seller|sales ?(rep|person|man|woman|manager)|rep|owner|account (executive|manager|owner)|ae|sdr|bdr|created by)\b|"
                     r"^(מוכר|מוכרת|נציג|נציגה|נציג מכירות|איש מכירות|אשת מכירות|מנהל תיק|אחראי|בעלים)$")  # fmt: skip
_IDS = re.compile(
    r"\b(id|ids|uuid|guid|url|link|email|e mail|phone|key|record|number|no|nr|ref|reference)$|^(id|uuid|מזהה|מספר סידורי)\b|מזהה"
)
_HE_OR_EN = re.compile(r"\s+")


def plain(name: str) -> str:
    """A header as lower-case words: `ClosedLost_Reason__c` is "closed lost reason"."""
    words = _SPLIT.sub(" ", _MARKS.sub("", name)).strip().casefold()
    return _HE_OR_EN.sub(" ", re.sub(r"\b(c|hs|hs v2)$|^(hs|hs v2) ", "", words)).strip()


def after_the_close(name: str) -> bool:
    """Whether a field of this name is known only when a deal is decided."""
    words = plain(name)
    if _BEFORE.search(words) or _NEAR.search(words):
        return False
    return bool(_ALWAYS.search(words) or _HEBREW.search(words))


def names_a_seller(name: str) -> bool:
    return bool(_OWNERS.search(plain(name)))


def names_an_id(name: str) -> bool:
    return bool(_IDS.search(plain(name)))
