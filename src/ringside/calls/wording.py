"""What Ringside itself says about a call, in the language of whoever reads it: problems, notes, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ringside.calls.imports import BadTranscript
from ringside.calls.schemas import CallProblem, ImportNote
from ringside.core.errors import AppError
from ringside.dialogue.schemas import Language
from ringside.dialogue.signals import Signals
from ringside.speech.transcription.faults import TranscriptionFailed

FAULT = "analysis-failed"
_TITLES: dict[str, str] = {
    "unreadable-recording": "אי אפשר לנגן את הקובץ הזה",
    "transcription-failed": "השיחה לא תומללה",
    "transcription-refused": "השיחה לא תומללה",
    "bad-transcript": "לא הצלחנו לקרוא את התמליל",
    "transcript-too-long": "זה יותר מיממה של דיבור",
    "helper-died": "התהליך שעיבד את הקובץ נפסק",
    "unknown-rubric": "המחוון הזה כבר לא קיים",
    FAULT: "הניתוח נעצר בגלל תקלה אצלנו",
}
_DETAILS: dict[str, str] = {
    "transcript-too-long": "יש בו {characters:,} תווים, ונקראים עד {most:,}. פצלו אותו לשיחות בודדות.",
    "helper-died": "ייתכן שהקובץ פגום באופן שהמפענח אינו עומד בו, או שהוא דורש יותר זיכרון ממה שיש.",
    "unknown-rubric": "בחרו מחוון אחר ונתחו שוב.",
    FAULT: "מה ששלחתם נשמר. הפעילו את הניתוח שוב; אם הוא ייעצר שוב, הסיבה רשומה ביומן של השרת.",
}
_FAULT_EN = (
    "The analysis stopped because of an error on our side",
    "What you sent is kept. Start the analysis again; if it stops again, the server's log says why.",
)
_CAUSES: dict[str, str] = {
    "not_media": "זה לא קובץ קול ולא וידאו, יהיה שמו אשר יהיה. ייצאו את ההקלטה שוב.",
    "incomplete": "הקובץ נגמר לפני שהקול מתחיל, כלומר הוא לא הועתק במלואו. העלו את המקור.",
    "damaged": "הקובץ פגום מכדי לשמוע אותו. העלו את המקור, או ייצאו אותו שוב.",
    "no_audio": "אין בקובץ קול. בחרו את ההקלטה שיש בה.",
    "empty": "הקובץ ריק, או שאין בו שום צליל.",
    "unsupported": "סוג הקול הזה אינו מוכר כאן. שמרו אותו כ־WAV, MP3 או M4A.",
    "too_long": "ההקלטה ארוכה ממה שהשרת הזה מקבל. פצלו אותה.",
    "too_many_files": "לכל היותר שתי הקלטות לשיחה: אחת לכל צד.",
}
_SOUND_NOTES: dict[str, str] = {
    "truncated": "הקובץ נקטע באמצע. מה שיש בו נותח.",
    "damaged": "חלקים פגומים בקובץ הושמטו.",
    "gaps": "חלקים מהשיחה לא הוקלטו; הם נספרים כשקט.",
    "channels_mixed": "הערוצים אינם מבדילים בין הדוברים, ולכן נשמעו כערוץ אחד.",
    "channels_chosen": "רק בשניים מהערוצים יש קול; האחרים הושמטו.",
    "same_channels": "בשני הערוצים אותו צליל, ולכן הצדדים נבדלים לפי המילים בלבד.",
    "silent_channel": "באחד הערוצים לא נשמע איש.",
    "lengths_differ": "שני הקבצים אינם באותו אורך; הקצר מסתיים בשקט.",
    "other_streams": "בקובץ כמה פסי קול; הראשון נותח.",
}
_REASONS: dict[str, str] = {
    "The recording has one channel, which does not tell the speakers apart.": (
        "בהקלטה ערוץ אחד, שאינו מבדיל בין הדוברים."
    ),
    "Measured in the sound.": "נמדד בקול עצמו.",
    "Nothing of this was heard.": "לא נשמע דבר מזה.",
    "Needs the words of the call.": "דרושות המילים של השיחה.",
    "Needs the sound of the call.": "דרוש הקול של השיחה.",
    "The transcript has no times.": "אין זמנים בתמליל.",
    "Nobody spoke.": "איש לא דיבר.",
    "The rep did not speak.": "הנציג לא דיבר.",
    "The rep never answered the customer.": "הנציג לא ענה ללקוח אף פעם.",
    "No answers to measure.": "אין תשובות למדוד.",
    "No objection was answered.": "אף התנגדות לא נענתה.",
    "No needs were given to look for.": "לא ניתנו צרכים לחפש.",
}


def told(error: Exception) -> dict[str, Any]:
    """Why an analysis failed, as it is kept with the call: in English, and in Hebrew where that can be said."""
    if not isinstance(error, AppError) or type(error) is AppError:
        title, detail = _FAULT_EN
        return {"slug": FAULT, "title": title, "detail": detail, "he": _hebrew(FAULT, _DETAILS[FAULT])}
    cause = error.extra.get("cause") or error.extra.get("kind")
    known = {"slug": error.slug, "cause": cause, "title": error.title, "detail": error.detail}
    if isinstance(error, TranscriptionFailed):
        detail = error.sentence("he")
        return known | {"detail": error.sentence("en"), "he": _hebrew(error.slug, detail)}
    if isinstance(error, BadTranscript):
        return known | {"detail": error.spoken_in("en").detail, "he": _hebrew(error.slug, error.spoken_in("he").detail)}
    detail = _CAUSES.get(str(cause)) or _DETAILS.get(error.slug, "").format(**error.extra)
    return known | ({"he": _hebrew(error.slug, detail)} if detail else {})


def _hebrew(slug: str, detail: str) -> dict[str, str]:
    return {"title": _TITLES[slug], "detail": detail} if slug in _TITLES else {"detail": detail}


def problem(kept: Mapping[str, Any] | None, language: Language) -> CallProblem | None:
    """Why an analysis failed, for a reader of this language."""
    if not kept:
        return None
    return CallProblem.model_validate({**kept, **(kept.get(language) or {})})


def cause(refused: Mapping[str, Any], language: Language) -> str:
    """Why a recording could not be played; English as the decoder has it."""
    return _CAUSES.get(refused["cause"], refused["detail"]) if language == "he" else str(refused["detail"])


def sound_note(note: ImportNote, language: Language) -> ImportNote:
    """A remark on the recording for a reader of this language."""
    words = _SOUND_NOTES.get(note.code or "") if language == "he" else None
    return note.model_copy(update={"what": words}) if words else note


def reason(english: str | None, language: Language) -> str | None:
    """Why a figure is as it is, for a reader of this language."""
    return _REASONS.get(english, english) if english and language == "he" else english


def signals(measured: Mapping[str, Any], language: Language) -> Signals:
    """Signals whose reasons a reader of this language understands."""
    return Signals.model_validate(
        {
            name: {**signal, "reason": reason(signal["reason"], language)}
            if isinstance(signal, dict) and signal.get("reason")
            else signal
            for name, signal in measured.items()
        }
    )
