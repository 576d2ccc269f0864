"""What syncs say to people, in both languages."""

from __future__ import annotations

from ringside.deals.sync.models import CrmFinding
from ringside.dialogue.schemas import Language

Words = dict[Language, str]

RULE: Words = {
    "en": (
        "The CRM wins on the fields it fills: an edit of such a field in Ringside is overwritten by the next sync and "
        "listed as a conflict with both values. Everything else stays Ringside's own."
    ),
    "he": (
        "מערכת ה-CRM קובעת בשדות שהיא ממלאת: עריכה של שדה כזה ב-Ringside נדרסת בסנכרון הבא, ונרשמת כהתנגשות עם שני "
        "הערכים. כל השאר נשאר של Ringside."
    ),
}

PROBLEMS: dict[str, Words] = {
    "crm-sign-in-needed": {
        "en": "The CRM does not accept the sign-in any more. Connect it again.",
        "he": "מערכת ה-CRM אינה מקבלת עוד את ההתחברות. יש לחבר אותה מחדש.",
    },
    "crm-unreachable": {
        "en": "The CRM did not answer, or only half. The next sync goes on from where this one stopped.",
        "he": "מערכת ה-CRM לא ענתה, או ענתה רק בחלקה. הסנכרון הבא ימשיך מהמקום שבו זה נעצר.",
    },
    "crm-limit": {
        "en": "The CRM's limit of requests is used up. The sync goes on by itself when it is free again.",
        "he": "מכסת הפניות למערכת ה-CRM נוצלה. הסנכרון ימשיך מעצמו כשתתפנה.",
    },
    "crm-host": {
        "en": "The CRM's address is not one that may be connected.",
        "he": "הכתובת של מערכת ה-CRM אינה מותרת לחיבור.",
    },
    "crm-refused": {"en": "The CRM refuses this.", "he": "מערכת ה-CRM מסרבת."},
    "lost": {"en": "This run was cut off; a newer one took over.", "he": "הריצה נקטעה, וחדשה החליפה אותה."},
    "internal": {
        "en": "Something went wrong on our side; it is in the log. What was read so far is kept.",
        "he": "משהו השתבש אצלנו; הדבר נרשם. מה שנקרא עד כה נשמר.",
    },
}

FINDINGS: dict[str, Words] = {
    "conflict": {
        "en": "{field} was edited in Ringside; the CRM's value is in place.",
        "he": "השדה {field} נערך ב-Ringside; הערך של ה-CRM הוא הקובע.",
    },
    "conflict-deleted": {
        "en": "Deleted in Ringside, but still in the CRM: it is back.",
        "he": "נמחק ב-Ringside, אך עדיין קיים ב-CRM: הוחזר.",
    },
    "created": {"en": "New.", "he": "חדש."},
    "updated": {"en": "{field} changed.", "he": "השדה {field} השתנה."},
    "deleted": {"en": "Deleted in the CRM.", "he": "נמחק ב-CRM."},
    "merged": {"en": "Merged into another record in the CRM.", "he": "מוזג לרשומה אחרת ב-CRM."},
    "written": {"en": "Written into the CRM.", "he": "נכתב ל-CRM."},
    "field-missing": {
        "en": "The CRM has no field {name} (any more). What it filled stays as it was. Choose another in the mapping.",
        "he": "ב-CRM אין (עוד) שדה {name}. מה שמילא נשאר כשהיה. אפשר לבחור שדה אחר במיפוי.",
    },
    "no-access": {
        "en": "{name} cannot be read: the signed-in user or app lacks the right.",
        "he": "אי אפשר לקרוא את {name}: למשתמש או לאפליקציה שהתחברו אין הרשאה.",
    },
    "unknown-stage": {
        "en": "The stage {name} is not in the CRM's list of stages; it was added at the end.",
        "he": "השלב {name} אינו ברשימת השלבים של ה-CRM; הוא נוסף בסוף.",
    },
    "unreadable": {"en": "This record could not be read.", "he": "אי אפשר היה לקרוא רשומה זו."},
    "negative-amount": {"en": "{field} is negative: {crm}. It was left out.", "he": "{field} שלילי: {crm}. הושמט."},
    "bad-number": {"en": "{field} is no number: {crm}. It was left out.", "he": "{field} אינו מספר: {crm}. הושמט."},
    "bad-share": {"en": "{field} is no percentage: {crm}.", "he": "{field} אינו אחוז: {crm}."},
    "bad-date": {"en": "{field} is no date in ISO form: {crm}.", "he": "{field} אינו תאריך בצורת ISO: {crm}."},
    "bad-currency": {"en": "{field} is no currency code: {crm}.", "he": "{field} אינו קוד מטבע: {crm}."},
    "bad-email": {"en": "{field} is no e-mail address: {crm}.", "he": "{field} אינו כתובת דוא״ל: {crm}."},
    "parent-circle": {
        "en": "Its parent account belongs to itself in the end; the parent was left out.",
        "he": "חשבון האב שלו שייך בסופו של דבר אליו עצמו; האב הושמט.",
    },
    "not-written": {"en": "Could not be written into the CRM: {crm}", "he": "אי אפשר היה לכתוב ל-CRM: {crm}"},
    "file-unreadable": {"en": "The file {name} could not be read.", "he": "אי אפשר היה לקרוא את הקובץ {name}."},
}

FIELDS: dict[str, Words] = {
    "name": {"en": "Name", "he": "שם"}, "domain": {"en": "Domain", "he": "דומיין"},
    "industry": {"en": "Industry", "he": "ענף"}, "segment": {"en": "Segment", "he": "פלח"},
    "employees": {"en": "Employees", "he": "עובדים"}, "country": {"en": "Country", "he": "מדינה"},
    "email": {"en": "E-mail", "he": "דוא״ל"}, "phone": {"en": "Phone", "he": "טלפון"},
    "title": {"en": "Title", "he": "תפקיד"}, "timezone": {"en": "Time zone", "he": "אזור זמן"},
    "amount": {"en": "Amount", "he": "סכום"}, "currency": {"en": "Currency", "he": "מטבע"},
    "discount": {"en": "Discount", "he": "הנחה"}, "close_on": {"en": "Close date", "he": "תאריך סגירה"},
    "lead_source": {"en": "Lead source", "he": "מקור הליד"}, "product": {"en": "Product", "he": "מוצר"},
    "next_step": {"en": "Next step", "he": "הצעד הבא"}, "close_reason": {"en": "Close reason", "he": "סיבת סגירה"},
    "competitor": {"en": "Competitor", "he": "מתחרה"}, "stage": {"en": "Stage", "he": "שלב"},
    "status": {"en": "Status", "he": "סטטוס"}, "owner_name": {"en": "Owner", "he": "בעלים"},
    "user_name": {"en": "Colleague", "he": "נציג"}, "account_id": {"en": "Account", "he": "חשבון"},
    "deal_id": {"en": "Deal", "he": "עסקה"}, "parent_id": {"en": "Parent account", "he": "חשבון אב"},
    "subject": {"en": "Subject", "he": "נושא"}, "text": {"en": "Text", "he": "תוכן"}, "at": {"en": "Time", "he": "זמן"},
    "kind": {"en": "Kind", "he": "סוג"}, "direction": {"en": "Direction", "he": "כיוון"},
    "duration_s": {"en": "Duration", "he": "משך"},
}  # fmt: skip


def field(name: str, language: Language) -> str:
    """What one of our fields is called."""
    return FIELDS.get(name, {}).get(language, name)


def problem(slug: str | None, language: Language) -> str | None:
    """Why a run failed or pauses."""
    return None if slug is None else PROBLEMS.get(slug, PROBLEMS["internal"])[language]


def finding(row: CrmFinding, language: Language) -> str:
    """One line of a report."""
    key = row.code or ("conflict-deleted" if row.what == "conflict" and row.field == "deleted" else row.what)
    words = FINDINGS.get(key, FINDINGS["unreadable"])[language]
    told = {"field": field(row.field or "", language), "name": row.name, "crm": row.crm or ""}
    for name, value in told.items():  # values are a CRM's: never read as a template
        words = words.replace("{" + name + "}", value.replace("{", "(").replace("}", ")"))
    return words
