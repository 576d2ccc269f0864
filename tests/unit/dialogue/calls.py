"""Written calls to read: good, mixed and bad, English and Hebrew, written and as speech recognition has them."""

# ruff: noqa: E501

from ringside.dialogue.schemas import Language, Transcript, Turn


def call(language: Language, *lines: str) -> Transcript:
    """A transcript of lines that start with "R:" (rep) or "C:" (customer)."""
    turns = (
        Turn(index=i, speaker="rep" if line.startswith("R:") else "customer", text=line[2:].strip())
        for i, line in enumerate(lines)
    )
    return Transcript(turns=tuple(turns), language=language)


GOOD = call(
    "en",
    "C: Hello?",
    "R: Hi Maria, this is Dan from Acme. Did I catch you at a bad time?",
    "C: I have a minute.",
    "R: Thanks. The reason I'm calling is that agencies like yours lose renewals nobody chased. How do you keep track today?",
    "C: We use spreadsheets. Honestly it's a mess, things fall through the cracks.",
    "R: What happens when one falls through?",
    "C: We lose the client. Last year it cost us about forty thousand.",
    "R: It sounds like the spreadsheet is costing you clients. We help agencies save ten hours a week on renewals.",
    "C: Sounds interesting, but it's probably too expensive.",
    "R: That's fair, I understand. What are you comparing it with?",
    "C: With what we pay for the CRM.",
    "R: Got it. One agency in Leeds cut lost renewals by half in three months. Does that address the cost worry?",
    "C: Yes, that makes sense.",
    "R: Could we meet Tuesday at 10 for twenty minutes?",
    "C: Tuesday works.",
    "R: Great, I'll send an invite. Have a good day.",
)
MIXED = call(
    "en",
    "C: Hello?",
    "R: Hi Maria, this is Dan from Acme. Did I catch you at a bad time?",
    "C: I have a minute.",
    "R: Our platform automates renewals and has dashboards. Do you have a system for renewals?",
    "C: We use spreadsheets. It's a mess, things fall through the cracks.",
    "R: Okay. Our platform integrates with every CRM and comes with a mobile app.",
    "C: It's probably too expensive.",
    "R: I understand. We can give you a discount of ten percent.",
    "C: I'd have to think about it.",
    "R: Sure. Could we meet some time?",
    "C: Maybe, send me an email.",
)
BAD = call(
    "en",
    "C: Hello?",
    "R: Hi, we are the leading provider of insurance software and our platform has dashboards, reports and a mobile app.",
    "C: I'm not interested.",
    "R: But everybody says that, you're wrong. Our product is the best on the market.",
    "C: It's too expensive anyway.",
    "R: That's not true, it's not expensive at all. You need to listen.",
    "C: I said no. Goodbye.",
)
GOOD_ASR = call(
    "en",
    "C: hello",
    "R: hi maria this is dan from acme did i catch you at a bad time",
    "C: no i have a minute",
    "R: okay um the reason i'm calling is that agencies like yours lose renewals how do you keep track of them today",
    "C: we use spreadsheets and it's a mess things fall through the cracks",
    "R: i see and what happens when one falls through",
    "C: we lose the client last year it cost us about forty thousand",
    "R: so it sounds like the spreadsheet is costing you clients",
    "C: yeah but your thing is probably too expensive",
    "R: that's fair what are you comparing it with",
    "C: with what we pay now",
    "R: would it make sense to meet on tuesday at ten",
    "C: yeah tuesday works",
)
BAD_ASR = call(
    "en",
    "C: hello",
    "R: hi we are the leading provider of insurance software and our platform has dashboards and reports",
    "C: not interested",
    "R: everybody says that you're wrong our product is the best",
    "C: it's too expensive",
    "R: no that's not true you don't understand",
    "C: goodbye",
)
GOOD_HE = call(
    "he",
    "C: הלו?",
    "R: היי דנה, מדבר דן מאקמי, תפסתי אותך בזמן נוח?",
    "C: יש לי דקה.",
    "R: תודה. הסיבה שאני מתקשר היא שסוכנויות מאבדות חידושים. איך אתם עוקבים אחרי חידושים היום?",
    "C: באקסל, וזה בלגן, דברים נופלים בין הכיסאות.",
    "R: מה קורה כשחידוש נופל בין הכיסאות?",
    "C: אנחנו מאבדים לקוחות, בשנה שעברה הפסדנו ארבעים אלף שקל.",
    "R: נשמע שהאקסל עולה לכם בלקוחות. אנחנו עוזרים לסוכנויות לחסוך שעות בכל שבוע.",
    "C: זה בטח יקר מדי.",
    "R: אני מבין, ביחס למה אתם משווים?",
    "C: למה שאנחנו משלמים היום.",
    "R: אולי נקבע פגישה ביום שלישי בעשר?",
    "C: כן, מתאים לי.",
    "R: מעולה, אשלח זימון. יום טוב.",
)
BAD_HE = call(
    "he",
    "C: הלו?",
    "R: שלום, אנחנו החברה המובילה בתחום והמערכת שלנו כוללת דוחות ואפליקציה.",
    "C: לא מעוניינת.",
    "R: את טועה, כולם אומרים את זה.",
    "C: זה יקר מדי.",
    "R: זה לא נכון, את לא מבינה.",
    "C: אמרתי לא, להתראות.",
)
SHORT = call("en", "C: Hello?", "R: hi", "C: Not interested, bye.")
SILENT = call("en", "C: Hello?")
EVERY = {
    "good": GOOD, "mixed": MIXED, "bad": BAD, "good_asr": GOOD_ASR, "bad_asr": BAD_ASR, "good_he": GOOD_HE,
    "bad_he": BAD_HE, "short": SHORT, "silent": SILENT,
}  # fmt: skip
