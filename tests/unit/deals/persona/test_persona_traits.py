"""How counts, times and words become traits, and how sure they are."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ringside.deals.persona import charts, exports, sums, traits, versions, wording
from ringside.deals.persona.schemas import Pin
from ringside.deals.persona.values import Dealing, Known, Said, Touch
from ringside.deals.schemas import Preferences

NOW = datetime(2026, 11, 20, 12, 0, tzinfo=UTC)
PLAIN = Preferences()
PINNED = {"confidence": "{value} %", "pinned": "by {name}"}


def mail(i, days_ago, *, by_them=False, hour=9, text="", words=None, **more):
    at = (NOW - timedelta(days=days_ago)).replace(hour=hour, minute=17)
    said = (Said(text, text),) if text else ()
    return Touch(
        id=f"m{i}", kind="email", at=at, direction="in" if by_them else "out", by_them=by_them, expects=not by_them,
        subject="Claims", thread=more.pop("thread", f"t{i // 2}"), words=words or len(text.split()) or 20, said=said,
        **more,
    )  # fmt: skip


def person(*touches, zone="Asia/Jerusalem", **more):
    ordered = tuple(sorted(touches, key=lambda t: t.at))
    return Known(
        contact_id="c", name="Dana Cohen", now=NOW, zone=ZoneInfo(zone) if zone else None, zone_name=zone or "UTC",
        touches=ordered, **more,
    )  # fmt: skip


def exchange(n, gap_hours=2, **more):
    """`n` e-mails of ours, each answered after so many hours."""
    ours = [mail(2 * i, 60 - 5 * i, hour=8) for i in range(n)]
    theirs = [
        replace(mail(2 * i + 1, 60 - 5 * i, by_them=True, **more), at=our.at + timedelta(hours=gap_hours))
        for i, our in enumerate(ours)
    ]
    return [*ours, *theirs]


def test_nothing_is_said_of_a_contact_without_touchpoints():
    found = traits.traits(person())
    assert {t.status for t in found} == {"too_little"}
    assert all(t.confidence == 0 and not t.evidence for t in found)
    summary = wording.summary("Dana", 0, [wording.worded(t, "en") for t in found], "en", PLAIN)
    assert "Too little" in summary.text
    assert charts.charts(person()).weeks == []


@pytest.mark.parametrize("n", [3, 4])
def test_response_times_come_from_pairs_and_need_a_minimum(n):
    trait = traits.response_time(person(*exchange(n)))
    assert (trait.status, trait.key) == (("known", "h4") if n >= 4 else ("too_little", None))


def test_a_message_answered_late_or_never_is_no_response_time_and_a_fresh_one_no_silence():
    ours = mail(0, 40)
    late = replace(mail(1, 1, by_them=True), thread=ours.thread, at=ours.at + timedelta(days=15))
    fresh = mail(2, 3)
    replies = sums.replies(person(ours, late, fresh).touches, NOW)
    assert [(r.asked.id, r.answer) for r in replies] == [("m0", None)]


def test_hours_are_those_of_the_contacts_own_clock():
    theirs = [mail(i, 3 * i + 1, by_them=True, hour=7) for i in range(12)]
    at_home = traits.hours(person(*theirs, zone="Asia/Tokyo"))
    assert at_home.key == "afternoon"
    assert at_home.figures["zone"] == "Asia/Tokyo"
    assert traits.hours(person(*theirs, zone=None)).status == "too_little"
    undated = [replace(t, timed=False) for t in theirs]
    assert traits.hours(person(*undated)).status == "too_little"
    heat = charts.charts(person(*theirs, zone="Asia/Tokyo")).heat
    assert sum(day[16] for day in heat.cells) == 12


def test_a_single_channel_is_a_fact_and_no_preference():
    assert traits.channel(person(*exchange(6))).key == "email_only"
    calls = [
        Touch(id=f"c{i}", kind="call", at=NOW - timedelta(days=3 * i + 1), direction="out", expects=True, held=True)
        for i in range(6)
    ]
    assert traits.channel(person(*exchange(6), *calls)).status == "mixed"
    silent = [mail(100 + i, 20 + 2 * i, thread=f"x{i}") for i in range(8)]
    answered = traits.channel(person(*silent, *calls))
    assert answered.key in ("call", "call_answered")


def test_silence_is_measured_by_the_contacts_own_gaps():
    often = [mail(i, 100 - 3 * i, by_them=True) for i in range(20)]
    assert traits.engagement(person(*often)).key == "silent"
    rare = [mail(i, 400 - 60 * i, by_them=True) for i in range(7)]
    assert traits.engagement(person(*rare)).key != "silent"


STYLE = "I would like to see the numbers number {i} behind your item{i} calculation of case{i}."
OTHER = "I will discuss topic{i} with our CFO, and case{i} and item{i} too."


def styled(asks, others=0):
    said = [mail(i, 50 - i, by_them=True, text=STYLE.format(i=i)) for i in range(asks)]
    return person(*said, *(mail(80 + i, 20 - i, by_them=True, text=OTHER.format(i=i)) for i in range(others)))


def test_confidence_grows_with_evidence_and_shrinks_with_contradiction():
    sure = [traits.traits(styled(n))[7].confidence for n in (3, 5, 9)]
    assert sure == sorted(sure)
    assert sure[0] > 0
    style = [next(t for t in traits.traits(styled(6, n)) if t.name == "decision_style") for n in (0, 1, 2)]
    assert style[0].confidence > style[1].confidence > style[2].confidence
    torn = next(t for t in traits.traits(styled(4, 4)) if t.name == "decision_style")
    assert torn.status == "mixed"


@given(st.integers(0, 200), st.integers(0, 200))
def test_the_bound_moves_with_every_case(hits, misses):
    n = hits + misses
    assert 0 <= sums.at_least(hits, n) <= 1
    assert sums.at_least(hits + 1, n + 1) >= sums.at_least(hits, n)
    assert sums.at_least(hits, n + 1) <= sums.at_least(hits, n) + 1e-12
    assert n == 0 or sums.at_least(hits, n) <= hits / n <= sums.at_most(hits, n) + 1e-12


def test_a_sentence_said_again_counts_once():
    same = [mail(i, 50 - i, by_them=True, text=STYLE.format(i=1)) for i in range(6)]
    found = next(t for t in traits.traits(person(*same)) if t.name == "decision_style")
    assert found.status == "too_little"


def test_a_pain_that_was_settled_is_told_no_more():
    pain = mail(0, 40, by_them=True, text="Our biggest problem is the backlog of paper claims in the archive.")
    settled = mail(1, 10, by_them=True, text="The backlog of paper claims has been solved.")
    assert any(t.status == "known" for t in traits.traits(person(pain)) if t.name == "pain")
    assert not any(t.status == "known" for t in traits.traits(person(pain, settled)) if t.name == "pain")


def test_every_quote_stands_where_it_is_said_to_stand():
    known = styled(4, 2)
    records = {t.id: t.said[0].record for t in known.touches if t.said}
    quotes = [e for t in traits.traits(known) for e in t.evidence if e.start is not None]
    assert quotes
    assert all(records[e.id][e.start : e.end] == e.text for e in quotes)


def test_buying_behaviour_needs_three_closed_deals():
    deals = tuple(
        Dealing(f"d{i}", f"Deal {i}", "won", NOW - timedelta(days=200), NOW - timedelta(days=20)) for i in range(3)
    )
    found = {t.name: t for t in traits.traits(person(deals=deals, usual_cycle_days=60.0))}
    assert (found["pace"].key, found["track_record"].key) == ("slower", "won")
    fewer = {t.name: t for t in traits.traits(person(deals=deals[:2], usual_cycle_days=60.0))}
    assert {fewer["pace"].status, fewer["track_record"].status} == {"too_little"}
    unknown = {t.name: t for t in traits.traits(person(deals=deals))}
    assert unknown["pace"].status == "too_little"


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_trait_can_be_said_in_both_languages(language):
    known = wording.words(language)
    other = wording.words("en")
    assert {name: set(keys) for name, keys in known["values"].items()} == {
        name: set(keys) for name, keys in other["values"].items()
    }
    assert known["tips"].keys() == other["tips"].keys()
    deals = (Dealing("d", "Deal", "won", NOW - timedelta(days=90), NOW),) * 3
    full = person(*styled(5, 1).touches, *exchange(9), deals=deals, usual_cycle_days=30.0)
    for trait in traits.traits(full):
        said = wording.worded(trait, language)
        assert "{" not in f"{said.value}{said.why}{said.tip}"


def test_a_diff_names_what_is_new_gone_changed_and_surer():
    before, after = traits.traits(styled(3)), traits.traits(styled(8))
    found = {c.name: c.change for c in versions.changes(before, after, "en", {}, {})}
    assert found["decision_style"] == "surer"
    assert found["length"] == "new"
    back = {c.name: c.change for c in versions.changes(after, before, "en", {}, {})}
    assert (back["decision_style"], back["length"]) == ("less_sure", "gone")
    pin = {"decision_style": Pin(value="Decides on Mondays", at=NOW)}
    assert versions.changes(before, before, "en", {}, pin)[0].change == "changed"
    assert versions.changes(before, before, "en", pin, pin) == []


def test_time_alone_makes_no_version_of_the_same():
    touches = [mail(i, 80 - 4 * i, by_them=True) for i in range(18)]
    today = person(*touches)
    later = replace(today, now=NOW + timedelta(days=2))
    assert versions.same(traits.traits(today), traits.traits(later), by_time=True)
    gone = replace(today, now=NOW + timedelta(days=90))
    assert not versions.same(traits.traits(today), traits.traits(gone), by_time=True)


def test_wishes_change_how_much_is_told_and_never_what():
    told = [wording.worded(t, "en") for t in traits.traits(person(*exchange(9), *styled(5).touches))]
    short, long, bold, careful = (
        wording.summary("Dana", 20, told, "en", PLAIN.model_copy(update=change)).text
        for change in ({"length": "short"}, {"length": "long"}, {"boldness": 2}, {"boldness": 0})
    )
    assert len(short) < len(long)
    assert len(careful) <= len(bold)


def test_what_a_person_pinned_comes_without_advice_and_proof_of_what_the_records_said():
    trait = next(t for t in traits.traits(styled(8)) if t.name == "decision_style")
    shown = wording.worded(trait, "en", Pin(value="Decides on Mondays", at=NOW, by="Dana"))
    assert (shown.value, shown.tip) == ("Decides on Mondays", None)
    assert shown.read_value == wording.worded(trait, "en").value
    blocks = [block.text for block in exports._trait(shown, PINNED)]
    assert blocks == [f"{shown.title}: Decides on Mondays", "by Dana"]
