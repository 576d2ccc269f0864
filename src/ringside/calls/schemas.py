"""What recorded calls send and receive. Names outside clients rely on are in docs/api.md."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Field

from ringside.dialogue.objections import Step
from ringside.dialogue.rubrics import Skill
from ringside.dialogue.schemas import Language, ObjectionKind, Speaker
from ringside.dialogue.signals import Signals
from ringside.playbook.knowledge.schemas import DocumentQuote
from ringside.playbook.plain import Plain

Status = Literal["queued", "running", "done", "failed"]
Stage = Literal["decode", "transcribe", "attribute", "acts", "signals", "scorecard", "findings", "skills"]
STAGES: tuple[Stage, ...] = (
    "decode", "transcribe", "attribute", "acts", "signals", "scorecard", "findings", "skills",
)  # fmt: skip
Need = Literal["consent", "speakers", "transcript"]
Source = Literal["audio", "transcript"]
Result = Literal["met", "not_met", "not_observed"]
Verdict = Literal["right", "wrong"]
ConsentBasis = Literal["consent", "contract", "legitimate_interest", "notice", "other"]

Title = Annotated[Plain, Field(max_length=200)]
Note = Annotated[Plain, Field(max_length=1_000)]
Label = Annotated[str, Field(max_length=200)]
RubricId = Annotated[str, Field(min_length=1, max_length=80)]
UserId = Annotated[str, Field(pattern=r"^[0-9a-f]{32}$")]


# --- sending a call in ------------------------------------------------------------------------------------------------


class ConsentIn(BaseModel):
    """On what ground this call may be analysed; who says so is the one who is signed in."""

    basis: ConsentBasis
    note: Note = ""


class GivenTurn(BaseModel):
    """One turn of a transcript sent as JSON. `speaker` is a label as it stands in the source, or rep/customer."""

    text: Annotated[str, Field(max_length=100_000)]
    speaker: Label | None = None
    start: float | None = Field(default=None, ge=0, description="Seconds from the start of the call.")
    end: float | None = Field(default=None, ge=0)


class TranscriptIn(BaseModel):
    transcript: str | list[GivenTurn] | dict[str, Any] = Field(
        description="Text, WebVTT, SRT, CSV or the JSON of a recorder as one string; or turns; or that JSON itself."
    )
    format: str | None = Field(default=None, max_length=20, description="Found out from the content when absent.")
    filename: str | None = Field(default=None, max_length=255)
    language: Language | None = Field(default=None, description="Detected when absent.")
    rep_name: Annotated[Plain, Field(max_length=120)] | None = Field(
        default=None, description="The rep's name as the transcript's labels have it."
    )
    roles: dict[str, Speaker] = Field(default={}, max_length=100, description="Which label is on which side.")


class NewCall(TranscriptIn):
    """A call as a transcript."""

    title: Title = ""
    rubric: RubricId | None = Field(default=None, description="Chosen by the kind of call when absent.")
    happened_at: datetime | None = None
    user_id: UserId | None = Field(default=None, description="The rep, where a manager sends the call.")
    consent: ConsentIn | None = None
    client_key: str | None = Field(
        default=None, min_length=1, max_length=100, description="The same key gives the same call."
    )


class NewRecording(BaseModel):
    """What is said about recordings: the fields of a multipart body beside its files, or of a resumable upload."""

    title: Title = ""
    rubric: RubricId | None = None
    language: Language | None = None
    happened_at: datetime | None = None
    user_id: UserId | None = None
    rep_channel: int | None = Field(
        default=None, ge=0, le=1, description="The rep's channel, or the rep's file where there are two."
    )
    consent_basis: ConsentBasis | None = None
    consent_note: Note = ""
    client_key: str | None = Field(default=None, min_length=1, max_length=100)
    uploads: list[UserId] = Field(
        default=[], max_length=2, description="Ids of finished resumable uploads, in a JSON body, in place of files."
    )


class CallAck(BaseModel):
    id: str
    status: Status


class CallChange(BaseModel):
    """Absent fields stay."""

    title: Annotated[Plain, Field(min_length=1, max_length=200)] | None = None
    happened_at: datetime | None = None
    user_id: UserId | None = Field(default=None, description="Whose call it is; managers and owners only.")


class CallLimits(BaseModel):
    """What may be sent in, and what will be done with it, to be said before anybody uploads."""

    transcription: str | None = Field(description="The recogniser that is set up; null: recordings stay without words.")
    max_upload_bytes: int
    max_transcript_bytes: int
    formats: list[str] = Field(description="Transcript formats that are read.")
    audio: list[str] = Field(description="Endings of recordings that are common; others are tried too.")
    consent_required: bool
    resumable: str = "/api/calls/uploads"


class SpeakersIn(BaseModel):
    roles: dict[Label, Speaker] = Field(min_length=1, max_length=100, description="Which label is on which side.")


class AnalyseIn(BaseModel):
    rubric: RubricId | None = Field(default=None, description="Another rubric; absent keeps the present one.")
    transcribe: bool = Field(default=False, description="Recognise the speech anew.")


# --- what people say about the machine's findings ---------------------------------------------------------------------


class OverrideIn(BaseModel):
    """A person's result of a criterion; the same as the machine's is a confirmation."""

    result: Result
    note: Note = ""


class JudgementIn(BaseModel):
    verdict: Verdict
    note: Note = ""


class OverrideOut(BaseModel):
    result: Result
    machine: Result = Field(description="What the machine had found when the person decided.")
    note: str
    by: CallPerson
    at: datetime


class JudgementOut(BaseModel):
    verdict: Verdict
    note: str
    by: CallPerson
    at: datetime


class CallPerson(BaseModel):
    user_id: str
    name: str


# --- the report -------------------------------------------------------------------------------------------------------


class CallQuote(BaseModel):
    """Words that stand in the transcript at exactly these offsets; `at` is when they were said, in seconds."""

    turn: int
    speaker: Speaker
    start: int
    end: int
    text: str
    at: float | None = None


class CallTurn(BaseModel):
    index: int
    speaker: Speaker
    label: str
    text: str
    start: float | None = Field(default=None, description="Seconds from the start of the call.")
    end: float | None = None


class CallSpeaker(BaseModel):
    label: str
    role: Speaker | None = Field(description="Null while nobody knows.")
    turns: int
    talk_share: float | None = Field(description="Of all speech, 0..1: by seconds with times, else by words.")


class CallCriterion(BaseModel):
    id: str
    title: str
    question: str = ""
    skill: Skill
    weight: float
    result: Result
    level: Literal[0, 1, 2] | None = Field(
        default=None, description="Of criteria with levels: unknown, partial, validated."
    )
    why: str = ""
    quotes: list[CallQuote]
    override: OverrideOut | None = None


class CallScorecard(BaseModel):
    rubric: str
    title: str = ""
    score: float | None = Field(description="0..100; null while less than half of the weight could be observed.")
    score_with_changes: float | None = Field(description="The same with people's results in place of the machine's.")
    observed: float | None = None
    criteria: list[CallCriterion]
    skills: dict[Skill, float | None] = {}
    outcome: str = ""


class CallFinding(BaseModel):
    id: str = Field(description="The same in every run that finds it again.")
    kind: Literal["strength", "miss"]
    title: str
    why: str
    how: str = ""
    rewrite: str = ""
    focus: bool = Field(default=False, description="What to work on first.")
    skill: Skill
    criterion: str | None = Field(default=None, description="The criterion of the rubric that it is about.")
    turn: int
    quotes: list[CallQuote]
    source: str = Field(default="builtin", description="Who found it: builtin or provider:model.")
    worded_by: str = Field(default="builtin", description="Who worded the explanation.")
    judgement: JudgementOut | None = None


class CallObjection(BaseModel):
    kind: ObjectionKind
    label: str = ""
    quote: CallQuote
    brush_off: bool = False
    steps: list[Step] = []
    resolved: bool | None = Field(description="Null when nobody can say.")
    answered_by: Speaker | None = None
    answer: CallQuote | None = None
    documents: list[DocumentQuote] = Field(
        default=[], description="What the company's documents say to it, word for word; nothing is judged by it."
    )


class CustomerQuestion(BaseModel):
    """A question of the customer's."""

    quote: CallQuote
    documents: list[DocumentQuote] = Field(default=[], description="What the company's documents say to it.")


class CallNextStep(BaseModel):
    text: str
    class_: Literal["none", "vague", "advance", "order"] = Field(alias="class", serialization_alias="class")
    who: Literal["rep", "customer", "both"] | None = None
    when: str | None = None
    quotes: list[CallQuote]


class CallNeed(BaseModel):
    level: Literal["surface", "pain", "impact"]
    quote: CallQuote


class CallQuestion(BaseModel):
    form: Literal["open", "closed", "leading", "follow_up"]
    quote: CallQuote


class CallMarker(BaseModel):
    """A place on the timeline: turns `turn`..`last`, seconds `at`..`until` where the call has times."""

    kind: Literal["objection", "question", "monologue", "next_step"]
    turn: int
    last: int
    at: float | None = None
    until: float | None = None
    label: str


class SummarySentence(BaseModel):
    text: str
    quotes: list[CallQuote]


class CallTone(BaseModel):
    """Tone of a turn's words from -1, displeased, to 1, pleased; not of the voice."""

    turn: int
    speaker: Speaker
    at: float | None = None
    value: float
    confidence: float


class Proposals(BaseModel):
    """What a model proposed and what became of it. `reasons` counts why proposals were not accepted."""

    source: str = "builtin"
    accepted: int = 0
    rejected: int = 0
    reasons: dict[str, int] = {}
    note: str | None = Field(
        default=None, description="Why the built-in findings stand alone, where a model was asked."
    )


class ImportNote(BaseModel):
    """Something about the transcript that was read differently from how it stood there."""

    where: str
    what: str
    code: str | None = None
    at: float | None = Field(default=None, description="Seconds from the beginning of the recording.")


class SoundChannel(BaseModel):
    index: int
    role: Speaker | None = None
    talk_s: float
    share: float | None = Field(default=None, description="Of all speech, 0..1.")
    longest_s: float | None = Field(default=None, description="Longest run not broken by the other side.")
    energy: dict[str, float | None] = {}
    pitch: dict[str, float | None] = {}


class SoundFigure(BaseModel):
    value: float | None
    unit: str
    n: int | None = None
    reason: str | None = None


class CallSound(BaseModel):
    """What was measured in the audio itself, with no word understood."""

    duration_s: float
    channels: list[SoundChannel]
    signals: dict[str, SoundFigure] = Field(
        default={}, description="talk_ratio, longest_monologue, interruptions, patience, pauses and more, of the rep."
    )
    notes: list[ImportNote] = Field(default=[], description="What is odd about the recording.")


class Waveform(BaseModel):
    duration_s: float
    seconds_per_peak: float
    channels: list[list[float]] = Field(description="Peaks 0..1, evenly spaced, for each channel.")
    speech: list[list[tuple[float, float]]] = Field(default=[], description="Stretches of speech per channel, seconds.")


class Consent(BaseModel):
    basis: ConsentBasis
    note: str
    confirmed_by: CallPerson
    confirmed_at: datetime


class CallMedia(BaseModel):
    available: bool = Field(description="Whether there is something to play.")
    has_audio: bool
    channels: int
    files: list[str] = Field(default=[], description="Names of what was uploaded.")


class CallProblem(BaseModel):
    """Why analysis failed, and what to do. `slug`, and `cause` where there is one, name it for programs."""

    slug: str = ""
    cause: str | None = None
    title: str
    detail: str


class RubricChoice(BaseModel):
    id: str
    title: str
    chosen_by: Literal["person", "kind"] = Field(description="A person, or the kind of call it was read as.")
    why: str = Field(default="", description="Why this rubric, where nobody chose.")


class CallItem(BaseModel):
    id: str
    title: str
    status: Status
    stage: Stage | None
    progress: float = Field(ge=0, le=1)
    needs: list[Need] = Field(description="What a person should do; only consent holds the analysis up.")
    problem: CallProblem | None = None
    happened_at: datetime
    created_at: datetime
    duration_s: float | None
    language: Language
    source: Source
    rep: CallPerson
    rubric: RubricChoice | None
    score: float | None
    turns: int
    counts: dict[str, int] = Field(default={}, description="Objections, misses and strengths of the report.")


class CallDetail(CallItem):
    """Everything about a call; parts that need a finished analysis are empty before it."""

    media: CallMedia
    consent: Consent | None
    speakers: list[CallSpeaker]
    turns: list[CallTurn]  # type: ignore[assignment]
    notes: list[ImportNote] = []
    signals: Signals | None = None
    sound: CallSound | None = None
    scorecard: CallScorecard | None = None
    findings: list[CallFinding] = []
    objections: list[CallObjection] = []
    next_steps: list[CallNextStep] = []
    needs_stated: list[CallNeed] = []
    questions: list[CallQuestion] = []
    customer_questions: list[CustomerQuestion] = []
    markers: list[CallMarker] = []
    summary: list[SummarySentence] = []
    summary_text: str = ""
    tone: list[CallTone] = []
    proposals: Proposals | None = None
    analysed_at: datetime | None = None
    engine: str = ""
    transcription: str | None = Field(default=None, description="Who recognised the speech: provider and model.")
    speakers_why: str = Field(default="", description="How it was told who is the rep.")
    may_judge: bool = Field(default=False, description="Whether the caller may override and judge.")


# --- looking across calls ---------------------------------------------------------------------------------------------


class CriterionAgreement(BaseModel):
    """How often people agree with the machine on a criterion. `kappa` is Cohen's, null while there is too little."""

    rubric: str
    criterion: str
    title: str
    n: int
    agreement: float | None = Field(description="Share of the n on which both said the same, 0..1.")
    kappa: float | None
    low: float | None = Field(default=None, description="95 % interval of kappa.")
    high: float | None = None
    enough: bool = Field(description="False: too few judgements to say anything.")
    table: dict[str, dict[str, int]] = Field(description="Counts: machine's result, then the person's.")


class FindingAgreement(BaseModel):
    source: str
    right: int
    wrong: int


class Agreement(BaseModel):
    items: list[CriterionAgreement]
    overall: CriterionAgreement
    findings: list[FindingAgreement]
    least: int = Field(description="Judgements from which on kappa is shown.")


class CallBand(BaseModel):
    low: float | None = None
    high: float | None = None
    provenance: Literal["primary", "secondary", "folklore"]
    source: str


class Percentiles(BaseModel):
    p10: float | None = None
    p25: float | None = None
    p50: float | None = None
    p75: float | None = None
    p90: float | None = None


class ComparePoint(BaseModel):
    call_id: str
    title: str
    user_id: str
    at: datetime
    value: float
    percentile: float = Field(description="Share of the compared calls at or below this value, 0..1.")


class CompareRow(BaseModel):
    """One rep, or with `user` null the whole team."""

    user: CallPerson | None
    n: int
    percentiles: Percentiles
    last: float | None = Field(default=None, description="Value of the latest call.")


class Comparison(BaseModel):
    signal: str
    unit: str
    basis: Literal["seconds", "words"] | None
    n: int
    team: CompareRow
    reps: list[CompareRow]
    points: list[ComparePoint] = Field(description="The latest 200 calls, oldest first.")
    band: CallBand | None
    enough: bool = Field(description="False: too few calls for percentiles.")
    left_out: int = Field(default=0, description="Calls without this value, or measured on the other basis.")


class SearchHit(BaseModel):
    call_id: str
    title: str
    happened_at: datetime
    user: CallPerson
    turn: int
    speaker: Speaker
    label: str
    start: float | None = None
    text: str
    highlights: list[tuple[int, int]] = Field(description="Character offsets of the found words in `text`.")


class SearchResults(BaseModel):
    items: list[SearchHit]
    next_cursor: str | None = None


# --- for practice -----------------------------------------------------------------------------------------------------


class Moment(BaseModel):
    """A moment of a real call, from which a drill can start."""

    call_id: str
    title: str
    turn: int
    language: Language
    transcript: list[CallTurn] = Field(description="What was said up to and with the customer's line.")
    customer_line: CallQuote | None
    objection: ObjectionKind | None = None
    rep_reply: CallQuote | None = None
    rubric: str | None = None
    finding: CallFinding | None = None
    criterion_id: str | None = None
    skill: Skill | None = None
    needs_stated: list[CallNeed] = []
    objections: list[CallObjection] = []
    speakers: list[CallSpeaker] = []
    rep_name: str | None = Field(default=None, description="The rep as the transcript calls them.")


class CriterionShown(BaseModel):
    """What a call showed of one criterion, with people's word before the machine's."""

    call_id: str
    title: str
    happened_at: datetime
    criterion_id: str
    criterion: str
    skill: Skill
    result: Result
    overridden: bool
    why: str
    quotes: list[CallQuote]


class RecentFinding(CallFinding):
    call_id: str
    call_title: str
    happened_at: datetime


class ObjectionsMet(BaseModel):
    """How often customers of this company raised an objection on real calls, and how often it was resolved."""

    kind: ObjectionKind
    raised: int
    resolved: int


OverrideOut.model_rebuild()
JudgementOut.model_rebuild()
