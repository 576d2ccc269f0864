"""What is said to the person about a transcript: notes on what was mended, and why one could not be read."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ringside.calls.imports.schemas import Note
from ringside.core.errors import Invalid
from ringside.dialogue.schemas import Language

# kind: (what is wrong, what to do)
_BAD: dict[Language, dict[str, tuple[str, str]]] = {
    "en": {
        "empty": ("The transcript is empty.", "Paste or upload one that holds what was said."),
        "silent": ("No spoken words were found in it.", "Check that this is the transcript and not another file."),
        "sound": ("This is a recording, not a transcript.", "Upload it as a recording."),
        "document": (
            "This is a document or archive, not plain text.",
            "Open it, save it as plain text, VTT or SRT, or copy its words and paste them.",
        ),
        "binary": ("This is not a text file.", "Upload a transcript as text, VTT, SRT, CSV or JSON."),
        "json": ("The JSON is broken: {why}.", "Export it again, or repair it at that place."),
        "shape": (
            "This JSON holds no list of things said that could be recognised.",
            'Give a list like [{{"speaker": "Rep", "text": "Hello"}}], or an export as it was.',
        ),
        "timeline": (
            "This Zoom timeline tells who spoke when, not what was said.",
            "Use the transcript of the recording (VTT or JSON) instead.",
        ),
        "columns": (
            "The table has no column with what was said.",
            "Name the columns in the first line, for example: start,speaker,text.",
        ),
        "format": ("The format “{name}” is not known.", "Leave it out, or name one of: {known}."),
        "mismatch": ("This does not look like {name}.", "Leave the format out to have it recognised."),
        "large": ("The transcript is larger than {limit} MB.", "Split it, or leave out the timing of single words."),
    },
    "he": {
        "empty": ("התמליל ריק.", "הדביקו או העלו תמליל שיש בו את מה שנאמר."),
        "silent": ("לא נמצאו בו מילים שנאמרו.", "בדקו שזה התמליל ולא קובץ אחר."),
        "sound": ("זו הקלטה, לא תמליל.", "העלו אותה כהקלטה."),
        "document": (
            "זה מסמך או ארכיון, לא טקסט פשוט.",
            "פתחו אותו ושמרו כטקסט פשוט, VTT או SRT, או העתיקו את המילים והדביקו אותן.",
        ),
        "binary": ("זה אינו קובץ טקסט.", "העלו תמליל כטקסט, VTT, SRT, CSV או JSON."),
        "json": ("קובץ ה־JSON פגום: {why}.", "ייצאו אותו שוב, או תקנו אותו במקום הזה."),
        "shape": (
            "לא נמצאה ב־JSON הזה רשימה של דברים שנאמרו.",
            'תנו רשימה כמו [{{"speaker": "נציג", "text": "שלום"}}], או ייצוא כפי שהוא.',
        ),
        "timeline": (
            "ציר הזמן הזה של Zoom אומר מי דיבר ומתי, ולא מה נאמר.",
            "השתמשו בתמליל של ההקלטה (VTT או JSON).",
        ),
        "columns": ("אין בטבלה עמודה של מה שנאמר.", "תנו שמות לעמודות בשורה הראשונה, למשל: זמן,דובר,טקסט."),
        "format": ("המבנה “{name}” אינו מוכר.", "השמיטו אותו, או כתבו אחד מאלה: {known}."),
        "mismatch": ("זה לא נראה כמו {name}.", "השמיטו את שם המבנה כדי שיזוהה לבד."),
        "large": ("התמליל גדול מ־{limit} מ״ב.", "פצלו אותו, או השמיטו את הזמנים של מילים בודדות."),
    },
}
_NOTES: dict[Language, dict[str, str]] = {
    "en": {
        "controls": "Control characters left out: {n}.",
        "undecodable": "Unreadable characters, shown as �: {n}.",
        "code_page": "Read as {name}; save as UTF-8 if letters look wrong.",
        "no_speakers": "No speakers are named, so it has to be said who the rep is.",
        "no_times": "There are no times, so shares are counted in words.",
        "some_times": "Lines without a time: {n}.",
        "negative": "Times before the start, set to the start: {n}.",
        "backwards": "Ends before their own start, left out: {n}.",
        "order": "Lines out of order, put in order by time: {n}.",
        "duplicates": "Repeated lines left out: {n}.",
        "rolling": "Captions that repeated the words before them; the repeats are left out: {n}.",
        "overlap": "Lines that overlap in time, with their times kept: {n}.",
        "clock": "Times are of a clock; they now count from the first words.",
        "unread": "Lines that are not part of what was said, left out: {n}.",
        "empty_lines": "Lines without words, left out: {n}.",
        "untold": "Items that could not be read, left out: {n}.",
        "several": "Of several calls in the file the first was taken; calls: {n}.",
        "taken": "This file holds text, so it was read as a transcript.",
        "unplayable": "This recording could not be played, so only the transcript is used. {why}",
        "heard_no_speakers": "This recogniser does not tell voices apart: it has to be said who the rep is.",
        "heard_no_noise_reduction": "Noise reduction was asked for, which this recogniser does not have.",
        "heard_other_language": "The language sounded like neither English nor Hebrew.",
        "heard_nothing_said": "No words were recognised in the recording.",
        "heard_speakers_by_piece": "Voices were told apart anew in each piece: check who says what.",
    },
    "he": {
        "controls": "תווי בקרה שהושמטו: {n}.",
        "undecodable": "תווים שלא ניתן לקרוא, ומוצגים כ־�: {n}.",
        "code_page": "נקרא כ־{name}; אם האותיות נראות שגויות, שמרו כ־UTF-8.",
        "no_speakers": "אין שמות דוברים, ולכן צריך לומר מי הנציג.",
        "no_times": "אין זמנים, ולכן החלקים נספרים במילים.",
        "some_times": "שורות בלי זמן: {n}.",
        "negative": "זמנים שלפני ההתחלה והוזזו אליה: {n}.",
        "backwards": "סיומים שקדמו להתחלה שלהם והושמטו: {n}.",
        "order": "שורות שלא היו בסדר וסודרו לפי הזמן: {n}.",
        "duplicates": "שורות שחזרו על עצמן והושמטו: {n}.",
        "rolling": "כתוביות שחזרו על המילים שלפניהן, והחזרות הושמטו: {n}.",
        "overlap": "שורות חופפות בזמן, שזמניהן נשמרו: {n}.",
        "clock": "הזמנים הם של שעון; עכשיו הם נספרים מהמילים הראשונות.",
        "unread": "שורות שאינן חלק ממה שנאמר והושמטו: {n}.",
        "empty_lines": "שורות בלי מילים שהושמטו: {n}.",
        "untold": "פריטים שלא ניתן לקרוא והושמטו: {n}.",
        "several": "מבין כמה שיחות בקובץ נלקחה הראשונה; שיחות: {n}.",
        "taken": "הקובץ מכיל טקסט, ולכן הוא נקרא כתמליל.",
        "unplayable": "אי אפשר לנגן את ההקלטה הזאת, ולכן נעשה שימוש רק בתמליל. {why}",
        "heard_no_speakers": "התמלול הזה אינו מבדיל בין קולות: צריך לומר מי הנציג.",
        "heard_no_noise_reduction": "התבקש סינון רעשים, אך בתמלול הזה אין.",
        "heard_other_language": "השפה נשמעה לא כאנגלית ולא כעברית.",
        "heard_nothing_said": "לא זוהו מילים בהקלטה.",
        "heard_speakers_by_piece": "הקולות הובחנו מחדש בכל קטע: בדקו מי אומר מה.",
    },
}
_LINE: dict[Language, str] = {"en": "line {n}", "he": "שורה {n}"}
_FILE: dict[Language, str] = {"en": "the whole file", "he": "הקובץ כולו"}


class BadTranscript(Invalid):
    """A transcript that cannot be used: what is wrong, in which line, and what to do."""

    slug, title = "bad-transcript", "The transcript could not be read"

    def __init__(self, kind: str, *, line: int | None = None, language: Language = "en", **slots: Any) -> None:
        what, remedy = _BAD[language][kind]
        what = what.format(**slots)
        remedy = remedy.format(**slots)
        where = _LINE[language].format(n=line) if line else None
        detail = f"{where[0].upper()}{where[1:]}: {what} {remedy}" if where else f"{what} {remedy}"
        super().__init__(detail, kind=kind, what=what, remedy=remedy, where=where)
        self.kind = kind
        self._again = {"line": line, "language": language, **slots}

    def spoken_in(self, language: Language) -> BadTranscript:
        """The same refusal in another language."""
        return BadTranscript(self.kind, **{**self._again, "language": language})

    def __reduce__(self) -> tuple[Any, ...]:
        # Transcripts are read in a helper process: the refusal travels.
        return partial(BadTranscript, self.kind, **self._again), ()


@dataclass
class Log:
    """What was noticed while reading: per kind how often, and where first."""

    seen: dict[str, tuple[int, int | None, dict[str, Any]]] = field(default_factory=dict)

    def add(self, kind: str, line: int | None = None, **slots: Any) -> None:
        """Notice something, once more if it was noticed before."""
        self.count(kind, 1, line, **slots)

    def count(self, kind: str, n: int, line: int | None = None, **slots: Any) -> None:
        before, first, known = self.seen.get(kind, (0, line, slots))
        self.seen[kind] = (before + n, first, known)

    def notes(self, language: Language) -> tuple[Note, ...]:
        """For people, in the order in which things were noticed."""
        return tuple(note(kind, language, line=line, n=n, **slots) for kind, (n, line, slots) in self.seen.items())


def note(code: str, language: Language, *, line: int | None = None, where: str = "", **slots: Any) -> Note:
    """What was noticed, in words. Without a line and a place of its own it is about the whole file."""
    place = _LINE[language].format(n=line) if line else where or _FILE[language]
    return Note(where=place, what=_NOTES[language][code].format(**slots), code=code, line=line, slots=slots)


def reworded(known: Note, language: Language) -> Note:
    """The same note in another language; one without a code stays as it was written."""
    if known.code not in _NOTES[language]:
        return known
    where = "" if known.where in _FILE.values() else known.where
    return note(known.code, language, line=known.line, where=where, **known.slots)
