"""What can be wrong with a document, in words for people."""

from ringside.dialogue.schemas import Language
from ringside.playbook.knowledge.contents import Trouble
from ringside.playbook.knowledge.schemas import DocumentProblem

_WORDS: dict[Trouble, dict[str, tuple[str, str]]] = {
    "empty": {
        "en": ("There is no text in it", "Upload a document that has words in it."),
        "he": ("אין בו טקסט", "העלו מסמך שיש בו מילים."),
    },
    "no-text": {
        "en": (
            "It holds pictures of text, not text",
            "This looks like a scan. Run it through text recognition (OCR) and upload the result.",
        ),
        "he": ("יש בו תמונות של טקסט, לא טקסט", "זה נראה כמו סריקה. הפעילו זיהוי טקסט (OCR) והעלו את התוצאה."),
    },
    "encrypted": {
        "en": ("It is protected by a password", "Save it without a password and upload it again."),
        "he": ("הוא מוגן בסיסמה", "שמרו אותו בלי סיסמה והעלו שוב."),
    },
    "broken": {
        "en": ("It is damaged", "Open it in the program it was made with, save it anew and upload it again."),
        "he": ("הקובץ פגום", "פתחו אותו בתוכנה שבה נוצר, שמרו מחדש והעלו שוב."),
    },
    "too-long": {
        "en": ("It is too long to be read", "Split it into several documents."),
        "he": ("הוא ארוך מדי", "חלקו אותו לכמה מסמכים."),
    },
    "unpacked-size": {
        "en": ("It would unpack to far more than a document holds", "Save it anew without attachments."),
        "he": ("הוא נפתח להרבה יותר ממה שיש במסמך", "שמרו אותו מחדש בלי קבצים מצורפים."),
    },
    "unknown-kind": {
        "en": (
            "This kind of file cannot be read",
            "Upload Markdown, text, PDF, Word (DOCX), HTML or a saved web page (MHTML). Save older ones so.",
        ),
        "he": (
            "אי אפשר לקרוא קובץ מסוג זה",
            "העלו Markdown, טקסט, PDF, Word (DOCX), HTML או דף אינטרנט שמור (MHTML); פורמטים ישנים שמרו כאחד מאלה.",
        ),
    },
}


def problem(trouble: Trouble, language: Language) -> DocumentProblem:
    """What is wrong and what to do about it."""
    title, detail = _WORDS[trouble][language]
    return DocumentProblem(slug=trouble, title=title, detail=detail)
