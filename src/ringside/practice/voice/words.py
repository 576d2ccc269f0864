"""What a rep is told when something goes wrong in a spoken call."""

from __future__ import annotations

from typing import Literal

from ringside.dialogue.schemas import Language

Words = Literal[
    "deaf", "mute", "buyer", "moved", "signed_out", "provider_next", "provider_gone", "recording", "unreadable"
]

_TEXTS: dict[Words, dict[Language, str]] = {
    "deaf": {
        "en": "Nobody here turns your speech into words. Type what you say, or let your browser listen.",
        "he": "אין כאן מי שיהפוך את הדיבור שלך למילים. אפשר להקליד, או לתת לדפדפן להקשיב.",
    },
    "mute": {
        "en": "Nobody here speaks the buyer's words in this language. Read them on the screen.",
        "he": "אין כאן מי שיאמר את דברי הלקוח בשפה הזאת. אפשר לקרוא אותם על המסך.",
    },
    "buyer": {
        "en": "The buyer's answer could not be found. Please say it again.",
        "he": "לא נמצאה תשובה של הלקוח. אפשר לומר את זה שוב.",
    },
    "moved": {
        "en": "This call goes on in another tab.",
        "he": "השיחה ממשיכה בלשונית אחרת.",
    },
    "signed_out": {
        "en": "Your session has ended. Sign in again and the call goes on where you were; nothing is lost.",
        "he": "ההתחברות שלך הסתיימה. אפשר להתחבר מחדש והשיחה תמשיך מאותו מקום; דבר לא אבד.",
    },
    "provider_next": {
        "en": "{source} has failed; {next} goes on in its place.",
        "he": "{source} הפסיק לעבוד; {next} ממשיך במקומו.",
    },
    "provider_gone": {
        "en": "{source} has failed and nobody can take its place. You can go on by typing.",
        "he": "{source} הפסיק לעבוד ואין מי שיחליף אותו. אפשר להמשיך בהקלדה.",
    },
    "recording": {
        "en": "The recording cannot be kept any further; the call goes on without it.",
        "he": "אי אפשר להמשיך לשמור את ההקלטה; השיחה ממשיכה בלעדיה.",
    },
    "unreadable": {
        "en": "A message of this page could not be read and was passed over.",
        "he": "הודעה אחת מהדף לא הייתה קריאה ולכן לא טופלה.",
    },
}


def say(language: Language, words: Words, **values: str) -> str:
    """The sentence in this language."""
    return _TEXTS[words][language].format(**values)
