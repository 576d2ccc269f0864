"""The sentences of answers. Hebrew says things in nouns where a verb would have to know a label's gender."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ringside.dialogue.schemas import Language
from ringside.metrics.answer.schema import Fact, Segment

Words = Mapping[str, str]

WORDS: Mapping[Language, Words] = {
    "en": {
        # a value
        "came": "{label} came to {value}{when}.",
        "is": "{label} was {value}{when}.",
        "level": "{label} stood at {value}{when}.",
        "sofar": "{label} has come to {value} so far{when}.",
        "sofar_is": "{label} has been {value} so far{when}.",
        "further": " {label}: {value}.",
        "last": "The last value is {value}, {when}.",
        # held against another value
        "up": "{label} rose {pct} to {value}{when}, from {before}{then}.",
        "down": "{label} fell {pct} to {value}{when}, from {before}{then}.",
        "up_by": "{label} rose by {change} to {value}{when}, from {before}{then}.",
        "down_by": "{label} fell by {change} to {value}{when}, from {before}{then}.",
        "flat": "{label} was practically unchanged: {value}{when} against {before}{then}.",
        "same": "{label} was the same, {value}{when} and{then_bare}.",
        "ratio": "{label} {ratio} to {value}{when}, from {before}{then} ({pct}).",
        "from_nothing": "{label} came to {value}{when}; there was nothing{then}.",
        "no_before": "{label} came to {value}{when}; there is no data{then} to hold it against.",
        "to_nothing": "{label} came to nothing{when}, after {before}{then}.",
        "no_now": "There is no data on {label}{when}; it was {before}{then}.",
        "nearly_doubled": "nearly doubled", "doubled": "doubled", "more_than_doubled": "more than doubled",
        "nearly_tripled": "nearly tripled", "tripled": "tripled", "more_than_tripled": "more than tripled",
        "nearly_quadrupled": "nearly quadrupled", "quadrupled": "quadrupled",
        "more_than_halved": "more than halved", "halved": "was about halved", "nearly_halved": "was nearly halved",
        # targets
        "target_met": "{label} came to {value}{when}, {pct} of the target of {target}: the target is met.",
        "target_missed": "{label} came to {value}{when}, {pct} of the target of {target} and {gap} short of it.",
        "target_rate_met": "{label} was {value}{when}, against a target of {target}: the target is met.",
        "target_rate_missed": "{label} was {value}{when}, against a target of {target}: {gap} short.",
        "limit_kept": "{label} was {value}{when}, within the limit of {target}.",
        "limit_broken": "{label} was {value}{when}, {gap} over the limit of {target}.",
        "target_none": "{label} was {value}{when}. There is no target to hold it against.",
        # a share
        "share": "{name} made up {share} of {label}{when}: {value}.",
        "share_one": "That is {share} of all.",
        # a series
        "series_up": "{label} rose {pct}, from {first} in {start} to {last} in {end}.",
        "series_down": "{label} fell {pct}, from {first} in {start} to {last} in {end}.",
        "series_up_by": "{label} rose by {change}, from {first} in {start} to {last} in {end}.",
        "series_down_by": "{label} fell by {change}, from {first} in {start} to {last} in {end}.",
        "series_ratio": "{label} {ratio}, from {first} in {start} to {last} in {end} ({pct}).",
        "series_flat": "{label} ended where it began: {first} in {start}, {last} in {end}.",
        "series_plain": "{label} went from {first} in {start} to {last} in {end}.",
        "series_one": "{label} came to {value} in {start}; there is only this one period.",
        "peak": " The highest was {high} in {high_at}, the lowest {low} in {low_at}.",
        "peak_end": " That is the highest of the {count} periods; the lowest was {low} in {low_at}.",
        "trough_end": " That is the lowest of the {count} periods; the highest was {high} in {high_at}.",
        "series_total": " Together: {total}.",
        # a ranking
        "leads": "{name} leads with {value}{share}{when}, ahead of {second} with {second_value}.",
        "leads_two": "{name} leads with {value}{share}{when}, {second} follows with {second_value}.",
        "leads_tied": "{name} lead together with {value} each{when}{after}.",
        "after": ", ahead of {second} with {second_value}",
        "trails": "{name} has the lowest {label} with {value}{when}, below {second} with {second_value}.",
        "trails_tied": "{name} together have the lowest {label} with {value} each{when}.",
        "all_equal": "All {count} have the same {label}, {value}{when}.",
        "only": "{name}: {value}{when}.",
        "of_total": " ({share} of all)",
        "last_named": " The last of the {count} shown is {name} with {value}.",
        "first_two": " Together, the first {count} make up {share} of what is shown.",
        "moved_most": " The largest change: {name}, {change}{pct}.",
        "matrix": "At the end, in {end}, {name} leads with {value}, ahead of {second} with {second_value}.",
        "matrix_one": "At the end, in {end}, only {name} has a value: {value}.",
        "matrix_tied": "At the end, in {end}, {name} lead together with {value} each.",
        "matrix_moved": " Since {start}, {mover} moved most: {change}, from {first} to {last}.",
        # a list, nothing
        "list_some": "{count} {rows}, the first of them {names}.",
        "list_all": "{count} {rows}: {names}.",
        "list_one": "One {row}: {names}.",
        "nothing": "There is no data on {label}{when}.",
        "nothing_found": "Nothing matches{when}.",
        "not_begun": "{period} has not begun yet, so there is no data on {label}.",
        "rows": "rows", "row": "row", "and": " and ", "pct_aside": " ({pct})", "scope": " for {names}",
        "scope_rest": " ({tests})", "or": " or ",
        # notes
        "note_few": "Based on only {count} rows: read with care.",
        "note_gaps": "No data for {count} of the periods in between.",
        "note_unknown": "{name} stands for rows in which {label} is not filled in.",
        "note_missing": "{count} rows have no value for {label}.",
        "note_truncated": "Only the first {count} rows are shown; there are more.",
        "note_running": "{period} is still running, with numbers up to {today}.",
        "note_last_running": "The last period, {period}, is not over yet and left out of what is said about the trend.",
        "note_part": "{period} lies only partly in the time asked about, so the trend is told without it.",
        "note_partial": "The comparison is not like for like: {days} days so far against {before_days}.",
        "note_future": "The period reaches into the future; there are numbers only up to {today}.",
        "note_averages": "Values of {label} cannot be added up, so no total is given.",
    },
    "he": {
        "came": "{label}: {value}{when}.",
        "is": "{label}: {value}{when}.",
        "level": "{label}: {value}{when}.",
        "sofar": "{label}: {value} עד כה{when}.",
        "sofar_is": "{label}: {value} עד כה{when}.",
        "further": " {label}: {value}.",
        "last": "הערך האחרון: {value}, {when}.",
        "up": "{label}: {value}{when}, עלייה של {pct} לעומת {before}{then}.",
        "down": "{label}: {value}{when}, ירידה של {pct} לעומת {before}{then}.",
        "up_by": "{label}: {value}{when}, עלייה של {change} לעומת {before}{then}.",
        "down_by": "{label}: {value}{when}, ירידה של {change} לעומת {before}{then}.",
        "flat": "{label}: כמעט ללא שינוי, {value}{when} לעומת {before}{then}.",
        "same": "{label}: ללא שינוי, {value}{when} וגם{then_bare}.",
        "ratio": "{label}: {value}{when}, {ratio} לעומת {before}{then} ({pct}).",
        "from_nothing": "{label}: {value}{when}; לא היה דבר{then}.",
        "no_before": "{label}: {value}{when}; אין נתונים{then} להשוואה.",
        "to_nothing": "אין {label}{when}, אחרי {before}{then}.",
        "no_now": "אין נתונים על {label}{when}; הערך היה {before}{then}.",
        "nearly_doubled": "כמעט פי שניים", "doubled": "פי שניים", "more_than_doubled": "יותר מפי שניים",
        "nearly_tripled": "כמעט פי שלושה", "tripled": "פי שלושה", "more_than_tripled": "יותר מפי שלושה",
        "nearly_quadrupled": "כמעט פי ארבעה", "quadrupled": "פי ארבעה",
        "more_than_halved": "ירידה ביותר מחצי", "halved": "ירידה בכחצי", "nearly_halved": "ירידה של כמעט חצי",
        "target_met": "{label}: {value}{when}, {pct} מהיעד ({target}). היעד הושג.",
        "target_missed": "{label}: {value}{when}, {pct} מהיעד ({target}); חסרים {gap}.",
        "target_rate_met": "{label}: {value}{when}, מול יעד של {target}. היעד הושג.",
        "target_rate_missed": "{label}: {value}{when}, מול יעד של {target}; חסרות {gap}.",
        "limit_kept": "{label}: {value}{when}, בתוך הגבול של {target}.",
        "limit_broken": "{label}: {value}{when}, {gap} מעל הגבול של {target}.",
        "target_none": "{label}: {value}{when}. אין יעד להשוות אליו.",
        "share": "החלק של {name} ב{label}{when}: {share}, {value}.",
        "share_one": "זה {share} מהכול.",
        "series_up": "{label}: עלייה של {pct}, מ־{first} ב{start} ל־{last} ב{end}.",
        "series_down": "{label}: ירידה של {pct}, מ־{first} ב{start} ל־{last} ב{end}.",
        "series_up_by": "{label}: עלייה של {change}, מ־{first} ב{start} ל־{last} ב{end}.",
        "series_down_by": "{label}: ירידה של {change}, מ־{first} ב{start} ל־{last} ב{end}.",
        "series_ratio": "{label}: {ratio}, מ־{first} ב{start} ל־{last} ב{end} ({pct}).",
        "series_flat": "{label}: הסוף כמו ההתחלה, {first} ב{start} ו־{last} ב{end}.",
        "series_plain": "{label}: מ־{first} ב{start} ל־{last} ב{end}.",
        "series_one": "{label}: {value} ב{start}; יש רק תקופה אחת.",
        "peak": " השיא: {high} ב{high_at}; השפל: {low} ב{low_at}.",
        "peak_end": " זה הערך הגבוה ביותר מתוך {count} תקופות; הנמוך ביותר: {low} ב{low_at}.",
        "trough_end": " זה הערך הנמוך ביותר מתוך {count} תקופות; הגבוה ביותר: {high} ב{high_at}.",
        "series_total": " סך הכול: {total}.",
        "leads": "במקום הראשון: {name} עם {value}{share}{when}, לפני {second} עם {second_value}.",
        "leads_two": "במקום הראשון: {name} עם {value}{share}{when}, ואחריו {second} עם {second_value}.",
        "leads_tied": "במקום הראשון יחד: {name} עם {value} כל אחד{when}{after}.",
        "after": ", לפני {second} עם {second_value}",
        "trails": "הנמוך ביותר ({label}): {name} עם {value}{when}, מתחת ל־{second} עם {second_value}.",
        "trails_tied": "הנמוכים ביותר יחד ({label}): {name} עם {value} כל אחד{when}.",
        "all_equal": "לכל ה־{count} אותו ערך ({label}): {value}{when}.",
        "only": "{name}: {value}{when}.",
        "of_total": " ({share} מהכול)",
        "last_named": " האחרון מבין {count} שמוצגים: {name} עם {value}.",
        "first_two": " {count} הראשונים יחד: {share} ממה שמוצג.",
        "moved_most": " השינוי הגדול ביותר: {name}, {change}{pct}.",
        "matrix": "בסוף, ב{end}, במקום הראשון: {name} עם {value}, לפני {second} עם {second_value}.",
        "matrix_one": "בסוף, ב{end}, יש ערך רק ל{name}: {value}.",
        "matrix_tied": "בסוף, ב{end}, במקום הראשון יחד: {name} עם {value} כל אחד.",
        "matrix_moved": " מאז {start} השינוי הגדול ביותר: {mover}, {change}, מ־{first} ל־{last}.",
        "list_some": "{count} {rows}, הראשונים שבהם: {names}.",
        "list_all": "{count} {rows}: {names}.",
        "list_one": "{row}: {names}.",
        "nothing": "אין נתונים על {label}{when}.",
        "nothing_found": "לא נמצא דבר{when}.",
        "not_begun": "{period} עוד לא התחיל: אין נתונים על {label}.",
        "rows": "שורות", "row": "שורה אחת", "and": " ו־", "pct_aside": " ({pct})", "scope": " של {names}",
        "scope_rest": " ({tests})", "or": " או ",
        "note_few": "מבוסס על {count} שורות בלבד: יש לקרוא בזהירות.",
        "note_gaps": "אין נתונים עבור {count} מהתקופות שבאמצע.",
        "note_unknown": "{name} מציין שורות שבהן {label} לא מולא.",
        "note_missing": "ב־{count} שורות אין ערך עבור {label}.",
        "note_truncated": "מוצגות רק {count} השורות הראשונות; יש עוד.",
        "note_running": "{period} עדיין בעיצומה, והמספרים הם עד {today}.",
        "note_last_running": "התקופה האחרונה, {period}, עוד לא הסתיימה ולכן לא נכללת במה שנאמר על המגמה.",
        "note_part": "{period} נמצא רק בחלקו בזמן שנשאל, ולכן לא נכלל במה שנאמר על המגמה.",
        "note_partial": "ההשוואה אינה בין תקופות שוות: {days} ימים עד כה מול {before_days}.",
        "note_future": "התקופה נמשכת אל העתיד; יש מספרים רק עד {today}.",
        "note_averages": "אי אפשר לסכום ערכים של {label}, ולכן לא ניתן סך הכול.",
    },
}  # fmt: skip

_SIGNS = "+-\N{MINUS SIGN}\N{LEFT-TO-RIGHT MARK}"


def unsigned(text: str) -> str:
    """A change as it stands beside a word that says its direction."""
    return text.lstrip(_SIGNS)


def shown(fact: Fact, *, bare: bool = False) -> Segment:
    """A fact as a piece of a sentence; bare, without its sign."""
    return Segment(text=unsigned(fact.text) if bare else fact.text, fact=fact.id)


def say(language: Language, key: str, *, bare: bool = True, **parts: Any) -> tuple[Segment, ...]:
    """A sentence with its parts put in. Facts of change lose their sign where the sentence has a direction."""
    return filled(WORDS[language][key], bare=bare, **parts)


def filled(text: str, *, bare: bool, **parts: Any) -> tuple[Segment, ...]:
    """A template with its parts put in."""
    out: list[Segment] = []
    while text:
        before, brace, rest = text.partition("{")
        if before:
            out.append(Segment(text=before))
        if not brace:
            break
        name, _, text = rest.partition("}")
        part = parts[name]
        if isinstance(part, str):
            out += [Segment(text=part)] if part else []
        elif isinstance(part, Fact):
            out.append(shown(part, bare=bare and part.role == "change"))
        elif part is not None:
            out += part
    return merged(out)


def merged(segments: Sequence[Segment]) -> tuple[Segment, ...]:
    """The same with neighbouring plain words joined."""
    out: list[Segment] = []
    for each in segments:
        if out and each.fact is None and out[-1].fact is None:
            out[-1] = Segment(text=out[-1].text + each.text)
        else:
            out.append(each)
    return tuple(out)


def joined(parts: Sequence[Sequence[Segment]], language: Language) -> tuple[Segment, ...]:
    """A, B and C."""
    out: list[Segment] = []
    for place, part in enumerate(parts):
        if place:
            out.append(Segment(text=WORDS[language]["and"] if place == len(parts) - 1 else ", "))
        out += part
    return merged(out)
