"""How a speech-to-speech model is held to the buyer: whom it plays, what it says next, what it may look up.

The state machine has decided before the model is asked to speak. The tools read its state; they change nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast

from ringside.accounts.access import Principal
from ringside.ai.task import read_prompt
from ringside.dialogue.schemas import Language
from ringside.playbook import service as playbook
from ringside.playbook.schemas import Answers
from ringside.practice import calls, difficulty, guard
from ringside.practice.buyer import BuyerState, minds
from ringside.practice.catalogue import Persona
from ringside.practice.models import Call
from ringside.practice.replying import Studio
from ringside.speech.pipeline.guard import breaks
from ringside.speech.pipeline.ports import Sentence, Tool

PROMPT = "practice/prompts/voice_buyer.v1.md"
NOTHING: Mapping[str, Any] = {"type": "object", "properties": {}, "additionalProperties": False}

TOOLS = (
    Tool(
        "company_objection_handler",
        "Which objections you have raised against this company's offer, and whether you still hold them.",
        {
            "type": "object",
            "properties": {"kind": {"type": "string", "description": "One kind, such as price; all when left out."}},
            "additionalProperties": False,
        },
    ),
    Tool(
        "customer_background_generator", "Who you are, and what you have told the rep about yourself so far.", NOTHING
    ),
    Tool("scenario_difficulty_adjuster", "How demanding you are in this call right now, and how you sound.", NOTHING),
)


class BuyerDirector:
    """The Director of a practice call."""

    def __init__(self, at: Studio, who: Principal, call: Call) -> None:
        self._at = at
        self._who = who
        self._call_id = call.id
        self._persona = Persona.model_validate(call.persona)
        self._language = cast(Language, call.language)

    def instructions(self) -> str:
        """Whom the model plays; nothing that the rep has to find out."""
        person, language = self._persona, self._language
        card = (
            f"Name: {person.name.of(language)}\nGender: {person.gender}\nRole: {person.role.of(language)}\n"
            f"Company: {person.company.of(language)}\nManner of speaking: {person.style.of(language)}\n"
            f"Language: {language}"
        )
        return f"{read_prompt(PROMPT).instructions}\n\n{card}"

    def directs(self, turn: int, sentences: tuple[Sentence, ...]) -> str:
        """What the model says next."""
        words = " ".join(sentence.text for sentence in sentences)
        speaker = next((sentence.speaker for sentence in sentences if sentence.speaker), None)
        name = f"You speak as {speaker} now.\n" if speaker else ""
        return f"{self.instructions()}\n\n{name}These words were decided. Say them now, and stop:\n{words}"

    def breaks(self, turn: int, spoken: str, sentences: tuple[Sentence, ...]) -> str | None:
        """Why a spoken sentence is not what was decided."""
        decided = tuple(sentence.text for sentence in sentences)
        return guard.out_of_role(spoken, " ".join(decided)) or breaks(spoken, decided)

    def tools(self) -> tuple[Tool, ...]:
        return TOOLS

    async def use(self, name: str, arguments: Mapping[str, Any]) -> Mapping[str, Any]:
        """What a tool answers; a name or an argument that is none is answered too, so that the call goes on."""
        async with self._at.databases.tenant(self._who.tenant_id) as session:
            call = await calls.own(session, self._who, self._call_id)
            company = await playbook.answers(session)
        state = minds.lead(calls.unpack(call, call.state))
        match name:
            case "company_objection_handler":
                return objections(state, company, arguments.get("kind"))
            case "customer_background_generator":
                return background(state)
            case "scenario_difficulty_adjuster":
                return demands(state)
        return {"error": f"There is no tool {name}."}


def objections(state: BuyerState, company: Answers, kind: object = None) -> dict[str, Any]:
    """The objections that were raised, and the offer they are about. One that waits is not told: it could slip out."""
    raised = [
        {
            "kind": each.kind,
            "you_said": list(each.lines),
            "status": each.status,
            "stance": "You still hold it." if each.status == "open" else "It was met; let it rest.",
        }
        for each in state.objections
        if each.status != "waiting" and kind in (None, "", each.kind)
    ]
    about = {"company": company.company, "product": company.product}
    return {"raised": raised, "about": {name: text for name, text in about.items() if text}}


def background(state: BuyerState) -> dict[str, Any]:
    """Who the buyer is and what the rep has heard of it; what was not earned yet stays unsaid."""
    person, language = state.persona, state.language
    return {
        "name": person.name.of(language),
        "role": person.role.of(language),
        "company": person.company.of(language),
        "industry": person.industry,
        "style": person.style.of(language),
        "already_told": list(state.said),
    }


def demands(state: BuyerState) -> dict[str, Any]:
    """How demanding the buyer is. The rep's own doing makes a call harder or kinder; a model cannot."""
    course = "harder" if difficulty.hardens(state) else "kinder" if difficulty.helps(state) else "as it is"
    patience = "short" if state.patience < 40 else "fair" if state.patience < 65 else "plenty"
    return {
        "level": state.level,
        "mood": state.mood,
        "patience": patience,
        "course": course,
        "note": "This is decided by how the rep does, and only sets how you sound.",
    }
