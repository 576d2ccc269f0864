"""Only the plumbing: a seeded dice, the words of a trade, and crude word spotting. No selling logic lives here."""

from __future__ import annotations

import random
import re

EN = {
    "insurance": {
        "thing": "a claims desk assistant",
        "area": "claims",
        "how": "a new claim gets from the first phone call to a payment",
        "pain": "people keying the same details in twice",
        "team": "your claims handlers",
        "peer": "an insurer in Bristol, about your size,",
        "result": "took simple claims from nine days down to six",
        "many": "claims come in on a normal week",
    },
    "family": {
        "thing": "a check of a family's insurance and savings",
        "area": "the family's insurance",
        "how": "your family's cover was put together over the years",
        "pain": "two policies paying for the same thing",
        "team": "you at home",
        "peer": "a family with three kids in Reading",
        "result": "found they paid twice for one cover and dropped about ninety a month",
        "many": "policies do you have at home",
    },
    "property": {
        "thing": "letting and selling help for owners",
        "area": "the property",
        "how": "you go about finding people for the property",
        "pain": "weeks standing empty and calls from people who aren't serious",
        "team": "you",
        "peer": "an owner two streets away",
        "result": "had the place filled in three weeks instead of ten",
        "many": "serious enquiries do you get in a month",
    },
    "software": {
        "thing": "an operations reporting tool",
        "area": "reporting",
        "how": "your team puts the monthly numbers together",
        "pain": "people pasting between spreadsheets by hand",
        "team": "your team",
        "peer": "a software firm of two hundred people",
        "result": "got the monthly report from four days down to one",
        "many": "people touch that report every month",
    },
}
HE = {
    "insurance": {
        "thing": "עוזר דיגיטלי למחלקת התביעות",
        "area": "הטיפול בתביעות",
        "how": "תביעה חדשה עוברת אצלכם מהטלפון הראשון ועד התשלום",
        "pain": "הקלדה כפולה של אותם פרטים",
        "peer": "חברת ביטוח בגודל שלכם",
        "result": "ירדה מתשעה ימים לשישה בתביעה פשוטה",
        "many": "תביעות נכנסות בשבוע רגיל",
    },
    "family": {
        "thing": "בדיקה של הביטוחים והחיסכון בבית",
        "area": "הביטוחים של המשפחה",
        "how": "הביטוחים של המשפחה נבנו אצלכם לאורך השנים",
        "pain": "תשלום כפול על אותו כיסוי",
        "peer": "משפחה עם שלושה ילדים מראשון",
        "result": "גילתה כפל ביטוח וחסכה כמעט מאתיים שקל בחודש",
        "many": "פוליסות יש לכם בבית",
    },
    "property": {
        "thing": "ליווי של בעלי נכסים בהשכרה ומכירה",
        "area": "הנכס",
        "how": "אתם מחפשים היום שוכרים או קונים לנכס",
        "pain": "שבועות שהדירה עומדת ריקה וטלפונים של לא רציניים",
        "peer": "בעלת דירה שני רחובות מכם",
        "result": "אכלסה תוך שלושה שבועות במקום עשרה",
        "many": "פניות רציניות מגיעות בחודש",
    },
    "software": {
        "thing": "כלי לדוחות תפעול",
        "area": "הדוחות",
        "how": "מכינים אצלכם את הדוח החודשי",
        "pain": "העתקות ידניות בין גיליונות אקסל",
        "peer": "חברת תוכנה של מאתיים עובדים",
        "result": "קיצרה את הדוח החודשי מארבעה ימים ליום אחד",
        "many": "אנשים נוגעים בדוח הזה כל חודש",
    },
}
HINTS = {
    "family": "family families home life pension saving mortgage health משפח פנסי חיסכון משכנתא בריאות",
    "insurance": "insur claim underwrit polic ביטוח תביע פוליס",
    "property": "real-estate real estate propert apartment flat house tenant rent landlord broker נדל דירה נכס שוכר תיווך",
    "software": "software saas crm cloud data platform report dashboard it dev תוכנה מערכת ענן דוח",
}


def topic_of(product: str | None) -> str:
    """The trade a product name belongs to, guessed from a few words."""
    low = (product or "").lower()
    for topic, words in HINTS.items():
        if any(re.search(r"(?<!\w)\w?" + re.escape(word), low) for word in words.split()):
            return topic
    return "insurance" if not low else "software"


def hit(text: str, *stems: str) -> bool:
    """Whether any stem begins a word of the text (crude on purpose); a line that asks what the call is about is no objection."""
    low = text.lower().replace("\u2019", "'")
    if re.search(r"what('s| is) (this|it|that) (about|regarding)|במה מדובר|על מה מדובר|במה העניין", low):
        return False
    return any(re.search(r"(?<!\w)[ובהלשמכ]?" + re.escape(stem), low) for stem in stems)


def no(text: str) -> bool:
    """A line that begins with a flat no."""
    return bool(re.match(r"\W*(no|nope|not really|לא)\b", text.lower()))


def tail(text: str, count: int = 6) -> str:
    """The last words of the buyer's longest clause."""
    clauses = [part.strip() for part in re.split(r"[.!?;,:\u2014]", text) if part.strip()]
    if not clauses:
        return "that"
    return " ".join(max(clauses, key=len).split()[-count:])


def agreed(text: str) -> bool:
    """Whether the buyer seems to have said yes to a time."""
    return hit(
        text,
        "see you",
        "book it",
        "works for me",
        "that works",
        "let's do",
        "send the invite",
        "send me the invite",
        "send an invite",
        "put it in",
        "speak then",
        "talk then",
        "go ahead and book",
        "נתראה",
        "קבענו",
        "סגרנו",
        "מתאים לי",
        "נדבר אז",
        "שלח זימון",
        "שלחי זימון",
        "תשלח זימון",
        "תשלחי זימון",
    )


class Rep:
    """What every rep has."""

    name = ""
    quality = "good"
    language = "en"

    def __init__(self, seed: int, product: str | None = None) -> None:
        self.dice = random.Random(f"{seed}|{type(self).__name__}")
        book = EN if self.language == "en" else HE
        self.words = dict(book[topic_of(product)])
        if product and bool(re.search("[א-ת]", product)) == (self.language == "he"):
            self.words["thing"] = product
        self.spoken: set[str] = set()
        self.met_so_far = 0
        self.start()

    def start(self) -> None:
        """Set up the state of this very rep."""

    def pick(self, *options: str) -> str:
        """One of several wordings, with the trade's words filled in."""
        fresh = [option for option in options if option not in self.spoken] or list(options)
        chosen = self.dice.choice(fresh)
        self.spoken.add(chosen)
        return self.fill(chosen)

    def room(self, limit: int = 3) -> bool:
        """Whether there is still room for another objection; counts it."""
        self.met_so_far += 1
        return self.met_so_far <= limit

    def fill(self, text: str) -> str:
        """The trade's words in their places."""
        for key, value in self.words.items():
            upper = value[:1].upper() + value[1:]
            text = re.sub(r"(^|[.?!] )\{" + key + r"\}", lambda found, upper=upper: found.group(1) + upper, text)
            if value.startswith("ה"):
                text = re.sub(
                    r"(?<!\w)([בלכ])\{" + key + r"\}", lambda found, value=value: found.group(1) + value[1:], text
                )
            text = text.replace("{" + key + "}", value)
        return text

    def reply(self, buyer_line: str, turn: int) -> str:
        """The rep's next line."""
        raise NotImplementedError
