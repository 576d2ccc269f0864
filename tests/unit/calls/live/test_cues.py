"""What is cued, when, and what becomes of it."""

from __future__ import annotations

import pytest

from ringside.calls.live import coach, cue_wording, rivals
from ringside.calls.live.brief import Briefing, Rival
from ringside.calls.live.candidates import TIMINGS, Candidate
from ringside.calls.live.coach import Coach
from ringside.calls.live.cues import Cues, due
from ringside.calls.live.following import quoted
from ringside.calls.live.messages import CueQuote, CueSource, CueVerdictIn
from ringside.calls.live.ports import CallBackground
from ringside.dialogue.schemas import Turn
from ringside.playbook.schemas import Answers, Competitor
from unit.calls.live.cue_kit import agreeing, fresh, heard, turns

TALK = [
    "R thanks for taking the time so how do you plan the routes today",
    "C mostly in excel and it takes me half of friday",
    "R right so our planner does that over night and it is forty nine pounds per van",
]
PRICE = "C okay hm that's way too expensive for us to be honest"


def kinds(told):
    return [(cue.kind, cue.case) for cue in fresh(told)]


def test_an_objection_is_cued_with_its_words():
    said = turns([*TALK, PRICE])
    _, told = heard(Briefing(resists=agreeing), said)
    [cue] = fresh(told)
    assert (cue.kind, cue.case, cue.lane, cue.standing) == ("objection", "price", "trigger", "shown")
    [quote] = cue.quotes
    assert said[quote.turn].text[quote.start : quote.end] == quote.text
    assert quote.speaker == "customer"
    assert "expensive" in quote.text
    assert cue.expires_at - cue.at == TIMINGS["objection"].lasts


def test_an_objection_over_two_phrases_is_read_as_one_sentence():
    said = turns([*TALK, "C okay but i don't think we", "C really need something like that here"])
    _, told = heard(Briefing(resists=agreeing), said)
    assert kinds(told) == [("objection", "need")]
    assert fresh(told)[0].at > said[-1].end


@pytest.mark.parametrize(
    "line",
    [
        "C the old vendor was way too expensive so we left them",
        "C i like it it's much cleaner than what we've got",
        "C we spent too much on ice cream on holiday",
        "C yeah that sounds good to me",
    ],
)
def test_talk_that_only_sounds_like_an_objection_is_left_alone(line):
    _, told = heard(Briefing(resists=agreeing), turns([*TALK, line]))
    assert fresh(told) == []


def test_without_a_second_reader_the_first_must_be_surer():
    doubtful = "C we're in the middle of moving the whole site"
    sure = "C we don't have budget for that this year"
    assert kinds(heard(Briefing(), turns([*TALK, doubtful]))[1]) == []
    assert kinds(heard(Briefing(), turns([*TALK, sure]))[1]) == [("objection", "price")]


def test_a_question_for_the_price_brings_the_price_list_and_no_objection():
    prices = (CueSource(title="Van", text="49 pounds a month"),)
    _, told = heard(Briefing(prices=prices, resists=agreeing), turns([*TALK[:2], "C and how much is it per van"]))
    [cue] = fresh(told)
    assert (cue.kind, cue.case, cue.sources) == ("price", "asked", list(prices))


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("we looked at sales force last year", ["Salesforce"]),
        ("they use salesforse already", ["Salesforce"]),
        ("on monday we sit down", []),
        ("we are on monday.com now", ["monday.com"]),
        ("we switched to monday in may", ["monday.com"]),
        ("we had to close for three weeks", []),
        ("we use close for the calls", ["Close"]),
        ("the sales force of the north", []),
    ],
)
def test_competitors_as_recognisers_write_them(text, found):
    known = (Rival("Salesforce"), Rival("monday.com"), Rival("Close"))
    assert [rival.name for rival, _, _ in rivals.named(text, known, "en")] == found


def test_hebrew_names_carry_prefixes():
    known = (Rival("פריוריטי"),)
    assert [r.name for r, _, _ in rivals.named("קיבלנו הצעה מפריוריטי", known, "he")] == ["פריוריטי"]
    assert list(rivals.named("זו לא בעיית פריוריטיזציה", known, "he")) == []


def test_a_competitor_comes_with_the_companys_own_answer():
    briefing = Briefing(rivals=(Rival("Routific", "We plan cages too"),), resists=agreeing)
    _, told = heard(briefing, turns([*TALK, "C we have been looking at routific as well"]))
    [cue] = fresh(told)
    assert (cue.kind, cue.about, cue.sources[0].text) == ("competitor", "Routific", "We plan cages too")


def monologue(seconds: int) -> list[Turn]:
    """A rep who talks on, a phrase every ten seconds."""
    text = "and then it goes on to the next stop and the plan is made again from there without anybody touching it"
    return [
        Turn(index=i, speaker="rep", text=text, start=10.0 * i, end=10.0 * i + 9.5) for i in range(seconds // 10)
    ]  # fmt: skip


def test_a_long_run_is_cued_once_and_a_listening_noise_does_not_break_it():
    said = monologue(140)
    said.insert(5, Turn(index=0, speaker="customer", text="mhm okay", start=48.0, end=48.6))
    said = [turn.model_copy(update={"index": i}) for i, turn in enumerate(said)]
    _, told = heard(Briefing(), said)
    assert kinds(told) == [("monologue", "long")]
    assert 90 <= fresh(told)[0].at <= 101


def test_a_run_with_an_answer_in_it_is_none():
    said = monologue(140)
    said[5] = said[5].model_copy(update={"speaker": "customer", "text": "okay and that is for all of the depots"})
    assert "monologue" not in [kind for kind, _ in kinds(heard(Briefing(), said)[1])]


def test_a_customer_who_is_talked_over_is_cued_after_the_reps_phrase():
    rep = Turn(index=1, speaker="rep", text="so " * 40, start=0.0, end=14.0)
    tried = Turn(index=0, speaker="customer", text="sorry can i just", start=5.0, end=6.2)
    cues = Cues(Briefing())
    assert cues.turn(tried, 6.8) == []
    [cue] = cues.turn(rep, 14.5)
    assert (cue.kind, cue.quotes[0].text) == ("customer_cut_off", "sorry can i just")
    agreed = Cues(Briefing())
    agreed.turn(tried.model_copy(update={"text": "yeah exactly right"}), 6.8)
    assert agreed.turn(rep, 14.5) == []


def test_speeding_up_is_measured_against_the_reps_own_pace():
    def call(rate: float) -> list[str]:
        slow = "we would put four terminals at the gates and one in the canteen and the rest use the phone"
        said = turns([f"R {slow}", "C okay", f"R {slow}", "C sure", f"R {slow}", PRICE])
        start = said[-1].end + 0.4
        for i in range(4):
            length = len(slow.split()) / rate
            said.append(Turn(index=6 + i, speaker="rep", text=slow, start=start, end=start + length))
            start += length + 0.4
        said.append(Turn(index=10, speaker="customer", text="hm", start=start + 8, end=start + 8.4))
        return [kind for kind, _ in kinds(heard(Briefing(resists=agreeing), said)[1])]

    assert "speeding_up" in call(4.2)
    assert "speeding_up" not in call(2.8)


LEAVING = "C listen i've got to jump into another meeting in two minutes"


def ending(*last: str) -> list[Turn]:
    lines = ["R so that is what it looks like", "C yeah i like it", "R what would the drivers say", "C they'd be fine"]
    return turns([*lines * 3, *last])


def test_an_end_without_a_step_is_cued_and_one_with_a_date_is_not():
    assert ("next_step", "none") in kinds(heard(Briefing(), ending(LEAVING))[1])
    agreed = ending(
        "R could we meet on tuesday at ten", "C tuesday at ten works for me", "R great i'll send it", LEAVING
    )
    assert "next_step" not in [kind for kind, _ in kinds(heard(Briefing(), agreed)[1])]
    later = ending("C i've got to jump into another meeting in twenty minutes")
    assert "next_step" not in [kind for kind, _ in kinds(heard(Briefing(), later)[1])]


def test_the_planned_length_brings_the_end_too():
    said = ending("C and what else is there")
    minutes = (said[-1].end or 0) / 60 + 0.1
    assert ("next_step", "none") in kinds(heard(Briefing(minutes=minutes), said)[1])


def test_what_the_rep_does_next_decides_whether_a_cue_was_used():
    asked = turns([*TALK, PRICE, "R what are you comparing it with", "C the sheets we have"])
    cues, _ = heard(Briefing(resists=agreeing), asked)
    assert cues.cues["1"].standing == "used"
    pitched = turns([*TALK, PRICE, "R well it is really the best planner there is", "C mm i don't know about that"])
    cues, _ = heard(Briefing(resists=agreeing), pitched)
    assert cues.cues["1"].standing in ("shown", "expired")
    assert [cue.standing for cue in cues.close(60)] == ["ignored"]
    cut, _ = heard(Briefing(resists=agreeing), turns([*TALK, PRICE]))
    cut.close(60)
    assert cut.cues["1"].standing == "expired", "nobody can say: the call was over"


def test_what_the_rep_has_done_already_is_not_cued():
    cues = Cues(Briefing(resists=agreeing))
    cues._shown.append((Candidate("monologue", "long", 10.0), 10.0))
    said = turns([*TALK, PRICE, "R what are you comparing it with"])
    told = [cue for turn in said[:-1] for cue in cues.turn(turn, turn.end + 0.1)]
    assert told == [], "the gap to the cue before is not over"
    cues.turn(said[-1], said[-1].end + 0.1)
    assert cues.tick(31.0) == []


def test_dismissed_is_not_said_again_and_ratings_are_kept():
    cues, _ = heard(Briefing(resists=agreeing), turns([*TALK, PRICE]))
    assert cues.verdict(CueVerdictIn(id="1", standing="dismissed", useful=False)).useful is False
    assert cues.verdict(CueVerdictIn(id="9")) is None
    later = turns([*TALK, PRICE], start=400)
    told = [c for t in later for c in cues.turn(t.model_copy(update={"index": t.index + 4}), t.end + 0.5)]
    assert fresh(told) == []


def test_a_restart_goes_on_where_the_call_was():
    said = turns([*TALK, PRICE])
    cues, _ = heard(Briefing(resists=agreeing), said)
    again = Cues(Briefing(resists=agreeing))
    again.resume(said, list(cues.cues.values()))
    assert again.cues == cues.cues
    assert again.state == cues.state
    told = again.turn(turns(["R what are you comparing it with"], start=30)[0].model_copy(update={"index": 4}), 33)
    assert [cue.standing for cue in told] == ["used"]


def test_few_shows_only_what_matters_most():
    small = Candidate("no_questions", "plain", 100.0)
    great = Candidate("next_step", "none", 100.0)
    assert due([small], [], frozenset(), 100, "few") is None
    assert due([small, great], [], frozenset(), 100, "few") is great
    assert due([great], [(small, 60.0)], frozenset(), 100, "few") is None
    assert due([great], [], frozenset(), 100, "off") is None


@pytest.mark.parametrize("language", ["en", "he"])
def test_every_kind_has_its_words_and_fits_an_ear(language):
    words = {"name": "Acme", "item": "budget", "words": "x", "seconds": 95, "minutes": 4, "percent": 30}
    for kind in TIMINGS:
        for case in cue_wording.cases(kind):
            text, why, ear = (cue_wording.say(language, kind, case, part, words) for part in ("text", "why", "ear"))
            assert text
            assert why
            assert len(ear.split()) <= cue_wording.MOST_EAR_WORDS
            assert (cue_wording.say("he", kind, case, "why", words) == why) == (language == "he")


def test_the_earpiece_names_the_competitor():
    _, told = heard(Briefing(rivals=(Rival("Routific"),)), turns([*TALK, "C we have been looking at routific as well"]))
    assert coach.earpiece(fresh(told)[0], "en") == "Ask what they miss at Routific."


def test_competitors_of_company_and_deal_are_each_listened_for_once():
    company = Answers(competitors=[Competitor(name="Acme", answer="Cheaper")])
    found = coach.rivals(company, CallBackground(competitors=("ACME", "Rival")))
    assert found == (Rival("Acme", "Cheaper"), Rival("Rival"))


def test_the_coach_keeps_the_clock_of_the_call():
    running = Coach(Cues(Briefing(resists=agreeing)))
    for turn in turns([*TALK, PRICE]):
        told = running.turn(turn)
    assert [cue.kind for cue in told] == ["objection"]
    assert running.sounds("rep", True, told[0].at + 1) == [] == running.partial("rep", "so", 0, 1)
    assert [cue.standing for cue in running.tick(told[0].expires_at + 1)] == ["expired"]
    assert running.verdict("1", None, True, 50)[0].useful is True
    assert running.wish("off") == []
    assert running.verdict("7", None, True, 50) == []


def test_a_quote_is_cut_at_a_word():
    turn = Turn(index=3, speaker="customer", text="  one two three four  ")
    assert quoted(turn, most=9) == CueQuote(turn=3, speaker="customer", text="one two", start=2, end=9)
    assert quoted(turn, 4, 4) is None
