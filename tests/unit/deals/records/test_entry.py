"""A line of quick entry, in English and Hebrew: what it was, when, with whom, about what."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.records import moments
from ringside.deals.records.entry import Known, read
from ringside.deals.records.moments import Clock
from ringside.dialogue.language import fold

NOW = datetime(2026, 11, 21, 18, tzinfo=ZoneInfo("Asia/Jerusalem"))  # a Saturday
KNOWN = [
    Known("dana", "Dana Cohen", "dana@harel.example.com", near=True),
    Known("dana2", "Dana Levi"),
    Known("omer", "Omer Shaked"),
    Known("will", "Will Smith"),
    Known("rina", "רינה כהן"),
]


@pytest.mark.parametrize(
    ("line", "kind", "at", "direction", "people", "subject"),
    [
        ("call with Dana yesterday 15:00 about pricing", "call", "11-20 15:00", None, ["dana"], "pricing"),
        ("Met Omer Shaked last Monday at 3 about security. OK", "meeting", "11-16 15:00", None, ["omer"], "security"),
        ("I emailed Omer 2 days ago re: contract", "email", "11-19 12:00", "out", ["omer"], "contract"),
        ("Omer called me back this morning", "call", "11-21 18:00", "in", ["omer"], ""),
        ("got an email from Dana Levi on Nov 3", "email", "11-03 12:00", "in", ["dana2"], ""),
        ("demo next Tuesday 10:30 with Dana", "meeting", "11-24 10:30", None, ["dana"], ""),
        ("meeting on Friday at 3pm", "meeting", "11-27 15:00", None, [], ""),
        ("todo: send the proposal on Nov 30", "task", "11-30 09:00", None, [], ""),
        ("call 19/11 9:15 dana@harel.example.com", "call", "11-19 09:15", None, ["dana"], ""),
        ("דיברתי עם רינה אתמול ב-15:00 על המחיר", "call", "11-20 15:00", None, ["rina"], "המחיר"),
        ("פגישה עם רינה כהן ביום שני הבא בשעה 10", "meeting", "11-23 10:00", None, ["rina"], ""),
        ("שלחתי מייל לרינה לפני יומיים", "email", "11-19 12:00", "out", ["rina"], ""),
        ("They want 20% off, the budget is 3.5 million", "note", "11-21 18:00", None, [], ""),
        ("we sat with 12 users at 5 sites and it may rain", "note", "11-21 18:00", None, [], ""),
    ],
)  # fmt: skip
def test_a_line_is_read(line, kind, at, direction, people, subject):
    found = read(line, NOW, KNOWN)
    assert (found.kind, f"{found.at:%m-%d %H:%M}", found.direction) == (kind, at, direction)
    assert [contact for contact, _ in found.people] == people
    assert found.subject == subject


def test_who_is_not_sure_is_asked_about():
    two = [Known("a", "Dana Cohen"), Known("b", "Dana Levi")]
    found = read("call with Dana and Peter Pan", NOW, two)
    assert found.people == ()
    assert [(one.name, one.candidates) for one in found.unsure] == [("Dana", ("a", "b")), ("Peter Pan", ())]
    unknown = read("email to omer@elsewhere.example.com", NOW, KNOWN)
    assert (unknown.people, unknown.unsure[0].name) == ((), "omer@elsewhere.example.com")


def test_small_words_are_not_people():
    assert read("Dana said he will think about it", NOW, KNOWN).people == (("dana", "with"),)
    assert read("spoke to will", NOW, KNOWN).people == (("will", "with"),)


def test_how_long_it_took():
    assert read("demo for 45 min", NOW, []).duration_s == 2700
    assert read("שיחה של חצי שעה", NOW, []).duration_s == 1800
    assert read("call in 2 hours", NOW, []).duration_s is None


def test_whether_the_day_or_the_month_comes_first():
    assert read("call 3/4", NOW, []).at.date().isoformat() == "2026-04-03"
    assert read("call 3/4", NOW, [], month_first=True).at.date().isoformat() == "2026-03-04"
    assert read("call 11/20", NOW, []).at.date().isoformat() == "2026-11-20"


@given(st.text(max_size=200))
def test_no_line_is_too_odd(line):
    found = read(line, NOW, KNOWN)
    assert all(0 <= start < end <= len(line) for _, start, end in found.spans)


@given(st.integers(-400, 400))
def test_a_written_day_is_that_day(days):
    day = (NOW + timedelta(days=days)).date()
    for line in (f"{day.isoformat()}", f"{day.day}.{day.month}.{day.year}", f"{day:%B} {day.day}, {day.year}"):
        when = moments.read(fold(line).text, Clock(NOW))
        assert when is not None
        assert when.at.date() == day
