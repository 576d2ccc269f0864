"""Words that claim something about numbers, in English and Hebrew."""

# ruff: noqa: E501, SIM905 - lists of words are read and kept best as lines of words
from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Literal

from ringside.dialogue.schemas import Language

Claim = Literal[
    "up", "down", "flat", "highest", "lowest", "above", "below", "strong", "slight", "universal", "cause", "future",
]  # fmt: skip
_HE = r"(?<![\u05d0-\u05ea])[ובלמהשכ]{0,2}"
"""A Hebrew word may carry prefixes; its end is checked like that of any other."""


def _words(language: Language, *words: str) -> re.Pattern[str]:
    joined = "|".join(words)
    start = rf"{_HE}(?:" if language == "he" else r"(?<!\w)(?:"
    return re.compile(rf"{start}{joined})(?![\w])", re.IGNORECASE)


HARMLESS: Mapping[Language, re.Pattern[str]] = {
    "en": _words("en", "made up", "makes? up", "up to", "broken down", "added up", "adds? up", "the rest", "at least",
                 "at most", "above all", "as well as", "follow-?up", "half.?year(?:ly)?", "(?:of|in) all",
                 "on top", "so far"),
    "he": _words("he", "בין היתר", "מעל לכול"),
}  # fmt: skip
"""Phrases that hold a claiming word and claim nothing."""

CLAIMS: Mapping[Language, Mapping[Claim, re.Pattern[str]]] = {
    "en": {
        "flat": _words("en", "flat", "unchanged", "stable", "steady", "held", "the same", "level with", "no change",
                       "ended where it began", "did not change", "constant", "plateaued"),
        "highest": _words("en", "(?:moved|changed|grew|rose|fell|dropped|declined|increased|contributed) (?:the )?most",
                          "highest", "largest", "biggest", "greatest", "best", "top", "leads?", "led", "leading",
                          "leader", "strongest", "peaks?", "peaked", "the most", "record", "number one", "all-time",
                          "maximum", "came first", "ranks? first", "first place", "outperform(?:s|ed)? all", "winner"),
        "lowest": _words("en", "lowest", "smallest", "worst", "weakest", "least", "bottom", "fewest", "minimum",
                         "trough", "came last", "last place", "poorest"),
        "up": _words("en", "rose", "rises?", "rising", "risen", "grew", "grows?", "growing", "grown", "growth",
                           "gain(?:s|ed)?",
                     "increas(?:e|es|ed|ing)", "climb(?:s|ed|ing)?", "up", "improv(?:e|es|ed|ing|ement)",
                     "jump(?:s|ed)?",
                     "surg(?:e|es|ed|ing)", "soar(?:s|ed|ing)?", "higher", "expand(?:s|ed)?",
                     "accelerat(?:es|ed|ing)", "rallied", "advanced", "picked up", "upward"),
        "down": _words("en", "fell", "falls?", "falling", "fallen", "drop(?:s|ped|ping)?", "declin(?:e|es|ed|ing)",
                       "decreas(?:e|es|ed|ing)", "down", "shr[aiu]nk", "slip(?:s|ped)?", "los(?:t|es|ing)", "loss",
                       "lower", "plung(?:e|es|ed)", "tumbl(?:e|es|ed)", "worsen(?:s|ed)?", "contract(?:s|ed)", "slid",
                       "sank", "slump(?:s|ed)?", "plummet(?:s|ed)?", "weaken(?:s|ed)?", "dipp?(?:s|ed)?", "downward",
                       "deteriorat(?:e|es|ed)", "slowed"),
        "above": _words("en", "ahead of", "higher than", "more than", "above", "exceed(?:s|ed)?", "larger than",
                        "bigger than", "outperform(?:s|ed)?", "greater than", "over", "beat", "beats", "better than",
                        "surpass(?:es|ed)?", "overtook"),
        "below": _words("en", "behind", "lower than", "less than", "below", "smaller than", "fewer than", "under",
                        "worse than", "short of", "underperform(?:s|ed)?", "trails?", "trailed"),
        "strong": _words("en", "sharply", "significantly", "substantially", "dramatic(?:ally)?", "huge(?:ly)?",
                         "massive(?:ly)?", "surg(?:e|es|ed|ing)", "soar(?:s|ed|ing)?", "plung(?:e|es|ed)",
                         "plummet(?:s|ed)?", "steep(?:ly)?", "considerabl[ey]", "far", "strongly", "tumbled",
                         "skyrocketed"),
        "slight": _words("en", "slight(?:ly)?", "marginal(?:ly)?", "a little", "edged", "barely",
                               "modest(?:ly)?", "somewhat"),
        "universal": _words("en", "all", "every", "everyone", "none", "nobody", "always", "never", "consistently",
                            "without exception", "across the board", "entire(?:ly)?", "only"),
        "cause": _words("en", "because", "caus(?:e|es|ed|ing)", "due to", "thanks to", "driven by", "drove", "drives?",
                        "led to", "leads? to", "result(?:s|ed)? (?:of|from|in)", "owing to", "attributable to",
                        "reason",
                        "therefore", "explains?", "explained by", "responsible for", "fuell?ed by"),
        "future": _words("en", "will", "won't", "expect(?:s|ed)?", "forecast(?:s|ed)?", "likely", "should", "must",
                         "predict(?:s|ed)?", "next (?:year|quarter|month|week)", "on track", "going to",
                         "recommend(?:s|ed)?",
                         "probably", "projected", "outlook"),
    },
    "he": {
        "flat": _words("he", "ללא שינוי", "יציב", "יציבה", "יציבים", "יציבות", "לא השתנה", "לא השתנתה", "לא השתנו",
                       "הסוף כמו ההתחלה", "אותו ערך", "זהה", "נותר"),
        "highest": _words("he", "גבוה(?:ה|ים|ות)? ביותר", "גדול(?:ה|ים|ות)? ביותר", "טוב(?:ה|ים|ות)? ביותר", "שיא",
                          "מוביל(?:ה|ים|ות)?", "במקום הראשון", "מקום ראשון", "מקום הראשון", "מקסימום",
                          "הכי גבוה", "הכי גדול",
                          "הכי טוב", "חזק(?:ה|ים|ות)? ביותר", "רב(?:ים|ות)? ביותר"),
        "lowest": _words("he", "נמוך(?:ה|ים|ות)? ביותר", "נמוכ(?:ה|ים|ות) ביותר", "קטן ביותר", "קטנ(?:ה|ים|ות) ביותר",
                         "גרוע(?:ה|ים|ות)? ביותר", "שפל", "מינימום", "הכי נמוך", "הכי קטן", "הכי גרוע",
                         "חלש(?:ה|ים|ות)? ביותר",
                         "במקום האחרון", "מקום אחרון"),
        "up": _words("he", "עלה", "עלתה", "עלו", "עולה", "עולים", "עלייה", "עליה", "גדל", "גדלה", "גדלו",
                           "גידול", "צמח", "צמחה", "צמחו",
                     "צמיחה", "השתפר", "השתפרה", "השתפרו", "שיפור", "זינק", "זינקה", "זינקו", "זינוק", "טיפס",
                     "טיפסה", "התרחב",
                     "נסק", "נסקו", "התחזק", "התחזקה"),
        "down": _words("he", "ירד", "ירדה", "ירדו", "יורד", "יורדת", "ירידה", "קטן", "קטנה", "קטנו", "קיטון",
                             "צנח", "צנחה", "צנחו",
                       "צניחה", "פחת", "פחתה", "פחתו", "נפל", "נפלה", "נפלו", "נפילה", "הצטמצם", "הצטמצמה",
                       "התכווץ", "נחלש",
                       "נחלשה", "הורע", "הידרדר", "הידרדרה", "החליש", "הפסד"),
        "above": _words("he", "לפני", "מעל", "יותר מ־?", "גבוה מ־?", "גדול מ־?", "עולה על", "מקדים את", "עקף",
                              "עקפה", "גבוהה מ־?"),
        "below": _words("he", "מתחת ל?", "פחות מ־?", "נמוך מ־?", "קטן מ־?", "נמוכה מ־?", "מאחורי"),
        "strong": _words("he", "בחדות", "משמעותית", "באופן ניכר", "ניכרת", "דרמטית", "דרמטי", "חדה", "חד",
                               "זינק[הו]?", "זינוק", "צנח[הו]?", "נסקו?",
                         "צניחה", "נסק", "בהרבה", "משמעותי"),
        "slight": _words("he", "קלה", "קל", "(?<!כ)מעט", "במקצת", "קצת", "מתונה", "מתון", "בקושי"),
        "universal": _words("he", "כל ה?[\\u05d0-\\u05ea]+ים", "כל ה?[\\u05d0-\\u05ea]+ות", "כולם", "כולן",
                                  "אף אחד", "תמיד", "לעולם לא", "רק", "כליל"),
        "cause": _words("he", "בגלל", "בזכות", "גרם", "גרמה", "גרמו", "הוביל ל", "הובילה ל", "כתוצאה מ?",
                              "עקב", "נובע", "נובעת", "הודות ל?",
                        "בשל", "הסיבה", "סיבה", "לכן", "משום ש?", "כי"),
        "future": _words("he", "צפוי", "צפויה", "צפויים", "יעלה", "תעלה", "יעלו", "ירד בעתיד", "כדאי", "מומלץ",
                               "תחזית", "יהיה", "תהיה",
                         "צריך", "יש ל", "כנראה"),
    },
}  # fmt: skip

RATIOS: Mapping[Language, Mapping[str, re.Pattern[str]]] = {
    "en": {
        "nearly_doubled": _words("en", "(?:nearly|almost|close to|just under) (?:doubl(?:ed|es|ing)|twice|double)"),
        "more_than_doubled": _words("en", "(?:more than|over) (?:doubl(?:ed|es)|twice|double)"),
        "doubled": _words("en", "doubl(?:ed|es|ing)", "double", "twice", "two-?fold"),
        "nearly_tripled": _words("en", "(?:nearly|almost|just under) tripled", "(?:nearly|almost) three times"),
        "more_than_tripled": _words("en", "(?:more than|over) tripled"),
        "tripled": _words("en", "tripl(?:ed|es)", "triple", "three-?fold", "three times", "thrice"),
        "nearly_quadrupled": _words("en", "(?:nearly|almost) quadrupled"),
        "quadrupled": _words("en", "quadrupled", "four-?fold", "four times"),
        "more_than_halved": _words("en", "(?:more than|over) halved"),
        "nearly_halved": _words("en", "(?:nearly|almost) halved"),
        "halved": _words("en", "(?:about )?halved", "cut in half", "fell by half", "dropped by half", "halving"),
    },
    "he": {
        "nearly_doubled": _words("he", "כמעט (?:פי שניים|פי שתיים|הוכפל(?:ה|ו)?|הכפיל(?:ה|ו)?)"),
        "more_than_doubled": _words("he", "יותר מפי (?:שניים|שתיים)", "יותר מהוכפל"),
        "doubled": _words("he", "פי שניים", "פי שתיים", "הוכפל(?:ה|ו)?", "הכפיל(?:ה|ו)?", "כפול(?:ה|ים|ות)?"),
        "nearly_tripled": _words("he", "כמעט פי שלושה", "כמעט פי שלוש"),
        "more_than_tripled": _words("he", "יותר מפי שלוש(?:ה)?"),
        "tripled": _words("he", "פי שלוש(?:ה)?", "הושלש(?:ה|ו)?", "שילש(?:ה|ו)?"),
        "nearly_quadrupled": _words("he", "כמעט פי ארבעה"),
        "quadrupled": _words("he", "פי ארבע(?:ה)?"),
        "more_than_halved": _words("he", "ירידה ביותר מחצי", "ירידה של יותר ממחצית"),
        "nearly_halved": _words("he", "ירידה של כמעט חצי"),
        "halved": _words("he", "ירידה בכחצי", "נחתך בחצי", "ירד בחצי", "ירדה בחצי", "ירדו בחצי", "ירידה של חצי"),
    },
}  # fmt: skip
"""Longer phrases stand before the shorter ones they hold."""

SHARES: Mapping[Language, tuple[tuple[re.Pattern[str], float, float], ...]] = {
    "en": (
        (_words("en", "nearly all", "almost all", "almost every(?:thing)?", "vast majority"), 0.9, 1.0),
        (_words("en", "more than half", "over half", "majority", "most of", "most", "mostly", "mainly"),
        0.5000001, 1.01),
        (_words("en", "less than half", "under half", "minority"), 0.0, 0.4999999),
        (_words("en", "(?:nearly|almost) half"), 0.45, 0.5),
        (_words("en", "(?:about |around |roughly )?half(?! year)"), 0.48, 0.52),
        (_words("en", "two.?thirds"), 0.645, 0.69),
        (_words("en", "three.?quarters"), 0.73, 0.77),
        (_words("en", "a third of", "one.?third", "about a third"), 0.31, 0.355),
        (_words("en", "a quarter of (?:all|the|its|total)", "one.?quarter of", "about a quarter of"), 0.23, 0.27),
    ),
    "he": (
        (_words("he", "כמעט כול", "כמעט הכול", "כמעט כל", "רובם המכריע", "רוב מכריע", "הרוב המכריע"), 0.9, 1.0),
        (_words("he", "יותר מחצי", "יותר ממחצית", "רוב", "רובם", "מרבית", "בעיקר"), 0.5000001, 1.01),
        (_words("he", "פחות מחצי", "פחות ממחצית", "מיעוט"), 0.0, 0.4999999),
        (_words("he", "כמעט חצי", "כמעט מחצית"), 0.45, 0.5),
        (_words("he", "חצי", "מחצית", "כחצי", "כמחצית"), 0.48, 0.52),
        (_words("he", "שני שליש", "שני שלישים"), 0.645, 0.69),
        (_words("he", "שליש", "כשליש"), 0.31, 0.355),
        (_words("he", "רבע", "כרבע"), 0.23, 0.27),
    ),
}  # fmt: skip

NUMBERS: Mapping[Language, Mapping[str, int]] = {
    "en": {word: number for number, word in enumerate(
        ["two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
        "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty"], 2)}
    | {"thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80, "ninety": 90,
       "hundred": 100, "hundreds": 100, "thousand": 1_000, "thousands": 1_000, "million": 1_000_000,
       "millions": 1_000_000, "billion": 10**9, "billions": 10**9, "dozen": 12, "dozens": 12, "both": 2, "couple": 2,
       "pair": 2, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10, "zero": 0},
    "he": {"שניים": 2, "שתיים": 2, "שני": 2, "שתי": 2, "שלושה": 3, "שלוש": 3, "ארבעה": 4, "ארבע": 4,
           "חמישה": 5, "חמש": 5,
           "שישה": 6, "שש": 6, "שבעה": 7, "שבע": 7, "שמונה": 8, "תשעה": 9, "תשע": 9, "עשרה": 10, "עשר": 10, "עשרים": 20,
           "שלושים": 30, "ארבעים": 40, "חמישים": 50, "שישים": 60, "שבעים": 70, "שמונים": 80, "תשעים": 90, "מאה": 100,
           "מאות": 100, "אלף": 1_000, "אלפים": 1_000, "אלפי": 1_000, "מיליון": 1_000_000, "מיליוני": 1_000_000,
           "מיליארד": 10**9, "שנייה": 2, "שלישי": 3, "שלישית": 3, "רביעי": 4, "רביעית": 4, "שניהם": 2,
           "תריסר": 12, "אפס": 0,
           "כפליים": 2},
}  # fmt: skip
NUMBER_WORDS: Mapping[Language, re.Pattern[str]] = {
    language: _words(language, *sorted(map(re.escape, words), key=len, reverse=True))
    for language, words in NUMBERS.items()
}
TIED: Mapping[Language, re.Pattern[str]] = {
    "en": _words("en", "together", "tied?", "joint(?:ly)?", "each", "equal(?:ly)?", "level", "same", "shared?"),
    "he": _words("he", "יחד", "כל אחד", "כל אחת", "שווה", "שווים", "תיקו", "אותו ערך"),
}
CHANGE: Mapping[Language, re.Pattern[str]] = {
    "en": _words("en", "changes?", "moves?", "moved", "increase", "rise", "growth", "gain", "drop", "decline",
                 "decrease", "fall", "contribut(?:ion|ions|ed|or|ors)"),
    "he": _words("he", "שינוי", "עלייה", "ירידה", "גידול", "קיטון", "תרומה", "תרם", "תרמה", "תרמו"),
}  # fmt: skip
SCALES: Mapping[str, float] = {
    "k": 1e3, "thousand": 1e3, "אלף": 1e3, "m": 1e6, "mn": 1e6, "million": 1e6, "מיליון": 1e6, "b": 1e9, "bn": 1e9,
    "billion": 1e9, "מיליארד": 1e9, "t": 1e12, "trillion": 1e12, "טריליון": 1e12,
}  # fmt: skip

NEUTRAL: Mapping[Language, frozenset[str]] = {
    "en": frozenset(
        """a about accounted accounts across added after again against altogether among an and are around as at average back be
        been before begun behind between but by came change changed changes come comes compared compares contributed
        contribution contributions contributing count counts data day days difference during each earlier end ended ends
        factors far first followed following follows for from gap goes going had has have hold how in including into is it
        its itself itself just last later like limit made make makes making mean measured months move moved moves missing
        missed month near next no not noticeably nothing number numbers of off on once one ones or other others out overall
        part parts per percentage percent period periods place points quarter quarters ranks rank rate reached reaching
        reaches rest row rows same second share shares shift shifts short shown since so stand stands stood still
        sum target than that the their them then there these they this those time times to together total totals totalled
        toward turned until value values was week weeks went were what when where which while whole who with within without
        year years yet number's is's look practically further cannot split few groups group moved roughly proportion there's
        approximately exactly roughly nearly almost another apart remaining respectively
        beyond versus vs whereas s met hardly read used name named can looked compare measure list tops then be shown""".split()
    ),
    "he": frozenset(
        """של את על עם אל לא יש אין היה הייתה היו הוא היא הם הן זה זו זאת אלה גם או כאשר אחרי אחר אחרים לעומת מול בין בתוך תוך
        כל כול הכול הכל סך סכום ערך ערכים נתונים נתון תקופה תקופות תקופת חודש חודשים רבעון רבעונים שנה שנים שבוע שבועות יום ימים
        מתוך מבין כמות מספר מדד מדדים חלק חלקים חלקו חלקה קבוצה קבוצות שורות שורה אחת אחד ראשון ראשונים אחרון אחרונים אחריו אחריה
        אחריהם בסוף סוף תחילה מקום עוד עדיין התחיל הסתיים הגיע הגיעה הגיעו הגיעה עמד עמדה עמדו הסתכם הסתכמו הסתכמה נרשם נרשמה
        נרשמו שינוי שינויים השינוי תרומה תרומות תרם תרמה תרמו תרומתו גורמים גורם אחוז אחוזים נקודות נקודת יעד יעדים הושג גבול חסרים
        חסרות מעברים ביניהם ביחד יחד כה מאז הבא הקודם הקודמת קודם קודמת השני השנייה לפי מה מי איך כמו מזה ואילו כמעט בערך כ מ ל ב ה ו ש
        זז זזו באופן מורגש שום פחות או יותר באותו יחס קבוצות שבולטות בולטות לבדוק אפשר לפרק זאת שיש שבו שבה שבהם שבהן רצף סה כולל
        נוספים נוסף התחלה ממנו ממנה ממה שמוצג שמוצגים שמוצגות להשוואה דבר לציין כדי המדד מדד הכנסה הכנסות""".split()
    ),
}
"""Words that claim nothing by themselves. Any other word of a narrative is one that cannot be held against facts."""
WORD = re.compile(r"[^\W\d_]+(?:['\u05f3\u05f4\"][^\W\d_]+)*")
