"""Drafts into utterances in call order: times mended, repeats left out, every change noted."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from ringside.calls.imports import labels
from ringside.calls.imports.schemas import Draft, Found, Utterance
from ringside.calls.imports.times import LONGEST
from ringside.calls.imports.wording import Log

LATE = 3600.0
"""A call whose first words come later than this is timed by a clock."""
ADJOINING = 1.0
"""Seconds between captions that still belong together."""


def tidy(found: Found, log: Log) -> tuple[Utterance, ...]:
    """The utterances. Empty when nothing was said."""
    drafts = _with_words(found.drafts, log)
    _mend_times(drafts, found.clock, log)
    drafts = _in_order(drafts, log)
    drafts = _without_repeats(drafts, log)
    if found.format in ("vtt", "srt"):
        drafts = _without_rolling(drafts, log)
    _note(drafts, log)
    return tuple(Utterance(label=d.label, start=d.start, end=d.end, text=d.text, channel=d.channel) for d in drafts)


def _with_words(drafts: Iterable[Draft], log: Log) -> list[Draft]:
    kept: list[Draft] = []
    names: dict[str, str] = {}  # one speaker, one spelling: the first
    for draft in drafts:
        draft.text = " ".join(draft.text.split())
        if not labels.unmarked(draft.text).strip():
            log.add("empty_lines", draft.line or None)
            continue
        if draft.label is not None:
            label = " ".join(labels.unmarked(draft.label).split())[:200]
            draft.label = names.setdefault(labels.key(label), label) if label else None
        kept.append(draft)
    return kept


def _mend_times(drafts: list[Draft], clock: bool, log: Log) -> None:
    starts = [d.start for d in drafts if d.start is not None]
    zero = min(starts, default=0.0)
    if clock or zero >= LATE:
        _count_from(zero if clock else next(iter(starts)), drafts)
        log.add("clock")
    for draft in drafts:
        if draft.start is not None and not abs(draft.start) <= LONGEST:
            draft.start = draft.end = None
        if draft.start is not None and draft.start < 0:
            log.add("negative", draft.line or None)
            draft.start = 0.0
        if draft.end is not None and (draft.start is None or not draft.start <= draft.end <= LONGEST):
            if draft.start is not None:
                log.add("backwards", draft.line or None)
            draft.end = None
        draft.start = None if draft.start is None else round(draft.start, 3)
        draft.end = None if draft.end is None else round(draft.end, 3)


def _count_from(zero: float, drafts: list[Draft]) -> None:
    for draft in drafts:
        draft.start = None if draft.start is None else draft.start - zero
        draft.end = None if draft.end is None else draft.end - zero


def _in_order(drafts: list[Draft], log: Log) -> list[Draft]:
    """By start; what has no time stays behind what it followed."""
    latest = 0.0
    moved = False
    placed: list[tuple[float, Draft]] = []
    last = 0.0
    for draft in drafts:
        if draft.start is not None:
            if draft.start < latest:
                log.add("order", draft.line or None)
                moved = True
            latest = max(latest, draft.start)
            last = draft.start
        placed.append((last, draft))
    return [draft for _, draft in sorted(placed, key=lambda p: p[0])] if moved else drafts


def _without_repeats(drafts: list[Draft], log: Log) -> list[Draft]:
    """Without a line that says the same again, by the same speaker at the same time."""
    kept: list[Draft] = []
    seen: set[tuple[str | None, str, float]] = set()
    for draft in drafts:
        if draft.start is not None:
            told = (draft.label, draft.text, draft.start)
            again = told in seen or (
                bool(kept)
                and (draft.label, draft.text) == (kept[-1].label, kept[-1].text)
                and kept[-1].end is not None
                and draft.start < kept[-1].end
            )
            seen.add(told)
            if again:
                log.add("duplicates", draft.line or None)
                continue
        kept.append(draft)
    return kept


def _without_rolling(drafts: list[Draft], log: Log) -> list[Draft]:
    """Without the words that a caption repeats from the one before, where the whole file rolls so."""
    repeats = [_repeated(before, after) for before, after in pairwise(drafts)]
    rolling = sum(n > 0 for n in repeats)
    if rolling < 3 or 4 * rolling < len(repeats):
        return drafts
    kept = drafts[:1]
    for (before, draft), n in zip(pairwise(drafts), repeats, strict=True):
        if n == 0:
            kept.append(draft)
            continue
        log.add("rolling", draft.line or None)
        fresh = " ".join(draft.text.split(" ")[n:])
        if fresh:
            start = draft.start if before.end is None or draft.start is None else max(draft.start, before.end)
            kept.append(Draft(fresh, draft.label, start, draft.end, draft.channel, draft.line))
    return kept


def _repeated(before: Draft, after: Draft) -> int:
    """With how many of the words that end `before` the caption `after` begins."""
    if before.label != after.label or before.start is None or after.start is None:
        return 0
    if before.end is not None and after.start - before.end > ADJOINING:
        return 0
    old, new = before.text.split(" ")[-60:], after.text.split(" ")[:60]
    for n in range(min(len(old), len(new)), 0, -1):
        if old[-n:] == new[:n] and (n > 1 or len(new) > 1):
            return n
    return 0


def _note(drafts: list[Draft], log: Log) -> None:
    if not drafts:
        return
    if all(d.label is None and d.channel is None for d in drafts):
        log.add("no_speakers")
    untimed = [d for d in drafts if d.start is None]
    if len(untimed) == len(drafts):
        log.add("no_times")
    elif untimed:
        log.count("some_times", len(untimed), untimed[0].line or None)
    latest: tuple[float, str | None] = (0.0, None)
    for draft in drafts:
        if draft.start is not None and draft.start < latest[0] and latest[1] != draft.label:
            log.add("overlap", draft.line or None)
        if draft.end is not None and draft.end > latest[0]:
            latest = (draft.end, draft.label)
