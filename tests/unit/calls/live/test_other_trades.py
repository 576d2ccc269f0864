"""What calls of other trades taught: customers who balk, names by their sound, words that are no names."""

from __future__ import annotations

import pytest

from ringside.calls.live import rivals
from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.cues import Cues
from ringside.calls.live.ports import Resistance
from ringside.dialogue.schemas import Turn
from unit.calls.live.cue_kit import fresh, heard, turns

TALK = ["R so how do you plan the routes today", "C mostly by hand and it takes a morning", "R okay and who does it"]


def resisting(text: str, language: str) -> Resistance:
    """A second reader that hears resistance in anything."""
    return Resistance("trust", 0.9)


def hears(line: str, language: str = "en") -> list[tuple[str, str]]:
    _, told = heard(Briefing(language=language, resists=resisting), turns([*TALK, line]))  # type: ignore[arg-type]
    return [(cue.kind, cue.case) for cue in fresh(told)]


@pytest.mark.parametrize(
    ("line", "language", "case"),
    [
        ("C i do but honestly i'd rather wait until the new depot is open", "en", "timing"),
        ("C me and nobody is ever going to sign that off upstairs", "en", "authority"),
        ("C my lot think these pilots are a waste", "en", "need"),
        ("C me but the cloud thing scares the hell out of me", "en", "trust"),
        ("C me but there's no budget left this year", "en", "price"),
        ("C look we're not taking on any more suppliers", "en", "not_interested"),
        ("C me and i've been burned by that once", "en", "trust"),
        ("C אני אבל התקציב קפוא עד הקיץ", "he", "price"),
        ("C אני אבל הבוס שלנו בחיים לא יאשר דבר כזה", "he", "authority"),
        ("C אני ואנחנו לא מחליפים מערכת לפני הקיץ", "he", "timing"),
    ],
)
def test_a_customer_who_balks_objects_even_in_an_answer(line, language, case):
    assert hears(line, language) == [("objection", case)]


@pytest.mark.parametrize(
    "line",
    [
        "C my brother in law says the whole thing is a waste",
        "C when we started that used to frighten the life out of me",
        "C it doesn't scare me",
        "C me and today's fine for me",
        "C then you send the security pack",
        "C the column doesn't send an email",
    ],
)
def test_what_others_say_and_what_is_denied_is_left_alone(line):
    assert hears(line) == []


@pytest.mark.parametrize(
    ("text", "names", "found"),
    [
        ("the henry shine rep comes by", ["Henry Schein"], ["Henry Schein"]),
        ("we had rand stadt in last week", ["Randstad"], ["Randstad"]),
        ("sea dent we've used for years", ["Cdent"], ["Cdent"]),
        ("they sent us a box", ["Cintas"], []),
        ("that's clever", ["Clover"], []),
        ("it goes out the next work day", ["Workday"], []),
        ("we have work day for the salaries", ["Workday"], ["Workday"]),
        ("my uncle schindler had a van", ["Schindler"], []),
        ("we've been on zero for years", ["Xero"], ["Xero"]),
        ("the zero is the hard part", ["Xero"], []),
        ("we came with the tide", ["Tide"], []),
        ("is the tide quote cheaper", ["Tide"], ["Tide"]),
        ("can we do it with you monday morning", ["Monday"], []),
    ],
)
def test_names_by_their_sound_and_words_that_are_none(text, names, found):
    known = [Rival(name) for name in names]
    assert [rival.name for rival, _, _ in rivals.named(text, known, "en")] == found


def test_hebrew_words_with_an_owner_or_a_quality_are_no_names():
    known = [Rival("פועלים"), Rival("משוב")]
    assert list(rivals.named("עם הפועלים שלי אין בעיה ונתנו לנו את משוב טוב", known, "he")) == []
    assert [r.name for r, _, _ in rivals.named("אנחנו עובדים עם משוב שנים", known, "he")] == ["משוב"]


def test_a_customer_is_cut_off_though_the_recogniser_cut_the_reps_phrase_there():
    cues = Cues(Briefing())
    for index, (speaker, text, start, end) in enumerate(
        [("rep", "so " * 20, 0.0, 8.0), ("customer", "sorry just", 7.0, 7.8), ("rep", "and " * 20, 8.2, 15.0)]
    ):
        told = cues.turn(Turn(index=index, speaker=speaker, text=text, start=start, end=end), end + 0.5)
    assert [cue.kind for cue in told] == ["customer_cut_off"]


@pytest.mark.parametrize(
    "leaving",
    ["C i've just now got to shoot off", "C so let's leave it there for today", "C my next patient is here"],
)
def test_a_call_that_winds_up_without_a_step_is_cued(leaving):
    _, told = heard(Briefing(), turns([*TALK * 4, leaving]))
    assert ("next_step", "none") in [(cue.kind, cue.case) for cue in fresh(told)]


def test_a_price_by_the_unit_is_asked_for():
    assert ("price", "asked") in hears("C so what are these then per pallet delivered")
