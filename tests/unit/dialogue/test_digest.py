"""The digest of a call: what it says, and that it says nothing without words that prove it."""

import pytest
from tests.unit.dialogue.calls import EVERY, GOOD, SHORT, SILENT, call

from ringside.dialogue import acts, evidence, signals
from ringside.dialogue.digest import Digest, digest
from ringside.dialogue.schemas import Transcript, Turn


def of(transcript: Transcript, *, service: bool = False) -> Digest:
    read = acts.read_all(transcript)
    return digest(transcript, read, signals.measure(transcript, read), service=service)


def quotes(found: Digest):
    for sentence in found.summary:
        yield from sentence.quotes
    yield from (n.quote for n in found.needs)
    yield from (q.quote for q in found.questions)
    for objection in found.objections:
        yield from (q for q in (objection.quote, objection.answer) if q)
    for step in found.next_steps:
        yield from step.quotes


@pytest.mark.parametrize("transcript", [c for c in EVERY.values() if c not in (SHORT, SILENT)])
def test_every_sentence_rests_on_words_of_the_call(transcript):
    found = of(transcript)
    assert 3 <= len(found.summary) <= 7
    assert all(sentence.quotes for sentence in found.summary)
    for quote in quotes(found):
        assert evidence.verify(transcript, quote) == quote
    for sentence in found.summary:
        assert all(q.text.split()[0] in sentence.text for q in sentence.quotes)


def test_a_call_is_told_from_reason_to_next_step():
    found = of(GOOD)
    text = " ".join(s.text for s in found.summary)
    assert "reason for the call" in text.lower()
    assert "forty thousand" in text
    assert "too expensive" in text
    assert "Tuesday" in text
    assert [n.level for n in found.needs if "forty thousand" in n.quote.text] == ["impact"]
    price = next(o for o in found.objections if o.kind == "price")
    assert price.answered_by == "rep"
    assert {"acknowledge", "explore"} <= set(price.steps)
    step = next(s for s in found.next_steps if s.kind == "advance")
    assert step.who == "both"
    assert step.when is not None
    assert "Tuesday" in step.when.text


def test_promises_of_either_side_are_next_steps():
    found = of(
        call(
            "en",
            "R: Hi, this is Dan from Acme, I'm calling about the audit.",
            "C: Right, our reports are always late and nobody knows why.",
            "R: What happens when they are late?",
            "C: The board gets angry.",
            "R: I'll send you the checklist by Friday.",
            "C: Okay. I'll talk to our finance lead on Monday.",
        )
    )
    who = {(s.who, s.when.text if s.when else None) for s in found.next_steps}
    assert ("rep", "Friday") in who
    assert ("customer", "Monday") in who


def test_markers_carry_times_and_long_turns():
    long = "we also have a module for that and it does reports " * 20
    turns = (
        Turn(index=0, speaker="rep", text="How do you plan your week today?", start=0, end=3),
        Turn(index=1, speaker="customer", text="In a spreadsheet, it takes us hours.", start=3, end=8),
        Turn(index=2, speaker="rep", text=long, start=8, end=120),
        Turn(index=3, speaker="customer", text="That is too expensive for us.", start=120, end=124),
    )
    found = of(Transcript(turns=turns))
    marks = {m.kind: m for m in found.markers}
    assert (marks["question"].turn, marks["question"].at) == (0, 0)
    assert (marks["monologue"].at, marks["monologue"].until) == (8, 120)
    assert marks["objection"].turn == 3


def test_nothing_said_is_nothing_told():
    assert of(Transcript()).summary == ()
    assert of(Transcript(turns=(Turn(index=0, speaker="rep", text=" "),))).summary == ()
