"""What a tester's rep hears in a buyer's line: plain keyword patterns, written without sight of the buyer's own lines."""

from __future__ import annotations

import re
from typing import NamedTuple


class Heard(NamedTuple):
    kind: str
    """One of: agreed, goodbye, objection, question, greenlight, interest, hesitation, told, short."""
    detail: str = ""


EN_OBJECTIONS = [
    (
        "not_interested",
        r"\bnot (really |very |that )?interested|no interest|not for (us|me)|(we're|i'm|we are|i am) (all )?(good|set),? thanks|no,? thanks|no thank you|not looking (for|to)|don't need (any|another) sales",
    ),
    (
        "send_email",
        r"\b(send|shoot|drop|e-?mail|mail|pop)\b.{0,25}\b(e-?mail|mail|info|information|details|brochure|something|material|deck|link|pdf|over)\b|put it in writing|in an e-?mail|by e-?mail|e-?mail me",
    ),
    (
        "call_later",
        r"call (me )?(back|later|again|another|in|next)|try (me )?(again|later|next|another)|ring (me )?(back|later|next|another)|bad time|not a good time|(i'm|i am) (driving|busy|in a meeting|about to|in the middle|just heading|on my way)|catch me (later|another)|another time|some other time|swamped right now",
    ),
    (
        "price",
        r"\b(expensive|afford|budget|too much money|pricey|costs? (too|more|a lot)|price(s|y)? (is|are|too)|cheaper|out of our (league|range)|money is tight|a lot of money|steep|no money|spend(ing)? (more|any|that))\b",
    ),
    (
        "timing",
        r"(not|isn't|wrong|bad|worst) (the )?(right |a good |good )?(time|moment)|right now (isn't|is not)|next (quarter|year|month|budget)|after (the )?(season|summer|new year|christmas|year[- ]end)|too (busy|much on)|a lot (going )?on|(until|till) (after|the|next)|(this|that) year\b.*\bnot|in the middle of (a|an|the)|not a priority|other priorities|too early",
    ),
    (
        "authority",
        r"(not my|isn't my|not mine) (decision|call|department)|(my|the|our) (boss|manager|partner|husband|wife|cfo|ceo|board|director|head office|owner|finance|procurement|committee)\b.{0,40}(decide|sign|approve|say|ask|agree|talk|involve|happy|convince|handles|deals)|(run|ask|talk|speak|clear|check|discuss|involve|consult)\b.{0,20}(my|the|our) (boss|manager|wife|owner|head office|finance|partner|husband|wife|board|cfo|team|director|ceo)|sign(s|ed)? (it )?off|above my|can't decide|don't decide|not the (right|one)",
    ),
    (
        "competitor",
        r"already (use|have|work|using|with|got|working)|(have|got|use) (a|an|our|another) (broker|agent|provider|supplier|vendor|accountant|agency|system|tool|guy)|with (another|someone|somebody|a different)|under contract|locked in|current (provider|supplier|vendor|broker|insurer)|competitor",
    ),
    (
        "trust",
        r"never heard of|heard (that|it|this|all that|all this) before|how do i know|(don't|do not|hard to|why (should|would) i) (trust|believe)|burn(ed|t)|scam|sceptical|skeptical|too good to be true|promis|risk|prove|guarantee|what's the catch|catch\?|been let down|every (vendor|rep|salesperson|provider) says|they all say|sounds like a pitch|let us down",
    ),
    (
        "integration",
        r"integrat|compatib|security|gdpr|\bour it\b|it (team|department|people|guys)|(connect|plug|work|talk)s? (in|to|with) (our|sap|the existing|what)|migrat|data (protection|stored|go|safe)|switch(ing)? (over|is|would|systems)|disrupt|implementation|learning curve",
    ),
    (
        "status_quo",
        r"(we're|we are|i'm|i am) (happy|fine|ok|okay|good|comfortable|doing (fine|ok|okay|well))|happy with|works? (fine|well|okay|for us)|(ain't|isn't|not) broke|always (done|did|worked)|no (reason|need) to change|why (would|should) (we|i) change|do(ing)? just fine|manage (fine|just)|what we have|get(s)? by|good enough|never been a problem",
    ),
    (
        "need",
        r"(don't|do not|doesn't|not sure (we|i)|no) (really |actually |see (a|the|why|how|what) )?need|too small|not (relevant|a problem|an issue)|what (would )?(we|i) (use|do with) it|don't see (the|why|how|what)|why (would|should) (i|we) (care|need|bother)",
    ),
]
HE_OBJECTIONS = [
    (
        "not_interested",
        r"לא מעוני|לא רלוונטי|לא בשבילנו|לא צריכ\w* כלום|תוד?ה,? אבל לא|לא תודה|עזוב|עזבי|לא מתאים לנו|אין עניין",
    ),
    (
        "send_email",
        r"(תשלח|שלח|תשלחי|תעביר|תעבירי)\w*.{0,25}(מייל|חומר|מידע|פרטים|וואטסאפ|משהו|לינק|בכתב)|במייל|למייל|בוואטסאפ",
    ),
    (
        "call_later",
        r"(תתקשר|תתקשרי|תחזור|תחזרי|דבר|דברי|נדבר|תנסה|תנסי).{0,20}(אחר כך|מאוחר|שבוע|חודש|מחר|פעם אחרת|יותר|עוד)|לא זמן טוב|באמצע|אני (נוהג|נוהגת|בפגישה|בישיבה|עסוק|עסוקה)|אין לי (רגע|זמן|דקה)|זמן לא טוב",
    ),
    ("price", r"יקר|תקציב|מחיר|כסף|עול(ה|ים) (לנו )?(יותר|הרבה)|זול|להרשות|להוציא|עלות|הוצאה"),
    (
        "timing",
        r"לא (הזמן|עכשיו|התקופה|כרגע)|תקופה (לא|עמוסה|לחוצה)|אחרי (החגים|השנה|הקיץ|הרבעון)|רבעון הבא|שנה הבאה|עמוס|לחוצ|עדיפות|סדר העדיפויות|מוקדם מדי",
    ),
    (
        "authority",
        r"(לא אני|אני לא) (מחליט|מחליטה|זה ש|זו ש)|(המנהל|המנהלת|הבוס|השותף|השותפה|אשתי|בעלי|ההנהלה|הדירקטוריון|הסמנכ|המנכ|הכספים|השותפים).{0,30}(להחליט|מחליט|לאשר|מאשר|לדבר|להתייעץ|אישור|יסכים|תסכים)|להתייעץ|לא בסמכות|צריך אישור|צריכה אישור",
    ),
    (
        "competitor",
        r"כבר (עובד|יש|משתמש|מבוטח|קיים|סגור|עובדים)|יש לנו (כבר|סוכן|ספק|מערכת|יועץ|חברה|מישהו)|יש לי (כבר|סוכן|ספק|יועץ|מישהו)|הספק (שלנו|הנוכחי)|המתחר|חברה אחרת|סוכן אחר",
    ),
    (
        "trust",
        r"לא (שמעתי|מכיר|מכירה|מכירים)|לסמוך|להאמין|אמון|נכוו|נכווינו|הבטחו|מבטיח|סיכון|מסוכן|איך אני (יודע|אדע)|עוקץ|כולם אומרים|שמעתי את זה|אותיות הקטנות|הקאץ|ספקן|סקפטי",
    ),
    (
        "integration",
        r"אינטגרצ|אבטח|מידע רגיש|מערכות (שלנו|הקיימות)|תואם|להתחבר|מתחבר|הטמעה|אנשי (ה)?מחשוב|ה-?IT|להעביר נתונים|הסבה|בלגן של מעבר|פרטיות",
    ),
    (
        "status_quo",
        r"מרוצ|מסתדר|עובד (טוב|לנו|מצוין|בסדר)|הכל (בסדר|טוב)|תמיד (עשינו|עבדנו|ככה)|למה (לשנות|להחליף)|לא (לשנות|להחליף|רואה סיבה)|מה שיש",
    ),
    (
        "need",
        r"לא (צריכ|צריך|צריכה|זקוק)|אין (לנו |לי )?(צורך|בעיה)|קטנים מדי|בשביל מה|לא רואה (צורך|איך|למה)|למה (שאני|אני|אנחנו) צריכ",
    ),
]

EN_AGREED = r"(works|fine|good|okay|ok|suits?|that'?ll do) (for|with)? ?me\b|put me (down|in)|see you (on|then|at|next|mon|tue|wed|thu|fri)|let'?s (do|book|meet|set|schedule|put)|(send|shoot) (me |over |us )?(the|an|a) (calendar )?invit|book (it|me)|i'?ll (be there|see you|make (the )?time|put it in|give you (the )?(twenty|thirty|half|fifteen))|(happy|willing|glad) to meet|in my (diary|calendar)|you'?ve got (a|yourself) (meeting|deal)|(mon|tues|wednes|thurs|fri)day('s)? (it is|then|works|is fine|is good|at)"
HE_AGREED = r"(מתאים|נוח|טוב|בסדר|סבבה|מסתדר) לי|קבענו|נקבע|בוא(י)? נקבע|תקבע|תקבעי|שלח(י)? (לי )?זימון|תשלח(י)? (לי )?זימון|נתראה|נפגש|אני (אהיה|רושם|רושמת|משריינ)|ביומן|סגור[, ]|אפשר לקבוע|יאללה,? (נ|בוא|ב)"
EN_BYE = r"\b(good ?bye|bye( now)?|have a (good|nice|great)|i'?m (hanging|going to hang) up|this call is over|we'?re done here|i'?ve got to go)\b"
HE_BYE = r"להתראות|ביי|יום (טוב|נעים|מצוין)|אני מנתק|אני סוגר|אני סוגרת|אני מנתקת|שלום שלום"
EN_GREEN = r"^(ok(ay)?|sure|alright|all right|fine|yes|yeah|yep|go (on|ahead)|right|quickly|shoot|i'?m listening)\b|go (on|ahead)|(i'?m|i am) listening|(a|one|two|thirty|couple of) (minutes?|seconds?)|make it (quick|short|brief)|what'?s (it|this) (about|regarding)|be quick"
HE_GREEN = r"^(כן|בסדר|טוב|אוקי|אוקיי|סבבה|יאללה|קדימה|דבר|דברי|בקצרה|בקיצור)|אני (מקשיב|שומע|מקשיבה|שומעת)|תגיד|תגידי|דקה|חצי דקה|במה מדובר|על מה|בקצרה"
EN_INTEREST = r"(that|this) (would|could|might|sounds?|is) (actually |really |be )*(help|useful|interest|good|great|worth)|interesting|tell me more|how (soon|quickly|fast)|i like|go on\b|sounds? (good|useful|reasonable|fair|promising)|makes sense|fair enough|that helps|fair point|good to (know|hear)|reassur"
HE_INTEREST = r"מעניין|נשמע (טוב|מעניין|הגיוני|סביר)|ספר(י)? לי|הגיוני|זה יכול (לעזור|להתאים)|יעזור|אהבתי|כמה מהר|מרגיע|טוב לדעת|נקודה טובה|צודק"
EN_HESITATE = r"not sure|i don'?t know|maybe|i'?ll (have to )?think|let me think|hmm|possibly|perhaps|need to think|not convinced|we'?ll see"
HE_HESITATE = r"לא בטוח|לא יודע|אולי|אחשוב|לחשוב|נראה|לא משוכנע|אני אבדוק"
EN_QUESTION_KINDS = [
    ("who", r"who (are|is|did|'s)|which company|where (are|did) you|how did you get|what company|your name"),
    ("price", r"how much|what (does|would|will|'s) .{0,20}(cost|price|charge|fee)|price|commission"),
    ("proof", r"who else|reference|example|other (clients|customers|companies)|proof|evidence|results|worked with"),
    (
        "why",
        r"why (should|would|me|us|are you)|what'?s in it|what (would|do) (we|i) (get|gain)|what makes you|different",
    ),
    (
        "how",
        r"how (does|do|would|will|long)|what (do|does) (you|it|your)|what (exactly|is it)|what'?s (this|it) about|what are you (selling|offering)",
    ),
]
HE_QUESTION_KINDS = [
    ("who", r"מי (אתה|אתם|זה|את|מדבר)|מאיפה|איזו חברה|איך הגעת"),
    ("price", r"כמה (זה|עולה|יעלה)|מה המחיר|מחיר|עמלה"),
    ("proof", r"מי עוד|לקוחות|ממליצים|דוגמ|הוכח|תוצאות"),
    ("why", r"למה (ש|דווקא|אני|אתם|לי)|מה יוצא|מה ההבדל|במה אתם (שונים|טובים)|מה (אני|אנחנו) (מרוויח|מקבל)"),
    ("how", r"איך (זה|אתם|עובד)|מה (אתם|זה|בדיוק)|במה מדובר|על מה|כמה זמן"),
]


def _first(patterns: list[tuple[str, str]], text: str) -> str:
    return next((name for name, pattern in patterns if re.search(pattern, text)), "")


def hear(line: str, language: str = "en", *, asked_meeting: bool = False) -> Heard:
    """Sort a buyer's line into one bucket; the order of the checks is the order in which a rep would care."""
    text = line.lower().replace("’", "'").strip()
    he = language == "he"
    agreed, bye, green, interest, hesitate = (
        (HE_AGREED, HE_BYE, HE_GREEN, HE_INTEREST, HE_HESITATE)
        if he
        else (EN_AGREED, EN_BYE, EN_GREEN, EN_INTEREST, EN_HESITATE)
    )
    objections, questions = (HE_OBJECTIONS, HE_QUESTION_KINDS) if he else (EN_OBJECTIONS, EN_QUESTION_KINDS)
    negated = re.search(r"(^|\s)(לא|אבל)\s" if he else r"\b(not|no|don't|won't|can't|but)\b", text)
    if asked_meeting and re.search(agreed, text) and not negated:
        return Heard("agreed")
    objection = _first(objections, text)
    if objection:
        return Heard("objection", objection)
    if asked_meeting and re.search(agreed, text):
        return Heard("agreed")
    if re.search(bye, text):
        return Heard("goodbye")
    if "?" in text and _first(questions, text.rsplit(".", 1)[-1]):
        return Heard("question", _first(questions, text.rsplit(".", 1)[-1]))
    if re.search(interest, text):
        return Heard("interest")
    if re.search(hesitate, text) and len(text.split()) < 14:
        return Heard("hesitation")
    if re.search(green, text) and len(text.split()) <= 9:
        return Heard("greenlight")
    if "?" in text:
        return Heard("question", "how")
    return Heard("told" if len(text.split()) >= (3 if he else 4) else "short")


_FLIP = {
    "i": "you", "we": "you", "my": "your", "our": "your", "me": "you", "us": "you", "mine": "yours", "ours": "yours",
    "i'm": "you're", "we're": "you're", "i've": "you've", "we've": "you've", "i'd": "you'd", "we'd": "you'd",
    "i'll": "you'll", "we'll": "you'll", "am": "are", "myself": "yourself", "ourselves": "yourselves",
}  # fmt: skip
_FLIP_HE = {
    "אנחנו": "אתם", "שאנחנו": "שאתם", "שלנו": "שלכם", "שלי": "שלכם", "לנו": "לכם", "לי": "לכם", "אצלנו": "אצלכם", "אותנו": "אתכם", "אותי": "אתכם",
    "אצלי": "אצלכם", "בנו": "בכם", "איתנו": "איתכם",
}  # fmt: skip
_WEIGHT = r"los|late|wast|manual|error|mistake|complain|leav|quit|chas|slow|stuck|cost|hour|days|week|never|nobody|always|every|mess|struggl|miss|hard|pain|worr|problem|gap|fall|risk|turnover|paper|spreadsheet|double|wait|מפסיד|טעו|זמן|שעות|ידני|בעי|קשה|תלונ|עוזב|מאחר|בלגן|אקסל|נופל|חסר|אף אחד|כל פעם|תקוע|לוקח|מבזבז"


def weight(clause: str) -> tuple[int, int]:
    """How much trouble a clause speaks of; length breaks the tie."""
    return len(re.findall(_WEIGHT, clause.lower())), min(len(clause.split()), 12)


def when(line: str, language: str = "en") -> str:
    """The day and hour the buyer named, in the buyer's words."""
    if language == "he":
        found = re.search(
            r"(ב?יום (?:ראשון|שני|שלישי|רביעי|חמישי|שישי)|מחר)(?: בשעה| ב-?)?(?: ?ב?(?:\d{1,2}(?::\d\d)?|שמונה|תשע|עשר|אחת עשרה|שתיים|שלוש|ארבע)(?: וחצי)?)?",
            line,
        )
    else:
        day, hour = (
            r"(?:(?:next |this )?(?:mon|tues|wednes|thurs|fri|satur)day|tomorrow)",
            r"(?: (?:at|around) (?:half past )?[\w:]+(?: (?:thirty|fifteen|o'clock))?)?",
        )
        found = re.search(day + r"(?: morning| afternoon)?" + hour, line, re.IGNORECASE)
    return found.group(0) if found else ""


def gist(line: str, language: str = "en", limit: int = 12) -> str:
    """The heaviest clause of what was said, turned to the second person: what a listening rep says back."""
    clauses = [
        c.strip(" ,\"'") for c in re.split(r"[.!?;:–—]|, (?:and|but|so|which|because)\b", line) if len(c.split()) >= 3
    ]
    if not clauses:
        return ""
    best = max(clauses, key=weight)
    words = best.replace("’", "'").split()[:limit]
    skip = {
        "well",
        "honestly",
        "look",
        "yeah",
        "yes",
        "so",
        "and",
        "but",
        "no",
        "okay",
        "right",
        "um",
        "כן",
        "תראה",
        "תראי",
        "טוב",
        "אז",
        "אבל",
        "האמת",
    }
    while words and words[0].lower().strip(",") in skip:
        words.pop(0)
    turned = _turn_he(words) if language == "he" else _turn_en(words)
    return " ".join(turned).rstrip(",")


def _turn_en(words: list[str]) -> list[str]:
    return [_FLIP.get(w.lower().strip(","), w if w.isupper() else w[:1].lower() + w[1:]) for w in words]


def _turn_he(words: list[str]) -> list[str]:
    """Singular speakers are answered by the gender of the verb that follows; a leading "that" is dropped."""
    if words and words[0].startswith("שא") and words[0][1:] in {"אנחנו", "אני"}:
        words = [words[0][1:], *words[1:]]
    turned = []
    for word, following in zip(words, [*words[1:], ""], strict=True):
        if word == "אני":
            turned.append("את" if following.endswith("ת") or following in {"צריכה", "יכולה"} else "אתה")
        else:
            turned.append(_FLIP_HE.get(word.strip(","), word))
    return turned
