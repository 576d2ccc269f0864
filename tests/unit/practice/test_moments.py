"""A drill begins where the real call stood: the objection open, what was told known, nobody recognisable."""

from __future__ import annotations

from typing import get_args

import pytest

from ringside.calls.schemas import CallNeed, CallQuote, CallTurn, Moment
from ringside.dialogue import acts
from ringside.dialogue.schemas import Language, ObjectionKind, Turn
from ringside.playbook.schemas import Answers
from ringside.practice import buyer, moments
from ringside.practice.buyer.state import BRUSH_OFFS
from ringside.practice.parts import parts

LABELS = {"rep": "Sam Carter", "customer": "Dana Whitfield"}
SAID = {
    "en": (
        ("customer", "Dana Whitfield speaking."),
        ("rep", "Hi Dana, this is Sam. How do claims get through today?"),
        ("customer", "They wait 14 days, and Peter is furious about it."),
        ("rep", "We have a dashboard."),
    ),
    "he": (
        ("customer", "שלום, מדברת דנה כהן."),
        ("rep", "שלום דנה, מדבר נועם. איך זה עובד אצלכם היום?"),
        ("customer", "זה מחכה 14 ימים, ורונית כועסת על זה."),
        ("rep", "יש לנו לוח מחוונים."),
    ),
}
DETAILS = ("dana", "whitfield", "peter ", "carter", "14", "דנה", "כהן", "רונית", "נועם")


def moment(last: str, language: Language = "en", *, needs: bool = True, turns: int = 4, **more: object) -> Moment:
    lines = [*SAID[language][:turns], ("customer", last)]
    said = [CallTurn(index=i, speaker=who, label=LABELS[who], text=text) for i, (who, text) in enumerate(lines)]
    told = said[2].text if len(said) > 2 else ""
    stated = [CallNeed(level="pain", quote=CallQuote(turn=2, speaker="customer", start=0, end=len(told), text=told))]
    line = CallQuote(turn=len(said) - 1, speaker="customer", start=0, end=len(last), text=last)
    return Moment(
        call_id="0" * 32,
        title="Call",
        turn=len(said) - 1,
        language=language,
        transcript=said,
        customer_line=line,
        needs_stated=stated if needs and told else [],
        **more,
    )


@pytest.mark.parametrize("language", get_args(Language))
@pytest.mark.parametrize("kind", get_args(ObjectionKind))
def test_the_objection_is_on_the_table_and_can_be_handled(kind, language):
    line = parts(language).objections[kind].line
    made = moments.drill(moment(line, language, objection=kind), Answers(), "intermediate", 4)
    now = made.state.open_objection
    assert now is not None
    assert now.kind == kind
    assert made.turns[-1].text == line
    assert {need.id: need.depth for need in made.state.needs}["need-1"] == 2
    told = " ".join(made.persona.needs[0].pain.of(language))
    everything = " ".join([*(turn.text for turn in made.turns), made.persona.model_dump_json()]).casefold()
    assert not [word for word in DETAILS if word in " ".join([told, *(t.text for t in made.turns)]).casefold()]
    assert "whitfield" not in everything
    asked = {"en": "I understand. What makes you say so?", "he": "אני מבין. מה גורם לך לומר את זה?"}[language]
    turn = Turn(index=5, speaker="rep", text=asked)
    after = buyer.react(made.state, turn, acts.read(turn, made.turns[-1], language))
    changed = next(item for item in after.state.objections if item.kind == kind)
    assert changed.explored or changed.status == "resolved" or (kind in BRUSH_OFFS and changed.tries == 1)
    assert after.intent.line not in [turn.text for turn in made.turns]


def test_what_was_told_is_not_told_again():
    made = moments.drill(moment("And so on.", skill="discovery"), Answers(), "foundation", 4)
    turn = Turn(index=5, speaker="rep", text="How do claims get through today?")
    after = buyer.react(made.state, turn, acts.read(turn, made.turns[-1], "en"))
    assert made.persona.needs[0].surface.of("en")[0] not in after.intent.line
    assert made.scenario.kind == "discovery"


def test_a_question_waits_for_its_answer():
    asked = "And where is our data kept?"
    made = moments.drill(moment(asked, skill="product_knowledge"), Answers(), "intermediate", 4)
    assert made.state.inquiry is not None
    turn = Turn(index=5, speaker="rep", text="Your data is kept on servers in the EU and stays yours alone.")
    assert buyer.react(made.state, turn, acts.read(turn, made.turns[-1], "en")).state.answered_inquiries == 1


def test_an_opening_is_practised_from_the_first_hello():
    made = moments.drill(moment("Hello?", needs=False, turns=0, skill="opening"), Answers(), "foundation", 4)
    assert (made.state.phase, made.scenario.kind, len(made.turns)) == ("opening", "cold_call", 1)


def test_only_the_last_turns_are_shown():
    lines = [CallTurn(index=i, speaker="rep" if i % 2 else "customer", label="", text=f"line {i}") for i in range(41)]
    made = moments.drill(moment("x").model_copy(update={"transcript": lines}), Answers(), "expert", 1)
    assert len(made.turns) == moments.CONTEXT
    assert [turn.index for turn in made.turns] == list(range(moments.CONTEXT))
    assert made.turns[-1].speaker == "customer"


def test_a_call_in_which_the_customer_said_nothing_begins_anew():
    alone = [CallTurn(index=0, speaker="rep", label="", text="Hello? Is anybody there?")]
    quiet = moment("x", needs=False).model_copy(update={"transcript": alone, "customer_line": None})
    made = moments.drill(quiet, Answers(), "foundation", 1)
    assert made.turns == ()
    assert buyer.open(made.state).intent.line


def test_the_same_moment_and_seed_give_the_same_drill():
    at = moment("That is too expensive.", objection="price")
    assert moments.drill(at, Answers(), "advanced", 9) == moments.drill(at, Answers(), "advanced", 9)
    assert moments.drill(at, Answers(), "advanced", 9) != moments.drill(at, Answers(), "advanced", 10)


def test_the_calls_rubric_is_kept_where_only_that_has_the_criterion():
    at = moment("That is too expensive.", objection="price", rubric="cold-call", criterion_id="meeting-ask")
    assert moments.drill(at, Answers(), "advanced", 9).scenario.rubric == "cold-call"
    shared = at.model_copy(update={"criterion_id": "explore"})
    assert moments.drill(shared, Answers(), "advanced", 9).scenario.rubric == "objection"
