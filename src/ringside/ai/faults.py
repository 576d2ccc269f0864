"""What can go wrong at a model, in words for people. Never holds a provider's own text: that may quote a key."""

from __future__ import annotations

from enum import StrEnum


class FaultKind(StrEnum):
    """Why a model gave no usable answer."""

    RATE_LIMITED = "rate_limited"
    UNAVAILABLE = "unavailable"
    UNREACHABLE = "unreachable"
    GARBLED = "garbled"
    TIMEOUT = "timeout"
    CUT = "cut"
    SILENT = "silent"
    MISSING_MODEL = "missing_model"
    BAD_KEY = "bad_key"
    QUOTA = "quota"
    REJECTED = "rejected"
    FILTERED = "filtered"
    UNUSABLE = "unusable"
    MISCONFIGURED = "misconfigured"
    RESTING = "resting"
    BUSY = "busy"


_RETRYABLE = {FaultKind.RATE_LIMITED, FaultKind.UNAVAILABLE, FaultKind.UNREACHABLE, FaultKind.GARBLED, FaultKind.CUT}
# A key, a name or an account does not mend itself within a call: rest at once instead of paying a round trip each time.
_LASTING = {FaultKind.MISSING_MODEL, FaultKind.BAD_KEY, FaultKind.QUOTA, FaultKind.MISCONFIGURED}
_SICK = {
    FaultKind.UNAVAILABLE,
    FaultKind.UNREACHABLE,
    FaultKind.GARBLED,
    FaultKind.TIMEOUT,
    FaultKind.CUT,
    FaultKind.SILENT,
}
_WORKED = {FaultKind.TIMEOUT, FaultKind.CUT, FaultKind.SILENT, FaultKind.GARBLED}


class Fault(Exception):
    """One failed try. `retry_after` is the seconds the provider asked for, if it did."""

    def __init__(self, kind: FaultKind, retry_after: float | None = None) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.retry_after = retry_after

    @property
    def retryable(self) -> bool:
        """Whether the same model may well answer a moment later."""
        return self.kind in _RETRYABLE

    @property
    def lasting(self) -> bool:
        """Whether only a change of configuration or account helps."""
        return self.kind in _LASTING

    @property
    def charged(self) -> bool:
        """Whether the provider may have worked on the request, and so may charge for it."""
        return self.kind in _WORKED

    @property
    def sick(self) -> bool:
        """Whether this speaks of the provider's health rather than of this one question."""
        return self.kind in _SICK


_SENTENCES: dict[str, dict[FaultKind, str]] = {
    "en": {
        FaultKind.RATE_LIMITED: "{model} is over its rate limit.",
        FaultKind.UNAVAILABLE: "{model} has a fault on its side.",
        FaultKind.UNREACHABLE: "{model} could not be reached.",
        FaultKind.GARBLED: "{model} sent something unreadable.",
        FaultKind.TIMEOUT: "{model} did not answer in time.",
        FaultKind.CUT: "The connection to {model} broke off.",
        FaultKind.SILENT: "{model} fell silent in the middle of its answer.",
        FaultKind.MISSING_MODEL: "{model} is not known to its provider.",
        FaultKind.BAD_KEY: "{model} refused the key.",
        FaultKind.QUOTA: "The account behind {model} is used up.",
        FaultKind.REJECTED: "{model} refused the request.",
        FaultKind.FILTERED: "{model} declined to answer.",
        FaultKind.UNUSABLE: "{model} did not give a usable answer.",
        FaultKind.MISCONFIGURED: "{model} is not set up completely.",
        FaultKind.RESTING: "{model} failed a moment ago and is left alone for now.",
        FaultKind.BUSY: "The line at {model} is too long.",
    },
    "he": {  # each starts with a Hebrew word, so that a browser takes the line for right-to-left
        FaultKind.RATE_LIMITED: "המודל {model} עבר את מכסת הבקשות שלו.",
        FaultKind.UNAVAILABLE: "למודל {model} יש תקלה בצד שלו.",
        FaultKind.UNREACHABLE: "לא ניתן להגיע אל המודל {model}.",
        FaultKind.GARBLED: "המודל {model} שלח תשובה שאי אפשר לקרוא.",
        FaultKind.TIMEOUT: "המודל {model} לא ענה בזמן.",
        FaultKind.CUT: "החיבור אל המודל {model} נותק.",
        FaultKind.SILENT: "המודל {model} השתתק באמצע התשובה.",
        FaultKind.MISSING_MODEL: "המודל {model} אינו מוכר לספק שלו.",
        FaultKind.BAD_KEY: "המודל {model} דחה את המפתח.",
        FaultKind.QUOTA: "היתרה בחשבון של המודל {model} נגמרה.",
        FaultKind.REJECTED: "המודל {model} דחה את הבקשה.",
        FaultKind.FILTERED: "המודל {model} סירב לענות.",
        FaultKind.UNUSABLE: "המודל {model} לא נתן תשובה שאפשר להשתמש בה.",
        FaultKind.MISCONFIGURED: "המודל {model} לא הוגדר עד הסוף.",
        FaultKind.RESTING: "המודל {model} נכשל לפני רגע ולכן לא נשאל עכשיו.",
        FaultKind.BUSY: "התור אל המודל {model} ארוך מדי.",
    },
}

_BUILTIN = {"en": "This is the built-in answer.", "he": "זו התשובה המובנית."}
_TENANT_BUDGET = {
    "en": "The company's model budget for this month is used up.",
    "he": "תקציב המודלים של החברה לחודש זה נוצל.",
}
_USER_BUDGET = {
    "en": "Your model budget for this month is used up.",
    "he": "תקציב המודלים שלך לחודש זה נוצל.",
}
_LENGTH = {
    "en": "The text reached its length limit.",
    "he": "הטקסט הגיע למגבלת האורך.",
}


def sentence(kind: FaultKind, model: str, language: str) -> str:
    """What went wrong at this model, in the caller's language."""
    return _SENTENCES.get(language, _SENTENCES["en"])[kind].format(model=model)


def builtin_sentence(language: str) -> str:
    return _BUILTIN.get(language, _BUILTIN["en"])


def length_sentence(language: str) -> str:
    return _LENGTH.get(language, _LENGTH["en"])


def budget_sentence(whose: str, language: str) -> str:
    words = _TENANT_BUDGET if whose == "tenant" else _USER_BUDGET
    return words.get(language, words["en"])
