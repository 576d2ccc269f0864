"""What is said of a file's rows, in English and Hebrew."""

from __future__ import annotations

from ringside.dialogue.schemas import Language

TEXTS: dict[str, dict[Language, str]] = {
    "broken": {
        "en": "The row cannot be taken apart: {detail}. Put texts that hold the separator in quotation marks.",
        "he": "אי אפשר לפרק את השורה: {detail}. יש להקיף במירכאות טקסטים שיש בהם מפריד או שבירת שורה.",
    },
    "number": {
        "en": "This is not a number. Correct it or leave it empty.",
        "he": "זה אינו מספר. יש לתקן או להשאיר ריק.",
    },
    "negative": {
        "en": "An amount cannot be negative. Correct it or leave it empty.",
        "he": "סכום אינו יכול להיות שלילי. יש לתקן או להשאיר ריק.",
    },
    "large": {"en": "This number is too large to be an amount.", "he": "המספר גדול מכדי להיות סכום."},
    "date": {
        "en": "This is not a date that can be read. Write it as 2026-03-31, or leave it empty.",
        "he": "אי אפשר לקרוא את התאריך. יש לכתוב אותו כך: 2026-03-31, או להשאיר ריק.",
    },
    "share": {
        "en": "A discount lies between 0 and 100 %. Correct it or leave it empty.",
        "he": "הנחה היא בין 0 ל-100 %. יש לתקן או להשאיר ריק.",
    },
    "whole": {
        "en": "This is not a whole number. Correct it or leave it empty.",
        "he": "זה אינו מספר שלם. יש לתקן או להשאיר ריק.",
    },
    "currency": {
        "en": "This is not a currency. Write its code of three letters, such as EUR.",
        "he": "זה אינו מטבע. יש לכתוב קוד בן שלוש אותיות, למשל ILS.",
    },
    "email": {
        "en": "This is not an e-mail address. Correct it or leave it empty.",
        "he": 'זו אינה כתובת דוא"ל. יש לתקן או להשאיר ריק.',
    },
    "long": {
        "en": "The text has {size} characters; at most {most} fit. Shorten it, or skip the column.",
        "he": "בטקסט {size} תווים; יש מקום ל-{most} לכל היותר. יש לקצר אותו או לדלג על העמודה.",
    },
    "no_name": {"en": "The row has no name. Fill in one.", "he": "אין שם בשורה. יש למלא שם."},
    "no_when": {"en": "The row has no date. Fill in when it happened.", "he": "אין תאריך בשורה. יש למלא מתי זה קרה."},
    "no_link": {
        "en": "The row names no deal, account or contact that is here. Import those first, or correct the name.",
        "he": "אין בשורה עסקה, לקוח או איש קשר מוכרים. יש לייבא אותם קודם או לתקן את השם.",
    },
    "order": {
        "en": "It closed before it was created. Correct one of the dates.",
        "he": "התאריך שבו נסגרה קודם לתאריך שבו נוצרה. יש לתקן אחד מהם.",
    },
    "own_parent": {
        "en": "This would make the account its own parent, directly or through others. Correct the parent.",
        "he": "כך הלקוח יהיה חברת האם של עצמו, ישירות או דרך אחרים. יש לתקן את חברת האם.",
    },
    "circle": {
        "en": "This parent would lead round in a circle. The account was stored without it; correct the parent.",
        "he": "חברת האם הזאת הייתה סוגרת מעגל. הלקוח נשמר בלעדיה; יש לתקן את חברת האם.",
    },
}
NOTES: dict[str, dict[Language, str]] = {
    "twice": {
        "en": "rows have an id that occurred before with other values; each is kept as a deal of its own",
        "he": "שורות עם מזהה שכבר הופיע עם ערכים אחרים; כל אחת נשמרה כרשומה נפרדת",
    },
    "merged": {
        "en": "rows repeat a deal, for example once per contact, and were added to it",
        "he": "שורות חוזרות על אותה עסקה, למשל אחת לכל איש קשר, וצורפו אליה",
    },
    "odd_status": {
        "en": "deals have a status that says neither won nor lost ({value}); they were taken as open",
        "he": "לעסקאות יש סטטוס שאינו אומר זכייה או הפסד או משהו מוכר ({value}); הן נקלטו כפתוחות",
    },
    "odd_kind": {
        "en": "activities are of a kind not known here ({value}); they were taken as their columns say, or as notes",
        "he": "פעילויות מסוג שאינו מוכר כאן ({value}); הן נקלטו לפי העמודות שלהן, או כהערות",
    },
    "day_first": {
        "en": "dates in {value} could be read in two ways; they were read with the day first",
        "he": "תאריכים בעמודה {value} אפשר לקרוא בשתי דרכים; הם נקראו כשהיום ראשון",
    },
    "month_first": {
        "en": "dates in {value} could be read in two ways; they were read with the month first",
        "he": "תאריכים בעמודה {value} אפשר לקרוא בשתי דרכים; הם נקראו כשהחודש ראשון",
    },
    "currencies": {
        "en": "amounts are in more than one currency ({value}); they are never added up across currencies",
        "he": "סכומים ביותר ממטבע אחד ({value}); הם נשמרו כפי שהם ואינם מחוברים בין מטבעות",
    },
    "no_outcome": {
        "en": "deals, of which no column tells whether they were won or lost; they were taken as open",
        "he": "עסקאות שאף עמודה אינה אומרת אם נסגרו בזכייה או בהפסד; הן נקלטו כפתוחות",
    },
    "shortened": {"en": "long texts were shortened to {value} characters", "he": "טקסטים ארוכים קוצרו ל-{value} תווים"},
    "new_stage": {"en": "deals are in the new stage {value}", "he": "עסקאות בשלב חדש {value}"},
    "email_shared": {
        "en": "rows give an e-mail address a second name; the contact keeps the first",
        "he": 'שורות נותנות לכתובת דוא"ל שם שני; לאיש הקשר נשאר השם הראשון',
    },
    "unknown_owner": {
        "en": "deals have an owner who is nobody of your company here; the name is kept",
        "he": "לעסקאות יש בעלים שאינו מישהו מהחברה כאן; השם נשמר",
    },
    "no_deal": {
        "en": "activities name a deal that is not here; they are with the account or contact",
        "he": "פעילויות שמציינות עסקה שאינה כאן; הן אצל הלקוח או איש הקשר",
    },
}
QUESTIONS: dict[str, dict[Language, str]] = {
    "date_order": {"en": "What comes first in dates like {value}?", "he": "מה בא ראשון בתאריכים כמו {value}?"},
    "decimal": {"en": "Is {value} more than a thousand, or a fraction?", "he": "האם {value} הוא יותר מאלף, או שבר?"},
    "currency": {"en": "In which currency are the amounts?", "he": "באיזה מטבע הסכומים?"},
    "outcome": {"en": "What do these values say about a deal?", "he": "מה אומרים הערכים האלה על העסקה?"},
}


def said(texts: dict[str, dict[Language, str]], code: str, language: Language, **values: object) -> str:
    """The sentence of this code."""
    return texts[code][language].format(**values)
