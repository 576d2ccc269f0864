"""What is measured of a spoken practice call, from turns whose times are given."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from ringside.core.settings import Settings
from ringside.practice.voice import latency, report, signals
from ringside.practice.voice.counterpart import in_sentences
from ringside.practice.voice.engines import SILENT, Engines, Way
from ringside.practice.voice.latency import LatencyRow
from ringside.practice.voice.models import VoiceTurn
from ringside.practice.voice.signals import Spoken
from ringside.practice.voice.storage import Connection, heard_part
from ringside.speech.pipeline.engine import BROWSER
from ringside.speech.pipeline.ports import Latency


def rep(start, end, text="so how do you plan your shifts today", pauses=None):
    return Spoken("rep", start, end, text, pauses)


def buyer(start, end, text="we use spreadsheets for everything", cut_off=False):
    return Spoken("customer", start, end, text, None, cut_off)


def test_nothing_is_claimed_before_there_is_enough():
    assert set(signals.live([], "en").model_dump(exclude={"type"}).values()) == {None}
    short = signals.live([rep(0, 2), buyer(2.5, 3.5)], "en")
    assert (short.pace, short.talk_ratio, short.fillers, short.hesitation) == (None, None, None, None)
    assert short.monologue == 2


def test_pace_is_words_a_minute_of_rep_speech():
    assert signals.pace([rep(0, 4), rep(20, 24)]) == 60 * 16 / 8


def test_talk_ratio_is_by_seconds():
    assert signals.talk_ratio([rep(0, 6), buyer(7, 9)]) == 0.75


def test_hesitation_counts_pauses_and_fillers_of_measured_turns_only():
    unmeasured = rep(10, 20, "um um um um")
    assert signals.hesitation([unmeasured], "en") is None
    measured = rep(0, 10, "um well you know we have a tool", pauses=1.2)
    assert signals.hesitation([measured, unmeasured], "en") == pytest.approx((1.2 + 2 * 0.4) / 10)
    assert signals.hesitation([rep(0, 6, "um " * 30, pauses=5.0)], "en") == 1.0


def test_fillers_are_counted_in_hebrew_too():
    assert signals.fillers([rep(0, 30, "אה כאילו יש לנו פתרון")], "he") > 0


def test_response_is_negative_where_the_rep_cut_in_and_listening_noises_take_no_turn():
    turns = [buyer(0, 4), rep(4.8, 6), buyer(6.2, 6.6, "mhm"), rep(7, 9), buyer(9.5, 12), rep(11.5, 14)]
    assert signals.responses(turns) == pytest.approx([0.8, -0.5])


def test_a_buyer_cut_off_at_the_first_word_was_interrupted_all_the_same():
    turns = [buyer(0, 4), rep(5, 7), buyer(7.5, 7.9, "Well,", cut_off=True), rep(7.7, 12)]
    assert signals.responses(turns) == pytest.approx([1, -0.2])
    told = report.sound(turns, [], "en")
    assert (told.interruptions.value, told.interrupted.value) == (1, 1)


def test_who_wishes_for_no_manner_gets_one_that_is_possible(tmp_path):
    engines = Engines(Settings(data=tmp_path))
    engines.__dict__["ways"] = (Way("cascade", SILENT, (), "not installed", available=False), Way("browser", BROWSER))
    assert engines.choose(None, "en").manner == "browser"


def test_waiting_is_reported_by_who_really_served():
    usual = Connection("1", "cascade", "ear", "voice", recording=False)
    told = Latency(turn=2, total=900, stages={}, listened="the next ear")
    assert (usual.engine(None), usual.engine(told)) == ("ear > voice", "the next ear > voice")


def test_a_monologue_goes_on_through_a_listening_noise():
    turns = [rep(0, 20), buyer(20.1, 20.5, "right"), rep(21, 45), buyer(46, 50), rep(51, 60)]
    assert signals.monologue(turns) == 45


@pytest.mark.parametrize(
    ("text", "heard", "part"),
    [
        ("We use  spreadsheets, mostly. Why?", "We use spreadsheets", "We use  spreadsheets,"),
        ("We use spreadsheets.", "", ""),
        ("We use spreadsheets.", "we use spreadsheets and more than that", "We use spreadsheets."),
        ("We we use it", "we we", "We we"),
        ("אנחנו משתמשים בגיליון.", "אנחנו משתמשים", "אנחנו משתמשים"),
    ],
)
def test_what_was_heard_is_the_beginning_of_what_was_said(text, heard, part):
    assert heard_part(text, heard) == part
    assert text.startswith(part)


def test_sentences_lose_nothing():
    text = 'Hm. "Really?" We pay 4.50 a seat... per month!\nWhy do you ask'
    assert in_sentences(text) == ["Hm.", '"Really?"', "We pay 4.50 a seat...", "per month!", "Why do you ask"]
    assert in_sentences("  ") == []


def test_only_sound_shows_variety_of_pitch():
    def voiced(spread, seconds):
        return VoiceTurn(speaker="rep", pitch_spread=spread, voiced_s=seconds)

    def variety(*turns):
        return report.sound([], turns, "en").pitch_variety

    assert variety().reason == report.NO_SOUND
    assert variety(voiced(2.0, 1.0)).reason == report.TOO_LITTLE
    assert variety(voiced(2.0, 3.0), voiced(4.0, 1.0)).value == 2.5


def test_latency_is_summed_up_by_stage_engine_and_day():
    def row(day, total, engine="ear > voice"):
        at = datetime(2026, 11, day, 9, tzinfo=UTC)
        stages = {"pause": total / 2, "think": total / 2}
        return LatencyRow(
            at=at, conversation_id="c", turn=2, manner="cascade", engine=engine, total=total, stages=stages
        )

    found = [row(1, 400), row(1, 600), row(2, 800), row(2, 1000, "other")]
    summed = latency.report(found, datetime(2026, 10, 20, tzinfo=UTC), everybody=True)
    assert (summed.total.n, summed.total.p50, summed.total.p95) == (4, 700, 970)
    assert summed.stages["pause"].p50 == 350
    assert [each.engine for each in summed.engines] == ["ear > voice", "other"]
    assert [(day.day, day.total.n) for day in summed.days] == [("2026-11-01", 2), ("2026-11-02", 2)]
    assert latency.report([], datetime(2026, 10, 20, tzinfo=UTC), everybody=False).total is None
    lines = latency.as_csv(found).splitlines()
    assert lines[0].startswith("at,conversation_id,turn,manner,engine,total_ms,pause_ms,listen_ms")
    assert lines[1].split(",")[5:8] == ["400.0", "200.0", ""]
