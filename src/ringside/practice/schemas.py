"""What practice sends and receives. Names outside clients rely on are in docs/api.md."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Strict, Tag, model_validator

from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind, Speaker
from ringside.dialogue.signals import Signals
from ringside.playbook.knowledge.schemas import DocumentQuote
from ringside.playbook.plain import Plain

Level = Literal["foundation", "intermediate", "advanced", "expert"]
ScenarioKind = Literal["cold_call", "discovery", "objection", "closing", "technical", "service"]
Market = Literal["b2b", "b2c"]
Outcome = Literal["meeting", "callback", "refused", "hangup", "ended"]
Status = Literal["open", "ended"]

Whole = Annotated[int, Strict()]
"""A whole number sent as one: neither true nor "7"."""

MAX_TEXT = 4_000
"""Characters of one turn: about five minutes of unbroken speech, far more than anybody says at once."""


# --- scenarios and personas -------------------------------------------------------------------------------------------


class PersonaCard(BaseModel):
    """What a rep may know before the call. Needs and objections are for the call to bring out."""

    id: str
    name: str
    role: str
    company: str
    industry: str
    personality: str = ""
    style: str = ""
    background: str = ""


class LastResult(BaseModel):
    conversation_id: str
    level: Level
    outcome: Outcome | None
    score: float | None
    at: datetime


class Expectation(BaseModel):
    """Chance that this rep reaches the goal at this level, by the skill rating."""

    level: Level
    probability: float = Field(ge=0, le=1)
    certain: bool = Field(description="False while the rating rests on too little practice to be relied on.")


class ScenarioItem(BaseModel):
    id: str
    title: str
    kind: ScenarioKind
    level: Level = Field(description="The default level.")
    levels: list[Level]
    language: Language = Field(description="The language of these words; the call itself may be held in either.")
    goal: str
    situation: str = ""
    learning_goals: list[str]
    persona: PersonaCard
    rubric: str
    industry: str
    market: Market
    expected: list[Expectation]
    last: LastResult | None = None
    own: bool = Field(default=False, description="Made in this company, so it can be changed and deleted.")


class ScenarioList(BaseModel):
    items: list[ScenarioItem]
    next_cursor: str | None = None


class NewNeed(BaseModel):
    topic: Plain = Field(min_length=2, max_length=120)
    surface: Plain = Field(default="", max_length=400)
    pain: Plain = Field(default="", max_length=400)
    impact: Plain = Field(default="", max_length=400)


class NewObjection(BaseModel):
    kind: ObjectionKind
    line: Plain = Field(default="", max_length=400)
    concern: Plain = Field(default="", max_length=400)


class NewPersona(BaseModel):
    """A buyer written by hand. Parts left empty are filled in by the built-in generator."""

    name: Plain = Field(min_length=2, max_length=80)
    role: Plain = Field(min_length=2, max_length=120)
    company: Plain = Field(default="", max_length=120)
    industry: Plain = Field(default="", max_length=80)
    personality: Plain = Field(default="", max_length=120)
    background: Plain = Field(default="", max_length=600)
    needs: list[NewNeed] = Field(default=[], max_length=6)
    objections: list[NewObjection] = Field(default=[], max_length=6)


class ScenarioForm(BaseModel):
    """A scenario from a form: a known or generated buyer by id, or one described here."""

    model_config = ConfigDict(populate_by_name=True)

    source: Literal["form"] = Field(default="form", alias="from")
    title: Plain = Field(min_length=3, max_length=120)
    kind: ScenarioKind = "cold_call"
    level: Level = "intermediate"
    language: Language = "en"
    goal: Plain = Field(min_length=3, max_length=400)
    situation: Plain = Field(default="", max_length=600)
    learning_goals: list[Annotated[Plain, Field(min_length=2, max_length=200)]] = Field(default=[], max_length=6)
    market: Market = "b2b"
    persona_id: str | None = None
    persona: NewPersona | None = None


class ScenarioFromQuestionnaire(BaseModel):
    """A scenario about the company's own product and customers, aimed at one weakness."""

    model_config = ConfigDict(populate_by_name=True)

    source: Literal["questionnaire"] = Field(alias="from")
    weakness: Plain = Field(min_length=2, max_length=200, description="A skill, an objection kind, or a few own words.")
    level: Level = "intermediate"
    kind: ScenarioKind | None = Field(default=None, description="By default the kind that trains the weakness.")
    language: Language | None = None
    title: Plain | None = Field(default=None, min_length=3, max_length=120)
    seed: Whole | None = Field(default=None, ge=0, lt=2**31)


def _scenario_source(value: Any) -> str:
    """A body without `from` is a form: the form is what a person fills in by hand."""
    given = value.get("from") if isinstance(value, dict) else getattr(value, "source", None)
    return "questionnaire" if given == "questionnaire" else "form"


NewScenario = Annotated[
    Annotated[ScenarioForm, Tag("form")] | Annotated[ScenarioFromQuestionnaire, Tag("questionnaire")],
    Discriminator(_scenario_source),
]


class ScenarioChange(BaseModel):
    """Only what is given changes."""

    title: Plain | None = Field(default=None, min_length=3, max_length=120)
    level: Level | None = None
    goal: Plain | None = Field(default=None, min_length=3, max_length=400)
    situation: Plain | None = Field(default=None, max_length=600)
    learning_goals: list[Annotated[Plain, Field(min_length=2, max_length=200)]] | None = Field(
        default=None, max_length=6
    )


class PersonaItem(PersonaCard):
    language: Language
    own: bool = False


class PersonaList(BaseModel):
    items: list[PersonaItem]
    next_cursor: str | None = None


class PersonaWish(BaseModel):
    weakness: Plain | None = Field(
        default=None,
        min_length=2,
        max_length=200,
        description="A skill, an objection kind, or a few own words; by default the caller's weakest skill.",
    )
    level: Level = "intermediate"
    industry: Plain | None = Field(default=None, max_length=80)
    language: Language | None = None
    seed: Whole | None = Field(default=None, ge=0, lt=2**31)
    use_questionnaire: Annotated[bool, Strict()] = True
    use_calls: Annotated[bool, Strict()] = Field(
        default=True, description="Take what customers said in the caller's own calls, with names and details replaced."
    )


class Cited(BaseModel):
    """Words of one's own recorded call, at exactly these offsets of the turn; none with a name or detail in them."""

    call_id: str
    at: datetime
    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str


class Because(BaseModel):
    """Why one part of a generated buyer is there."""

    part: str = Field(description="Where: personality, needs[0], objections[1], ways.comes_back, ...")
    value: str
    why: str
    quotes: list[Cited] = Field(default=[], description="From the caller's own calls, where it came from them.")


class MetCount(BaseModel):
    raised: int
    resolved: int


class Learned(MetCount):
    """An objection this company's reps have met, in real calls and in practice together and apart."""

    kind: ObjectionKind
    title: str
    in_calls: MetCount
    in_practice: MetCount
    weight: float = Field(description="How likely buyers are to bring it up, against 1 for one never met; at most 3.")


class LearnedList(BaseModel):
    since: datetime
    items: list[Learned]


class NeedView(BaseModel):
    topic: str
    surface: str
    pain: str
    impact: str


class ObjectionView(BaseModel):
    kind: ObjectionKind
    line: str
    concern: str


class GeneratedPersona(BaseModel):
    """A new buyer, kept in the company's catalogue under `persona.id`, with all it holds and why."""

    persona: PersonaItem
    level: Level
    seed: int
    needs: list[NeedView]
    objections: list[ObjectionView]
    facts: list[str]
    triggers: list[str]
    ways: dict[str, str] = Field(default={}, description="What this buyer does that others do not, by name, in words.")
    weakness: str = Field(default="", description="What was taken to be the weakness.")
    explanation: list[Because]
    source: str = Field(description='"builtin" or "provider:model".')
    note: str | None = None


# --- a call -----------------------------------------------------------------------------------------------------------


def _absent(value: str | None) -> bool:
    return value is None


class StartFrom(BaseModel):
    """Practise this moment: of a practice conversation, just before this turn and with the buyer as they were then; or
    of a recorded call, after the customer's words at or before this turn, with names and details replaced."""

    conversation_id: str | None = Field(default=None, max_length=64, exclude_if=_absent)
    call_id: str | None = Field(default=None, max_length=64, exclude_if=_absent)
    turn: Whole = Field(ge=0)

    @model_validator(mode="after")
    def _one_source(self) -> StartFrom:
        if (self.conversation_id is None) == (self.call_id is None):
            raise ValueError("give either conversation_id or call_id")
        return self


class ChatIn(BaseModel):
    """One turn of the rep. Without `conversation_id` it starts a call; then the text may be empty and the buyer
    answers the phone. In an open call an empty text is silence, and the buyer hears it."""

    conversation_id: str | None = Field(default=None, max_length=64)
    scenario_id: str | None = Field(default=None, max_length=64)
    persona_id: str | None = Field(default=None, max_length=64)
    level: Level | None = None
    seed: Whole | None = Field(default=None, ge=0, lt=2**63)
    language: Language | None = None
    text: Annotated[Plain, Field(max_length=MAX_TEXT)] = ""
    client_key: Annotated[Plain, Field(min_length=1, max_length=100)] | None = Field(
        default=None, description="A fresh random key for each turn; a repeated key is the same turn sent again."
    )
    start_from: StartFrom | None = None


class Reply(BaseModel):
    turn: int
    text: str
    source: str = Field(description='"builtin" or "provider:model".')
    prompt_version: str | None = None
    latency_ms: float | None = None


class Sidebar(BaseModel):
    """What a rep may see while the call runs: their own behaviour, nothing of the buyer's mind."""

    started_at: datetime
    turns: int
    rep_turns: int
    talk_share: float | None = Field(description="Rep words / all words so far; null before anyone spoke.")
    questions: int
    last_turn_words: int


class TurnView(BaseModel):
    index: int
    speaker: Speaker
    text: str
    at: datetime
    source: str | None = Field(default=None, description="Who worded a customer turn.")


class ChatOut(BaseModel):
    conversation_id: str
    reply: Reply
    status: Status
    outcome: Outcome | None
    hint: str | None = None
    state: Sidebar
    language: Language
    scenario_id: str
    level: Level
    seed: int


class ChatAck(BaseModel):
    """First event of a streamed answer: the rep's turn is stored. `turn` is null when the buyer speaks first."""

    conversation_id: str
    turn: TurnView | None


class ChatStatus(BaseModel):
    """Streamed while the wording waits: `kind` is thinking, waiting (in line at a rate limit) or retrying."""

    kind: str
    detail: str = ""


class ChatPiece(BaseModel):
    """A guarded sentence of the buyer's reply; append to what came before."""

    turn: int
    text: str


class HintOut(BaseModel):
    hint: str


class EndOut(BaseModel):
    conversation_id: str
    status: Status
    outcome: Outcome | None
    score: float | None


# --- finished calls ---------------------------------------------------------------------------------------------------


class Person(BaseModel):
    id: str
    name: str


class ConversationItem(BaseModel):
    id: str
    scenario_id: str
    title: str
    kind: ScenarioKind
    persona: PersonaCard
    level: Level
    language: Language
    status: Status
    outcome: Outcome | None
    score: float | None
    turns: int
    started_at: datetime
    ended_at: datetime | None
    user: Person
    restarted_from: StartFrom | None = None


class QuoteView(BaseModel):
    """Words that stand in the stored turn at exactly these offsets."""

    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str


class ActView(BaseModel):
    kind: str
    start: int
    end: int
    confidence: float
    certain: bool
    objection: ObjectionKind | None = None


class DetailedTurn(TurnView):
    acts: list[ActView] = []
    prompt_version: str | None = None
    latency_ms: float | None = None
    rejected: int = Field(default=0, description="Tries of a model that were stopped before the rep could hear them.")
    note: str | None = Field(default=None, description="Why this is not simply what the first model said.")
    replayed: bool = Field(default=False, description="Taken over from the call this one restarted.")


class CriterionView(BaseModel):
    id: str
    title: str
    question: str = ""
    skill: Skill
    weight: float
    result: Literal["met", "not_met", "not_observed"]
    why: str = ""
    quotes: list[QuoteView]


class ScorecardView(BaseModel):
    rubric: str
    title: str = ""
    score: float | None = Field(description="0..100; null while less than half of the weight could be observed.")
    observed: float | None = Field(
        default=None, description="Share of the rubric's weight that could be observed, 0..1."
    )
    criteria: list[CriterionView]
    skills: dict[Skill, float | None] = Field(default={}, description="0..100 each; null where nothing was observed.")
    outcome: str = Field(default="", description="What came of the call, in one sentence.")


class StepView(BaseModel):
    what: str
    why: str
    how: str
    rewrite: str
    skill: Skill
    turn: int | None
    good: bool = Field(default=False, description="Something done well, to keep doing.")
    focus: bool = Field(default=False, description="What to work on first.")
    quotes: list[QuoteView]


class Feedback(BaseModel):
    steps: list[StepView]
    source: str = "builtin"


class BuyerMind(BaseModel):
    trust: float
    interest: float
    patience: float


class LogView(BaseModel):
    """One change in the buyer, its cause and, where there are any, the rep's words that caused it."""

    turn: int
    cause: str
    text: str
    quote: QuoteView | None = None
    trust: float
    interest: float
    patience: float
    after: BuyerMind
    need: str | None = None
    objection: str | None = None


class ConversationDetail(ConversationItem):
    """Everything about a call. What the buyer was thinking, and the score, are null until it has ended."""

    turns: list[DetailedTurn]  # type: ignore[assignment]
    state: Sidebar
    reply_pending: bool = False
    hint: str | None = None
    scorecard: ScorecardView | None = None
    signals: Signals | None = None
    feedback: Feedback | None = None
    buyer_log: list[LogView] | None = None
    start_mind: BuyerMind | None = None
    follow_up: FollowUp | None = Field(default=None, description="Of a drill that began at a moment of a real call.")
    learning_goals: list[str] = []
    goal: str = ""
    situation: str = ""


# --- the quick drill --------------------------------------------------------------------------------------------------


class QuickIn(BaseModel):
    customer: Annotated[Plain, Field(min_length=1, max_length=MAX_TEXT)]
    answer: Annotated[Plain, Field(min_length=1, max_length=MAX_TEXT)]
    language: Language | None = None


class QuickAspect(BaseModel):
    verdict: str
    why: str
    quotes: list[QuoteView]


class QuickOut(BaseModel):
    id: str
    tone: QuickAspect
    content: QuickAspect
    strategy: QuickAspect
    better: list[str]
    documents: list[DocumentQuote] = Field(
        default=[], description="What the company's own documents say to the customer's question, word for word."
    )
    language: Language
    source: str = "builtin"


# --- what became of a drill -------------------------------------------------------------------------------------------


class SeenInCall(BaseModel):
    """What one real call showed of what was practised."""

    call_id: str
    title: str
    at: datetime
    result: Literal["met", "not_met", "not_observed"] | None = Field(description="Of that criterion.")
    criterion: str = Field(description="Title of the criterion that result and quotes are about.")
    share: float = Field(description="Share of the skill that was met in that call, 0..1.")
    why: str = ""
    quotes: list[QuoteView] = []


class FollowUp(BaseModel):
    """A drill of a moment of a real call, and the same thing on the next real call."""

    conversation_id: str
    practised_at: datetime
    skill: Skill
    skill_title: str
    criterion: str | None
    criterion_title: str | None
    moment: StartFrom
    practised: Literal["met", "not_met", "not_observed"] | None = Field(description="The same in the drill.")
    before: SeenInCall | None = Field(description="The call the moment is from.")
    after: SeenInCall | None = Field(description="The first real call after the drill that showed it; null until then.")


class FollowUpList(BaseModel):
    items: list[FollowUp]


# --- what to practise next --------------------------------------------------------------------------------------------


class SuggestionReason(BaseModel):
    text: str
    conversation_id: str | None = Field(default=None, description="The practice conversation it is from.")
    call_id: str | None = Field(default=None, description="The recorded call it is from.")
    call_title: str | None = None
    criterion: str | None = None
    quote: QuoteView | None = None
    at: datetime | None = None


class Suggestion(BaseModel):
    skill: Skill
    scenario: ScenarioItem
    level: Level
    expected_success: float
    reason: SuggestionReason
    start_from: StartFrom | None = Field(
        default=None, description="The very moment to practise again, when there is one."
    )
