"""CSV and other tables: finds the separator and what each column is, by its name or by what stands in it."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Collection, Iterator, Mapping

from ringside.calls.imports import labels, things_said
from ringside.calls.imports.schemas import Draft, Found
from ringside.calls.imports.times import seconds
from ringside.calls.imports.wording import BadTranscript, Log
from ringside.dialogue import language as lang

SEPARATORS = (",", ";", "\t", "|")
_NAMES: Mapping[str, Collection[str]] = {
    "text": [
        "text",
        "transcript",
        "utterance",
        "content",
        "message",
        "sentence",
        "said",
        "speech",
        "words",
        "phrase",
        "line",
        "transcription",
        "body",
        "caption",
        "comment",
        "טקסט",
        "תמליל",
        "תוכן",
        "משפט",
        "הודעה",
        "דברים",
        "אמירה",
        "מלל",
    ],
    "speaker": [
        "speaker",
        "who",
        "name",
        "participant",
        "role",
        "label",
        "agent",
        "channel",
        "author",
        "user",
        "party",
        "person",
        "speakername",
        "sender",
        "from",
        "talker",
        "דובר",
        "דוברת",
        "שם",
        "תפקיד",
        "משתתף",
        "מי",
    ],
    "start": [
        "start",
        "time",
        "begin",
        "timestamp",
        "from",
        "offset",
        "starttime",
        "start_time",
        "in",
        "timecode",
        "ts",
        "t",
        "begintime",
        "startms",
        "התחלה",
        "זמן",
        "שעה",
        "מתחיל",
        "תחילת",
        "החל",
    ],
    "end": ["end", "stop", "to", "until", "finish", "endtime", "end_time", "out", "endms", "סוף", "סיום", "עד"],
    "lasts": ["duration", "length", "dur", "lasts", "משך", "אורך"],
}
csv.field_size_limit(1 << 30)  # one cell may hold a whole call
_THOUSANDTHS = re.compile(r"\bms\b|_ms\b|milli|אלפיות", re.IGNORECASE)


def is_table(content: str, *, named: bool) -> bool:
    """Whether the head of a text is a table of what was said. `named`: its file says so."""
    first = next((line for line in content.split("\n") if line.strip()), "")
    separator = separator_of(content)
    if separator is None or len(first) > 2_000:
        return False
    columns = header(next(csv.reader([first], delimiter=separator), []))
    return ("text" in columns and len(columns) > 1) or named


def separator_of(content: str) -> str | None:
    """The separator that cuts the first lines alike into most columns."""
    lines = [line[:2_000] for line in content[:100_000].split("\n", 30)[:30] if line.strip()][:20]
    best: tuple[float, str | None] = (0.0, None)
    for separator in SEPARATORS:
        sizes = [len(row) for row in csv.reader(lines, delimiter=separator) if row]
        if sizes and sizes[0] > 1:
            alike = sum(size == sizes[0] for size in sizes) / len(sizes)
            best = max(best, (alike * 10 + sizes[0], separator), key=lambda b: b[0])
    return best[1]


def header(cells: list[str]) -> dict[str, int]:
    """Which column is what, by the names in the first line; {} when it names none."""
    found: dict[str, int] = {}
    taken: set[int] = set()
    names = [lang.words(cell.replace("_", " ").replace("-", " ")) for cell in cells]
    if any(len(words) > 5 for words in names):
        return {}
    # A longer match says more: "start time" is a start, "end time" an end, "speaker role" a speaker.
    for kind in ("end", "lasts", "start", "text", "speaker"):
        for column, words in enumerate(names):
            joined = "".join(words)
            if column not in taken and (
                joined in _NAMES[kind] or any(w.removeprefix("ה") in _NAMES[kind] or w in _NAMES[kind] for w in words)
            ):
                found[kind] = column
                taken.add(column)
                break
    return found


def read(text: str, log: Log) -> Found:
    """One draft per row. Raises BadTranscript when no column holds words."""
    text = re.sub(r"^sep=.\n", "", text.lstrip())
    separator = separator_of(text) or ","
    rows = _rows(text, separator)
    if not rows:
        raise BadTranscript("silent")
    names = rows[0][1]
    columns = header(names)
    if "text" in columns:
        body = rows[1:]
    else:
        body, columns = (rows[1:] if columns else rows), _by_content(rows[1:] if columns else rows)
    if "text" not in columns:
        raise BadTranscript("columns", line=rows[0][0])
    drafts, clock = _drafts(body, columns, log)
    _scale(drafts, names, columns)
    return Found("csv", drafts, clock=clock)


def _rows(text: str, separator: str) -> list[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text), delimiter=separator)
    return [(number, row) for number, row in _numbered(reader) if any(cell.strip() for cell in row)]


def _numbered(reader: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    line = 1
    while True:
        try:
            row = next(reader)
        except StopIteration:
            return
        except csv.Error:
            continue
        yield line, row
        line = getattr(reader, "line_num", line) + 1


def _by_content(rows: list[tuple[int, list[str]]]) -> dict[str, int]:
    """Without a header: the wordiest column is the text, a few names over and over are speakers, times show."""
    sample = [row for _, row in rows[:200]]
    width = max((len(row) for row in sample), default=0)
    found: dict[str, int] = {}
    cells = [[row[c].strip() for row in sample if c < len(row)] for c in range(width)]
    timed = [bool(col) and sum(seconds(cell)[0] is not None for cell in col) > 0.8 * len(col) for col in cells]
    wordy = [0 if t else sum(len(cell.split()) for cell in col) for t, col in zip(timed, cells, strict=True)]
    if not wordy or max(wordy) == 0:
        return {}
    found["text"] = max(range(width), key=lambda c: wordy[c])
    for c, column in enumerate(cells):
        if timed[c]:
            found.setdefault("end" if "start" in found else "start", c)
        elif c != found["text"] and column and _names(column):
            found.setdefault("speaker", c)
    return found if wordy[found["text"]] > len(sample) or len(found) > 1 else {}


def _names(column: list[str]) -> bool:
    """Whether these are a few names over and over."""
    return all(labels.could_name(cell) for cell in column if cell) and len(set(column)) <= max(2, len(column) // 2)


def _drafts(rows: list[tuple[int, list[str]]], columns: dict[str, int], log: Log) -> tuple[list[Draft], bool]:
    drafts: list[Draft] = []
    clock = False
    for line, row in rows:
        told = {kind: row[c].strip() if c < len(row) else "" for kind, c in columns.items()}
        if not told["text"]:
            log.add("empty_lines", line)
            continue
        (start, of_clock), (end, _) = seconds(told.get("start")), seconds(told.get("end"))
        lasts = seconds(told.get("lasts"))[0]
        if end is None and start is not None and lasts is not None:
            end = start + lasts
        clock = clock or of_clock
        drafts.append(Draft(told["text"], labels.clean(told.get("speaker", "")) or None, start, end, line=line))
    return drafts, clock


def _scale(drafts: list[Draft], names: list[str], columns: dict[str, int]) -> None:
    """Milliseconds into seconds: where the column's name says so, or where seconds would make no sense."""
    named = any(
        _THOUSANDTHS.search(names[c]) for kind, c in columns.items() if kind in ("start", "end") and c < len(names)
    )
    if named or things_said.thousandths(drafts):
        for draft in drafts:
            draft.start = None if draft.start is None else draft.start / 1000
            draft.end = None if draft.end is None else draft.end / 1000
