"""What can go wrong at a recogniser, in words for people. Never holds a provider's own text: that may quote a key."""

from __future__ import annotations

from enum import StrEnum
from typing import Any, ClassVar

from ringside.core.errors import AppError
from ringside.speech.transcription.schemas import Language


class FaultKind(StrEnum):
    """Why a recording was not transcribed."""

    BAD_KEY = "bad_key"
    QUOTA = "quota"
    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"
    TIMEOUT = "timeout"
    GARBLED = "garbled"
    TOO_LONG = "too_long"
    UNSUPPORTED_LANGUAGE = "unsupported_language"
    MISSING_MODEL = "missing_model"
    REJECTED = "rejected"
    MISCONFIGURED = "misconfigured"
    NOT_INSTALLED = "not_installed"


_PASSING = {
    FaultKind.RATE_LIMITED,
    FaultKind.UNAVAILABLE,
    FaultKind.UNREACHABLE,
    FaultKind.TIMEOUT,
    FaultKind.GARBLED,
}

_SENTENCES: dict[Language, dict[FaultKind, str]] = {
    "en": {
        FaultKind.BAD_KEY: "{source} refused the key; check it in the settings.",
        FaultKind.QUOTA: "The account at {source} is used up; add credit or choose another provider.",
        FaultKind.RATE_LIMITED: "{source} is over its rate limit; try again later.",
        FaultKind.UNAVAILABLE: "{source} has a fault on its side; try again later.",
        FaultKind.UNREACHABLE: "{source} could not be reached; check the network and the address in the settings.",
        FaultKind.TIMEOUT: "{source} did not finish in time; try again, or allow more time in the settings.",
        FaultKind.GARBLED: "{source} sent something unreadable; try again later.",
        FaultKind.TOO_LONG: "The recording is too long for {source}; split it or choose another provider.",
        FaultKind.UNSUPPORTED_LANGUAGE: "{source} does not know this call's language; choose another model.",
        FaultKind.MISSING_MODEL: "{source} is not known to its provider; check its name in the settings.",
        FaultKind.REJECTED: "{source} refused the recording; try another file format.",
        FaultKind.MISCONFIGURED: "{source} is not set up completely; docs/transcription.md says what it needs.",
        FaultKind.NOT_INSTALLED: "{source} needs a library that is not installed: pip install 'ringside[whisper]'.",
    },
    "he": {  # each starts with a Hebrew word, so that a browser takes the line for right-to-left
        FaultKind.BAD_KEY: "השירות {source} דחה את המפתח; בדקו אותו בהגדרות.",
        FaultKind.QUOTA: "היתרה בחשבון של {source} נגמרה; הוסיפו יתרה או בחרו ספק אחר.",
        FaultKind.RATE_LIMITED: "השירות {source} עבר את מכסת הבקשות שלו; נסו שוב מאוחר יותר.",
        FaultKind.UNAVAILABLE: "לשירות {source} יש תקלה בצד שלו; נסו שוב מאוחר יותר.",
        FaultKind.UNREACHABLE: "לא ניתן להגיע אל {source}; בדקו את הרשת ואת הכתובת בהגדרות.",
        FaultKind.TIMEOUT: "השירות {source} לא סיים בזמן; נסו שוב, או הקציבו יותר זמן בהגדרות.",
        FaultKind.GARBLED: "השירות {source} שלח תשובה שאי אפשר לקרוא; נסו שוב מאוחר יותר.",
        FaultKind.TOO_LONG: "ההקלטה ארוכה מדי בשביל {source}; פצלו אותה או בחרו ספק אחר.",
        FaultKind.UNSUPPORTED_LANGUAGE: "המודל {source} אינו מכיר את השפה של השיחה; בחרו מודל אחר.",
        FaultKind.MISSING_MODEL: "המודל {source} אינו מוכר לספק שלו; בדקו את שמו בהגדרות.",
        FaultKind.REJECTED: "השירות {source} דחה את ההקלטה; נסו קובץ במבנה אחר.",
        FaultKind.MISCONFIGURED: "השירות {source} לא הוגדר עד הסוף; ראו docs/transcription.md.",
        FaultKind.NOT_INSTALLED: "הספרייה שנחוצה ל־{source} אינה מותקנת: pip install 'ringside[whisper]'.",
    },
}


class TranscriptionFailed(AppError):
    """No transcript came of it; trying again later may help. `detail` is in English, `sentence` in either language."""

    status: ClassVar[int] = 503
    slug: ClassVar[str] = "transcription-failed"
    title: ClassVar[str] = "The call could not be transcribed"

    def __init__(self, kind: FaultKind, source: str, retry_after: float | None = None) -> None:
        super().__init__(_SENTENCES["en"][kind].format(source=source), kind=kind.value)
        self.kind = kind
        self.source = source
        self.retry_after = retry_after

    def __reduce__(self) -> tuple[Any, ...]:
        return type(self), (self.kind, self.source, self.retry_after)

    @property
    def retryable(self) -> bool:
        """Whether the same recogniser may well manage a moment later."""
        return self.kind in _PASSING

    def sentence(self, language: Language) -> str:
        """What went wrong and what to do, for a person."""
        return _SENTENCES[language][self.kind].format(source=self.source)


class TranscriptionRefused(TranscriptionFailed):
    """No transcript came of it, and only a change of settings, account or recording helps."""

    status: ClassVar[int] = 422
    slug: ClassVar[str] = "transcription-refused"


def failure(kind: FaultKind, source: str, retry_after: float | None = None) -> TranscriptionFailed:
    """The error to raise for a fault of this kind."""
    return (TranscriptionFailed if kind in _PASSING else TranscriptionRefused)(kind, source, retry_after)
